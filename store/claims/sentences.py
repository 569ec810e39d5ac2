"""Where paragraphs and sentences stand in a text. Every span is (start, end) in code points of that text.

English conventions with the marks of other languages accepted. Pure; one pass, linear in the length of the text.
"""

import re
from bisect import bisect_right

from store.claims.cues import STOPS

Span = tuple[int, int]

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
# A place where a sentence may end: a stop with what closes after it and the space behind it, a line's end, a bullet.
_STOP = re.compile(r"[.!?…。！？\n•▪●◦‣][.!?…。！？]*[\"”’'»)\]]{0,3}\s*")
_BULLETS = "•▪●◦‣"
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_BEGINS = re.compile(r"[\"“„«‘'(\[—–-]{0,3}\s?[^\W\d_a-zß-öø-ÿ]|[\"“„«‘(\[]{0,2}\d|[•▪●◦‣*“„«\"]")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_WORD = re.compile(r"[^\W_]+")
_REACH = 24  # code points looked at before a stop


def paragraphs(text: str) -> list[Span]:
    """Return the runs of text between blank lines, without the white space around them."""
    spans: list[Span] = []
    start = 0
    for match in _BLANK.finditer(text):
        _add(text, start, match.start(), spans)
        start = match.end()
    _add(text, start, len(text), spans)
    return spans


def sentences(text: str) -> list[Span]:
    """Return the sentences in order, without the white space around them; together they hold every visible character.

    A blank line always parts; a single line break does unless the next line goes on in lower case. Abbreviations,
    initials and ellipses do not part, and closing marks belong to the sentence that they close.
    """
    spans: list[Span] = []
    start = 0
    size = len(text)
    for match in _STOP.finditer(text):
        stop, after = match.span()
        if after == size:
            break
        mark = text[stop]
        if mark in _BULLETS:
            if text[after - 1].isspace():
                _add(text, start, stop, spans)
                start = stop
        elif text[after - 1].isspace() and (_line_parts if mark == "\n" else _stop_parts)(text, match):
            _add(text, start, after, spans)
            start = after
    _add(text, start, size, spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    bare = text[start:end].strip()
    if bare:
        lead = 0 if text[start] == bare[0] else len(text[start:end]) - len(text[start:end].lstrip())
        spans.append((start + lead, start + lead + len(bare)))


def _line_parts(text: str, match: re.Match[str]) -> bool:
    """Whether white space between sentences parts them."""
    return match.group().count("\n") != 1 or not _LOWER.match(text, match.end())


def _stop_parts(text: str, match: re.Match[str]) -> bool:
    """Whether a stop followed by white space ends a sentence."""
    stop, after = match.span()
    piece = match.group()
    if piece.count("\n") > 1:
        return True
    if not ("A" <= text[after] <= "Z" or _BEGINS.match(text, after)):
        return False
    if piece[0] != "." or piece[1] == "." or not piece[1].isspace():
        return True
    last = text[max(0, stop - _REACH) : stop].rpartition(" ")[2]
    if not last.isalpha():
        word = _LAST_WORD.search(last)
        if word is None:
            return True
        last = word.group()
    last = last.lower()
    if last in STOPS["abbreviation"]:
        return False
    initial = len(last) == 1 and last.isalpha() and last != "i"
    if initial or last in STOPS["ending"] or (len(last) > 2 and last[1] == "."):
        following = _WORD.match(text, after)
        return following is None or following.group().lower() in STOPS["starter"]
    return True


def unclosed_end(text: str, start: int, end: int) -> int:
    """Return where the sentence that holds `start` ends, at the latest at `end`, without the white space behind it."""
    for match in _STOP.finditer(text, start + 1, end):
        if match.end() < end and text[match.end() - 1].isspace() and _stop_parts(text, match):
            return match.start() + len(match.group().rstrip())
    return start + len(text[start:end].rstrip())


def sentence_at(spans: list[Span], offset: int) -> int:
    """Return the index of the sentence that holds `offset`, or of the one before it."""
    return max(0, bisect_right(spans, (offset, 1 << 60)) - 1)
