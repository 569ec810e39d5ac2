"""From features to log-odds, a score that means what it says, and what each group of features adds to it."""

import json
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import exp

from store.pairing.features import Features

POINTS = 12.0  # points of a score that one unit of log-odds stands for, on the way from 10 to 90
GROUPS = ("words", "numbers", "party", "place", "object", "sweep", "alike", "order", "sure", "others")
BASE = "base"  # what every pair starts from; as a factor, what the reader's decisions add to it, in log-odds

Weights = Mapping[str, float]  # feature -> weight; "" is the base


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, Weights]:
    """Return the weights of the "first" and "second" look, and of the likeness of two "accusations" and two "denials".

    `benchmarks/fit_pairing.py` fits them.
    """
    read: dict[str, Weights] = json.loads(files("store.pairing").joinpath("weights.json").read_text(encoding="utf-8"))
    return read


def odds(features: Features, weights: Weights) -> float:
    """Return the log-odds that `weights` give to `features`."""
    return weights[""] + sum([weights.get(name, 0.0) * value for name, value in features.items()])


def by_group(features: Features, weights: Weights) -> dict[str, float]:
    """Return what each group of features adds to the log-odds; they and the base make the whole."""
    groups: dict[str, float] = defaultdict(float)
    for name, value in features.items():
        groups[name.partition(".")[0]] += weights.get(name, 0.0) * value
    return groups


def adjusted(groups: Mapping[str, float], base: float, factors: Mapping[str, float]) -> float:
    """Return the log-odds with each group multiplied by its factor, which is 1 where the reader changed nothing."""
    return base + factors.get(BASE, 0.0) + sum(factors.get(name, 1.0) * value for name, value in groups.items())


def chance(odds: float) -> float:
    """Return the probability that log-odds stand for."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
