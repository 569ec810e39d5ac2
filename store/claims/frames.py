"""From a reading to an attribution: the construction's name, what belongs to the content, whom an accusation is about."""

from store.claims.attributions import Attribution
from store.claims.cues import AUXILIARIES, CALLING, CHARGING_WORDS, CUES, LIGHT, OBJECTS, PRONOUNS, Cue
from store.claims.lexicons import constructions, people
from store.claims.parts import parts, trim
from store.claims.passage import Passage
from store.claims.reading import Reading
from store.claims.sentences import Span
from store.claims.sources import phrases
from store.claims.subjects import is_verb
from store.claims.tellers import BY_ENDS, CURT_AFTER, FINITE, bare_end, by, extended, maker, passive
from store.claims.tokens import Tokens
from store.model import Quote

_WORDS = constructions("en")["frames"]
_WHEN = _WORDS["when"]
_OBJECT_REACH = 25
_TITLE_REACH = 12
_SUBJECT_REACH = 60  # tokens of "Claims that …" before "were rejected"
_WHAT = 4  # tokens of "what the firm [calls]"
_AGAINST_ENDS = _WORDS["against_ends"] | {","}


def shape(p: Passage, reading: Reading) -> Attribution | None:
    """Return `reading` as an attribution in code points, or nothing where no content is left."""
    t = p.tokens
    cue = CUES[t.words[reading.cue]]
    start, end = reading.content
    a = p.bounds[reading.sentence][0]
    first = _verb_phrase(t, reading.cue, a)
    source = extended(t, reading.source, first, reading.cue, a)
    frame = _frame(t, reading, cue)
    accused: Span | None = None
    if curt := _curt(t, cue, reading, first, p.bounds[reading.sentence]):
        start, end = curt
        frame = "deny" if cue.group in ("deny", "charge") else "label"
    elif (
        (start, end) == (reading.cue, reading.cue + 1)
        or _sacked(t, cue, reading.cue, first)
        or (cue.lemma in _WORDS["citing"] and reading.way == "R" and _is_somebody(t, start, end))
        or _told_of_others(t, reading, first)
        or _is_subject(t, cue, reading)
    ):
        return None
    elif denied := _denied(t, cue, reading.cue, first, p.bounds[reading.sentence]):
        start, end, source = denied
        frame = "deny"
    elif told := _accused(p, cue, reading, first):
        start, end, accused = told
        source, frame = by(t, reading.cue, start), "passive"
    elif reading.way == "R":
        source = maker(t, cue, reading.cue, first, start, source)
        start, accused = _object(t, cue, reading.cue, start, end)
    if cue.lemma == "plead" and start + 1 < end and t.words[start] == "guilty" and t.kinds[start + 1] == "to":
        start += 2
    start, end = trim(t, start, end)
    if start >= end:
        return None
    return Attribution(
        t.starts[start],
        t.end(end - 1),
        t.starts[source[0]] if source else None,
        bare_end(t, source[1] - 1) if source else None,
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
        parts(p, start, end, reading),
    )


def _told_of_others(t: Tokens, reading: Reading, first: int) -> bool:
    """Whether a passive verb behind its content is about somebody else: "he left, when households were told to save".

    So is one whose subject the content itself tells of: "she said the driver had been dismissed".
    """
    if reading.way != "L" or not passive(t, first, reading.cue) or t.quoted[reading.content[0]]:
        return False
    begun, ended = reading.content
    if reading.source and begun < reading.source[0] and reading.source[1] <= ended:
        return True
    return any(t.words[j] in _TURNS for j in range(max(reading.content[0], first - 6), first))


_TURNS = _WORDS["turns"]


def _verb_phrase(t: Tokens, i: int, a: int) -> int:
    """Return where the auxiliaries and adverbs before cue `i` begin."""
    first = i
    while first > a and i - first < 6 and t.kinds[first - 1] in LIGHT:
        first -= 1
    return first


def _object(t: Tokens, cue: Cue, i: int, start: int, end: int) -> tuple[int, Span | None]:
    """Return where the content of "accused X of Y" or "allegations against X that Y" begins, and X."""
    if cue.form == "n" and cue.group == "accuse" and t.kinds[i + 1] == "against":
        stop = next((j for j in range(i + 2, end) if t.kinds[j] in _AGAINST_ENDS), end)
        return (stop + 1 if stop + 1 < end else start), ((i + 2, stop) if stop > i + 2 else None)
    links = OBJECTS.get(cue.lemma)
    if links is None or (start == i + 2 and t.kinds[i + 1] == "of"):
        return start, None
    for j in range(i + 1, min(end - 1, i + _OBJECT_REACH)):
        kind = t.kinds[j]
        if kind in links and (j + 1 >= start or j == i + 1):
            return j + 1, ((i + 1, j) if j > i + 1 else None)
        if kind in ("that", ";", ":", "“"):
            break
    return start, None


