"""Fit how to tell whom an accusation aims at that does not say it, and print how often that is right.

    python benchmarks/fit_aim.py [--write] [--held FILE] STORY ...

Each file holds one annotated story: JSON as in `tests/data/gold`, or text as in `benchmarks/affairs`. The figures are of
stories held out, in five parts; `--write` fits all and writes `store/claims/aim.json`. Needs numpy; half a minute. Run it
after the stances are fitted.
"""

from collections.abc import Iterator
from pathlib import Path

from affairs import article_of, story_of
from choices import Choice, fit, held_out, write
from fit_pairing import options, read_as_new
from reading import token_f1

from store import claims
from store.claims import aim
from store.claims.attributions import Attribution
from store.claims.choice import Features


def choices(file: Path) -> Iterator[Choice]:
    """Yield the accusations of a story that are read and annotated, and do not say whom they aim at."""
    story = story_of(file)
    for told in story["articles"]:
        met: list[tuple[dict[str, Features], str]] = []

        class Recorder(aim.Blame):
            def candidates(
                self,
                attribution: Attribution,
                side: frozenset[str],
                speaker: str,
                met: list[tuple[dict[str, Features], str]] = met,
            ) -> dict[str, Features]:
                found = super().candidates(attribution, side, speaker)
                met.append((found, self.resolver.text[attribution.start : attribution.end]))
                return found

        claims.Blame = Recorder  # type: ignore[misc]
        claims.read_claims(article_of(told))
        wanted = [c for c in story["claims"] if c["article"] == told["id"] and c.get("target")]
        for candidates, content in met:
            best = max(wanted, key=lambda c: token_f1(c["content"], content), default=None)
            if best and token_f1(best["content"], content) >= 0.5:
                yield Choice(candidates, best["target"])


def main() -> None:
    asked = options(__doc__)
    ready = read_as_new(asked.held)
    weights: dict[str, float] = {}
    for _ in range(2):  # whom a side accused last is known from the first turn's weights
        aim.weights = lambda name, known=weights: known  # type: ignore[assignment]
        stories = []
        for file in asked.files:
            ready(file.stem)
            stories.append(list(choices(file)))
        weights = fit([choice for story in stories for choice in story])
    print("of those that do not say it,", held_out(stories))
    if asked.write:
        write("aim", weights)


if __name__ == "__main__":
    main()
