"""What speaks for and against a denial's answering an accusation, as numbers.

A feature is called `group.name`; the groups are what the reader is told: `words` (what both say), `numbers`, `party`
(does the denier speak for the accused), `place` (where both stand in the text), `object` (what a bare "the claims" or
"it" points back to), `sweep`, `alike` (is it the charge that stands before the denial, told again), `order` (in time),
`sure` (how surely the claims were read) and `others` (what the other pairs of the story suggest, see `others.py`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum, log

from rapidfuzz.fuzz import token_set_ratio

from store.pairing import names
from store.pairing.lexicon import lexicon
from store.pairing.told import Told

Features = dict[str, float]


@dataclass(frozen=True, slots=True)
class Side:
    """How a denier stands to the accused."""

    accused: float  # the denier is the accused, or speaks for it
    company: bool  # the accused is named beside the denier's first mention
    defended: bool  # the denial names the accused
    conflict: bool  # both are named, and differ
    accuser: float  # the denier is the accuser
    retort: bool  # the denial names the accuser


def side(accusation: Told, denial: Told) -> Side:
    """Return how the denier of `denial` stands to the accused of `accusation`."""
    accused = names.best(denial.names, accusation.names)
    proper, said = accusation.proper, denial.said
    company = not proper.isdisjoint(denial.company)
    return Side(
        accused=accused,
        company=company,
        defended=any(len(t) > 2 and t in said for t in proper),
        conflict=not accused and not company and bool(proper and denial.proper),
        accuser=names.best(denial.makers, accusation.makers),
        retort=any(len(t) > 2 and t in said for t in accusation.maker_proper),
    )


class Page:
    """The accusations of a denial's own article, ranked as the denial sees them."""

    def __init__(self, denial: Told, accusations: Sequence[Told]) -> None:
        before = [a for a in accusations if a.claim.start < denial.claim.end]
        after = [a for a in accusations if a.claim.start >= denial.claim.end]
        self.sides = {id(a): side(a, denial) for a in accusations}
        fitting = [a for a in before if not self.sides[id(a)].conflict and self.sides[id(a)].accuser < 0.7]
        self.rank = {id(a): i for i, a in enumerate(reversed(before))}
        self.fit = {id(a): i for i, a in enumerate(reversed(fitting))}
        self.ahead = {id(a): i for i, a in enumerate(after)}
        self.words = {id(a): cosine(a.vector, a.norm, denial.vector, denial.norm) for a in accusations}
        self.most = max(self.words.values(), default=0.0)
        self.own = {id(a): i for i, a in enumerate(a for a in reversed(before) if self.sides[id(a)].accused >= 0.7)}
        self.accused = max((s.accused for s in self.sides.values()), default=0.0)
        self.nearest = fitting[-1] if fitting else before[-1] if before else after[0] if after else None
        self.fullest = max(accusations, key=lambda a: self.words[id(a)]) if self.most else None
        self.block = max((a.block for a in before), default=-1)


def compare(denial: Told, candidates: Sequence[Told], page: Sequence[Told]) -> list[Features]:
    """Return the features of each pair of `denial` with an accusation of `candidates`.

    `page` holds the accusations of the denial's own article in the order of its text.
    """
    seen = Page(denial, page)
    found = []
    for accusation in candidates:
        f: Features = {"sure.accusation": accusation.claim.confidence, "sure.denial": denial.claim.confidence}
        stand = seen.sides.get(id(accusation)) or side(accusation, denial)
        _words(f, accusation, denial)
        _party(f, accusation, denial, stand)
        _object(f, accusation, denial)
        _like_others(f, accusation, seen)
        if accusation.article == denial.article:
            _place(f, accusation, denial, seen)
        else:
            _elsewhere(f, accusation, denial)
        found.append({name: value for name, value in f.items() if value})
    return found


def _words(f: Features, a: Told, d: Told) -> None:
    _shared(f, a, d)
    if d.plain and a.plain:
        f["words.alike"] = max(0.0, token_set_ratio(a.plain, d.plain) / 100 - 0.3)
    f["words.around"] = cosine(a.context, a.context_norm, d.context, d.context_norm)
    f["words.run"] = cosine(a.run, a.run_norm, d.run, d.run_norm)
    f["words.wider"] = cosine(a.wider, a.wider_norm, d.wider, d.wider_norm)
    f["words.foretold"] = cosine(a.wider, a.wider_norm, d.vector, d.norm)
    f["words.retold"] = cosine(a.vector, a.norm, d.wider, d.wider_norm)
    f["words.title"] = a.title
    f["words.title_both"] = min(a.title, d.title)
    f["words.names"] = min(1.0, len(a.capitals & d.capitals) / 2)
    f["words.contrary"] = float(not a.contrary.isdisjoint(d.stems))
    f["numbers.shared"] = float(not a.numbers.isdisjoint(d.numbers))


def _shared(f: Features, a: Told, d: Told) -> None:
    """What both claims say: the same words, and words of one field beside them."""
    shared = a.vector.keys() & d.vector.keys()
    fields = lexicon().kin
    known = {field for stem in shared for field in fields.get(stem, ())}
    kin = sorted([min(a.kin[g], d.kin[g]) for g in (a.kin.keys() & d.kin.keys()) - known], reverse=True)
    if kin:
        f["words.kin_best"] = kin[0]
        f["words.kin_second"] = kin[1] if len(kin) > 1 else 0.0
        f["words.kin"] = min(2.0, fsum(kin)) / 2
    if shared:
        weights = sorted([a.vector[s] for s in shared], reverse=True)
        whole = fsum(weights)
        lesser = min(a.weight, d.weight)
        f["words.sum"] = min(3.0, whole) / 3
        f["words.cosine"] = cosine(a.vector, a.norm, d.vector, d.norm)
        f["words.covered"] = min(1.0, whole / lesser) if lesser else 0.0
        f["words.rarest"] = weights[0]
        f["words.second"] = weights[1] if len(weights) > 1 else 0.0
    elif not kin and not d.bare and not d.sweeping:
        f["words.none"] = 1.0


