"""What a word of law or doubt opens with its preposition: "on trial for X", "cleared of X", "questions about X"."""

from store.claims.cues import AUXILIARIES, CUES
from store.claims.lexicons import constructions
from store.claims.tokens import Tokens

_LINKS = constructions("en")["links"]
_WORDS = constructions("en")["charges"]
_REACH = 14  # tokens from "sentenced" to "for"
_NEAR = 5
_ADJACENT = 2
_RAISING = 5
_NO_WRONG = frozenset(["9", "$", "it", "that", "this"])  # "fined for it", "jailed for two years"
_CLAUSES = _WORDS["clauses"]
_MARKS = frozenset([".", ";", ":", "?", "!", "“", "”", "—", "("])
LINKED = frozenset(_LINKS)
ARRAIGNED = _WORDS["arraigned"]
DOUBTED = _WORDS["doubted"]
COURTLY = _WORDS["courtly"]  # whoever stands before these does not charge


def charged(t: Tokens, i: int, b: int) -> int | None:
    """Return where the wrong begins that a cue `i` of `LINKED` names behind a preposition, in a sentence up to `b`."""
    lemma, _, form = CUES[t.words[i]]
    links = _LINKS[lemma]
    reach = _RAISING if lemma in DOUBTED and t.kinds[i + 1] in AUXILIARIES else _ADJACENT
    if lemma in _WORDS["placed"]:
        reach = _NEAR
    elif lemma in _WORDS["reaching"] or (lemma in ARRAIGNED and form in "sd"):
        reach = _REACH
    if (lemma == "fire" and t.kinds[i - 1] != "under") or (lemma == "blame" and t.kinds[i + 1] == "for"):
        return None  # "is to blame for"
    j, stop = _raised(t, i, b) if lemma in DOUBTED else i + 1, min(b - 1, i + reach)
    while j < stop:
        kind = t.kinds[j]
        if kind == "(":
            j = next((k + 1 for k in range(j, stop) if t.kinds[k] == ")"), stop)
            continue
        if kind in links and (lemma != "suspension" or t.kinds[j + 1] == "g"):
            return j + 1 if lemma in DOUBTED or reach == _ADJACENT or t.kinds[j + 1] not in _NO_WRONG else None
        if kind in _MARKS or (kind in _CLAUSES and (kind != "to" or lemma != "sentence")):
            return None
        j += 1
    return None


def _raised(t: Tokens, i: int, b: int) -> int:
    """Return what follows a doubt and the verb that raises it: "questions [have been raised] about"."""
    j = i + 1
    while j < b and (t.kinds[j] in AUXILIARIES or t.kinds[j] == "been"):
        j += 1
    return j + 1 if j > i + 1 and t.words[j] in _WORDS["raised"] else i + 1


def wrong_end(t: Tokens, start: int, end: int) -> int:
    """Return where the noun phrase ends that begins at `start`: "concerns about the accounts | are not new"."""
    for j in range(start, end):
        if t.kinds[j] in AUXILIARIES:
            return j
        if t.kinds[j] in _CLAUSES or t.letters[j] == "P":
            return end
    return end
