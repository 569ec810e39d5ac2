"""Every candidate pair of a story judged, and those worth showing turned into pairings."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from store.model import Pairing, Reason, Strength
from store.pairing.candidates import candidates
from store.pairing.features import compare
from store.pairing.score import BASE, POINTS, chance, odds, shipped
from store.pairing.told import Affair, Told

SHOWN = 0.30  # chance from which a pairing is worth showing: best F1 on claims as read


def pairings(affair: Affair, only: Collection[str] | None, factors: Mapping[str, float]) -> list[Pairing]:
    """Return the pairings of `affair` worth showing, best first."""
    pages: dict[int, list[Told]] = defaultdict(list)
    for accusation in affair.accusations:
        pages[accusation.article].append(accusation)
    found = []
    for denial, chosen in zip(affair.denials, candidates(affair), strict=True):
        accusations = [affair.accusations[i] for i in chosen]
        for accusation, features in zip(accusations, compare(denial, accusations, pages[denial.article]), strict=True):
            if only is not None and accusation.claim.article not in only and denial.claim.article not in only:
                continue
            made = _pairing(accusation, denial, features)
            if made.score >= 100 * SHOWN:
                found.append(made)
    return sorted(found, key=lambda p: (-p.score, p.accusation, p.denial))


def _pairing(accusation: Told, denial: Told, features: Mapping[str, float]) -> Pairing:
    weights = shipped()
    groups: dict[str, float] = defaultdict(float)
    for name, value in features.items():
        groups[name.partition(".")[0]] += weights.get(name, 0.0) * value
    score = round(100 * chance(odds(dict(features), weights)))
    reasons = [Reason(name, round(POINTS * points, 1)) for name, points in groups.items() if abs(points) >= 0.05]
    reasons.sort(key=lambda r: (-r.points, r.name))
    base = Reason(BASE, round(score - sum(r.points for r in reasons), 1))
    strength = Strength.GENERAL if denial.sweeping else Strength.SPECIFIC
    return Pairing(accusation.claim.key, denial.claim.key, score, strength, (*reasons, base))
