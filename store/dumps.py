"""Pasted text dumps: what select-all-copy takes from a page, cleaned to body paragraphs and metadata."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from store.dates import find_date
from store.dumpmeta import dump_byline, dump_date, dump_outlet, dump_tags, dump_title
from store.furniture import is_finished, is_furniture, prose_score
from store.languages import detect_language
from store.segment import END, FURNITURE, best_run, line_score, listed, once, without_biography

_HYPHEN = re.compile(r"(?<=\w)- (?=[a-z])")  # a compound parted at its hyphen
_FEW = 5  # words: a line of more tells how wide the text is
_EDGE = 60  # lines
_ENOUGH = 0.7  # the share of prose lines whose lay-out makes it the dump's


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump read: the body's paragraphs and what the lines around them tell."""

    body: tuple[str, ...]
    title: str
    outlet: str
    byline: str
    published: str
    language: str
    tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dump that is not blank."""

    text: str
    indent: int  # columns
    alone: bool  # blank lines (or the dump's ends) stand on both sides of it


def read_dump(text: str) -> Dump:
    """Return what a dump holds; `text` is free of control characters. The body is empty where there is no prose."""
    head, body, tail = split_dump(text)
    head, tail = _edges(head), _edges(tail)
    title = dump_title(head, body)
    byline = dump_byline(head, tail)
    return Dump(
        body=tuple(without_biography(body, byline.split(", "))),
        title=title,
        outlet=dump_outlet(head, title, body, tail),
        byline=byline,
        published=dump_date(head, tail),
        language=detect_language("\n".join(body)),
        tags=dump_tags(tail),
    )


def _edges(lines: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first and the last of many lines: what tells of the article stands there."""
    return lines if len(lines) <= 2 * _EDGE else (*lines[:_EDGE], *lines[-_EDGE:])


def split_dump(text: str) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the lines before the body, the body's paragraphs, and the lines after it.

    The body is the run of lines with the largest sum of scores; of that run, the lines that are prose are kept.
    """
    lines = _lines(text)
    scores = _scores(lines)
    start, end = best_run(scores)
    texts = [line.text for line in lines]
    body = once([line for line, score in zip(texts[start:end], scores[start:end], strict=True) if score > 0])
    return tuple(texts[:start]), body, tuple(texts[end:])


def _lines(text: str) -> list[Line]:
    raw = ["", *_unwrapped([line.expandtabs(4).rstrip() for line in text.split("\n")]), ""]
    return [
        Line(line.strip(), _indent(line), not before.strip() and not after.strip())
        for before, line, after in zip(raw, raw[1:], raw[2:], strict=False)
        if line.strip()
    ]


def _unwrapped(raw: Sequence[str]) -> list[str]:
    """Join hard-wrapped lines, where the text is wrapped: a line goes on in the next one whose first word it had no room for.

    An indent, or a line that is a date, begins anew.
    """
    width = _width(raw)
    joined: list[list[str]] = []
    for line in raw:
        last = joined[-1][-1] if joined else ""
        word = line.split(maxsplit=1)[0] if line.strip() else ""
        full = len(last) <= width < len(last) + len(word) + 3 and bool(word and last.strip())
        if full and _indent(line) <= _indent(last) and not (len(line) < 60 and find_date(line)):
            joined[-1].append(line)
        else:
            joined.append([line])
    return [
        _HYPHEN.sub("-", " ".join([rows[0], *map(str.strip, rows[1:])])) if len(rows) > 1 else rows[0]
        for rows in joined
    ]


def _width(raw: Sequence[str]) -> int:
    """Return the column at which the lines of prose are wrapped, 0 where they are not.

    They are, where hardly any is longer than an e-mail's and those below a full one mostly begin in lower case.
    """
    lengths = sorted(len(line) for line in raw if len(line.split()) > _FEW)
    usual = lengths[len(lengths) * 95 // 100] if lengths else 0
    if not 40 <= usual <= 100:
        return 0
    width = max(length for length in lengths if length <= usual * 1.1)
    below = [b.lstrip() for a, b in pairwise(raw) if len(a) >= width * 0.75 and b.strip() and not is_finished(a)]
    return width if sum(line[0].islower() for line in below) >= len(below) * 0.4 else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _scores(lines: Sequence[Line]) -> list[float]:
    """Return what speaks for each line's standing in the body: its words, its shape, and the lay-out of the prose."""
    prose = [line for line in lines if prose_score(line.text) >= 2 and not is_furniture(line.text)]
    parted = sum(line.alone for line in prose) > len(prose) * _ENOUGH
    indented = sum(line.indent > 0 for line in prose) > len(prose) * _ENOUGH
    scores = []
    for line, in_list in zip(lines, listed([line.text for line in lines]), strict=True):
        score = line_score(line.text)
        if score > END:
            score += (0.5 if line.alone else -1.5) if parted else 0
            score += (0.5 if line.indent else -2.0) if indented else 0
            score = max(score, FURNITURE)
        scores.append(min(score, -0.5) if in_list else score)
    return scores
