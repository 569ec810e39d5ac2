"""What every dialog has: a title, a body, a line that says which keys end it."""

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from store.text import safe

if TYPE_CHECKING:
    from tui.app import NewsdiffApp

SHORT = 24  # rows below which a box does without its blank lines


def text(words: str, *, id: str | None = None, classes: str | None = None) -> Static:
    """Return a widget that shows words as they are, whatever is in them."""
    return Static(Content(safe(words)), id=id, classes=classes, markup=False)


class Dialog(ModalScreen[None]):
    """A box over the screen; Esc closes it and changes nothing."""

    CSS_PATH = "dialog.tcss"

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Close", show=False)]
    ENDS = "Enter accepts · Esc closes"

    def __init__(self, title: str) -> None:
        super().__init__(classes="dialog")
        self.VERTICAL_BREAKPOINTS = [(0, "-short"), (SHORT, "-high")]
        self.heading = title

    def compose(self) -> ComposeResult:
        """Put the body between title and keys."""
        with Vertical(classes="box"):
            yield text(self.heading, classes="heading")
            yield from self.compose_body()
            yield text(self.ends(), classes="ends")

    def compose_body(self) -> ComposeResult:
        """Yield what the dialog asks."""
        raise NotImplementedError

    @property
    def desk_app(self) -> "NewsdiffApp":
        """The app, under its own type."""
        from tui.app import NewsdiffApp

        assert isinstance(self.app, NewsdiffApp)
        return self.app

    def ends(self) -> str:
        """Return which keys end it, as the reader has them."""
        return self.desk_app.keyed(self.ENDS)

    def action_leave(self) -> None:
        """Close without a change."""
        self.dismiss()
