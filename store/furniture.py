"""Telling prose from what surrounds it on the web: one line at a time, by its shape and by lists of words."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from store.dates import find_date

# Chinese and Japanese are written without spaces: there, two characters are about a word.
_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\d_\u3040-\u30ff\u3400-\u9fff][\w'’-]*")
_STOP = re.compile(r"[.!?…。！？।؟۔][\"'”’»“)\]]*$")
_EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_CREDIT = re.compile(
    r"\((?:image|photo|picture|credit|foto|bild|photograph|stock|file|archive)\b[^)]*\)\W*$"
    r"|\b(?:photo|picture|image|foto|photograph|credit|bild)s?\s*: [^.]{2,60}\.?$"
    r"|\b(?:photo|picture|image|foto)\s?:\s.{2,80}[.]"
    r"|[/|(]\s*(?:file photo|handout|afp|ap|epa|reuters|getty images|shutterstock|alamy|dpa)\b\W*[\w ]{0,30}$",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[“\"„«][^“”\"„«»]*[”\"“»]?")
_ADDRESS = re.compile(r"[\w.+-]@[\w-]+\.\w|(?:https?://|\bwww\.\w)\S*$", re.IGNORECASE)
_PARTING = re.compile(r"\s[|•·»›>/]\s|\s{2,}|\t")


@dataclass(frozen=True)
class _Lists:
    """The lists of furniture.toml, ready to compare."""

    lines: frozenset[str]
    appeals: tuple[str, ...]
    starts: tuple[str, ...]
    anywhere: re.Pattern[str]
    addressing: re.Pattern[str]
    you: re.Pattern[str]
    brief: re.Pattern[str]
    related: frozenset[str]
    comments: frozenset[str]
    ends: tuple[str, ...]


@cache
def _lists() -> _Lists:
    data: dict[str, list[str]] = tomllib.loads(files("store").joinpath("furniture.toml").read_text(encoding="utf-8"))
    return _Lists(
        lines=frozenset(data["lines"]),
        appeals=tuple(data["appeals"]),
        starts=tuple(data["starts"]),
        anywhere=_any_of(data["anywhere"]),
        addressing=_any_of(data["addressing"]),
        you=_any_of(data["you"]),
        brief=_any_of(data["brief"]),
        related=frozenset(data["related"]),
        comments=frozenset(data["comments"]),
        ends=tuple(data["ends"]),
    )


def _any_of(phrases: list[str]) -> re.Pattern[str]:
    longest_first = sorted(phrases, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


def _folded(line: str) -> str:
    return " ".join(line[:1000].casefold().replace("’", "'").split())


def count_words(line: str) -> int:
    """Return how many words `line` has, of its first 2000 characters; figures are none."""
    return len(_WORD.findall(line[:2000]))


def is_finished(line: str) -> bool:
    """Say whether `line` ends as a sentence does."""
    return _STOP.search(line[-12:].rstrip()) is not None


def opens_comments(line: str) -> bool:
    """Say whether `line` is the heading of readers' comments, "Comments (3)"."""
    if len(line) > 60:
        return False
    folded = _folded(line)
    return _EDGES.sub("", folded).replace(":", "") in _lists().comments or folded.startswith("comment via ")


def ends_article(line: str) -> bool:
    """Say whether `line` is the kind after which an article seldom goes on: its tags, its makers, its rights."""
    return len(line) <= 200 and _folded(line).startswith(_lists().ends)


def opens_related(line: str) -> bool:
    """Say whether `line` is the heading of other stories, or points to one: "Read more: …"."""
    if len(line) > 300:
        return False
    folded = _folded(line)
    head, colon, _ = folded.partition(":")
    return _EDGES.sub("", folded) in _lists().related or (bool(colon) and _EDGES.sub("", head) in _lists().related)


def is_furniture(line: str) -> bool:
    """Say whether its words give `line` away as no part of an article."""
    words = count_words(line)
    if words > 40:
        return False
    folded, lists = _folded(line), _lists()
    if not words or _EDGES.sub("", folded) in lists.lines or opens_related(line) or _appeals(folded):
        return True
    if words <= 16 and (folded.startswith(lists.appeals) or lists.brief.search(folded) or _ADDRESS.search(line)):
        return True
    return bool(_CREDIT.search(line)) or (not is_finished(line) and _is_label(line, folded, words))


def _appeals(folded: str) -> bool:
    """Say whether a paragraph speaks of the site to its reader; what it quotes does not count."""
    lists = _lists()
    if lists.anywhere.search(folded):
        return True
    told = set(lists.addressing.findall(folded))
    return len(told) > 1 or (bool(told) and lists.you.search(_QUOTED.sub("", folded)) is not None)


def _is_label(line: str, folded: str, words: int) -> bool:
    """Say whether an unfinished line is a label, a menu or a date."""
    if words <= 14 and folded.startswith(_lists().starts):
        return True
    if len(_PARTING.findall(line.strip())) >= 2:
        return True
    return words <= 8 and find_date(line) != ""


def prose_score(line: str) -> float:
    """Return how much `line` reads like a paragraph of an article: above 0 it does, below it does not.

    Shape alone: its length and whether it ends as a sentence ends; `is_furniture` knows the words.
    """
    words = count_words(line)
    score = (0.5 if words >= 6 else -0.5) + (1 if words >= 12 else 0) + (1 if words >= 25 else 0)
    if is_finished(line):
        return score + 1.5
    if line.rstrip().endswith(":"):  # what it announces follows as a paragraph of its own
        return score
    return score - (0.5 if words >= 25 else 2.5)