def _accused(p: Passage, cue: Cue, reading: Reading, first: int) -> tuple[int, int, Span | None] | None:
    """Return the content of "X was accused of Y" as start and end, and X; nothing where the cue is not so built."""
    t, i = p.tokens, reading.cue
    if cue.lemma not in OBJECTS or not passive(t, first, i):
        return None
    a, b = p.bounds[reading.sentence]
    b -= t.kinds[b - 1] in CURT_AFTER
    reach = range(i + 1, min(b, i + _TITLE_REACH))
    links = (*OBJECTS[cue.lemma], "of") if t.kinds[i + 1 : i + 2] == ["along"] else OBJECTS[cue.lemma]
    link = next((j for j in reach if t.kinds[j] in links and t.kinds[j - 1] != "along"), b)
    if link + 1 >= b:
        return None
    behind = _before_aside(t, a, first)
    subjects = phrases(t, max(a, behind - _TITLE_REACH), behind)
    end = reading.content[1]
    return link + 1, end if end > link + 1 else b, subjects[-1] if subjects else None


def _before_aside(t: Tokens, a: int, first: int) -> int:
    """Return where what stands before a verb ends without an aside: "Sarre[, who won by hours,] was accused"."""
    if t.kinds[first - 1 : first] != [","]:
        return first
    commas = (j for j in range(first - 2, max(a, first - _ASIDE_REACH), -1) if t.kinds[j] == ",")
    return next((j for j in commas if t.words[j + 1] in _ASIDES), first)


_ASIDE_REACH = 30
_ASIDES = _WORDS["asides"]


def _denied(t: Tokens, cue: Cue, i: int, first: int, bounds: Span) -> tuple[int, int, Span | None] | None:
    """Return the content of "Claims that X were rejected as Y by Z" as start and end, and Z."""
    a, b = bounds[0], min(bounds[1], i + _SUBJECT_REACH)
    if (cue.group != "deny" and cue.lemma not in _REJECTING) or first - a > _SUBJECT_REACH or not passive(t, first, i):
        return None
    noun = next((j for j in range(a, first) if t.words[j] in CHARGING_WORDS), None)
    if noun is None or not FINITE.isdisjoint(t.kinds[a:noun]) or "v" in t.letters[a:noun]:
        return None
    stop = next((j for j in range(i + 1, b) if t.kinds[j] in _BY_STOPS), b)
    agent = stop + 1
    while t.kinds[stop : stop + 1] == ["by"] and agent < b and t.kinds[agent] not in BY_ENDS:
        agent += 1
    return a, stop, (stop + 1, agent) if agent > stop + 1 else None


def _sacked(t: Tokens, cue: Cue, i: int, first: int) -> bool:
    """Whether "was dismissed for stealing": that is a person, not a claim."""
    return cue.lemma == "dismiss" and passive(t, first, i) and t.kinds[i + 1 : i + 2] in (["for"], ["from"])


def _is_subject(t: Tokens, cue: Cue, reading: Reading) -> bool:
    """Whether the cue is but the subject of what stands behind it: "its ruling | threw out the claim", "those accused | are"."""
    i, start = reading.cue, reading.content[0]
    if reading.way != "R" or start != i + 1 or t.quoted[i + 1] != t.quoted[i] or not is_verb(t, start):
        return False
    noun = cue.form == "n" or (cue.form in "0s" and t.letters[i - 1] in "DS")
    return noun or (cue.group == "accuse" and cue.form == "d" and t.kinds[start] in AUXILIARIES)


def _is_somebody(t: Tokens, start: int, end: int) -> bool:
    """Whether [start, end) names a source and tells nothing: "cited two managers of the firm", "quoted a clerk as saying"."""
    head = start
    while head < end and t.letters[head] in "DSCw":
        head += 1
    named = any(t.words[j] in _PERSONS or t.words[j].removesuffix("s") in _PERSONS for j in range(start, head))
    return named and (head >= end or t.kinds[head] != "for")


_PERSONS = people("en").persons | people("en").roles
_REJECTING = _WORDS["rejecting"]
_BY_STOPS = frozenset(["by", ",", ";", ".", "—", "who", "which"])


def _curt(t: Tokens, cue: Cue, reading: Reading, first: int, bounds: Span) -> Span | None:
    """Return the verb phrase of a curt denial or label: "denied it", "which X has repeatedly denied", "calls it a lie"."""
    i, (a, b) = reading.cue, bounds
    following = t.kinds[i + 1] if i + 1 < b else "$"
    after = t.kinds[i + 2] if i + 2 < b else "$"
    if cue.group == "deny" and cue.form in "0sd" and not passive(t, first, i) and reading.content[0] < i + 3:
        if (following in PRONOUNS or following in ("that", "this", "these")) and after in CURT_AFTER | _WHEN:
            return first, i + 2
        if following in CURT_AFTER and "“" not in t.kinds[i + 1 : i + 3]:
            for j in range(first - 1, max(a, first - _TITLE_REACH), -1):
                if t.kinds[j] in ("which", "whom"):
                    return j, i + 1
            return first, i + 1
    if cue.lemma == "plead" and following == "not" and t.words[i + 2 : i + 3] == ["guilty"]:
        return i, i + 3
    if (
        cue.lemma in CALLING
        and reading.way == "R"
        and "what" not in t.kinds[max(a, first - _WHAT) : first]
        and following in ("that", "it", "this", "them", "“")
    ):
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
