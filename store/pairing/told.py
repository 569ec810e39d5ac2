"""A story's claims made ready for comparison: each claim's words, parties and place, worked out once."""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from math import fsum, log, sqrt

from store import words
from store.model import Article, Claim, Kind
from store.pairing.lexicon import lexicon
from store.pairing.names import likeness, proper

_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*\s+(?=[\"'“‘(\[]*[A-Z0-9])|\n+")
_PARAGRAPH_END = re.compile(r"\n\s*\n")
_HEAD = 5  # letters that make two stems of one word family
_NUMBER = re.compile(r"\d[\d.,:]*\d|\d")
_NEGATION = re.compile(
    r"\b(?:not|no|never|nobody|none|nothing|nowhere|neither|nor|without|denied|denies|deny|\w+n['’]t)\b", re.IGNORECASE
)
_PLURAL = re.compile(
    r"\b(?:allegations|accusations|charges|claims|assertions|suggestions|rumou?rs|reports|findings|conclusions|complaints"
    r"|criticisms|speculation|whispers|smears|slurs|lies|tales|stories|dossier|report|lawsuit|suit|it all|everything)\b",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Told:
    """One claim as pairing sees it."""

    claim: Claim
    article: int  # its article's place in time
    day: float  # since 1970; 0.0 where unknown
    order: int  # among the article's claims of both kinds
    sentence: int  # number of its first sentence in the article
    paragraph: int
    names: tuple[str, ...]  # a denial's: who denies, and for whom; an accusation's: who is accused
    makers: tuple[str, ...]  # who says it
    stems: frozenset[str]
    vector: Mapping[str, float]  # what is said: stem -> rarity
    kin: Mapping[str, float]  # the fields of the news that its words belong to -> the rarity of the rarest of them
    weight: float  # the sum of its rarities
    norm: float
    context: Mapping[str, float]  # the same of the whole sentence around it
    context_norm: float
    wider: Mapping[str, float]  # the same of the paragraph around it
    wider_norm: float
    plain: str  # the stems in order: what rapidfuzz compares
    numbers: frozenset[str]
    capitals: frozenset[str]  # stems written with a capital
    said: str = ""  # its content in lower case
    proper: frozenset[str] = frozenset()  # the words of `names` with a capital, in lower case
    maker_proper: frozenset[str] = frozenset()  # the same of `makers`
    heads: frozenset[str] = frozenset()  # the first letters of its stems
    charge_heads: frozenset[str] = frozenset()  # of those that name a charge
    maker_heads: frozenset[str] = frozenset()  # of who says it and how: "a dossier", "warned"
    contrary: frozenset[str] = frozenset()  # stems that contradict its own
    title: float = 0.0  # how much of it the article's headline tells
    block: int = 0  # runs of claims of one kind before it in the article
    run: Mapping[str, float] = field(default_factory=dict)  # what its maker says in the sentences on end around it
    run_norm: float = 1.0
    company: frozenset[str] = frozenset()  # lower-case words near the first mention of who says it
    bare: bool = False  # a denial that says nothing of its own: "flatly denied it", "rejected the allegations"
    points: bool = False  # a denial whose object is an accusation told before: "the claim", "the report as fiction"
    plural: bool = False  # and several: "the allegations"
    sweeping: bool = False
    negated: bool = False


@dataclass(slots=True)
class Affair:
    """A story's claims by kind, in order of time and text, and the rarity of a stem in it."""

    accusations: list[Told] = field(default_factory=list)
    denials: list[Told] = field(default_factory=list)


def tell(
    claims: Sequence[Claim], articles: Mapping[str, Article], rarity: Callable[[str], float] = words.rarity
) -> Affair:
    """Return the claims of one story made ready; those of an article that is not among `articles` are left out."""
    wanted = {c.key: c for c in claims if c.kind is not Kind.OTHER and c.article in articles}
    urls = sorted({c.article for c in wanted.values()}, key=lambda u: (day_of(articles[u].published), u))
    by_article: dict[str, list[Claim]] = defaultdict(list)
    for claim in wanted.values():
        by_article[claim.article].append(claim)
    weigh = _in_story(list(wanted.values()), rarity)
    affair = Affair()
    for number, url in enumerate(urls):
        page = _Page(articles[url], number, weigh)
        here: list[Told] = []
        block, kind = -1, None
        for order, claim in enumerate(sorted(by_article[url], key=lambda c: (c.start, c.end, c.kind))):
            if claim.kind is not kind:
                block, kind = block + 1, claim.kind
            told = page.tell(claim, order, block)
            (affair.accusations if claim.kind is Kind.ACCUSATION else affair.denials).append(told)
            here.append(told)
        _join_runs(here)
    return affair


def _join_runs(page: Sequence[Told]) -> None:
    """Give each claim of an article what its maker says in the claims of its kind on end around it."""
    runs: list[list[Told]] = []
    last: dict[Kind, list[Told]] = {}
    for told in page:
        run = last.get(told.claim.kind)
        if run and told.sentence - run[-1].sentence <= 1 and _same_maker(run[-1], told):
            run.append(told)
        else:
            run = last[told.claim.kind] = [told]
            runs.append(run)
    for run in runs:
        merged: dict[str, float] = {}
        for told in run:
            merged.update(told.vector)
        norm = _norm(merged)
        for told in run:
            told.run, told.run_norm = merged, norm


def _same_maker(one: Told, other: Told) -> bool:
    return not other.makers or any(likeness(a, b) >= 0.7 for a in one.makers for b in other.makers)


def _in_story(claims: Sequence[Claim], rarity: Callable[[str], float]) -> Callable[[str], float]:
    """Return the rarity of a stem in this story: what every claim of it says tells none from another."""
    counts: dict[str, int] = defaultdict(int)
    for claim in claims:
        for stem in set(words.stems(claim.content)):
            counts[stem] += 1
    whole = log(2 + len(claims))
    known: dict[str, float] = {}

    def weigh(stem: str) -> float:
        if stem not in known:
            known[stem] = rarity(stem) * (1 - 0.8 * log(1 + counts.get(stem, 0)) / whole)
        return known[stem]

    return weigh


def day_of(published: str) -> float:
    """Return the days from 1970 to `published`, which is ISO 8601 or a bare date; 0.0 where it is neither."""
    try:
        when = datetime.fromisoformat(published)
    except ValueError:
        return 0.0
    return (when.replace(tzinfo=None) - datetime(1970, 1, 1)).total_seconds() / 86400


@lru_cache(maxsize=4096)  # an affair's articles are read again with every one that joins it
def _stems(passage: str) -> frozenset[str]:
    """Return the stems of the words of `passage` that carry meaning."""
    return frozenset(words.stems(passage))


class _Page:
    """An article whose claims are being made ready."""

    def __init__(self, article: Article, number: int, weigh: Callable[[str], float]) -> None:
        self.text = article.text
        self.number = number
        self.day = day_of(article.published)
        self.weigh = weigh
        self.sentences = [m.end() for m in _SENTENCE_END.finditer(self.text)]
        self.paragraphs = [m.end() for m in _PARAGRAPH_END.finditer(self.text)]
        self.title = self._vector(frozenset(words.stems(article.title)))
        self.wider: dict[int, dict[str, float]] = {}
        self.companies: dict[str, frozenset[str]] = {}

    def tell(self, claim: Claim, order: int, block: int) -> Told:
        """Return `claim`, which is the article's number `order`, made ready."""
        sentence = bisect_right(self.sentences, claim.start)
        begin = self.sentences[sentence - 1] if sentence else 0
        last = bisect_left(self.sentences, claim.end)
        end = self.sentences[last] if last < len(self.sentences) else len(self.text)
        found = list(words.words(claim.content))
        stems = frozenset(s for _, s, _ in found)
        vector = self._vector(stems)
        context = self._within(begin, end)
        makers = tuple(dict.fromkeys(n for n in (claim.speaker, claim.source) if n))
        denial = claim.kind is Kind.DENIAL
        names = (*makers, claim.party) if denial and claim.party else makers
        object_ = _object(claim) if denial else claim.content
        aimed = stems if object_ == claim.content else frozenset(words.stems(object_))
        known = lexicon()
        own = aimed - known.charges
        names = tuple(dict.fromkeys(names)) if denial else ((claim.target,) if claim.target else ())
        return Told(
            claim=claim,
            article=self.number,
            day=self.day,
            order=order,
            block=block,
            title=_cosine(vector, self.title),
            said=claim.content.lower(),
            proper=_proper(names),
            maker_proper=_proper(makers),
            heads=_heads(stems),
            charge_heads=_heads(stems & known.charges),
            maker_heads=_heads(words.stems(f"{claim.source or ''} {claim.cue or ''}")),
            contrary=frozenset().union(*(known.antonyms[s] for s in stems if s in known.antonyms)),
            sentence=sentence,
            paragraph=bisect_right(self.paragraphs, claim.start),
            names=names,
            makers=makers,
            stems=stems,
            vector=vector,
            kin=_kin(vector),
            weight=fsum(vector.values()),
            norm=_norm(vector),
            context=context,
            context_norm=_norm(context),
            wider=(wider := self._paragraph(bisect_right(self.paragraphs, claim.start))),
            wider_norm=_norm(wider),
            plain=" ".join(s for _, s, _ in found),
            numbers=frozenset(_NUMBER.findall(claim.content)),
            capitals=frozenset(s for w, s, _ in found if w[0].isupper()),
            company=self._company(makers) if makers else frozenset(),
            bare=denial and not own,
            points=denial and bool(aimed & lexicon().charges),
            plural=denial and bool(_PLURAL.search(object_)),
            sweeping=denial and _sweeps(claim, stems),
            negated=bool(_NEGATION.search(claim.content)),
        )

    def _vector(self, stems: frozenset[str]) -> dict[str, float]:
        return {stem: self.weigh(stem) for stem in stems}

    def _within(self, begin: int, end: int) -> dict[str, float]:
        return self._vector(_stems(self.text[begin:end]))

    def _paragraph(self, number: int) -> dict[str, float]:
        if number not in self.wider:
            begin = self.paragraphs[number - 1] if number else 0
            end = self.paragraphs[number] if number < len(self.paragraphs) else len(self.text)
            self.wider[number] = self._within(begin, end)
        return self.wider[number]

    def _company(self, makers: tuple[str, ...]) -> frozenset[str]:
        """The words around the first mention of a speaker: "Ann Roe, who chairs the club", "the club's Ann Roe"."""
        name = makers[0]
        if name not in self.companies:
            last = name.split()[-1] if name.split() else name
            at = max(self.text.find(last), 0)
            near = self.text[max(0, at - 60) : at + len(last) + 90]
            self.companies[name] = frozenset(
                w.lower().removesuffix("'s").removesuffix("’s") for w in words.WORD.findall(near)
            )
        return self.companies[name]


def _proper(names: Sequence[str]) -> frozenset[str]:
    return frozenset().union(*map(proper, names))


def _heads(stems: Iterable[str]) -> frozenset[str]:
    return frozenset(stem[:_HEAD] for stem in stems)


def _kin(vector: Mapping[str, float]) -> dict[str, float]:
    kin: dict[str, float] = {}
    for stem, weight in vector.items():
        for group in lexicon().kin.get(stem, ()):
            kin[group] = max(weight, kin.get(group, 0.0))
    return kin


def _sweeps(claim: Claim, stems: frozenset[str]) -> bool:
    if lexicon().sweeping.search(claim.content):
        return True
    any_ = bool(re.match(r"(?:that )?(?:there was |it was guilty of )?(?:any|all)\b", claim.content, re.IGNORECASE))
    return bool(stems & lexicon().wide) and (any_ or len(stems) <= 2)


def _object(claim: Claim) -> str:
    """What a denying verb denies, without what it is called: "the dossier as “a jigsaw”" is the dossier."""
    if claim.content[:1] in "“\"‘'":
        return claim.content
    head = re.split(r"\s+as\s+|\s+[“\"‘]", claim.content, maxsplit=1)[0]
    if head == claim.content:
        return head
    return head if set(words.stems(head)) & lexicon().charges or " as “" in claim.content else claim.content


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    return fsum([w * other[s] for s, w in one.items() if s in other]) / (_norm(one) * _norm(other))


def _norm(vector: Mapping[str, float]) -> float:
    return sqrt(fsum([w * w for w in vector.values()])) or 1.0
