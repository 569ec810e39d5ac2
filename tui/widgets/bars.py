"""The lines above and below a screen: where one is, what is going on, which filters hold, what the keys do."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import looks
from tui.widgets.paint import clip, plain, row, spread


class Bar(Widget):
    """One line, drawn without markup."""

    DEFAULT_CSS = """
    Bar { height: 1; color: $foreground; background: $background; }
    """

    def look(self, name: str) -> Style:
        """Return a look, to lie on the bar's ground."""
        return looks(self.app)[name]

    def segments(self, width: int) -> list[Segment]:
        """Return the line's content in `width` cells."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        """Return the line."""
        width = self.size.width
        return row(self.segments(width), width, self.rich_style)


class TitleBar(Bar):
    """Where one is, at the left; what is going on, or what the library holds, at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.place = ""
        self.holds = ""
        self.doing = ""

    def say(self, *, place: str | None = None, holds: str | None = None, doing: str | None = None) -> None:
        """Change parts of the line."""
        self.place = self.place if place is None else place
        self.holds = self.holds if holds is None else holds
        self.doing = self.doing if doing is None else doing
        self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return name and place; the right side gives way first."""
        left = [Segment(" newsdiff", self.look("key"))]
        if self.place:
            left += [plain("  "), plain(self.place, self.look("strong"))]
        taken = sum(cell_len(part.text) for part in left)
        right = self.doing or self.holds
        room = max(width - taken - 3, width // 2 if self.doing else 0)
        return spread(left, [plain(clip(right, room) + " ", self.look("key" if self.doing else "faint"))], width)


class Chips(Bar):
    """The filters that hold, each to be taken away with a click."""

    class Removed(Message):
        """A chip was clicked."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self.chips: Sequence[tuple[str, str]] = ()
        self.display = False

    def show(self, chips: Sequence[tuple[str, str]]) -> None:
        """Show chips as (name, text); without any the line is not there."""
        self.chips = chips
        self.display = bool(chips)
        self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return the chips in order."""
        parts = [Segment(" only ", self.look("faint"))]
        for _, text in self.chips:
            parts += [plain(f" {text} ✕ ", self.look("chip")), Segment(" ")]
        return parts

    def on_click(self, event: events.Click) -> None:
        """Take the clicked chip away."""
        x = cell_len(" only ")
        for name, text in self.chips:
            wide = cell_len(f" {text} ✕ ")
            if x <= event.x < x + wide:
                self.post_message(self.Removed(name))
            x += wide + 1


class KeyBar(Bar):
    """What the keys do here: the focused pane's first, as many as there is room for, and always the way to help."""

    def on_mount(self) -> None:
        """Draw again when other keys hold."""
        self.screen.bindings_updated_signal.subscribe(self, self._updated)

    def _updated(self, _: Screen[object]) -> None:
        self.refresh()

    def items(self, width: int) -> list[tuple[str, str, str]]:
        """Return (key as shown, label, key) of what fits into `width` cells; help is the last."""
        shown: dict[str, tuple[str, str, str]] = {}
        focused = self.screen.focused
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            name = self.app.get_key_display(binding)
            typed = focused is not None and len(name) == 1 and focused.check_consume_key(key, name)
            if binding.show and active.enabled and binding.action not in shown and not typed:
                shown[binding.action] = (name, binding.description, key)
        help_ = shown.pop("help", None)
        room = width - (self._cells(help_) if help_ else 0)
        fitting = []
        for item in shown.values():
            room -= self._cells(item)
            if room >= 0:
                fitting.append(item)
        return [*fitting, help_] if help_ else fitting

    @staticmethod
    def _cells(item: tuple[str, str, str]) -> int:
        return cell_len(item[0]) + cell_len(item[1]) + 3

    def segments(self, width: int) -> list[Segment]:
        """Return each key with its label."""
        key, faint = self.look("key"), self.look("faint")
        parts = []
        for shown, label, _ in self.items(width):
            parts += [Segment(f" {shown} ", key), Segment(f"{label} ", faint)]
        return parts

    def on_click(self, event: events.Click) -> None:
        """Press the clicked key."""
        x = 0
        for item in self.items(self.size.width):
            wide = self._cells(item)
            if x <= event.x < x + wide:
                self.app.simulate_key(item[2])
                return
            x += wide
