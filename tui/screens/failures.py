"""Failures: what the last job could not do, each with its reason."""

from collections.abc import Sequence

from textual.app import ComposeResult

from tui.screens.dialog import Dialog
from tui.widgets.lines import Lines, Pair


class FailuresScreen(Dialog):
    """A box with the failures, to scroll through."""

    ENDS = "{list.down} {list.up} scroll · Esc closes"

    def __init__(self, failures: Sequence[str]) -> None:
        super().__init__("What failed")
        self.add_class("-tall")
        self.add_class("-wide")
        self.failures = failures

    def compose_body(self) -> ComposeResult:
        """Yield a line for each failure."""
        pairs = [Pair(str(number), failure) for number, failure in enumerate(self.failures, 1)]
        yield Lines(pairs, column=5, id="failures", empty="Nothing failed")
