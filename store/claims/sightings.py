"""Which words of a text may report something: the cues that are worth a second look, with what they can see."""

import math
from dataclasses import dataclass

from store.claims.cues import CALLING, CHARGING_WORDS, CUES, LIGHT, STRONG
from store.claims.features import cue_features, glance
from store.claims.idioms import TURNING
from store.claims.passage import Passage, run_around
from store.claims.plain import opening, says_clause
from store.claims.sentences import Span
from store.claims.tags import tag
from store.claims.tokens import Tokens
from store.claims.views import VIEWING
from store.claims.weights import SCALE, Table, Weights

EAGER = 0.12  # for words that nearly always accuse or deny: what they report matters most
CERTAIN = 0.06  # for any reporting word with "that" behind it
LIKELY = 0.2  # for one with a bare clause behind it
HOPELESS = -35  # at first sight, in units of SCALE: below this a word is not looked at twice
_REACH = 80  # tokens that a cue sees on either side
PHRASES = VIEWING | TURNING  # words of set phrases: "in her view", "laughed it off"


@dataclass(slots=True)
class Sighting:
    """A word that may report, with what has been found out about it so far, in tokens."""

    cue: int
    sentence: int
    bounds: Span  # of the sentence, behind its dateline
    a: int  # what the cue sees: [a, b)
    b: int
    features: list[str]
    probability: float
    way: str = ""
    begun: int | None = None  # where the content begins, where the construction leaves no doubt of it
    start: int = 0
    end: int = 0
    content: Span | None = None
    source: Span | None = None
    hole: Span = (0, 0)


def sightings(p: Passage, table: Weights) -> list[Sighting]:
    """Return the cues of `p` that are worth a second look."""
    t, bounds = p.tokens, p.bounds
    weigh, skipped = table.glance.get, table.skipped
    likely = [
        t.words[i] in PHRASES or (t.words[i] not in skipped and glance(weigh, 0, t, i) >= HOPELESS) for i in p.cues
    ]
    cues = []
    sentence, b, previous = -1, 0, -1
    for i, sure in zip(p.cues, likely, strict=True):
        while i >= b:
            sentence += 1
            a, b = bounds[sentence]
            a = _after_dateline(t, a, b)
        if sure or not _hopeless(t, i, a, b):
            cues.append((i, sentence, (a, b), previous))
        previous = i
    seen = []
    for i, sentence, whole, previous in cues:
        a, b = window(p, i, *whole)
        features = cue_features(t, i, a, b, previous)
        probability = 1 / (1 + math.exp(-_weight(table.cue, features) / SCALE))
        seen.append(Sighting(i, sentence, whole, a, b, features, probability))
    return seen


def _hopeless(t: Tokens, i: int, a: int, b: int) -> bool:
    """Whether word `i` of the sentence [a, b), unlikely at first sight, has no construction that speaks for itself."""
    ends = i + 1 >= b or t.kinds[i + 1] in _ENDING
    return floor(t, i, b) == 1.0 and not (ends and tag(t, i, max(a, i - _REACH), min(b, i + _REACH)))


_ENDING = frozenset(
    [",", ".", ";", ":", "on", "out", "it"]
)  # what may stand behind a cue that is tagged on: "…, he went on"


def window(p: Passage, i: int, a: int, b: int) -> Span:
    """Return the part of the sentence [a, b) that cue `i` can see: its quotation where it stands in one."""
    low, high = max(a, i - _REACH), min(b, i + _REACH)
    run = run_around(p, i)
    if run and (run[0] > low or run[1] < high):
        low, high = max(low, run[0] + 1), min(high, max(i + 1, run[1] - 1))
    return low, high


def _after_dateline(t: Tokens, a: int, b: int) -> int:
    """Return where the sentence [a, b) begins behind a place in capitals and a dash."""
    head = t.kinds[a : min(b, a + _DATELINE)]
    if "—" not in head:
        return a
    dash = a + head.index("—")
    return (
        dash + 1 if a < dash < b - 1 and t.text[t.starts[a] : t.end(a)].isupper() and t.end(a) - t.starts[a] > 2 else a
    )


_DATELINE = 8  # tokens, the dash included


def _certain(t: Tokens, i: int, b: int) -> bool:
    """Whether a word that seldom reports does so here by its construction.

    "states that …", "the claim that she …", "claims by X that …", 'which he called "…"'.
    """
    if i + 2 >= b or t.quoted[i]:
        return False
    cue, following = CUES[t.words[i]], t.kinds[i + 1]
    if t.kinds[i - 1] == "”" and cue.group == "say" and cue.form in "sd":
        return t.kinds[i - 2] in _SPOKEN  # '“…,” answers another'
    if t.words[i] in CHARGING_WORDS and following in ("by", "from", ","):
        return "that" in t.kinds[i + 2 : i + 9] and "." not in t.kinds[i + 2 : i + 9]
    if following == "that":
        if t.words[i] in CHARGING_WORDS:
            return t.kinds[i + 2] not in _VERBAL or t.kinds[i + 3 : i + 4] in _PLURAL
        return cue.form in "sd" and cue.group in TELLING
    return following == "“" and cue.lemma in CALLING and cue.form in "0sd"


def floor(t: Tokens, i: int, b: int) -> float:
    """Return the probability that is enough for this word: less where its construction speaks for itself."""
    if opening(t, i, b) is not None:
        return 0.0
    if CUES[t.words[i]].lemma in STRONG:
        return 0.0 if i + 1 < b and t.kinds[i + 1] in _NOTHING_MORE else EAGER
    if _certain(t, i, b):
        return CERTAIN
    return LIKELY if says_clause(t, i, b) else 1.0


_SPOKEN = frozenset([",", "?", "!"])
_NOTHING_MORE = frozenset([".", ",", ";", "it", "this", "them"])  # "denied it", "which she has denied."
TELLING = frozenset(["say", "show", "accuse", "deny", "charge"])
_PLURAL = (["had"], ["have"], ["were"], ["are"], ["d"])  # "concerns that seats had …"
_VERBAL = LIGHT | {"d", "s"}


def _weight(table: Table, features: list[str]) -> int:
    """Return the weight of `features`; spelt as a loop, which is faster here than any comprehension."""
    total = 0
    for feature in features:
        if feature in table:
            total += table[feature]
    return total
