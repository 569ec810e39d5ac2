"""What a search found: stories, claims and articles, each with the words around what matched."""

from store.model import Hit, Story
from tui import wording
from tui.widgets.rows import GAP, Row, RowList, wrapped

Found = Hit | Story


class HitList(RowList[Found]):
    """The hits, stories first."""

    def rows(self, item: Found, width: int) -> list[Row]:
        """Return a hit's lines: where it is, and its words."""
        if isinstance(item, Story):
            where, words, right = "  story", item.title, wording.day(item.latest)
            marks = [(0, len(words), "strong")]
        else:
            what = f"{wording.KINDS[item.kind]} {item.kind}" if item.kind else "  article"
            where = " · ".join(part for part in (what, item.speaker, item.title) if part)
            words = item.snippet
            right = " · ".join(part for part in (item.outlet, wording.day(item.published)) if part)
            marks = [(a, b, "match") for a, b in item.matches]
        sign = ((0, 1, f"{item.kind}-name"),) if isinstance(item, Hit) and item.kind else ()
        head = Row(where, 0, len(where), ((0, len(where), "faint"), *sign), ((right, "faint"),))
        return [head._replace(right=(("  ", ""), *head.right)), *wrapped(words, width, *marks), GAP]
