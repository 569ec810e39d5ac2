"""Who says what: source, cue and content spans of everything that a text attributes to somebody.

Offsets count code points of the text that was given. Pure and deterministic; linear in the length of the text.
"""

from store.claims.attributions import Attribution
from store.claims.frames import shape
from store.claims.passage import read_passage
from store.claims.quoted import join
from store.claims.reading import readings

__all__ = ["Attribution", "find_attributions"]


def find_attributions(text: str) -> list[Attribution]:
    """Return the attributions of `text` in the order of their contents."""
    passage = read_passage(text)
    found: dict[tuple[int, int], Attribution] = {}
    for reading in readings(passage):
        attribution = shape(passage, reading)
        if attribution is not None:
            span = attribution.start, attribution.end
            if span not in found or found[span].confidence < attribution.confidence:
                found[span] = attribution
    return join(passage, sorted(found.values(), key=lambda attribution: (attribution.start, attribution.end)))
