"""What can be done to a claim wherever one stands: star, note, copy, cite, open, revisions, correct."""

from typing import ClassVar

from textual.binding import BindingType

from store.model import Answer, Card, State
from tui import wording
from tui.keys import bindings
from tui.screens.desk import Desk

DONE = {
    State.SAVED: "Saved",
    State.REJECTED: "Rejected",
    State.MADE: "Paired by hand",
    State.SUGGESTED: "Taken apart",
}


class ClaimDesk(Desk):
    """A screen on which one claim is the chosen one."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("claim")

    def chosen(self) -> Card | None:
        """Return the claim that a key speaks of."""
        raise NotImplementedError

    def chosen_pair(self) -> tuple[str, str, Answer] | None:
        """Return the keys of accusation and denial and the answer between them, where a pairing is chosen."""
        return None

    def decide(self, accusation: str, denial: str, answer: Answer | None, state: State) -> None:
        """Judge a pairing, or make one by hand; what was made by hand is saved already, and rejected it is taken apart."""
        made = answer is not None and answer.state is State.MADE
        if made and state is State.SAVED:
            return
        if made and state is State.REJECTED:
            state = State.SUGGESTED
        self.library.decide(accusation, denial, state, *((answer.note, answer.tags) if answer else ()))
        self.desk_app.changed()
        self.desk_app.say(DONE[state])

    def action_star(self) -> None:
        """Star the claim, or take its star away."""
        if card := self.chosen():
            self.library.star(card.claim.key, not card.starred)
            self.desk_app.changed()

    def action_note(self) -> None:
        """Ask for a note: on the pairing, or on the claim where none is chosen."""
        from tui.screens.ask import Ask

        if pair := self.chosen_pair():
            accusation, denial, answer = pair
            had = wording.untagged(answer.note, answer.tags)

            def note_pair(text: str) -> None:
                note, tags = wording.tagged(text)
                self.library.note_pair(accusation, denial, note, tags)
                self.desk_app.changed()

            self.app.push_screen(Ask("Note on this pairing; #words are tags", note_pair, had, empty=True))
        elif card := self.chosen():

            def note_claim(text: str) -> None:
                self.library.note_claim(card.claim.key, text)
                self.desk_app.changed()

            self.app.push_screen(Ask("Note on this claim", note_claim, card.note, empty=True))

    def action_copy(self) -> None:
        """Copy the quotation."""
        if card := self.chosen():
            self.desk_app.copy(wording.quoted(card.claim), "the quotation")

    def action_cite(self) -> None:
        """Copy the quotation with its citation."""
        if card := self.chosen():
            self.desk_app.copy(wording.citation(card), "the quotation with its citation")

    def action_browse(self) -> None:
        """Open the article in the browser."""
        if card := self.chosen():
            self.desk_app.browse(card.claim.article)

    def action_revisions(self) -> None:
        """Show what changed between the article's revisions."""
        if card := self.chosen():
            if len(self.library.revisions(card.claim.article)) < 2:
                self.desk_app.say("This article has one revision")
                return
            from tui.screens.revisions import RevisionsScreen

            self.app.push_screen(RevisionsScreen(self.library, card.claim.article))

    def action_correct(self) -> None:
        """Ask for the claim's right kind, speaker and target."""
        if card := self.chosen():
            from tui.screens.mark import Mark, Marked

            def correct(marked: Marked) -> None:
                self.library.correct_claim(card.claim.key, marked.kind, marked.speaker, marked.target)
                self.desk_app.changed()

            claim = card.claim
            self.app.push_screen(
                Mark("Correct this claim", claim.content, claim.kind, claim.speaker, claim.target, correct)
            )
