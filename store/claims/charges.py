"""What a word of law or doubt opens with its preposition: "on trial for X", "cleared of X", "questions about X"."""

from store.claims.cues import AUXILIARIES, CUES
from store.claims.tokens import Tokens

_DOUBTS = ("about", "over")
_LINKS: dict[str, tuple[str, ...]] = {
    "trial": ("for", "over"),
    "conviction": ("for",),
    "investigation": ("into", "for", "over"),
    "inquiry": ("into", "over"),
    "probe": ("into", "over"),
    "prosecution": ("for",),
    "question": _DOUBTS,
    "concern": _DOUBTS,
    "doubt": _DOUBTS,
    "suspicion": _DOUBTS,
    "complaint": _DOUBTS,
    "story": ("of",),
    "rumour": ("of", *_DOUBTS),
    "rumor": ("of", *_DOUBTS),
    "fine": ("for",),
    "sentence": ("for",),
    "jail": ("for",),
    "clear": ("of",),
    "acquit": ("of",),
    "censure": ("for", "over"),
    "reprimand": ("for", "over"),
    "criticise": ("for", "over"),
    "criticize": ("for", "over"),
    "condemn": ("for", "over"),
}
_REACH = 14  # tokens from "sentenced" to "for"
_NEAR = 5
_ADJACENT = 2
_NO_WRONG = frozenset(["9", "$", "it", "that", "this"])  # "fined for it", "jailed for two years"
_CLAUSES = frozenset(["that", "who", "which", "when", "while", "if", "to", "and", "but", "or", "whether", "how", "why"])
_MARKS = frozenset([".", ";", ":", "?", "!", "“", "”", "—", "("])
LINKED = frozenset(_LINKS)
_ARRAIGNED = frozenset(
    ["fine", "sentence", "jail", "clear", "acquit", "censure", "reprimand", "criticise", "criticize", "condemn"]
)
_PLACED = frozenset(["trial", "prosecution"])  # "on trial in Venn for"
DOUBTED = frozenset(["question", "concern", "doubt", "suspicion", "story", "rumour", "rumor"])
COURTLY = frozenset(["trial", "conviction", "prosecution"])  # whoever stands before these does not charge


def charged(t: Tokens, i: int, b: int) -> int | None:
    """Return where the wrong begins that a cue `i` of `LINKED` names behind a preposition, in a sentence up to `b`."""
    lemma, _, form = CUES[t.words[i]]
    links = _LINKS[lemma]
    reach = _ADJACENT
    if lemma in _PLACED:
        reach = _NEAR
    elif lemma in _ARRAIGNED and form == "d":
        reach = _REACH
    for j in range(i + 1, min(b - 1, i + reach)):
        kind = t.kinds[j]
        if kind in links:
            return j + 1 if reach == _ADJACENT or t.kinds[j + 1] not in _NO_WRONG else None
        if kind in _MARKS or (kind in _CLAUSES and (kind != "to" or lemma != "sentence")):
            return None
    return None


def wrong_end(t: Tokens, start: int, end: int) -> int:
    """Return where the noun phrase ends that begins at `start`: "concerns about the accounts | are not new"."""
    for j in range(start, end):
        if t.kinds[j] in AUXILIARIES:
            return j
        if t.kinds[j] in _CLAUSES or t.letters[j] == "P":
            return end
    return end
