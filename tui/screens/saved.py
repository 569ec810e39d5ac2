"""Saved: all decisions with their notes and tags, the orphaned ones too."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType

from store.errors import UnknownError
from store.library import Library
from store.model import State
from tui import wording
from tui.keys import bindings
from tui.screens.desk import Desk, told
from tui.widgets.decisions import JUDGED, DecisionList
from tui.widgets.listing import Listing


class SavedScreen(Desk):
    """The list of decisions, of all states or of one."""

    CSS_PATH = "saved.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("saved")

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.only: State | None = None

    def compose_body(self) -> ComposeResult:
        """Yield the list."""
        none = "No decisions yet: {compare.save} saves a pairing, {compare.reject} rejects one"
        yield DecisionList(self.library, id="decisions", empty=self.desk_app.keyed(none))

    @property
    def list(self) -> DecisionList:
        """The decisions."""
        return self.query_one(DecisionList)

    @told
    def on_mount(self) -> None:
        """Show all decisions."""
        self.reload()
        self.list.focus()

    def reload(self) -> None:
        """Read the decisions again and stay at the same row."""
        self.list.show_keys(self.library.decided(self.only), self.list.selected, from_top=self.list.from_top)
        count = self.list.count
        what = f"{count:,} {wording.STATE_WORDS[self.only]}" if self.only else wording.plural(count, "decision")
        self.place(f"Saved · {what}")

    @on(Listing.Opened)
    @told
    def _opened(self) -> None:
        if decision := self.list.current:
            for end in (decision.accusation, decision.denial):
                try:
                    self.library.card(end.key)
                except UnknownError:
                    self.desk_app.read_at(end.claim.article, words=end.claim.content)
                    return
            self.desk_app.read_at(decision.accusation.claim.article, claim=decision.accusation.key)

    def action_remove(self) -> None:
        """Take the decision back."""
        if decision := self.list.current:
            self.library.decide(decision.accusation.key, decision.denial.key, State.SUGGESTED)
            self.desk_app.changed()
            self.desk_app.say(self.desk_app.keyed("Taken back; {app.undo} brings it back"))

    def action_note(self) -> None:
        """Write a note and tags."""
        if decision := self.list.current:
            from tui.screens.ask import Ask

            def note(text: str) -> None:
                words, tags = wording.tagged(text)
                self.library.note_pair(decision.accusation.key, decision.denial.key, words, tags)
                self.desk_app.changed()

            had = wording.untagged(decision.note, decision.tags)
            self.app.push_screen(Ask("Note on this pairing; #words are tags", note, had, empty=True))

    def action_state(self) -> None:
        """Show only the next state, or all."""
        states = (None, *JUDGED)
        self.only = states[(states.index(self.only) + 1) % len(states)]
        self.list.selected = 0
        self.reload()

    def action_copy(self) -> None:
        """Copy both ends."""
        if decision := self.list.current:
            ends = (decision.accusation, decision.denial)
            text = "\n\n".join(wording.cited(e.claim, e.outlet, e.title, e.published) for e in ends)
            self.desk_app.copy(text, "both quotations")
