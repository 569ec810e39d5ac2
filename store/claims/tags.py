"""Cues that are tagged on: "The firm lied, says its auditor", "Three men were hurt, the report found last year"."""

from typing import NamedTuple

from store.claims.cues import AUXILIARIES, CUES, DETERMINERS, LIGHT, LINKS, PASTS
from store.claims.lexicons import constructions
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_TELLING = frozenset(["say", "show", "accuse", "think"])
_FORMS = "sd0"
_LEAST = 3  # tokens of a clause
_SUBJECT = 14  # tokens of "body-camera footage released by the sheriff on Tuesday"
_BEFORE = 2 * _SUBJECT  # with a name set off by commas: ", its head, Ada Pell, said"
_TAIL = 14  # tokens of "the parish priest of Saint Orsola"
_STOPS = frozenset([",", ".", ";", ":", "?", "!", "“", "”", "—", "("])
_WORDS = constructions("en")["tags"]
_INVERTING, _OPEN, _ADVERBIAL = _WORDS["inverting"], _WORDS["leading up"], _WORDS["adverbial"]
_WHEN, _DAYS, _PRONOUNS, _ASIDE = _WORDS["when"], _WORDS["weekdays"], _WORDS["going on"], _WORDS["asides"]
_AFTER = _STOPS | _ADVERBIAL | _DAYS


class Tag(NamedTuple):
    """What a cue that is tagged on reports, in tokens: [start, end), and the words that say who reports it."""

    content: Span
    source: Span | None
    hole: Span  # the tag itself, from its comma to the clause that goes on behind it; empty where none does

    way: str  # "L" content before the cue, "R" behind it, "S" on both sides


def tag(t: Tokens, i: int, a: int, b: int) -> Tag | None:
    """Return the clause before the cue `i` in the sentence [a, b) where commas set the cue and its subject off."""
    cue = CUES[t.words[i]]
    if cue.form not in _FORMS or t.quoted[i] or i - a < 2 or "," not in t.kinds[max(a, i - _BEFORE) : i]:
        return None
    if cue.group not in _TELLING and not _phrasal(t, i, b):
        return None
    set_off = _inverted(t, i, b) if t.kinds[i - 1] == "," else None
    set_off = set_off or _straight(t, i, a, b)
    if set_off is None:
        return None
    comma, source, stop = set_off
    if t.quoted[comma - 1] and t.quoted[a]:
        return None
    end = b - (t.kinds[b - 1] in _STOPS)
    if source[0] > i and _verb_follows(t, stop, end):
        return Tag((a, end), source, (comma, comma), "S")
    nobody = t.kinds[source[0]] == "it" and source[1] < i and _passive(t, source[1], i)
    goes_on = _goes_on(t, stop, end)
    ends = stop >= end or t.kinds[stop] == ";" or goes_on > 0 or t.kinds[stop + 1] == "g"
    if not _is_clause(t, a, comma, ends=source[0] < i and ends):
        within = source[0] < i and _is_plain(t, *source, i) and _within(t, a, comma, stop, end)
        return Tag((_topic_end(t, a, comma), end), None if nobody else source, (comma, comma), "S") if within else None
    if goes_on:
        return Tag((a, end), None if nobody else source, (comma, goes_on), "S")
    if source[0] < i and stop + 2 < end and t.kinds[stop] == "," and t.kinds[stop + 1] in _WORDS["running on"]:
        return Tag((a, end), None if nobody else source, (comma, comma), "S")
    return Tag((a, comma), None if nobody else source, (comma, comma), "L")


def _is_plain(t: Tokens, start: int, last: int, i: int) -> bool:
    """Whether [start, last) is a short subject and `i` its verb: no list, no adjective, no passive."""
    letters = t.letters[start:last]
    named = t.kinds[start] == "it" or not _passive(t, last, i)
    bare = CUES[t.words[i]].form == "0" and t.kinds[last - 1] not in ("s", "they", "we")
    return named and not bare and len(letters) <= _SHORT and letters[-1:] in "PCw" and letters.strip("PDCSwo") == ""


_SHORT = 8


