"""Finding the article among scored lines, whatever they come from."""

import re
from collections.abc import Sequence

from store.furniture import count_words

_MARKS = re.compile(r"[\"'“”‘’«»„]")


def best_run(scores: Sequence[float]) -> tuple[int, int]:
    """Return start and end of the run with the largest sum; (0, 0) where no score is above 0.

    Maximum subsequence segmentation, after Pasternack and Roth (WWW 2009).
    """
    best, start, total = (0.0, 0, 0), 0, 0.0
    for i, score in enumerate(scores):
        if total <= 0:
            start, total = i, 0.0
        total += score
        if total > best[0]:
            best = (total, start, i + 1)
    return best[1], best[2]


def once(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs without repeats and without pull quotes: short ones whose words stand in another paragraph."""
    kept = list(dict.fromkeys(paragraphs))
    bare = [_MARKS.sub("", paragraph).rstrip(".") for paragraph in kept]
    whole = "\n".join(bare)
    return tuple(p for p, b in zip(kept, bare, strict=True) if count_words(p) > 25 or whole.count(b) < 2)
