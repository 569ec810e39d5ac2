"""Every candidate pair of a story judged in two looks, and those worth showing made pairings."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from store.model import Pairing, Reason, Strength
from store.pairing.candidates import candidates
from store.pairing.features import Features, compare
from store.pairing.others import second_look
from store.pairing.reasons import detail
from store.pairing.score import BASE, POINTS, adjusted, by_group, chance, odds, shipped
from store.pairing.told import Affair, Told

SHOWN = 24  # score from which a pairing is worth showing: about the best F1 on claims as read, in cross-validation
READER = "reader"  # the reason that holds what the reader's decisions changed


def look(affair: Affair) -> dict[tuple[int, int], Features]:
    """Return the features of each pair worth judging, by the positions of accusation and denial."""
    pages: dict[int, list[Told]] = defaultdict(list)
    for accusation in affair.accusations:
        pages[accusation.article].append(accusation)
    found: dict[tuple[int, int], Features] = {}
    for j, chosen in enumerate(candidates(affair)):
        denial = affair.denials[j]
        compared = compare(denial, [affair.accusations[i] for i in chosen], pages[denial.article])
        found.update(((i, j), features) for i, features in zip(chosen, compared, strict=True))
    return found


def pairings(affair: Affair, only: Collection[str] | None, factors: Mapping[str, float]) -> list[Pairing]:
    """Return the pairings of `affair` worth showing, best first; see `store.pairing.pair`."""
    weights = shipped()
    first, second = weights["first"], weights["second"]
    looked = look(affair)
    wanted = [key for key in looked if only is None or _touches(affair, *key, only)]
    chances = {key: chance(odds(features, first)) for key, features in looked.items()}
    others = second_look(affair, chances, weights, wanted)
    found = []
    for i, j in wanted:
        accusation, denial, features = affair.accusations[i], affair.denials[j], looked[i, j]
        features.update(others[i, j])
        if not factors and 100 * chance(odds(features, second)) < SHOWN - 1:
            continue
        groups = by_group(features, second)
        score = round(100 * chance(adjusted(groups, second[""], factors)))
        plain = round(100 * chance(adjusted(groups, second[""], {})))
        if max(score, plain) >= SHOWN:  # what was taught ranks, and may show more; it hides nothing
            found.append(_pairing(accusation, denial, features, groups, score, plain))
    return sorted(found, key=lambda p: (-p.score, p.accusation, p.denial))


def _touches(affair: Affair, i: int, j: int, only: Collection[str]) -> bool:
    return affair.accusations[i].claim.article in only or affair.denials[j].claim.article in only


def _pairing(a: Told, d: Told, features: Features, groups: Mapping[str, float], score: int, plain: int) -> Pairing:
    """Return the pairing with reasons that add up to `score`, of which the engine alone would have given `plain`."""
    reasons = [
        Reason(name, round(POINTS * value, 1), detail(name, a, d, features))
        for name, value in groups.items()
        if abs(value) >= 0.05
    ]
    reasons.sort(key=lambda r: (-abs(r.points), r.name))
    if score != plain:
        reasons.append(Reason(READER, float(score - plain), "what your decisions so far have taught"))
    base = round(plain - sum(r.points for r in reasons if r.name != READER), 1)
    reasons.append(Reason(BASE, base, "how often any two claims belong together"))
    strength = Strength.GENERAL if d.sweeping else Strength.SPECIFIC
    return Pairing(a.claim.key, d.claim.key, score, strength, tuple(reasons))
