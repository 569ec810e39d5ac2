"""Denials that are a turn of phrase and tell nothing but that: "laughed it off", "have none of it", "a plea of not guilty"."""

from store.claims.cues import CUES
from store.claims.sentences import Span
from store.claims.tokens import Tokens

TURNING = frozenset(word for word, cue in CUES.items() if cue.group == "deny" or cue.lemma == "plea")
_AWAY = frozenset(["off", "away", "aside"])
_IT = frozenset(["it", "that", "them", "this", "these", "those"])
_WHAT = frozenset(
    ["report", "account", "claim", "charge", "allegation", "story", "version", "accusation", "suggestion"]
)


def idiom(t: Tokens, i: int, b: int) -> Span | None:
    """Return the words of a denial that cue `i` makes by itself in a sentence that ends at `b`; else nothing."""
    cue, kinds, words = CUES[t.words[i]], t.kinds, t.words
    if t.quoted[i]:
        return None
    if cue.lemma == "none":
        return (
            (i, i + 3) if words[i + 1 : i + 3] == ["of", "it"] and words[i - 1] in ("have", "having", "had") else None
        )
    if cue.lemma == "plea":
        if words[i + 1 : i + 4] == ["of", "not", "guilty"]:
            return i, i + 4
        return (i - 2, i + 1) if words[i - 2 : i] == ["not", "guilty"] else None
    if cue.group != "deny" or cue.form == "n" or i + 2 >= b or kinds[i + 1] not in _IT:
        return None
    dismissed = words[i + 2] in _AWAY or (words[i + 2] in _WHAT and kinds[i + 3 : i + 4] != ["that"])
    return (i, i + 3) if dismissed else None
