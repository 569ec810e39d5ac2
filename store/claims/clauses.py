"""Contents that a reporting word opens beyond doubt: "told us the mill was shut", "his position is that …"."""

from store.claims.charges import LINKED, charged
from store.claims.cues import AUXILIARIES, CHARGING, CHARGING_WORDS, CUES
from store.claims.findings import DOCUMENTING, SEEING, SPEAKING, finding, spoken_of
from store.claims.lexicons import constructions
from store.claims.subjects import named_before, verb
from store.claims.tokens import Tokens

_TELLING = frozenset(["say", "show", "accuse", "deny", "charge"])  # groups of cues
_WORDS = constructions("en")["clauses"]
_BARE, _SURE, _LOOSE, _LEARNING = _WORDS["bare"], _WORDS["sure"], _WORDS["loose"] | {","}, _WORDS["learning"]
_THEORIES = CHARGING | _WORDS["theories"]
_MANY = frozenset(["s", "they", "we", ",", "people"])  # before a verb in its plain form
_RECIPIENT = 8  # tokens of "the firm’s head of accounts, Orla Venn, "
_TELLER = 12
_LOOSELY = 6  # tokens between a verb and its "that"
_NOT = _WORDS["not"]
_WHAT = 5  # tokens from "what" to the verb
_ALWAYS = LINKED | SEEING | _SURE | {"go"}.union(*(_WORDS[name] for name in ("withheld", "naming", "out", "rejecting")))
_AS_PARTICIPLES = _BARE | _WORDS["given"]
BEGINNING = CHARGING_WORDS | {
    word
    for word, (lemma, group, form) in CUES.items()
    if lemma in _ALWAYS
    or (form == "0" and lemma in _LEARNING)
    or (form == "n" and lemma in _THEORIES)
    or (form in "0sd" and group in _TELLING)
    or (form in "gsd" and lemma in DOCUMENTING)
    or (form == "g" and lemma in _AS_PARTICIPLES)
}
_STOPS = frozenset([",", ".", ";", ":", "?", "!", "—", "”", "and"])


def begins(t: Tokens, i: int, b: int) -> int | None:
    """Return where the content of cue `i` of `BEGINNING` begins, in a sentence up to `b`; nothing where that is in doubt."""
    lemma, _, form = CUES[t.words[i]]
    following = t.kinds[i + 1]
    if lemma in LINKED and (wrong := charged(t, i, b)) is not None:
        return wrong
    if form == "n" or (t.words[i] in CHARGING_WORDS and _is_noun(t, i)):
        return _theory(t, i, b)
    if lemma in _WORDS["rejecting"] and _contests(t, i, b):
        return i + 1
    if following in ("that", "how"):
        return i + 2 if _takes(t, i) else None
    if lemma in _SURE:
        return None
    if lemma in _LEARNING and following in _WORDS["asking"] and t.kinds[i - 1] == "to":
        return i + 1  # "wanted to know whether"
    by_kind = _by_kind(t, i, b)
    return _without_that(t, i, b) if by_kind is None else by_kind


def _by_kind(t: Tokens, i: int, b: int) -> int | None:
    """Return where the content begins by what stands between it and its cue: a colon, "what", "of", "out that"."""
    lemma, group, form = CUES[t.words[i]]
    following = t.kinds[i + 1]
    if lemma == "deny" and (deed := _deed(t, i + 1)) is not None:
        return deed
    if form != "0" and (group in ("say", "deny") or lemma in ("go", "put")) and (colon := _colon(t, i, b)) is not None:
        return colon
    if following in ("is", "was") and group == "say" and "what" in t.kinds[max(0, i - _WHAT) : i]:
        return i + 2  # "at what she says is a fraud"
    if following in ("as", "“") and lemma in _WORDS["naming"] and "what" in t.kinds[max(0, i - _WHAT) : i]:
        return i + 1 + (following == "as")  # "for what it describes as a theft"
    if lemma in SPEAKING and (wrong := spoken_of(t, i, b)) is not None:
        return wrong
    if following in _LOOSE and (group in _TELLING or lemma in _WORDS["out"]):
        return _that_behind(t, i + 1, b)
    return None


def _takes(t: Tokens, i: int) -> bool:
    """Whether the cue `i` reports the clause behind its "that" or "how"; a mere thought only where it is withheld."""
    lemma, group, form = CUES[t.words[i]]
    if t.kinds[i + 1] == "how":
        return lemma in _WORDS["showing"]
    if form == "g" and lemma in _WORDS["given"] and t.letters[i - 1] in "DS":
        return True  # "gave a warning that …"
    if lemma in _SURE or group not in _TELLING:
        # "won't accept that …", "were stunned to hear that …"
        return lemma in _SURE or t.kinds[i - 1] in _NOT or (lemma in _LEARNING and t.kinds[i - 1] == "to")
    return t.kinds[i + 2] not in AUXILIARIES


def _is_noun(t: Tokens, i: int) -> bool:
    """Whether the word `i`, a verb or a noun, is a noun here: "its charge", "another new claim"."""
    return (
        t.letters[i - 1] in "DS"
        or t.kinds[i - 1] in ("is", "was")
        or (t.kinds[i - 1] == "w" and t.letters[i - 2 : i - 1] in ("D", "S"))
    )


