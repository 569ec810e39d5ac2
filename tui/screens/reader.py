"""Reader: an article with its claims in their places."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from store.library import Library
from store.model import Card, Kind
from tui.keys import bindings
from tui.screens.claims import ClaimDesk
from tui.screens.desk import told
from tui.widgets.bars import TitleBar
from tui.widgets.prose import Prose


class ReaderScreen(ClaimDesk):
    """One article, opened at a claim."""

    CSS_PATH = "reader.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    def __init__(self, library: Library, url: str, claim: str = "", words: str = "", *, marking: bool = False) -> None:
        """Open the article at `url` at the claim with this key, or at these words of its text; to mark a sentence there."""
        super().__init__(library)
        self.url = url
        self.claim = claim
        self.words = words
        self.marking = marking

    def compose_body(self) -> ComposeResult:
        """Yield the article."""
        yield Prose(id="article")

    @property
    def prose(self) -> Prose:
        """The article."""
        return self.query_one(Prose)

    @told
    def on_mount(self) -> None:
        """Open the article at the claim."""
        self._show(self.claim)
        if self.words:
            self.prose.find(self.words)
        self.prose.focus()
        if self.marking:
            self.call_after_refresh(self._begin_marking)

    def _begin_marking(self) -> None:
        self.prose.begin_marking()
        says = "{prose.previous_sentence} {prose.next_sentence} choose a sentence, {prose.extend} takes one more, {reader.mark} marks"
        self.desk_app.say(self.desk_app.keyed(says))

    def _show(self, key: str) -> None:
        article, claims = self.library.article(self.url)
        self.prose.show(article, claims, key)
        self.place(article.title)
        self._say_where()

    def _say_where(self) -> None:
        self.query_one(TitleBar).say(at=self.prose.at)

    def reload(self) -> None:
        """Read the article again and stay where one is."""
        self._show(self.prose.current.key if self.prose.current else "")

    def chosen(self) -> Card | None:
        """Return the current claim."""
        current = self.prose.current
        return self.library.card(current.key) if current else None

    @on(Prose.ClaimChosen)
    def _chosen(self, event: Prose.ClaimChosen) -> None:
        self.refresh_bindings()
        self._say_where()

    def action_mark(self) -> None:
        """Ask what the selected sentence is, and make a claim of it; without one, ask what the claim is."""
        from tui.screens.mark import Mark, Marked

        span = self.prose.selection
        if not span:
            if self.prose.current:
                self.action_correct()
            else:
                self.desk_app.say(self.desk_app.keyed("Select a sentence with {prose.next_sentence}"))
            return

        def make(marked: Marked) -> None:
            claim = self.library.make_claim(self.url, marked.kind, *span, marked.speaker, marked.target)
            self.prose.selection = None
            self.claim = claim.key
            self.desk_app.changed()
            self._show(claim.key)
            self.desk_app.say("Marked")

        self.app.push_screen(Mark("Mark this sentence", self.prose.selected_text, Kind.ACCUSATION, "", "", make))

    def action_pair(self) -> None:
        """Choose what to pair the claim with by hand."""
        if card := self.chosen():
            from tui.screens.pick import pair_by_hand

            pair_by_hand(self.desk_app, self.library, card)
        else:
            self.desk_app.say(self.desk_app.keyed("Go to a claim with {prose.next_claim} first"))
