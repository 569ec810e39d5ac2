"""Accusation, denial or other: a linear classifier over named features, its weights a table of numbers.

A claim's two scores (accusation, denial; other is the zero between them) are sums of the weights of its features; a
softmax makes them probabilities. `benchmarks/fit_stance.py` fits the table.
"""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from store.model import Kind

Weights = Mapping[str, tuple[float, float]]
_NONE = (0.0, 0.0)


class Verdict(NamedTuple):
    """What a claim does, how sure that is (a probability), and the feature that spoke most for it."""

    kind: Kind
    confidence: float
    why: str


@cache
def tables() -> tuple[Weights, Weights]:
    """Return the weights of the first look (the claim alone) and of the second (in its article)."""
    raw = json.loads(Path(__file__).with_name("stance.json").read_text(encoding="utf-8"))
    return raw["alone"], raw["placed"]


def scores(features: Iterable[str], weights: Weights) -> tuple[float, float]:
    """Return the sums for accusation and for denial."""
    accuses = denies = 0.0
    for feature in features:
        weight = weights.get(feature)
        if weight is not None:
            accuses += weight[0]
            denies += weight[1]
    return accuses, denies


def probabilities(accuses: float, denies: float) -> tuple[float, float]:
    """Return how probable accusation and denial are, given their scores."""
    top = max(accuses, denies, 0.0)
    a, d, o = exp(accuses - top), exp(denies - top), exp(-top)
    total = a + d + o
    return a / total, d / total


def decide(features: Iterable[str], weights: Weights) -> Verdict:
    """Return the most probable kind, its probability and why."""
    features = list(features)
    accuses, denies = probabilities(*scores(features, weights))
    other = 1.0 - accuses - denies
    if accuses >= denies and accuses >= other:
        return Verdict(Kind.ACCUSATION, accuses, _why(features, weights, 0))
    if denies >= other:
        return Verdict(Kind.DENIAL, denies, _why(features, weights, 1))
    return Verdict(Kind.OTHER, other, "")


def _why(features: Iterable[str], weights: Weights, column: int) -> str:
    """Return the three features that speak most for a kind."""
    best = sorted(features, key=lambda name: -weights.get(name, _NONE)[column])[:3]
    return "; ".join(name for name in best if weights.get(name, _NONE)[column] > 0)
