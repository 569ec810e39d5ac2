"""The learned part of the engine: which words of a sentence report, and the spans of content and source of each.

A text's cues are looked at in passes, one question asked of all before the next: what a question needs stays in the
processor's caches, which makes it faster by a tenth than cue by cue.
"""

import math
from bisect import bisect_left
from dataclasses import dataclass
from typing import NamedTuple

from store.claims import spans
from store.claims.charges import DOUBTED, wrong_end
from store.claims.cues import CALLING, CHARGING_WORDS, CUES, LIGHT, STRONG
from store.claims.features import cue_features, glance, places, way_features
from store.claims.idioms import TURNING, idiom
from store.claims.joints import CHARGED_TOO
from store.claims.passage import Passage, run_around
from store.claims.plain import nobody, opening, says_clause, subject_end, verb_after
from store.claims.sentences import Span
from store.claims.sources import around, nobody_named, phrases, sources
from store.claims.tags import tag
from store.claims.tokens import Tokens
from store.claims.views import VIEWING, view
from store.claims.weights import SCALE, Table, Weights, weights

THRESHOLD = 0.4  # probability from which a word counts as a cue: the best F1 on held-out articles
EAGER = 0.12  # for words that nearly always accuse or deny: what they report matters most
CERTAIN = 0.06  # for any reporting word with "that" behind it
TAGGED = 0.02  # for one that is tagged on to a clause
LIKELY = 0.2  # for one with a bare clause behind it
HOPELESS = -35  # at first sight, in units of SCALE: below this a word is not looked at twice
NAMING = 30  # by how much naming nobody must be likelier than the best source, in units of SCALE
_REACH = 80  # tokens that a cue sees on either side
_LONG = 400  # tokens: in a longer sentence noun phrases are looked for around each cue, to stay linear


class Reading(NamedTuple):
    """A cue with its content and source, all in tokens."""

    cue: int
    way: str  # "R" content after the cue, "L" before it, "S" on both sides
    content: Span
    source: Span | None
    sentence: int
    probability: float
    hole: Span = (0, 0)  # the words between the clauses of the content that are not told, where it has such


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


def readings(p: Passage) -> list[Reading]:
    """Return what every cue of `p` reports, in the order of the cues."""
    t, table = p.tokens, weights()
    seen = [one for one in _sightings(p, table) if _reports(t, table, one)]
    told = [one for one in seen if one.content is None]
    for one in told:
        one.begun = opening(t, one.cue, one.b)
        one.way = _way(t, table, one) if one.begun is None else "R"
    for one in told:
        one.start = one.begun or _start(p, table, one)
    for one in told:
        one.end = _end(p, table, one)
    for one in told:
        one.content = _content(p, one)
    _add_sources(t, table, [one for one in told if one.content])
    return [
        Reading(one.cue, one.way, one.content, one.source, one.sentence, one.probability, one.hole)
        for one in seen
        if one.content
    ]


def _sightings(p: Passage, table: Weights) -> list[Sighting]:
    """Return the cues of `p` that are worth a second look."""
    t, bounds = p.tokens, p.bounds
    likely = []
    sentence, b, previous = -1, 0, -1
    for i in p.cues:
        while i >= b:
            sentence += 1
            a, b = bounds[sentence]
            a = _after_dateline(t, a, b)
        if t.words[i] in _PHRASES or not _hopeless(t, table, i, a, b):
            likely.append((i, sentence, (a, b), window(p, i, a, b), previous))
        previous = i
    seen = []
    for i, sentence, whole, (a, b), previous in likely:
        features = cue_features(t, i, a, b, previous)
        probability = 1 / (1 + math.exp(-_sum(table.cue, features) / SCALE))
        seen.append(Sighting(i, sentence, whole, a, b, features, probability))
    return seen


def _reports(t: Tokens, table: Weights, one: Sighting) -> bool:
    """Whether a cue reports something; what it does is noted at once where the cue is tagged on."""
    if t.words[one.cue] in _PHRASES and _is_phrase(t, table, one):
        return True
    tagged = tag(t, one.cue, one.a, one.b)
    if one.probability < THRESHOLD and one.probability < (TAGGED if tagged else _floor(t, one.cue, one.b)):
        return False
    if tagged and (tagged.way == "S" or _way(t, table, one) != "S"):
        one.content, one.source, one.hole, one.way = tagged
    return True


_PHRASES = VIEWING | TURNING


def _is_phrase(t: Tokens, table: Weights, one: Sighting) -> bool:
    """Whether a cue reports by a set phrase, "in her view" or "laughed it off"; what it does is noted at once."""
    if t.words[one.cue] in VIEWING and (seen := view(t, one.cue, one.a, one.b)):
        one.content, one.source, one.hole, one.way = seen
        return True
    if t.words[one.cue] in TURNING and (turn := idiom(t, one.cue, one.b)):
        one.content, one.way = turn, "R"
        one.source = _source(t, table, phrases(t, one.a, one.b), one.cue, "R", one.a, one.b)
        return True
    return False


