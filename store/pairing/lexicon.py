"""The words by which pairing knows a denial's object: read once from `words.toml`."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from store.words import stem


@dataclass(frozen=True, slots=True)
class Lexicon:
    """One language's words for pairing, stemmed where they are compared as stems."""

    kin: Mapping[str, tuple[str, ...]]  # stem -> the names of the sets of synonyms that it is in
    antonyms: Mapping[str, frozenset[str]]  # stem -> stems that contradict it
    charges: frozenset[str]  # stems of nouns that point back to an accusation
    sweeping: re.Pattern[str]
    wide: frozenset[str]  # stems of wrongs that cover others
    titles: frozenset[str]
    kinds: frozenset[str]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Return the shipped words."""
    raw = tomllib.loads(files("store.pairing").joinpath("words.toml").read_text(encoding="utf-8"))
    kin: dict[str, tuple[str, ...]] = {}
    for i, line in enumerate(raw["synonyms"]):
        for s in {stem(w) for w in line.split()}:
            kin[s] = (*kin.get(s, ()), f"~{i}")
    antonyms: dict[str, frozenset[str]] = {}
    for line in raw["antonyms"]:
        one, other = (stem(w) for w in line.split())
        antonyms[one] = antonyms.get(one, frozenset()) | {other}
        antonyms[other] = antonyms.get(other, frozenset()) | {one}
    phrases = [re.sub(r"\s+", " ", p).strip() for p in raw["sweeping"].split("|")]
    return Lexicon(
        kin=kin,
        antonyms=antonyms,
        charges=frozenset(stem(w) for w in raw["charges"].split()),
        sweeping=re.compile(r"\b(?:" + "|".join(map(re.escape, phrases)) + r")\b", re.IGNORECASE),
        wide=frozenset(stem(w) for w in raw["wide"].split()),
        titles=frozenset(raw["titles"].split()),
        kinds=frozenset(raw["kinds"].split()),
    )