def _within(t: Tokens, a: int, comma: int, stop: int, end: int) -> bool:
    """Whether a tag stands within its clause, what precedes its `comma` being but the beginning: "The tubs, he says, sank"."""
    if stop + 1 >= end or t.kinds[stop] != "," or t.kinds[stop + 1] in _NO_REST:
        return False
    return a < comma and not any(t.quoted[a:comma]) and t.words[a] not in _ASIDE | {"which", "who"}


def _topic_end(t: Tokens, a: int, comma: int) -> int:
    """Return where a clause begins behind what it is about: "As for the books, [they, he says, were burnt]"."""
    if t.words[a] != "as" or t.kinds[a + 1] not in ("for", "to"):
        return a
    return _comma(t, comma, a - 1) + 1


_NO_REST = _WORDS["no rest"] | {"g", "“"}


def _goes_on(t: Tokens, stop: int, end: int) -> int:
    """Return where a further clause begins behind a tag: ", and two were sent away", "; nobody asked"; else nothing."""
    if stop + 3 >= end:
        return 0
    start = stop + 1
    joined = t.kinds[start] in ("and", "but")
    if t.kinds[stop] not in (";", ":") and not (t.kinds[stop] == "," and joined):
        return 0
    start += joined
    return start if (t.letters[start] in "DPC" and t.kinds[start] != "that") or _is_clause(t, start, end) else 0


_SetOff = tuple[int, Span, int]  # the comma before a tag, its source, and the mark behind it


def _phrasal(t: Tokens, i: int, b: int) -> bool:
    """Whether "went on", "called out", "puts it"."""
    return i + 1 < b and (CUES[t.words[i]].lemma, t.kinds[i + 1]) in _PHRASAL


_PHRASAL = frozenset([("go", "on"), ("call", "out"), ("put", "it"), ("hit", "back")])


def _inverted(t: Tokens, i: int, b: int) -> _SetOff | None:
    """Return what sets off ", says Pell", ", says a nurse who was there"."""
    if CUES[t.words[i]].lemma not in _INVERTING:
        return None
    last = i + 1
    while (
        last < b
        and (t.letters[last] in "DSCwo" or t.kinds[last] == "one" or t.kinds[last][-1] == "'")
        and t.kinds[last] not in _DAYS
        and t.kinds[last] != "that"
    ):
        last += 1
    while last > i + 1 and t.letters[last - 1] not in "Cw" and t.kinds[last - 1] != "9":
        last -= 1
    if not _names(t, i + 1, last) or not (last >= b or _hangs(t, last, b)):
        return None
    return i - 1, (i + 1, last), _behind_name(t, _stop(t, i, b), b)


def _behind_name(t: Tokens, stop: int, b: int) -> int:
    """Return the mark behind a name that is set off at `stop`: "says its president, Orla Venn[;] …"."""
    following = stop + 1
    while following < b and t.letters[following] in "CDw" and t.kinds[following] not in _DAYS:
        following += 1
    named = t.kinds[stop : stop + 1] == [","] and "C" in t.kinds[stop + 1 : following]
    return following if named and (following >= b or t.kinds[following] in ",;:") else stop


def _hangs(t: Tokens, j: int, b: int) -> bool:
    """Whether what begins at `j` can hang on a noun phrase, and is no verb of it: "who", "in", "filed by"."""
    kind = t.kinds[j]
    if kind in _STOPS or kind in _ADVERBIAL or kind in _DAYS or t.words[j] in _WHEN or kind in ("who", "which", "that"):
        return True
    return kind == "d" and j + 1 < b and (t.letters[j + 1] == "o" or t.kinds[j + 1] in _STOPS)


def _straight(t: Tokens, i: int, a: int, b: int) -> _SetOff | None:
    """Return what sets off ", the report found last year"."""
    cue = CUES[t.words[i]]
    if (
        i + 1 < b
        and t.kinds[i + 1] not in _AFTER
        and t.words[i + 1] not in _WHEN
        and cue.lemma != "tell"
        and not _phrasal(t, i, b)
    ):
        return None
    first = i
    while first > a and t.kinds[first - 1] in LIGHT:
        first -= 1
    bare = cue.form == "0" and first == i
    last = first
    if t.kinds[first - 1] == ",":  # ", its head, Ada Pell, said"
        last = _comma(t, first - 1, a)
        if t.letters[last + 1] != "C":
            return None
    comma = _comma(t, last, a)
    if comma == a:
        return None
    start = comma + 1 + (t.kinds[comma + 1] == "as")
    if bare and t.kinds[last - 1] not in ("s", "they", "C", "them", "people"):
        return None
    stop = _stop(t, i, b)
    if not _is_subject(t, start, last) or not _is_adverbial(t, i, stop):
        return None
    return comma, (start, last) if last == first else (last + 1, first - 1), stop


