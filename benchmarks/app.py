"""The app's start beside a bare Textual app's, and a key's cost in a list of 100,000 rows beside one of 1,000.

python benchmarks/app.py [RUNS]

Starts are wall-clock milliseconds from the process's start, in a pseudo-terminal of 120x40, until a word of the first frame
is written; both apps take turns, so that what else the computer does weighs on both. Keys are CPU milliseconds each, all
of Textual's own work included. Compile the packages first (`python -m compileall`), or imports dominate.
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
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.segment import Segment
from textual.app import App, ComposeResult

from store.database.connection import connect, transaction
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


def start(command: list[str], library: Path, word: bytes) -> float:
    """Return the milliseconds from starting `command` on a library until it has written `word`."""
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
        return (time.perf_counter() - begun) * 1000
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(terminal)


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


async def key_cost(rows: int) -> float:
    """Return the CPU milliseconds that a key takes in a list of so many rows."""
    from tui.themes import DARK

    class Listed(App[None]):
        def compose(self) -> ComposeResult:
            yield Rows()

        def on_mount(self) -> None:
            self.register_theme(DARK)
            self.theme = "dark"

    app = Listed()
    async with app.run_test(size=(120, 40)) as pilot:
        listing = app.query_one(Rows)
        await pilot.pause()
        listing.show(rows)
        await pilot.pause()
        begun = time.process_time()
        for _ in range(KEYS):
            await pilot.press("j")
        return (time.process_time() - begun) * 1000 / KEYS


def main(runs: int) -> None:
    starts: dict[str, list[float]] = {"bare": [], "100 stories": [], "100,000 stories": []}
    with TemporaryDirectory() as folder:
        commands = {"bare": ([sys.executable, "-c", BARE], Path(folder))}
        for name in ("100 stories", "100,000 stories"):
            path = Path(folder) / f"{name}.db"
            make_stories(path, int(name.split()[0].replace(",", "")))
            commands[name] = ([sys.executable, "-m", "tui"], path)
        for _ in range(runs):
            for name, (command, path) in commands.items():
                starts[name].append(start(command, path, b"FIRST"))
    medians = {name: round(statistics.median(times), 1) for name, times in starts.items()}
    keys = {f"{rows:,} rows": round(asyncio.run(key_cost(rows)), 2) for rows in (1_000, 100_000)}
    print(json.dumps({
        "first_frame_ms": medians,
        "ratio_to_bare": round(medians["100 stories"] / medians["bare"], 3),
        "ratio_100k_to_100": round(medians["100,000 stories"] / medians["100 stories"], 3),
        "key_ms": keys,
        "key_ratio_100k_to_1k": round(keys["100,000 rows"] / keys["1,000 rows"], 3),
    }, indent=1))  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 11)
