"""What the scripts share that fit how to choose one among several; see `store.claims.choice`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from reading import same_name

from store.claims import choice
from store.claims.choice import Features, likeliest

FOLDS, TURNS, STEP, PENALTY = 5, 180, 0.1, 1.0


class Choice(NamedTuple):
    """The candidates, by name, and the one that is annotated as right."""

    candidates: dict[str, Features]
    right: str


def fit(made: Sequence[Choice]) -> dict[str, float]:
    """Return the weights under which the right candidates are likeliest, by adaptive steps with an L2 penalty."""
    names = sorted({name for one in made for features in one.candidates.values() for name in features})
    place = {name: i for i, name in enumerate(names)}
    tables = []
    for one in made:
        right = np.array([same_name(name, one.right) for name in one.candidates], float)
        if right.any():
            table = np.zeros((len(one.candidates), len(names)))
            for line, features in zip(table, one.candidates.values(), strict=True):
                for name, value in features.items():
                    line[place[name]] = value
            tables.append((table, right))
    weights, mean, square = (np.zeros(len(names)) for _ in range(3))
    for turn in range(1, TURNS + 1):
        slope = -PENALTY * weights + sum(
            (_pull(table, right, weights) for table, right in tables), np.zeros(len(names))
        )
        mean, square = 0.9 * mean + 0.1 * slope, 0.99 * square + 0.01 * slope**2
        ready = (mean / (1 - 0.9**turn)) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
        weights = weights + STEP * (1 - turn / (TURNS + 1)) * ready
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True) if abs(weight) >= 0.01}


def _pull(table: Any, right: Any, weights: Any) -> Any:
    """Return which way one choice pulls the weights: to what is right among its candidates from what is likely."""
    sums = table @ weights
    likely = np.exp(sums - sums.max())
    likely /= likely.sum()
    meant = likely * right
    return table.T @ (meant / max(meant.sum(), 1e-12) - likely)


def write(name: str, weights: dict[str, float]) -> None:
    """Write the fitted weights of one sort of choice to where `store.claims.choice.weights` reads them."""
    table = json.dumps(weights, indent=1, sort_keys=True)
    Path(choice.__file__).with_name(f"{name}.json").write_text(table + "\n", encoding="utf-8")


def held_out(stories: Sequence[Sequence[Choice]]) -> str:
    """Return how often the likeliest candidate is right in stories that the weights were not fitted on."""
    right = 0
    for part in range(FOLDS):
        weights = fit([one for n, story in enumerate(stories) if n % FOLDS != part for one in story])
        right += sum(
            same_name(likeliest(one.candidates, weights), one.right) for story in stories[part::FOLDS] for one in story
        )
    whole = sum(map(len, stories))
    return f"right: {right / max(1, whole):.3f} of {whole}"
