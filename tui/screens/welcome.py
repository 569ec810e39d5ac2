"""Welcome: what to do with an empty library."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Center, Vertical
from textual.content import Content
from textual.widgets import Static

from tui.keys import bindings
from tui.screens.desk import Desk

WORDS = (
    ("newsdiff", "strong"),
    ("\nEvery accusation beside the denials that answer it.\n\n", "faint"),
    ("Your library is empty. There are three ways to begin:\n\n", ""),
    ("  {welcome.demo}  ", "key"), ("open the demo: made-up affairs of several outlets\n", ""),
    ("  {app.add}  ", "key"), ("add pages, text files or addresses of your own\n", ""),
    ("  {app.sources}  ", "key"), ("follow the feeds and sites you read, or import them\n\n", ""),
    ("  {app.help}  ", "key"), ("shows every key wherever you are, ", "faint"), ("{app.quit}", "key"), (" quits", "faint"),
)  # fmt: skip


class WelcomeScreen(Desk):
    """The home screen of an empty library."""

    CSS_PATH = "welcome.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("welcome")

    def compose_body(self) -> ComposeResult:
        """Yield the words, in the middle."""
        with Vertical(id="middle"), Center():
            words = ((self.desk_app.keyed(text), _LOOKS[look]) for text, look in WORDS)
            yield Static(Content.assemble(*words), id="words")

    def reload(self) -> None:
        """Go on to compare as soon as there is something."""
        if self.library.counts()["stories"]:
            self.desk_app.go_home()

    def action_demo(self) -> None:
        """Open the demo library."""
        self.desk_app.open_demo()


_LOOKS = {"": "", "strong": "bold", "faint": "$faint", "key": "bold $accent"}
