"""Denials that are a turn of phrase and tell nothing but that: "laughed it off", "have none of it", "a plea of not guilty"."""

from store.claims.cues import CUES
from store.claims.lexicons import constructions
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_WORDS = constructions("en")["idioms"]
_IT = _WORDS["it"]
_TURNED = _WORDS["accepting"] | _WORDS["scoffing"] | {"plea"}
TURNING = frozenset(word for word, cue in CUES.items() if cue.group == "deny" or cue.lemma in _TURNED)
_NOT = frozenset(["not", "n't", "never"])
_ENDS = frozenset([".", ",", ";", "?", "!"])
_RELATIVE = 6  # tokens of "which his lawyers repeatedly denied"


def idiom(t: Tokens, i: int, b: int) -> Span | None:
    """Return the words of a denial that cue `i` makes by itself in a sentence that ends at `b`; else nothing."""
    cue, kinds, words = CUES[t.words[i]], t.kinds, t.words
    if t.quoted[i] or i + 1 >= len(kinds):
        return None
    if cue.lemma == "none":
        return (
            (i, i + 3)
            if words[i + 1 : i + 2] == ["of"] and _it(t, i + 2) and words[i - 1] in ("have", "having", "had")
            else None
        )
    if cue.lemma == "plea":
        if words[i + 1 : i + 4] == ["of", "not", "guilty"]:
            return i, i + 4
        return (i - 2, i + 1) if words[i - 2 : i] == ["not", "guilty"] else None
    if cue.lemma in _WORDS["accepting"]:
        return (i - 2, i + 2) if kinds[i - 1] in _NOT and _it(t, i + 1) and _ends(t, i + 2) else None
    return _curt(t, i, b) if cue.form in "0sd" else None


def _it(t: Tokens, j: int) -> bool:
    return j < len(t.kinds) and t.kinds[j] in _IT


def _ends(t: Tokens, j: int) -> bool:
    return j >= len(t.kinds) or t.kinds[j] in _ENDS


def _curt(t: Tokens, i: int, b: int) -> Span | None:
    """Return the words of a denial that stops short: "laughed it off", "scoffed at that", "disagrees", "which she disputes"."""
    kinds, words = t.kinds, t.words
    if _ends(t, i + 1):
        which = next((j for j in range(i - 2, max(0, i - _RELATIVE), -1) if kinds[j] == "which"), None)
        if which is not None and "v" not in t.letters[which:i]:
            return which, i + 1
        return (i, i + 1) if CUES[words[i]].lemma in _WORDS["differing"] and kinds[i + 1] != "," else None
    if kinds[i + 1] == "at" and _it(t, i + 2) and _ends(t, i + 3):
        return i, i + 3
    if i + 2 >= b or kinds[i + 1] not in _IT or CUES[words[i]].lemma in _WORDS["scoffing"]:
        return None
    dismissed = words[i + 2] in _WORDS["away"] or (words[i + 2] in _WORDS["what"] and kinds[i + 3 : i + 4] != ["that"])
    return (i, i + 3) if dismissed else None