def _theory(t: Tokens, i: int, b: int) -> int | None:
    """Return where the clause of a noun begins: "the charge that …", "his evidence was that …"."""
    if CUES[t.words[i]].lemma not in _THEORIES:
        return None
    if t.kinds[i + 1] in ("is", "was", "are", "were") and t.kinds[i + 2] == "that":
        return i + 3
    if t.kinds[i + 1] != "that":
        if t.letters[i + 1] == "o":
            return _that_behind(t, i + 1, b)
        return _colon(t, i, b) if t.kinds[i - 2 : i] != ["in", "a"] else None  # "it said in a statement: …"
    end = verb(t, i + 2, b)  # "the charge that he had lied", not "the charge that he denies."
    return i + 2 if end is not None and end + 1 < b and t.kinds[end + 1] not in _STOPS else None


def _contests(t: Tokens, i: int, b: int) -> bool:
    """Whether a charge stands behind the verb `i` that denies it: "dismissed talk that …", "denied the claim that …"."""
    for j in range(i + 1, min(b - 2, i + _LOOSELY)):
        if t.words[j] in CHARGING_WORDS:
            return t.kinds[j + 1] == "that"
        if t.letters[j] not in "CwSD":
            return False
    return False


def _deed(t: Tokens, j: int) -> int | None:
    """Return where what is denied begins in "denies taking …", "denies, too, taking …"."""
    j += 3 * (j + 3 < len(t.kinds) and t.kinds[j : j + 3] == [",", "too", ","])
    return j if t.kinds[j] in ("g", "having", "being") else None


def _colon(t: Tokens, i: int, b: int) -> int | None:
    """Return where the clause behind a colon begins that spells out cue `i`: "disagrees: …", "the charge is simple: …"."""
    if ":" not in t.kinds[i + 1 : i + _LOOSELY]:
        return None
    for j in range(i + 1, min(b - 2, i + _LOOSELY)):
        if t.kinds[j] == ":":
            return j + 1 if not t.quoted[j] and t.kinds[j + 1] != "“" else None
        if t.kinds[j] in _STOPS or t.kinds[j] in ("that", "“"):
            return None
    return None


def _that_behind(t: Tokens, start: int, b: int) -> int | None:
    """Return where the clause begins in "complained, too, that …", "pointed out that …", "put it to him that …"."""
    for j in range(start, min(b - 2, start + _LOOSELY)):
        if t.kinds[j] == "that":
            return j + 1 if verb(t, j + 1, b) else None
        if t.letters[j] not in "PDCSwo" and t.kinds[j] not in _LOOSE:
            return None
    return None


def _without_that(t: Tokens, i: int, b: int) -> int | None:
    """Return where the content begins in "says nobody asked", "contests the account", "the records show no visit"."""
    lemma, group, form = CUES[t.words[i]]
    if lemma == "issue":  # "took issue with"
        return i + 2 if t.kinds[i + 1] == "with" else None
    if (found := finding(t, i, b)) is not None:
        return found
    if lemma in _BARE and (form != "0" or t.kinds[i - 1] in _MANY):
        return i + 1 if group == "say" and (verb(t, i + 1, b) or named_before(t, i, b)) else None
    if form in "0g":
        return None
    if lemma in _WORDS["contesting"] and t.letters[i + 1] in "DS":
        return i + 1
    if group != "say" or lemma not in _WORDS["addressing"]:
        return None
    if t.kinds[i + 1] == "by" and t.kinds[i - 1] in ("was", "were", "been"):
        return _behind_teller(t, i + 2, b)
    return _behind_recipient(t, i + 1, b)


def _behind_teller(t: Tokens, start: int, b: int) -> int | None:
    """Return where the clause begins in "was told by its head, Orla Venn, that …"."""
    for j in range(start, min(b - 2, start + _TELLER)):
        if t.kinds[j] == "that":
            return j + 1
        if t.kinds[j] in _STOPS - {","} or t.quoted[j]:
            return None
    return None


def _behind_recipient(t: Tokens, start: int, b: int) -> int | None:
    """Return where the clause begins behind those who are told: "us", "the court", "reporters", "Tideway Sport"."""
    letters = t.letters
    if start + 3 >= b or letters[start] not in "PDSCw":
        return None
    end = start + 1 + (letters[start] in "DS")
    while letters[start] != "P" and end < b and letters[end] == letters[end - 1] == "C":
        end += 1
    that = next((j for j in range(end, min(b - 2, end + _RECIPIENT)) if t.kinds[j] == "that"), end)
    if (
        that < b
        and t.kinds[that] == "that"
        and all(letters[j] in "DCwSo" or t.kinds[j] == "," for j in range(end, that))
    ):
        return that + 1
    if end < b and t.kinds[end] == "“":
        return end
    if letters[start] != "P" and (end >= b or letters[end] not in "PDCS"):
        return None
    return end if verb(t, end, b) else None
