"""What the matrix and the timeline share: a grid with its head, each cell of which opens its claims."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult

from store.model import Card
from tui.screens.desk import Desk, told
from tui.widgets.grid import Grid, GridHead
from tui.widgets.listing import Listing


class TableScreen(Desk):
    """A grid of claims, counted."""

    EMPTY = "Nothing to count yet"

    def compose_body(self) -> ComposeResult:
        """Yield head and grid."""
        grid = Grid(id="grid", empty=self.EMPTY)
        yield GridHead(grid)
        yield grid

    @property
    def grid(self) -> Grid:
        """The table."""
        return self.query_one(Grid)

    @told
    def on_mount(self) -> None:
        """Show the table."""
        self.reload()
        self.grid.focus()

    def cards(self, row: int, column: int) -> Sequence[Card]:
        """Return the claims that a cell counts."""
        raise NotImplementedError

    def told_cell(self, row: int, column: int) -> str:
        """Return in words what a cell counts."""
        raise NotImplementedError

    @on(Grid.Turned)
    @on(Listing.Moved)
    def _moved(self) -> None:
        self.query_one(GridHead).refresh()
        grid = self.grid
        self.place(self.told_cell(grid.selected, grid.column) if grid.count else self.PLACE)

    @on(Listing.Opened)
    @told
    def _opened(self) -> None:
        cards = self.cards(self.grid.selected, self.grid.column)
        if cards:
            from tui.screens.pick import Pick

            title = self.told_cell(self.grid.selected, self.grid.column)
            self.app.push_screen(Pick(title, cards, "", self.desk_app.read))

    def action_left(self) -> None:
        """Go to the column at the left."""
        self.grid.move(-1)

    def action_right(self) -> None:
        """Go to the column at the right."""
        self.grid.move(1)


def dots(total: int, answered: int) -> str:
    """Return a count as dots, filled where answered, and in figures where there are many: "●●○", "12 · 58%"."""
    if total <= 7:
        return "●" * answered + "○" * (total - answered)
    return f"{total} · {100 * answered // total}%"
