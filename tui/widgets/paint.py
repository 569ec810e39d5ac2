"""Text into rows of cells: wrapping, marking and aligning by the columns that a terminal gives each character.

Everything here takes plain text and returns offsets or segments. Text is made safe at the last moment, when it becomes a
segment, so that offsets into it hold until then.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rich.cells import cell_len, split_graphemes
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from store.text import safe

NO_STYLE = Style()
_BLANKS = str.maketrans("\n\t\r", "   ")  # one for one, so that offsets hold


class Mark(NamedTuple):
    """A span of a text, in code points, and how to draw it."""

    start: int
    end: int
    style: Style


@lru_cache(maxsize=4096)
def wrap(text: str, width: int) -> tuple[tuple[int, int], ...]:
    """Return the offsets of each row of `text` in `width` cells: broken at blanks, within a word only where it must."""
    text = text.translate(_BLANKS)
    if text.isascii():
        return tuple(_wrap_ascii(text, width))
    return tuple(_wrap_cells(text, width))


def _wrap_ascii(text: str, width: int) -> Iterable[tuple[int, int]]:
    """Wrap where a character is a cell: almost all text, so the quick way is worth its lines."""
    start, length = 0, len(text)
    while length - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = start + width
        yield start, cut
        start = cut
        while start < length and text[start] == " ":
            start += 1
    if start < length or not length:
        yield start, length


def _wrap_cells(text: str, width: int) -> Iterable[tuple[int, int]]:
    start = position = 0  # of the row, and of the word to come
    used = -1  # cells that the row has; below zero it has no word yet, and the next needs no blank before it
    for part in text.split(" "):
        word, cells = part, cell_len(part)
        if used >= 0 and used + 1 + cells > width:
            yield start, position - 1
            start, used = position, -1
        while cells > width:  # such a word begins a row
            head = _head(word, width)
            yield start, position + head
            position += head
            start, word = position, word[head:]
            cells = cell_len(word)
        used += 1 + cells
        position += len(word) + 1
    yield start, len(text)


def _head(word: str, room: int) -> int:
    """Return how many code points of `word` fit in `room` cells without parting what is drawn as one; at least one."""
    for begin, end, _ in split_graphemes(word)[0]:
        if cell_len(word[:end]) > room:  # not the sum of the spans' own cells, which stray joiners make another
            return begin or end
    return len(word)


def pieces(text: str, start: int, end: int, marks: Sequence[Mark], base: Style = NO_STYLE) -> list[Segment]:
    """Return text[start:end] as safe segments, each in `base` with the styles of the marks over it."""
    inside = [mark for mark in marks if mark.start < end and mark.end > start]
    cuts = sorted({start, end, *(max(start, m.start) for m in inside), *(min(end, m.end) for m in inside)})
    row = []
    for a, b in pairwise(cuts):
        style = base
        for mark in inside:
            if mark.start <= a and b <= mark.end:
                style += mark.style
        if shown := safe(text[a:b].translate(_BLANKS)):
            row.append(Segment(shown, style))
    return row


def plain(text: str, style: Style = NO_STYLE) -> Segment:
    """Return outside text as one safe segment."""
    return Segment(safe(text.translate(_BLANKS)), style)


def clip(text: str, width: int) -> str:
    """Return safe `text` in at most `width` cells, with an ellipsis where something is missing."""
    text = safe(text.translate(_BLANKS))
    if cell_len(text) <= width:
        return text
    if width <= 1:
        return "…"[:width]
    head = text[: _head(text, width - 1)]
    return (head.rstrip() if cell_len(head) < width else "") + "…"


def spread(left: Sequence[Segment], right: Sequence[Segment], width: int) -> list[Segment]:
    """Return a row with one part at each side; the left part is cut where they would meet."""
    room = width - sum(cell_len(s.text) for s in right)
    row: list[Segment] = []
    for segment in left:
        cells = cell_len(segment.text)
        if cells > room - (1 if right else 0):
            row.append(Segment(clip(segment.text, max(0, room - 1)), segment.style))
            room -= cell_len(row[-1].text)
            break
        row.append(segment)
        room -= cells
    return [*row, Segment(" " * max(0, room), NO_STYLE), *right]


@lru_cache(maxsize=8192)
def over(under: Style, style: Style) -> Style:
    """Return `style` upon `under`; adding two styles costs more than all else about a segment."""
    return under + style


def fill(segments: Sequence[Segment], width: int) -> list[Segment]:
    """Return a line of exactly `width` cells: padded, or cut where it is too long."""
    cells = sum(cell_len(segment.text) for segment in segments)
    if cells <= width:
        return [*segments, Segment(" " * (width - cells), NO_STYLE)]
    return list(Segment.adjust_line_length(list(segments), width))


def row(segments: Sequence[Segment], width: int, under: Style = NO_STYLE) -> Strip:
    """Return a strip of exactly `width` cells with `under` beneath its styles."""
    return Strip([Segment(text, over(under, style or NO_STYLE)) for text, style, _ in fill(segments, width)], width)
