"""Search: full text over articles and claims, fuzzy over stories, as one types."""

from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from store.errors import StoreError
from store.library import Library
from store.model import Hit, Story
from tui import wording
from tui.beside import asked
from tui.keys import bindings
from tui.screens.desk import Desk, told
from tui.widgets.hits import Found, HitList
from tui.widgets.listing import Listing

STORIES = 8  # at most, so that claims and articles are in sight as well
HITS = 60


class SearchScreen(Desk):
    """A field and what it finds. The library is asked beside the screen, so that typing never waits."""

    CSS_PATH = "search.tcss"
    PLACE = "Search"
    BINDINGS: ClassVar[list[BindingType]] = bindings("search")

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self._asking = False  # whether the library is looking for something

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
        if not self._asking:
            self.run_worker(self._ask(), "search", group="search")

    async def _ask(self) -> None:
        """Ask the library; what is typed meanwhile is asked when it has answered."""
        self._asking, text = True, None
        while text != (text := self.field.value.strip()):
            try:
                found = await asked(self.library.path, partial(_found, text))
            except StoreError as error:
                self.desk_app.complain(error)
                found = []
            self.hits.empty = f"Nothing has “{text}”" if text else ""
            self.hits.show_items(found, from_top=0)
            self.place(f"Search · {wording.plural(len(found), 'hit')}" if text else "Search")
        self._asking = False

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


def _found(text: str, library: Library) -> list[Found]:
    """Return the stories that are like `text`, then the claims and articles that have its words."""
    stories = library.stories(library.story_ids(text)[:STORIES]) if text else []
    return [*stories, *library.search(text, HITS)]


def _longest(hit: Hit) -> str:
    """Return the longest unbroken piece of the snippet around a match: what the article has word for word."""
    return max((part.strip() for part in hit.snippet.split("…")), key=len)
