"""`newsdiff feeds`: the sources that the reader follows."""

import asyncio
import sys
from pathlib import Path

import click

from store import stages
from store.errors import StoreError
from store.library import Library
from store.model import Source
from tui.verbs.context import Chosen, opened, pass_chosen
from tui.verbs.output import complain, print_json, say, source_row, write_out


@click.group()
def feeds() -> None:
    """The sources you follow: feeds, and sites whose feeds are found."""


@feeds.command("list")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@pass_chosen
def list_feeds(chosen: Chosen, as_json: bool) -> None:
    """List the sources and how their last fetch went."""
    with opened(chosen) as library:
        sources = library.sources()
    if as_json:
        print_json(source_row(source) for source in sources)
        return
    for source in sources:
        state = "paused" if source.paused else source.error or source.last_success[:16] or "not fetched yet"
        say(f"{source.url}  {source.title}  [{', '.join(source.tags)}]  {source.articles} articles  {state}")


@feeds.command()
@click.option("--tag", "tags", multiple=True, help="A folder to file it under; may be given often.")
@click.option("--title", default="", help="What to call it; by default as it calls itself.")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@pass_chosen
def add(chosen: Chosen, urls: tuple[str, ...], tags: tuple[str, ...], title: str) -> None:
    """Follow feeds, or the feed that a site's page names first."""
    from store.ingest import discover

    limits, failed = chosen.settings().limits, False
    with opened(chosen) as library:
        for url in urls:
            try:
                found, *others = asyncio.run(discover(url, limits))
            except StoreError as error:
                complain(str(error))
                failed = True
                continue
            _follow(library, found._replace(tags=tags or found.tags, title=title or found.title))
            for other in others:
                say(f"also there: {other.url}  {other.title}")
    sys.exit(1 if failed else 0)


def _follow(library: Library, source: Source) -> None:
    added = library.add_source(source)
    say(f"{'following' if added else 'followed already'}: {source.url}  {source.title}")


@feeds.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@pass_chosen
def remove(chosen: Chosen, urls: tuple[str, ...]) -> None:
    """Follow sources no more; their articles stay."""
    failed = False
    with opened(chosen) as library:
        for url in urls:
            if not library.remove_source(url):
                complain(f"{url} is not followed; `newsdiff feeds list` lists what is")
                failed = True
    sys.exit(1 if failed else 0)


@feeds.command("import")
@click.argument("file")
@pass_chosen
def import_feeds(chosen: Chosen, file: str) -> None:
    """Follow what an OPML file or newsboat's `urls` file lists; FILE may be - for standard input."""
    from store.ingest import parse_list

    with opened(chosen) as library:
        sources, skipped = parse_list(stages.snapshot_of(file).body)
        added = sum(library.add_source(source) for source in sources)
        say(f"{added} added, {len(sources) - added} followed already, {len(skipped)} skipped")
        for line in skipped:
            complain(f"skipped: {line}")


@feeds.command("export")
@click.option(
    "-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="A file, instead of standard output."
)
@pass_chosen
def export_feeds(chosen: Chosen, output: Path | None) -> None:
    """Write the sources as OPML, tags as folders."""
    from store.ingest import to_opml

    with opened(chosen) as library:
        write_out(to_opml(library.sources()), output)
