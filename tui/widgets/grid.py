"""A table of counts: names at the left and above, a cell selected in both directions, as many columns as there is room for."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.message import Message

from tui.widgets.bars import Bar
from tui.widgets.listing import GUTTER, Listing
from tui.widgets.paint import clip, fill, plain, spread

Cell = tuple[str, str]  # words and the name of their style


class Grid(Listing[str]):
    """The table; the row is selected as in any list, the column by `move`."""

    CELL: ClassVar[int] = 15  # cells wide

    class Turned(Message):
        """Another column is selected, or other columns are in sight."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.names: Sequence[str] = ()
        self.columns: Sequence[str] = ()
        self.cells: Mapping[tuple[int, int], Cell] = {}
        self.column = 0
        self.first = 0  # the leftmost column in sight

    def show_table(self, names: Sequence[str], columns: Sequence[str], cells: Mapping[tuple[int, int], Cell]) -> None:
        """Show a table; the selection stays where it can."""
        self.names, self.columns, self.cells = names, columns, cells
        self.column = max(0, min(self.column, len(columns) - 1))
        self.show(len(names), self.selected)
        self.move(0)

    @property
    def name_width(self) -> int:
        """The cells of the names at the left."""
        return min(30, max(10, self.row_width // 3))

    @property
    def in_sight(self) -> range:
        """The columns that are in sight."""
        room = max(1, (self.row_width - self.name_width) // self.CELL)
        return range(self.first, min(len(self.columns), self.first + room))

    def move(self, step: int) -> None:
        """Select a column further left or right and bring it into sight."""
        self.column = max(0, min(self.column + step, len(self.columns) - 1))
        room = max(1, (self.row_width - self.name_width) // self.CELL)
        self.first = max(0, min(self.first, self.column), self.column - room + 1)
        self.redraw()
        self.post_message(self.Turned())

    def on_resize(self) -> None:
        """Bring the column into sight again."""
        self.move(0)

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return a row: its name and its cells."""
        parts = fill([plain(clip(self.names[index], self.name_width - 2), self.style("title"))], self.name_width)
        for column in self.in_sight:
            words, look = self.cells.get((index, column), ("·", "faint"))
            text = f" {clip(words, self.CELL - 3)} "
            style = self.style("picked") if selected and column == self.column else self.style(look)
            parts += fill([Segment(text, style)], self.CELL)
        return [parts]


class GridHead(Bar):
    """The columns' names, above a grid."""

    def __init__(self, grid: Grid) -> None:
        super().__init__()
        self.grid = grid

    def segments(self, width: int) -> list[Segment]:
        """Return the names of the columns in sight, the selected one strong, and how many there are at either side."""
        shown = self.grid.in_sight
        before, after = shown.start, len(self.grid.columns) - shown.stop
        left = f"‹ {before} more " if before else ""
        parts = [
            Segment(" " * GUTTER),
            *fill([plain(left.rjust(self.grid.name_width), self.look("key"))], self.grid.name_width),
        ]
        for column in shown:
            look = self.look("strong" if column == self.grid.column else "faint")
            name = clip(self.grid.columns[column], self.grid.CELL - 2)
            parts += fill([Segment(" "), plain(name, look)], self.grid.CELL)
        return spread(parts, [plain(f"{after} more › ", self.look("key"))], width) if after else parts
