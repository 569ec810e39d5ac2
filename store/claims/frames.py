"""From a reading to an attribution: the construction's name, what belongs to the content, whom an accusation is about."""

from store.claims.attributions import Attribution
from store.claims.cues import CUES, LIGHT, OBJECTS, PRONOUNS, Cue
from store.claims.passage import Passage
from store.claims.reading import Reading
from store.claims.sentences import Span
from store.claims.tokens import Tokens
from store.model import Quote

_LEADING = frozenset([",", ":", ";", "—", "that", ")", ".", "”"])
_TRAILING = frozenset([",", ";", ":", "—", "(", "“"])
_CURT_AFTER = frozenset([".", ",", ";", "?", "!", "”", "—", ")", "and", "but", "$"])
_BE = frozenset("is are was were be been being 's he' she' it' they' that'".split())
_HANGING = frozenset(
    "who which that whose d g of for with from at in on by to about against under near behind beside".split()
)
_OBJECT_REACH = 25
_TITLE_REACH = 12
_CALLING = frozenset("call brand label dub describe deem".split())


def shape(p: Passage, reading: Reading) -> Attribution | None:
    """Return `reading` as an attribution in code points, or nothing where no content is left."""
    t = p.tokens
    cue = CUES[t.words[reading.cue]]
    start, end = reading.content
    first = _verb_phrase(t, reading.cue, p.bounds[reading.sentence][0])
    source = _extended(t, reading.source, first, reading.cue)
    frame = _frame(t, reading, cue)
    accused: Span | None = None
    if curt := _curt(t, cue, reading, first, p.bounds[reading.sentence]):
        start, end = curt
        frame = "deny"
    elif reading.way == "R":
        start, accused = _object(t, cue, reading.cue, start, end)
        if accused is None and cue.lemma in OBJECTS and _passive(t, first, reading.cue):
            accused, source = source, _by(t, reading.cue, end)
            frame = "passive"
    start, end = _trim(t, start, end)
    if start >= end:
        return None
    return Attribution(
        t.starts[start],
        t.end(end - 1),
        t.starts[source[0]] if source else None,
        t.end(source[1] - 1) if source else None,
        t.starts[reading.cue],
        t.end(reading.cue),
        quote_kind(t, start, end, reading.way),
        frame,
        cue.lemma,
        any(t.kinds[i] in ("not", "never", "n't") for i in range(first, reading.cue)),
        round(reading.probability, 3),
        t.starts[accused[0]] if accused else None,
        t.end(accused[1] - 1) if accused else None,
        reading.sentence,
        _parts(p, start, end, reading, source),
    )


def _trim(t: Tokens, start: int, end: int) -> Span:
    while start < end and t.kinds[start] in _LEADING:
        start += 1
    while start < end and t.kinds[end - 1] in _TRAILING:
        end -= 1
    if start < end < len(t.kinds) and t.kinds[end] == "”" and "“" in t.kinds[start:end]:
        end += 1
    return start, end


def _verb_phrase(t: Tokens, i: int, a: int) -> int:
    """Return where the auxiliaries and adverbs before cue `i` begin."""
    first = i
    while first > a and i - first < 6 and t.kinds[first - 1] in LIGHT:
        first -= 1
    return first


def _passive(t: Tokens, first: int, i: int) -> bool:
    return CUES[t.words[i]].form == "d" and any(kind in _BE for kind in t.kinds[max(0, first - 1) : i])


def _extended(t: Tokens, source: Span | None, first: int, i: int) -> Span | None:
    """Return the source with the clause that hangs on it, where that reaches to the verb: "a man who saw it [said]"."""
    if source is None or source[1] >= first or source[0] > i or first - source[1] > _TITLE_REACH:
        return source
    gap = t.kinds[source[1] : first]
    if gap[0] in _HANGING and not _CURT_AFTER.intersection(gap) and "“" not in gap:
        return source[0], first
    return source


def _object(t: Tokens, cue: Cue, i: int, start: int, end: int) -> tuple[int, Span | None]:
    """Return where the content of "accused X of Y" begins, and X."""
    links = OBJECTS.get(cue.lemma)
    if links is None:
        return start, None
    for j in range(i + 1, min(end - 1, i + _OBJECT_REACH)):
        kind = t.kinds[j]
        if kind in links and (j > start or j == i + 1):
            return j + 1, ((i + 1, j) if j > i + 1 else None)
        if kind in ("that", ";", ":", "“"):
            break
    return start, None


