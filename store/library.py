"""The library: what screens and commands talk to."""

from collections.abc import Sequence
from pathlib import Path

from store.model import (
    Answer, Article, Card, Claim, Decision, Filters, Hit, Kind, Source, State, Story,
)


class Library:
    """One reader's library: a SQLite file. Opens without importing sqlite_utils, httpx, trafilatura or rapidfuzz.

    All methods raise `LibraryError` when the file cannot be used and `UnknownError` for keys that are not in it.
    A library belongs to the thread that opened it.
    """

    def __init__(self, path: Path) -> None: ...
    def close(self) -> None: ...

    # What the library holds
    def counts(self) -> dict[str, int]:
        """articles, stories, accusations, denials, pairings, decisions, sources: kept counts, never recounted."""
    def version(self) -> int:
        """A number that changes when any process has changed the library: poll it to see others' decisions."""

    # Stories, newest first
    def story_ids(self, text: str = "") -> Sequence[int]:
        """Every story's id, newest first (optionally those whose title, speakers or outlets match fuzzily)."""
    def first_stories(self, limit: int) -> list[Story]:
        """The newest `limit` stories, for the first frame."""
    def stories(self, ids: Sequence[int]) -> list[Story]:
        """These stories, in this order; ids that are gone are left out."""
    def story_of(self, article: str) -> int: ...
    def story_articles(self, story: int) -> list[Article]: ...
    def rename_story(self, story: int, title: str) -> None: ...
    def merge_stories(self, into: int, other: int) -> None: ...
    def split_story(self, story: int, articles: Sequence[str]) -> int: ...

    # Claims of a story and what answers them
    def cards(self, story: int, kind: Kind, filters: Filters = Filters()) -> list[Card]:
        """The story's accusations (or denials); near-verbatim repeats are folded into one card with `also`."""
    def answers(self, claim: str) -> list[Answer]:
        """From an accusation its denials, from a denial its accusations; best first, rejected ones last."""
    def card(self, claim: str) -> Card: ...
    def article(self, url: str, revision: str | None = None) -> tuple[Article, list[Claim]]: ...
    def revisions(self, url: str) -> list[tuple[str, str, str]]:
        """(revision, when first seen, title) of each, oldest first."""
    def matrix(self, story: int | None = None) -> list[tuple[str, str, int, int]]:
        """(accuser, target, accusations, answered) of one story or of all."""

    # The reader's judgements; each is committed before the call returns
    def decide(self, accusation: str, denial: str, state: State, note: str = "", tags: Sequence[str] = ()) -> Decision:
        """Save, reject or make a pairing by hand; SUGGESTED takes a decision back."""
    def undo(self) -> Decision | None:
        """Take the last decision back (the last hundred, across restarts); None when there is nothing to undo."""
    def redo(self) -> Decision | None: ...
    def decisions(self, state: State | None = None) -> list[Decision]: ...
    def note_pair(self, accusation: str, denial: str, note: str, tags: Sequence[str] = ()) -> None: ...
    def star(self, claim: str, on: bool) -> None: ...
    def note_claim(self, claim: str, note: str) -> None: ...
    def make_claim(self, article: str, kind: Kind, start: int, end: int, speaker: str = "", target: str = "") -> Claim:
        """A claim that the engine missed, made by the reader from a span of the article's text."""
    def correct_claim(self, claim: str, kind: Kind | None = None, speaker: str | None = None, target: str | None = None) -> Claim:
        """The reader's correction; it survives rebuilds and is shown as made by hand. Kind.OTHER hides the claim."""

    # Search
    def search(self, text: str, limit: int = 50) -> list[Hit]: ...

    # Sources
    def sources(self) -> list[Source]: ...
    def add_source(self, source: Source) -> None: ...
    def remove_source(self, url: str) -> None: ...
    def update_source(self, source: Source) -> None: ...

    # State of the app, where one left it: small JSON values under a name
    def remembered(self, name: str) -> str | None: ...
    def remember(self, name: str, value: str) -> None: ...
