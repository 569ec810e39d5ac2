"""Who says what: source, cue and content spans of everything that a text attributes to somebody.

Offsets count code points of the text that was given. Pure and deterministic; linear in the length of the text.
"""

import re
from dataclasses import dataclass

from store.model import Quote


@dataclass(frozen=True, slots=True)
class Attribution:
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
    sentence: int = 0  # the index of the sentence in which the content begins


_SAID = re.compile(
    r"(?P<source>\b(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|(?:[Tt]he )?(?:[A-Z][\w’'.-]* ?){1,5}))\s?"
    r"\b(?P<cue>said|says|claimed|claims|alleged|denied|denies|accused|insisted|added|told [\w ]{2,30}?)\s"
    r"(?:that )?(?P<content>[^\n]{3,400}?)(?=\.(?:\s|$)|\n|$)"
)
_LEMMA = {"said": "say", "says": "say", "denied": "deny", "denies": "deny"}


def find_attributions(text: str) -> list[Attribution]:
    """Return the attributions of `text` in the order of their contents."""
    found = []
    for match in _SAID.finditer(text):
        start, end = match.span("content")
        cue = match["cue"].split()[0]
        found.append(
            Attribution(
                start,
                end,
                match.start("source"),
                match.start("source") + len(match["source"].rstrip()),
                match.start("cue"),
                match.end("cue"),
                cue=_LEMMA.get(cue, cue.removesuffix("ed")),
                frame="after",
            )
        )
    return found
