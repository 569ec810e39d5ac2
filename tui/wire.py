"""What goes over the line to the terminal: only the cells that changed, in their columns however wide the terminal draws.

Textual sends every line of a widget that changed, each piece with its whole style; on a slow link that is seconds for a
key. Here each frame is laid over what the terminal shows already, as curses does it, and only the difference is sent.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from rich.cells import cell_len, split_graphemes

_TOKEN = re.compile(r"\x1b\[(\d+);(\d+)H|\x1b\[([\d;]*)m|([^\x1b\r\n]+)|[\r\n]+")
# What terminals disagree about: joined and toned emoji, flags, signs made emoji, keycaps, and scripts whose vowels stand
# beside or around their consonants. Whatever follows such a cluster is put into its column anew.
_UNSURE = re.compile(
    "[\u200c\u200d\ufe0f\u20e3\u0900-\u0dff\u1000-\u109f\u1780-\u17ff\U0001f1e6-\U0001f1ff\U0001f3fb-\U0001f3ff]"
)
_SPILLS = 8  # cells after such a cluster that a terminal may have drawn over
_NEAR = 4  # cells that are sooner sent again than leapt over
_OFF = {
    "1": "22",
    "2": "22",
    "3": "23",
    "4": "24",
    "5": "25",
    "7": "27",
    "8": "28",
    "9": "29",
}  # attributes and their ends
_SEEN = frozenset("4579")  # attributes that show on a blank, too


class Wire:
    """The screen as the terminal has it."""

    def __init__(self, *, erases: bool = False) -> None:
        """With `erases`, the terminal fills what it erases with the colour of the ground."""
        self._erases = erases
        self._size = (0, 0)
        self._want: list[_Row] = []
        self._sent: list[_Row] = []
        self._at: tuple[int, int] | None = None  # row and column of the cursor; None where it is not known
        self._look: str | None = None  # the style that holds

    def forget(self) -> None:
        """Take nothing for granted any more."""
        self._size = (0, 0)
        self._want, self._sent = [], []
        self._at = self._look = None

    def redrawn(self) -> str:
        """Return what draws the whole screen anew."""
        self._sent = [_Row(len(row.cells)) for row in self._want]
        self._at = self._look = None
        return "".join(part for y in range(len(self._want)) for part in self._changes(y))

    def thinned(self, frame: str, width: int, height: int) -> str:
        """Return what brings the terminal to where Textual's `frame` would, for a screen of this size."""
        if self._size != (width, height):
            self.forget()
            self._size = (width, height)
            self._want, self._sent = ([_Row(width) for _ in range(height)] for _ in range(2))
        touched: set[int] = set()
        x = y = end = 0
        look, placed = "", False
        for token in _TOKEN.finditer(frame):
            if token.start() != end:
                break
            end = token.end()
            row, column, style, text = token.groups()
            if row:
                y, x, placed = int(row) - 1, int(column) - 1, True
            elif style is not None:
                look = "" if style == "0" else style
            elif text and y < height:
                x = self._want[y].put(x, text, look)
                touched.add(y)
                placed = False
        if end != len(frame):  # something that we do not know
            self.forget()
            return frame
        parts = [part for row_ in sorted(touched) for part in self._changes(row_)]
        if placed and (y, x) != (0, 0) and self._at != (y, x):  # where the reader types, for what helps to type
            parts.append(self._go(y, x))
        return "".join(parts)

    def _changes(self, y: int) -> Iterator[str]:
        """Yield what makes a row as wanted, and take it for sent."""
        want, sent = self._want[y], self._sent[y]
        for start, end in want.differences(sent):
            for first, after, unsure in want.runs(start, end):
                yield self._go(y, first)
                yield self._wear(want.looks[first] or "")
                text = "".join(want.cells[first:after])
                yield from self._unsure(y, first, text) if unsure else self._text(y, first, text, after - first)
        sent.cells[:], sent.looks[:], sent.odd = want.cells, want.looks, want.odd

    def _text(self, y: int, x: int, text: str, cells: int) -> Iterator[str]:
        if self._erases and len(text) > _NEAR * 2 and text.isspace():
            yield f"\x1b[{cells}X"
            self._at = (y, x)
        else:
            yield text
            self._at = (y, x + cells) if x + cells < self._size[0] else None

    def _unsure(self, y: int, x: int, text: str) -> Iterator[str]:
        """Yield a cluster upon blanks of its own, for a terminal that draws less; the cursor is then anywhere."""
        yield " " * cell_len(text)
        self._at = None
        yield self._go(y, x)
        yield text
        self._at = None

    def _go(self, y: int, x: int) -> str:
        """Return what moves the cursor there."""
        at, self._at = self._at, (y, x)
        if at == (y, x):
            return ""
        if at and at[0] == y and at[1] < x:
            return f"\x1b[{x - at[1]}C"
        return f"\x1b[{y + 1};{x + 1}H"

    def _wear(self, look: str) -> str:
        """Return what changes the style that holds to this one."""
        before, self._look = self._look, look
        return "" if before == look else _turn(before, look)


