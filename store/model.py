"""The words of newsdiff as frozen values: what the stages hand on, what queries return, what screens show.

Named tuples, where nothing asks for more: a frozen dataclass takes eight times as long to define, and the app's first
frame waits for all of them. No SQL, no I/O. Offsets count code points of `Article.text`. Identity is natural: an article is its URL, a revision the
hash of its text, a claim its article, kind and normalised quotation.
"""

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple


class Kind(StrEnum):
    """What an attributed claim does."""

    ACCUSATION = "accusation"
    DENIAL = "denial"
    OTHER = "other"


class Quote(StrEnum):
    """How a claim's content is told: in quotation marks, in the reporter's words, or in both."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Strength(StrEnum):
    """How a denial answers: that very wrong, or everything its party is accused of."""

    SPECIFIC = "specific"
    GENERAL = "general"


class State(StrEnum):
    """What became of a pairing. Only the first is the engine's; the others are the reader's."""

    SUGGESTED = "suggested"
    SAVED = "saved"
    REJECTED = "rejected"
    MADE = "made"


class Deed(StrEnum):
    """One thing that the reader did, which can be taken back and done again."""

    SAVE = "save"
    REJECT = "reject"
    PAIR = "pair"
    TAKE_BACK = "take back"
    NOTE = "note"
    STAR = "star"
    MARK = "mark"
    CORRECT = "correct"
    RENAME = "rename"
    MERGE = "merge"
    SPLIT = "split"


_NOT_WORD = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """Return the words of `text` in lower case with single spaces between: what makes two quotations the same."""
    return _NOT_WORD.sub(" ", text.casefold()).strip()


def digest(*parts: str) -> str:
    """Return 16 hexadecimal digits that name `parts`."""
    import hashlib  # loads OpenSSL, which the app's first frame does without: there the keys come from the library

    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The bytes of a page, dump or feed entry as they came, with what is needed to read them again."""

    url: str  # where it came from: the address after permanent redirects, or the file's path as given, or "-"
    body: bytes
    content_type: str = ""  # as the server said, or guessed from the file's name: "text/html", "text/plain"
    charset: str = ""  # as the server said; empty where it did not
    fetched: datetime | None = None  # when, in UTC
    etag: str = ""
    last_modified: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)  # what a feed said of it: title, outlet, published


@dataclass(frozen=True)
class Article:
    """A cleaned article: body paragraphs parted by a blank line, and its metadata."""

    url: str  # canonical address; "urn:newsdiff:…" by its text where it has none
    title: str
    outlet: str
    byline: str
    published: str  # ISO 8601 with the offset that was given, a bare date, or empty
    language: str  # ISO 639-1, or empty
    tags: tuple[str, ...]
    text: str

    @cached_property
    def revision(self) -> str:
        """The hash that names this very text."""
        return digest(self.title, self.text)


@dataclass(frozen=True)
class Claim:
    """A proposition that an article attributes to somebody, or reports as alleged."""

    article: str  # the article's url
    kind: Kind
    content: str  # == text[start:end]
    start: int
    end: int
    source: str | None = None  # the words that name who says it, as written there
    source_start: int | None = None
    source_end: int | None = None
    speaker: str | None = None  # who that is by full name
    party: str | None = None  # whom the speaker speaks for: the firm of a spokesman
    cue: str | None = None  # the reporting or denying words
    cue_start: int | None = None
    cue_end: int | None = None
    target: str | None = None  # who is accused
    quote: Quote = Quote.INDIRECT
    anonymous: bool = False
    hedges: tuple[str, ...] = ()
    general: bool = False  # a denial that sweeps
    confidence: float = 0.5  # 0 to 1
    rule: str = ""  # which rule found it, for `claims --explain`; "hand" where the reader made it

    @cached_property
    def key(self) -> str:
        """The stable name of this claim: the same after a rebuild that finds it again."""
        return digest(self.article, self.kind, normalise(self.content))


class Reading(NamedTuple):
    """What a worker makes of one snapshot."""

    article: Article
    claims: tuple[Claim, ...]
    signature: str = ""  # what tells its story, as JSON; worked out on arrival where a worker has not


class Reason(NamedTuple):
    """One thing that speaks for or against a pairing."""

    name: str  # the feature's name: "words", "target", "order", …
    points: float  # what it adds to the score, which runs from 0 to 100
    detail: str = ""  # in plain words, for the reader: "shared words: gas, permits"


