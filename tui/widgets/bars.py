"""The lines above and below a screen: where one is, what is going on, which filters hold, what the keys do."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer
from textual.widget import Widget

from tui.looks import looks
from tui.widgets.paint import clip, plain, row, spread

MOTIONS = (
    "list.down",
    "list.up",
    "list.top",
    "list.bottom",
    "list.half",
    "list.page",
    "prose.down",
    "prose.up",
    "prose.top",
    "prose.bottom",
    "prose.half",
    "prose.page",
)  # known to whoever opens help once


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
    """Where one is, at the left; at the right what was just done, what is going on, or what the library holds."""

    TOLD = 4.0  # seconds that a word stays

    def __init__(self) -> None:
        super().__init__()
        self.place = ""
        self.holds: Sequence[str] = ()  # parts, of which those are shown that there is room for
        self.doing = ""
        self.told = ""
        self._timer: Timer | None = None

    def say(self, *, place: str | None = None, holds: Sequence[str] | None = None, doing: str | None = None) -> None:
        """Change parts of the line."""
        self.place = self.place if place is None else place
        self.holds = self.holds if holds is None else holds
        self.doing = self.doing if doing is None else doing
        self.refresh()

    def tell(self, text: str) -> None:
        """Say a word for a while."""
        if self._timer:
            self._timer.stop()
        self.told = text
        self._timer = self.set_timer(self.TOLD, self._hush) if text else None
        self.refresh()

    def _hush(self) -> None:
        self.tell("")

    def segments(self, width: int) -> list[Segment]:
        """Return name and place, and the right side; what the library holds gives way to the place, all else does not."""
        left = [Segment(" newsdiff", self.look("key")), Segment("  "), plain(self.place, self.look("strong"))]
        room = width - sum(cell_len(part.text) for part in left) - 3
        if says := self.told or self.doing:
            return spread(left, [plain(f" {clip(says, max(width // 2, room))} ", self.look("key"))], width)
        holds = ""
        for part in self.holds:
            longer = f"{holds} · {part}" if holds else part
            if cell_len(longer) > room:
                break
            holds = longer
        return spread(left, [plain(f"{holds} ", self.look("faint"))], width)


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
    """What the keys do here: the focused pane's first, as many as there is room for, and always menu and help."""

    def on_mount(self) -> None:
        """Draw again when other keys hold."""
        self.screen.bindings_updated_signal.subscribe(self, self._updated)

    def _updated(self, _: Screen[object]) -> None:
        self.refresh()

    def items(self, width: int) -> list[tuple[str, str, str]]:
        """Return (key as shown, label, key) of what fits into `width` cells: the declared ones first; menu and help are the last."""
        found: dict[str, tuple[str, str, str]] = {}
        more: dict[str, tuple[str, str, str]] = {}
        focused = self.screen.focused
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            name = self.app.get_key_display(binding)
            typed = focused is not None and len(name) == 1 and focused.check_consume_key(key, name)
            if not binding.id or not active.enabled or typed or binding.id.startswith(MOTIONS):
                continue
            (found if binding.show else more).setdefault(binding.id, (name, binding.description, key))
        last = [pool.pop(id_) for pool, id_ in ((more, "app.palette"), (found, "app.help")) if id_ in pool]
        room = width - sum(map(self._cells, last))
        fitting = []
        for item in [*found.values(), *more.values()]:
            room -= self._cells(item)
            if room < 0:
                break
            fitting.append(item)
        return fitting + last

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