class _Row:
    """One line: what each cell shows, empty where the one before is two cells wide, and the style that it wears."""

    def __init__(self, width: int) -> None:
        self.cells = ["?"] * width
        self.looks: list[str | None] = [None] * width  # None is nothing that we sent
        self.odd = False  # whether there may be clusters that terminals draw unlike

    def put(self, x: int, text: str, look: str) -> int:
        """Write text and return the column after it; what does not fit is left out."""
        if not text.strip(" "):
            look = _blank(look)
        cells = _cells(text)[: max(0, len(self.cells) - x)]
        end = x + len(cells)
        self.odd = self.odd or (not text.isascii() and _UNSURE.search(text) is not None)
        self.cells[x:end] = cells
        self.looks[x:end] = [look] * len(cells)
        return end

    def runs(self, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """Yield the runs of one style between two cells, and whether each is a cluster that terminals draw unlike."""
        first = start
        while first < end:
            unsure = self.odd and _UNSURE.search(self.cells[first]) is not None
            look, after = self.looks[first], first + 1
            while after < end and (not self.cells[after] if unsure else self._goes_on(after, look)):
                after += 1
            yield first, after, unsure
            first = after

    def _goes_on(self, x: int, look: str | None) -> bool:
        return self.looks[x] == look and not (self.odd and _UNSURE.search(self.cells[x]))

    def differences(self, other: "_Row") -> list[tuple[int, int]]:
        """Return the spans of cells that are not as in `other`, with little between them."""
        if self.cells == other.cells and self.looks == other.looks:
            return []
        pairs = zip(self.cells, other.cells, self.looks, other.looks, strict=True)
        apart = [x for x, (cell, had, look, wore) in enumerate(pairs) if cell != had or look != wore]
        if self.odd or other.odd:
            apart = self._spilt(apart, other)
        spans = []
        start = end = apart[0]
        for x in apart:
            if x > end and (x - end > _NEAR or self.looks[end:x] != [self.looks[end - 1]] * (x - end)):
                spans.append((start, end))
                start = x
            end = x + 1
        return [*spans, (start, end)]

    def _spilt(self, apart: Sequence[int], other: "_Row") -> list[int]:
        """Return the cells that differ, and those that a terminal may have drawn over."""
        spilt = set(apart)
        for x in apart:
            if _UNSURE.search(self.cells[x]) or _UNSURE.search(other.cells[x]):
                spilt.update(range(x + 1, min(len(self.cells), x + _SPILLS)))
        return sorted(spilt)


@lru_cache(maxsize=4096)
def _cells(text: str) -> Sequence[str]:
    """Return what stands in each cell of a text."""
    if text.isascii():
        return tuple(text)
    cells: list[str] = []
    for start, end, width in split_graphemes(text)[0]:
        cells += [text[start:end], *[""] * (width - 1)] if width else []
    return tuple(cells)


@lru_cache(maxsize=1024)
def _parts(look: str) -> tuple[frozenset[str], str, str]:
    """Return a style's attributes, its colour and its ground."""
    attributes, colour, ground = set(), "", ""
    codes = iter(look.split(";") if look else ())
    for code in codes:
        if code in ("38", "48"):
            kind = next(codes)
            rest = [next(codes) for _ in range(3 if kind == "2" else 1)]
            whole = ";".join((code, kind, *rest))
            colour, ground = (whole, ground) if code == "38" else (colour, whole)
        elif code in _OFF:
            attributes.add(code)
        elif code[:1] in ("3", "9"):
            colour = code
        elif code[:1] in ("4", "1"):
            ground = code
    return frozenset(attributes), colour, ground


@lru_cache(maxsize=1024)
def _blank(look: str) -> str:
    """Return what of a style shows on a blank."""
    attributes, _, ground = _parts(look)
    return look if attributes & _SEEN else ground


@lru_cache(maxsize=4096)
def _turn(before: str | None, look: str) -> str:
    """Return what turns one style into another: the little that differs, or all anew."""
    attributes, colour, ground = _parts(look)
    anew = ";".join(["0", *sorted(attributes), *filter(None, (colour, ground))])
    if before is None:
        return f"\x1b[{anew}m"
    had, was, lay = _parts(before)
    gone = {_OFF[code] for code in had - attributes}
    new = {code for code in attributes if code not in had or _OFF[code] in gone}
    codes = [*sorted(gone), *sorted(new)]
    codes += [colour or "39"] if colour != was else []
    codes += [ground or "49"] if ground != lay else []
    little = ";".join(codes)
    return f"\x1b[{min(little, anew, key=len)}m"
