"""Search: full text over articles and claims, fuzzy over stories, as one types."""

from collections.abc import Sequence
from contextlib import closing
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Input

from store.errors import StoreError
from store.library import Library
from store.model import Hit, Story
from tui import wording
from tui.keys import bindings
from tui.screens.desk import Desk, told
from tui.widgets.hits import Found, HitList
from tui.widgets.listing import Listing

STORIES = 8  # at most, so that claims and articles are in sight as well
HITS = 60


class SearchScreen(Desk):
    """A field and what it finds. The library is asked in a thread, so that typing never waits."""

    CSS_PATH = "search.tcss"
    PLACE = "Search"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")

    class Answered(Message):
        """The library answered a query."""

        def __init__(self, text: str, hits: Sequence[Found], error: StoreError | None = None) -> None:
            super().__init__()
            self.text = text
            self.hits = hits
            self.error = error

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._asked: str | None = None  # what the library is looking for now

    def compose_body(self) -> ComposeResult:
        """Yield field and hits."""
        yield Input(self.library.remembered("search") or "", placeholder="words, a name, an outlet", id="query")
        yield HitList(id="hits", empty="")

    @property
    def field(self) -> Input:
        """Where one types."""
        return self.query_one(Input)

    @property
    def hits(self) -> HitList:
        """What was found."""
        return self.query_one(HitList)

    def on_mount(self) -> None:
        """Begin in the field, with the last search selected."""
        self.field.focus()

    @on(Input.Changed)
    def _changed(self) -> None:
        if self._asked is None:
            self._ask()

    def _ask(self) -> None:
        """Ask the library; what is typed meanwhile is asked when it has answered."""
        text = self.field.value.strip()
        self._asked = text
        path = self.library.path

        def look() -> None:
            try:
                with closing(Library(path)) as library:
                    stories: list[Found] = [*library.stories(library.story_ids(text)[:STORIES])] if text else []
                    self.post_message(self.Answered(text, [*stories, *library.search(text, HITS)]))
            except StoreError as error:
                self.post_message(self.Answered(text, [], error))

        self.run_worker(look, "search", group="search", thread=True)

    @on(Answered)
    def _answered(self, message: Answered) -> None:
        self._asked = None
        if message.error:
            self.desk_app.complain(message.error)
        self.hits.empty = f"Nothing has “{message.text}”" if message.text else ""
        self.hits.show_items(message.hits, from_top=0)
        self.place(f"Search · {wording.plural(len(message.hits), 'hit')}" if message.text else "Search")
        if self.field.value.strip() != message.text:
            self._ask()

    @on(Input.Submitted)
    @on(Listing.Opened)
    @told
    def _open(self) -> None:
        hit = self.hits.current
        if hit is None:
            return
        self.library.remember("search", self.field.value)
        if isinstance(hit, Story):
            self.desk_app.go_to_story(hit.id)
        elif hit.claim:
            self.desk_app.read_at(hit.url, claim=hit.claim)
        else:
            self.desk_app.read_at(hit.url, words=_longest(hit))

    def action_down(self) -> None:
        """Go to the next hit."""
        self.hits.action_down()

    def action_up(self) -> None:
        """Go to the previous hit."""
        self.hits.action_up()

    def action_next_hit(self) -> None:
        """Go to the next hit; in the field the key is a letter."""
        self.hits.action_down()

    def action_previous_hit(self) -> None:
        """Go to the previous hit; in the field the key is a letter."""
        self.hits.action_up()

    def action_list(self) -> None:
        """Go from the field to the hits, or back."""
        self.set_focus(self.field if self.hits.has_focus else self.hits)


def _longest(hit: Hit) -> str:
    """Return the longest unbroken piece of the snippet around a match: what the article has word for word."""
    return max((part.strip() for part in hit.snippet.split("…")), key=len)
