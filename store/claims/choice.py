"""A fitted choice of one among several.

A conditional choice (D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974): candidates are put
up, each with a few features, and the one whose weights sum highest is chosen.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

Features = dict[str, float]


@cache
def weights(name: str) -> Mapping[str, float]:
    """Return the fitted weights of one sort of choice, "aim" or "antecedents", loaded once."""
    loaded: dict[str, float] = json.loads(Path(__file__).with_name(f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def likeliest(candidates: Mapping[str, Features], weights: Mapping[str, float]) -> str:
    """Return the candidate for which `weights` speak most, the first of equals; nothing where there is none."""

    def odds(name: str) -> float:
        return sum([weights.get(feature, 0.0) * value for feature, value in candidates[name].items()])

    return max(candidates, key=odds, default="")
