"""Ask: one line of text."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.widgets import Input

from store.errors import StoreError
from tui.screens.dialog import Dialog, text


class Ask(Dialog):
    """Asks for a line and hands it on; what cannot be done with it is said, and the dialog stays."""

    def __init__(
        self, title: str, then: Callable[[str], None], value: str = "", *, hint: str = "", empty: bool = False
    ) -> None:
        super().__init__(title)
        self.then = then
        self.value = value
        self.hint = hint
        self.empty = empty  # an empty line is an answer too

    def compose_body(self) -> ComposeResult:
        """Yield the field."""
        if self.hint:
            yield text(self.hint, classes="hint")
        yield Input(self.value, id="line", select_on_focus=False)  # what stands there is for going on with
        yield text("", classes="error")

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Hand the line on and close."""
        line = event.value.strip()
        if not line and not self.empty:
            return
        try:
            self.then(line)
        except StoreError as error:
            self.query_one(".error").update(str(error))  # type: ignore[attr-defined]
        else:
            self.dismiss()
