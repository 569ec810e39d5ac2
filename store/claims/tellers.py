"""Who makes a claim: the words of its source in full, "a man who saw it", and the maker behind "by"."""

from store.claims.charges import ARRAIGNED
from store.claims.cues import CHARGING, CUES, LIGHT, Cue
from store.claims.lexicons import constructions
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_WORDS = constructions("en")["tellers"]
CURT_AFTER = frozenset([".", ",", ";", "?", "!", "”", "—", ")", "and", "but", "$"])
FINITE = LIGHT - {"y"}
_HANGING = _WORDS["hanging"] | {"d", "g"}  # what a source goes on with: "a man who …", "a report seen by …"
_GOVERNING = frozenset(["d", "s"])  # the kinds of finite verbs
_BE = _WORDS["be"]
_ARTICLES = _WORDS["articles"]  # what is left of "a claim", "the charge"
_RELATIVES = _WORDS["relatives"]
_NO_HEAD = _HANGING | {"who", "which"}
_CLAUSE_EDGES = CURT_AFTER | {":", "“", "(", "that", "when", "if", "as", "because", "while"}
BY_ENDS = frozenset(["of", "for", "over", "after", ",", ".", "that", "”", "“", ";", "and", "(", "—"])
_JOINED = frozenset(["s", "re", "ve", "d", "ll", "m"])
_OBJECT_REACH = 25
_TITLE_REACH = 12
_RELATIVE = 6


def passive(t: Tokens, first: int, i: int) -> bool:
    """Whether the verb `i`, whose auxiliaries begin at `first`, is passive."""
    return CUES[t.words[i]].form == "d" and any(kind in _BE for kind in t.kinds[max(0, first - 1) : i])


def bare_end(t: Tokens, last: int) -> int:
    """Return where token `last` ends, without the verb or the genitive that an apostrophe joins to it."""
    word = t.words[last]
    tail = max(word.rfind("'"), word.rfind("’"))
    return t.starts[last] + tail if tail > 0 and word[tail + 1 :] in _JOINED else t.end(last)


def extended(t: Tokens, source: Span | None, first: int, i: int, a: int) -> Span | None:
    """Return the source with the clause that hangs on it, where that reaches to the verb: "a man who saw it [said]"."""
    if (
        source is None
        or t.kinds[i] == ":"
        or CUES[t.words[i]].form == "n"
        or source[0] > i
        or first - source[1] > _TITLE_REACH
    ):
        return source
    start, end = source = _behind_that(t, *source)
    if end - start == 1 and t.kinds[start] in _ARTICLES:
        return None
    gap = t.kinds[end:first]
    if CUES[t.words[i]].form == "g" and (not gap or gap[0] in _GOVERNING):
        return source  # "[Pell] filed a claim alleging", "he resigned after [a report] alleging"
    together = gap[:1] == ["and"] and _NAMED.issuperset(gap)  # "the Office of Trade and Industry (OTI) chief"
    if together or (
        gap and gap[0] in _HANGING and gap[-1] != "to" and not CURT_AFTER.intersection(gap) and "“" not in gap
    ):
        end = first
    lead = t.kinds[max(a, start - _RELATIVE) : start]
    if lead and lead[-1] in _RELATIVES and t.letters[start] != "P":
        return start, end  # "a practice which prosecutors say": theirs alone
    if t.kinds[start] == "who" or (end == first and lead and (lead[-1] in _HANGING or "who" in lead)):
        head = start
        while head > a and start - head < _TITLE_REACH and t.kinds[head - 1] not in _CLAUSE_EDGES:
            head -= 1
        while head < start and (t.kinds[head] in _NO_HEAD or t.kinds[head] in LIGHT):
            head += 1
        if (head == a or t.kinds[head - 1] in _CLAUSE_EDGES) and not FINITE.intersection(t.kinds[head:start]):
            start = head
    return start, end


_NAMED = frozenset(["and", "C", "(", ")", "w", "s", "of", "for", "the"])


def _behind_that(t: Tokens, start: int, end: int) -> Span:
    """Return a source without the "that" that opens its clause: "said last year that [Pell] suspects"."""
    for j in range(end - 2, start - 1, -1):
        if t.kinds[j] == "that" and (j > start or t.letters[j + 1] == "C" or t.words[j - 1] in CUES):
            return j + 1, end
    return start, end


def maker(t: Tokens, cue: Cue, i: int, first: int, start: int, source: Span | None) -> Span | None:
    """Return who makes the claim of cue `i`: behind its "by" where it is a noun or passive, else the `source` that was found."""
    if cue.lemma in ARRAIGNED and passive(t, first, i):
        return by(t, i, start)
    if cue.form != "d" and cue.lemma in CHARGING:
        return by(t, i, start + _OBJECT_REACH) or (None if source and _is_contested(t, i, source) else source)
    return source


def _is_contested(t: Tokens, i: int, source: Span) -> bool:
    """Whether the `source` of a charge is rather who denies it: "[Venn] denied the claim that …"."""
    cues = [CUES[t.words[j]] for j in range(max(source[0], i - _TITLE_REACH), i) if t.words[j] in CUES]
    return any(cue.group == "deny" and cue.form in "sdg" for cue in cues)


def by(t: Tokens, i: int, end: int) -> Span | None:
    """Return the accuser in "was accused by X of Y", "claims made by X that Y"."""
    by = i + 1 + (t.kinds[i + 1 : i + 2] == ["d"])
    end = min(end, len(t.kinds))
    if by + 1 < end and t.kinds[by] == "by":
        stop = by + 1
        while stop < end and t.kinds[stop] not in BY_ENDS:
            stop += 1
        return (by + 1, stop) if stop > by + 1 else None
    return None
