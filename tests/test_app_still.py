"""Nothing jumps and nothing is covered: panes keep their places, and what newsdiff says has a place of its own."""

from pathlib import Path

import pytest
from app_helpers import library, press, reading, seen, settle, told
from rich.cells import cell_len

from store.library import Library
from tui.app import NewsdiffApp
from tui.screens.compare import CompareScreen
from tui.widgets.keybar import KeyBar

SIZES = [(60, 20), (80, 24), (120, 40), (200, 50)]
LONG = "the page at https://herald.example/a/very/long/address was not read: " + "its server does not answer; " * 4


def places(app: NewsdiffApp) -> list[object]:
    return [app.screen.query_one(f"#{pane}").region for pane in ("stories", "claims", "answers")]


@pytest.mark.parametrize("size", SIZES)
async def test_no_pane_moves_with_focus_filters_or_words(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path), "1", size=size) as (app, pilot):
        before = places(app)
        for key in ("2", "3", "tab", "U", "O", "w", "f", "s", "u", "backspace", "shift+tab"):
            await press(pilot, key)
            assert places(app) == before, key


@pytest.mark.parametrize("size", SIZES)
async def test_an_error_covers_nothing_stays_and_is_closed(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path), "2", "enter", size=size) as (app, pilot):
        app.complain(LONG)
        await settle(pilot)
        bar, article = app.screen.query_one(KeyBar), app.screen.query_one("#article")
        assert bar.region.y == article.region.bottom and bar.region.bottom == size[1]
        assert " ".join(seen(app, bar).split()) == " ".join(LONG.split()) + " · Esc closes"
        assert bar._timer is None
        await press(pilot, "escape")
        assert not told(app) and article.region.bottom == size[1] - 1
        assert not isinstance(app.screen, CompareScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, CompareScreen)


async def test_the_home_screen_closes_an_error_too(tmp_path: Path) -> None:
    async with reading(library(tmp_path)) as (app, pilot):
        app.complain("no network")
        await press(pilot, "escape")
        assert not told(app) and isinstance(app.screen, CompareScreen)


async def test_a_word_leaves_the_keys_and_goes_by_itself(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(80, 24)) as (app, pilot):
        bar = app.screen.query_one(KeyBar)
        keys = seen(app, bar)
        app.say("Saved")
        await settle(pilot)
        assert seen(app, bar).startswith(keys) and seen(app, bar).endswith("Saved")
        assert bar._timer is not None
        bar.hush()
        assert seen(app, bar) == keys


@pytest.mark.parametrize("width", [60, 80, 107, 120, 200])
async def test_a_storys_whole_title_is_shown(tmp_path: Path, width: int) -> None:
    path = library(tmp_path)
    opened = Library(path)
    title = "Engineers " + "say that the dam at Corl was built with sand from the beach " * 3 + "漢字の見出し"
    opened.rename_story(opened.story_ids()[0], title.strip())
    opened.close()
    async with reading(path, size=(width, 40)) as (app, _):
        lines = seen(app, "#stories").splitlines()
        assert all(cell_len(line) <= width for line in lines)
        told_by = " ".join(word for line in lines for word in line.strip("▌▏ ").split())
        assert all(told_by.count(word) >= title.count(word) for word in title.split())


@pytest.mark.parametrize("width", [60, 80, 200])
async def test_filters_are_shown_and_counted_where_there_is_no_room(tmp_path: Path, width: int) -> None:
    keys = ("2", "F", *("l", "j") * 9, "l", "escape")
    async with reading(library(tmp_path), *keys, size=(width, 24)) as (app, _):
        line = seen(app, "TitleBar")
        shown = line.count("✕")
        assert shown >= 2 and cell_len(line) <= width
        assert shown == 10 or f"+{10 - shown}" in line
