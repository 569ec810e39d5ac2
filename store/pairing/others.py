"""What a story's other pairs say about a pair: the same charge told twice has the same denials, and one denial one aim.

A second look in the manner of stacked learning (W. Cohen and V. Carvalho, "Stacked sequential learning", 2005): the
features here are made from the chances that the first look gave to all pairs.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from math import fsum

from store.pairing import names
from store.pairing.features import Features, cosine
from store.pairing.told import Affair, Told

LOOKED_AT = 3  # likeliest other pairs of a claim that are looked at

Pairs = Mapping[tuple[int, int], float]  # (accusation, denial), by position, -> chance


def second_look(
    affair: Affair, chances: Pairs, wanted: Iterable[tuple[int, int]] | None = None
) -> dict[tuple[int, int], Features]:
    """Return for each of the `wanted` pairs, or for all, what the others of `chances` suggest."""
    of_denial: dict[int, list[tuple[float, int]]] = defaultdict(list)
    of_accusation: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), chance in chances.items():
        of_denial[j].append((-chance, i))
        of_accusation[i].append((-chance, j))
    for likeliest in (*of_denial.values(), *of_accusation.values()):
        likeliest.sort()
        del likeliest[LOOKED_AT:]
    same, joined = _Memo(affair.accusations, _same_charge), _Memo(affair.denials, _joined)
    found = {}
    for i, j in chances if wanted is None else wanted:
        rivals = [(-c, same(i, k)) for c, k in of_denial[j] if k != i]
        found[i, j] = {
            "others.told_again": max((c * like for c, like in rivals), default=0.0),
            "others.rival": max((c * (1 - like) for c, like in rivals), default=0.0),
            "others.denied_again": max((-c * joined(j, k) for c, k in of_accusation[i] if k != j), default=0.0),
            "others.likeliest": float(chances[i, j] >= -of_denial[j][0][0]),
        }
    return found


class _Memo:
    """The likeness of two claims of one list, worked out once."""

    def __init__(self, told: list[Told], like: Callable[[Told, Told], float]) -> None:
        self.told, self.like = told, like
        self.known: dict[tuple[int, int], float] = {}

    def __call__(self, one: int, other: int) -> float:
        key = (one, other) if one < other else (other, one)
        if key not in self.known:
            self.known[key] = self.like(self.told[key[0]], self.told[key[1]])
        return self.known[key]


def _same_charge(a: Told, b: Told) -> float:
    """How surely two accusations tell the same wrong, 0 to 1: words, fields, surroundings, one breath, one accused."""
    kin = min(1.0, fsum(min(w, b.kin[g]) for g, w in a.kin.items() if g in b.kin) / 3)
    like = 0.55 * cosine(a.vector, a.norm, b.vector, b.norm) + 0.25 * kin + 0.25 * _around(a, b)
    if a.block == b.block and _one_breath(a, b) and (not b.makers or names.best(a.makers, b.makers) >= 0.7):
        like += 0.25
    if a.names and b.names:
        like *= 0.6 + 0.4 * names.best(a.names, b.names)
    return min(1.0, 1.5 * like)


def _joined(a: Told, b: Told) -> float:
    """How surely two denials answer the same, 0 to 1: words, surroundings, one breath, one denier."""
    meet = names.best(a.names, b.names)
    like = 0.6 * cosine(a.vector, a.norm, b.vector, b.norm) + 0.25 * _around(a, b)
    if _one_breath(a, b) and (not b.makers or meet >= 0.7):
        like += 0.4
    return min(1.0, 1.5 * like * (0.5 + 0.5 * meet))


def _around(a: Told, b: Told) -> float:
    return cosine(a.context, a.context_norm, b.context, b.context_norm)


def _one_breath(a: Told, b: Told) -> bool:
    return a.article == b.article and abs(a.sentence - b.sentence) <= 1
