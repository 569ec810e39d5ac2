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


class Tag(NamedTuple):
    """What a cue that is tagged on reports, in tokens: [start, end), and the words that say who reports it."""

    content: Span
    source: Span | None
    hole: Span  # the tag itself, from its comma to the clause that goes on behind it; empty where none does

    @property
    def goes_on(self) -> bool:
        """Whether another clause of the content stands behind the tag."""
        return self.hole[0] < self.hole[1]


def tag(t: Tokens, i: int, a: int, b: int) -> Tag | None:
    """Return the clause before the cue `i` in the sentence [a, b) where commas set the cue and its subject off."""
    cue = CUES[t.words[i]]
    if cue.form not in _FORMS or cue.group not in _TELLING or t.quoted[i] or i - a < _LEAST:
        return None
    stop = next((j for j in range(i + 1, min(b, i + 1 + _TAIL)) if t.kinds[j] in _STOPS), b)
    if t.kinds[i - 1] == ",":
        if cue.lemma not in _INVERTING or not _names(t, i + 1, stop):
            return None
        comma, source = i - 1, (i + 1, stop)
    else:
        first = i
        while first > a and t.kinds[first - 1] in LIGHT:
            first -= 1
        comma = next((j for j in range(first - 1, max(a, first - _SUBJECT), -1) if t.kinds[j] == ","), a)
        source = (comma + 1, first)
        if comma == a or not _is_subject(t, *source) or not _adverbial(t, i, stop):
            return None
    if comma - a < _LEAST or t.quoted[comma - 1] or not _is_clause(t, a, comma):
        return None
    nobody = t.kinds[source[0]] == "it" and source[1] < i and _passive(t, source[1], i)
    end = b - (t.kinds[b - 1] in _STOPS)
    if stop + 2 < end and t.kinds[stop] == "," and t.kinds[stop + 1] == "and" and _is_clause(t, stop + 2, end):
        return Tag((a, end), None if nobody else source, (comma, stop + 2))
    return Tag((a, comma), None if nobody else source, (comma, comma))


def _passive(t: Tokens, first: int, i: int) -> bool:
    """Whether "it is alleged": nobody says it."""
    return CUES[t.words[i]].form == "d" and not {"is", "was", "been"}.isdisjoint(t.kinds[first:i])


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


def _adverbial(t: Tokens, i: int, stop: int) -> bool:
    """Whether nothing but when, where and to whom stands between the cue `i` and `stop`."""
    kinds = t.kinds[i + 1 : stop]
    if not kinds:
        return True
    if "that" in kinds or not _FINITE.isdisjoint(kinds):
        return False
    return kinds[0] in _ADVERBIAL or kinds[0] in _DAYS or t.words[i + 1] in _WHEN or CUES[t.words[i]].lemma == "tell"


def _is_clause(t: Tokens, a: int, comma: int) -> bool:
    """Whether [a, comma) is a clause that can stand alone, its verb before its first comma."""
    kinds = t.kinds[a:comma]
    if kinds[0] in _OPEN or t.words[a] in ("asked", "speaking", "writing"):
        return False
    head = kinds.index(",") if "," in kinds else len(kinds)
    return not _FINITE.isdisjoint(kinds[:head]) or "v" in t.letters[a : a + head]
