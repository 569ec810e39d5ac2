"""The story that an arriving article belongs to: the odds that it tells what a story's articles tell together."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from math import log, sqrt
from typing import NamedTuple

from store import words
from store.stories.signature import Signature

POSTINGS = 200  # newest articles read of one stem's list
SHORTLIST = 40  # articles compared in full
MOVED = 24  # articles that one arrival may move from a story to another

SATED = 0.2  # likeness of topic beyond which two affairs of one kind (two recounts, two launderings) reach as well
TIED = -2.0  # odds that do for two stories where an article belongs to both: it ties them
CROWD = 8  # articles beyond which a story reaches no further
UNDATED = 2  # days that an article without a date counts as away

Rarity = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One article that may tell the same affair."""

    story: int
    signature: Signature
    together: bool = False  # the reader put the arriving article into this article's story
    apart: bool = False  # the reader said that the arriving article does not belong to this article's story


@dataclass(frozen=True, slots=True)
class Profile:
    """What some articles are known by together: two vectors of length 1, the mean directions of theirs."""

    names: Mapping[str, float]
    topic: Mapping[str, float]
    days: frozenset[int]
    articles: int


class Evidence(NamedTuple):
    """What speaks for and against an article's telling a story's affair."""

    names: float  # how alike they are in names, 0 to 1
    topic: float  # how alike in all other words, 0 to SATED
    told: float  # how much of the article's names the story tells, and topic: their geometric mean
    apart: float  # logarithm of one more than the days between the article and the story's nearest
    large: float  # logarithm of the story's articles, at most CROWD: a crowd tells a bit of everything


# Of a logistic regression: `benchmarks/fit_stories.py` fits it and says how well it does on affairs held out.
BASE = -3.76
WEIGHTS = Evidence(names=11.27, topic=13.48, told=20.10, apart=-0.60, large=-1.76)


def lookups(sign: Signature, counts: Mapping[str, int], articles: int) -> list[str]:
    """Return the stems whose postings to read, rarest first: those that others have and that are not everywhere."""
    ceiling = max(POSTINGS, articles // 50)
    known = [s for s in sign.keys if 0 < counts.get(s, 0) <= ceiling]
    return sorted(known, key=lambda s: (counts[s], s))


def shortlist(postings: Mapping[str, Iterable[int]], rarity: Rarity) -> list[int]:
    """Return the articles that share the most rarity by `postings`, best first, newest first among equals."""
    shared: dict[int, float] = defaultdict(float)
    for stem, articles in postings.items():
        weight = rarity(stem)
        for article in articles:
            shared[article] += weight
    return sorted(shared, key=lambda a: (-shared[a], -a))[:SHORTLIST]


def choose(sign: Signature, candidates: Sequence[Candidate], rarity: Rarity = words.rarity) -> tuple[int, ...]:
    """Return the story that an arriving article belongs to and after it those that it shows to be the same; or none.

    The reader's links decide first. Otherwise it is the story with the best odds, where they are better than even. A
    second one that the article has such odds for is the same where the two share a name and much of their topic
    themselves: one article is not enough, since it may tell of two affairs.
    """
    barred = {c.story for c in candidates if c.apart}
    bound = [c.story for c in candidates if c.together and c.story not in barred]
    if bound:
        return (min(bound),)
    told: dict[int, list[Signature]] = defaultdict(list)
    for c in candidates:
        if c.story not in barred:
            told[c.story].append(c.signature)
    weigh = between(told, rarity)
    own = profile([sign], weigh)
    profiles = {story: profile(signs, weigh) for story, signs in told.items() if may_belong(sign, signs)}
    found = {story: odds(own, known) for story, known in profiles.items()}
    likely = sorted((story for story in found if found[story] > 0), key=lambda story: (-found[story], story))
    if len(likely) < 2:
        return tuple(likely)
    home, *others = likely
    return (home, *(story for story in others if _tied(profiles[home], profiles[story])))


def _tied(one: Profile, other: Profile) -> bool:
    """Whether two stories that one article belongs to are the same."""
    return not one.names.keys().isdisjoint(other.names) and odds(one, other) > TIED


def between(told: Mapping[int, Sequence[Signature]], rarity: Rarity) -> Rarity:
    """Return `rarity` as it is among these stories: a name that n of them tell says an n-th as much of which it is."""
    tellers = Counter(name for signs in told.values() for name in frozenset().union(*(s.names for s in signs)))
    return cache(lambda stem: rarity(stem) / max(1, tellers[stem]))


def may_belong(sign: Signature, signs: Sequence[Signature]) -> bool:
    """Return whether an article shares a name with a story: it does with few of its candidates."""
    return not sign.names or any(not s.names or sign.names & s.names for s in signs)


def profile(signs: Sequence[Signature], rarity: Rarity) -> Profile:
    """Return what articles are known by together."""
    names, topic = [], []
    for sign in signs:
        weighed = {stem: weight * rarity(stem) for stem, weight in sign.terms.items()}
        names.append({stem: weighed.pop(stem) for stem in sign.terms if stem in sign.names})
        topic.append(weighed)
    return Profile(_direction(names), _direction(topic), frozenset(s.day for s in signs), len(signs))


def _direction(vectors: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """Return the mean direction of vectors, with length 1; nothing where all are empty."""
    if len(vectors) == 1:
        return _unit(vectors[0])
    total: dict[str, float] = defaultdict(float)
    for vector in vectors:
        for stem, part in _unit(vector).items():
            total[stem] += part
    return _unit(total)


def odds(own: Profile, story: Profile) -> float:
    """Return the logarithm of the odds that an article, or several, tell a story's affair."""
    return BASE + sum(weight * part for weight, part in zip(WEIGHTS, evidence(own, story), strict=True))


def evidence(own: Profile, story: Profile) -> Evidence:
    """Return what speaks for and against it that an article tells a story's affair.

    Names and topic are weighed apart and together: two banks that laundered money share every word but the names, and
    one bank may have two affairs. Where one side names nobody, the topic has to do.
    """
    topic = min(_cosine(own.topic, story.topic), SATED)
    names, told = 0.0, topic / 2
    if own.names and story.names:
        names = _cosine(own.names, story.names)
        told = sum(part * part for name, part in own.names.items() if name in story.names)
    apart = min(abs(a - b) if a and b else UNDATED for a in own.days for b in story.days)
    return Evidence(names, topic, sqrt(told * topic), log(1 + apart), log(min(story.articles, CROWD)))


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    few, many = sorted((one, other), key=len)
    return sum(part * many[stem] for stem, part in few.items() if stem in many)


def _unit(vector: Mapping[str, float]) -> dict[str, float]:
    length = sqrt(sum(part * part for part in vector.values())) or 1.0
    return {stem: part / length for stem, part in vector.items()}
