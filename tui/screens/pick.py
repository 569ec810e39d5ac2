"""Pick: choose a claim among many, narrowing as one types."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from store.library import Library
from store.model import Card, Kind, State, normalise
from tui import wording
from tui.screens.desk import told
from tui.screens.dialog import Dialog
from tui.widgets.claims import ClaimList, Entry
from tui.widgets.listing import Listing

if TYPE_CHECKING:
    from tui.app import NewsdiffApp


class Narrowing(Dialog):
    """A field and a list below it that narrows as one types; the arrows move in the list while the field has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "down", show=False), Binding("up", "up", show=False),
    ]  # fmt: skip

    def on_mount(self) -> None:
        """Show everything."""
        self._show("")

    def _show(self, words: str) -> None:
        """Show what fits `words`."""
        raise NotImplementedError

    @on(Input.Changed)
    def _narrow(self, event: Input.Changed) -> None:
        self._show(event.value)

    def action_down(self) -> None:
        """Go to the next row."""
        self.query_one(Listing).action_down()

    def action_up(self) -> None:
        """Go to the previous row."""
        self.query_one(Listing).action_up()


class Pick(Narrowing):
    """Shows cards, those first that share most with `against`."""

    ENDS = "Type to narrow · ↑ ↓ choose · Enter accepts · Esc closes"

    def __init__(self, title: str, cards: Sequence[Card], against: str, then: Callable[[Card], None]) -> None:
        super().__init__(title)
        self.add_class("-tall")
        self.cards = sorted(cards, key=lambda card: -len(wording.shared(card.claim.content, against)))
        self.against = against
        self.then = then

    def compose_body(self) -> ComposeResult:
        """Yield the field and the cards."""
        yield Input(placeholder="words, speaker or outlet")
        yield ClaimList(id="cards", empty="Nothing fits")

    def _show(self, words: str) -> None:
        wanted, mixed = normalise(words).split(), len({card.claim.kind for card in self.cards}) > 1
        fitting = [
            card for card in self.cards
            if all(w in normalise(f"{wording.who(card.claim)} {card.claim.content} {card.outlet}") for w in wanted)
        ]  # fmt: skip
        self.query_one(ClaimList).show_entries(Entry(card, against=self.against, mixed=mixed) for card in fitting)

    @on(Input.Submitted)
    @on(Listing.Opened)
    @told
    def _accept(self) -> None:
        if entry := self.query_one(ClaimList).current:
            self.dismiss()
            self.then(entry.card)


def pair_by_hand(app: "NewsdiffApp", library: Library, card: Card) -> None:
    """Let the reader choose the other end for `card` and pair the two."""
    accuses = card.claim.kind is Kind.ACCUSATION
    others = library.cards(card.story, Kind.DENIAL if accuses else Kind.ACCUSATION)
    if not others:
        what = "denial" if accuses else "accusation"
        app.say(f"This story has no {what} to pair with; mark one in its article with {app.keyed('{reader.mark}')}")
        return

    def pair(other: Card) -> None:
        ends = (card.claim.key, other.claim.key)
        library.decide(*(ends if accuses else ends[::-1]), State.MADE)
        app.changed()
        app.say("Paired by hand")

    title = "Which denial answers this?" if accuses else "Which accusation does this answer?"
    app.push_screen(Pick(title, others, card.claim.content, pair))
