"""Draw the README's pictures from the demo library, by the same keys that a reader presses.

python screenshots/take.py [NAME…]
"""

import asyncio
import sys
from contextlib import aclosing
from pathlib import Path
from tempfile import TemporaryDirectory

from store.ingest import ingest
from tui.app import NewsdiffApp
from tui.config import Config
from tui.jobs import demo_pages

FOLDER = Path(__file__).parent
# name -> columns, rows, theme, keys
PICTURES: dict[str, tuple[int, int, str, tuple[str, ...]]] = {
    "compare": (120, 36, "dark", ("j", "j", "j", "2", "s", "w")),
    "compare-80x24": (80, 24, "light", ("j", "j", "j", "2")),
    "reader": (110, 32, "dark", ("j", "j", "j", "2", "enter")),
    "split": (130, 32, "light", ("j", "j", "j", "2", "b")),
    "matrix": (110, 24, "dark", ("M",)),
    "search": (110, 28, "light", ("slash", *"denied")),
}


async def make_demo(path: Path) -> None:
    """Read the packaged pages into the library at `path`."""
    async with aclosing(ingest(path, demo_pages())) as steps:
        async for _ in steps:
            pass


async def take(path: Path, name: str) -> None:
    """Draw one picture."""
    columns, rows, theme, keys = PICTURES[name]
    app = NewsdiffApp(path, Config(theme=theme))
    async with app.run_test(size=(columns, rows)) as pilot:
        for key in keys:
            await pilot.press(key)
            await app.workers.wait_for_complete()
            await pilot.pause()
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
