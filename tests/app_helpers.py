"""Driving the app as a reader does: by keys, on a copy of the library of our own making."""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app_material import make_library
from textual import events
from textual.app import App
from textual.pilot import Pilot
from textual.widget import Widget

from tui.app import NewsdiffApp
from tui.config import Config
from tui.widgets.keybar import KeyBar

SIZE = (120, 40)
PATIENCE = 5000  # turns
QUIET = 3  # turns without a message after which none follows


@cache
def _made() -> Path:
    return make_library(Path(mkdtemp()) / "library.db")


def library(folder: Path) -> Path:
    """Return a fresh copy of the library."""
    return Path(shutil.copy(_made(), folder / "library.db"))


@asynccontextmanager
async def reading(
    path: Path, *keys: str, size: tuple[int, int] = SIZE, config: Config | None = None
) -> AsyncIterator[tuple[NewsdiffApp, Pilot[Any]]]:
    """Open the app on the library at `path`, press keys, and hand it on."""
    app = NewsdiffApp(path, config)
    async with app.run_test(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *keys)
        yield app, pilot


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Press keys one by one, each seen through to its end; "type:words" pastes the words into the focused field."""
    for key in keys:
        if key.startswith("type:"):
            for _ in range(100):  # a dialog's field has the focus when the dialog is laid out, on a busy machine later
                if pilot.app.focused is not None:
                    break
                await pilot.pause()
            assert pilot.app.focused is not None
            pilot.app.focused.post_message(events.Paste(key[5:]))
        else:
            pilot.app.simulate_key(key)
        await settle(pilot)


async def settle(pilot: Pilot[Any]) -> None:
    """Wait until every message is handled and what follows is drawn, and until the threads at work have answered.

    `pilot.pause()` waits for an idle processor instead: longer than most keys take, and not always long enough.
    """
    quiet = turns = 0
    while quiet < QUIET and not pilot.app._exception:
        await pilot.pause(0)
        quiet, turns = 0 if _busy(pilot.app) else quiet + 1, turns + 1
        assert turns < PATIENCE, "the app never comes to rest"
    if len(pilot.app.workers):
        await pilot.app.workers.wait_for_complete()
        await settle(pilot)


def _busy(app: App[Any]) -> bool:
    pumps = [app, *(node for screen in app.screen_stack for node in screen.walk_children(with_self=True))]
    return any(pump._message_queue.qsize() or pump._next_callbacks for pump in pumps) or bool(app.screen._callbacks)


def seen(app: NewsdiffApp, widget: Widget | str | None = None) -> str:
    """Return what the screen shows, or one widget of it, line by line."""
    if isinstance(widget, str):
        widget = app.screen.query_one(widget)
    if widget is None:
        strips = app.screen._compositor.render_strips()
        return "\n".join(strip.text.rstrip() for strip in strips)
    height = widget.size.height
    return "\n".join(widget.render_line(y).text.rstrip() for y in range(height))


def told(app: NewsdiffApp) -> list[str]:
    """Return what the app says on each of its screens."""
    return [bar.told for screen in app.screen_stack for bar in screen.query(KeyBar) if bar.told]


def owners() -> dict[str, type[Any]]:
    """Return for each context of keys the class whose actions they are."""
    from tui.screens import (
        article,
        claims,
        compare,
        matrix,
        revisions,
        saved,
        search,
        settings,
        sources,
        split,
        story,
        timeline,
        welcome,
    )
    from tui.widgets import listing, options, prose

    return {
        "app": NewsdiffApp, "list": listing.Listing, "claim": claims.ClaimDesk, "compare": compare.CompareScreen,
        "prose": prose.Prose, "reader": article.ArticleDesk, "split": split.SplitScreen, "search": search.SearchScreen,
        "saved": saved.SavedScreen, "matrix": matrix.MatrixScreen, "timeline": timeline.TimelineScreen,
        "sources": sources.SourcesScreen, "revisions": revisions.RevisionsScreen, "story": story.StoryScreen,
        "settings": settings.SettingsScreen, "welcome": welcome.WelcomeScreen, "options": options.Options,
    }  # fmt: skip
