"""Constructions that speak for themselves: "was charged with X", "heard on Monday that X", "questions about whether X"."""

from store.claims.charges import COURTLY
from store.claims.clauses import BEGINNING, begins
from store.claims.cues import CHARGING, CHARGING_WORDS, CUES, LIGHT, OBJECTS
from store.claims.lexicons import constructions
from store.claims.tokens import Tokens

_LISTS = constructions("en")["plain"]
CHARGED = _LISTS["charged"]
_NOUNS = _LISTS["nouns"]
_TELLING = frozenset(["say", "think", "show", "turn"])
_ASKING = _LISTS["asking"]
_PASSIVES = _LISTS["passives"]
_TOLD = frozenset("sd")
_REACH = 16  # tokens from the cue to the word that opens the content
_STOPS = frozenset([".", ";", ":", "?", "!", "“", "”", "—", "(", "that", "who", "which"])
# What may stand between a verb and its "that": when, where, to whom, from what.
_BETWEEN = _LISTS["between"] | {"y", ","}
FINITE = LIGHT - {"too", "y", "not", "never", "also", "just", "even", "still", "now", "then", "only", "again", "first"}
_BE = _LISTS["be"]
_SUBJECTS = _LISTS["subjects"]


def opening(t: Tokens, i: int, b: int) -> int | None:
    """Return where the content of cue `i` begins where its construction leaves no doubt of it, within a sentence up to `b`."""
    word = t.words[i]
    if word not in _WORDS or i + 2 >= b or t.quoted[i]:
        return None
    known = _known(t, i, b) if word in _OPENERS else None
    return begins(t, i, b) if known is None and word in BEGINNING else known


def _known(t: Tokens, i: int, b: int) -> int | None:
    """Return where the content of one of `_OPENERS` begins, by what is peculiar to that word."""
    kinds, following = t.kinds, t.kinds[i + 1]
    lemma, group, form = CUES[t.words[i]]
    if t.words[i] in CHARGING_WORDS and following in ("by", "from", ",") and (that := _that(t, i, b)) is not None:
        return that
    if lemma in ("question", "doubt") and "whether" in kinds[i + 1 : min(b - 1, i + _REACH)]:
        return kinds.index("whether", i)
    if form == "n" or (following in ("of", ",") and t.words[i] in _CHARGES):
        return _of_noun(t, i)
    if lemma in CHARGED and following not in ("that", ",") and (link := _link(t, i, b, OBJECTS[lemma])) is not None:
        return _behind_noun(t, link + 1, b)
    if lemma == "suspect" and following in _SUBJECTS and kinds[i - 1] not in ("the", "a"):
        return i + 1
    if form == "d" and lemma in _PASSIVES and following == "to" and kinds[i - 1] in _BE:
        return i + 1
    if form == "d" and lemma in _PASSIVES and following == "by" and kinds[i - 1] in _BE:
        to = _link(t, i, b, ("to",))
        return None if to is None else to + 1
    if (lemma in _ASKING or (lemma == "ask" and form != "d")) and (whether := _link(t, i, b, ("whether",))) is not None:
        return whether
    if group in _TELLING and form in _TOLD and (lemma in ("hear", "emerge", "transpire") or following in _BETWEEN):
        return _that(t, i, b)
    return None


_CHARGES = frozenset(word for word, cue in CUES.items() if cue.lemma in _NOUNS)
_OPENING = CHARGED | _NOUNS | _ASKING | _PASSIVES | {"ask", "doubt"}
_OPENERS = CHARGING_WORDS | {
    word for word, cue in CUES.items() if cue.lemma in _OPENING or (cue.group in _TELLING and cue.form in _TOLD)
}


_WORDS = _OPENERS | BEGINNING


def says_clause(t: Tokens, i: int, b: int) -> bool:
    """Whether the verb `i` takes a clause without "that": "believes they are …", "claims the beef is …"."""
    cue, following = CUES[t.words[i]], t.kinds[i + 1 : i + 2]
    if cue.group not in ("say", "think") or cue.form == "g" or not following:
        return False
    if following[0] in _SUBJECTS:
        return t.kinds[i + 2] in FINITE if i + 2 < b else False
    if following[0] not in _ARTICLES:
        return False
    for kind in t.kinds[i + 2 : min(b, i + 6)]:
        if kind in FINITE:
            return True
        if kind not in ("w", "s", "C", "9"):
            return False
    return False


