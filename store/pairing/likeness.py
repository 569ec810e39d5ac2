"""How surely two accusations tell the same wrong, and two denials answer the same charges.

A logistic regression on what both say and where they stand; `benchmarks/fit_pairing.py` fits it to claims that are
annotated as answered by the same denials, or as answering the same accusations.
"""

from collections.abc import Sequence
from math import fsum

from rapidfuzz.fuzz import token_set_ratio

from store.pairing import names
from store.pairing.features import Features, cosine
from store.pairing.score import Weights, chance, odds
from store.pairing.told import Told


class Likeness:
    """The likeness of the claims of one list, each pair worked out once."""

    def __init__(self, told: Sequence[Told], weights: Weights) -> None:
        self.told, self.weights = told, weights
        self.known: dict[tuple[int, int], float] = {}

    def __call__(self, one: int, other: int) -> float:
        """Return the probability that the claims at these two places belong to the same."""
        key = (one, other) if one < other else (other, one)
        if key not in self.known:
            self.known[key] = chance(odds(features(self.told[key[0]], self.told[key[1]]), self.weights))
        return self.known[key]


def features(a: Told, b: Told) -> Features:
    """Return what speaks for and against two claims of one kind belonging to the same."""
    shared = sorted([a.vector[stem] for stem in a.vector.keys() & b.vector.keys()], reverse=True)
    kin = sorted([min(weight, b.kin[field]) for field, weight in a.kin.items() if field in b.kin], reverse=True)
    lesser = min(a.weight, b.weight)
    f: Features = {
        "words": cosine(a.vector, a.norm, b.vector, b.norm),
        "sum": min(3.0, fsum(shared)) / 3,
        "covered": min(1.0, fsum(shared) / lesser) if lesser else 0.0,
        "rarest": shared[0] if shared else 0.0,
        "second": shared[1] if len(shared) > 1 else 0.0,
        "kin": min(2.0, fsum(kin)) / 2,
        "kin best": kin[0] if kin else 0.0,
        "sentence": cosine(a.context, a.context_norm, b.context, b.context_norm),
        "paragraph": cosine(a.wider, a.wider_norm, b.wider, b.wider_norm),
        "run": cosine(a.run, a.run_norm, b.run, b.run_norm),
        "across": cosine(a.vector, a.norm, b.wider, b.wider_norm) + cosine(a.wider, a.wider_norm, b.vector, b.norm),
        "numbers": float(not a.numbers.isdisjoint(b.numbers)),
        "capitals": min(1.0, len(a.capitals & b.capitals) / 2),
        "alike": max(0.0, token_set_ratio(a.plain, b.plain) / 100 - 0.3) if a.plain and b.plain else 0.0,
        "title": min(a.title, b.title),
        "bare": float(a.bare or b.bare),
        "sweeping": float(a.sweeping or b.sweeping),
        **_parties("name", a.names, b.names),
        **_parties("maker", a.makers, b.makers),
    }
    _place(f, a, b)
    return {name: value for name, value in f.items() if value}


def _parties(sort: str, some: tuple[str, ...], others: tuple[str, ...]) -> Features:
    if not some or not others:
        return {f"no {sort}": 1.0}
    meet = names.best(some, others)
    return {sort: meet, f"other {sort}": float(meet < 0.3)}


def _place(f: Features, a: Told, b: Told) -> None:
    """Add what holds of two claims in one article, or in two: what is alike tells more of the latter."""
    if a.article != b.article:
        f |= {
            f"{name} elsewhere": f.get(name, 0.0)
            for name in ("words", "sentence", "paragraph", "name", "kin", "numbers")
        }
        return
    gap = abs(a.sentence - b.sentence)
    f["here"] = f[f"here {min(gap, 4)}"] = 1.0
    f["same paragraph"] = float(a.paragraph == b.paragraph)
    f["block"] = float(a.block == b.block)
    f["block, name"] = f["block"] * f.get("name", 0.0)
    f["maker at once"] = f.get("maker", 0.0) * (gap <= 1)
