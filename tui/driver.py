"""Textual's driver, made to send little: what it writes goes through `wire`."""

from functools import lru_cache
from typing import Any

from textual.driver import Driver

from tui.wire import Wire


class Thrift(Driver):
    """What a driver does about thrift; to stand before Textual's own among the bases."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wire = Wire(erases=_erases())

    def write(self, data: str) -> None:
        """Write a frame, which begins by going to a cell, as what it changes; all else as it is."""
        if data.startswith("\x1b[?1049h"):  # an empty screen, at the beginning or when one comes back from the shell
            data += self.wire.redrawn()
        elif data[:2] == "\x1b[" and data[2:3].isdigit():
            data = self.wire.thinned(data, *self._app.size)
        if data:
            super().write(data)  # type: ignore[safe-super]  # Textual's own comes next

    def redraw(self) -> None:
        """Draw the whole screen anew, as it is known."""
        super().write(self.wire.redrawn())  # type: ignore[safe-super]


@lru_cache
def thrifty(driver: type[Driver]) -> type[Driver]:
    """Return this driver, made thrifty."""
    return type("Thrifty", (Thrift, driver), {})


def _erases() -> bool:
    """Tell whether the terminal fills what it erases with the colour of the ground."""
    import curses

    try:
        curses.setupterm()
    except curses.error:
        return False
    return curses.tigetflag("bce") == 1
