"""What a story's other pairs say about a pair: the same charge told twice has the same denials, and one denial one aim.

A second look in the manner of stacked learning (W. Cohen and V. Carvalho, "Stacked sequential learning", 2005): the
features here are made from the chances that the first look gave to all pairs.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from store.pairing.features import Features
from store.pairing.likeness import Likeness
from store.pairing.score import Weights
from store.pairing.told import Affair

LOOKED_AT = 3  # likeliest other pairs of a claim that are looked at

Pairs = Mapping[tuple[int, int], float]  # (accusation, denial), by position, -> chance


def second_look(
    affair: Affair, chances: Pairs, alike: Mapping[str, Weights], wanted: Iterable[tuple[int, int]] | None = None
) -> dict[tuple[int, int], Features]:
    """Return for each of the `wanted` pairs, or for all, what the others of `chances` suggest.

    `alike` holds the weights by which two "accusations" and two "denials" belong to the same.
    """
    of_denial: dict[int, list[tuple[float, int]]] = defaultdict(list)
    of_accusation: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for (i, j), chance in chances.items():
        of_denial[j].append((-chance, i))
        of_accusation[i].append((-chance, j))
    for likeliest in (*of_denial.values(), *of_accusation.values()):
        likeliest.sort()
        del likeliest[LOOKED_AT:]
    same, joined = Likeness(affair.accusations, alike["accusations"]), Likeness(affair.denials, alike["denials"])
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