def _comma(t: Tokens, before: int, a: int) -> int:
    """Return the comma nearest before a token, within the reach of a subject; `a` where none stands there."""
    return next((j for j in range(before - 1, max(a, before - _SUBJECT), -1) if t.kinds[j] == ","), a)


def _stop(t: Tokens, i: int, b: int) -> int:
    """Return the first mark after cue `i`, or where the sentence ends."""
    return next((j for j in range(i + 1, min(b, i + 1 + _TAIL)) if t.kinds[j] in _STOPS), b)


def _passive(t: Tokens, first: int, i: int) -> bool:
    """Whether "it is alleged": nobody says it."""
    return CUES[t.words[i]].form == "d" and not {"is", "was", "been"}.isdisjoint(t.kinds[first:i])


def _verb_follows(t: Tokens, stop: int, end: int) -> bool:
    """Whether the clause that a tag broke off goes on with its verb: "The tubs, said Pell, the owner, [were empty]"."""
    for j in range(stop, min(end - 1, stop + _TAIL)):
        if t.kinds[j] == "," and t.kinds[j + 1] in AUXILIARIES:
            return True
        if t.kinds[j] in _STOPS - {","} or t.kinds[j] in AUXILIARIES or t.kinds[j] in _PRONOUNS:
            return False
    return False


def _names(t: Tokens, start: int, stop: int) -> bool:
    """Whether [start, stop) is a noun phrase and no clause."""
    kinds = t.kinds[start:stop]
    if not kinds or not AUXILIARIES.isdisjoint(kinds) or "v" in t.letters[start:stop]:
        return False
    return (
        kinds[0][0] == "C" or ((kinds[0] in DETERMINERS or kinds[0] == "one") and len(kinds) > 1) or "C" in kinds[1:3]
    )


def _is_subject(t: Tokens, start: int, stop: int) -> bool:
    """Whether [start, stop) is a noun phrase, maybe with a participle behind it, before its verb."""
    kinds = t.kinds[start:stop]
    if (
        not kinds
        or (t.letters[start] not in "PDCSw" and kinds[0] != "s")
        or kinds[0] in ("who", "which", "that", "whom", "what")
    ):
        return False
    return AUXILIARIES.isdisjoint(kinds) and "and" not in kinds[:1]


def _is_adverbial(t: Tokens, i: int, stop: int) -> bool:
    """Whether nothing but when, where and to whom stands between the cue `i` and `stop`."""
    kinds = t.kinds[i + 1 : stop]
    if "that" in kinds:
        that = i + 1 + kinds.index("that")
        return that > i + 1 and (t.kinds[that + 1] in AUXILIARIES or t.kinds[that + 1] == "s")
    return AUXILIARIES.isdisjoint(kinds)


def _is_clause(t: Tokens, a: int, comma: int, ends: bool = False) -> bool:
    """Whether [a, comma) is a clause that can stand alone, its verb before its first comma; what `ends` must be one."""
    kinds = t.kinds[a:comma]
    if t.words[a : a + 2] == ["not", "so"]:
        return True
    if len(kinds) < _LEAST or kinds[0] in _OPEN or t.words[a] in _ASIDE:
        return False
    if ends and len(kinds) > _LEAST and t.letters[a] in "PDCSw":
        return True
    if kinds[0][-1] == "'":
        return True
    head = kinds.index(",") if "," in kinds else len(kinds)
    if not AUXILIARIES.isdisjoint(kinds[:head]):
        return True
    if kinds[0] in LINKS:
        return ends and "d" in kinds[:head]
    return "v" in t.letters[a : a + head] or not PASTS.isdisjoint(t.words[a : a + head])
