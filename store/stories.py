"""Which articles tell the same affair, found as they arrive: an article is compared with candidates, never with all.

What the library stores, and how it asks (`store.library` and `store.database` do this; all here is pure):

1. `signature(article)` once an article, stored as its JSON (`Signature.to_json`, about 1.5 kB) beside it.
2. Inverted index: one row (stem, article) for each of `Signature.keys`, the 24 most telling stems, and a kept count of
   articles a stem. A revision replaces its article's rows.
3. On arrival, before the article's own rows are written:
   `counts = {stem: articles}` for the signature's keys (one query, at most 24 stems);
   `rarity = store.words.library_rarity(counts, number of articles)`;
   `postings = {stem: article ids}` for `lookups(signature, counts, articles)`, each the newest `POSTINGS` = 200 ids;
   `ids = shortlist(postings, rarity)`, at most `SHORTLIST` = 40;
   `Candidate`s for these ids, and for every article that the reader's links put together with or apart from this one;
   `choose(signature, candidates, rarity)` gives the story, none for a new one, and the stories to be joined with it: the
   smaller is moved into the larger, unless it has more than `MOVED` articles or the reader put the two apart.
   Measured (`benchmarks/stories.py`) on 200 articles of 40 confusable affairs: pairwise F1 0.81 in the order of time, 0.75
   to 0.87 in three random ones. These are development figures: thresholds were tried on these articles, and both halves
   of the affairs were looked at.
4. `clearest_title(titles)` names a story; `same_text_groups(claims)` folds near-verbatim copies into cards.
"""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from math import fsum, log, sqrt
from zlib import crc32

from store import words
from store.model import Article, Claim, normalise

TERMS = 64  # stems a signature keeps: what two articles are compared by
KEYS = 24  # of them, the most telling ones: what the inverted index holds
POSTINGS = 200  # newest articles read of one stem's list
SHORTLIST = 40  # articles compared in full
COMPARED = 6  # articles of each of two stories compared before these are joined
MOVED = 24  # articles that one arrival may move from a story to another

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

Rarity = Callable[[str], float]


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


@dataclass(frozen=True, slots=True)
class Candidate:
    """One article that may tell the same affair."""

    story: int
    signature: Signature
    together: bool = False  # the reader put the arriving article into this article's story
    apart: bool = False  # the reader said that the arriving article does not belong to this article's story


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


def likeness(one: Signature, other: Signature, rarity: Rarity = words.rarity) -> float:
    """Return how alike two articles are, from 0 to 1.5, where 0.12 is enough for two of one day.

    It is the geometric mean of what they share of all terms and of names, for two banks that laundered money share every
    word but the names; and something for each rare name that both have, as far as they share other words too, for one
    bank may have two affairs.
    """
    both = one.names & other.names
    if not both and one.names and other.names:
        return 0.0  # neither of the sums below has anything then; so it is with most candidates
    products = {s: w * other.terms[s] * rarity(s) ** 2 for s, w in one.terms.items() if s in other.terms}
    if not products:
        return 0.0
    norms = _norm(one, rarity) * _norm(other, rarity)
    every = fsum(products.values()) / norms
    topic = fsum(p for s, p in products.items() if s not in one.names and s not in other.names) / norms
    rare = sum(rarity(name) > 0.6 for name in both)
    return sqrt(every * _same_names(one, other, rarity)) + min(rare, 6) * min(0.08, topic)


def _same_names(one: Signature, other: Signature, rarity: Rarity) -> float:
    """Return what share of the weight of names both have, of that of the article with less of it."""
    whole = min(fsum(s.terms[n] * rarity(n) ** 2 for n in s.names) for s in (one, other))
    if not whole:
        return 0.1
    return fsum(min(one.terms[n], other.terms[n]) * rarity(n) ** 2 for n in one.names & other.names) / whole


def _norm(sign: Signature, rarity: Rarity) -> float:
    return sqrt(fsum((w * rarity(s)) ** 2 for s, w in sign.terms.items())) or 1.0


def needed(one: Signature, other: Signature) -> float:
    """Return the likeness that makes two articles one affair: the further apart in time, the more.

    A day apart asks 0.15, a week 0.22, two months 0.34, two years 0.60; an article without a date counts as two days away.
    """
    gap = abs(one.day - other.day) if one.day and other.day else 2
    return 0.12 + 0.045 * log(1 + gap) + 0.11 * log(1 + gap / 180)


