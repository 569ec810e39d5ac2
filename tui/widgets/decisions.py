"""The reader's judgements: each pairing as it was when judged, with note, tags and time."""

from collections.abc import Sequence

from store.library import Library
from store.model import Anchor, Decision, State
from tui import wording
from tui.widgets.claims import STATE_LOOKS, head, words
from tui.widgets.paint import wrap
from tui.widgets.rows import GAP, PagedList, Row, faint


class DecisionList(PagedList[tuple[str, str], Decision]):
    """The decisions, the latest first, known by the keys of accusation and denial."""

    def __init__(self, library: Library, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.library = library

    def read(self, keys: Sequence[tuple[str, str]]) -> Sequence[Decision | None]:
        """Return the decisions on these accusations and denials."""
        return self.library.decisions_of(keys)

    def rows(self, item: Decision | None, width: int) -> list[Row]:
        """Return a decision's lines: its state, the accusation, and indented beneath it the denial."""
        if item is None:
            return [GAP]
        state = f"{wording.STATES[item.state]} {wording.STATE_WORDS[item.state]}"
        marks = ((0, len(state), STATE_LOOKS[item.state]),)
        rows = [Row(state, 0, len(state), marks, ((wording.moment(item.decided), "faint"),))]
        rows += _end(item.accusation, width)
        rows += [_indented(row) for row in _end(item.denial, width - 4)]
        if item.note or item.tags:
            rows += faint("✎ " + wording.untagged(item.note, item.tags), width)
        if item.orphaned:
            lost = "✂ The engine no longer finds one of these in its article; here it stands as you judged it"
            rows += [Row(lost, a, b, ((0, len(lost), "bad-faint"),)) for a, b in wrap(lost, width)]
        return [*rows, GAP]


def _end(anchor: Anchor, width: int) -> list[Row]:
    place = " · ".join(part for part in (anchor.outlet, wording.day(anchor.published)) if part)
    return [*head(anchor.claim, width), *words(anchor.claim, width), *faint(place, width)]


def _indented(row: Row) -> Row:
    text = "    " + row.text[row.start : row.end]
    shift = 4 - row.start
    marks = tuple((max(4, a + shift), max(4, b + shift), name) for a, b, name in row.marks)
    return Row(text, 0, len(text), marks, row.right)


JUDGED = (State.SAVED, State.REJECTED, State.MADE)