def _add_sources(t: Tokens, table: Weights, told: list[Sighting]) -> None:
    """Note who says what is told; nobody where the construction names nobody."""
    found: list[Span] = []
    sentence = -1
    for one in told:
        if one.begun is not None and nobody(t, one.cue):
            continue
        if one.bounds[1] - one.bounds[0] > _LONG:
            found, sentence = phrases(t, one.a, one.b), -1
        elif one.sentence != sentence:
            found, sentence = phrases(t, *one.bounds), one.sentence
        one.source = _source(t, table, found, one.cue, one.way, one.a, one.b)


def _hopeless(t: Tokens, table: Weights, i: int, a: int, b: int) -> bool:
    """Whether word `i` of the sentence [a, b) shows at first sight that it reports nothing."""
    if t.words[i] not in table.skipped and glance(table.glance.get, 0, t, i) >= HOPELESS:
        return False
    ends = i + 1 >= b or t.kinds[i + 1] in _ENDING
    return _floor(t, i, b) == 1.0 and not (ends and tag(t, i, max(a, i - _REACH), min(b, i + _REACH)))


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
    if t.words[i] in CHARGING_WORDS and following in ("by", "from", ","):
        return "that" in t.kinds[i + 2 : i + 9] and "." not in t.kinds[i + 2 : i + 9]
    if following == "that":
        if t.words[i] in CHARGING_WORDS:
            return t.kinds[i + 2] not in _VERBAL or t.kinds[i + 3 : i + 4] in _PLURAL
        return cue.form in "sd" and cue.group in _TELLING
    return following == "“" and cue.lemma in CALLING and cue.form in "0sd"


def _floor(t: Tokens, i: int, b: int) -> float:
    """Return the probability that is enough for this word: less where its construction speaks for itself."""
    if opening(t, i, b) is not None:
        return 0.0
    if CUES[t.words[i]].lemma in STRONG:
        return 0.0 if i + 1 < b and t.kinds[i + 1] in _NOTHING_MORE else EAGER
    if _certain(t, i, b):
        return CERTAIN
    return LIKELY if says_clause(t, i, b) else 1.0


_NOTHING_MORE = frozenset([".", ",", ";", "it", "this", "them"])  # "denied it", "which she has denied."
_TELLING = frozenset(["say", "show", "accuse", "deny", "charge"])
_PLURAL = (["had"], ["have"], ["were"], ["are"], ["d"])  # "concerns that seats had …"
_VERBAL = LIGHT | {"d", "s"}


def _way(t: Tokens, table: Weights, one: Sighting) -> str:
    """Return the likeliest side of the content; never the right one where nothing stands there."""
    i, a, b = one.cue, one.a, one.b
    if i + 1 >= b or t.kinds[i + 1] in _FULL_STOPS:
        return "L"
    if CUES[t.words[i]].lemma in STRONG and t.kinds[i + 1] not in _AFTER_QUOTATION:
        return "R"
    ways = table.ways
    known = [ways[f] for f in one.features + way_features(t, i, a, b) if f in ways]
    sums = [sum(column) for column in zip(*known, strict=True)] or [0, 0, 0]
    way = "RLS"[sums.index(max(sums))]
    if way == "S" and "”" in t.kinds[max(a, i - _SPEECH) : i] and "“" not in t.kinds[i + 1 : b + 1]:
        return "L"  # nothing is quoted behind the cue: what stands there is about the speaker
    return way


_SPEECH = 14  # tokens before a cue within which its quotation has closed
_AFTER_QUOTATION = frozenset([",", "by", "”", "of", "in", "for"])
_FULL_STOPS = frozenset([".", "?", "!"])
_ENDING = frozenset([",", ".", "on", "out", "it"])  # what may stand behind a cue that is tagged on: "…, he went on"


def _sum(table: Table, features: list[str]) -> int:
    """Return the weight of `features`; spelt as a loop, which is faster here than any comprehension."""
    total = 0
    for feature in features:
        if feature in table:
            total += table[feature]
    return total


def _start(p: Passage, table: Weights, one: Sighting) -> int:
    """Return where the content most likely begins."""
    i, a, b = one.cue, one.a, one.b
    if one.way == "R":
        return _place(p, table.open, spans.opening(p, i, b), i, a, b, "oR")
    return _place(p, table.begin, spans.before(p, i, a), i, a, b, "b" + one.way)


def _end(p: Passage, table: Weights, one: Sighting) -> int:
    """Return where the content most likely ends."""
    i, a, b = one.cue, one.a, one.b
    if one.way == "L":
        return _place(p, table.close, spans.closing(p, i, a), i, a, b, "cL")
    return _place(p, table.end, spans.ending(p, i, b), i, a, b, "e" + one.way)


