"""Cues that are tagged on: "The firm lied, says its auditor", "Three men were hurt, the report found last year"."""

from typing import NamedTuple

from store.claims.cues import CUES, DETERMINERS, LIGHT
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_TELLING = frozenset(["say", "show", "accuse", "think"])
_INVERTING = frozenset(["say", "add", "insist", "reply", "complain", "argue", "claim", "report"])
_FORMS = "sd"
_LEAST = 3  # tokens of a clause
_SUBJECT = 14  # tokens of "body-camera footage released by the sheriff on Tuesday"
_TAIL = 14  # tokens of "the parish priest of Saint Orsola"
_STOPS = frozenset([",", ".", ";", ":", "?", "!", "“", "”", "—", "("])
_FINITE = LIGHT - {"y", "not", "never", "also", "just", "even", "still", "now", "then", "only", "again", "first"}
_OPEN = frozenset(  # a clause that so begins leads up to another
    ["when", "if", "as", "after", "while", "although", "because", "since", "though", "before", "despite", "where"]
)
_ADVERBIAL = frozenset(["in", "on", "at", "to", "during", "after", "before", "by", "y", "under", "through", "n't"])
_WHEN = frozenset(["last", "this", "yesterday", "today", "earlier", "later", "again", "recently", "tonight"])
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])


_AFTER = _STOPS | _ADVERBIAL | _DAYS


class Tag(NamedTuple):
    """What a cue that is tagged on reports, in tokens: [start, end), and the words that say who reports it."""

    content: Span
    source: Span | None
    hole: Span  # the tag itself, from its comma to the clause that goes on behind it; empty where none does

    around: bool  # whether the content goes on behind the tag


def tag(t: Tokens, i: int, a: int, b: int) -> Tag | None:
    """Return the clause before the cue `i` in the sentence [a, b) where commas set the cue and its subject off."""
    cue = CUES[t.words[i]]
    if cue.form not in _FORMS or cue.group not in _TELLING or t.quoted[i] or i - a < 2:
        return None
    set_off = _inverted(t, i, b) if t.kinds[i - 1] == "," else _straight(t, i, a, b)
    if set_off is None:
        return None
    comma, source, stop = set_off
    if t.quoted[comma - 1]:
        return None
    end = b - (t.kinds[b - 1] in _STOPS)
    if source[0] > i and _verb_follows(t, stop, end):
        return Tag((a, end), source, (comma, comma), True)
    if comma - a < _LEAST or not _is_clause(t, a, comma):
        return None
    nobody = t.kinds[source[0]] == "it" and source[1] < i and _passive(t, source[1], i)
    if stop + 2 < end and t.kinds[stop] == "," and t.kinds[stop + 1] == "and" and _is_clause(t, stop + 2, end):
        return Tag((a, end), None if nobody else source, (comma, stop + 2), True)
    return Tag((a, comma), None if nobody else source, (comma, comma), False)


_SetOff = tuple[int, Span, int]  # the comma before a tag, its source, and the mark behind it


def _inverted(t: Tokens, i: int, b: int) -> _SetOff | None:
    """Return what sets off ", says Pell"."""
    stop = _stop(t, i, b)
    if CUES[t.words[i]].lemma not in _INVERTING or not _names(t, i + 1, stop):
        return None
    return i - 1, (i + 1, stop), stop


def _straight(t: Tokens, i: int, a: int, b: int) -> _SetOff | None:
    """Return what sets off ", the report found last year"."""
    if i + 1 < b and t.kinds[i + 1] not in _AFTER and t.words[i + 1] not in _WHEN and CUES[t.words[i]].lemma != "tell":
        return None
    first = i
    while first > a and t.kinds[first - 1] in LIGHT:
        first -= 1
    comma = next((j for j in range(first - 1, max(a, first - _SUBJECT), -1) if t.kinds[j] == ","), a)
    if comma == a:
        return None
    stop = _stop(t, i, b)
    if not _is_subject(t, comma + 1, first) or not _is_adverbial(t, i, stop):
        return None
    return comma, (comma + 1, first), stop


def _stop(t: Tokens, i: int, b: int) -> int:
    """Return the first mark after cue `i`, or where the sentence ends."""
    return next((j for j in range(i + 1, min(b, i + 1 + _TAIL)) if t.kinds[j] in _STOPS), b)


def _passive(t: Tokens, first: int, i: int) -> bool:
    """Whether "it is alleged": nobody says it."""
    return CUES[t.words[i]].form == "d" and not {"is", "was", "been"}.isdisjoint(t.kinds[first:i])


def _verb_follows(t: Tokens, stop: int, end: int) -> bool:
    """Whether the clause that a tag broke off goes on with its verb: "The tubs, said Pell, the owner, [were empty]"."""
    for j in range(stop, min(end - 1, stop + _TAIL)):
        if t.kinds[j] == "," and t.kinds[j + 1] in _FINITE:
            return True
        if t.kinds[j] in _STOPS - {","} or t.kinds[j] in _FINITE or t.kinds[j] in _PRONOUNS:
            return False
    return False


_PRONOUNS = frozenset(["who", "which", "whose", "that", "and", "but"])


def _names(t: Tokens, start: int, stop: int) -> bool:
    """Whether [start, stop) is a noun phrase and no clause."""
    kinds = t.kinds[start:stop]
    if not kinds or "that" in kinds or not _FINITE.isdisjoint(kinds) or "v" in t.letters[start:stop]:
        return False
    return kinds[0][0] == "C" or (kinds[0] in DETERMINERS and len(kinds) > 1) or "C" in kinds[1:3]


def _is_subject(t: Tokens, start: int, stop: int) -> bool:
    """Whether [start, stop) is a noun phrase, maybe with a participle behind it, before its verb."""
    kinds = t.kinds[start:stop]
    if not kinds or t.letters[start] not in "PDCSw" or kinds[0] in ("who", "which", "that", "whom", "what"):
        return False
    return _FINITE.isdisjoint(kinds) and "and" not in kinds[:1]


def _is_adverbial(t: Tokens, i: int, stop: int) -> bool:
    """Whether nothing but when, where and to whom stands between the cue `i` and `stop`."""
    kinds = t.kinds[i + 1 : stop]
    return "that" not in kinds and _FINITE.isdisjoint(kinds)


def _is_clause(t: Tokens, a: int, comma: int) -> bool:
    """Whether [a, comma) is a clause that can stand alone, its verb before its first comma."""
    kinds = t.kinds[a:comma]
    if kinds[0] in _OPEN or t.words[a] in ("asked", "speaking", "writing"):
        return False
    head = kinds.index(",") if "," in kinds else len(kinds)
    return not _FINITE.isdisjoint(kinds[:head]) or "v" in t.letters[a : a + head]
