"""How the app words things: who says something, when, and which words two claims share."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from store.model import Answer, Card, Claim, Deed, Filters, Kind, State

STATES = {State.SUGGESTED: "○", State.SAVED: "●", State.REJECTED: "✕", State.MADE: "◆"}
STATE_WORDS = {
    State.SUGGESTED: "suggested",
    State.SAVED: "saved",
    State.REJECTED: "rejected",
    State.MADE: "made by hand",
}
DEEDS = {
    Deed.SAVE: "saving", Deed.REJECT: "rejecting", Deed.PAIR: "pairing by hand", Deed.TAKE_BACK: "taking back",
    Deed.NOTE: "the note", Deed.STAR: "the star", Deed.MARK: "the mark", Deed.CORRECT: "the correction",
    Deed.RENAME: "the new name", Deed.MERGE: "joining stories", Deed.SPLIT: "splitting the story",
}  # fmt: skip
SORTS = {"time": "oldest first", "newest": "newest first", "score": "by score", "outlet": "by outlet"}
KINDS = {Kind.ACCUSATION: "▲", Kind.DENIAL: "▼", Kind.OTHER: "·"}


def paired(answer: Answer) -> str:
    """Return what became of a pairing, how the denial answers, and the score: "● saved · specific · 53"."""
    score = "" if answer.state is State.MADE else f" · {answer.pairing.score}"
    return f"{STATES[answer.state]} {STATE_WORDS[answer.state]} · {answer.pairing.strength}{score}"


def plural(number: int, word: str) -> str:
    """Return "1 denial", "2 denials"; a word in -y gets -ies."""
    if number == 1:
        return f"1 {word}"
    return f"{number:,} {word[:-1]}ies" if word.endswith("y") else f"{number:,} {word}s"


def hand(claim: Claim) -> str:
    """Return the sign of what the reader made or corrected, or nothing."""
    return "✎ " if claim.rule == "hand" else ""


def who(claim: Claim) -> str:
    """Return who says it, and for whom, as fully as the article tells."""
    name = claim.speaker or claim.source
    if not name:
        return claim.party or "Nobody named"
    if claim.party and claim.party.casefold() not in name.casefold():
        return f"{name}, for {claim.party}"
    return name


def quoted(claim: Claim) -> str:
    """Return the claim's words, in quotation marks where they are a direct quotation."""
    text = claim.content.strip()
    if claim.quote == "direct" and text[:1] not in "“\"„«‘'":
        return f"“{text}”"
    return text


def _moment(iso: str) -> datetime | None:
    try:
        return datetime.fromisoformat(iso)
    except ValueError:
        return None


def day(iso: str) -> str:
    """Return an ISO time as "6 Mar 2023", as its own place dates it; "undated" for none."""
    moment = _moment(iso)
    return f"{moment.day} {moment:%b %Y}" if moment else "undated"


def moment(iso: str) -> str:
    """Return an ISO time as "6 Mar 2023, 05:02 +01:00"; a bare date has no time."""
    found = _moment(iso)
    if not found or len(iso) <= len("2023-03-06"):
        return day(iso)
    offset = f" {found:%z}" if found.tzinfo else ""
    return f"{day(iso)}, {found:%H:%M}{offset[:4] + ':' + offset[4:] if offset else ''}"


def citation(card: Card) -> str:
    """Return a card's quotation with who, outlet, title, date and address, ready to be pasted."""
    return cited(card.claim, card.outlet, card.title, card.published)


def cited(claim: Claim, outlet: str, title: str, published: str) -> str:
    """Return a quotation with who, outlet, title, date and address."""
    place = ", ".join(part for part in (outlet, f"“{title}”" if title else "", day(published)) if part)
    return f"{quoted(claim)}\n— {who(claim)}, in {place}\n{claim.article}"


_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_ENDING = re.compile(r"(?:ations?|ings?|ions?|ies|ied|ers?|ed|es|ly|s|e|y)$")
# Words of form, which two sentences share without meaning the same; short ones are left out by their length.
_COMMON = frozenset(
    [
        "about",
        "after",
        "again",
        "against",
        "also",
        "although",
        "another",
        "because",
        "been",
        "before",
        "being",
        "between",
        "both",
        "could",
        "does",
        "doing",
        "done",
        "during",
        "each",
        "even",
        "ever",
        "every",
        "from",
        "further",
        "have",
        "having",
        "here",
        "into",
        "just",
        "many",
        "might",
        "more",
        "most",
        "much",
        "must",
        "never",
        "only",
        "other",
        "over",
        "same",
        "shall",
        "should",
        "since",
        "some",
        "such",
        "than",
        "that",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "though",
        "through",
        "under",
        "until",
        "upon",
        "very",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "whom",
        "whose",
        "will",
        "with",
        "within",
        "without",
        "would",
        "your",
        "yours",
        "said",
        "says",
        "told",
        "asked",
        "added",
        "according",
    ]
)


def _root(word: str) -> str:
    return _ENDING.sub("", word) if len(word) > 4 else word


@lru_cache(maxsize=4096)  # one claim is compared with many, and again whenever it is drawn
def _words(text: str) -> Sequence[tuple[int, int, str]]:
    found = []
    for match in _WORD.finditer(text):
        word = match.group().casefold().removesuffix("'s").removesuffix("’s")
        if (len(word) > 3 or word.isdigit()) and word not in _COMMON:
            found.append((match.start(), match.end(), _root(word)))
    return found


def shared(text: str, other: str) -> list[tuple[int, int]]:
    """Return the spans of `text` whose words `other` has too, endings aside."""
    roots = {root for _, _, root in _words(other)}
    return [(start, end) for start, end, root in _words(text) if root in roots]


def tagged(text: str) -> tuple[str, tuple[str, ...]]:
    """Return a note and its tags: "see p. 4 #bank" -> ("see p. 4", ("bank",))."""
    words = text.split()
    tags = tuple(dict.fromkeys(word[1:] for word in words if word.startswith("#") and len(word) > 1))
    return " ".join(word for word in words if not word.startswith("#")), tags


def untagged(note: str, tags: Iterable[str]) -> str:
    """Return a note and its tags as one line, the reverse of `tagged`."""
    return " ".join([note, *(f"#{tag}" for tag in tags)]).strip()


def chips(f: Filters) -> Iterator[tuple[str, str]]:
    """Yield (field, words) of each filter that holds."""
    named = {
        "answered": {True: "answered", False: "unanswered"}.get(f.answered) if f.answered is not None else None,
        "state": STATE_WORDS[State(f.state)] if f.state else None,
        "anonymous": {True: "unnamed sources", False: "named sources"}.get(f.anonymous) if f.anonymous is not None else None,
        "direct": {True: "quotations", False: "reported speech"}.get(f.direct) if f.direct is not None else None,
        "outlet": f.outlet, "target": f.target and f"against {f.target}", "speaker": f.speaker and f"by {f.speaker}",
        "since": f.since and f"since {day(f.since)}", "until": f.until and f"until {day(f.until)}",
        "sort": SORTS[f.sort] if f.sort != "time" else None,
    }  # fmt: skip
    yield from ((name, words) for name, words in named.items() if words)
