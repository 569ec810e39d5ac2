"""Where paragraphs, sentences and quotations stand in a text. Every span is (start, end) in code points of that text.

English conventions with the marks of other languages accepted. Pure; one pass, linear in the length of the text.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass

Span = tuple[int, int]

_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
# A place where a sentence may end: the stop with what closes after it and the space behind it, or a line's end.
_STOP = re.compile(r"[.!?…。！？]+[\"”’'»)\]]{0,3}(?:\s+|$)|\n\s*|[•▪●◦‣]\s")
_BULLETS = "•▪●◦‣"
_LAST_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_BEGINS = re.compile(r"[\"“„«‘'(\[—–-]{0,3}\s?[^\W\d_a-zß-öø-ÿ]|[\"“„«‘(\[]{0,2}\d|[•▪●◦‣*“„«\"]")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_REACH = 24  # code points looked at on either side of a stop

_ABBREVIATIONS = frozenset(  # parts a word from what it belongs to: never the end of a sentence
    """mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col sgt capt cpl maj adm cmdr pvt det insp supt rev fr hon
    pres st mt ft no nos vs v cf al etc approx dept dist est fig vol pp ed eds ave blvd rd jan feb mar apr jun jul aug
    sept sep oct nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ill ind kan ky
    la md mass mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo atty messrs i.e e.g
    """.split()
)
_ENDING = frozenset(  # may end a sentence: only where the next word is one that sentences begin with
    """inc corp co ltd jr sr bros plc llc a.m p.m u.s u.k u.n e.u d.c ph.d""".split()
)
_STARTERS = frozenset(
    """the a an this that these those he she it they we i you his her its their our my there here in on at by for from
    but and so yet if when while as after before since although though however meanwhile what who why how one two some
    many most all asked both with not no also then now""".split()
)
_WORD = re.compile(r"[^\W_]+(?:\.[^\W_]+)*$")
_BEGINS = re.compile(r"[\"“„«‘'(\[—–-]{0,3}\s?[^\W\d_a-zß-öø-ÿ]|[\"“„«‘(\[]{0,2}\d|[•▪●◦‣*“„«\"]")
_LOWER = re.compile(r"[a-zß-öø-ÿ]")
_REACH = 24  # code points looked at on either side of a stop

_ABBREVIATIONS = frozenset(
    "mr mrs ms mx dr prof sen sens rep reps gov govs gen lt col sgt capt cpl maj adm cmdr pvt det insp supt rev fr hon pres st mt ft "
    "no nos vs v cf al etc approx dept dist est fig vol pp ed eds ave blvd rd jan feb mar apr jun jul aug sept sep oct "
    "nov dec mon tue tues wed thu thur thurs fri sat sun ala ariz ark calif colo conn del fla ill ind kan ky la md mass "
    "mich minn miss mo mont neb nev okla ore pa penn tenn tex va vt wash wis wyo atty messrs supt i.e e.g".split()
)
_ENDING = frozenset("inc corp co ltd jr sr bros plc llc a.m p.m u.s u.k u.n e.u d.c ph.d".split())
_STARTERS = frozenset(
    "the a an this that these those he she it they we i you his her its their our my there here in on at by for from "
    "but and so yet if when while as after before since although though however meanwhile what who why how one two "
    "some many most all asked both with not no also then now".split()
)
_WORD = re.compile(r"[^\W_]+")


def paragraphs(text: str) -> list[Span]:
    """Return the runs of text between blank lines, without the white space around them."""
    spans = []
    for match in _PARAGRAPH.finditer(text):
        start, end = match.span()
        spans.append((start, start + len(text[start:end].rstrip())))
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
        mark = text[stop]
        if mark in _BULLETS:
            _add(text, start, stop, spans)
            start = stop
        elif after == size or (_line_parts(text, match) if mark == "\n" else _stop_parts(text, match)):
            _add(text, start, after, spans)
            start = after
    _add(text, start, size, spans)
    return spans


def _add(text: str, start: int, end: int, spans: list[Span]) -> None:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        start += len(piece) - len(piece.lstrip())
        spans.append((start, start + len(bare)))


def _line_parts(text: str, match: re.Match[str]) -> bool:
    """Whether white space between sentences parts them."""
    return match.group().count("\n") != 1 or not _LOWER.match(text, match.end())


def _stop_parts(text: str, match: re.Match[str]) -> bool:
    """Whether a stop followed by white space ends a sentence."""
    stop, after = match.span()
    if match.group().count("\n") > 1:
        return True
    if not _BEGINS.match(text, after):
        return False
    if text[stop] != "." or text[stop : stop + 2] == "..":
        return True
    word = _LAST_WORD.search(text, max(0, stop - _REACH), stop)
    if word is None or match.group()[1:2] not in " \n\t\xa0":
        return True
    last = word.group().lower()
    if last in _ABBREVIATIONS:
        return False
    initial = len(last) == 1 and last.isalpha() and last != "i"
    if initial or last in _ENDING or (len(last) > 2 and last[1] == "."):
        following = _WORD.match(text, after)
        return following is None or following.group().lower() in _STARTERS
    return True


@dataclass(frozen=True, slots=True)
class Quotation:
    """A run of quoted words within one paragraph, marks included."""

    start: int  # of the opening mark
    end: int  # after the closing mark, or where the run breaks off
    level: int = 1  # 2 for a quotation within a quotation
    closed: bool = True  # False: no closing mark before the paragraph's end
    continued: bool = False  # the speech goes on from the paragraph before, which was left open


_DOUBLE = '"“”„‟«»'
_MARK = re.compile(r"[\"“”„‟«»]|[‚‹‘](?=[^\s])|['](?=[^\W_]|[.…$£€])(?<![^\W_]')|['’›](?![^\W_])(?<=[^\s('\[].)")
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
    marks = [match.start() for match in _MARK.finditer(text)]
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
    if opened >= 0 and character in "'’›":
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
    limit = min(end, opened + _QUOTED_LIMIT)
    for match in _STOP.finditer(text, opened + 1, limit):
        if match.end() < limit and _stop_parts(text, match):
            return match.start() + len(match.group().rstrip())
    return opened + len(text[opened:limit].rstrip())


def sentence_at(spans: list[Span], offset: int) -> int:
    """Return the index of the sentence that holds `offset`, or of the one before it."""
    return max(0, bisect_right(spans, (offset, 1 << 60)) - 1)