def cosine(one: Mapping[str, float], norm: float, other: Mapping[str, float], other_norm: float) -> float:
    """Return the cosine of two vectors whose lengths are known."""
    shared = one.keys() & other.keys()
    return fsum([one[s] * other[s] for s in shared]) / (norm * other_norm) if shared else 0.0


def _party(f: Features, a: Told, d: Told, stand: Side) -> None:
    f["party.accused"] = stand.accused
    f["party.company"] = float(stand.company and not stand.accused)
    f["party.defended"] = float(stand.defended)
    f["party.conflict"] = float(stand.conflict and not stand.defended)
    f["party.accuser"] = stand.accuser
    f["party.retort"] = float(stand.retort)
    f["party.nobody"] = float(not a.names)
    f["sweep.own"] = float(d.sweeping) * stand.accused


def _like_others(f: Features, a: Told, page: Page) -> None:
    """How alike this accusation is to those of the denial's article that the denial seems to answer."""
    for name, other in (("nearest", page.nearest), ("fullest", page.fullest)):
        if other is None or other is a:
            continue
        f[f"alike.{name}"] = cosine(a.vector, a.norm, other.vector, other.norm)
        f[f"alike.wider_{name}"] = cosine(a.wider, a.wider_norm, other.wider, other.wider_norm)
        f[f"alike.accused_{name}"] = names.best(a.names, other.names)
        f[f"alike.maker_{name}"] = names.best(a.makers, other.makers)
        if a.article == other.article and abs(a.sentence - other.sentence) <= 1:
            f[f"alike.beside_{name}"] = 1.0
    f["party.others"] = max(0.0, page.accused - f["party.accused"])


def _object(f: Features, a: Told, d: Told) -> None:
    f["object.bare"] = float(d.bare)
    f["object.points"] = float(d.points)
    f["object.charge"] = float(not a.maker_heads.isdisjoint(d.charge_heads))
    f["object.maker"] = float(not a.maker_heads.isdisjoint(d.heads))
    f["object.plain"] = float(not d.negated and not d.bare)
    f["sweep.all"] = float(d.sweeping)


def _place(f: Features, a: Told, d: Told, page: Page) -> None:
    f["place.same_article"] = 1.0
    if a.claim.start < d.claim.end and d.claim.start < a.claim.end:
        told = d.points and d.claim.start < a.claim.start and a.claim.end <= d.claim.end  # "the claim that …"
        f["place.told_within" if told else "place.inside"] = 1.0
    gap = d.sentence - a.sentence
    if gap >= 0:
        f[f"place.after_{gap}" if gap < 4 else "place.after_far"] = 1.0
        f["place.far"] = min(1.0, log(1 + gap) / 4)
    else:
        f["place.before_1" if gap == -1 else "place.before_far"] = 1.0
    f["place.paragraph"] = float(a.paragraph == d.paragraph)
    f["place.next_paragraph"] = float(d.paragraph - a.paragraph == 1)
    f["place.first"] = float(a.order == 0)
    for name, ranks, last in (
        ("rank", page.rank, 3),
        ("fit", page.fit, 3),
        ("ahead", page.ahead, 1),
        ("own", page.own, 3),
    ):
        if (at := ranks.get(id(a))) is not None:
            f[f"place.{name}_{min(at, last)}"] = 1.0
            if d.bare and name == "fit":
                f[f"object.bare_fit_{min(at, 2)}"] = 1.0
    _among(f, a, d, page)
    f["object.bare_here"] = float(d.bare)
    f["object.plural_here"] = float(d.bare and d.plural)
    f["sweep.here"] = float(d.sweeping)
    accused = f["party.accused"]
    f["party.accused_here"] = accused
    f["object.bare_accused"] = accused * d.bare
    f["object.plural_accused"] = accused * (d.bare and d.plural)


def _among(f: Features, a: Told, d: Told, page: Page) -> None:
    """How this accusation compares with the others that the denial's article tells."""
    own = page.words[id(a)]
    f["words.most_here"] = float(own >= page.most > 0)
    f["words.less_here"] = page.most - own
    if a.block == page.block:
        f["place.block"] = 1.0
        f["object.block"] = float(d.bare)
        f["words.block_less"] = page.most - own
        f["party.block"] = f["party.accused"]
        f["place.block_only"] = float(page.most < 0.05)
    elif a.block < page.block:
        f["place.back"] = 1.0
        f["words.back"] = own
        f["words.back_less"] = page.most - own


def _elsewhere(f: Features, a: Told, d: Told) -> None:
    f["place.elsewhere"] = 1.0
    f["object.elsewhere"] = float(d.bare)
    f["words.elsewhere"] = f.get("words.cosine", 0.0)
    f["words.around_elsewhere"] = f["words.around"]
    for name in ("run", "wider", "foretold", "retold"):
        f[f"words.{name}_elsewhere"] = f[f"words.{name}"]
    f["words.kin_elsewhere"] = f.get("words.kin", 0.0)
    f["party.elsewhere"] = f["party.accused"]
    if a.day and d.day:
        f["order.denied_first"] = float(d.day < a.day - 0.5)
        f["order.days"] = min(1.0, log(1 + abs(d.day - a.day)) / 5)
