"""What is on the screen is what would be drawn anew, however one came there."""

from pathlib import Path
from random import Random
from typing import Any

import pytest
from app_helpers import library, press, reading, settle
from rich.segment import Segment
from textual._styles_cache import StylesCache
from textual.app import App, ComposeResult
from textual.css.stylesheet import Stylesheet
from textual.pilot import Pilot

from tui.themes import DARK, LIGHT
from tui.widgets.keybar import KeyBar
from tui.widgets.listing import Listing


async def _drawn_right(pilot: Pilot[Any]) -> bool:
    """Whether the screen shows what it shows when every widget draws itself again."""
    screen = pilot.app.screen
    await settle(pilot)
    shown = screen._compositor.render_strips()
    for widget in screen.walk_children(with_self=True):
        widget.refresh()
    await settle(pilot)
    return shown == screen._compositor.render_strips()


class Steps(Listing[str]):
    """Rows of one to four lines."""

    first = 0

    def uniform(self, width: int) -> None:
        """Return None: rows differ."""

    def height(self, index: int, width: int) -> int:
        return 1 + (index + self.first) % 4

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        lines = range(self.height(index, width))
        return [[Segment(f"{index + self.first}, line {line}")] if line < 3 else [] for line in lines]


class Stairs(App[None]):
    """One list in a border."""

    CSS = "Steps { border: round white; }"

    def compose(self) -> ComposeResult:
        yield Steps()

    def on_mount(self) -> None:
        self.register_theme(DARK)
        self.register_theme(LIGHT)
        self.theme = "dark"


async def test_a_list_is_drawn_right_after_any_keys() -> None:
    draw, app = Random(4), Stairs()
    async with app.run_test(size=(30, 14)) as pilot:
        listing = app.query_one(Steps)
        listing.show(60)
        await pilot.pause(0)
        for _ in range(300):
            key = draw.choice([*"jjjjjjkkkkkkgGdudu"])
            app.simulate_key(f"ctrl+{key}" if key in "du" else key)
            if draw.random() < 0.2:  # other rows, of which some stand where they stood
                listing.first = draw.choice((0, 1, 4, 30))
                listing.show(draw.choice((0, 2, 40, 60)), listing.selected, from_top=draw.choice((None, 3)))
            if draw.random() < 0.1:
                listing.scroll_to(y=draw.randrange(150), animate=False)
            if draw.random() < 0.2:
                listing.caption("Steps", f"{listing.selected} of {listing.count}")
            assert await _drawn_right(pilot), key


@pytest.mark.parametrize(
    "looks",
    ["", "border: round white;", "border-top: solid white;", "padding: 1 2;", "border: round white; padding: 0 1"],
)
async def test_a_list_is_framed_as_textual_frames_it(looks: str) -> None:
    app = Stairs()
    app.CSS = f"Steps {{ {looks} }}"  # type: ignore[misc]
    async with app.run_test(size=(30, 14)) as pilot:
        listing = app.query_one(Steps)
        listing.show(60)
        for size in ((30, 14), (44, 9), (20, 20)):
            await pilot.resize_terminal(*size)
            await settle(pilot)
            whole = listing.region.reset_offset
            assert listing.render_lines(whole) == StylesCache().render_widget(listing, whole)


async def test_the_scroll_bar_is_drawn_as_textual_draws_it() -> None:
    draw, app = Random(5), Stairs()
    async with app.run_test(size=(30, 14)) as pilot:
        listing = app.query_one(Steps)
        for _ in range(60):
            if draw.random() < 0.3:
                listing.show(draw.choice((0, 3, 8, 40, 300)))
            if draw.random() < 0.2:
                await pilot.resize_terminal(30, draw.randrange(8, 20))
            app.theme = draw.choice(("dark", "light"))
            await press(pilot, draw.choice("jkgG"))
            if listing.show_vertical_scrollbar:
                thumb = listing.vertical_scrollbar
                shown = thumb.render_lines(thumb.region.reset_offset)
                thumb._render_content()
                assert shown == thumb._render_cache.lines


async def test_a_row_keeps_its_place_when_those_above_it_are_measured() -> None:
    app = Stairs()
    async with app.run_test(size=(30, 14)) as pilot:
        listing = app.query_one(Steps)
        listing.show(400)
        listing.select(399)
        await settle(pilot)
        for _ in range(60):
            before = listing.from_top
            listing.action_up()
            await settle(pilot)
            assert await _drawn_right(pilot)
            above = listing.height(listing.selected, 20)
            assert listing.from_top in (before - above, 0), "it moved by more than the row"


async def test_the_home_screen_is_drawn_right_after_any_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(KeyBar, "TOLD", 1e6)  # nothing may come or go by itself meanwhile
    monkeypatch.setattr("tui.app.POLL", 1e6)
    draw = Random(5)
    keys = ["1", "2", "3", "j", "j", "k", "G", "g", "ctrl+d", "ctrl+u", "f", "w", "U", "O", "s", "x", "u", "asterisk"]
    async with reading(library(tmp_path)) as (_, pilot):
        for _ in range(30):
            key = draw.choice(keys)
            await press(pilot, key)
            assert await _drawn_right(pilot), key


async def test_an_article_is_drawn_right_after_any_keys(tmp_path: Path) -> None:
    draw = Random(6)
    keys = ["j", "j", "k", "n", "p", "ctrl+d", "ctrl+u", "G", "g", "right_parenthesis", "left_parenthesis", "plus"]
    async with reading(library(tmp_path), "2", "enter", size=(80, 12)) as (_, pilot):
        for _ in range(30):
            key = draw.choice(keys)
            await press(pilot, key)
            assert await _drawn_right(pilot), key


async def test_the_first_frame_needs_no_style_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again: list[Stylesheet] = []
    monkeypatch.setattr(Stylesheet, "reparse", again.append)
    async with reading(library(tmp_path)):
        assert not again
