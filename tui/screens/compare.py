"""Compare, the home screen: stories, a story's claims, and what answers the chosen claim, side by side."""

import asyncio
from collections.abc import Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType

from store.library import Library
from store.model import Answer, Card, Filters, Kind, State, Story
from tui import wording
from tui.keys import bindings
from tui.place import Place
from tui.screens.desk import told
from tui.screens.panes import BESIDE, PANES, PaneDesk
from tui.telling import telling
from tui.widgets.bars import TitleBar
from tui.widgets.claims import answers_of
from tui.widgets.listing import Listing

SOON = 0.05  # seconds: the first frame is on its way to the terminal then
SILENCE = {
    Kind.ACCUSATION: "Nobody answers this: unanswered. {compare.pair} pairs it with a denial by hand, {compare.mark} marks one that was missed",
    Kind.DENIAL: "This answers no accusation here. {compare.pair} pairs it with one by hand, {compare.mark} marks one that was missed",
}
FIRST = 40  # stories that the first frame fetches: as many as a tall terminal shows


class CompareScreen(PaneDesk):
    """Every accusation beside the denials that answer it, or flipped, every denial beside what it answers."""

    CSS_PATH = "compare.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("compare")

    def __init__(self, library: Library) -> None:
        super().__init__(library)
        self.filters = Filters()
        self.flipped = False
        self.story: Story | None = None
        self.why = False
        self.answers: list[Answer] = []
        self.answered = ""  # the key of the claim whose answers are shown

    @property
    def kind(self) -> Kind:
        """The kind of claim that one starts from."""
        return Kind.DENIAL if self.flipped else Kind.ACCUSATION

    # Where one left it

    def on_mount(self) -> None:
        """Open where the reader left, on what the first frame needs; the rest of the stories' ids come after it."""
        left = Place.read(self.library.remembered("compare"))
        self.filters, self.flipped, self.why = left.filters, left.flipped, left.why
        total, around = self.library.counts()["stories"], self.library.stories(left.around)
        ids = [story.id for story in around]
        if left.story in ids:
            self.stories.show_first(around, left.at, total, left.at + ids.index(left.story), left.stories_from_top)
        else:
            self.stories.show_first(self.library.first_stories(FIRST), 0, total, 0, 0)
        self.load_story(left.claim, left.answer, left.from_tops)
        self.set_focus(self.query_one(f"#{left.pane if left.pane in PANES else PANES[0]}"))
        self.set_timer(SOON, self._fetch_ids)

    def leave(self) -> None:
        """Remember where one is."""
        near = range(max(0, self.stories.selected - FIRST), min(self.stories.count, self.stories.selected + FIRST))
        claim, answer = self.claims.current, self.answer_list.current
        place = Place(
            pane=(self.focused and self.focused.id) or "", story=self.story.id if self.story else 0,
            at=near.start, around=[self.stories.ids[i] for i in near], stories_from_top=self.stories.from_top,
            claim=claim.key if claim else "", answer=answer.key if answer else "",
            from_tops=(self.claims.from_top, self.answer_list.from_top),
            filters=self.filters, flipped=self.flipped, why=self.why,
        )  # fmt: skip
        self.library.remember("compare", place.written())

    @told
    def _fetch_ids(self) -> None:
        ids = self.library.story_ids()
        if list(ids) != list(self.stories.ids):
            story = self.story.id if self.story else 0
            self.stories.show_ids(ids, story, from_top=self.stories.from_top)
            self._titles()

    # Filling the panes

    def reload(self) -> None:
        """Read everything again; story, claim and answer stay selected and stay where they are."""
        claim, answer = self.claims.current, self.answer_list.current
        story = self.story.id if self.story else 0
        self.stories.show_ids(self.library.story_ids(), story, from_top=self.stories.from_top, fresh=True)
        tops = (self.claims.from_top, self.answer_list.from_top)
        self.load_story(claim.key if claim else "", answer.key if answer else "", tops)

    def go_to(self, story: int, claim: str = "") -> None:
        """Choose a story, and in it a claim, whatever filters held."""
        self.filters = Filters()
        self.stories.show_ids(self.library.story_ids(), story)
        if claim:
            self.flipped = self.library.card(claim).claim.kind is Kind.DENIAL
        self.load_story(claim)
        self.set_focus(self.claims)

    def load_story(self, claim: str = "", answer: str = "", from_tops: Sequence[int | None] = (None, None)) -> None:
        """Show the selected story's claims, with `claim` selected where it is among them."""
        self.story = self.stories.current
        self.place(self.story.title if self.story else "")
        keys = self.library.card_keys(self.story.id, self.kind, self.filters) if self.story else []
        chips = list(wording.chips(self.filters))
        self.claims.empty = "" if keys else self._nothing(filtered=bool(chips))
        self.claims.show_claims(keys, claim, from_top=from_tops[0])
        self.query_one(TitleBar).say(chips=chips)
        if self.claims.current is None or self.claims.current.key != claim:
            self.load_answers()
        else:
            self.load_answers(answer, from_tops[1])
        self.call_after_refresh(self._rank)

    def _nothing(self, *, filtered: bool) -> str:
        """Say why there is no claim, and what one can do."""
        if filtered:
            return self.desk_app.keyed("Nothing fits; {compare.clear} takes a filter away")
        if self.story is None:
            return ""
        if self.story.accusations or self.story.denials:
            return self.desk_app.keyed(f"No {self.kind}s in this story; {{compare.flip}} shows what else was claimed")
        from store.stages import is_readable

        read = any(map(is_readable, self.library.story_articles(self.story.id)))
        why = "No claims were found here" if read else "This is in a language that newsdiff does not read"
        return self.desk_app.keyed(f"{why}; {{list.open}} on the story opens its article")

    @told
    def _rank(self) -> None:
        """Let what was judged elsewhere, or here before one came to another story, be learned from."""
        self.desk_app.jobs.rank(but=self.story.id if self.story else 0)

    def load_answers(self, answer: str = "", from_top: int | None = None) -> None:
        """Show what answers the selected claim."""
        current = self.claims.current
        self.answered = current.key if current else ""
        self.answers = self.library.answers(current.key) if current else []
        against = current.card.claim.content if current else ""
        self.answer_list.empty = self.desk_app.keyed(SILENCE[self.kind]) if current else ""
        self.answer_list.show_entries(answers_of(self.answers, against, why=self.why), answer, from_top=from_top)
        self._pick_out()

    def _pick_out(self) -> None:
        """Pick out on the chosen claim the words that it shares with the chosen answer."""
        answer = self.answer_list.current
        self.claims.pick_out(answer.card.claim.content if answer else "")
        self._titles()

    def on_resize(self) -> None:
        """Title the panes for the new width."""
        self._titles()

    def _titles(self) -> None:
        names = ("Denials", "Accusations they answer") if self.flipped else ("Accusations", "Denials")
        panes: tuple[Listing[Any], ...] = (self.stories, self.claims, self.answer_list)
        for pane, name in zip(panes, ("Stories", *names), strict=True):
            at = f"{pane.selected + 1:,} of {pane.count:,}" if pane.count else ""
            if self.app.size.width < BESIDE:  # stacked, a pane has no lower edge to say it on
                pane.caption(f" {name}{' · ' if at else ''}{at} ")
            else:
                pane.caption(name, at)

    @on(Listing.Moved, "#stories")
    @on(Listing.Moved, "#claims")
    async def _moved(self) -> None:
        self._follow()
        await asyncio.sleep(0)  # the panes say now what they want drawn: all of it is drawn at once

    @told
    def _follow(self) -> None:
        self._catch_up()

    @on(Listing.Moved, "#answers")
    def _answer_moved(self) -> None:
        self._pick_out()

    @on(TitleBar.Removed)
    @told
    def _chip_removed(self, event: TitleBar.Removed) -> None:
        self.set_filters(self.filters._replace(**{event.name: getattr(Filters(), event.name)}))

    def set_filters(self, filters: Filters) -> None:
        """Show only what `filters` let through; the chosen claim stays chosen where it is."""
        self.filters = filters
        claim = self.claims.current
        self.load_story(claim.key if claim else "")

    # What is chosen

    def _catch_up(self) -> None:
        """Show what belongs to what is selected; a key may come before the message that the one before it sent."""
        story, claim = self.stories.current, self.claims.current
        if (story and story.id) != (self.story and self.story.id):
            self.load_story()
        elif (claim.key if claim else "") != self.answered:
            self.load_answers()

    def chosen(self) -> Card | None:
        """Return the focused pane's card."""
        self._catch_up()
        pane = self.answer_list if self.focused is self.answer_list else self.claims
        return pane.current.card if pane.current else None

    def chosen_pair(self) -> tuple[str, str, Answer] | None:
        """Return the chosen pairing, unless the stories have the focus."""
        self._catch_up()
        claim, entry = self.claims.current, self.answer_list.current
        if self.focused is self.stories or not claim or not entry or not entry.answer:
            return None
        ends = (entry.key, claim.key) if self.flipped else (claim.key, entry.key)
        return (*ends, entry.answer)

    # Opening

    @on(Listing.Opened)
    @told
    def _opened(self, event: Listing.Opened) -> None:
        if event.listing is self.stories and self.story and not (self.story.accusations or self.story.denials):
            self.desk_app.read_at(self.library.story_articles(self.story.id)[-1].url)
        elif event.listing is self.stories:
            self.set_focus(self.claims)
        elif card := self.chosen():
            self.desk_app.read(card)

    def action_split(self) -> None:
        """Open both articles side by side."""
        self._catch_up()
        claim, entry = self.claims.current, self.answer_list.current
        if claim and entry:
            from tui.screens.split import SplitScreen

            ends = (entry.card, claim.card) if self.flipped else (claim.card, entry.card)
            self.app.push_screen(SplitScreen(self.library, *ends))

    # Judging

    def action_save(self) -> None:
        """Save the chosen pairing."""
        self._decide(State.SAVED)

    def action_reject(self) -> None:
        """Reject the chosen pairing; take one made by hand apart."""
        self._decide(State.REJECTED)

    def _decide(self, state: State) -> None:
        if pair := self.chosen_pair():
            self.decide(*pair, state)
        else:
            self.desk_app.say("Choose a claim that has an answer first")

    def action_mark(self) -> None:
        """Open an article to mark a sentence in it: that of the chosen claim, or one of the story's."""
        card = self.chosen()
        if card and self.focused is not self.stories:
            self.desk_app.read_at(card.claim.article, claim=card.claim.key, marking=True)
        elif self.story:
            from tui.screens.articles import mark_in_story

            mark_in_story(self.desk_app, self.library, self.story.id)

    def action_pair(self) -> None:
        """Choose what to pair the claim with by hand."""
        if card := self.chosen():
            from tui.screens.pick import pair_by_hand

            pair_by_hand(self.desk_app, self.library, card)

    # Moving and looking

    def action_next_answer(self) -> None:
        """Go to the next candidate."""
        self.answer_list.select(self.answer_list.selected + 1)

    def action_previous_answer(self) -> None:
        """Go to the previous candidate."""
        self.answer_list.select(self.answer_list.selected - 1)

    def action_why(self) -> None:
        """Unfold the reasons of the pairings, or fold them."""
        self.why = not self.why
        entry = self.answer_list.current
        self.load_answers(entry.key if entry else "", self.answer_list.from_top)

    def action_flip(self) -> None:
        """Start from the other kind of claim; the chosen answer becomes the claim, and the claim its answer."""
        self._catch_up()
        self.flipped = not self.flipped
        claim, answer = self.claims.current, self.answer_list.current
        self.load_story(answer.key if answer else "", claim.key if claim else "")

    def action_unanswered(self) -> None:
        """Show only the unanswered, or everything again."""
        self.set_filters(self.filters._replace(answered=None if self.filters.answered is False else False))

    def action_order(self) -> None:
        """Sort by the next of the orders: oldest first, newest first, by score, by outlet."""
        sorts = [*wording.SORTS]
        self.set_filters(self.filters._replace(sort=sorts[(sorts.index(self.filters.sort) + 1) % len(sorts)]))

    def action_clear(self) -> None:
        """Take the last filter away."""
        if chips := list(wording.chips(self.filters)):
            name = chips[-1][0]
            self.set_filters(self.filters._replace(**{name: getattr(Filters(), name)}))

    def action_filter(self) -> None:
        """Choose the filters."""
        from tui.screens.filters import FilterScreen

        if self.story:
            choices = self.library.choices(self.story.id, self.kind)
            self.app.push_screen(FilterScreen(self.filters, choices, self.set_filters))

    def action_refresh_story(self) -> None:
        """Fetch what is new from the sources that tell the story."""
        if self.story:
            sources = telling(self.library.story_articles(self.story.id), self.library.sources())
            if sources:
                self.desk_app.refresh_sources(sources)
            else:
                says = "You follow no source that tells this story; {app.refresh_all} asks all sources"
                self.desk_app.say(self.desk_app.keyed(says))

    def action_story(self) -> None:
        """Rename, merge or split the story."""
        if self.story:
            from tui.screens.story import StoryScreen

            def edited(story: int) -> None:
                self.desk_app.changed()
                self.go_to(story)

            self.app.push_screen(StoryScreen(self.library, self.story, edited))
