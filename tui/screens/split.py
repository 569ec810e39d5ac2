"""Split reader: the accusation's article at the left, the denial's at the right, each at its sentence."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from store.library import Library
from store.model import Card
from tui.keys import bindings
from tui.screens.claims import ClaimDesk
from tui.screens.desk import told
from tui.widgets.bars import TitleBar
from tui.widgets.prose import Prose


class SplitScreen(ClaimDesk):
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
        self.place("Both articles, scrolling together" if self.together else "Both articles")
        self._say_where()

    @on(Prose.ClaimChosen)
    def _say_where(self) -> None:
        self.query_one(TitleBar).say(at=self._side.at)

    def on_descendant_focus(self) -> None:
        """Say where in the article of this side one is."""
        self._say_where()

    @property
    def _side(self) -> Prose:
        """The focused side."""
        return self.focused if isinstance(self.focused, Prose) else self.sides[0]

    def reload(self) -> None:
        """Read both again and stay where one is."""
        for prose in self.sides:
            if prose.article:
                key = prose.current.key if prose.current else ""
                prose.show(*self.library.article(prose.article.url), key)

    def chosen(self) -> Card | None:
        """Return the current claim of the focused side."""
        current = self._side.current
        return self.library.card(current.key) if current else None

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
