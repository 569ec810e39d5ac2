"""A text as words and marks with their offsets and kinds: what the attribution engine looks at instead of characters.

A kind is a word's grammatical face, cheap to look up: closed-class words stand for themselves, other words for their
shape ("C" capitalised, "d" in -ed, "g" in -ing, "s" in -s, "y" in -ly, "w" any other, "9" a number).
"""

import re
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

from store.claims.cues import CLOSED, CUES, DETERMINERS, LINKS, PRONOUNS, TITLES

_TOKEN = re.compile(  # words with their inner marks, initials and titles with their stop, any other character alone
    # the first two are the common cases of what follows, and found twice as fast
    rf"[a-z]++(?: (?=\S)|(?=[,.]\s))|[A-Z][A-Za-z]*+ (?=\S)|(?:(?:[^\W\d_]\.){{2,}}|(?=[A-Z])(?:{'|'.join(TITLES)}|[A-Z])\.(?=\s[A-Z])|"
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
_LIMIT = 200_000  # pieces remembered before the tables start anew


def _kind(word: str, lower: str) -> str:
    if lower in CLOSED:
        return lower
    first = word[0]
    if not word.isalpha() and (kind := _kind_of_mixed(word, first, lower)):
        return kind
    if first.isupper():
        return "C"
    if len(lower) > 4 and (kind := _ENDINGS.get(lower[-2:], "")):
        return kind if kind != "g" or (len(lower) > 5 and lower[-3] == "i") else "w"
    return "s" if lower[-1] == "s" and not lower.endswith("ss") else "w"


def _kind_of_mixed(word: str, first: str, lower: str) -> str:
    """Return the kind of what is not all letters; nothing where it is but a word with a hyphen or stops."""
    if not first.isalnum():
        return _MARKS.get(word, word)
    lower = lower.replace("’", "'")
    if lower in CLOSED:
        return lower
    if first.isdigit():
        return "9"
    head, mark, tail = lower.partition("'")
    if not mark:
        return ""
    if lower.endswith("n't"):
        return "n't"
    if head in CLOSED:
        return head + "'"
    return ("C" if first.isupper() else "w") + ("'s" if tail == "s" else "'")


_ENDINGS = {"ng": "g", "ed": "d", "ly": "y"}  # of "-ing", "-ed", "-ly"


@cache
def _letter(kind: str) -> str:
    """Return what words of a kind are in a noun phrase: P pronoun, D determiner or number, C name, S possessive, o linking
    preposition, w other word, v -ed or -ing word, "." none.
    """
    if kind in PRONOUNS or (kind[-1] == "'" and kind[:-1] in PRONOUNS):
        return "P"
    if kind in DETERMINERS or kind == "9":
        return "D"
    if kind == "C":
        return "C"
    if kind.endswith("'s"):
        return "S"
    if kind in LINKS:
        return "o"
    return "v" if kind in "dg" else "w" if kind in "ws" else "."


_SHAPES = frozenset("wsdgy")
_VERBS = frozenset(word for word, cue in CUES.items() if cue.form in "sdg")  # "v" in a noun phrase whatever their shape


class _Words(dict[str, str]):
    """The word of a piece of text, in lower case; what is new is noted in all three tables."""

    def __missing__(self, piece: str) -> str:
        word = piece.rstrip()
        lower = word.lower()
        _KINDS[piece] = kind = _kind(word, lower)
        if len(lower) != len(word):  # so that offsets hold
            lower = word
        self[piece] = lower
        _LETTERS[piece] = "v" if kind in _SHAPES and lower in _VERBS else _letter(kind)
        return lower


# Of each piece of text: its word, its kind and its letter. A piece that the first table lacks enters all three.
_WORDS = _Words()
_KINDS: dict[str, str] = {}
_LETTERS: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words and marks of a text, in order."""

    text: str
    words: list[str]  # in lower case
    starts: list[int]  # offsets into text
    kinds: list[str]
    letters: str  # a letter a token: its part in a noun phrase
    quoted: bytearray  # 1 within a quotation, its marks included

    def end(self, index: int) -> int:
        """Return the offset behind token `index`."""
        return self.starts[index] + len(self.words[index])


def tokenise(text: str) -> Tokens:
    """Return the tokens of `text`: every visible character is in exactly one."""
    pieces = _TOKEN.findall(text)
    starts = list(accumulate(map(len, pieces), initial=len(text) - len(text.lstrip())))
    starts.pop()
    if len(_WORDS) > _LIMIT:
        for table in (_WORDS, _KINDS, _LETTERS):
            table.clear()
    words = list(map(_WORDS.__getitem__, pieces))  # first: it fills the others
    kinds = list(map(_KINDS.__getitem__, pieces))
    letters = "".join(map(_LETTERS.__getitem__, pieces))
    return Tokens(text, words, starts, kinds, letters, bytearray(len(words)))
