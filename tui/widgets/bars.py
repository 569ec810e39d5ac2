"""The line above a screen: where one is, which filters hold, what is going on, what the library holds."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.looks import looks
from tui.widgets.paint import clip, plain, row, spread

NAME = " newsdiff"


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
    """Where one is, at the left; at the right which filters hold, where in it one is and what is going on, or else what the
    library holds."""

    class Removed(Message):
        """A filter was clicked, to be taken away."""

        def __init__(self, name: str) -> None:
            super().__init__()
            self.name = name

    def __init__(self) -> None:
        super().__init__()
        self.place = ""
        self.holds: Sequence[str] = ()  # parts, of which those are shown that there is room for
        self.doing = ""
        self.at = ""  # where in what is placed at the left
        self.chips: Sequence[tuple[str, str]] = ()  # the filters, as name and words

    def say(
        self,
        *,
        place: str | None = None,
        holds: Sequence[str] | None = None,
        doing: str | None = None,
        at: str | None = None,
        chips: Sequence[tuple[str, str]] | None = None,
    ) -> None:
        """Change parts of the line."""
        self.place = self.place if place is None else place
        self.holds = self.holds if holds is None else holds
        self.doing = self.doing if doing is None else doing
        self.at = self.at if at is None else at
        self.chips = self.chips if chips is None else chips
        self.refresh()

    def segments(self, width: int) -> list[Segment]:
        """Return name and place, and the right side: holdings alone give way to the place."""
        left = [Segment(NAME, self.look("key")), Segment("  "), plain(self.place, self.look("strong"))]
        room = width - cells(left) - 3
        right = []
        if self.doing:
            right.append(plain(f" {clip(self.doing, max(3 * width // 4, room))} ", self.look("key")))
        if self.at:
            right.insert(0, plain(f" {clip(self.at, max(width // 2, room))} ", self.look("faint")))
        if self.chips:
            right[:0] = self._filters(width - len(NAME) - 2 - cells(right))
        return spread(left, right or [plain(f"{self._held(room)} ", self.look("faint"))], width)

    def _filters(self, room: int) -> list[Segment]:
        """Return the filters that `room` cells have room for, each one a chip that knows its name; others are counted."""
        parts = [Segment(" only ", self.look("faint"))]
        for number, (name, text) in enumerate(self.chips):
            chip = plain(f" {text} ✕ ", self.look("chip") + Style(meta={"chip": name}))
            rest = len(self.chips) - number - 1
            more = f"+{rest} " if rest else ""
            if cells(parts) + cell_len(chip.text) + 1 + len(more) > room:
                return [*parts, Segment(f"+{rest + 1} ", self.look("strong"))]
            parts += [chip, Segment(" ")]
        return parts

    def _held(self, room: int) -> str:
        holds = ""
        for part in self.holds:
            longer = f"{holds} · {part}" if holds else part
            if cell_len(longer) > room:
                break
            holds = longer
        return holds

    def on_click(self, event: events.Click) -> None:
        """Take the clicked filter away."""
        if name := event.style.meta.get("chip"):
            self.post_message(self.Removed(name))


def cells(parts: Sequence[Segment]) -> int:
    """Return how many cells these take."""
    return sum(cell_len(part.text) for part in parts)
