"""Filters: which claims of a story to show, and in what order; seen at once behind the dialog."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult

from store.errors import StoreError
from store.model import Card, Filters, State
from tui import wording
from tui.screens.dialog import Dialog
from tui.widgets.listing import Listing
from tui.widgets.options import Choice, Options

YES_NO = {
    "answered": ("Answers", "any", "answered", "unanswered"),
    "anonymous": ("Sources", "any", "unnamed", "named"),
    "direct": ("Words", "any", "quotations", "reported speech"),
}


class FilterScreen(Dialog):
    """A box with the filters; each change takes hold at once."""

    ENDS = "{options.previous} {options.next} or ← → choose · {options.any} any · Enter or Esc closes"

    def __init__(self, filters: Filters, cards: Sequence[Card], then: Callable[[Filters], None]) -> None:
        super().__init__("Show only")
        self.filters = filters
        self.cards = cards  # of the story, unfiltered: what there is to choose from
        self.then = then

    def compose_body(self) -> ComposeResult:
        """Yield the choices."""
        yield Options(self._choices(), id="filters")

    def _choices(self) -> list[Choice]:
        f, claims = self.filters, [card.claim for card in self.cards]
        choices = [
            _choice(name, label, [(None, any_), (True, yes), (False, no)], getattr(f, name))
            for name, (label, any_, yes, no) in YES_NO.items()
        ]
        states = [(None, "any"), *((state, wording.STATE_WORDS[state]) for state in State)]
        days = sorted({card.published[:10] for card in self.cards if card.published})
        return [
            *choices,
            _choice("state", "Pairing", states, f.state),
            _choice("outlet", "Outlet", _names(card.outlet for card in self.cards), f.outlet),
            _choice("target", "Against", _names(claim.target for claim in claims), f.target),
            _choice("speaker", "By", _names(claim.speaker or claim.source for claim in claims), f.speaker),
            _choice("since", "Since", [("", "any"), *((day, wording.day(day)) for day in days)], f.since),
            _choice("until", "Until", [("", "any"), *((day, wording.day(day)) for day in days[::-1])], f.until),
            _choice("sort", "Order", [(sort, words) for sort, words in wording.SORTS.items()], f.sort),
        ]

    @on(Options.Chosen)
    def _chosen(self, event: Options.Chosen) -> None:
        self.filters = self.filters._replace(**{event.choice.name: event.choice.value})
        try:
            self.then(self.filters)
        except StoreError as error:
            self.notify(str(error), severity="error", markup=False)

    @on(Listing.Opened)
    def _done(self) -> None:
        self.dismiss()


def _names(names: Iterable[str | None]) -> list[tuple[str, str]]:
    found = sorted({name for name in names if name}, key=str.casefold)
    return [("", "any"), *((name, name) for name in found)]


def _choice(name: str, label: str, values: list[tuple[Any, str]], value: Any) -> Choice:
    at = next((i for i, (one, _) in enumerate(values) if one == value), None)
    if at is None:  # a filter from another story: it still holds, so it is still shown
        values, at = [*values, (value, str(value))], len(values)
    return Choice(name, label, values, at)
