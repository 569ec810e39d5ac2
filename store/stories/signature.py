"""What an article is known by among others."""

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import log

from store import words
from store.model import Article

TERMS = 64  # stems a signature keeps: what two articles are compared by
KEYS = 24  # of them, the most telling ones: what the inverted index holds

CALENDAR = frozenset(  # capitals that name nobody: their stems
    map(
        words.stem,
        [
            "january",
            "february",
            "march",
            "april",
            "may",
            "june",
            "july",
            "august",
            "september",
            "october",
            "november",
            "december",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
        ],
    )
)


@dataclass(frozen=True, slots=True)
class Signature:
    """What an article is known by among others."""

    day: int  # of publication, as `date.toordinal`; 0 where unknown
    terms: Mapping[str, float]  # stem -> how much of the article it is, the most telling first; at most TERMS
    names: frozenset[str]  # the stems of them that are parts of names

    @property
    def keys(self) -> tuple[str, ...]:
        """The stems that the inverted index holds for this article."""
        return tuple(self.terms)[:KEYS]

    def to_json(self) -> str:
        """Return this signature as one line of JSON."""
        return json.dumps({"day": self.day, "terms": dict(self.terms), "names": sorted(self.names)}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Signature":
        """Return the signature that `to_json` wrote."""
        read = json.loads(text)
        return cls(day=read["day"], terms=read["terms"], names=frozenset(read["names"]))


def signature(article: Article) -> Signature:
    """Return what `article` is known by: its rare stems; those of its title and names count more."""
    seen: dict[str, float] = defaultdict(float)
    capitals: dict[str, int] = defaultdict(int)
    total: dict[str, int] = defaultdict(int)
    text = f"{_plain_title(article.title)}\n\n{article.text}"
    for word, stem, at in words.words(text):
        seen[stem] += 1
        if not _opens_sentence(text, at):
            total[stem] += 1
            capitals[stem] += word[0].isupper()
    names = {stem for stem, n in capitals.items() if 2 * n > total[stem]} - CALENDAR
    titled = set(words.stems(article.title))
    weights = {
        stem: round((1 + log(n)) * words.rarity(stem) ** 2 * _boost(stem, names, titled), 2)
        for stem, n in seen.items()
        if words.rarity(stem) > 0.3
    }
    best = sorted(weights, key=lambda s: (-weights[s], s))[:TERMS]
    return Signature(_day(article.published), {s: weights[s] for s in best}, frozenset(names.intersection(best)))


def _boost(stem: str, names: set[str], titled: set[str]) -> float:
    return (1.5 if stem in names else 1.0) * (1.5 if stem in titled else 1.0)


def _plain_title(title: str) -> str:
    """A headline whose capitals mark names: one That Writes Every Word So, or IN CAPITALS, goes to lower case."""
    parts = words.WORD.findall(title)
    return title.lower() if 2 * sum(part[0].isupper() for part in parts) > len(parts) else title


def _opens_sentence(text: str, at: int) -> bool:
    """Whether the word at `at` has its capital from its place rather than from being a name."""
    before = text[max(0, at - 3) : at].rstrip(" “”\"'‘’(")
    return not before or before[-1] in ".!?:\n"


def _day(published: str) -> int:
    try:
        return date.fromisoformat(published[:10]).toordinal()
    except ValueError:
        return 0
