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
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "he'", "she'", "it'", "they'", "that'"])
_HANGING = frozenset(  # what a source goes on with: "a man who …", "a report seen by …", "people near the plant"
    [
        "who",
        "which",
        "that",
        "whose",
        "d",
        "g",
        "of",
        "for",
        "with",
        "from",
        "at",
        "in",
        "on",
        "by",
        "to",
        "about",
        "against",
        "under",
        "near",
        "behind",
        "beside",
    ]
)
_OBJECT_REACH = 25
_TITLE_REACH = 12
_AGAINST_ENDS = frozenset(["that", "of", ",", "is", "are", "was", "were", "and"])
_CALLING = frozenset(["call", "brand", "label", "dub", "describe", "deem"])


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
        frame = "deny" if cue.group == "deny" else "label"
    elif (start, end) == (reading.cue, reading.cue + 1):
        return None
    elif reading.way == "R":
        start, accused = _object(t, cue, reading.cue, start, end)
        if cue.lemma in OBJECTS and _passive(t, first, reading.cue):
            accused, source, frame = source, _by(t, reading.cue, end), "passive"
    start, end = _trim(t, start, end)
    if start >= end:
        return None
    return Attribution(
        t.starts[start],
        t.end(end - 1),
        t.starts[source[0]] if source else None,
        _bare_end(t, source[1] - 1) if source else None,
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
        _parts(p, start, end, reading),
    )


def _bare_end(t: Tokens, last: int) -> int:
    """Return where token `last` ends, without the verb or the genitive that an apostrophe joins to it."""
    word = t.words[last]
    tail = max(word.rfind("'"), word.rfind("’"))
    return t.starts[last] + tail if tail > 0 and word[tail + 1 :] in _JOINED else t.end(last)


_JOINED = frozenset(["s", "re", "ve", "d", "ll", "m"])


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
    if source is None or t.kinds[i] == ":" or source[1] >= first or source[0] > i or first - source[1] > _TITLE_REACH:
        return source
    gap = t.kinds[source[1] : first]
    if gap[0] in _HANGING and not _CURT_AFTER.intersection(gap) and "“" not in gap:
        return source[0], first
    return source


def _object(t: Tokens, cue: Cue, i: int, start: int, end: int) -> tuple[int, Span | None]:
    """Return where the content of "accused X of Y" or "allegations against X that Y" begins, and X."""
    if cue.form == "n" and cue.group == "accuse" and t.kinds[i + 1] == "against":
        stop = next((j for j in range(i + 2, end) if t.kinds[j] in _AGAINST_ENDS), end)
        return (stop + 1 if stop + 1 < end else start), ((i + 2, stop) if stop > i + 2 else None)
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


def _parts(p: Passage, start: int, end: int, reading: Reading) -> tuple[Span, ...]:
    """Return the sentences and coordinated clauses of a content that has several, without the cue between them."""
    t = p.tokens
    cuts = [(edge, edge) for edge in _edges(p, start, end, reading.sentence)]
    cuts += _joints(t, start, end)
    if reading.way == "S" and (hole := _hole(t, start, end, reading.cue)):
        cuts = [cut for cut in cuts if not hole[0] <= cut[0] < hole[1]] + [hole]
    if not cuts:
        return ()
    spans = []
    first = start
    for stop, following in [*sorted(cuts), (end, end)]:
        piece = _trim(t, first, stop)
        if piece[0] < piece[1]:
            spans.append((t.starts[piece[0]], t.end(piece[1] - 1)))
        first = max(first, following)
    return tuple(spans) if len(spans) > 1 else ()


def _edges(p: Passage, start: int, end: int, sentence: int) -> list[int]:
    """Return where sentences begin within [start, end)."""
    bounds = p.bounds
    first = last = sentence
    while first > 0 and bounds[first][0] > start:
        first -= 1
    while last < len(bounds) and bounds[last][0] < end:
        last += 1
    return [edge for edge, _ in bounds[first:last] if start < edge < end]


def _joints(t: Tokens, start: int, end: int) -> list[Span]:
    """Return the conjunctions that join a further content: ", and that …", "stealing … and lying"."""
    kinds = t.kinds
    if "and" not in kinds[start + 2 : end - 1]:
        return []
    doing = kinds[start] == "g"
    return [
        (j, j + 1)
        for j in range(start + 2, end - 1)
        if kinds[j] == "and" and (kinds[j + 1] == "that" or (doing and kinds[j + 1] == "g"))
    ]


def _hole(t: Tokens, start: int, end: int, cue: int) -> Span | None:
    """Return the unquoted words around `cue` where the quotations on both sides are sentences of their own."""
    left = right = cue
    while left > start and not t.quoted[left - 1]:
        left -= 1
    while right < end and not t.quoted[right]:
        right += 1
    if left <= start or right >= end or t.kinds[right - 1] not in (".", ":", "?", "!"):
        return None
    return left, right
