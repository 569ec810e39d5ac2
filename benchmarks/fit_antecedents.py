"""Fit how to tell whom a pronoun means that says something, and print how often that is right.

    python benchmarks/fit_antecedents.py [--write] STORY ...

Each file holds one annotated story: JSON as in `tests/data/gold`, or text as in `benchmarks/affairs`. The figures are of
stories held out, in five parts; `--write` fits all and writes `store/claims/antecedents.json`. Needs numpy; a minute. Run
it before the stances are fitted: who speaks tells much of what a claim does.
"""

from collections.abc import Iterator
from pathlib import Path

from affairs import article_of, story_of
from choices import Choice, fit, held_out, write
from fit_pairing import options
from reading import token_f1

from store.claims import antecedents, read_claims, resolve
from store.claims.choice import Features
from store.claims.resolve import Resolver


def choices(file: Path) -> Iterator[Choice]:
    """Yield the pronouns of a story that are read as sources of annotated claims."""
    story = story_of(file)
    for told in story["articles"]:
        met: dict[int, dict[str, Features]] = {}

        class Recorder(antecedents.Antecedents):
            def __init__(
                self, resolver: Resolver, word: str, at: int, met: dict[int, dict[str, Features]] = met
            ) -> None:
                super().__init__(resolver, word, at)
                met[at] = {name: features for name, (_, features) in self.found.items()}

        resolve.Antecedents = Recorder  # type: ignore[misc]
        read = read_claims(article_of(told))
        for claim in story["claims"]:
            if claim["article"] != told["id"] or not claim["source"] or not claim.get("speaker"):
                continue
            best = max(read, key=lambda c, content=claim["content"]: token_f1(c.content, content), default=None)
            if best is None or not best.source or token_f1(best.content, claim["content"]) < 0.5:
                continue
            if best.source.lower() == claim["source"].lower() and best.source_start in met:
                yield Choice(met[best.source_start], claim["speaker"])


def main() -> None:
    asked = options(__doc__)
    weights: dict[str, float] = {}
    for _ in range(2):  # who spoke before is known from the first turn's weights
        resolve.weights = lambda name, known=weights: known  # type: ignore[assignment]
        stories = [list(choices(file)) for file in asked.files]
        weights = fit([choice for story in stories for choice in story])
    print("of the pronouns,", held_out(stories))
    if asked.write:
        write("antecedents", weights)


if __name__ == "__main__":
    main()
