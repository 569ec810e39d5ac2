"""The learned part of the engine: which words of a sentence report, and the spans of content and source of each.

A text's cues are looked at in passes, one question asked of all before the next: what a question needs stays in the
processor's caches, which makes it faster by a tenth than cue by cue.
"""

from typing import NamedTuple

from store.claims.contents import FULL_STOPS, content, end, start
from store.claims.cues import CUES, LIGHT, LINKS, STRONG
from store.claims.features import way_features
from store.claims.idioms import TURNING, idiom
from store.claims.lexicons import constructions, people
from store.claims.passage import Passage
from store.claims.plain import nobody, opening
from store.claims.sentences import Span
from store.claims.sightings import PHRASES, Sighting, floor, sightings
from store.claims.sources import around, nobody_named, phrases, sources
from store.claims.tags import tag
from store.claims.tokens import Tokens
from store.claims.views import VIEWING, view
from store.claims.weights import Weights, weights

_WORDS = constructions("en")["reading"]
THRESHOLD = 0.4  # probability from which a word counts as a cue: the best F1 on held-out articles
TAGGED = 0.02  # for one that is tagged on to a clause
NAMING = 30  # by how much naming nobody must be likelier than the best source, in units of SCALE
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


def readings(p: Passage) -> list[Reading]:
    """Return what every cue of `p` reports, in the order of the cues."""
    t, table = p.tokens, weights()
    seen = [one for one in sightings(p, table) if _reports(t, table, one)]
    told = [one for one in seen if one.content is None]
    for one in told:
        one.begun = opening(t, one.cue, one.b)
        one.way = _way(t, table, one) if one.begun is None else "R"
    for one in told:
        one.start = one.begun or start(p, table, one)
    for one in told:
        one.end = end(p, table, one)
    for one in told:
        one.content = content(p, one)
    _add_sources(t, table, [one for one in told if one.content])
    return [
        Reading(one.cue, one.way, one.content, one.source, one.sentence, one.probability, one.hole)
        for one in seen
        if one.content
    ]


def _reports(t: Tokens, table: Weights, one: Sighting) -> bool:
    """Whether a cue reports something; what it does is noted at once where the cue is tagged on."""
    if t.words[one.cue] in PHRASES and _is_phrase(t, table, one):
        return True
    tagged = tag(t, one.cue, one.a, one.b)
    if one.probability < THRESHOLD and one.probability < (TAGGED if tagged else floor(t, one.cue, one.b)):
        return False
    if tagged and (tagged.way == "S" or _way(t, table, one) != "S"):
        one.content, one.source, one.hole, one.way = tagged
    return True


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
    before: Sighting | None = None
    for one in told:
        previous, before = before, one
        if one.begun is not None and nobody(t, one.cue):
            continue
        if previous and previous.sentence == one.sentence and _shares(t, previous, one.cue):
            one.source = previous.source
            continue
        if one.bounds[1] - one.bounds[0] > _LONG:
            found, sentence = phrases(t, one.a, one.b), -1
        elif one.sentence != sentence:
            found, sentence = phrases(t, *one.bounds), one.sentence
        one.source = _source(t, table, found, one.cue, one.way, one.a, one.b)


def _shares(t: Tokens, previous: Sighting, i: int) -> bool:
    """Whether the verb `i` has the subject of the cue before it: "Pell [denied it] but did not say why"."""
    first = i
    while first > previous.cue and t.kinds[first - 1] in LIGHT:
        first -= 1
    if t.kinds[first - 1] not in ("and", "but") or CUES[t.words[i]].form not in "0sd" or t.quoted[i]:
        return False
    source = previous.source
    return bool(source and source[1] <= previous.cue and CUES[t.words[previous.cue]].form in "sd")