def _content(p: Passage, one: Sighting) -> Span | None:
    """Return the content of a cue whose likely bounds are known, as its construction corrects them."""
    i, a, b, start, end, begun = one.cue, one.a, one.b, one.start, one.end, one.begun
    if CUES[p.tokens.words[i]].lemma == "according":
        start, end = _around_according(p.tokens, i, start, end, b)
    elif one.way != "L":
        if begun and (end <= begun or p.tokens.kinds[begun - 1] == ":"):
            end = b - (p.tokens.kinds[b - 1] in _FULL_STOPS)
        end = _cut(p, i, max(start, i), _with_coordinate(p.tokens, end, b))
        if begun and CUES[p.tokens.words[i]].lemma in DOUBTED and p.tokens.kinds[begun - 1] in ("about", "over", "of"):
            end = wrong_end(p.tokens, begun, end)
        elif p.tokens.words[i] in CHARGING_WORDS:
            end = subject_end(p.tokens, i, a, start, end)
        elif not p.tokens.quoted[max(start, i)]:
            end = verb_after(p.tokens, start, end, b)
    if start < end:
        return start, end
    return (i, i + 1) if CUES[p.tokens.words[i]].group == "deny" else None  # a curt denial, maybe


def _around_according(t: Tokens, i: int, start: int, end: int, b: int) -> Span:
    """Return the content of "X, according to Y, Z": both sides, or the right one where the left is no clause yet."""
    last = b - (t.kinds[b - 1] in _FULL_STOPS)
    commas = [j for j in range(i + 2, min(last, i + 14)) if t.kinds[j] == ","]
    if start < i and any(t.kinds[j + 1] in _RELATIVES for j in commas if j + 1 < b):
        return start, i - (t.kinds[i - 1] == ",")  # "…, according to Y, which …": that is about Y
    if start > i:
        return (commas[0] + 1, max(end, commas[0] + 1)) if commas else (start, end)
    if t.kinds[i - 1] != "," or not commas or last - commas[0] < 4:
        return start, end
    return (commas[0] + 1, last) if t.kinds[i - 2] in _UNFINISHED else (start, last)


_RELATIVES = frozenset(["which", "who", "whose"])
_UNFINISHED = frozenset(["which", "that", "and", "but", "where", "who", "whom", "because"])


def _cut(p: Passage, i: int, start: int, end: int) -> int:
    """Return where a content ends that runs on into the next thing reported: "denied lying and said …", "…, said X"."""
    t, form = p.tokens, CUES[p.tokens.words[i]].form
    if form not in "sd":
        return end
    first, last = bisect_left(p.breaks, start + 1), bisect_left(p.breaks, min(end, start + _REACH) - 2)
    for j in p.breaks[first:last]:
        other = CUES.get(t.words[j + 1])
        if other and not t.quoted[j] and t.kinds[j] in _JOINS:
            if t.kinds[j] == "and" and other.lemma in _GOING_ON and other.form in "sd0":
                return j
            if other.form == form and other.group in _TELLING and (t.kinds[j] != "," or t.kinds[j + 2] == "C"):
                return j
    return end


_JOINS = frozenset(["and", "but", ","])
_GOING_ON = frozenset(["say", "insist", "add", "maintain", "accuse", "deny", "allege"])


def _with_coordinate(t: Tokens, end: int, b: int) -> int:
    """Return the end of a content with the clause that goes on behind it: "… , and that …"."""
    j = end + (end < b and t.kinds[end] == ",")
    if (
        j + 2 < b
        and t.kinds[j] in ("and", "but")
        and (t.kinds[j + 1] == "that" or t.kinds[j + 1 : j + 3] in CHARGED_TOO)
    ):
        return b - (t.kinds[b - 1] in _FULL_STOPS)
    return end


def _place(p: Passage, table: Table, found: list[int], i: int, a: int, b: int, side: str) -> int:
    """Return the likeliest of the places that were `found`."""
    if len(found) == 1:
        return found[0]
    weighed = places(table.get, 0, p.tokens, i, found, a, b, side)
    return found[weighed.index(max(weighed))]


def _source(t: Tokens, table: Weights, found: list[Span], i: int, way: str, a: int, b: int) -> Span | None:
    near = around(t, found, i)
    if near and near[0][2] == -1 and near[0][1] == i and _plainly(t, near[0][0], i, a):
        return near[0][:2]
    weigh = table.source.get
    best, span = nobody_named(weigh, 0, t, i, a, way) - NAMING, None
    for phrase, score in zip(near, sources(weigh, 0, t, i, a, b, near, way), strict=True):
        if phrase[0] == i + 1 and t.kinds[i + 1] == "that" and way == "R":
            continue  # "claims that the firm": the content's
        if score > best:
            best, span = score, phrase[:2]
    return span


def _plainly(t: Tokens, start: int, i: int, a: int) -> bool:
    """Whether the phrase before the verb `i` is its subject beyond doubt: a pronoun, or a name that no comma precedes."""
    kind = t.kinds[i - 1]
    if CUES[t.words[i]].form not in "sd":
        return False
    return kind in _SUBJECTS or (kind == "C" and (start == a or t.kinds[start - 1] not in _DOUBTFUL))


_SUBJECTS = frozenset(["he", "she", "who", "they", "we", "i", "you"])
_DOUBTFUL = frozenset([",", "of", "in", "and", "with"])
