"""Where a content joins things that are told apart: "that A, and that B", "A; B", "A, and the firm did B", "of X and Y"."""

from bisect import bisect_left

from store.claims.cues import AUXILIARIES, CUES, OBJECTS, PASTS
from store.claims.lexicons import constructions
from store.claims.passage import Passage
from store.claims.sentences import Span
from store.claims.subjects import verb
from store.claims.tokens import Tokens

_CONJUNCTIONS = constructions("en")["joints"]["joining"]
_NOT = frozenset(["not", "never", "no", "n't"])
CHARGED_TOO = (["with", "g"], ["of", "g"])  # "charged with theft and with lying"


def joints(p: Passage, start: int, end: int, cue: int) -> list[Span]:
    """Return the marks and conjunctions within the content [start, end) of `cue` that join a further content."""
    t = p.tokens
    links = OBJECTS.get(CUES[t.words[cue]].lemma, ())
    found = []
    breaks = p.breaks[bisect_left(p.breaks, start + 1) : bisect_left(p.breaks, end - 1)]
    for j in breaks:
        kind = t.kinds[j]
        if t.quoted[j] and not t.quoted[cue]:  # what one says in one sentence is told as one
            continue
        if kind == ";":  # what follows a colon explains what precedes it, and so stays with it
            found.append((j, j + 1))
        elif kind in _CONJUNCTIONS and j != cue:
            if t.kinds[j + 1] in links:  # "accused of theft and of fraud"
                found.append((j, j + 2))
            elif (
                t.kinds[j - 1] == ","
                and t.kinds[start - 1] in links
                and (other := _other(t, j, end, t.kinds[start - 1]))
            ):
                found.append((j, other))
            elif _joins(p, start, end, j, cue):
                found.append((j, j + 1 + (t.kinds[j + 1 : j + 3] in CHARGED_TOO)))
    return found if found or len(breaks) < _FEWEST else _series(p, breaks, start, end)


def _other(t: Tokens, j: int, end: int, link: str) -> int | None:
    """Return where begins what another is charged with: "charged a clerk with theft, and his wife, Orla Venn, with [fraud]"."""
    for k in range(j + 2, min(end - 1, j + _NAMED)):
        if t.kinds[k] == link:
            return k + 1
        if t.letters[k] not in "PDCSw" and t.kinds[k] != ",":
            return None
    return None


_NAMED = 10  # tokens of "and its director, Orla Venn, with"


def _is_clause(t: Tokens, start: int, j: int, end: int) -> bool:
    """Whether clauses stand before and behind the conjunction `j`: "that the till was empty and the clerk had left"."""
    behind = verb(t, j + 1, end)
    if behind is None or not (t.kinds[behind] in AUXILIARIES or t.letters[j + 1] == "P"):
        return False
    return t.kinds[j - 1] not in _CONJUNCTIONS and verb(t, start, j) is not None


_CLAUSE = 4  # tokens of a clause that is told apart


def _series(p: Passage, breaks: list[int], start: int, end: int) -> list[Span]:
    """Return the marks within a content that joins three or more deeds: "that he lied to A, took B from C and sold it to D"."""
    t, found = p.tokens, list[Span]()
    begun, told = start, False  # where the last deed begins, and whether anything was done before
    for j in breaks:
        if t.quoted[j] or t.kinds[j] not in (",", "and") or j >= end - _DEED:
            continue
        told = told or any(_done(t, k) for k in range(begun + 1, j))
        if not told or not _done(t, j + 1 + (t.kinds[j] == "," and t.kinds[j + 1] == "and")) or j - begun <= _DEED:
            continue
        if t.kinds[j] == "and":
            return [*found, (j, j + 1)] if found else []
        found.append((j, j + 1))
        begun = j
    return []


_FEWEST = 2  # breaks: a comma and an "and"
_DEED = 3  # tokens: "numbered, answered and kept" is told as one


def _done(t: Tokens, j: int) -> bool:
    """Whether the word `j` tells what somebody did; where it was done to him, nothing is told apart."""
    if t.kinds[j] not in ("d", "w") or t.kinds[j - 1] in _BEING:
        return t.kinds[j] == "had"
    return t.kinds[j] == "d" or t.words[j] in PASTS


_BEING = frozenset(["is", "are", "was", "were", "be", "been", "being"])


def _joins(p: Passage, start: int, end: int, j: int, cue: int) -> bool:
    """Whether the conjunction `j` joins what is told apart."""
    kinds, letters, words = p.tokens.kinds, p.tokens.letters, p.tokens.words
    following = kinds[j + 1]
    if kinds[j - 1] == "," and j + 2 < end:
        if following in AUXILIARIES or following == "d" or letters[j + 1] == "v":
            return True
        if letters[j + 1] in "DC" and verb(p.tokens, j + 1, end) is not None:
            return True
    if kinds[j] != "and":
        return False
    if following == "that" or (kinds[start] == "g" == following) or kinds[j + 1 : j + 3] in CHARGED_TOO:
        return True
    if following in AUXILIARIES:
        return kinds[j + 2] in _NOT or following == "n't"
    if (
        cue < start
        and j - start >= _CLAUSE <= end - j
        and not p.tokens.quoted[j]
        and _is_clause(p.tokens, start, j, end)
    ):
        return True
    return (
        CUES[words[cue]].lemma in OBJECTS
        and letters[start] in "wv"
        and kinds[j - 1] in "ws,"
        and letters[j + 1] in "wv"
    )
