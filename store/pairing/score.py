"""From features to a score that means what it says, with the reasons that add up to it."""

import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from math import exp

from store.pairing.features import Features

POINTS = 12.0  # points of a score for one unit of log-odds: its slope around 40 to 60 is half of that of 25
BASE = "base"  # the reason that holds what every pair starts from
READER = "reader"  # the reason that holds what the reader's decisions changed


@lru_cache(maxsize=1)
def shipped() -> Mapping[str, float]:
    """Return the weights as fitted by `benchmarks/fit_pairing.py`."""
    read: dict[str, float] = json.loads(files("store.pairing").joinpath("weights.json").read_text(encoding="utf-8"))
    return read


def odds(features: Features, weights: Mapping[str, float]) -> float:
    """Return the log-odds that `weights` give to `features`; "" names the base."""
    return weights[""] + sum(weights.get(name, 0.0) * value for name, value in features.items())


def chance(odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, odds))))
