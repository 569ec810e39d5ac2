"""The app's start beside a bare Textual app's, and what a key costs beside the least that Textual can do for one.

python benchmarks/app.py [RUNS]

Starts are milliseconds from the process's start, in a pseudo-terminal of 120x40, until a word of the first frame is
written: by the clock, and of the processor, which is steadier where other programs run. All apps take turns, so that what
else the computer does weighs on all. Compile the packages first (`python -m compileall`), or imports dominate.

Keys are processor milliseconds each, Textual's own work and the test driver's included: `j` and `k` in turn within what is
in sight, and `j` alone, which scrolls. Beside our list stands a bare one of Textual's line API that draws the two rows that
changed, or all when it scrolls, and beside both the home screen: with claims, those of the next story and what answers them
follow each key in two more panes. What keys cost in large stories is in `large.py`.
"""

import asyncio
import fcntl
import json
import os
import pty
import select
import signal
import statistics
import struct
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, ClassVar

import large
from rich.segment import Segment
from rich.style import Style
from textual.app import App, ComposeResult
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from store.database.connection import connect, transaction
from tui.app import NewsdiffApp
from tui.themes import DARK
from tui.widgets.listing import Listing

BARE = """
from textual.app import App
from textual.containers import Horizontal
from textual.widgets import Footer, Header, Static
class Bare(App):
    BINDINGS = [("q", "quit", "Quit")]
    def compose(self):
        yield Header()
        with Horizontal():
            yield Static("FIRST")
            yield Static("two")
            yield Static("three")
        yield Footer()
Bare().run()
"""
KEYS = 200
STORIES = 2 * KEYS  # with claims: enough to scroll through


def start(command: list[str], library: Path, word: bytes) -> tuple[float, float]:
    """Return the milliseconds, by the clock and of the processor, from starting `command` until it has written `word`."""
    begun = time.perf_counter()
    child, terminal = pty.fork()
    if not child:
        os.environ.update(TERM="xterm-256color", COLORTERM="truecolor", NEWSDIFF_DB=str(library))
        os.execv(command[0], command)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    seen = b""
    try:
        while word not in seen:
            if not select.select([terminal], [], [], 30)[0]:
                raise TimeoutError(f"{command[1:]} never showed {word!r}")
            seen += os.read(terminal, 65536)
        took = time.perf_counter() - begun
    finally:
        os.kill(child, signal.SIGKILL)
        _, _, used = os.wait4(child, 0)
        os.close(terminal)
    return took * 1000, (used.ru_utime + used.ru_stime) * 1000


def make_stories(path: Path, number: int) -> None:
    """Make a library of this many stories, whatever their articles."""
    con = connect(path)
    rows = [(f"Story {n} FIRST of the harbour that nobody paid for", 1_700_000_000 + n) for n in range(number)]
    with transaction(con):
        con.executemany(
            "INSERT INTO stories (title, articles, outlets, accusations, denials, answered, latest, latest_utc) "
            "VALUES (?, 3, 2, 4, 3, 2, '2026-01-02T10:00:00+00:00', ?)",
            rows,
        )
    con.close()


class Rows(Listing[str]):
    """Rows of one line."""

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        return [[Segment(f"row {index} of the list")]]


class Least(ScrollView, can_focus=True, inherit_bindings=False):
    """What Textual's line API asks for, and no more."""

    BINDINGS: ClassVar[list[BindingType]] = [("j", "go(1)", "Down"), ("k", "go(-1)", "Up")]
    selected = 0

    def show(self, count: int) -> None:
        self.virtual_size = Size(self.size.width, count)

    def render_line(self, y: int) -> Strip:
        index = round(self.scroll_y) + y
        style = self.rich_style + Style(reverse=index == self.selected)
        return Strip([Segment(f"row {index} of the list".ljust(self.size.width), style)], self.size.width)

    def action_go(self, step: int) -> None:
        self.refresh_line(self.selected)
        self.selected += step
        self.refresh_line(self.selected)
        if self.selected >= round(self.scroll_y) + self.size.height:
            self.scroll_to(y=self.selected - self.size.height + 1, animate=False)


class Listed(App[None]):
    """One list on a screen."""

    def __init__(self, listing: Rows | Least, rows: int) -> None:
        super().__init__()
        self.register_theme(DARK)
        self.theme = "dark"
        self.listing, self.rows = listing, rows

    def compose(self) -> ComposeResult:
        yield self.listing

    def on_mount(self) -> None:
        self.call_after_refresh(self.listing.show, self.rows)


async def key_costs(app: App[Any]) -> tuple[float, float]:
    """Return the processor milliseconds of a key within what is in sight, and of one that scrolls."""
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.2)
        costs = []
        for keys in ("jk", "j"):
            for _ in range(KEYS // 4):
                await pilot.press("j")
            begun = time.process_time()
            for number in range(KEYS):
                await pilot.press(keys[number % len(keys)])
            costs.append((time.process_time() - begun) * 1000 / KEYS)
        return costs[0], costs[1]


def starts(runs: int, libraries: dict[str, Path]) -> dict[str, Any]:
    """Return the first frames of the bare app and of ours on each library."""
    commands = {"bare": [sys.executable, "-c", BARE]} | {name: [sys.executable, "-m", "tui"] for name in libraries}
    took: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for _ in range(runs):
        for name, command in commands.items():
            took[name].append(start(command, libraries.get(name, Path(os.devnull)), b"FIRST"))
    found = {}
    for at, clock in enumerate(("clock", "processor")):
        medians = {name: statistics.median(pair[at] for pair in pairs) for name, pairs in took.items()}
        found[clock] = {
            "ms": {name: round(ms, 1) for name, ms in medians.items()},
            "ratio to bare": {name: round(medians[name] / medians["bare"], 3) for name in libraries},
        }
    return found


def keys(home: Path, told: Path) -> dict[str, Any]:
    """Return what a key costs in a bare list, in ours and on the home screen, without claims and with them."""
    apps: dict[str, Callable[[], App[Any]]] = {
        "bare, 100,000 rows": lambda: Listed(Least(), 100_000),
        "ours, 1,000 rows": lambda: Listed(Rows(), 1_000),
        "ours, 100,000 rows": lambda: Listed(Rows(), 100_000),
        "home, 100,000 stories": lambda: NewsdiffApp(home),
        f"home, {STORIES} stories of 20 claims": lambda: NewsdiffApp(told),
    }
    costs = {name: asyncio.run(key_costs(make())) for name, make in apps.items()}
    least = costs["bare, 100,000 rows"]
    return {
        name: {"in sight ms": round(still, 2), "scrolling ms": round(scrolls, 2),
               "ratios to bare": (round(still / least[0], 2), round(scrolls / least[1], 2))}
        for name, (still, scrolls) in costs.items()
    }  # fmt: skip


def main(runs: int) -> None:
    with TemporaryDirectory() as folder:
        libraries = {f"{number:,} stories": Path(folder) / f"{number}.db" for number in (100, 100_000)}
        for path in libraries.values():
            make_stories(path, int(path.stem))
        large.make_stories(told := Path(folder) / "told.db", STORIES, 20)
        print(json.dumps({"first frame": starts(runs, libraries), "a key": keys(path, told)}, indent=1))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
