"""Timeline: a story's accusations and denials, outlet by outlet and day by day."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from store.library import Library
from store.model import Card, Kind, Story
from tui import wording
from tui.keys import bindings
from tui.screens.table import TableScreen


class TimelineScreen(TableScreen):
    """Outlets at the left, days above, in each cell what was claimed."""

    CSS_PATH = "timeline.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("timeline")
    EMPTY = "No claims in this story"

    def __init__(self, library: Library, story: Story) -> None:
        super().__init__(library)
        self.story = story
        self.found: dict[tuple[str, str], list[tuple[Kind, str]]] = {}  # the claims' kinds and keys
        self.outlets: list[str] = []
        self.days: list[str] = []

    def reload(self) -> None:
        """Read the story's claims again."""
        self.found = {}
        for outlet, day, kind, key in self.library.timeline(self.story.id):
            self.found.setdefault((outlet, day), []).append((kind, key))
        self.days = sorted({day for _, day in self.found})
        told = sorted((day, outlet) for outlet, day in self.found)
        self.outlets = list(dict.fromkeys(outlet for _, outlet in told))  # the first to tell of it first
        rows, columns = ({name: at for at, name in enumerate(names)} for names in (self.outlets, self.days))
        cells = {(rows[outlet], columns[day]): (_told(claims), "title") for (outlet, day), claims in self.found.items()}
        days = [wording.day(day) for day in self.days]
        self.grid.show_table([outlet or "no outlet" for outlet in self.outlets], days, cells)

    def cards(self, row: int, column: int) -> Sequence[Card]:
        """Return what an outlet told on a day."""
        keys = [key for _, key in self._claims(row, column)]
        return [card for card in self.library.cards_of(keys) if card]

    def told_cell(self, row: int, column: int) -> str:
        """Return "The Courier, 6 Mar 2023: 3 accusations, 1 denial"."""
        words = zip(_counts(self._claims(row, column)), ("accusation", "denial"), strict=True)
        said = ", ".join(wording.plural(number, word) for number, word in words if number)
        return f"{self.outlets[row]}, {wording.day(self.days[column])}: {said or 'nothing'}"

    def _claims(self, row: int, column: int) -> Sequence[tuple[Kind, str]]:
        return self.found.get((self.outlets[row], self.days[column]), ())


def _told(claims: Sequence[tuple[Kind, str]]) -> str:
    return " ".join(f"{sign}{number}" for sign, number in zip("▲▼", _counts(claims), strict=True) if number)


def _counts(claims: Sequence[tuple[Kind, str]]) -> tuple[int, int]:
    """Return how many accuse and how many deny."""
    accusations = sum(kind is Kind.ACCUSATION for kind, _ in claims)
    return accusations, len(claims) - accusations
