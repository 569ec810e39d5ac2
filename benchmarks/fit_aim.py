"""Fit how to tell whom an accusation aims at that does not say it, and print how often that is right.

    python benchmarks/fit_aim.py [--write] [--held FILE] STORY ...

Each file holds one annotated story: JSON as in `tests/data/gold`, or text as in `benchmarks/affairs`. The figures are of
stories held out, in five parts; `--write` fits all and writes `store/claims/aim.json`. Needs numpy; half a minute. Run it
after the stances are fitted.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from affairs import story_of
from fit_pairing import options, read_as_new
from reading import same_name, token_f1

from store import claims
from store.claims import aim
from store.claims.attributions import Attribution
from store.model import Article

FOLDS, TURNS, STEP, PENALTY = 5, 180, 0.1, 1.0

Choice = tuple[dict[str, aim.Features], str, str]  # the candidates, who is accused, and the content


def choices(file: Path) -> Iterator[Choice]:
    """Yield the accusations of a story that are read and annotated, and do not say whom they aim at."""
    story = story_of(file)
    for told in story["articles"]:
        met: list[tuple[dict[str, aim.Features], str]] = []

        class Recorder(aim.Blame):
            def candidates(
                self,
                attribution: Attribution,
                side: frozenset[str],
                speaker: str,
                met: list[tuple[dict[str, aim.Features], str]] = met,
            ) -> dict[str, aim.Features]:
                found = super().candidates(attribution, side, speaker)
                met.append((found, self.resolver.text[attribution.start : attribution.end]))
                return found

        claims.Blame = Recorder  # type: ignore[misc]
        claims.read_claims(
            Article(told["id"], told["title"], told["outlet"], "", told["published"], "en", (), told["text"])
        )
        wanted = [c for c in story["claims"] if c["article"] == told["id"] and c.get("target")]
        for candidates, content in met:
            best = max(wanted, key=lambda c: token_f1(c["content"], content), default=None)
            if best and token_f1(best["content"], content) >= 0.5:
                yield candidates, best["target"], content


def fit(made: Sequence[Choice]) -> dict[str, float]:
    """Return the weights under which the right candidates are likeliest, by adaptive steps with an L2 penalty."""
    names = sorted({name for candidates, *_ in made for features in candidates.values() for name in features})
    place = {name: i for i, name in enumerate(names)}
    tables = []
    for candidates, accused, _ in made:
        right = np.array([same_name(name, accused) for name in candidates], float)
        if right.any():
            table = np.zeros((len(candidates), len(names)))
            for line, features in zip(table, candidates.values(), strict=True):
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
    aimed = likely * right
    return table.T @ (aimed / max(aimed.sum(), 1e-12) - likely)


def main() -> None:
    asked = options(__doc__)
    ready = read_as_new(asked.held)
    weights: dict[str, float] = {}
    for _ in range(2):  # whom a side accused last is known from the first turn's weights
        aim.weights = lambda known=weights: known  # type: ignore[assignment]
        stories = []
        for file in asked.files:
            ready(file.stem)
            stories.append(list(choices(file)))
        weights = fit([choice for story in stories for choice in story])
    right = 0
    for part in range(FOLDS):
        held = fit([c for number, story in enumerate(stories) if number % FOLDS != part for c in story])
        right += sum(
            same_name(aim.likeliest(c, held), accused) for story in stories[part::FOLDS] for c, accused, _ in story
        )
    whole = sum(map(len, stories))
    print(f"right of those that do not say it: {right / whole:.3f} of {whole}")
    if asked.write:
        table = json.dumps(weights, indent=1, sort_keys=True)
        (Path(aim.__file__).with_name("aim.json")).write_text(table + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
