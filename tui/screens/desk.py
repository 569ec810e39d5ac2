"""What every screen of the app has: its two bars, the library, and the way to say what happened."""

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec

from textual.app import ComposeResult
from textual.screen import Screen

from store.errors import StoreError
from store.library import Library
from tui.widgets.bars import TitleBar
from tui.widgets.keybar import KeyBar

if TYPE_CHECKING:
    from tui.app import NewsdiffApp

P = ParamSpec("P")


def told(handler: Callable[Concatenate[Any, P], None]) -> Callable[Concatenate[Any, P], None]:
    """Make an expected failure in a message handler or timer one sentence on the screen."""

    @functools.wraps(handler)
    def safely(self: Any, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            handler(self, *args, **kwargs)
        except StoreError as error:
            self.app.complain(error)

    return safely  # type: ignore[return-value]  # a method's own first name is `self`


class Desk(Screen[None]):
    """A screen over the library. A subclass composes its body, and reloads it when the library has changed."""

    PLACE = ""  # what the title bar says

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.seen = 0  # the app's count of changes when this screen last read the library

    @property
    def desk_app(self) -> "NewsdiffApp":
        """The app, under its own type."""
        from tui.app import NewsdiffApp

        assert isinstance(self.app, NewsdiffApp)
        return self.app

    def compose(self) -> ComposeResult:
        """Put the body between the two bars."""
        yield TitleBar()
        yield from self.compose_body()
        yield KeyBar()

    def compose_body(self) -> ComposeResult:
        """Yield what the screen is about."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Say where one is. Textual calls this after a subclass's own `on_mount`."""
        self.seen = self.desk_app.changes
        if self.PLACE:
            self.place(self.PLACE)

    def place(self, text: str) -> None:
        """Say where one is."""
        self.query_one(TitleBar).say(place=text)

    def reload(self) -> None:
        """Read the library again and stay at the same place."""

    @told
    def on_screen_resume(self) -> None:
        """Come back to what is true now."""
        self.desk_app.show_state(self)
        if self.seen != self.desk_app.changes:
            self.seen = self.desk_app.changes
            self.reload()
