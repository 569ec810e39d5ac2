"""A text as words and marks with their offsets and kinds: what the attribution engine looks at instead of characters.

A kind is a word's grammatical face, cheap to look up: closed-class words stand for themselves, other words for their
shape ("C" capitalised, "d" in -ed, "g" in -ing, "s" in -s, "y" in -ly, "w" any other, "9" a number).
"""

import re
from dataclasses import dataclass, field
from itertools import accumulate

from store.claims.cues import CLOSED, TITLES

_TOKEN = re.compile(  # words with their inner marks, initials and titles with their stop, any other character alone
    rf"(?:(?:[^\W\d_]\.){{2,}}|(?:{'|'.join(TITLES)}|[A-Z])\.(?=\s[A-Z])|"
    r"[^\W_]+(?:['’&-][^\W_]+|[.,]\d+)*|''|[^\s])\s*"
)
_MARKS = {
    "”": '"',
    "“": '"',
    "„": '"',
    "‟": '"',
    "«": '"',
    "»": '"',
    "’": "'",
    "‘": "'",
    "–": "—",
    "-": "—",
    "―": "—",
    "…": ".",
    "''": '"',
    "[": "(",
    "]": ")",
}
_LIMIT = 200_000  # kinds remembered before the table starts anew


class _Kinds(dict[str, str]):
    """Word as written -> kind; fills itself."""

    def __missing__(self, word: str) -> str:
        if len(self) > _LIMIT:
            self.clear()
        kind = self[word] = _kind(word)
        return kind


def _kind(word: str) -> str:
    first = word[0]
    if not first.isalnum():
        return _MARKS.get(word, word)
    lower = word.lower().replace("’", "'")
    if lower in CLOSED:
        return lower
    if first.isdigit():
        return "9"
    head, mark, tail = lower.partition("'")
    if mark:
        if lower.endswith("n't"):
            return "n't"
        if head in CLOSED:
            return head + "'"
        return ("C" if first.isupper() else "w") + ("'s" if tail == "s" else "'")
    if first.isupper():
        return "C"
    for ending, kind in (("ing", "g"), ("ed", "d"), ("ly", "y")):
        if len(lower) > len(ending) + 2 and lower.endswith(ending):
            return kind
    return "s" if lower.endswith("s") and not lower.endswith("ss") else "w"


_KINDS = _Kinds()


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a text, in order."""

    text: str
    words: list[str]  # in lower case
    starts: list[int]  # offsets into text
    ends: list[int]
    kinds: list[str]
    quoted: bytearray = field(default_factory=bytearray)  # 1 within a quotation, its marks included


def tokenise(text: str) -> Tokens:
    """Return the tokens of `text`: every visible character is in exactly one."""
    pieces = _TOKEN.findall(text)
    first = len(text) - len(text.lstrip())
    starts = list(accumulate(map(len, pieces), initial=first))
    starts.pop()
    written = list(map(str.rstrip, pieces))
    ends = list(map(int.__add__, starts, map(len, written)))
    return Tokens(
        text,
        list(map(str.lower, written)),
        starts,
        ends,
        list(map(_KINDS.__getitem__, written)),
        bytearray(len(written)),
    )
