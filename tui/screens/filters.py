"""Filters: which claims of a story to show, and in what order; seen at once behind the dialog."""

from collections.abc import Callable, Set
from typing import Any

from textual import on
from textual.app import ComposeResult

from store.model import Choices, Filters, State
from tui import wording
from tui.screens.desk import told
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

    def __init__(self, filters: Filters, given: Choices, then: Callable[[Filters], None]) -> None:
        super().__init__("Show only")
        self.filters = filters
        self.given = given  # what there is to choose from
        self.then = then

    def compose_body(self) -> ComposeResult:
        """Yield the choices."""
        yield Options(self._choices(), id="filters")

    def _choices(self) -> list[Choice]:
        f, given = self.filters, self.given
        choices = [
            _choice(name, label, [(None, any_), (True, yes), (False, no)], getattr(f, name))
            for name, (label, any_, yes, no) in YES_NO.items()
        ]
        states = [(None, "any"), *((state, wording.STATE_WORDS[state]) for state in State)]
        days = sorted(given.days)
        return [
            *choices,
            _choice("state", "Pairing", states, f.state),
            _choice("outlet", "Outlet", _names(given.outlets), f.outlet),
            _choice("target", "Against", _names(given.targets), f.target),
            _choice("speaker", "By", _names(given.speakers), f.speaker),
            _choice("since", "Since", [("", "any"), *((day, wording.day(day)) for day in days)], f.since),
            _choice("until", "Until", [("", "any"), *((day, wording.day(day)) for day in days[::-1])], f.until),
            _choice("sort", "Order", [(sort, words) for sort, words in wording.SORTS.items()], f.sort),
        ]

    @on(Options.Chosen)
    @told
    def _chosen(self, event: Options.Chosen) -> None:
        self.filters = self.filters._replace(**{event.choice.name: event.choice.value})
        self.then(self.filters)

    @on(Listing.Opened)
    def _done(self) -> None:
        self.dismiss()


def _names(names: Set[str]) -> list[tuple[str, str]]:
    return [("", "any"), *((name, name) for name in sorted(names, key=str.casefold))]


def _choice(name: str, label: str, values: list[tuple[Any, str]], value: Any) -> Choice:
    at = next((i for i, (one, _) in enumerate(values) if one == value), None)
    if at is None:  # a filter from another story: it still holds, so it is still shown
        values, at = [*values, (value, str(value))], len(values)
    return Choice(name, label, values, at)
