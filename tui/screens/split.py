"""Split reader: the accusation's article at the left, the denial's at the right, each at its sentence."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from store.library import Library
from store.model import Answer, Card, Kind, State
from tui import wording
from tui.keys import bindings
from tui.screens.article import ArticleDesk
from tui.screens.desk import told
from tui.widgets.prose import Prose


class SplitScreen(ArticleDesk):
    """Two articles, or two places of one, that scroll apart or together."""

    CSS_PATH = "split.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("split")

    def __init__(self, library: Library, accusation: Card, denial: Card) -> None:
        super().__init__(library)
        self.HORIZONTAL_BREAKPOINTS = [(0, "-stacked"), (90, "-beside")]
        self.cards = (accusation, denial)
        self.together = False

    def compose_body(self) -> ComposeResult:
        """Yield the two articles."""
        with Container(id="sides"):
            yield Prose(id="left")
            yield Prose(id="right")

    @property
    def sides(self) -> tuple[Prose, Prose]:
        """Both articles."""
        return self.query_one("#left", Prose), self.query_one("#right", Prose)

    @told
    def on_mount(self) -> None:
        """Open both at their sentences."""
        for prose, card, name in zip(self.sides, self.cards, ("Accusation", "Denial"), strict=True):
            prose.show(*self.library.article(card.claim.article), card.claim.key)
            prose.border_title = name
        self.sides[0].focus()
        self._say()

    def _say(self) -> None:
        answer = self._answer()
        paired = wording.paired(answer) if answer else "not paired" if self._ends() else ""
        scrolling = "scrolling together" if self.together else ""
        self.place(" · ".join(part for part in ("Both articles", paired, scrolling) if part))
        self.say_where()

    @on(Prose.ClaimChosen)
    @told
    def _turned(self) -> None:
        self._say()

    def on_descendant_focus(self) -> None:
        """Say where in the article of this side one is."""
        self.say_where()

    @property
    def prose(self) -> Prose:
        """The focused side."""
        return self.focused if isinstance(self.focused, Prose) else self.sides[0]

    def reload(self) -> None:
        """Read both again and stay where one is."""
        for prose in self.sides:
            if prose.article:
                key = prose.current.key if prose.current else ""
                prose.show(*self.library.article(prose.article.url), key)
        self._say()

    # The two current claims as a pairing

    def _ends(self) -> tuple[str, str] | None:
        """Return the keys of the accusation and the denial that are current, where these are one of each."""
        kinds = {prose.current.kind: prose.current.key for prose in self.sides if prose.current}
        return (kinds[Kind.ACCUSATION], kinds[Kind.DENIAL]) if len(kinds) == 2 else None

    def _answer(self) -> Answer | None:
        ends = self._ends()
        answers = self.library.answers(ends[0]) if ends else []
        return next((answer for answer in answers if ends and answer.card.claim.key == ends[1]), None)

    def chosen_pair(self) -> tuple[str, str, Answer] | None:
        """Return the pairing between the two current claims."""
        ends, answer = self._ends(), self._answer()
        return (*ends, answer) if ends and answer else None

    def action_save(self) -> None:
        """Save the pairing of the two current claims; where there is none, make it by hand."""
        if ends := self._ends():
            self.decide(*ends, self._answer(), State.SAVED if self._answer() else State.MADE)
        else:
            self.desk_app.say("Go to an accusation on one side and a denial on the other first")

    def action_reject(self) -> None:
        """Reject the pairing of the two current claims; take one made by hand apart."""
        if pair := self.chosen_pair():
            self.decide(*pair, State.REJECTED)
        else:
            self.desk_app.say("These two are not paired")

    @on(Prose.Scrolled)
    def _scrolled(self, event: Prose.Scrolled) -> None:
        """Take the other side along; what that one then reports is its own move and moves nothing."""
        left, right = self.sides
        if self.together and event.prose is self.focused:
            other = right if event.prose is left else left
            other.scroll_to(y=round(other.scroll_target_y) + event.lines, animate=False)

    def action_side(self) -> None:
        """Go to the other article."""
        left, right = self.sides
        self.set_focus(right if left.has_focus else left)

    def action_pane_1(self) -> None:
        """Go to the accusation's article."""
        self.set_focus(self.sides[0])

    def action_pane_2(self) -> None:
        """Go to the denial's article."""
        self.set_focus(self.sides[1])

    def action_together(self) -> None:
        """Scroll together, or apart."""
        self.together = not self.together
        self._say()
