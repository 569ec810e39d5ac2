"""Where the content of a cue begins and ends: the likeliest places, and what its construction makes of them."""

from bisect import bisect_left

from store.claims import spans
from store.claims.charges import DOUBTED, wrong_end
from store.claims.cues import AUXILIARIES, CHARGING_WORDS, CUES, LIGHT
from store.claims.features import places
from store.claims.joints import CHARGED_TOO
from store.claims.lexicons import constructions
from store.claims.passage import Passage, run_around
from store.claims.plain import CHARGED, FINITE, subject_end, verb_after
from store.claims.sentences import Span
from store.claims.sightings import TELLING, Sighting
from store.claims.tokens import Tokens
from store.claims.weights import Table, Weights

_WORDS = constructions("en")["contents"]
FULL_STOPS = frozenset([".", "?", "!"])
_REACH = 80  # tokens behind a cue


def start(p: Passage, table: Weights, one: Sighting) -> int:
    """Return where the content most likely begins."""
    i, a, b = one.cue, one.a, one.b
    if one.way == "R":
        return _place(p, table.open, spans.opening(p, i, b), i, a, b, "oR")
    return _place(p, table.begin, spans.before(p, i, a), i, a, b, "b" + one.way)


def end(p: Passage, table: Weights, one: Sighting) -> int:
    """Return where the content most likely ends."""
    i, a, b = one.cue, one.a, one.b
    if one.way == "L":
        return _place(p, table.close, spans.closing(p, i, a), i, a, b, "cL")
    return _place(p, table.end, spans.ending(p, i, b), i, a, b, "e" + one.way)


def content(p: Passage, one: Sighting) -> Span | None:
    """Return the content of a cue whose likely bounds are known, as its construction corrects them."""
    i, a, b, start, end, begun = one.cue, one.a, one.b, one.start, one.end, one.begun
    if CUES[p.tokens.words[i]].lemma == "according":
        start, end = _around_according(p.tokens, i, start, end, b)
    elif one.way != "L":
        if begun and (end <= begun or p.tokens.kinds[begun - 1] == ":"):
            end = b - (p.tokens.kinds[b - 1] in FULL_STOPS)
        end = _cut(
            p, i, max(start, i), _with_coordinate(p.tokens, _with_list(p, start, _with_quotation(p, start, end), b), b)
        )
        end = _relative_end(p, i, a, max(start, i), end)
        if CUES[p.tokens.words[i]].group == "deny":
            end = _with_charge(p.tokens, start, end, b)
        if begun and CUES[p.tokens.words[i]].lemma in DOUBTED and p.tokens.kinds[begun - 1] in ("about", "over", "of"):
            end = wrong_end(p.tokens, begun, end)
        else:
            if p.tokens.words[i] in CHARGING_WORDS:
                end = subject_end(p.tokens, i, a, start, end)
            if not p.tokens.quoted[max(start, i)]:
                end = _with_coordinate(p.tokens, verb_after(p.tokens, start, end, b), b)
        end = _into_quotation(p, start, end, b)
    if start < end:
        return start, end
    return (i, i + 1) if CUES[p.tokens.words[i]].group == "deny" else None  # a curt denial, maybe


def _with_list(p: Passage, start: int, end: int, b: int) -> int:
    """Return the end of a content with the list whose first item it is so far: "lists bread, butter and a cat"."""
    kinds = p.tokens.kinds
    if not start < end < b - 2 or kinds[end] != "," or kinds[end + 1] in ("C", "9"):
        return end
    for j in range(end + 1, min(b - 1, end + _ITEMS)):
        if kinds[j] in ("and", "or") and j > end + 1 and kinds[j - 1] != ",":
            following = bisect_left(p.breaks, j + 2)
            return min([*p.breaks[following : following + 1], b - (kinds[b - 1] in FULL_STOPS)])
        if kinds[j] in _NO_ITEM or p.tokens.letters[j] == "P" or p.tokens.quoted[j]:
            return end
    return end


_ITEMS = 14  # tokens of the items of a list
_NO_ITEM = AUXILIARIES | frozenset(
    ["who", "which", "that", "and", "but", "when", "as", "if", ";", ":", "—", "(", "g", "y"]
)


def _with_charge(t: Tokens, start: int, end: int, b: int) -> int:
    """Return the end of a denial with the charge it is aimed at: "denied the claim, made by a clerk, | that he had lied"."""
    if end + 3 >= b or t.kinds[end] != "," or CHARGING_WORDS.isdisjoint(t.words[start:end]):
        return end
    comma = next((j for j in range(end + 1, min(b - 2, end + _ASIDE)) if t.kinds[j] == ","), b - 1)
    return b - (t.kinds[b - 1] in FULL_STOPS) if t.kinds[comma + 1 : comma + 2] == ["that"] else end


_ASIDE = 12  # tokens of "made by drivers to a local newspaper"


def _with_quotation(p: Passage, start: int, end: int) -> int:
    """Return the end of a content that begins with a quotation: never within that."""
    if start < end < len(p.tokens.kinds) and p.tokens.kinds[start] == "“" and p.tokens.quoted[end]:
        run = run_around(p, start)
        return run[1] if run and start == run[0] and end < run[1] else end
    return end