def _by(t: Tokens, i: int, end: int) -> Span | None:
    """Return the accuser in "was accused by X of Y"."""
    if i + 2 < end and t.kinds[i + 1] == "by":
        j = i + 2
        while j < end and t.kinds[j] not in ("of", ",", "."):
            j += 1
        return i + 2, j
    return None


def _curt(t: Tokens, cue: Cue, reading: Reading, first: int, bounds: Span) -> Span | None:
    """Return the verb phrase of a curt denial or label: "denied it", "which X has repeatedly denied", "calls it a lie"."""
    i, (a, b) = reading.cue, bounds
    following = t.kinds[i + 1] if i + 1 < b else "$"
    after = t.kinds[i + 2] if i + 2 < b else "$"
    if cue.group == "deny" and cue.form in "0sd" and not _passive(t, first, i):
        if following in PRONOUNS and after in _CURT_AFTER:
            return first, i + 2
        if following in _CURT_AFTER and "“" not in t.kinds[i + 1 : i + 3]:
            for j in range(first - 1, max(a, first - _TITLE_REACH), -1):
                if t.kinds[j] in ("which", "whom"):
                    return j, i + 1
            return first, i + 1
    if cue.lemma in _CALLING and reading.way == "R" and following in ("that", "it", "this", "them", "“"):
        return i, reading.content[1]
    return None


def quote_kind(t: Tokens, start: int, end: int, way: str) -> Quote:
    """Return how the content is told."""
    marked = sum(t.quoted[start:end])
    if not marked:
        return Quote.INDIRECT
    if marked == end - start or (way == "S" and t.quoted[start] and t.quoted[end - 1]):
        return Quote.DIRECT
    return Quote.MIXED


def _frame(t: Tokens, reading: Reading, cue: Cue) -> str:
    """Return the name of the construction."""
    if cue.lemma == "according":
        return "according"
    if cue.form == "n":
        return "nominal"
    if cue.group == "colon":
        return "headline"
    if cue.group in ("accuse", "deny", "charge"):
        return cue.group
    if reading.way == "S":
        return "inside"
    if reading.way == "L":
        return "inverted" if reading.source and reading.source[0] > reading.cue else "after"
    return "before" if t.quoted[min(reading.content[0] + 1, len(t.quoted) - 1)] else "clause"


def _parts(p: Passage, start: int, end: int, reading: Reading, source: Span | None) -> tuple[Span, ...]:
    """Return the sentences and coordinated clauses of a content that has several, without cue and source between them."""
    t = p.tokens
    cuts = []
    hole = (end, end)
    if reading.way == "S":
        hole = _hole(t, start, end, reading, source)
    doing = t.kinds[start] == "g"
    k = start
    sentence = reading.sentence
    edges = set()
    for index in range(max(0, sentence - _SENTENCES), min(len(p.bounds), sentence + _SENTENCES)):
        edges.add(p.bounds[index][0])
    for j in range(start + 2, end - 1):
        if hole[0] <= j < hole[1]:
            continue
        kind = t.kinds[j]
        if j in edges:
            cuts.append((j, j))
        elif kind == "and" and (t.kinds[j + 1] == "that" or (doing and t.kinds[j + 1] == "g")):
            cuts.append((j, j + 1))
    if hole[0] < end:
        cuts.append(hole)
    if not cuts:
        return ()
    spans = []
    for stop, following in [*sorted(cuts), (end, end)]:
        first, last = _trim(t, k, stop)
        if first < last:
            spans.append((t.starts[first], t.end(last - 1)))
        k = max(k, following)
    return tuple(spans) if len(spans) > 1 else ()


_SENTENCES = 12


def _hole(t: Tokens, start: int, end: int, reading: Reading, source: Span | None) -> Span:
    """Return the words between the two halves of a split quotation where they are a sentence each, else nothing."""
    i = reading.cue
    left = i
    while left > start and not t.quoted[left - 1]:
        left -= 1
    right = i
    while right < end and not t.quoted[right]:
        right += 1
    if left <= start or right >= end or not t.quoted[left - 1] or t.kinds[right - 1] not in (".", ":", "?", "!"):
        return end, end
    return left, right
