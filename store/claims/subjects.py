"""Subjects and their verbs, found by the kinds of words: "the clerk, Orla Venn, | had", "papers seen by the panel | show"."""

from store.claims.cues import AUXILIARIES, DAYS, PASTS
from store.claims.lexicons import constructions
from store.claims.tokens import Tokens

_WORDS = constructions("en")["subjects"]
_SUBJECT = 10  # tokens of the subject of a clause
_LONG = 12  # tokens of "pictures taken by the panel"


def verb(t: Tokens, start: int, b: int) -> int | None:
    """Return the verb of the clause at `start`, before `b`, where a plain subject precedes it."""
    kinds, letters = t.kinds, t.letters
    start += start + 1 < b and (kinds[start] == "y" or kinds[start] in _WORDS["leading"])
    if start + 1 >= b or (letters[start] not in "PDCSw" and kinds[start] not in ("no", "there")):
        return None
    if letters[start] == "P":
        return start + 1 if kinds[start] in _WORDS["persons"] or kinds[start][-1] == "'" else None
    for j in range(start + 1, min(b - 1, start + _SUBJECT)):
        if is_verb(t, j) and (letters[j - 1] != "D" or t.words[j] not in PASTS):
            return j
        if kinds[j] == "," and j > start + 1:
            return _behind_aside(t, j, b)
        if kinds[j] not in _WORDS["within"] and (
            letters[j] not in "CwSDov" or (kinds[j] == "g" and letters[j - 1] not in "DS")
        ):
            return None
    return None


def is_verb(t: Tokens, j: int) -> bool:
    """Whether the word `j` can only be a verb with a subject before it, or a participle."""
    return t.kinds[j] in AUXILIARIES or t.kinds[j] == "d" or t.words[j] in PASTS


def _behind_aside(t: Tokens, comma: int, b: int) -> int | None:
    """Return the verb behind an aside that begins at `comma`: "the clerk, Orla Venn, [had] …"."""
    for j in range(comma + 2, min(b - 1, comma + _SUBJECT)):
        if t.kinds[j] == ",":
            return j + 1 if t.kinds[j + 1] in AUXILIARIES or t.kinds[j + 1] == "d" else None
        if t.letters[j] not in "CwSDo":
            return None
    return None


def named_before(t: Tokens, i: int, b: int) -> bool:
    """Whether the verb behind the cue `i` is of something named before that: "which the owners say was burnt"."""
    if i + 2 >= b or not is_verb(t, i + 1):
        return False
    for j in range(i - 1, max(0, i - _SUBJECT), -1):
        if t.kinds[j] in ("which", "that", "who"):
            return j < i - 1
        if t.letters[j] not in "CwSDP":
            return False
    return False


def has_subject(t: Tokens, i: int, heads: frozenset[str]) -> bool:
    """Whether the subject of the verb `i`, maybe before an aside, has one of `heads`: "a panel, sent by the court, found"."""
    last = i - 1
    if t.kinds[last] == ",":
        last = next((j - 1 for j in range(last - 1, max(0, last - _LONG), -1) if t.kinds[j] == ","), last)
    for j in range(last, max(-1, last - _LONG), -1):
        if t.words[j] in heads:
            return True
        if t.letters[j] not in "CwSDov" and t.kinds[j] not in _WORDS["hanging"] and t.kinds[j] not in DAYS:
            return False
    return False
