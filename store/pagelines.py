"""A page as the lines that a browser would show: for pages whose mark-up tells nothing."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

# What starts a line of its own.
_BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "details", "dialog",
    "div", "dl", "dt", "fieldset", "footer", "figure", "figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th",
    "thead", "tr", "ul",
))  # fmt: skip
# What no reader sees, and what stands around an article.
UNSEEN = frozenset((
    "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "select", "option", "textarea",
    "head",
))  # fmt: skip
FURNISHING = UNSEEN | {"button", "input", "nav", "footer", "figure", "figcaption"}


def page_lines(tree: Any, skipped: frozenset[str] = FURNISHING) -> Iterator[str]:
    """Yield the lines of the page, or the part of one, `tree` (lxml), spaces squeezed, without the elements `skipped`."""
    row: list[str] = []
    walk = etree.iterwalk(tree, events=("start", "end"))
    for event, element in walk:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _BREAKS and row:
            yield from _line(row)
            row = []
        if event == "end":
            row.append(element.tail or "")
        elif tag in skipped or not tag:
            walk.skip_subtree()
        else:
            row.append(element.text or "")
    yield from _line(row)


def _line(row: list[str]) -> Iterator[str]:
    if line := " ".join("".join(row).split()):
        yield line