def _into_quotation(p: Passage, start: int, end: int, b: int) -> int:
    """Return the end of a content with the quotation that goes on with it: "said the scar | “comes from a tray”"."""
    t = p.tokens
    if not start < end < b - 1 or t.kinds[end] != "“" or t.quoted[start] or t.letters[end - 1] not in "CwSv":
        return end
    run = run_around(p, end)
    return run[1] if run and run[1] <= b else end


def _around_according(t: Tokens, i: int, start: int, end: int, b: int) -> Span:
    """Return the content of "X, according to Y, Z": both sides, or the right one where the left is no clause yet."""
    last = b - (t.kinds[b - 1] in FULL_STOPS)
    commas = [j for j in range(i + 2, min(last, i + 14)) if t.kinds[j] == ","]
    if start < i and any(t.kinds[j + 1] in _RELATIVES for j in commas if j + 1 < b):
        return start, i - (t.kinds[i - 1] == ",")  # "…, according to Y, which …": that is about Y
    if start > i:
        while len(commas) > 1 and t.kinds[commas[0] + 1] in _RELATIVES:
            del commas[0]  # "According to Y, which …, X"
        return (commas[0] + 1, max(end, commas[0] + 1)) if commas else (start, end)
    if t.kinds[i - 1] != "," or not commas or last - commas[0] < 4:
        return start, end
    return (commas[0] + 1, last) if t.kinds[i - 2] in _UNFINISHED else (start, last)


_RELATIVES = _WORDS["relatives"]
_UNFINISHED = _WORDS["unfinished"]


def _cut(p: Passage, i: int, start: int, end: int) -> int:
    """Return where a content ends that runs on into the next thing reported: "denied lying and said …", "…, said X"."""
    t, form = p.tokens, CUES[p.tokens.words[i]].form
    first, last = bisect_left(p.breaks, start + 1), bisect_left(p.breaks, min(end, start + _REACH) - 2)
    for j in p.breaks[first:last]:
        other = CUES.get(t.words[j + 1])
        if other and form in "sd" and not t.quoted[j] and t.kinds[j] in _JOINS:
            if t.kinds[j] == "and" and other.lemma in _GOING_ON and other.form in "sd0":
                return j
            if other.form == form and other.group in TELLING and (t.kinds[j] != "," or t.kinds[j + 2] == "C"):
                return j
        if t.kinds[j] == "," and not t.quoted[j]:
            if t.kinds[j + 1] in _BESIDE and _tells(t, j + 2, end):
                return j
            if t.words[i] in CHARGING_WORDS and _tells(t, j + 1, end):
                return j  # "asked about claims that X, Venn said"
    return end


def _tells(t: Tokens, start: int, end: int) -> bool:
    """Whether [start, end) begins with somebody and a word for telling: "the firm says"."""
    for j in range(start, min(end, start + _TELLER)):
        cue = CUES.get(t.words[j])
        if cue and j > start and cue.group == "say" and cue.form in "sd" and t.letters[j] == "v":
            return True
        if t.letters[j] not in "CwSDPo":
            return False
    return False


def _relative_end(p: Passage, i: int, a: int, start: int, end: int) -> int:
    """Return where a content ends that a clause with "who" tells: "Jones, who says she did it, | could lose"."""
    t = p.tokens
    who = i - 1
    while who > a and t.kinds[who] in LIGHT:
        who -= 1
    if CUES[t.words[i]].lemma in CHARGED and start == i + 2 and (t.kinds[who] == "who" or who == i - 1):
        return _before_verb(t, start, end)
    if t.kinds[who] not in ("who", "which"):
        return end
    for j in p.breaks[bisect_left(p.breaks, start + 2) : bisect_left(p.breaks, end - 1)]:
        if t.kinds[j] == "," and t.kinds[j + 1] in FINITE and not t.quoted[j]:
            return j
    return end


def _before_verb(t: Tokens, start: int, end: int) -> int:
    """Return where a wrong ends that stands in the subject: "a man charged with X [told the court]"."""
    for j in range(start + 1, end):
        cue = CUES.get(t.words[j])
        if t.kinds[j] in _SUBCLAUSES or t.quoted[j]:
            return end
        if (
            cue
            and cue.form == "d"
            and cue.group in ("say", "charge")
            and t.letters[j] == "v"
            and t.letters[j - 1] in "Cw"
        ):
            return j
    return end


_SUBCLAUSES = _WORDS["subclauses"]
_BESIDE = _WORDS["beside"]
_TELLER = 8  # tokens of "the company’s head of accounts"


_JOINS = frozenset(["and", "but", ","])
_GOING_ON = _WORDS["going_on"]


def _with_coordinate(t: Tokens, end: int, b: int) -> int:
    """Return the end of a content with the clause that goes on behind it: "… , and that …"."""
    j = end + (end < b and t.kinds[end] == ",")
    if (
        j + 2 < b
        and t.kinds[j] in ("and", "but")
        and (t.kinds[j + 1] == "that" or t.kinds[j + 1 : j + 3] in CHARGED_TOO)
    ):
        return b - (t.kinds[b - 1] in FULL_STOPS)
    return end


def _place(p: Passage, table: Table, found: list[int], i: int, a: int, b: int, side: str) -> int:
    """Return the likeliest of the places that were `found`."""
    if len(found) == 1:
        return found[0]
    weighed = places(table.get, 0, p.tokens, i, found, a, b, side)
    return found[weighed.index(max(weighed))]
