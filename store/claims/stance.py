"""Accusation, denial or other: a linear classifier over named signs, its weights a table of numbers.

A claim's two scores (accusation, denial; other is the zero between them) are sums of the weights of its signs; a
softmax makes them probabilities. `benchmarks/fit_stance.py` fits the table.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from math import exp
from pathlib import Path
from typing import NamedTuple

from store.model import Kind

Weights = Mapping[str, tuple[float, float]]
_NONE = (0.0, 0.0)
CHARGE = (
    "turns on a charge"  # the sign of a content that begins with a noun for a charge, after a cue that is against it
)
GOES_ON = "goes on from a denial"  # by the same speaker in the same sentence
_REJECTING = frozenset(("cue slam", "cue deny"))
LEAN = (0.3, 0.15)  # what is added for accusation and denial: a missed one costs as much as a wrong one


class Verdict(NamedTuple):
    """What a claim does, how sure that is (a probability), and the sign that spoke most for it."""

    kind: Kind
    confidence: float
    why: str


class Tables(NamedTuple):
    """What the fitting script learned."""

    words: Mapping[str, str]  # the signs of stems that have a weight of their own
    alone: Weights  # of the first look: the claim alone
    placed: Weights  # of the second: the claim in its article


@cache
def tables() -> Tables:
    """Return the learned tables, loaded once."""
    raw = json.loads(Path(__file__).with_name("stance.json").read_text(encoding="utf-8"))
    return Tables({stem: "word " + stem for stem in raw["words"]}, raw["alone"], raw["placed"])


def settled(signs: Collection[str]) -> bool:
    """Tell whether the construction leaves no doubt: somebody rejects, by such a verb, what is called a charge.

    Of annotated ones, whatever their other words say, 72 of 79 deny and one accuses.
    """
    return CHARGE in signs and not _REJECTING.isdisjoint(signs)


def scores(signs: Iterable[str], weights: Weights) -> tuple[float, float]:
    """Return the sums for accusation and for denial."""
    accuses = denies = 0.0
    for sign in signs:
        if sign in weights:
            accusing, denying = weights[sign]
            accuses += accusing
            denies += denying
    return accuses, denies


def probabilities(accuses: float, denies: float) -> tuple[float, float]:
    """Return how probable accusation and denial are, given their scores."""
    top = max(accuses, denies, 0.0)
    a, d, o = exp(accuses - top), exp(denies - top), exp(-top)
    total = a + d + o
    return a / total, d / total


def decide(signs: Collection[str], weights: Weights) -> Verdict:
    """Return the most probable kind, its probability and why."""
    if settled(signs) or (GOES_ON in signs and "negation" in signs):
        return Verdict(Kind.DENIAL, 0.9, GOES_ON if GOES_ON in signs else CHARGE)
    accuses, denies = scores(signs, weights)
    accuses, denies = probabilities(accuses + LEAN[0], denies + LEAN[1])
    other = 1.0 - accuses - denies
    if accuses >= denies and accuses >= other:
        return Verdict(Kind.ACCUSATION, accuses, _why(signs, weights, 0))
    if denies >= other:
        return Verdict(Kind.DENIAL, denies, _why(signs, weights, 1))
    return Verdict(Kind.OTHER, other, "")


def _why(signs: Iterable[str], weights: Weights, column: int) -> str:
    """Return the three signs of the claim itself that speak most for a kind."""
    own = [name for name in signs if name != "always" and not name.endswith(" article")]
    best = sorted(own, key=lambda name: -weights.get(name, _NONE)[column])[:3]
    return "; ".join(name for name in best if weights.get(name, _NONE)[column] > 0) or "the article's tenor"