def _way(t: Tokens, table: Weights, one: Sighting) -> str:
    """Return the likeliest side of the content; never the right one where nothing stands there."""
    i, a, b = one.cue, one.a, one.b
    if i + 1 >= b or t.kinds[i + 1] in FULL_STOPS:
        return "L"
    if CUES[t.words[i]].lemma in STRONG and t.kinds[i + 1] not in _AFTER_QUOTATION:
        return "R"
    ways = table.ways
    known = [ways[f] for f in one.features + way_features(t, i, a, b) if f in ways]
    sums = [sum(column) for column in zip(*known, strict=True)] or [0, 0, 0]
    way = "RLS"[sums.index(max(sums))]
    if way == "S" and "”" in t.kinds[max(a, i - _SPEECH) : i] and not _quoted_behind(t, i, b):
        return "L"  # nothing is quoted behind the cue: what stands there is about the speaker
    return way


def _quoted_behind(t: Tokens, i: int, b: int) -> bool:
    """Whether something is quoted behind the cue `i`, in its sentence or as the next one of its paragraph."""
    if "“" in t.kinds[i + 1 : b]:
        return True
    return t.kinds[b : b + 1] == ["“"] and "\n" not in t.text[t.end(b - 1) : t.starts[b]]


_SPEECH = 14  # tokens before a cue within which its quotation has closed
_AFTER_QUOTATION = _WORDS["beside"] | {",", "”"}


def _source(t: Tokens, table: Weights, found: list[Span], i: int, way: str, a: int, b: int) -> Span | None:
    if t.kinds[i - 1] == "as" and CUES[t.words[i]].form == "g" and (quoted := _quoted(t, found, i, a)):
        return quoted
    near = around(t, found, i)
    if (
        near
        and near[0][2] == -1
        and near[0][1] == i
        and (_plainly(t, near[0][0], i, a) or _is_text(t, near[0][0], i, a))
    ):
        return near[0][:2]
    weigh = table.source.get
    best, span = nobody_named(weigh, 0, t, i, a, way) - NAMING, None
    for phrase, score in zip(near, sources(weigh, 0, t, i, a, b, near, way), strict=True):
        if phrase[0] == i + 1 and t.kinds[i + 1] == "that" and way == "R":
            continue  # "claims that the firm": the content's
        if score > best:
            best, span = score, phrase[:2]
    return span


def _quoted(t: Tokens, found: list[Span], i: int, a: int) -> Span | None:
    """Return who is "quoted as saying", where that is cue `i`: "quoted Pell as saying", "Pell was quoted as saying"."""
    quoting = next((j for j in range(i - 2, max(a, i - _QUOTED), -1) if t.words[j] in _QUOTING), None)
    if quoting is None:
        return None
    behind = next((span for span in found if quoting + 1 < span[1] < i), None)
    if behind:
        return max(behind[0], quoting + 1), behind[1]
    return next((span for span in reversed(found) if span[1] <= quoting), None) if quoting == i - 2 else None


_QUOTED = 12  # tokens of "quoted an official of the ministry as"
_QUOTING = frozenset(word for word, cue in CUES.items() if cue.lemma in _WORDS["quoting"] and cue.form == "d")


def _plainly(t: Tokens, start: int, i: int, a: int) -> bool:
    """Whether the phrase before the verb `i` is its subject beyond doubt: a pronoun, or a name that no comma precedes."""
    kind = t.kinds[i - 1]
    if CUES[t.words[i]].form not in "sd":
        return False
    return kind in _SUBJECTS or (kind == "C" and (start == a or t.kinds[start - 1] not in _DOUBTFUL))


def _is_text(t: Tokens, start: int, i: int, a: int) -> bool:
    """Whether the phrase before the participle `i` is a text that says so: "after [a report] accusing the firm of …"."""
    return CUES[t.words[i]].form == "g" and t.words[i - 1] in _TEXTS and start > a and t.words[start - 1] in _BEHIND


_TEXTS = people("en").documents
_BEHIND = LINKS | _WORDS["behind"]
_SUBJECTS = _WORDS["subjects"]
_DOUBTFUL = _WORDS["within"] | {","}