class Pairing(NamedTuple):
    """An accusation and a denial that answers it, as the engine suggests."""

    accusation: str  # the claims' keys
    denial: str
    score: int  # 0 to 100, calibrated: of those at 80, about 80 in 100 are right
    strength: Strength
    reasons: tuple[Reason, ...] = ()


class Story(NamedTuple):
    """An affair as its articles tell it, with kept counts."""

    id: int
    title: str
    articles: int
    outlets: int
    accusations: int
    denials: int
    answered: int
    latest: str  # ISO 8601, the latest article's


class Card(NamedTuple):
    """A claim with what a screen shows beside it."""

    claim: Claim
    outlet: str
    title: str  # the article's
    published: str
    story: int
    answers: int = 0  # an accusation's denials, or a denial's accusations: suggested, saved or made
    also: tuple[str, ...] = ()  # other outlets that carry it near-verbatim
    starred: bool = False
    gone: bool = False  # in an earlier revision and no longer in the latest
    note: str = ""


class Answer(NamedTuple):
    """The other end of a pairing, as seen from a chosen claim, best first."""

    card: Card
    pairing: Pairing
    state: State
    note: str = ""
    tags: tuple[str, ...] = ()


class Anchor(NamedTuple):
    """One end of a decision, findable without its claim (W3C Web Annotation: text quote and text position selectors)."""

    key: str  # the claim's
    claim: Claim  # as it was when decided
    outlet: str
    title: str
    published: str
    prefix: str  # the 32 characters before the exact words
    suffix: str
    revision: str  # of the article's text


class Decision(NamedTuple):
    """The reader's judgement on a pairing. Never derived, never dropped."""

    accusation: Anchor
    denial: Anchor
    state: State
    note: str = ""
    tags: tuple[str, ...] = ()
    decided: str = ""  # ISO 8601, UTC
    orphaned: bool = False  # an end of it is no longer found by the engine


class Source(NamedTuple):
    """A feed or page that the reader follows. The reader's, but for the state of its last fetch."""

    url: str
    title: str = ""
    tags: tuple[str, ...] = ()
    paused: bool = False
    etag: str = ""
    last_modified: str = ""
    last_success: str = ""  # ISO 8601, UTC
    next_due: str = ""  # ISO 8601, UTC
    error: str = ""  # one sentence; empty when the last fetch went well
    failures: int = 0  # in a row
    articles: int = 0


class Outcome(StrEnum):
    """What became of one input."""

    STORED = "stored"
    REVISED = "revised"
    SAME = "same"
    FAILED = "failed"


class Step(NamedTuple):
    """One report of a running job: an input is done, or a source is."""

    input: str  # the path or URL as given
    outcome: Outcome
    message: str = ""  # why it failed, one sentence
    article: Article | None = None
    accusations: int = 0
    denials: int = 0
    pairings: int = 0
    source: Source | None = None  # where a source is done: the source as it stands now
    hosts: tuple[str, ...] = ()  # that are being asked just now
    done: int = 0  # of the job
    total: int = 0  # as far as it is known


class Hit(NamedTuple):
    """A place that a search found."""

    url: str  # the article's
    title: str
    outlet: str
    published: str
    snippet: str  # plain text
    matches: tuple[tuple[int, int], ...]  # spans of the snippet that match
    claim: str | None = None  # the claim's key, where a claim was hit
    story: int | None = None
    kind: Kind | None = None  # the claim's
    speaker: str = ""  # the claim's


class Filters(NamedTuple):
    """What of a story to show; every field narrows, None and empty do not."""

    answered: bool | None = None
    state: State | None = None
    anonymous: bool | None = None
    direct: bool | None = None
    outlet: str = ""
    target: str = ""
    speaker: str = ""
    since: str = ""  # ISO date
    until: str = ""
    sort: str = "time"  # "time" (the first told first), "newest", "score", "outlet"


class Choices(NamedTuple):
    """What the claims of a story can be narrowed by: every value that stands in one of them."""

    outlets: Set[str] = frozenset()
    targets: Set[str] = frozenset()
    speakers: Set[str] = frozenset()  # or their sources, where it is not known who that is
    days: Set[str] = frozenset()  # ISO dates
