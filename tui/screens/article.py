"""What one does in an article: walk its claims, mark a sentence that was missed, pair by hand."""

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from store.model import Card, Kind
from tui.keys import bindings
from tui.screens.claims import ClaimDesk
from tui.widgets.bars import TitleBar
from tui.widgets.prose import Prose


class ArticleDesk(ClaimDesk):
    """A screen on which one reads."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    @property
    def prose(self) -> Prose:
        """The article that one reads."""
        raise NotImplementedError

    def chosen(self) -> Card | None:
        """Return the current claim."""
        current = self.prose.current
        return self.library.card(current.key) if current else None

    def say_where(self) -> None:
        """Say in the title bar at which claim one is."""
        self.query_one(TitleBar).say(at=self.prose.at)

    @on(Prose.ClaimChosen)
    def _chosen(self) -> None:
        self.refresh_bindings()
        self.say_where()

    def action_mark(self) -> None:
        """Ask what the selected sentence is, and make a claim of it; without one, ask what the claim is."""
        from tui.screens.mark import Mark, Marked

        prose, article, span = self.prose, self.prose.article, self.prose.selection
        if not span or not article:
            if prose.current:
                self.action_correct()
            else:
                self.desk_app.say(self.desk_app.keyed("Select a sentence with {prose.next_sentence}"))
            return

        def make(marked: Marked) -> None:
            claim = self.library.make_claim(article.url, marked.kind, *span, marked.speaker, marked.target)
            self.desk_app.changed()
            self.reload()
            prose.choose_key(claim.key)
            self.desk_app.say("Marked")

        self.app.push_screen(Mark("Mark this sentence", prose.selected_text, Kind.ACCUSATION, "", "", make))

    def action_pair(self) -> None:
        """Choose what to pair the claim with by hand."""
        if card := self.chosen():
            from tui.screens.pick import pair_by_hand

            pair_by_hand(self.desk_app, self.library, card)
        else:
            self.desk_app.say(self.desk_app.keyed("Go to a claim with {prose.next_claim} first"))
