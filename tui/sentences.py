"""The sentences of a text, for selecting one by key."""

import re

# A full stop, with closing quotation marks, before a blank and what may begin a sentence; not after a title or initial.
_END = re.compile(r"[.!?…。！？][\"”’'»)\]]*(?=\s+[\"“‘'«(\[]*[^\W_a-z])|\n\n|(?<=[。！？])")
_SHORT = re.compile(
    r"\b(?:[A-Z]|Mr|Mrs|Ms|Dr|Prof|St|Gen|Col|Lt|Capt|Rev|Hon|Sen|Rep|Gov|No|vs|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$"
)


def sentences(text: str) -> list[tuple[int, int]]:
    """Return the offsets of each sentence, without the blanks around it."""
    found, start = [], 0
    for match in [*_END.finditer(text), None]:
        end = match.end() if match else len(text)
        if match and _SHORT.search(text, start, end):
            continue
        part = text[start:end]
        lead = len(part) - len(part.lstrip())
        if part.strip():
            found.append((start + lead, start + len(part.rstrip())))
        start = end
    return found
