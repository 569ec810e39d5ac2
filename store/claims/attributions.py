"""The engine's result: one content that a text attributes to somebody. Offsets count code points of the text."""

from typing import NamedTuple

from store.model import Quote


class Attribution(NamedTuple):
    """One content that the text attributes, with the words that attribute it."""

    start: int  # the content: text[start:end], never empty
    end: int
    source_start: int | None = None  # the words that name who says it; None where nobody is named
    source_end: int | None = None
    cue_start: int | None = None  # the reporting words; None in a bare continued quotation
    cue_end: int | None = None
    quote: Quote = Quote.INDIRECT
    frame: str = "after"  # the construction: "after", "before", "inside", "inverted", "according", "nominal", …
    cue: str = ""  # the cue's lemma: "say", "accuse", "claim"; empty where there is no cue
    negated: bool = False  # the cue is denied or undone: "did not say", "never claimed"
    confidence: float = 0.5  # 0 to 1
    object_start: int | None = None  # the accused in "accused X of Y", "allegations against X", "X is suspected of Y"
    object_end: int | None = None
    sentence: int = 0  # the index of the sentence in which the cue stands
    parts: tuple[tuple[int, int], ...] = ()  # the sentences of a content that has several, without the cue between them
