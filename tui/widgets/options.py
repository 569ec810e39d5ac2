"""Choices in lines: each has a name and values to go through with left and right."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from rich.segment import Segment
from textual.binding import BindingType
from textual.message import Message

from tui.keys import bindings
from tui.widgets.listing import Listing
from tui.widgets.paint import clip, fill, plain

COLUMN = 22


@dataclass(frozen=True, slots=True)
class Choice:
    """A name, the values that it can have with their words, and which it has."""

    name: str  # as programs know it
    label: str
    values: Sequence[tuple[Any, str]]
    at: int = 0
    usual: int = 0  # the value that changes nothing

    @property
    def value(self) -> Any:
        """The chosen value."""
        return self.values[self.at][0]


class Options(Listing[Choice]):
    """The choices; what changed is told by `Chosen`."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("options")

    class Chosen(Message):
        """A choice has another value."""

        def __init__(self, choice: Choice) -> None:
            super().__init__()
            self.choice = choice

    def __init__(self, choices: Sequence[Choice], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = list(choices)

    def on_mount(self) -> None:
        """Show the choices."""
        self.show(len(self.choices))

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return a choice's line; the value is bold where it is not the usual one."""
        choice = self.choices[index]
        words = clip(choice.values[choice.at][1], max(4, width - COLUMN - 4))
        value = plain(f"‹ {words} ›", self.style("faint" if choice.at == choice.usual else "strong"))
        return [[*fill([plain(clip(choice.label, COLUMN - 1))], COLUMN), value]]

    def _turn(self, to: int) -> None:
        choice = self.choices[self.selected]
        changed = replace(choice, at=to % len(choice.values))
        if changed != choice:
            self.choices[self.selected] = changed
            self.refresh_row(self.selected)
            self.post_message(self.Chosen(changed))

    def action_next(self) -> None:
        """Choose the next value."""
        self._turn(self.choices[self.selected].at + 1)

    def action_previous(self) -> None:
        """Choose the previous value."""
        self._turn(self.choices[self.selected].at - 1)

    def action_any(self) -> None:
        """Choose the usual value."""
        self._turn(self.choices[self.selected].usual)
