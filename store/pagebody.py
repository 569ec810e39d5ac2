"""The body paragraphs of a parsed page: trafilatura's reading, repaired where that fails on old or scripted pages."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import trafilatura

from store.furniture import count_words, is_finished, is_furniture, opens_comments, opens_related, prose_score
from store.segment import best_run, once

_TINY = 250  # characters of prose: fewer, and the page is likely to keep its text where trafilatura does not look
_BREAKS = frozenset(
    ["address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)
_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "button", "select", "option", "textarea", "input", "form", "nav", "footer", "figure", "figcaption", "head"]
)


def page_paragraphs(tree: Any, told: list[str]) -> list[str]:
    """Return the paragraphs of the article on the page `tree` (lxml; it is not changed).

    `told` are the paragraphs that the page's own data (JSON-LD, scripts) give as the article's body, or none.
    """
    pruned = _pruned(tree)
    found, tabled = _extracted(pruned)
    if _prose(found) >= _TINY and not tabled:
        if _prose(told) > 3 * _prose(found):
            found = told
        return _tidy(found)
    others = [told, _segmented(pruned)]
    best = max(others, key=_prose)
    if (tabled and _prose(best) >= _TINY) or _prose(best) > 2 * _prose(found):
        return _tidy(best)
    return _tidy(found or best)


def _prose(paragraphs: list[str]) -> int:
    return sum(len(p) for p in paragraphs if prose_score(p) > 0 and not is_furniture(p))


# --- what trafilatura finds -------------------------------------------------------------------------------------


def _extracted(tree: Any) -> tuple[list[str], bool]:
    """Return trafilatura's paragraphs, and whether they come out of a lay-out made of tables."""
    found = trafilatura.bare_extraction(deepcopy(tree), include_comments=False)
    if found is None or found.body is None:
        return [], False
    paragraphs: list[str] = []
    heads = 0
    cells = 0
    for block in found.body:
        if block.tag == "head":
            heads += 1
        if block.tag == "table":
            cells += len("".join(block.itertext()))
            paragraphs += [" ".join(" ".join(row.itertext()).split()) for row in block.iter("row")]
        elif block.tag == "list":
            paragraphs += [" ".join(" ".join(item.itertext()).split()) for item in block.iter("item")]
        elif block.tag != "head":
            paragraphs += _rows(block)
    whole = sum(map(len, paragraphs))
    return [p for p in paragraphs if p], cells > whole / 2


def _rows(block: Any) -> Iterator[str]:
    text = []
    for element in block.iter():
        if element.tag == "lb":
            text.append("\n")
        text.append(element.text or "")
        if element is not block:
            text.append(element.tail or "")
    for row in "".join(text).split("\n"):
        if row.strip():
            yield " ".join(row.split())


# --- what we find ourselves -------------------------------------------------------------------------------------


def _segmented(tree: Any) -> list[str]:
    """Return the paragraphs of the best run of lines on the page, as in a pasted dump."""
    lines = list(_lines(tree))
    scores = []
    listing = False
    for line in lines:
        if opens_comments(line):
            score = -30.0
        elif is_furniture(line):
            score = -1.5
        else:
            score = max(prose_score(line), -1.0)
        listing = opens_related(line) or (listing and score <= 1)
        scores.append(min(score, -0.5) if listing else score)
    start, end = best_run(scores)
    return [line for line, score in zip(lines[start:end], scores[start:end], strict=True) if score > 0]


def _lines(tree: Any) -> Iterator[str]:
    """Yield the lines of the page as a browser would break them, without its scripts and forms."""
    row: list[str] = []
    skipping = None
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if skipping is not None:
            if event == "end" and element is skipping:
                skipping = None
                row.append(element.tail or "")
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BREAKS:
            line = " ".join("".join(row).split())
            row = []
            if line:
                yield line
        if event == "start":
            if tag in _SKIPPED or not tag:
                skipping = element
            else:
                row.append(element.text or "")
        else:
            row.append(element.tail or "")
    line = " ".join("".join(row).split())
    if line:
        yield line


# --- before and after -------------------------------------------------------------------------------------------

_NAMED = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmt|commentlist|disqus|cookies?|consent|gdpr|onetrust|newsletter|nl|signup|sign-up|paywall|related|most-?(?:read|popular|viewed|commented)"
    r"|twitter-tweet|instagram-media|share|sharing|sharethis|social|promo|promos|interstitial)(?:$|[\s_-])",
    re.IGNORECASE,
)
_KEPT = frozenset(("html", "body", "main", "article", "p", "span", "a", "em", "strong", "b", "i"))


def _pruned(tree: Any) -> Any:
    """Return a copy of the page without sections whose names or headings say that they are no part of the article."""
    copy = deepcopy(tree)
    whole = sum(len(p.text_content()) for p in copy.iter("p")) or 1
    doomed = []
    for element in copy.iter():
        if not isinstance(element.tag, str) or element.tag in _KEPT:
            continue
        named = f"{element.get('class', '')} {element.get('id', '')}"
        if element.tag in ("h2", "h3", "h4", "h5", "h6"):
            text = " ".join(element.text_content().split())
            parent = element.getparent()
            if (
                (opens_comments(text) or opens_related(text))
                and parent is not None
                and parent.tag in ("section", "aside", "div")
            ):
                doomed.append(parent)
        elif len(named) > 3 and _NAMED.search(named):
            doomed.append(element)
    for element in doomed:
        parent = element.getparent()
        if parent is not None and sum(len(p.text_content()) for p in element.iter("p")) < whole * 0.4:
            element.drop_tree()
    return copy


def _tidy(paragraphs: list[str]) -> list[str]:
    """Return the paragraphs without the furniture that is left among them, and without repeats."""
    kept: list[str] = []
    listing = False
    for paragraph in paragraphs:
        listing = opens_related(paragraph) or (listing and not is_finished(paragraph) and count_words(paragraph) < 25)
        if listing or is_furniture(paragraph) or (not kept and prose_score(paragraph) < 0):
            continue
        kept.append(paragraph)
    return list(once(kept or paragraphs))
