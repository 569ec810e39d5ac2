"""A fitted choice of one among several.

A conditional choice (D. McFadden, "Conditional logit analysis of qualitative choice behavior", 1974): candidates are put
up, each with a few features, and the one whose weights sum highest is chosen.
"""

from collections.abc import Mapping

Features = dict[str, float]


def likeliest(candidates: Mapping[str, Features], weights: Mapping[str, float]) -> str:
    """Return the candidate for which `weights` speak most, the first of equals; nothing where there is none."""

    def odds(name: str) -> float:
        return sum([weights.get(feature, 0.0) * value for feature, value in candidates[name].items()])

    return max(candidates, key=odds, default="")
