"""What papers and panels tell without "that": "the records show no visit", "a laboratory found arsenic", "tells of fraud"."""

from store.claims.cues import CUES
from store.claims.lexicons import constructions, people
from store.claims.subjects import has_subject
from store.claims.tokens import Tokens

_WORDS = constructions("en")["findings"]
DOCUMENTING, SEEING, SPEAKING = _WORDS["documenting"], _WORDS["seeing"], _WORDS["speaking"]
_DOCUMENTS = people("en").documents | _WORDS["documents"]
_OBJECTS = frozenset(["no", "“", "$", "£", "€"])
_OF = 6  # tokens between a verb and its "of"
_FOUND = 8  # tokens of what is found to be something


def finding(t: Tokens, i: int, b: int) -> int | None:
    """Return where begins what the verb `i` says that papers show or that somebody found, in a sentence up to `b`."""
    lemma, _, form = CUES[t.words[i]]
    following = t.letters[i + 1]
    if lemma in DOCUMENTING and (following in "DCwv" or t.kinds[i + 1] in _OBJECTS) and _by_document(t, i):
        return i + 1
    if form == "0":
        return None
    if lemma in SEEING and t.words[i + 1] in ("no", "nothing"):
        return i + 1
    if lemma == "find" and following in "DCSwv" and (has_subject(t, i, _WORDS["finders"]) or _to_be(t, i, b)):
        return i + 1
    return None


def spoken_of(t: Tokens, i: int, b: int) -> int | None:
    """Return where begins what is spoken of: "complained to the bishop of …", "the report tells of …"."""
    of = next((j for j in range(i + 1, min(b - 1, i + _OF)) if t.kinds[j] == "of"), None)
    if of is None or (of > i + 1 and t.kinds[i + 1] not in ("to", "in")):
        return None
    if any(t.letters[j] not in "CwSDoP" for j in range(i + 1, of)):
        return None
    return of + 1 if CUES[t.words[i]].lemma != "tell" or (of == i + 1 and _by_document(t, i)) else None


def _by_document(t: Tokens, i: int) -> bool:
    """Whether the subject of the verb `i` is a document: "letters seen by the panel show"."""
    if t.kinds[i - 1] in ("they", "it") and CUES[t.words[i]].lemma in _WORDS["listing"]:
        return True
    return has_subject(t, i, _DOCUMENTS)


def _to_be(t: Tokens, i: int, b: int) -> bool:
    """Whether "found the valve to be", "found them to have"."""
    to = next((j for j in range(i + 2, min(b - 1, i + _FOUND)) if t.letters[j] not in "CwSDP"), b - 1)
    return t.kinds[to] == "to" and t.kinds[to + 1] in ("be", "have")
