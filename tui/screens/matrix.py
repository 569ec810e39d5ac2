"""Who accuses whom: accusers at the left, targets above, in each cell the accusations and the share answered."""

from collections import Counter
from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from store.errors import StoreError
from store.library import Library
from store.model import Card, Story
from tui import wording
from tui.beside import asked
from tui.keys import bindings
from tui.screens.table import TableScreen, dots

NOBODY = "nobody named"
SIDE = 200  # accusers and targets shown at most: those with most accusations


class MatrixScreen(TableScreen):
    """The matrix of one story, or of all."""

    CSS_PATH = "matrix.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("matrix")
    EMPTY = "No accusations here"

    def __init__(self, library: Library, story: Story | None) -> None:
        super().__init__(library)
        self.story = story
        self.all = story is None
        self.counts: dict[tuple[str, str], tuple[int, int]] = {}
        self.accusers: list[str] = []
        self.targets: list[str] = []

    def reload(self) -> None:
        """Count again: a story at once, all of them beside the screen, which takes as long as the library is large."""
        if self.story and not self.all:
            self._show(self.library.matrix(self.story.id))
        else:
            self.run_worker(self._count(), "matrix", group="matrix")

    async def _count(self) -> None:
        try:
            rows = await asked(self.library.path, Library.matrix)
        except StoreError as error:
            self.desk_app.complain(error)
            return
        if self.all:
            self._show(rows)

    def _show(self, rows: Sequence[tuple[str, str, int, int]]) -> None:
        self.counts = {(a, t): (n, answered) for a, t, n, answered in rows}
        by_accuser: Counter[str] = Counter()
        by_target: Counter[str] = Counter()
        for (accuser, target), (number, _) in self.counts.items():
            by_accuser[accuser] += number
            by_target[target] += number
        self.accusers = [name for name, _ in by_accuser.most_common(SIDE)]
        self.targets = [name for name, _ in by_target.most_common(SIDE)]
        cells = {}
        for row, accuser in enumerate(self.accusers):
            for column, target in enumerate(self.targets):
                if found := self.counts.get((accuser, target)):
                    cells[row, column] = (dots(*found), "title" if found[0] == found[1] else "bad-faint")
        self.grid.show_table([a or NOBODY for a in self.accusers], [t or NOBODY for t in self.targets], cells)

    def told_cell(self, row: int, column: int) -> str:
        """Return "A accuses B: 3 accusations, 2 answered"."""
        accuser, target = self.accusers[row], self.targets[column]
        number, answered = self.counts.get((accuser, target), (0, 0))
        said = f"{wording.plural(number, 'accusation')}, {answered} answered" if number else "no accusation"
        return f"{accuser or NOBODY} → {target or NOBODY}: {said}"

    def cards(self, row: int, column: int) -> Sequence[Card]:
        """Return the accusations of the accuser against the target."""
        story = None if self.all or self.story is None else self.story.id
        return self.library.between(self.accusers[row], self.targets[column], story)

    def action_scope(self) -> None:
        """Show the story alone, or all stories."""
        if self.story:
            self.all = not self.all
            self.reload()
