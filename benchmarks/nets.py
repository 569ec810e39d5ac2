"""Nets that tell three kinds of claims apart by their signs, fitted by descent: what `fit_stance.py` learns with."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix

from store.claims.net import SCALE, Net

NETS = 4
RARE, BATCH, EPOCHS, STEP, DECAY, DROPPED = 4, 64, 10, 0.01, 0.02, 0.35

Row = tuple[list[str], int, float]  # the signs of a claim, which of the three kinds it is, and what it weighs


def learn(rows: Sequence[Row], units: int = 0) -> Net:
    """Return the mean of `NETS` nets of so many units each, fitted to `rows` from different beginnings: one wide net.

    Signs that stand in fewer than `RARE` rows are left out.
    """
    counts = Counter(name for names, _, _ in rows for name in names)
    known = {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= RARE))}
    signs = [np.array([known[name] for name in names if name in known], dtype=int) for names, _, _ in rows]
    right, shares = np.eye(3)[[kind for _, kind, _ in rows]][:, 1:], np.array([share for *_, share in rows])
    nets = [_fitted(signs, len(known), right, shares, units, np.random.default_rng(seed)) for seed in range(NETS)]
    straight = sum(weights[:, :2] for weights, _, _ in nets) / NETS
    whole = np.round(SCALE * np.hstack([straight, *(weights[:, 2:] for weights, _, _ in nets)])).astype(int)
    table = {name: [int(w) for w in whole[i]] for name, i in known.items() if np.abs(whole[i]).max() >= 3}
    starts = np.round(SCALE * np.concatenate([starts for _, starts, _ in nets])).astype(int)
    adds = np.concatenate([adds for *_, adds in nets]) / NETS
    return Net.of(
        table, [(int(n), round(float(a), 3), round(float(d), 3)) for n, (a, d) in zip(starts, adds, strict=True)]
    )


def _fitted(signs: Sequence[Any], known: int, right: Any, shares: Any, units: int, chance: Any) -> tuple[Any, Any, Any]:
    """Return one net: the weights of signs, where its units start, and what these add.

    Descent by adaptive steps on batches (D. Kingma and J. Ba, "Adam", 2015) with decoupled weight decay (I. Loshchilov and
    F. Hutter, 2019); in each turn a third of the signs and a sixth of the units are left out at random, lest a claim be
    known by one word of its own (N. Srivastava et al., "Dropout", 2014).
    """
    weights = np.hstack([np.zeros((known, 2)), chance.normal(0, 0.05, (known, units))])
    parts = weights, np.zeros(units), np.zeros((units, 2))
    paces = [Pace(part) for part in parts]
    for epoch in range(EPOCHS):
        order = chance.permutation(len(signs))
        for at in range(0, len(signs), BATCH):
            chosen = order[at : at + BATCH]
            kept = [one[chance.random(len(one)) >= DROPPED] for one in (signs[i] for i in chosen)]
            ends = np.cumsum([0, *map(len, kept)])
            batch = csr_matrix((np.ones(ends[-1]), np.concatenate(kept), ends), shape=(len(chosen), known))
            slopes = _slopes(batch, parts, right[chosen], shares[chosen], chance.random(units) >= DROPPED / 2)
            for pace, slope in zip(paces, slopes, strict=True):
                pace.step(slope, STEP * (1 - epoch / EPOCHS))
    return parts


class Pace:
    """A part of a net that goes down by adaptive steps, and the running means that these need."""

    def __init__(self, part: Any) -> None:
        self.part, self.mean, self.square, self.turn = part, np.zeros_like(part), np.zeros_like(part), 0

    def step(self, slope: Any, size: float) -> None:
        self.turn += 1
        self.mean += 0.1 * (slope - self.mean)
        self.square += 0.001 * (slope**2 - self.square)
        ready = (self.mean / (1 - 0.9**self.turn)) / (np.sqrt(self.square / (1 - 0.999**self.turn)) + 1e-8)
        self.part -= size * (ready + DECAY * self.part)


def _slopes(batch: Any, parts: tuple[Any, Any, Any], right: Any, shares: Any, lit: Any) -> list[Any]:
    """Return how the surprise at a batch changes with the weights of signs, the units' starts and what they add."""
    weights, starts, adds = parts
    sums = batch @ weights
    units = np.maximum(sums[:, 2:] + starts, 0) * lit / (1 - DROPPED / 2)
    scores = np.hstack([np.zeros((len(right), 1)), sums[:, :2] + units @ adds])
    chances = np.exp(scores - scores.max(axis=1, keepdims=True))
    error = (chances / chances.sum(axis=1, keepdims=True))[:, 1:] - right
    error *= shares[:, None] / len(right)
    behind = (error @ adds.T) * (units > 0) / (1 - DROPPED / 2)
    return [batch.T @ np.hstack([error, behind]), behind.sum(axis=0), units.T @ error]
