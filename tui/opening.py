"""Opening the app on a library. Knows nothing of the command line's library, which the first frame need not wait for."""

import gc
import os
import sys
from pathlib import Path
from typing import NamedTuple

from store.errors import StoreError
from tui.complaints import complain, plainly
from tui.config import THEMES, Config, load


class Chosen(NamedTuple):
    """What the reader said on the command line."""

    db: Path | None  # None: the place that the verb has of its own
    config: Path
    theme: str | None = None  # for this time

    @property
    def library(self) -> Path:
        """The library's file: the one named, else the reader's own."""
        from tui.paths import library_path

        return self.db or library_path()

    def settings(self) -> Config:
        """Return what config.toml says; a wrong setting, or theme on the command line, ends the program with one sentence."""
        with plainly():
            if self.theme not in (None, *THEMES):
                raise StoreError(f"There is no theme “{self.theme}”; there are {', '.join(THEMES)}")
            return load(self.config)


def chosen_by_default() -> Chosen:
    """Return what holds where the command line says nothing."""
    from tui.paths import config_path

    named = os.environ.get("NEWSDIFF_DB")
    return Chosen(Path(named) if named else None, config_path())


def open_app(chosen: Chosen, path: Path) -> None:
    """Run the app on the library at `path` until the reader quits; exit 1 with one sentence where that cannot be."""
    settings = chosen.settings()
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        complain("the app needs a terminal; in a pipe or from cron, use a verb: `newsdiff --help` lists them")
        sys.exit(1)
    gc.disable()  # collecting while the app is imported costs a tenth of its start; it turns this on again
    with plainly():
        from rich.console import Console

        from tui.app import NewsdiffApp
        from tui.themes import suited

        theme = suited(chosen.theme or settings.theme, Console(force_terminal=True).color_system)
        NewsdiffApp(path, settings, theme).run()
