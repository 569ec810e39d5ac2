"""Where a content joins things that are told apart: "that A, and that B", "A; B", "A, and the firm did B", "of X and Y"."""

from bisect import bisect_left

from store.claims.cues import AUXILIARIES, CUES, OBJECTS
from store.claims.passage import Passage
from store.claims.sentences import Span
from store.claims.subjects import verb

_CONJUNCTIONS = frozenset(["and", "but"])
_NOT = frozenset(["not", "never", "no", "n't"])
CHARGED_TOO = (["with", "g"], ["of", "g"])  # "charged with theft and with lying"


def joints(p: Passage, start: int, end: int, cue: int) -> list[Span]:
    """Return the marks and conjunctions within the content [start, end) of `cue` that join a further content."""
    t = p.tokens
    found = []
    for j in p.breaks[bisect_left(p.breaks, start + 1) : bisect_left(p.breaks, end - 1)]:
        kind = t.kinds[j]
        if kind == ";":  # what follows a colon explains what precedes it, and so stays with it
            if not t.quoted[j]:
                found.append((j, j + 1))
        elif kind in _CONJUNCTIONS and j != cue and _joins(p, start, end, j, cue):
            found.append((j, j + 1 + (t.kinds[j + 1 : j + 3] in CHARGED_TOO)))
    return found


def _joins(p: Passage, start: int, end: int, j: int, cue: int) -> bool:
    """Whether the conjunction `j` joins what is told apart."""
    kinds, letters, words = p.tokens.kinds, p.tokens.letters, p.tokens.words
    following = kinds[j + 1]
    if kinds[j - 1] == "," and j + 2 < end:
        if following in AUXILIARIES or following == "d" or letters[j + 1] == "v":
            return True
        if letters[j + 1] in "DC" and not p.tokens.quoted[j] and verb(p.tokens, j + 1, end) is not None:
            return True
    if kinds[j] != "and":
        return False
    if following == "that" or (kinds[start] == "g" == following) or kinds[j + 1 : j + 3] in CHARGED_TOO:
        return True
    if following in AUXILIARIES:
        return kinds[j + 2] in _NOT or following == "n't"
    return (
        CUES[words[cue]].lemma in OBJECTS
        and letters[start] in "wv"
        and kinds[j - 1] in "ws,"
        and letters[j + 1] in "wv"
    )