def choose(sign: Signature, candidates: Sequence[Candidate], rarity: Rarity = words.rarity) -> tuple[int, ...]:
    """Return the story that an arriving article belongs to and after it those that it shows to be the same; or none.

    The reader's links decide first. Otherwise it is the story that the article lies furthest above what is needed for.
    Two stories that began apart are the same where the article belongs to both and their own articles are alike on
    average: one close pair is not enough, since a minister's two affairs have that too (average linkage; R. Sokal and
    C. Michener, "A statistical method for evaluating systematic relationships", 1958).
    """
    barred = {c.story for c in candidates if c.apart}
    bound = [c.story for c in candidates if c.together and c.story not in barred]
    if bound:
        return (min(bound),)
    told: dict[int, list[Signature]] = defaultdict(list)
    for c in candidates:
        if c.story not in barred:
            told[c.story].append(c.signature)
    weigh = _between(told, rarity)
    margins = {story: _belongs(sign, signs, weigh) for story, signs in told.items()}
    enough = sorted((story for story in margins if margins[story] > 0), key=lambda story: (-margins[story], story))
    return tuple(story for story in enough if story == enough[0] or _alike(told[enough[0]], told[story], weigh))


def _between(told: Mapping[int, Sequence[Signature]], rarity: Rarity) -> Rarity:
    """Return `rarity` as it is among these stories: a name that several of them tell says less of which it is."""
    tellers = Counter(name for signs in told.values() for name in frozenset().union(*(s.names for s in signs)))
    return cache(lambda stem: rarity(stem) / max(1, tellers[stem]) ** 0.2)


def _margin(one: Signature, other: Signature, rarity: Rarity) -> float:
    return likeness(one, other, rarity) - needed(one, other)


def _belongs(sign: Signature, signs: Sequence[Signature], rarity: Rarity) -> float:
    """Return how far an article lies above what a story needs: two parts by its nearest article, one by all of them."""
    margins = [_margin(sign, other, rarity) for other in signs]
    return (2 * max(margins) + fsum(margins) / len(margins)) / 3


def _alike(some: Sequence[Signature], others: Sequence[Signature], rarity: Rarity) -> bool:
    """Whether the candidates of two stories, of each the first COMPARED, are alike enough on average."""
    return fsum(_margin(a, b, rarity) for a in some[:COMPARED] for b in others[:COMPARED]) > 0


_LIVE = re.compile(
    r"\b(?:live|as it happened|latest|updates?|minute by minute|blog|in pictures|video|watch|opinion)\b", re.I
)


def clearest_title(titles: Sequence[str]) -> str:
    """Return the headline that says most plainly what an affair is about; the first one where several do.

    Best has six to sixteen words and names the parties that the other headlines name; live-blog marks, capitals
    throughout, questions and a label before a colon count against it.
    """
    named = Counter(w for title in titles for w in set(words.WORD.findall(title)) if w[0].isupper())

    def clarity(title: str) -> float:
        parts = words.WORD.findall(title)
        capitals = sum(w.isupper() and len(w) > 3 for w in parts)
        known = sum(min(named[w], 4) - 1 for w in set(parts) if w[0].isupper())
        return float(
            min(len(parts), 10)
            - max(0, len(parts) - 16)
            + min(known, 8) / 2
            - 4 * bool(_LIVE.search(title))
            - 2 * capitals
            - 3 * title.rstrip().endswith("?")
            - 2 * (":" in title)
            - 2 * any(mark in title for mark in '‘’“”"')
        )

    return max(titles, key=clarity, default="")


def same_text(a: Claim, b: Claim) -> bool:
    """Whether two claims of different articles are copies of one text, as agencies' customers print them."""
    from rapidfuzz.fuzz import ratio

    if a.article == b.article or a.kind is not b.kind:
        return False
    one, other = normalise(a.content), normalise(b.content)
    if re.findall(r"\d+", one) != re.findall(r"\d+", other) or _negations(one) != _negations(other):
        return False
    if min(one.count(" "), other.count(" ")) < 4:  # "the allegations" is a copy only from the same mouth
        return one == other and bool(a.speaker) and a.speaker == b.speaker
    return ratio(one, other) >= 90


def _negations(text: str) -> int:
    return len(re.findall(r"\b(?:not|no|never|nobody|none|nothing|without|\w+n t)\b", text))


def same_text_groups(claims: Sequence[Claim]) -> list[list[int]]:
    """Return the positions of `claims` grouped into near-verbatim copies, every claim in one group, in order.

    A claim is compared only with the newest groups that share one of its four least shingles (A. Broder, "On the
    resemblance and containment of documents", 1997), so that the work is linear in the claims.
    """
    groups: list[list[int]] = []
    by_shingle: dict[int, list[int]] = defaultdict(list)
    for i, claim in enumerate(claims):
        keys = _shingles(normalise(claim.content).split())
        near = dict.fromkeys(g for key in keys for g in by_shingle[key][-8:])
        home = next((g for g in near if same_text(claims[groups[g][0]], claim)), None)
        if home is None:
            home = len(groups)
            groups.append([])
            for key in keys:
                by_shingle[key].append(home)
        groups[home].append(i)
    return groups


def _shingles(parts: list[str]) -> list[int]:
    runs = {" ".join(parts[i : i + 3]) for i in range(max(1, len(parts) - 2))}
    return sorted(crc32(run.encode("utf-8", "surrogatepass")) for run in runs)[:4]
