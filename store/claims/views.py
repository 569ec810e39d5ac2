"""Whose view a clause is, told beside it: "In her opinion …", "…, in the words of its head", "which by his account …"."""

from store.claims.cues import AUXILIARIES
from store.claims.lexicons import constructions
from store.claims.sentences import Span
from store.claims.tags import Tag
from store.claims.tokens import Tokens

_WORDS = constructions("en")["views"]
VIEWING = _WORDS["viewing"]
_WHOSE = _WORDS["whose"]
_OWN = 5  # tokens of "in the council’s opinion"
_STOPS = frozenset([".", ";", ":", "?", "!"])
_LEAST = 3  # tokens of a clause


def view(t: Tokens, i: int, a: int, b: int) -> Tag | None:
    """Return what the word `i` of `VIEWING` says of the sentence [a, b): whose view its clause is."""
    if t.quoted[i] or i + 1 >= b:
        return None
    if t.words[i] == "according":
        return _relative(t, i, b)
    found = _owned(t, i, a) or _owner_behind(t, i, a, b)
    if found is None:
        return None
    preposition, source, stop = found
    end = b - (t.kinds[b - 1] in _STOPS)
    before = preposition - 1
    if preposition > a and t.kinds[before] == "," and (stop >= end or t.kinds[stop] in ",;"):
        if stop >= end or not AUXILIARIES.isdisjoint(t.kinds[a:before]):
            return Tag((a, before), source, (before, before), "L") if before - a >= _LEAST else None
        return Tag((a, end), source, (before, before), "S")
    start = stop + (t.kinds[stop] == ",")
    return Tag((start, end), source, (start, start), "R") if end - start >= _LEAST else None


_Found = tuple[int, Span, int]  # the preposition, whose view it is, and what follows


def _owned(t: Tokens, i: int, a: int) -> _Found | None:
    """Return what "in her view" or "by the council’s account" says."""
    for j in range(i - 1, max(a, i - _OWN) - 1, -1):
        if t.kinds[j] in ("in", "by"):
            first = j + 1
            if first < i and (t.kinds[first] in _WHOSE or t.letters[i - 1] == "S"):
                return j, (first, i), i + 1
            return None
        if t.letters[j] not in "DSCw":
            return None
    return None


def _owner_behind(t: Tokens, i: int, a: int, b: int) -> _Found | None:
    """Return what "in the words of its head" says."""
    if i - 2 < a or t.kinds[i - 1] != "the" or t.kinds[i - 2] != "in" or t.kinds[i + 1] != "of":
        return None
    stop = _phrase_end(t, i + 2, b)
    return (i - 2, (i + 2, stop), stop) if stop > i + 2 and stop < len(t.kinds) else None


def _relative(t: Tokens, i: int, b: int) -> Tag | None:
    """Return what "which according to her parents …" says."""
    if t.kinds[i - 1] not in ("which", "who") or t.kinds[i + 1] != "to":
        return None
    stop = _phrase_end(t, i + 2, b)
    end = b - (t.kinds[b - 1] in _STOPS)
    return Tag((stop, end), (i + 2, stop), (stop, stop), "R") if i + 2 < stop < end - 1 else None


def _phrase_end(t: Tokens, start: int, b: int) -> int:
    """Return where the noun phrase at `start` ends: before a verb, a mark or a number that opens the next."""
    j = start + 1
    while j < b and t.letters[j] in "CwSo" and t.words[j] not in ("in", "on"):
        if t.kinds[j] == t.kinds[j - 1] == "s":  # "her parents falls"
            break
        j += 1
    return j
