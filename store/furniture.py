"""Telling prose from what surrounds it on the web: one line at a time, by its shape and by a list of words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_STOP = re.compile(r"[.!?…。！？][\"'”’»“)\]]*$")
_EDGE = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_CREDIT = re.compile(
    r"\((?:image|photo|picture|credit|foto|bild|stock|file)\b[^)]*\)\s*$"
    r"|\b(?:photo|picture|image|foto|photograph|credit|bild)s?\s*: [^.]{2,60}$|\bCREDIT\b|/(?:file photo|handout|afp|ap|epa)\b",
    re.IGNORECASE,
)
_CALLING = re.compile(r"[\w.+-]+@[\w-]+\.\w|https?://|www\.", re.IGNORECASE)
_DOTTED = re.compile(r"\s[|•·»›]\s|\s{2,}|\t")


@dataclass(frozen=True)
class _Words:
    """The lists of furniture.toml, ready to match."""

    lines: frozenset[str]
    starts: tuple[str, ...]
    anywhere: re.Pattern[str]
    related: frozenset[str]
    comments: frozenset[str]


@cache
def _words() -> _Words:
    data = tomllib.loads(files("store").joinpath("furniture.toml").read_text(encoding="utf-8"))
    anywhere = "|".join(re.escape(phrase) for phrase in sorted(data["anywhere"], key=len, reverse=True))
    return _Words(
        frozenset(data["lines"]), tuple(data["starts"]), re.compile(rf"(?<!\w)(?:{anywhere})(?!\w)"),
        frozenset(data["related"]), frozenset(data["comments"]),
    )  # fmt: skip


def _folded(line: str) -> str:
    return " ".join(line.casefold().replace("’", "'").split())


def _core(folded: str) -> str:
    """Return a folded line without the counters and marks at its edges: "comments (3)" is "comments"."""
    return _EDGE.sub("", folded)


def count_words(line: str) -> int:
    """Return how many words `line` has; figures are none."""
    return len(_WORD.findall(line))


def is_finished(line: str) -> bool:
    """Say whether `line` ends as a sentence does."""
    return _STOP.search(line.rstrip()) is not None


def opens_comments(line: str) -> bool:
    """Say whether `line` is the heading of readers' comments."""
    folded = _folded(line)
    return len(folded) < 60 and (_core(folded) in _words().comments or folded.startswith("comment via"))


def opens_related(line: str) -> bool:
    """Say whether `line` is the heading of, or a pointer to, other stories."""
    folded = _folded(line)
    if _core(folded) in _words().related:
        return True
    head, colon, _ = folded.partition(":")
    return bool(colon) and head in _words().related and len(folded) < 200


def is_furniture(line: str) -> bool:
    """Say whether the words of `line` give it away as no part of an article."""
    folded = _folded(line)
    words = count_words(line)
    if not words or _core(folded) in _words().lines or opens_related(line):
        return True
    if words <= 14 and folded.startswith(_words().starts):
        return True
    if words <= 35 and (_CREDIT.search(line) or _words().anywhere.search(folded)):
        return True
    return words <= 16 and (_CALLING.search(line) is not None or len(_DOTTED.findall(line.strip())) >= 2)


def prose_score(line: str) -> float:
    """Return how much `line` reads like a paragraph of an article: above 0 it does, below it does not.

    Shape alone: its length and whether it ends as a sentence ends; `is_furniture` knows the words.
    """
    words = count_words(line)
    score = (0.5 if words >= 6 else -0.5) + (1 if words >= 12 else 0) + (1 if words >= 25 else 0)
    if is_finished(line):
        return score + 1.5
    return score - (0.5 if words >= 25 else 2.5)
