"""The words of a language that report: read once from `en.cues.json`, inflected here.

Data, not code: another language brings its file and its endings.
"""

import json
import re
from pathlib import Path
from typing import NamedTuple

_DATA = json.loads((Path(__file__).with_name("lexicon") / "en.cues.json").read_text(encoding="utf-8"))
_DOUBLING = re.compile(r"[^aeiou][aeiou][bdgklmnprt]$")


class Cue(NamedTuple):
    """A word that may report something."""

    lemma: str
    group: str  # what the word does: "say", "think", "accuse", "deny", …
    form: str  # "0" base or plural noun, "s" third person, "d" past, "g" -ing, "n" noun, "x" another word


def _forms(verb: str) -> dict[str, str]:
    """Return the regular forms of an English verb and which they are."""
    stem_y = verb.endswith("y") and verb[-2] not in "aeiou"
    third = verb + "es" if verb.endswith(("s", "x", "z", "ch", "sh")) else verb[:-1] + "ies" if stem_y else verb + "s"
    past = verb + "d" if verb.endswith("e") else verb[:-1] + "ied" if stem_y else verb + "ed"
    going = (verb[:-1] if verb.endswith("e") and not verb.endswith("ee") else verb) + "ing"
    forms = {verb: "0", third: "s", past: "d", going: "g"}
    if _DOUBLING.search(verb):
        forms |= {verb + verb[-1] + "ed": "d", verb + verb[-1] + "ing": "g"}
    return forms


def _plural(noun: str) -> str:
    return noun[:-1] + "ies" if noun.endswith("y") and noun[-2] not in "aeiou" else noun + "s"


def _cues() -> dict[str, Cue]:
    cues: dict[str, Cue] = {":": Cue(":", "colon", "x")}
    groups: dict[str, str] = {}
    for group, verbs in _DATA["verbs"].items():
        for verb in verbs.split():
            groups.setdefault(verb, group)
            for word, form in _forms(verb).items():
                cues.setdefault(word, Cue(verb, group, form))
    for word, verb in _DATA["irregular"].items():
        cues[word] = Cue(verb, groups.get(verb, "act"), "d")
    for group, words in _DATA["words"].items():
        for word in words.split():
            cues.setdefault(word, Cue(word, group, "x"))
    for group, nouns in _DATA["nouns"].items():
        for noun in nouns.split():
            for word in (noun, _plural(noun)):
                cues.setdefault(word, Cue(noun, group, "n"))
    return cues


CUES = _cues()
CLOSED: frozenset[str] = frozenset(" ".join(_DATA["closed"].values()).split())
DETERMINERS = frozenset(_DATA["closed"]["determiner"].split()) | frozenset(_DATA["closed"]["number"].split())
PRONOUNS = frozenset(_DATA["closed"]["pronoun"].split())
DAYS = frozenset(_DATA["closed"]["day"].split())
LINKS = frozenset(["of", "for", "at", "in", "from", "with", "to", "on", "by"])
LIGHT = frozenset(_DATA["closed"]["auxiliary"].split()) | frozenset(_DATA["closed"]["adverb"].split()) | {"n't", "y"}
AUXILIARIES = (frozenset(_DATA["closed"]["auxiliary"].split()) - {"be", "been", "being", "having"}) | {"n't"}
OBJECTS: dict[str, tuple[str, ...]] = {verb: tuple(words.split()) for verb, words in _DATA["objects"].items()}
PASTS = frozenset(_DATA["pasts"].split())  # irregular forms that tell what was done
STRONG = frozenset(_DATA["strong"].split())
CHARGING = frozenset(_DATA["charging"].split())
CHARGING_WORDS = CHARGING | {_plural(noun) for noun in CHARGING}
TITLES: tuple[str, ...] = tuple(_DATA["titles"].split())
STOPS = {name: frozenset(words.split()) for name, words in _DATA["stops"].items()}
CALLING = frozenset(_DATA["calling"].split())
