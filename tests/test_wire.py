"""What goes over the line: as little as brings a terminal to what Textual would have drawn."""

import re
from io import StringIO
from pathlib import Path

import pytest
from app_helpers import library, press, reading, settle
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len, split_graphemes
from rich.console import Console
from textual.drivers.headless_driver import HeadlessDriver
from textual.events import Resize

from tui.app import NewsdiffApp
from tui.driver import Thrift, thrifty
from tui.wire import Wire

WIDTH, HEIGHT = 12, 3
CODES = re.compile(r"\x1b\[([\d;]*)([HCXm])|([^\x1b\r\n]+)|[\r\n]+")


class Terminal:
    """Draws what it gets, cell by cell; each cell is what it shows, its attributes, its colour and its ground."""

    def __init__(self, width: int, height: int, *, cluster: int = 0) -> None:
        """With `cluster`, every character of more than one code point takes that many cells."""
        blank = (" ", frozenset[str](), "", "")
        self.cells = [[blank] * width for _ in range(height)]
        self.x = self.y = 0
        self.attributes: set[str] = set()
        self.colour = self.ground = ""
        self.cluster = cluster

    def show(self, data: str) -> None:
        """Obey."""
        for codes, verb, text in CODES.findall(data):
            numbers = [int(code) for code in codes.split(";") if code]
            if verb == "H":
                self.y, self.x = numbers[0] - 1, numbers[1] - 1
            elif verb == "C":
                self.x += numbers[0]
            elif verb == "X":
                self._write(" " * numbers[0], moves=False)
            elif verb == "m":
                self._wear(codes.split(";"))
            elif text:
                self._write(text)

    def _write(self, text: str, *, moves: bool = True) -> None:
        x = self.x
        for start, end, width in split_graphemes(text)[0]:
            shown = text[start:end]
            wide = self.cluster if self.cluster and len(shown) > 1 else width
            seen = bool(self.attributes & set("4579"))
            look = (frozenset(self.attributes), self.colour) if shown != " " or seen else (frozenset[str](), "")
            for cell in [shown, *[""] * (wide - 1)]:
                if x < len(self.cells[self.y]):
                    self.cells[self.y][x] = (cell, *look, self.ground)
                x += 1
        if moves:
            self.x = x

    def _wear(self, codes: list[str]) -> None:
        while codes:
            code = codes.pop(0)
            if code in ("38", "48"):
                number = 4 if codes[0] == "2" else 2
                whole, codes = ";".join([code, *codes[:number]]), codes[number:]
                self.colour, self.ground = (whole, self.ground) if code == "38" else (self.colour, whole)
            elif code == "0":
                self.attributes, self.colour, self.ground = set(), "", ""
            elif code == "22":
                self.attributes -= {"1", "2"}
            elif code in ("23", "24", "25", "27", "28", "29"):
                self.attributes.discard(code[1])
            elif len(code) == 1:
                self.attributes.add(code)
            elif code[0] in "39" and code != "39":
                self.colour = code
            elif code == "39":
                self.colour = ""
            else:
                self.ground = "" if code == "49" else code


LOOKS = [
    "0",
    "1",
    "2;1",
    "7;31",
    "4;38;2;1;2;3;48;2;4;5;6",
    "38;5;9;48;5;200",
    "3;9;92",
    "1;48;2;4;5;6",
    "48;2;4;5;6",
    "103",
]
WORDS = st.text("ab  é漢", min_size=1, max_size=9)
PIECES = st.lists(
    st.tuples(st.integers(0, HEIGHT - 1), st.integers(0, WIDTH - 1), st.lists(st.tuples(WORDS, st.sampled_from(LOOKS)), max_size=3))
)  # fmt: skip


def frame(pieces: list[tuple[int, int, list[tuple[str, str]]]]) -> str:
    """Write a frame as Textual does; words that do not fit, or would part a wide character, are not in it."""
    parts = []
    for y, x, runs in pieces:
        parts.append(f"\x1b[{y + 1};{x + 1}H")
        room = WIDTH - x
        for text, look in runs:
            room -= cell_len(text)
            if room >= 0:
                parts.append(text if look == "0" else f"\x1b[{look}m{text}\x1b[0m")
        parts.append("\n")
    return "".join(parts)


