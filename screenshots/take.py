"""Draw the README's pictures from the demo library, by the same keys that a reader presses.

python screenshots/take.py [NAME…]
"""

import asyncio
import sys
from contextlib import aclosing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from textual.pilot import Pilot

from store.ingest import ingest
from tui.app import NewsdiffApp
from tui.config import Config
from tui.jobs import demo_pages
from tui.widgets.claims import ClaimList
from tui.widgets.stories import StoryList

FOLDER = Path(__file__).parent
# a story of five outlets, and in it an accusation and the denial that takes up its words
CHOSEN = ("to:tap-water", "2", "to:midnight top-up")
# name -> columns, rows, theme, keys; "to:words" presses j until the selected row has these words
PICTURES: dict[str, tuple[int, int, str, tuple[str, ...]]] = {
    "compare": (120, 36, "dark", (*CHOSEN, "s", "w")),
    "compare-80x24": (80, 24, "light", CHOSEN),
    "reader": (110, 32, "dark", (*CHOSEN, "enter")),
    "split": (130, 32, "light", (*CHOSEN, "b")),
    "matrix": (110, 24, "dark", ("to:tap-water", "M", "j")),
    "search": (110, 28, "light", ("slash", *"denied")),
}


async def make_demo(path: Path) -> None:
    """Read the packaged pages into the library at `path`."""
    async with aclosing(ingest(path, demo_pages())) as steps:
        async for _ in steps:
            pass


async def press(pilot: Pilot[Any], key: str) -> None:
    """Press a key and wait for what it brings."""
    await pilot.press(key)
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()


async def go_to(pilot: Pilot[Any], words: str) -> None:
    """Press j until the selected row of the focused list has these words."""
    listing = pilot.app.focused
    assert isinstance(listing, StoryList | ClaimList)
    while words not in (
        listing.current.title if isinstance(listing, StoryList) else listing.current.card.claim.content
    ):
        if listing.selected == listing.count - 1:
            raise LookupError(f"no row has “{words}” any more; choose others")
        await press(pilot, "j")


async def take(path: Path, name: str) -> None:
    """Draw one picture."""
    columns, rows, theme, keys = PICTURES[name]
    app = NewsdiffApp(path, Config(theme=theme))
    async with app.run_test(size=(columns, rows)) as pilot:
        for key in keys:
            if key.startswith("to:"):
                await go_to(pilot, key[3:])
            else:
                await press(pilot, key)
        app.clear_notifications()
        await pilot.pause()
        svg = app.export_screenshot(title="newsdiff", simplify=True)
    (FOLDER / f"{name}.svg").write_text(svg, encoding="utf-8")


async def main(names: list[str]) -> None:
    """Draw the named pictures, or all."""
    with TemporaryDirectory() as folder:
        for name in names or PICTURES:
            path = Path(folder) / f"{name}.db"
            await make_demo(path)
            await take(path, name)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
