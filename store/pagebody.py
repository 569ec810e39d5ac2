"""The body paragraphs of a parsed page: trafilatura's reading, repaired where that fails on old or scripted pages."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import trafilatura
from lxml import etree

from store.furniture import count_words, is_finished, is_furniture, opens_comments, prose_score
from store.livepage import live_entries
from store.model import normalise
from store.pagelines import page_lines
from store.pageprune import pruned
from store.segment import best_lines, listed, once

_TINY = 250  # characters of prose: where fewer were found, the page may keep its text where trafilatura does not look
_SMALL = 700
_LONG = 1500
_CROSSHEADS = 3  # so many headings, of a few words each, break up a report; others are the article's own order
_FEW = 6
_FIGURE = 12  # words: a table's cell of more is text and no datum
_EDGE = 8  # lines at the top of what was found, among which by-lines and the like may stand
_ROWS = frozenset(("p", "lb", "item", "head", "row", "quote", "list", "table", "div", "code"))


def page_paragraphs(
    tree: Any, told: Sequence[str], subject: str, description: str = "", *, live: bool = False
) -> list[str]:
    """Return the paragraphs of the article on the page `tree` (lxml; it is not changed), none where it has none.

    `told` is the body that the page's own data give, if any; `subject` its title and `description` its summary,
    which is no paragraph where it stands on the page as a standfirst. A `live` page is a row of short entries.
    """
    page = pruned(tree)
    found, tabled = _extracted(page, keep_headings=not live)
    if _prose(found) < _SMALL:
        unpruned, _ = _extracted(tree, keep_headings=not live)
        found = unpruned if _prose(unpruned) > 3 * _prose(found) else found
    if live and _prose(entries := live_entries(page)) > 0.5 * _prose(found):
        found = entries
    elif tabled or len(found) == 1 or _prose(found) < _TINY:
        found = _better(best_lines(list(page_lines(page))), found, tabled=tabled)
    if _outdoes(told, found, subject):
        found = list(told)
    return _tidy(found, subject, description)


def _prose(paragraphs: Sequence[str]) -> int:
    """Return how many characters of `paragraphs` read like an article."""
    return sum(len(p) for p in paragraphs if prose_score(p) > 0 and not is_furniture(p))


def _better(lines: list[str], found: list[str], *, tabled: bool) -> list[str]:
    """Return the page's own `lines` where what was `found` is a lay-out, a lump that they part, or far less than they."""
    if tabled and _prose(lines) >= _TINY:
        return lines
    parted = len(found) == 1 < len(lines)
    return lines if _prose(lines) > (0.6 if parted else 1.5) * _prose(found) else found


def _extracted(tree: Any, *, keep_headings: bool) -> tuple[list[str], bool]:
    """Return trafilatura's paragraphs, and whether they come out of a lay-out made of tables."""
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False)
    body = getattr(found, "body", None)
    if body is None:
        return [], False
    headings = [heading for heading in body.iter("head") if heading.get("rend") != "h1"]
    for heading in headings:
        brief = count_words("".join(heading.itertext())) <= _FEW
        if not keep_headings or (brief and len(headings) <= _CROSSHEADS):
            heading.clear(keep_tail=True)
    cells = (" ".join(cell.itertext()) for table in body.iterchildren("table") for cell in table.iter("cell"))
    told = sum(len(cell) for cell in cells if count_words(cell) > _FIGURE)
    rows = list(_rows(body))
    return rows, told > _prose(rows) / 2


def _rows(body: Any) -> Iterator[str]:
    """Yield the lines of trafilatura's tree, spaces squeezed."""
    text: list[str] = []
    for event, element in etree.iterwalk(body, events=("start", "end")):
        if element.tag in _ROWS:
            text.append("\n")
        elif element.tag == "cell":
            text.append(" ")
        text.append((element.text if event == "start" else element.tail) or "")
    for row in "".join(text).split("\n"):
        if row.strip():
            yield " ".join(row.split())


def _outdoes(told: Sequence[str], found: Sequence[str], subject: str) -> bool:
    """Say whether the page's data tell the article better than its mark-up: all of what was found and more of it."""
    more = _prose(told) / (_prose(found) or 1)
    # A page that scrolls on to other articles tells all of them: a body of some length is believed.
    if more < 0.9 or _prose(told) < _TINY or (more > 1.3 and _prose(found) > _LONG):
        return False
    whole = normalise(" ".join(told))
    shared = [p for p in found if prose_score(p) > 0 and normalise(p)[:60] in whole]
    if _prose(shared) > 0.6 * _prose(found):
        return more > 1.3 or len(told) > 2 * len(found)
    words = {word for word in normalise(subject).split() if len(word) > 3}
    other = normalise(" ".join(p for p in found if prose_score(p) > 0))
    return more > 2 and sum(word in whole for word in words) > sum(word in other for word in words)


def _tidy(paragraphs: Sequence[str], subject: str, description: str) -> list[str]:
    """Return the paragraphs without the furniture that is left among them, without titles and without repeats."""
    titles = {normalise(subject), normalise(description) if not is_finished(description) else ""}
    kept: list[str] = []
    for i, (paragraph, in_list) in enumerate(zip(paragraphs, listed(paragraphs), strict=True)):
        if opens_comments(paragraph) and len(kept) * 2 > len(paragraphs):
            break
        leading = not kept and i < _EDGE and prose_score(paragraph) < 0
        if not (in_list or leading or is_furniture(paragraph) or normalise(paragraph) in titles):
            kept.append(paragraph)
    if kept and count_words(kept[-1]) < 8 and not is_finished(kept[-1]):
        kept.pop()
    return list(once(kept or paragraphs))
