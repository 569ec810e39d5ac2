"""The shape of names: runs of capitalised words, taken apart into titles, the name proper and its shorter forms."""

import re
from functools import lru_cache
from typing import NamedTuple

from store.claims.lexicons import People

UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŻŽČĆĐŐŰİ"
_STOP = "|".join(  # the abbreviations whose stop belongs to a name, by length, as look-behinds want it
    rf"(?<=\b(?:{titles}))\."
    for titles in ("Mr|Ms|Dr|Lt|St|Jr|Sr", "Mrs|Sgt|Col|Gen|Maj|Sen|Rep|Gov|Rev|Cpl", "Prof|Capt|Supt")
)
_REST = rf"(?:\w++(?:[’'-](?!s\b)\w+)*+(?:{_STOP})?|\.(?:[{UPPER}]\.)*|)"  # of a word, behind its capital
NAME = re.compile(  # the capital first and what is before it then: so the search skips to capitals
    rf"[{UPPER}](?<!\w[{UPPER}]){_REST}"
    rf"(?: (?:(?:of|for)(?: the)? |& |de |van |von |der |bin |la |du )?[{UPPER}]{_REST})*+"
)
LETTERS = re.compile(r"[^\W\d_]+")
_EPITHET = re.compile(r"\w+-(?:[a-z]+ed|based|born|led|run|owned|year-old)")  # "Oxford-educated"
_ACRONYM = re.compile(rf"\b(?!III\b)[{UPPER}]{{3,}}\b")  # "BBC Sport" is no person
_QUARTERS = (["new"], ["north"], ["south"], ["east"], ["west"], ["san"], ["santa"])  # with which places begin
_JOINERS = frozenset(("of", "for", "the", "&"))


class Name(NamedTuple):
    """A run of capitalised words, taken apart."""

    offset: int  # where the name proper begins in the run
    core: str  # the name without titles; empty where the run names nobody
    low: str  # the same in lower case
    title: str  # the titles before it, in lower case
    person: bool
    gender: str
    shorter: tuple[str, ...]  # what else it may be called, in lower case: last name, first name, acronym


@lru_cache(maxsize=20_000)
def parse(run: str, people: People) -> Name:
    """Take a run of capitalised words apart: sentence openers and titles off, then what sort of name it is."""
    if (low := run.lower()).isalpha():  # one word: nothing to take apart
        core = "" if low in people.starters or low in people.common else run
        return Name(0, core, low if core else "", "", False, "", ())
    return _apart(run, people)


def _apart(run: str, people: People) -> Name:
    words, begin = run.split(" "), 0
    while begin < len(words) and words[begin].lower().replace("’", "'").partition("'")[0] in people.starters:
        begin += 1
    while begin < len(words) and words[begin] in _JOINERS:
        begin += 1
    while begin < len(words) - 1 and "-" in words[begin] and _EPITHET.fullmatch(words[begin]):
        begin += 1
    first = begin
    while first < len(words) - 1 and words[first].rstrip(".").lower() in people.titles:
        first += 1
    for role in range(len(words) - 2, first - 1, -1):  # "Harbour Master Odile Pell", "Wife Portia"
        low = words[role].rstrip(".").lower()
        if low in people.roles or low in people.titles:
            rest = [word.lower() for word in words[role + 1 :]]
            if len(rest) < 4 and not any(w in people.org_words or w in people.common or w in _JOINERS for w in rest):
                first = role + 1
            break
    if first < len(words) and words[first] in _JOINERS:  # "President of Ruritania" is a name as a whole
        first = begin
    core = " ".join(words[first:])
    offset = len(run) - len(core)
    low = core.lower()
    if first == len(words) - 1 and low in people.common:
        core = low = ""
    title = " ".join(words[begin:first]).lower().replace(".", "") if begin < first else ""
    return Name(offset, core, low, title, *_sort(core, title, people))


def _sort(core: str, title: str, people: People) -> tuple[bool, str, tuple[str, ...]]:
    """Return whether a name is a person's, of which gender, and its shorter forms."""
    words = LETTERS.findall(core.lower())
    plain = "&" not in core and people.org_words.isdisjoint(words) and _JOINERS.isdisjoint(words)
    plain = plain and words[:1] not in _QUARTERS and not (_ACRONYM.search(core) and not core.isupper())
    person = bool(title) or (plain and 2 <= len(words) <= 4 and not core.isupper())
    gender = (
        "" if not person or not words else "f" if words[0] in people.women else "m" if words[0] in people.men else ""
    )
    if len(words) < 2:
        return person, gender, ()
    shorter = [word for word in (words[-1], *words[:-1]) if word not in people.org_words and len(word) > 2]
    if not person:
        shorter.append("".join(word[0] for word in words if word not in _JOINERS))
    return person, gender, tuple(shorter)
