"""What every verb over a library needs: what the reader chose, and the library open."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click

from store.library import Library
from tui.complaints import plainly
from tui.opening import Chosen

__all__ = ["Chosen", "opened", "pass_chosen", "plainly"]


@contextmanager
def opened(chosen: Chosen) -> Iterator[Library]:
    """Open the chosen library for the block; what goes wrong is one sentence and exit code 1."""
    with plainly(), closing(Library(chosen.library)) as library:
        yield library


pass_chosen = click.make_pass_decorator(Chosen)
