"""What the reader's decisions teach: factors on the groups of reasons, within bounds, and what changed in plain words.

The engine's points are stored with each pairing as its own weights gave them, so that a re-fit needs no re-reading and
always starts from the shipped weights: the same decisions give the same factors, and undone ones leave no trace.
"""

from collections.abc import Mapping, Sequence

from store.model import Pairing
from store.pairing.score import BASE, GROUPS, POINTS, adjusted, chance, shipped

LEAST, MOST = 0.5, 2.0  # a group never counts less than half or more than twice what it was shipped with
SHIFT = 1.5  # log-odds by which the base may move
PRIOR = 25.0  # how firmly the shipped weights stand: one odd decision is hardly felt, ten are
STEPS = 200
_NAMES = {
    "words": "shared words",
    "numbers": "shared numbers",
    "party": "who denies and who is accused",
    "place": "where both stand in the text",
    "object": "what a denial points back to",
    "sweep": "sweeping denials",
    "alike": "likeness to the charge before the denial",
    "order": "order in time",
    "sure": "how surely claims were read",
    "others": "the story's other pairs",
}


def learn(examples: Sequence[tuple[Pairing, bool]]) -> dict[str, float]:
    """Return the factors for `pair(weights=…)` that fit the reader's decisions: each pairing with whether it is right.

    Gradient steps on the logistic loss with a Gaussian prior around the shipped weights; deterministic, whatever the
    order of `examples`. Pairings without reasons, such as those made by hand, are passed over; with none, no factor.
    """
    told = sorted((p.accusation, p.denial, right, _groups(p)) for p, right in examples if p.reasons)
    if not told:
        return {}
    base = shipped()["second"][""]
    factors = {BASE: 0.0, **dict.fromkeys(GROUPS, 1.0)}
    # no step overshoots: this is the steepest that the loss can curve
    rate = 1 / (PRIOR + sum(1 + sum(value * value for _, value in groups) for *_, groups in told) / 4)
    for _ in range(STEPS):
        pull = {name: PRIOR * (_start(name) - factor) for name, factor in factors.items()}
        for _, _, right, groups in told:
            error = right - chance(adjusted(dict(groups), base, factors))
            pull[BASE] += error
            for name, value in groups:
                pull[name] += error * value
        factors = {name: _bounded(name, factor + rate * pull[name]) for name, factor in factors.items()}
    return {name: round(factor, 3) for name, factor in factors.items()}


def _groups(pairing: Pairing) -> tuple[tuple[str, float], ...]:
    return tuple(sorted((r.name, r.points / POINTS) for r in pairing.reasons if r.name in GROUPS))


def _start(name: str) -> float:
    return 0.0 if name == BASE else 1.0


def _bounded(name: str, value: float) -> float:
    return max(-SHIFT, min(SHIFT, value)) if name == BASE else max(LEAST, min(MOST, value))


def explain(weights: Mapping[str, float]) -> list[str]:
    """Return a line for each factor of `learn` that differs by a twentieth or more, the furthest changed first."""
    changed = sorted(weights.items(), key=lambda item: (-abs(item[1] - _start(item[0])), item[0]))
    lines = []
    for name, factor in changed:
        if abs(factor - _start(name)) < 0.05:
            continue
        if name == BASE:
            lines.append(f"pairings in general are judged {'more' if factor > 0 else 'less'} readily ({factor:+.2f})")
        else:
            lines.append(f"{_NAMES.get(name, name)} count {factor:.2f} times what they did")
    return lines
