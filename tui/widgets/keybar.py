"""The line below a screen: what the keys do here, or what newsdiff has to say."""

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.screen import Screen
from textual.strip import Strip
from textual.timer import Timer

from tui.widgets.bars import Bar
from tui.widgets.paint import clip, over, plain, row, spread, wrap

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
UNSHOWN = (*MOTIONS, "app.redraw")
LINES = 6  # of a message, at most


class KeyBar(Bar):
    """What the keys do here: the focused pane's first, as many as there is room for, and always menu and help.

    What newsdiff says takes their place, where it covers nothing that one reads: a word stands at the right for a while, a
    sentence on the whole line, an error until it is closed. A long one takes more lines, and the screen above has fewer.
    """

    TOLD = 4.0  # seconds that a word stays; longer ones get more
    PACE = 20  # characters that one reads in a second

    def __init__(self) -> None:
        super().__init__()
        self.told = ""
        self.closes = ""  # the key that closes an error; a word goes by itself
        self._timer: Timer | None = None

    def on_mount(self) -> None:
        """Draw again when other keys hold."""
        self.screen.bindings_updated_signal.subscribe(self, self._updated)

    def _updated(self, _: Screen[object]) -> None:
        self.refresh()

    # Messages

    def tell(self, text: str, *, closes: str = "") -> None:
        """Say something: for as long as it takes to read, or as an error, which stays until `closes` is pressed."""
        if self._timer:
            self._timer.stop()
            self._timer = None
        self.told, self.closes = text, closes
        if text and not closes:
            self._timer = self.set_timer(max(self.TOLD, len(text) / self.PACE), self.hush)
        self._fit()
        self.refresh()

    def hush(self) -> None:
        """Say nothing any more."""
        self.tell("")

    def on_resize(self) -> None:
        """Wrap the message for the new width."""
        self._fit()

    def _fit(self) -> None:
        width = self.app.size.width
        self.styles.height = 1 if self._keys_end(width) else len(self._wrapped(width))

    def _wrapped(self, width: int) -> list[str]:
        """Return the lines of the message; of a very long one the last is cut."""
        text = f"{self.told} · {self.closes} closes" if self.closes else self.told
        room = max(8, width - 2)
        lines = [text[a:b] for a, b in wrap(text, room)]
        return [*lines[: LINES - 1], clip(" ".join(lines[LINES - 1 :]), room)] if len(lines) > LINES else lines

    # Keys

    def items(self, width: int) -> list[tuple[str, str, str]]:
        """Return (key as shown, label, key) of what fits into `width` cells: the declared ones first; menu and help are the last."""
        found: dict[str, tuple[str, str, str]] = {}
        more: dict[str, tuple[str, str, str]] = {}
        focused = self.screen.focused
        for key, active in self.screen.active_bindings.items():
            binding = active.binding
            name = self.app.get_key_display(binding)
            typed = focused is not None and len(name) == 1 and focused.check_consume_key(key, name)
            if not binding.id or not active.enabled or typed or binding.id.startswith(UNSHOWN):
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

    def render_line(self, y: int) -> Strip:
        """Return a line of the message, or the keys."""
        width = self.size.width
        if self._keys_end(width):
            return row(self.segments(width), width, self.rich_style)
        lines = self._wrapped(width)
        look = self.look("error" if self.closes else "key")
        return row([plain(f" {lines[y]}" if y < len(lines) else "")], width, over(self.rich_style, look))

    def _keys_end(self, width: int) -> int:
        """Return how many cells the keys may take: all but those of a word; none where a sentence stands there."""
        word = cell_len(self.told) + 2 if self.told else 0
        return 0 if self.closes or word > width // 2 else width - word

    def segments(self, width: int) -> list[Segment]:
        """Return each key with its label, and at the right the word that is told."""
        key, faint = self.look("key"), self.look("faint")
        parts = []
        for shown, label, _ in self.items(self._keys_end(width)):
            parts += [Segment(f" {shown} ", key), Segment(f"{label} ", faint)]
        return spread(parts, [plain(f" {self.told} ", key)], width) if self.told else parts

    def on_click(self, event: events.Click) -> None:
        """Press the clicked key, or close the message that stands in its place."""
        end = self._keys_end(self.size.width)
        if not end or event.x >= end:
            self.hush()
            return
        x = 0
        for item in self.items(end):
            wide = self._cells(item)
            if x <= event.x < x + wide:
                self.app.simulate_key(item[2])
                return
            x += wide
