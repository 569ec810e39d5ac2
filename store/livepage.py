"""Live pages: a report in many short entries, each with its time and often a heading."""

from collections import defaultdict
from typing import Any

from store.furniture import is_furniture, prose_score
from store.pagelines import FURNISHING, page_lines

_FEWEST = 3
_LEAST = 40  # characters of an entry
_AROUND = FURNISHING | frozenset(("h1", "h2", "h3", "h4", "h5", "h6", "time", "header"))


def live_entries(tree: Any) -> list[str]:
    """Return the paragraphs of a live page's entries in page order, without times and headings; none if it has none.

    The entries are the siblings of one kind, a tag and its first class, that together hold the most text.
    """
    groups: defaultdict[tuple[Any, str, str], list[Any]] = defaultdict(list)
    for paragraph in tree.iter("p"):
        for element in _ancestors(paragraph):
            key = (element.getparent(), element.tag, element.get("class", "").split(" ")[0])
            if not groups[key] or groups[key][-1] is not element:
                groups[key].append(element)
    rows = [entries for (_, tag, _), entries in groups.items() if tag != "p" and len(entries) >= _FEWEST]
    rows = [entries for entries in rows if sum(len(e.text_content()) > _LEAST for e in entries) > len(entries) / 2]
    best = max(rows, key=lambda entries: sum(len(e.text_content()) for e in entries), default=[])
    lines = (line for entry in best for line in page_lines(entry, _AROUND))
    return [line for line in lines if prose_score(line) > 0 and not is_furniture(line)]


def _ancestors(paragraph: Any) -> list[Any]:
    """Return the few elements around a paragraph that may be its entry."""
    found: list[Any] = []
    for element in paragraph.iterancestors():
        if element.tag in ("body", "main", "html") or len(found) == 4:
            break
        found.append(element)
    return found
