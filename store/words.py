"""The words of a text as stems, and how rare a stem is in the news: shared by pairing and stories, owned by neither.

Stems are Snowball's English ones (M. F. Porter, "Snowball: A language for stemming algorithms", 2001).
"""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from importlib.resources import files
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’-][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """Return the stem of one lower-case word; its possessive ending goes first."""
    return _stemmer().stemWord(_POSSESSIVE.sub("", word.replace("’", "'")))  # type: ignore[no-any-return]


@lru_cache(maxsize=1)
def _stemmer():  # type: ignore[no-untyped-def]
    from snowballstemmer import stemmer

    return stemmer("english")


def words(text: str) -> Iterator[tuple[str, str, int]]:
    """Yield each word of `text` that carries meaning as (the word as written, its stem, its offset)."""
    for match in WORD.finditer(text):
        word = match.group()
        if known := _telling(word):
            yield word, known, match.start()


@lru_cache(maxsize=1 << 16)
def _telling(word: str) -> str:
    """Return the stem of one word as written; nothing where it carries no meaning."""
    lower = word.lower().replace("’", "'")
    return stem(lower) if lower not in _stopwords() and (len(lower) > 1 or lower.isdigit()) else ""


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` that carry meaning, in order, repeats kept."""
    return [known for word in WORD.findall(text) if (known := _telling(word))]


def rarity(stem: str) -> float:
    """Return how rare `stem` is in the news at large, from 0 (in every article) to 1 (in hardly any).

    By Zipf's law the logarithm of a word's rank falls in step with the logarithm of its frequency, so that a ranked
    list stands for the counts.
    """
    ranks = _ranks()
    rank = ranks.get(stem)
    return 1.0 if rank is None else log(2 + rank) / log(2 + len(ranks))


@lru_cache(maxsize=1)
def _ranks() -> "Mapping[str, int]":
    return {word: rank for rank, word in enumerate(_listed("common.txt"))}


@lru_cache(maxsize=1)
def _stopwords() -> frozenset[str]:
    return frozenset(_listed("stopwords.txt"))


def _listed(name: str) -> list[str]:
    return files("store").joinpath(name).read_text(encoding="utf-8").split()


def library_rarity(counts: "Mapping[str, int]", articles: int) -> Callable[[str], float]:
    """Return `rarity` as one library knows it: `counts` says in how many of its `articles` a stem is indexed.

    The library's own counts weigh N / (N + 100): among a dozen articles of one affair every telling name is common.
    """
    own = articles / (articles + 100)
    whole = log(2 + articles)

    def blended(stem: str) -> float:
        known = rarity(stem)
        count = counts.get(stem)
        return known if count is None else (1 - own) * known + own * min(known, 1 - log(1 + count) / whole)

    return blended
