"""Mark: what a claim is, who says it and against whom; for a sentence that the engine missed, or a claim it misread."""

from collections.abc import Callable
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input, Label

from store.errors import StoreError
from store.model import Kind
from tui.screens.dialog import Dialog, text
from tui.widgets.listing import Listing
from tui.widgets.options import Choice, Options

KINDS = ((Kind.ACCUSATION, "an accusation"), (Kind.DENIAL, "a denial"), (Kind.OTHER, "neither"))


@dataclass(frozen=True, slots=True)
class Marked:
    """What the reader says of a claim."""

    kind: Kind
    speaker: str
    target: str


class Mark(Dialog):
    """Asks for kind, speaker and target."""

    ENDS = "{options.previous} {options.next} choose · Tab goes on · Enter accepts · Esc closes"

    def __init__(
        self,
        title: str,
        words: str,
        kind: Kind,
        speaker: str | None,
        target: str | None,
        then: Callable[[Marked], None],
    ) -> None:
        super().__init__(title)
        self.words = words
        self.marked = Marked(kind, speaker or "", target or "")
        self.then = then

    def compose_body(self) -> ComposeResult:
        """Yield the words and the fields."""
        yield text(self.words, classes="quotation")
        at = [kind for kind, _ in KINDS].index(self.marked.kind)
        yield Options([Choice("kind", "What it is", KINDS, at, at)], id="kind")
        yield Label("Who says it")
        yield Input(self.marked.speaker, id="speaker")
        yield Label("Against whom")
        yield Input(self.marked.target, id="target")
        yield text("", classes="error")

    @on(Input.Submitted)
    @on(Listing.Opened)
    def _accept(self) -> None:
        """Hand on what was said and close."""
        (kind,) = (choice.value for choice in self.query_one(Options).choices)
        marked = Marked(
            kind, self.query_one("#speaker", Input).value.strip(), self.query_one("#target", Input).value.strip()
        )
        try:
            self.then(marked)
        except StoreError as error:
            self.query_one(".error").update(str(error))  # type: ignore[attr-defined]
        else:
            self.dismiss()
