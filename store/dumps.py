"""Pasted text dumps: what select-all-copy takes from a page, cleaned to body paragraphs and metadata."""

from dataclasses import dataclass

from store.dumpmeta import dump_byline, dump_date, dump_outlet, dump_tags, dump_title
from store.furniture import is_finished, is_furniture, opens_comments, opens_related, prose_score
from store.languages import detect_language
from store.segment import best_run, once


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the dump that is not blank."""

    text: str
    indent: int
    alone: bool  # blank lines (or the ends) stand on both sides of it


@dataclass(frozen=True, slots=True)
class Parts:
    """A dump taken apart: what stands before the body, the body's paragraphs, and what follows."""

    head: tuple[str, ...]
    body: tuple[str, ...]
    tail: tuple[str, ...]


def split_dump(text: str) -> Parts:
    """Return the parts of a dump, whose control characters have been removed; the body may be empty.

    The body is the run of lines with the largest sum of scores, as Pasternack and Roth's maximum subsequence
    segmentation finds it (WWW 2009); of that run, the lines that are prose are kept.
    """
    lines = _lines(text)
    scores = _scores(lines)
    start, end = best_run(scores)
    body = [line.text for line, score in zip(lines[start:end], scores[start:end], strict=True) if score > 0]
    return Parts(tuple(line.text for line in lines[:start]), once(body), tuple(line.text for line in lines[end:]))


def _lines(text: str) -> list[Line]:
    raw = [line.expandtabs(4).rstrip() for line in _unwrapped(text.split("\n"))]
    lines = []
    for i, line in enumerate(raw):
        if line:
            alone = (i == 0 or not raw[i - 1]) and (i + 1 == len(raw) or not raw[i + 1])
            lines.append(Line(line.strip(), len(line) - len(line.lstrip()), alone))
    return lines


def _unwrapped(raw: list[str]) -> list[str]:
    """Join hard-wrapped lines, where the text is wrapped: its blocks' lines are nearly as long as its longest one."""
    width = max((len(line.rstrip()) for line in raw), default=0)
    if not 40 <= width <= 100:
        return raw
    joined: list[str] = []
    for line in raw:
        before = joined[-1] if joined else ""
        full = len(before.rsplit("\n", 1)[-1]) >= width * 0.75
        if line.strip() and full and not _ends_short(before, width):
            joined[-1] = f"{before}\n{line.strip()}"
        else:
            joined.append(line.rstrip())
    return [" ".join(line.split("\n")) for line in joined]


def _ends_short(before: str, width: int) -> bool:
    """Say whether the last row of `before` ends its paragraph: a stop, well short of the width."""
    last = before.rsplit("\n", 1)[-1]
    return is_finished(last) and len(last) < width * 0.85


def _scores(lines: list[Line]) -> list[float]:
    prose = [line for line in lines if prose_score(line.text) >= 2 and not is_furniture(line.text)]
    parted = sum(line.alone for line in prose) > len(prose) * 0.7
    indented = sum(line.indent > 0 for line in prose) > len(prose) * 0.7
    listing = False
    scores = []
    for line in lines:
        score = _score(line, parted=parted, indented=indented)
        listing = opens_related(line.text) or (listing and score <= (2.5 if not line.alone else 1))
        scores.append(min(score, -0.5) if listing else score)
    return scores


def _score(line: Line, *, parted: bool, indented: bool) -> float:
    if opens_comments(line.text):
        return -30
    if is_furniture(line.text):
        return -1.5
    score = prose_score(line.text)
    if parted:
        score += 0.5 if line.alone else -1.5
    if indented:
        score += 0.5 if line.indent else -2
    return max(score, -1.0)


@dataclass(frozen=True, slots=True)
class Dump:
    """A dump read: the body's paragraphs and what its furniture tells of them."""

    body: tuple[str, ...]
    title: str
    outlet: str
    byline: str
    published: str
    language: str
    tags: tuple[str, ...]


def read_dump(text: str) -> Dump:
    """Return what a dump holds; `text` is free of control characters. The body is empty where there is no prose."""
    parts = split_dump(text)
    return Dump(
        body=parts.body,
        title=dump_title(parts.head, parts.body),
        outlet=dump_outlet(parts.head, parts.body, parts.tail),
        byline=dump_byline(parts.head, parts.tail),
        published=dump_date(parts.head, parts.tail),
        language=detect_language("\n".join(parts.body)),
        tags=dump_tags(parts.tail),
    )
