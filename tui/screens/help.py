"""Help: every key that works where one is, from the live bindings, those of the focused pane first."""

from collections.abc import Iterator
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.screen import Screen

from tui.keys import shown
from tui.screens.dialog import Dialog
from tui.widgets.lines import Lines, Pair


def live_keys(screen: Screen[Any]) -> Iterator[Pair]:
    """Yield a heading for the focused pane, the screen and the app, and beneath each its keys with what they do."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {"In this pane": {}, "On this screen": {}, "Everywhere": {}}
    for key, active in screen.active_bindings.items():
        if not active.binding.id:
            continue
        name = (
            "Everywhere" if active.node is screen.app else "On this screen" if active.node is screen else "In this pane"
        )
        keys, _ = groups[name].setdefault(active.binding.id, ([], active.binding.tooltip))
        keys.append(shown(key))
    for name, entries in groups.items():
        if entries:
            yield Pair(name)
            yield from (Pair(" ".join(keys), says) for keys, says in entries.values())


class HelpScreen(Dialog):
    """A box with the keys, to scroll through."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark,q", "leave", "Close", show=False)]
    ENDS = "{list.down} {list.up} scroll · Esc closes"

    def __init__(self, screen: Screen[Any]) -> None:
        super().__init__("Keys")
        self.add_class("-tall")
        self.pairs = list(live_keys(screen))

    def compose_body(self) -> ComposeResult:
        """Yield the keys."""
        yield Lines(self.pairs, column=18, id="keys")
