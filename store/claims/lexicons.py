"""The words of one language as the readers of claims want them: sets and tables, loaded once from `lexicon/`."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_DOUBLES = re.compile(r"[^aeiou]*[aeiou][bdgklmnprt]")  # "rob": "robbed"
_HERE = Path(__file__).with_name("lexicon")


def load(name: str) -> Any:
    """Return the parsed JSON file `name` of the lexicon folder."""
    return json.loads((_HERE / name).read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True, eq=False)  # one a language: told apart by identity, so that caches find it fast
class People:
    """Words that tell what a noun phrase names."""

    titles: frozenset[str]  # before a name: "Dr", "Colonel", "Minister"
    roles: frozenset[str]  # what one person is: "spokesman", "editor"
    persons: frozenset[str]  # what persons are called who are not named: "workers", "insiders"
    bodies: frozenset[str]  # what firms and bodies are called: "company", "ministry"
    documents: frozenset[str]  # "report", "lawsuit", "footage"
    org_words: frozenset[str]  # a name that holds one of these is no person's: "Bank", "Ltd"
    feminine: frozenset[str]
    masculine: frozenset[str]
    starters: frozenset[str]  # words that begin a sentence with a capital and name nobody
    indefinite: frozenset[str]  # what begins a phrase for somebody not told before: "a", "two"
    pronouns: frozenset[str]
    accusing: frozenset[str]  # who tends to accuse: "residents", "lawsuit"
    defending: frozenset[str]  # who tends to answer: "spokeswoman", "company"
    women: frozenset[str]  # first names
    men: frozenset[str]
    public: frozenset[str]  # bodies that are told by their nouns alone: "the state"
    generic: frozenset[str]  # bodies that can only be told by their names: "the company"
    leading: frozenset[str]  # who speaks for the firm even where it is not said for which: "spokeswoman", "owner"
    estranged: frozenset[str]  # who speaks for nobody though the words name one: "a former guard", "her neighbour"
    oblique: frozenset[str]  # behind which a name leads no sentence: "of", "told"
    where: frozenset[str]  # behind which a name is a place: "in"
    press: frozenset[str]  # kinds of outlets: "daily"
    things: frozenset[str]  # nouns that look like persons' and are none: "number"
    frequent: frozenset[str]  # small words that make up an eighth of any prose in the language
    common: frozenset[str]  # nouns that may begin a sentence with a capital and are no name when they stand alone


@cache
def people(language: str) -> People:
    """Return who and what the nouns of `language` name."""
    raw = load(f"{language}.who.json")
    sets = {name: frozenset(" ".join(lines).split()) for name, lines in raw.items()}
    common = sets["roles"] | sets["persons"] | sets["bodies"] | sets["documents"]
    return People(**sets, common=common)


@cache
def constructions(language: str) -> Mapping[str, Mapping[str, frozenset[str]]]:
    """Return the words that the constructions of `language` are known by, under the modules that look for these."""
    raw = load(f"{language}.constructions.json")
    return {part: {name: frozenset(words.split()) for name, words in lists.items()} for part, lists in raw.items()}


Entry = tuple[tuple[str, ...], tuple[tuple[tuple[str, ...], str], ...]]  # a word's classes; what else makes it a phrase


@dataclass(frozen=True, slots=True)
class Stance:
    """Words that tell what a claim does."""

    words: Mapping[str, Entry]  # a word as it stands in the text, in lower case
    cues: Mapping[str, tuple[str, str]]  # a cue's form -> its class and its lemma
    doing: frozenset[str]  # forms of verbs that tell a deed
    pasts: frozenset[str]  # irregular finite verbs: where a subject ends
    openers: frozenset[str]  # words that tell much when a content begins with them
    auxiliaries: frozenset[str]
    tenses: frozenset[str]  # the auxiliaries that tell when: "had", "will"
    hedges: frozenset[str]


@cache
def stance(language: str) -> Stance:
    """Return the words of accusing and denying in `language`."""
    raw = load(f"{language}.stance.json")
    cues: dict[str, tuple[str, str]] = {}
    for kind, entry in _entries(raw["cues"]):
        for form in _forms(entry):
            cues.setdefault(form, (kind, entry.split("/")[0]))
    names = ("pasts", "openers", "auxiliaries", "tenses", "hedges")
    sets = {name: frozenset(" ".join(raw[name]).split()) for name in names}
    deeds = [entry for kind, entry in _entries(raw["verbs"]) if kind in ("wrong", "act", "comply")]
    return Stance(_words(raw), cues, frozenset(form for entry in deeds for form in _forms(entry)), **sets)


def _words(raw: Mapping[str, Mapping[str, list[str]]]) -> dict[str, Entry]:
    """Return every word that a class or a phrase begins with."""
    classes: dict[str, dict[str, None]] = {
        stop: {"stop": None} for stop in (*",;:.!?", *raw["words"]["stop"][0].split())
    }
    for kind, word in _entries(raw["words"]):
        classes.setdefault(word, {})[kind] = None
    for kind, entry in _entries(raw["verbs"]):
        for form in _forms(entry):
            classes.setdefault(form, {})[kind] = None
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for kind, lines in raw["phrases"].items():
        for first, *rest in map(str.split, lines):
            phrases.setdefault(first, []).append((tuple(rest), kind))
    return {word: (tuple(classes.get(word, ())), tuple(phrases.get(word, ()))) for word in {**classes, **phrases}}


def _entries(table: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Return the entries of a table with the class that each stands under."""
    return ((kind, entry) for kind, lines in table.items() for line in lines for entry in line.split())


def _forms(entry: str) -> list[str]:
    """Return the forms of a verb given as "base" or "base/irregular/irregular"."""
    base, *irregular = entry.split("/")
    if base.endswith("e"):
        regular = [base, base + "s", base + "d", base[:-1] + "ing"]
    elif base.endswith("y") and base[-2:-1] not in tuple("aeo"):
        regular = [base, base[:-1] + "ies", base[:-1] + "ied", base + "ing"]
    elif base.endswith(("s", "x", "z", "ch", "sh")):
        regular = [base, base + "es", base + "ed", base + "ing"]
    else:
        doubled = base + base[-1] if _DOUBLES.fullmatch(base) else base
        regular = [base, base + "s", doubled + "ed", doubled + "ing"]
    return [*(form for form in regular if not (irregular and form.endswith("ed"))), *irregular]


_LANGUAGES = ("en",)
_ENOUGH = 0.12  # share of words that such small words make up in any English prose; under 0.03 in other languages


def language_of(text: str, stated: str = "") -> str:
    """Return the language in which `text` can be read, or nothing where there is no lexicon for it.

    `stated` is what the page says of itself; the small words decide, since pages are often mistaken about that.
    """
    words = text[:1500].lower().split()
    if not words:
        return ""
    for language in _LANGUAGES:
        frequent = people(language).frequent
        share = sum(map(frequent.__contains__, words)) / len(words)
        if share >= _ENOUGH or (stated == language and share >= _ENOUGH / 2):
            return language
    return ""
