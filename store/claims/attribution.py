"""Who says what: source, cue and content spans of everything that a text attributes to somebody.

Offsets count code points of the text that was given. Pure and deterministic; linear in the length of the text.
"""

from collections.abc import Iterable

from store.claims.attributions import Attribution
from store.claims.counts import counts
from store.claims.following import following
from store.claims.frames import shape
from store.claims.passage import Passage, read_passage
from store.claims.quoted import join
from store.claims.reading import Reading, readings

__all__ = ["Attribution", "attributions", "find_attributions"]


def find_attributions(text: str) -> list[Attribution]:
    """Return the attributions of `text` in the order of their contents."""
    passage = read_passage(text)
    return attributions(passage, readings(passage))


def attributions(passage: Passage, found: Iterable[Reading]) -> list[Attribution]:
    """Return what the readings of a passage attribute, in the order of the contents; of two to one content the surer."""
    by_span: dict[tuple[int, int], Attribution] = {}
    for attribution in [*(shape(passage, reading) for reading in found), *counts(passage)]:
        if attribution is not None:
            span = attribution.start, attribution.end
            if span not in by_span or by_span[span].confidence < attribution.confidence:
                by_span[span] = attribution
    joined = join(passage, sorted(by_span.values(), key=_place))
    return sorted([*joined, *following(passage, joined)], key=_place)


def _place(attribution: Attribution) -> tuple[int, int]:
    return attribution.start, attribution.end
