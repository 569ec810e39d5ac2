"""`newsdiff demo`: the demo library, made and opened."""

import sys
from importlib.resources import as_file, files

import click

from store.errors import StoreError
from tui.opening import open_app
from tui.verbs.context import Chosen, opened, pass_chosen
from tui.verbs.output import complain, say


@click.command()
@click.option("--no-open", is_flag=True, help="Only make the library.")
@pass_chosen
def demo(chosen: Chosen, no_open: bool) -> None:
    """Make and open the demo library: stories of ours about fictional parties, read by the real pipeline."""
    from tui.paths import demo_path

    path = chosen.db or demo_path()
    _make(Chosen(path, chosen.config))
    if no_open or not sys.stdout.isatty():
        say(f"The demo library is {path}; `newsdiff --db {path}` opens it")
        return
    open_app(chosen, path)


def _make(chosen: Chosen) -> None:
    """Put the packaged stories into the library, unless they are there already."""
    from tui.verbs.collecting import run_steps

    with as_file(files("store") / "demo") as folder:
        pages = sorted(str(page) for page in folder.rglob("*") if page.suffix in (".html", ".txt"))
        with opened(chosen) as library:
            if library.counts()["articles"] >= len(pages):
                return
        if not pages:
            raise StoreError("The demo's pages are missing from this installation; install newsdiff again")
        from store.ingest import ingest

        if run_steps(ingest(chosen.library, pages), quiet=True):
            complain("some of the demo's pages could not be read; the others are there")