def whole(seed: int) -> list[tuple[int, int, list[tuple[str, str]]]]:
    return [(y, 0, [("ab" * (WIDTH // 2), LOOKS[seed % len(LOOKS)])]) for y in range(HEIGHT)]


@given(
    st.lists(PIECES.map(lambda pieces: [p for p in pieces if "漢" not in str(p)]), max_size=4),
    st.booleans(),
    st.integers(0, 9),
)
def test_the_terminal_shows_what_textual_drew(frames: list[list[object]], erases: bool, seed: int) -> None:
    wire, plain, thin = Wire(erases=erases), Terminal(WIDTH, HEIGHT), Terminal(WIDTH, HEIGHT)
    for pieces in (whole(seed), *frames):
        data = frame(pieces)  # type: ignore[arg-type]
        plain.show(data)
        thin.show(wire.thinned(data, WIDTH, HEIGHT))
        assert plain.cells == thin.cells
    again = Terminal(WIDTH, HEIGHT)
    again.show(wire.redrawn())
    assert again.cells == plain.cells


@given(st.lists(st.lists(st.tuples(WORDS, st.sampled_from(LOOKS)), max_size=4), max_size=5))
def test_wide_characters_come_and_go_in_whole_lines(lines: list[list[tuple[str, str]]]) -> None:
    wire, plain, thin = Wire(), Terminal(WIDTH, HEIGHT), Terminal(WIDTH, HEIGHT)
    for runs in lines:
        fitting: list[tuple[str, str]] = []
        for text, look in runs:
            if sum(cell_len(t) for t, _ in fitting) + cell_len(text) <= WIDTH:
                fitting.append((text, look))
        fitting.append((" " * (WIDTH - sum(cell_len(text) for text, _ in fitting)), "48;5;1"))
        data = frame([(1, 0, fitting)])
        plain.show(data)
        thin.show(wire.thinned(data, WIDTH, HEIGHT))
        assert plain.cells[1] == thin.cells[1]


def test_the_same_again_costs_nothing() -> None:
    wire = Wire()
    assert wire.thinned(frame(whole(4)), WIDTH, HEIGHT)
    assert wire.thinned(frame(whole(4)), WIDTH, HEIGHT) == ""


def test_another_size_is_drawn_anew() -> None:
    wire = Wire()
    first = wire.thinned(frame(whole(4)), WIDTH, HEIGHT)
    wire.forget()
    assert wire.thinned(frame(whole(4)), WIDTH, HEIGHT) == first
    assert wire.thinned(frame(whole(4)), WIDTH + 1, HEIGHT).count("abab" * 3) == HEIGHT


def test_what_it_does_not_know_goes_through_and_ends_what_it_knew() -> None:
    wire = Wire()
    first = wire.thinned(frame(whole(4)), WIDTH, HEIGHT)
    assert wire.thinned("\x1b[1;1H\x1b[2J", WIDTH, HEIGHT) == "\x1b[1;1H\x1b[2J"
    assert wire.thinned(frame(whole(4)), WIDTH, HEIGHT) == first


@pytest.mark.parametrize("text", ["❤️", "👍🏽", "👩‍👩‍👧‍👦", "🇩🇪", "1️⃣", "दी", "லி"])
@pytest.mark.parametrize("drawn", [1, 2, 4])
def test_what_follows_stands_in_its_column_however_wide_a_terminal_draws(text: str, drawn: int) -> None:
    wire, terminal = Wire(), Terminal(WIDTH, HEIGHT, cluster=drawn)
    terminal.show(wire.thinned(frame([(0, 0, [("a" + text + "b" * 8, "0")])]), WIDTH, HEIGHT))
    at = 1 + cell_len(text)
    assert [cell for cell, *_ in terminal.cells[0][at : at + 8]] == ["b"] * 8
    terminal.show(wire.thinned(frame([(0, 0, [("b" + text + "b" * 8, "1")])]), WIDTH, HEIGHT))
    assert [cell for cell, *_ in terminal.cells[0][at : at + 8]] == ["b"] * 8


@pytest.mark.parametrize(
    ("keys", "key", "share"), [(("1",), "j", 0.5), (("2",), "j", 0.25), ((), "2", 0.2), (("2", "enter"), "n", 0.1)]
)
async def test_a_key_costs_little(tmp_path: Path, keys: tuple[str, ...], key: str, share: float) -> None:
    async with reading(library(tmp_path), *keys, size=(120, 40)) as (app, pilot):
        wire, frames, console = Wire(), [], Console(color_system="truecolor", file=StringIO())
        for step in ((), (key,)):
            await press(pilot, *step)
            update = app.screen._compositor.render_update(full=True)
            assert update
            frames.append(update.render_segments(console))  # type: ignore[attr-defined]
        first, second = (wire.thinned(data, 120, 40) for data in frames)
        assert len(first) < len(frames[0]) * 0.7 and 0 < len(second) < len(frames[1]) * share


class Sink(HeadlessDriver):
    """Keeps what is written."""

    out = ""

    def write(self, data: str) -> None:
        self.out += data


async def test_the_driver_thins_frames_and_draws_all_where_the_terminal_shows_nothing(tmp_path: Path) -> None:
    app = NewsdiffApp(library(tmp_path))
    driver = thrifty(Sink)(app)
    assert isinstance(driver, Sink) and isinstance(driver, Thrift)

    def written(data: str) -> str:
        driver.out = ""  # type: ignore[attr-defined]
        driver.write(data)
        return driver.out  # type: ignore[attr-defined,no-any-return]

    assert written("\x1b[?1049h") == "\x1b[?1049h"
    first = written(frame(whole(4)))
    assert "abab" in first and written(frame(whole(4))) == ""
    assert written("\x1b]52;c;eA==\x07") == "\x1b]52;c;eA==\x07"
    assert written("\x1b[?1049h") == "\x1b[?1049h" + first, "as one comes back from the shell"
    driver.out = ""
    driver.redraw()
    assert driver.out == first
    app.library.close()


async def test_a_terminal_that_had_other_sizes_meanwhile_is_drawn_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(NewsdiffApp, "action_redraw", lambda _: drawn.append("anew"))
    async with reading(library(tmp_path)) as (app, pilot):
        drawn.clear()
        app.post_message(Resize(app.size, app.size))
        await settle(pilot)
        assert drawn == ["anew"]
        await pilot.resize_terminal(90, 30)
        assert drawn == ["anew"]
