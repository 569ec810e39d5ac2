"""What every verb over a library needs: where it is, the settings, and errors told in one sentence."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import click

from store.errors import StoreError
from store.library import Library
from tui.config import THEMES, Config, load
from tui.verbs.output import complain


@dataclass(frozen=True, slots=True)
class Chosen:
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
        """Return the settings; a wrong one ends the program with one sentence."""
        with plainly():
            settings = load(self.config)
            if self.theme is None:
                return settings
            if self.theme not in THEMES:
                raise StoreError(f"There is no theme “{self.theme}”; there are {', '.join(THEMES)}")
            return replace(settings, theme=self.theme)


@contextmanager
def plainly() -> Iterator[None]:
    """Turn a `StoreError` into one sentence on stderr and exit code 1."""
    try:
        yield
    except StoreError as error:
        complain(str(error))
        sys.exit(1)


@contextmanager
def opened(chosen: Chosen) -> Iterator[Library]:
    """Open the chosen library for the block; what goes wrong is one sentence and exit code 1."""
    with plainly():
        library = Library(chosen.library)
        try:
            yield library
        finally:
            library.close()


pass_chosen = click.make_pass_decorator(Chosen)
