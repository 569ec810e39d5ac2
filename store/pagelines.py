"""A page as the lines that a browser would show: for pages whose mark-up tells nothing."""

from collections.abc import Iterator
from typing import Any

from lxml import etree

_BREAKS = frozenset(
    "address article aside blockquote body br caption center dd details dialog div dl dt fieldset h1 h2 h3 h4 h5 h6 header hr li main"
    " ol p pre section footer figure figcaption nav summary table tbody td tfoot th thead tr ul".split()
)
UNSEEN = frozenset("script style noscript template svg math iframe object select option textarea head".split())
FURNISHING = UNSEEN | frozenset("button input nav footer figure figcaption".split())


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
