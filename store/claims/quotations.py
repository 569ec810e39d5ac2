"""Where quotations stand in a text: curly, straight, low-high, guillemets, single marks told from apostrophes.

Spans are code points. Pure and linear: no mark is looked at more than a bounded number of times.
"""

import re
from dataclasses import dataclass

from store.claims.sentences import paragraphs, unclosed_end


@dataclass(frozen=True, slots=True)
class Quotation:
    """A run of quoted words within one paragraph, marks included."""

    start: int  # of the opening mark
    end: int  # after the closing mark, or where the run breaks off
    level: int = 1  # 2 for a quotation within a quotation
    closed: bool = True  # False: no closing mark before the paragraph's end
    continued: bool = False  # the speech goes on from the paragraph before, which was left open


_DOUBLE = '"“”„‟«»'
_MARK = re.compile("[\"“”„‟«»'‘’‚‹›]")
_DOUBLED = re.compile(r"''(?:(?=([^\W_]|\$))|(?!'))")
_DEEPEST = 4  # quotations within quotations; more marks than that open nothing
_ELISION = re.compile(r"['’‘](?:em|til|cause|tis|twas|n|round|bout|cos|neath|er|im|\d0?s)\b", re.IGNORECASE)
_PLURAL = re.compile(r"\s+[a-z]")
_QUOTED_LIMIT = 3000  # code points: an unclosed run in a longer paragraph ends with its sentence


def quotations(text: str) -> list[Quotation]:
    """Return the quotations in the order of their opening marks.

    A run never leaves its paragraph: where the closing mark is missing and the next paragraph opens again, the next run
    is `continued`; where it is missing altogether the run ends with its sentence. A closing mark alone opens nothing.
    """
    if "''" in text:
        return _doubled_apostrophes(text)
    found: list[Quotation] = []
    left_open = False
    marks = [mark for mark in map(re.Match.start, _MARK.finditer(text)) if not _within_word(text, mark)]
    first = 0
    for start, end in paragraphs(text) if marks else ():
        last = first
        while last < len(marks) and marks[last] < end:
            last += 1
        if first == last:
            left_open = False
            continue
        runs = _paragraph_runs(text, start, end, marks[first:last])
        if runs and left_open and runs[0].start == start:
            runs[0] = Quotation(start, runs[0].end, 1, runs[0].closed, continued=True)
        left_open = any(not run.closed and run.end == end for run in runs)
        found += runs
        first = last
    return found


def _within_word(text: str, mark: int) -> bool:
    """Whether a mark is the apostrophe of a word."""
    return text[mark] in "'’" and text[mark - 1 : mark].isalnum() and text[mark + 1 : mark + 2].isalnum()


def _doubled_apostrophes(text: str) -> list[Quotation]:
    """Return the quotations of a text that writes '' for a double mark, as old agency wires do."""
    plain = _DOUBLED.sub(lambda match: ' "' if match.group(1) else '" ', text)
    plain = plain.replace("''", "  ")
    return [
        Quotation(
            run.start - (text[run.start - 1 : run.start + 1] == "''"),
            run.end + (text[run.end - 1 : run.end + 1] == "''"),
            run.level,
            run.closed,
            run.continued,
        )
        for run in quotations(plain)
    ]


def _paragraph_runs(text: str, start: int, end: int, marks: list[int]) -> list[Quotation]:
    """Pair the marks of one paragraph: double ones as a stack, single ones where they make a pair."""
    runs: list[Quotation] = []
    stack: list[int] = []  # where the open double quotations began
    single = -1
    for mark in marks:
        character = text[mark]
        if character not in _DOUBLE:
            single = _single(text, mark, single, len(stack) + 1, runs)
            continue
        depth = _closed_by(text, mark, start, end, stack)
        if depth >= 0:
            runs.append(Quotation(stack[depth], mark + 1, depth + 1))
            del stack[depth:]
            single = -1
        elif len(stack) < _DEEPEST and _opens(text, mark, start, end):
            stack.append(mark)
    return _with_unclosed(text, end, runs, stack)


def _closed_by(text: str, mark: int, start: int, end: int, stack: list[int]) -> int:
    """Return the depth in `stack` of the quotation that `mark` closes, or -1 where it closes none."""
    character = text[mark]
    if character == '"':
        straight = [depth for depth, opened in enumerate(stack) if text[opened] == '"'][-1:]
        leans_on_next = (mark == start or text[mark - 1].isspace()) and text[mark + 1 : mark + 2].isalnum()
        if straight:
            return -1 if leans_on_next and mark + 1 < end else straight[0]
        return -1 if leans_on_next else len(stack) - 1
    closes = character in "”‟»" or (character == "“" and not _leans_forward(text, mark, end))
    return len(stack) - 1 if closes else -1


def _leans_forward(text: str, mark: int, end: int) -> bool:
    """Whether a low-high opener's partner (“ closing „) rather opens: it leans on the word after it."""
    return mark + 1 < end and not text[mark + 1].isspace() and text[mark + 1] not in ".,;:!?)"


def _with_unclosed(text: str, end: int, runs: list[Quotation], stack: list[int]) -> list[Quotation]:
    """Add the quotations left open, each up to its break; those that stood within keep their place outside of it."""
    for depth, opened in enumerate(stack):
        following = stack[depth + 1] if depth + 1 < len(stack) else end
        stop = _break_off(text, opened, end) if following == end else opened + len(text[opened:following].rstrip())
        runs = [Quotation(r.start, r.end, max(1, r.level - (r.start >= stop)), r.closed) for r in runs]
        runs.append(Quotation(opened, stop, closed=False))
    return sorted(runs, key=lambda run: run.start)


def _single(text: str, mark: int, opened: int, level: int, runs: list[Quotation]) -> int:
    """Take a single mark as the end of the one that is open, as a new beginning, or as an apostrophe."""
    character = text[mark]
    begins = character in "'‘‚‹" and not (mark and text[mark - 1].isalnum()) and text[mark + 1 : mark + 2].strip()
    if begins:
        return opened if _ELISION.match(text, mark) else mark
    if opened >= 0 and character in "'’›" and not text[mark - 1].isspace() and not text[mark + 1 : mark + 2].isalnum():
        if text[mark - 1] in "sS" and _PLURAL.match(text, mark + 1) and text.find(character, mark + 1, mark + 200) > 0:
            return opened  # "the workers' hall" within single marks
        runs.append(Quotation(opened, mark + 1, level))
        return -1
    return opened


def _opens(text: str, mark: int, start: int, end: int) -> bool:
    character = text[mark]
    if character in "“„«":
        return True
    leans = mark + 1 < end and not text[mark + 1].isspace()
    if character == "»":  # opens in some languages, where it leans on the word after it
        return leans and (mark == start or text[mark - 1].isspace())
    return character == '"' and leans


def _break_off(text: str, opened: int, end: int) -> int:
    """Return where an unclosed quotation ends: with its paragraph if the next one opens again, or with its sentence."""
    following = text[end : end + 8].lstrip()
    if end - opened <= _QUOTED_LIMIT and following[:1] and following[0] in '"“„«':
        return end
    return unclosed_end(text, opened, min(end, opened + _QUOTED_LIMIT))
