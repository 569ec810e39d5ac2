"""Sources: the feeds and sites that the reader follows, with how each is doing."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message

from store.errors import StoreError
from store.model import Source
from store.stages import snapshot_of
from tui import wording
from tui.beside import beside
from tui.keys import bindings
from tui.screens.desk import Desk, told
from tui.widgets.listing import Listing
from tui.widgets.rows import GAP, Row, RowList, faint, wrapped


class SourceList(RowList[Source]):
    """The sources by title."""

    def rows(self, item: Source, width: int) -> list[Row]:
        """Return a source's lines: title and state, address and tags, times, and what went wrong."""
        title = item.title or item.url
        state, look = ("paused", "faint") if item.paused else ("failing", "bad") if item.error else ("", "faint")
        right = " · ".join(part for part in (state, wording.plural(item.articles, "article")) if part)
        rows = [Row(title, 0, len(title), ((0, len(title), "strong"),), (("  ", ""), (right, look)))]
        rows += faint(" ".join([item.url, *(f"#{tag}" for tag in item.tags)]), width)
        times = [f"last read {wording.moment(item.last_success)}" if item.last_success else "never read yet"]
        if item.next_due and not item.paused:
            times.append(f"next due {wording.moment(item.next_due)}")
        rows += faint(" · ".join(times), width)
        if item.error:
            rows += wrapped(item.error, width, (0, len(item.error), "bad-faint"))
        return [*rows, GAP]


class SourcesScreen(Desk):
    """The list of sources: add, edit, pause, remove, import, refresh."""

    CSS_PATH = "sources.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("sources")

    class Discovered(Message):
        """The feeds behind an address were looked for."""

        def __init__(self, sources: Sequence[Source], error: StoreError | None = None) -> None:
            super().__init__()
            self.sources = sources
            self.error = error

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        none = "You follow nothing yet: {sources.add_source} adds a feed or a site, {sources.load} imports a list"
        yield SourceList(id="sources", empty=self.desk_app.keyed(none))

    @property
    def list(self) -> SourceList:
        """The sources."""
        return self.query_one(SourceList)

    @told
    def on_mount(self) -> None:
        """Show the sources."""
        self.reload()
        self.list.focus()

    def reload(self) -> None:
        """Read the sources again and stay at the same one."""
        current = self.list.current
        sources = self.library.sources()
        at = next((i for i, source in enumerate(sources) if current and source.url == current.url), self.list.selected)
        self.list.show_items(sources, at, from_top=self.list.from_top)
        failing = sum(bool(source.error) for source in sources)
        self.place(f"Sources · {len(sources)} followed" + (f", {failing} failing" if failing else ""))

    def action_add_source(self) -> None:
        """Ask for an address and look for the feeds behind it."""
        from tui.screens.ask import Ask

        self.app.push_screen(
            Ask("Follow a feed or a site", self._discover, hint="Its address; a site's own feeds are found")
        )

    def _discover(self, url: str) -> None:
        limits = self.desk_app.config.limits

        def look() -> None:
            from store.ingest import discover
            from tui.typed import address

            try:
                self.post_message(self.Discovered(asyncio.run(discover(address(url), limits))))
            except StoreError as error:
                self.post_message(self.Discovered([], error))

        self.desk_app.say("Looking for its feeds")
        self.run_worker(beside(look), "discover", group="discover")

    @on(Discovered)
    @told
    def _discovered(self, message: Discovered) -> None:
        if message.error:
            raise message.error
        best, *others = message.sources
        more = f"; {wording.plural(len(others), 'other feed')} there was left out" if others else ""
        new = self.library.add_source(best)
        self.desk_app.changed()
        self.desk_app.say(f"{'Following' if new else 'You follow already'} {best.title or best.url}{more}")

    @on(Listing.Opened)
    def action_edit(self) -> None:
        """Ask for title and tags."""
        if source := self.list.current:
            from tui.screens.ask import Ask

            def edit(line: str) -> None:
                words, tags = wording.tagged(line)
                address = next((word for word in words.split() if word.startswith(("http://", "https://"))), source.url)
                title = " ".join(word for word in words.split() if word != address)
                self.library.update_source(source.url, source._replace(url=address, title=title, tags=tags))
                self.desk_app.changed()

            had = " ".join(part for part in (wording.untagged(source.title, source.tags), source.url) if part)
            self.app.push_screen(Ask("Title, #tags and address", edit, had))

    def action_pause(self) -> None:
        """Stop fetching the source, or start again."""
        if source := self.list.current:
            self.library.update_source(source.url, source._replace(paused=not source.paused))
            self.desk_app.changed()

    def action_remove(self) -> None:
        """Follow the source no more, when the reader says so twice."""
        if source := self.list.current:
            from tui.screens.ask import Ask

            def remove(_: str) -> None:
                self.library.remove_source(source.url)
                self.desk_app.changed()

            hint = "Its articles stay in the library. Enter removes it."
            self.app.push_screen(Ask(f"Follow {source.title or source.url} no more?", remove, hint=hint, empty=True))

    def action_refresh_one(self) -> None:
        """Fetch what is new from this source."""
        if source := self.list.current:
            self.desk_app.refresh_sources([source.url])

    def action_load(self) -> None:
        """Ask for a file and follow what it lists."""
        from tui.screens.ask import Ask

        self.app.push_screen(Ask("Import sources", self._load, hint="The path of an OPML file, or of newsboat's urls"))

    def _load(self, line: str) -> None:
        from store.ingest import parse_list

        sources, left_out = parse_list(snapshot_of(str(Path(line).expanduser())).body)
        new = sum(self.library.add_source(source) for source in sources)
        self.desk_app.changed()
        more = f"; {wording.plural(len(left_out), 'line')} with commands or filters left out" if left_out else ""
        self.desk_app.say(f"{wording.plural(new, 'new source')} of {len(sources)}{more}")
