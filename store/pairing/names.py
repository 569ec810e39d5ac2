"""Whether two names name one party: parts of names, possessives, acronyms and the people of a place."""

import re
from functools import lru_cache

from store.pairing.lexicon import lexicon

_TOKEN = re.compile(r"[^\W_]+(?:[&.][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b|(?<=s)['’](?=\s|$)")
_PEOPLE = ("n", "an", "ian", "ish", "ese", "i", "s", "ns", "ans", "ians", "er", "ers")


@lru_cache(maxsize=1 << 14)
def tokens(name: str) -> frozenset[str]:
    """Return the words of `name` that tell it from others, in lower case: no titles, no articles, no possessive."""
    found = frozenset(t.lower() for t in _TOKEN.findall(_POSSESSIVE.sub("", name)))
    return found - lexicon().titles or found


@lru_cache(maxsize=1 << 14)
def proper(name: str) -> frozenset[str]:
    """Return those `tokens` of `name` that are written with a capital."""
    capitals = {t.lower() for t in _TOKEN.findall(_POSSESSIVE.sub("", name)) if not t[0].islower()}
    return frozenset(capitals & tokens(name))


@lru_cache(maxsize=1 << 15)
def likeness(one: str, other: str) -> float:
    """Return 1.0 where one name is a part or the acronym of the other, less where they share a part, 0.0 else."""
    a, b = tokens(one), tokens(other)
    if not a or not b:
        return 0.0
    shared = a & b or _kin(a, b)
    if not shared:
        return 1.0 if _acronym(one, other) or _acronym(other, one) else 0.0
    if len(shared) == min(len(a), len(b)):
        return 1.0
    return 0.7 if shared & (proper(one) | proper(other)) else 0.4


@lru_cache(maxsize=1 << 15)
def best(some: tuple[str, ...], others: tuple[str, ...]) -> float:
    """Return the likeness of the two names, one of each side, that are most alike; 0.0 where a side has none."""
    return max([likeness(one, other) for one in some for other in others], default=0.0)


def _kin(a: frozenset[str], b: frozenset[str]) -> frozenset[str]:
    """The tokens of `a` that name the land, or the people, of a token of `b`."""
    return frozenset(x for x in a for y in b if _people(x, y) or _people(y, x))


def _people(land: str, people: str) -> bool:
    if len(land) < 4 or not people.startswith(land[:-1]):
        return False
    return any(people in (land + ending, land[:-1] + ending) for ending in _PEOPLE)


def _acronym(short: str, long: str) -> bool:
    letters = short.strip().removeprefix("the ").replace(".", "")
    if not (2 <= len(letters) <= 6 and letters.isupper()):
        return False
    return "".join(t[0] for t in _TOKEN.findall(long) if t[0].isupper()) == letters
