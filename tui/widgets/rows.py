"""Lists whose items are lines of text with named styles over them: said once as plain values, measured and drawn from them."""

from collections.abc import Iterable, Sequence
from typing import Generic, NamedTuple, TypeVar

from rich.segment import Segment

from tui.widgets.listing import Listing
from tui.widgets.paint import Mark, pieces, plain, spread, wrap

Item = TypeVar("Item")
Key = TypeVar("Key")
PAGE = 16  # items read at once: a millisecond or two


class Row(NamedTuple):
    """One line: a slice of a text with named styles over spans of it, and what stands at the right edge."""

    text: str = ""
    start: int = 0
    end: int = 0
    marks: tuple[tuple[int, int, str], ...] = ()
    right: tuple[tuple[str, str], ...] = ()


GAP = Row()  # the blank line that parts an item from the next


def wrapped(text: str, width: int, *marks: tuple[int, int, str]) -> list[Row]:
    """Return the rows of `text` in `width` cells, all of it seen."""
    return [Row(text, a, b, marks) for a, b in wrap(text, width)]


def faint(text: str, width: int) -> list[Row]:
    """Return the rows of a text of lesser weight."""
    return wrapped(text, width, (0, len(text), "faint"))


class RowList(Listing[Item], Generic[Item]):
    """A list of items of varying height."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.items: list[Item] = []

    def rows(self, item: Item, width: int) -> list[Row]:
        """Return an item's lines in `width` cells."""
        raise NotImplementedError

    def show_items(self, items: Iterable[Item], selected: int = 0, *, from_top: int | None = None) -> None:
        """Show these items."""
        self.items = list(items)
        self.show(len(self.items), selected, from_top=from_top)

    def item(self, index: int) -> Item:
        """Return an item."""
        return self.items[index]

    @property
    def current(self) -> Item | None:
        """The selected item."""
        return self.item(self.selected) if self.count else None

    def uniform(self, width: int) -> None:
        """Return None: items differ."""

    def height(self, index: int, width: int) -> int:
        """Return how many lines an item has."""
        return len(self.rows(self.item(index), width))

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return an item's lines."""
        return [self.line(line, width) for line in self.rows(self.item(index), width)]

    def line(self, line: Row, width: int) -> list[Segment]:
        """Return a line, drawn."""
        if not line.text and not line.right:
            return []
        marks = [Mark(start, end, self.style(name)) for start, end, name in line.marks]
        left = pieces(line.text, line.start, line.end, marks)
        right = [plain(text, self.style(name)) for text, name in line.right]
        return spread(left, right, width) if right else left


class PagedList(RowList[Item | None], Generic[Key, Item]):
    """A list of items known by their keys, of which those near what is in sight are read from the library, and no others."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.keys: Sequence[Key] = ()
        self._read: dict[int, Item | None] = {}  # by row

    def read(self, keys: Sequence[Key]) -> Sequence[Item | None]:
        """Return the items of these keys; None for one that is gone, by another process say."""
        raise NotImplementedError

    def show_keys(self, keys: Sequence[Key], selected: int, *, from_top: int | None = None) -> None:
        """Show the items of these keys, read afresh."""
        self.keys = keys
        self._read.clear()
        self.show(len(keys), selected, from_top=from_top)

    def item(self, index: int) -> Item | None:
        """Return the item in a row, reading those about it where it is not known; None for one that is gone."""
        if index not in self._read:
            first = index - index % PAGE
            self._read.update(enumerate(self.read(self.keys[first : first + PAGE]), first))
        return self._read[index]
