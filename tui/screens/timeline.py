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
        self.found: dict[tuple[str, str], list[Card]] = {}
        self.outlets: list[str] = []
        self.days: list[str] = []

    def reload(self) -> None:
        """Read the story's claims again."""
        self.found = {}
        for kind in (Kind.ACCUSATION, Kind.DENIAL):
            for card in self.library.cards(self.story.id, kind):
                self.found.setdefault((card.outlet, card.published[:10]), []).append(card)
        self.days = sorted({day for _, day in self.found})
        first = {outlet: min(day for o, day in self.found if o == outlet) for outlet, _ in self.found}
        self.outlets = sorted(first, key=lambda outlet: (first[outlet], outlet))
        cells = {
            (self.outlets.index(outlet), self.days.index(day)): (_told(cards), "title")
            for (outlet, day), cards in self.found.items()
        }
        days = [wording.day(day) for day in self.days]
        self.grid.show_table([outlet or "no outlet" for outlet in self.outlets], days, cells)

    def cards(self, row: int, column: int) -> Sequence[Card]:
        """Return what an outlet told on a day."""
        return self.found.get((self.outlets[row], self.days[column]), ())

    def told_cell(self, row: int, column: int) -> str:
        """Return "The Courier, 6 Mar 2023: 3 accusations, 1 denial"."""
        cards = self.cards(row, column)
        accusations = sum(card.claim.kind is Kind.ACCUSATION for card in cards)
        said = ", ".join(
            wording.plural(number, word)
            for number, word in ((accusations, "accusation"), (len(cards) - accusations, "denial"))
            if number
        )
        return f"{self.outlets[row]}, {wording.day(self.days[column])}: {said or 'nothing'}"


def _told(cards: Sequence[Card]) -> str:
    accusations = sum(card.claim.kind is Kind.ACCUSATION for card in cards)
    denials = len(cards) - accusations
    return " ".join(f"{sign}{number}" for sign, number in (("▲", accusations), ("▼", denials)) if number)