_ARTICLES = _LISTS["articles"]


def _behind_noun(t: Tokens, start: int, b: int) -> int:
    """Return where the wrong begins in "a charge of X", "two counts of X"."""
    for j in range(start, min(b - 2, start + 3)):
        if t.kinds[j + 1] == "of" and t.words[j] in _CHARGES:
            return j + 2
    return start


def nobody(t: Tokens, i: int) -> bool:
    """Whether a construction that `opening` knows says nothing of who charges: "is said to", "on suspicion of"."""
    cue, following = CUES[t.words[i]], t.kinds[i + 1]
    if following in ("of", ","):
        return cue.lemma in ("suspicion", "charge", "count")
    if cue.lemma in COURTLY:
        return True
    return (following == "to" and t.kinds[i - 1] in _BE) or cue.group == "turn"


def _of_noun(t: Tokens, i: int) -> int | None:
    """Return where the content of "two counts of X", "suspicion of X" begins."""
    lemma, following = CUES[t.words[i]].lemma, t.kinds[i + 1]
    if lemma in _NOUNS and following == "of":
        return i + 2 if lemma != "count" or t.kinds[i - 1] in _NUMBERS else None
    if lemma in _NOUNS and following == ",":  # "five charges, among them theft"
        return (
            i + 4 if t.kinds[i + 2 : i + 4] == ["among", "them"] else i + 3 if t.words[i + 2] == "including" else None
        )
    return None


_NUMBERS = _LISTS["numbers"] | {"9"}


def _link(t: Tokens, i: int, b: int, links: tuple[str, ...]) -> int | None:
    """Return where one of `links` stands behind cue `i` with no clause between."""
    for j in range(i + 1, min(b - 1, i + _REACH)):
        kind = t.kinds[j]
        if (kind in links and t.kinds[j - 1] != "along") or (kind == "of" and t.kinds[i + 1] == "along"):
            return j
        if kind in _STOPS or kind in FINITE:
            return None
    return None


def _that(t: Tokens, i: int, b: int) -> int | None:
    """Return the beginning of the clause after the "that" of cue `i`."""
    for j in range(i + 1, min(b - 2, i + _REACH)):
        kind = t.kinds[j]
        if kind == "that":
            return j + 1 if t.kinds[j + 1] not in FINITE and t.kinds[j + 1] != "d" else None
        if kind in _STOPS or kind in FINITE or kind == "and":
            return None
    return None


def verb_after(t: Tokens, start: int, end: int, b: int) -> int:
    """Return the end of a content that so far, in [start, end), is but a name: "alleged Pell, a driver, bought it"."""
    if end + 2 >= b or t.kinds[end] != "," or not FINITE.isdisjoint(t.kinds[start:end]) or "v" in t.letters[start:end]:
        return end
    comma = next((j for j in range(end + 1, min(b, end + _REACH)) if t.kinds[j] == ","), b)
    if comma + 2 < b and (t.kinds[comma + 1] in FINITE or t.kinds[comma + 1] in "wd"):
        return next((j for j in range(comma + 2, b) if t.kinds[j] in _CLOSING), b)
    return end


_CLOSING = frozenset([",", ";", ".", "—", "?", "!", ":"])


def subject_end(t: Tokens, i: int, a: int, start: int, end: int) -> int:
    """Return where the clause [start, end) of a noun `i` ends: "the idea that X | was dismissed", before the main verb."""
    verb = CUES[t.words[i]].form != "n" and i > a and t.letters[i - 1] not in "DS"
    if verb or CUES[t.words[i]].lemma not in CHARGING or not FINITE.isdisjoint(t.kinds[a:i]) or "v" in t.letters[a:i]:
        return end
    own = False
    for j in range(start, end):
        if t.quoted[j]:
            return end
        if t.kinds[j] in FINITE or (t.letters[j] == "v" and t.kinds[j] != "g"):
            if own and t.kinds[j] in _MAIN and t.kinds[j - 1] not in _DEPENDENT and t.kinds[j - 1] not in FINITE:
                comma = next((k for k in range(j - 2, start, -1) if t.kinds[k] == ","), j)
                return comma if t.kinds[j - 1] == "," and comma < j else j
            own = True
    return end


_MAIN = _LISTS["main"]
_DEPENDENT = _LISTS["dependent"]
