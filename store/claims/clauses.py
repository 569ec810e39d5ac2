"""Contents that a reporting word opens beyond doubt: "told us the mill was shut", "his position is that …"."""

from store.claims.charges import LINKED, charged
from store.claims.cues import AUXILIARIES, CHARGING, CHARGING_WORDS, CUES
from store.claims.lexicons import people
from store.claims.tokens import Tokens

_TELLING = frozenset(["say", "show", "accuse", "deny", "charge"])
_ADDRESSING = frozenset(["tell", "inform", "assure", "warn", "remind", "notify"])
_BARE = frozenset(["say", "claim", "allege", "suggest", "insist", "reckon", "figure", "believe", "argue", "maintain"])
_CONTESTING = frozenset(["contest", "dispute", "repudiate"])
_DOCUMENTING = frozenset(["find", "show", "describe", "list", "record", "cite", "name", "document", "identify", "flag"])
_SHOWING = frozenset(["tell", "describe", "show", "explain", "recount", "reveal", "detail"])
_SPEAKING = frozenset(["speak", "tell", "complain"])
_LISTING = frozenset(["show", "describe", "list", "record", "cite"])
_SEEING = frozenset(["find", "see", "notice", "detect"])
_DOCUMENTS = people("en").documents | {"figures", "pictures", "spreadsheet", "spreadsheets", "statements", "minutes"}
_SURE = frozenset(["sure", "certain", "convinced", "adamant", "confident"])
_VIEWS = frozenset(["position", "evidence", "argument", "explanation", "conclusion", "finding", "view", "opinion"])
_THEORIES = CHARGING | _VIEWS | {"belief", "answer", "testimony", "statement", "warning", "report", "message", "reply"}
_LOOSE = frozenset([",", "too", "also", "out", "it", "to", "further", "again", "however", "for", "on", "in"])
_RECIPIENT = 8  # tokens of "the firm’s head of accounts, Orla Venn, "
_LOOSELY = 6  # tokens between a verb and its "that"
_NOT = frozenset(["not", "n't", "never"])
_WHAT = 5  # tokens from "what" to the verb
_SUBJECT = 8  # tokens of the subject of a clause
_DOCUMENT = 12  # tokens of "pictures taken by the panel"
_PERSONS = frozenset(
    ["he", "she", "they", "it", "we", "i", "you", "nobody", "everyone", "someone", "somebody", "everybody"]
)
BEGINNING = frozenset(
    word
    for word, (lemma, group, form) in CUES.items()
    if lemma in LINKED | {"go", "accept", "believe", "agree", "see", "notice", "detect"}
    or (form == "n" and lemma in _THEORIES)
    or (form in "0sd" and group in _TELLING)
    or (form == "g" and lemma in _DOCUMENTING)
    or lemma in _SURE
)
_STOPS = frozenset([",", ".", ";", ":", "?", "!", "—", "”", "and"])


def begins(t: Tokens, i: int, b: int) -> int | None:
    """Return where the content of cue `i` of `BEGINNING` begins, in a sentence up to `b`; nothing where that is in doubt."""
    lemma, group, form = CUES[t.words[i]]
    following = t.kinds[i + 1]
    if lemma in LINKED and (wrong := charged(t, i, b)) is not None:
        return wrong
    if form == "n" or (t.words[i] in CHARGING_WORDS and _is_noun(t, i)):
        return _theory(t, i, b)
    if following in ("that", "how"):
        return i + 2 if _takes(t, i) else None
    if lemma in _SURE:
        return None
    if lemma == "deny" and (deed := _deed(t, i + 1)) is not None:
        return deed
    if form != "0" and (group in ("say", "deny") or lemma == "go") and (colon := _colon(t, i, b)) is not None:
        return colon
    if following in ("is", "was") and group == "say" and "what" in t.kinds[max(0, i - _WHAT) : i]:
        return i + 2  # "at what she says is a fraud"
    if following in _LOOSE and group in _TELLING:
        return _that_behind(t, i + 1, b)
    return _without_that(t, i, b)


def _takes(t: Tokens, i: int) -> bool:
    """Whether the cue `i` reports the clause behind its "that" or "how"; a mere thought only where it is withheld."""
    lemma, group, _ = CUES[t.words[i]]
    if t.kinds[i + 1] == "how":
        return lemma in _SHOWING
    if lemma in _SURE or group not in _TELLING:
        return lemma in _SURE or t.kinds[i - 1] in _NOT  # "won't accept that …"
    return t.kinds[i + 2] not in AUXILIARIES


def _is_noun(t: Tokens, i: int) -> bool:
    """Whether the word `i`, a verb or a noun, is a noun here: "its charge", "another new claim"."""
    return t.letters[i - 1] in "DS" or (t.kinds[i - 1] == "w" and t.letters[i - 2 : i - 1] in ("D", "S"))


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
    following = t.letters[i + 1]
    if lemma == "issue":  # "took issue with"
        return i + 2 if t.kinds[i + 1] == "with" else None
    if lemma in _SPEAKING and t.kinds[i + 1] == "of" and _by_document(t, i):
        return i + 2
    if lemma in _DOCUMENTING and (following in "DCwv" or t.kinds[i + 1] in ("no", "“")) and _by_document(t, i):
        return i + 1
    if lemma in _SEEING and form != "0" and t.words[i + 1] in ("no", "nothing"):
        return i + 1
    if form in "0g":
        return None
    if lemma in _CONTESTING and following in "DS":
        return i + 1
    if group == "say" and lemma in _ADDRESSING:
        return _behind_recipient(t, i + 1, b)
    return i + 1 if group == "say" and lemma in _BARE and verb(t, i + 1, b) else None


def _by_document(t: Tokens, i: int) -> bool:
    """Whether the subject of the verb `i` is a document: "letters seen by the panel show"."""
    for j in range(i - 1, max(-1, i - _DOCUMENT), -1):
        if t.words[j] in _DOCUMENTS:
            return True
        if j == i - 1 and t.kinds[j] in ("they", "it") and CUES[t.words[i]].lemma in _LISTING:
            return True
        if t.letters[j] not in "CwSDov" and t.kinds[j] not in ("which", "also"):
            return False
    return False


def verb(t: Tokens, start: int, b: int) -> int | None:
    """Return the verb of the clause at `start`, before `b`, where a plain subject precedes it."""
    kinds, letters = t.kinds, t.letters
    if start + 1 >= b or (letters[start] not in "PDCSw" and kinds[start] not in ("no", "there")):
        return None
    if letters[start] == "P":
        return start + 1 if kinds[start] in _PERSONS or kinds[start][-1] == "'" else None
    for j in range(start + 1, min(b - 1, start + _SUBJECT)):
        if kinds[j] in AUXILIARIES or kinds[j] == "d":
            return j
        if letters[j] not in "CwSDov" or (kinds[j] == "g" and letters[j - 1] not in "DS"):
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
    if t.kinds[that] == "that" and all(letters[j] in "DCwSo" or t.kinds[j] == "," for j in range(end, that)):
        return that + 1
    if letters[start] != "P" and (end >= b or letters[end] not in "PDCS"):
        return None
    return end if verb(t, end, b) else None
