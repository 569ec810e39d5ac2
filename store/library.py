"""The library: what screens and commands talk to."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from store.database import cards, following, judging, ledger, reading
from store.database.connection import backup, connect, told, transaction
from store.database.rows import article_of, claim_of
from store.errors import StoreError
from store.model import (
    Answer,
    Article,
    Card,
    Choices,
    Claim,
    Decision,
    Deed,
    Filters,
    Hit,
    Kind,
    Quote,
    Source,
    State,
    Story,
)

NO_FILTERS = Filters()
NAMED = ("outlet", "speaker", "target")
STORIES = 500  # found by a rough name at most
SLICE = 2_000  # names compared at once: some milliseconds, for which another thread may have to wait
_DEEDS = {
    State.SAVED: Deed.SAVE, State.REJECTED: Deed.REJECT, State.MADE: Deed.PAIR, State.SUGGESTED: Deed.TAKE_BACK
}  # fmt: skip


class Library:
    """One reader's library: a SQLite file. Opens without importing sqlite_utils, httpx, trafilatura or rapidfuzz.

    Every method raises `LibraryError` when the file cannot be used and `UnknownError` for keys that are not in it.
    A library belongs to the thread that opened it. What a method changes is committed when it returns.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._con = connect(path)

    def close(self) -> None:
        """Close the file; nothing is pending."""
        self._con.close()

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        with told(self.path):
            yield self._con

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with told(self.path), transaction(self._con):
            yield self._con

    @contextmanager
    def _doing(self, deed: Deed) -> Iterator[ledger.Entry]:
        with self._writing() as con, ledger.entry(con, deed) as entry:
            yield entry

    # What the library holds

    def counts(self) -> dict[str, int]:
        """Return articles, stories, accusations, denials, pairings, decisions, sources: kept, never recounted."""
        with self._reading() as con:
            return reading.counts(con)

    def version(self) -> tuple[int, int]:
        """Return what changes whenever any process has changed the library: poll it to see others' decisions."""
        with self._reading() as con:
            return reading.version(con)

    def backup(self, to: Path) -> None:
        """Copy the library to the file `to` while others may use it."""
        with self._reading() as con:
            backup(con, to)

    def check(self) -> list[str]:
        """Return what SQLite finds wrong with the file: nothing, where all is well."""
        with self._reading() as con:
            return reading.check(con)

    def learned(self) -> list[str]:
        """Return in plain words what the ranking has learned from the decisions in this library."""
        from store import arrival, pairing

        with self._reading() as con:
            lines = pairing.explain(arrival.learned(con))
        return lines or ["as shipped: your decisions have not changed it"]

    def unranked(self, but: int = 0) -> list[int]:
        """Return the stories, without `but`, whose suggestions were ranked before the latest decision in them."""
        with self._reading() as con:
            return judging.unranked(con, but)

    def relearn(self, story: int) -> None:
        """Rank a story's suggestions by what the reader has decided by now; what was decided stays.

        Others may write to the library meanwhile; what they bring to the story counts when it is ranked the next time.
        """
        from store import arrival

        with self._reading() as con:
            arrival.relearn(con, story)

    # Stories, newest first

    def first_stories(self, limit: int) -> list[Story]:
        """Return the newest stories: the first screenful, whatever the library's size."""
        with self._reading() as con:
            return reading.first_stories(con, limit)

    def story_ids(self, text: str = "") -> Sequence[int]:
        """Return every story's id, newest first; with `text`, those it finds in titles, speakers and outlets, best first."""
        with self._reading() as con:
            return _fuzzy_stories(con, text) if text.strip() else reading.story_ids(con)

    def stories(self, ids: Sequence[int]) -> list[Story]:
        """Return these stories, in this order; ids that are gone are left out."""
        with self._reading() as con:
            return reading.stories(con, ids)

    def all_stories(self, page: int = 500) -> Iterator[Story]:
        """Yield every story, newest first, a page at a time."""
        last = None
        while True:
            with self._reading() as con:
                found = reading.stories_after(con, last, page)
            yield from (story for _, story in found)
            if len(found) < page:
                return
            last = found[-1][0]

    def story_of(self, article: str) -> int:
        """Return the story of the article at this URL."""
        with self._reading() as con:
            return reading.story_of_article(con, article)

    def story_articles(self, story: int) -> list[Article]:
        """Return a story's articles, oldest first."""
        with self._reading() as con:
            return reading.articles_of(con, story)

    def rename_story(self, story: int, title: str) -> None:
        """Give a story the reader's title; an empty one gives the engine's back."""
        from store import arrival

        with self._doing(Deed.RENAME) as entry:
            arrival.rename(entry, story, title.strip())

    def merge_stories(self, into: int, other: int) -> None:
        """Put the articles of `other` into the story `into`; that stays so through rebuilds."""
        from store import arrival

        if into == other:
            return
        with self._doing(Deed.MERGE) as entry:
            arrival.merge(entry, into, other)

    def split_story(self, story: int, articles: Sequence[str]) -> int:
        """Put some of a story's articles into a new one, whose id is returned; that stays so through rebuilds."""
        from store import arrival

        with self._doing(Deed.SPLIT) as entry:
            return arrival.split(entry, story, articles)

    # Claims of a story and what answers them

    def card_keys(self, story: int, kind: Kind, filters: Filters = NO_FILTERS) -> list[str]:
        """Return the keys of the claims whose cards `cards` returns: quick, however many the story has."""
        with self._reading() as con:
            return cards.keys(con, story, kind, filters)

    def cards_of(self, keys: Sequence[str]) -> list[Card | None]:
        """Return the card of each of these claims; None for one that is gone, by another process say."""
        with self._reading() as con:
            return cards.cards_of(con, keys)

    def cards(self, story: int, kind: Kind, filters: Filters = NO_FILTERS) -> list[Card]:
        """Return the story's accusations (or denials); near-verbatim copies are folded into one card with `also`."""
        with self._reading() as con:
            return cards.cards(con, story, kind, filters)

    def choices(self, story: int, kind: Kind) -> Choices:
        """Return what there is to narrow the story's accusations (or denials) by."""
        with self._reading() as con:
            return cards.choices(con, story, kind)

    def answers(self, claim: str) -> list[Answer]:
        """Return from an accusation its denials, from a denial its accusations; best first, rejected ones last."""
        with self._reading() as con:
            return cards.answers(con, claim)

    def card(self, claim: str) -> Card:
        """Return one claim as a card."""
        with self._reading() as con:
            return cards.card(con, claim)

    def article(self, url: str, revision: str | None = None) -> tuple[Article, list[Claim]]:
        """Return an article's latest text, or that of an earlier revision, with the claims that stand in it."""
        with self._reading() as con:
            return reading.article(con, url, revision)

    def revisions(self, url: str) -> list[tuple[str, str, str]]:
        """Return (revision, when it came, title) of each text that the article had, oldest first."""
        with self._reading() as con:
            return reading.revisions(con, url)

    def matrix(self, story: int | None = None) -> list[tuple[str, str, int, int]]:
        """Return (accuser, target, accusations, answered) of one story or of all, most first; "" is nobody named."""
        with self._reading() as con:
            return cards.matrix(con, story)

    def between(self, accuser: str, target: str, story: int | None = None) -> list[Card]:
        """Return the accusations that a cell of the matrix counts, the latest first."""
        with self._reading() as con:
            return cards.between(con, accuser, target, story)

    def timeline(self, story: int) -> list[tuple[str, str, Kind, str]]:
        """Return (outlet, day, kind, the claim's key) of each card of a story, accusations first, the first told first."""
        with self._reading() as con:
            return cards.timeline(con, story)

    # The reader's deeds: each can be taken back

    def decide(
        self, accusation: str, denial: str, state: State, note: str = "", tags: Sequence[str] = ()
    ) -> Decision | None:
        """Save, reject or make a pairing; SUGGESTED takes a decision back, and then there is none to return."""
        with self._doing(_DEEDS[state]) as entry:
            return judging.decide(entry, accusation, denial, state, note, tags)

    def note_pair(self, accusation: str, denial: str, note: str, tags: Sequence[str] = ()) -> Decision | None:
        """Write a note and tags on a pairing; one that was only suggested is saved with it."""
        with self._doing(Deed.NOTE) as entry:
            before = judging.decision(entry.con, accusation, denial)
            return judging.decide(entry, accusation, denial, before.state if before else State.SAVED, note, tags)

    def undo(self) -> Deed | None:
        """Take the last deed back (of the last hundred, across restarts); return what it was, None at the end."""
        return self._turn(forward=False)

    def redo(self) -> Deed | None:
        """Do the last deed that was taken back again; return what it is, None where there is none."""
        return self._turn(forward=True)

    def _turn(self, *, forward: bool) -> Deed | None:
        from store import undoing

        with self._writing() as con:
            return undoing.turn(con, forward=forward)

    def decisions(self, state: State | None = None) -> list[Decision]:
        """Return every decision, the latest first, orphaned ones too."""
        with self._reading() as con:
            return judging.decisions(con, state)

    def decided(self, state: State | None = None) -> list[tuple[str, str]]:
        """Return the keys of accusation and denial of every decision, the latest first: quick, however many there are."""
        with self._reading() as con:
            return judging.decided(con, state)

    def decisions_of(self, pairs: Sequence[tuple[str, str]]) -> list[Decision | None]:
        """Return the decision on each of these pairs of keys; None where it was taken back, by another process say."""
        with self._reading() as con:
            return judging.decisions_of(con, pairs)

    def star(self, claim: str, on: bool) -> None:
        """Star a claim, or take its star away."""
        with self._doing(Deed.STAR) as entry:
            judging.put_star(entry, claim, on)

    def note_claim(self, claim: str, note: str) -> None:
        """Write a note on a claim; an empty one takes it away."""
        with self._doing(Deed.NOTE) as entry:
            judging.put_note(entry, claim, note)

    def make_claim(self, article: str, kind: Kind, start: int, end: int, speaker: str = "", target: str = "") -> Claim:
        """Make a claim that the engine missed, from a span of the article's latest text; it survives rebuilds."""
        from store import arrival

        with self._doing(Deed.MARK) as entry:
            text, _ = reading.article(entry.con, article, None)
            if not text.text[start:end].strip():
                raise StoreError("Choose the words that make the claim first; nothing was marked")
            quote = Quote.DIRECT if text.text[start] in "\"“«„‘'" else Quote.INDIRECT
            claim = Claim(
                article=article, kind=kind, content=text.text[start:end], start=start, end=end, speaker=speaker or None,
                target=target or None, quote=quote, confidence=1.0, rule="hand",
            )  # fmt: skip
            arrival.mark(entry, claim, text)
            return claim

    def correct_claim(
        self, claim: str, kind: Kind | None = None, speaker: str | None = None, target: str | None = None
    ) -> Claim:
        """Correct a claim's kind, speaker or target; None leaves one as it is. Kind.OTHER takes the claim away.

        The correction survives rebuilds and is shown as made by hand. Decisions follow the claim to its new kind only
        by being orphaned: what was judged was another statement.
        """
        from store import arrival

        with self._doing(Deed.CORRECT) as entry:
            row = judging.claim_row(entry.con, claim)
            found = claim_of(row, row["url"])
            return arrival.correct(entry, found, article_of(row), kind, speaker, target)

    # Search

    def search(self, text: str, limit: int = 50) -> list[Hit]:
        """Return the claims, then the articles, that hold every word of `text`, of which the last may be unfinished."""
        with self._reading() as con:
            return reading.search(con, text, limit)

    # Sources

    def sources(self) -> list[Source]:
        """Return every source that the reader follows, by title."""
        with self._reading() as con:
            return following.sources(con)

    def add_source(self, source: Source) -> bool:
        """Follow a source; False where it is followed already."""
        with self._writing() as con:
            return following.add_source(con, source)

    def remove_source(self, url: str) -> bool:
        """Follow a source no more; its articles stay. False where it was not followed."""
        with self._writing() as con:
            return following.remove_source(con, url)

    def update_source(self, url: str, source: Source) -> None:
        """Change a source's address, title, tags, or whether it is paused."""
        with self._writing() as con:
            following.edit_source(con, url, source)

    # What the app remembers

    def remembered(self, name: str) -> str | None:
        """Return the value kept under `name`, or None."""
        with self._reading() as con:
            return judging.remembered(con, name)

    def remember(self, name: str, value: str) -> None:
        """Keep a value under `name`: where the reader left the app."""
        with self._writing() as con:
            judging.remember(con, name, value)


def _fuzzy_stories(con: sqlite3.Connection, text: str) -> list[int]:
    """Return the stories whose title, an outlet or a speaker is like `text`, best first."""
    from rapidfuzz import fuzz, process, utils

    stories: dict[str, list[int]] = {}  # by name, of which many stories share some
    for found in (reading.story_texts(con), *(reading.story_names(con, column) for column in NAMED)):
        for story, name in found:
            stories.setdefault(name, []).append(story)
    names = list(stories)
    hits: list[tuple[float, int]] = []
    for first in range(0, len(names), SLICE):
        part = process.extract(
            text, names[first : first + SLICE], scorer=fuzz.WRatio, processor=utils.default_process, score_cutoff=75,
            limit=STORIES,
        )  # fmt: skip
        hits += [(-score, first + at) for _, score, at in part]
    best = (story for _, at in sorted(hits) for story in stories[names[at]])
    return list(dict.fromkeys(best))[:STORIES]
