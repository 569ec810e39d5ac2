"""Accusation, denial or other: a small network over named signs, its weights a table of whole numbers.

A claim's two scores (accusation, denial; other is the zero between them) are sums of the weights of its signs, and of what
a few units add that see the signs together (rectified linear units: X. Glorot, A. Bordes and Y. Bengio, "Deep sparse
rectifier neural networks", 2011); a softmax makes them probabilities. `benchmarks/fit_stance.py` fits the table.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path
from typing import Any, NamedTuple

from store.claims.net import Net
from store.model import Kind

CHARGE = "turns on a charge"  # the sign of a content that begins with a noun for a charge, behind a cue against it
GOES_ON = "goes on from a denial"  # by the same speaker in the same sentence
_REJECTING = frozenset(("cue slam", "cue deny"))
LEAN = (0.1, 0.1)  # added for accusation and denial: best on articles that the nets had not seen


class Verdict(NamedTuple):
    """What a claim does, how sure that is (a probability), and the sign that spoke most for it."""

    kind: Kind
    confidence: float
    why: str


class Tables(NamedTuple):
    """What the fitting script learned."""

    words: Mapping[str, str]  # the signs of stems that have a weight of their own
    alone: Net  # of the first look: the claim alone
    placed: Net  # of the second: the claim in its article


@cache
def tables() -> Tables:
    """Return the learned tables, loaded once."""
    return made(json.loads(Path(__file__).with_name("stance.json").read_text(encoding="utf-8")))


def made(table: dict[str, Any]) -> Tables:
    """Return the tables that the fitting script wrote as `table`."""
    words = table["words"].split()
    return Tables({stem: "word " + stem for stem in words}, Net.load(table["alone"]), Net.load(table["placed"]))


def settled(signs: Collection[str]) -> bool:
    """Tell whether the construction leaves no doubt: somebody rejects, by such a verb, what is called a charge.

    Of annotated ones, whatever their other words say, 72 of 79 deny and one accuses.
    """
    return CHARGE in signs and not _REJECTING.isdisjoint(signs)


def probabilities(accuses: float, denies: float) -> tuple[float, float]:
    """Return how probable accusation and denial are, given their scores."""
    top = max(accuses, denies, 0.0)
    a, d, o = exp(accuses - top), exp(denies - top), exp(-top)
    total = a + d + o
    return a / total, d / total


def decide(signs: Sequence[str], net: Net) -> Verdict:
    """Return the most probable kind, its probability and why."""
    if settled(signs) or (GOES_ON in signs and "negation" in signs):
        return Verdict(Kind.DENIAL, 0.9, GOES_ON if GOES_ON in signs else CHARGE)
    accuses, denies = net.scores(signs)
    accuses, denies = probabilities(accuses + LEAN[0], denies + LEAN[1])
    other = 1.0 - accuses - denies
    if accuses >= denies and accuses >= other:
        return Verdict(Kind.ACCUSATION, accuses, _why(signs, net, 0))
    if denies >= other:
        return Verdict(Kind.DENIAL, denies, _why(signs, net, 1))
    return Verdict(Kind.OTHER, other, "")


def _why(signs: Sequence[str], net: Net, kind: int) -> str:
    """Return the three signs of the claim itself that speak most for a kind, here where these units are lit."""
    spoke = net.spoke(signs, kind)
    own = [sign for sign in spoke if sign != "always" and not sign.endswith(" article") and spoke[sign] > 0]
    return "; ".join(sorted(own, key=lambda sign: -spoke[sign])[:3]) or "the article's tenor"
