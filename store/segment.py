"""Finding the article among lines, whatever they come from."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from store.furniture import (
    count_words,
    ends_article,
    is_finished,
    is_furniture,
    opens_comments,
    opens_related,
    prose_score,
)

COMMENTS = -30.0  # no body goes on beyond the heading of readers' comments
END = -6.0
FURNITURE = -1.5  # a body may well go on beyond a few lines that are none of it

_MARKS = re.compile(r"[\"'“”‘’«»„]")
_PULLED = 30  # words: no pull quote is longer
_KEY = 3  # words with which repeats are looked up


def line_score(line: str) -> float:
    """Return how much `line` speaks for (above 0) or against standing in an article."""
    if opens_comments(line):
        return COMMENTS
    if ends_article(line):
        return END
    return FURNITURE if is_furniture(line) else max(prose_score(line), -1.0)


def listed(lines: Sequence[str]) -> Iterator[bool]:
    """Yield for each line whether it stands in a list of other stories: under "Read more" until prose begins again."""
    listing = False
    for line in lines:
        unlike_prose = not is_finished(line) and count_words(line) < 25
        listing = opens_related(line) or (listing and unlike_prose)
        yield listing


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


def best_lines(lines: Sequence[str]) -> list[str]:
    """Return the lines of the best run that are prose."""
    scores = [min(line_score(line), -0.5 if other else 99) for line, other in zip(lines, listed(lines), strict=True)]
    start, end = best_run(scores)
    return [line for line, score in zip(lines[start:end], scores[start:end], strict=True) if score > 0]


def without_biography(paragraphs: Sequence[str], names: Sequence[str]) -> list[str]:
    """Return the paragraphs without those at the end that tell of the reporters called `names`."""
    kept = list(paragraphs)
    while len(kept) > 1 and any(name and kept[-1].casefold().startswith(name.casefold()) for name in names):
        kept.pop()
    return kept


def once(paragraphs: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs without repeats and without pull quotes: short ones whose words stand in another one."""
    kept = list(dict.fromkeys(paragraphs))
    bare = [_MARKS.sub("", paragraph).casefold().split() for paragraph in kept]
    holders: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for i, words in enumerate(bare):
        for at in range(len(words) - _KEY + 1):
            holders[tuple(words[at : at + _KEY])].append(i)

    def is_pulled(i: int) -> bool:
        words = bare[i]
        if not _KEY <= len(words) <= _PULLED:
            return False
        text = " ".join(words).rstrip(".,")
        others = dict.fromkeys(holders[tuple(words[:_KEY])][:50])
        return any(len(bare[j]) > len(words) and text in " ".join(bare[j]) for j in others)

    return tuple(paragraph for i, paragraph in enumerate(kept) if not is_pulled(i))
