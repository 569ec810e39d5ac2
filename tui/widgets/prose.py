"""An article to read: its claims marked in the text and named in the margin, a sentence selected to be marked."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from store.model import Article, Claim, Kind
from tui import wording
from tui.keys import bindings
from tui.looks import looks
from tui.sentences import sentences
from tui.widgets.paint import Mark, clip, pieces, plain, row, spread, wrap
from tui.widgets.scroller import Scroller

MEASURE = 84  # cells of text in a line at most: longer ones are hard to read
NARROW = 72  # cells from which there is room for a margin
MARGIN = 22
HEADING = 4  # lines: an article is opened with its whole heading in sight or with none of it


@dataclass(frozen=True, slots=True)
class Line:
    """One line on the screen: a slice of the article's text, or of its heading."""

    start: int
    end: int
    heading: str = ""  # the words themselves where the line is not of the text
    style: str = ""


class Prose(Scroller, can_focus=True, inherit_bindings=False):
    """The article in lines, drawn where in sight."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("prose")

    class ClaimChosen(Message):
        """Another claim is the current one."""

        def __init__(self, prose: "Prose", claim: Claim | None) -> None:
            super().__init__()
            self.prose = prose
            self.claim = claim

    class Scrolled(Message):
        """The article was scrolled by some lines."""

        def __init__(self, prose: "Prose", lines: int) -> None:
            super().__init__()
            self.prose = prose
            self.lines = lines

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.article: Article | None = None
        self.claims: list[Claim] = []
        self.current: Claim | None = None
        self.selection: tuple[int, int] | None = None  # offsets of the selected sentences
        self._lines: list[Line] = []
        self._starts: list[int] = []  # of each line, for finding one by offset
        self._near: dict[int, list[Claim]] = {}  # line -> the claims whose words or source it holds
        self._named: dict[
            int, list[Claim]
        ] = {}  # without a margin: the line before a paragraph -> the paragraph's claims
        self._sentences: list[tuple[int, int]] = []
        self._shown_width = 0
        self._page = 0  # the lines in sight when the size changed last
        self._wanted: str | None = None

    # What a screen does

    def show(self, article: Article, claims: Sequence[Claim], key: str = "") -> None:
        """Show the article at the claim with this key, or at its beginning."""
        same = self.article is not None and self.article.url == article.url
        self.article = article
        self.claims = sorted((c for c in claims if c.kind is not Kind.OTHER), key=lambda c: (c.start, c.end))
        self.current = next((claim for claim in self.claims if claim.key == key), None)
        self._sentences = sentences(article.text)
        if not same:
            self.selection = None
        self._wanted = key if not same else None
        self._shown_width = 0
        if self.size:
            self._lay_out()

    def look(self, name: str) -> Style:
        """Return a look, to lie upon what is there."""
        return looks(self.app)[name]

    def begin_marking(self) -> None:
        """Select the sentence of the current claim, or without one the first in sight."""
        self.selection = None
        self._select(1)

    def find(self, words: str) -> None:
        """Select the words where the text has them, whatever blanks stand between, and open there."""
        if not self.article:
            return
        found = re.search(r"\s+".join(map(re.escape, words.split())), self.article.text)
        if found:
            self.selection = found.span()
            self._shown_width, self._wanted = 0, ""
            if self.size:
                self._lay_out()

    @property
    def selected_text(self) -> str:
        """The selected sentences' words."""
        if not self.article or not self.selection:
            return ""
        return self.article.text[slice(*self.selection)]

    # Geometry

    @property
    def _margin(self) -> int:
        return MARGIN if self.scrollable_content_region.width >= NARROW else 0

    @property
    def text_width(self) -> int:
        """The cells that a line of text has."""
        return max(8, min(MEASURE, self.scrollable_content_region.width - self._margin - 5))

    def _lay_out(self) -> None:
        if not self.article or self._shown_width == self.text_width:
            return
        self._shown_width = width = self.text_width
        self._lines = self._heading(width)
        position = 0
        for paragraph in self.article.text.split("\n\n"):
            self._lines += [Line(position + a, position + b) for a, b in wrap(paragraph, width)]
            position += len(paragraph) + 2
            self._lines.append(Line(position - 2, position - 2))
        self._starts = [line.start for line in self._lines]
        self._place_claims()
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._lines))
        if self._wanted is not None:
            self._wanted = None
            if self.current:
                self._reach(self.current.start, self.current.end, at=0.35)
            elif self.selection:
                self._reach(*self.selection, at=0.35)
            else:
                self.scroll_to(y=0, animate=False)
        self.draw_changes()

    def _place_claims(self) -> None:
        self._near, self._named = {}, {}
        for claim in self.claims:
            if not self._margin:
                paragraph = max(0, self.article.text.rfind("\n\n", 0, claim.start) + 2) if self.article else 0
                self._named.setdefault(self.line_of(paragraph) - 1, []).append(claim)
            lines = {*range(self.line_of(claim.start), self.line_of(claim.end - 1) + 1)}
            if claim.source_start is not None and claim.source_end is not None:
                lines.update(range(self.line_of(claim.source_start), self.line_of(claim.source_end - 1) + 1))
            for line in lines:
                self._near.setdefault(line, []).append(claim)

    def _heading(self, width: int) -> list[Line]:
        article = self.article
        assert article
        parts = [(article.title, "strong")]
        parts.append(
            (" · ".join(p for p in (article.outlet, article.byline, wording.moment(article.published)) if p), "faint")
        )
        lines = []
        for text, style in parts:
            lines += [Line(-1, -1, text[a:b], style) for a, b in wrap(text, width)]
        return [*lines, Line(-1, -1)]

    def line_of(self, offset: int) -> int:
        """Return the line that shows this offset of the text."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def _reach(self, start: int, end: int, *, at: float | None = None) -> None:
        """Bring a span into sight; with `at`, its first line stands that far down the pane."""
        first, last = self.line_of(start), self.line_of(max(start, end - 1))
        page, y = max(1, self.scrollable_content_region.height), round(self.scroll_target_y)
        if at is not None:
            y = first - round(page * at)
            if y < HEADING:
                y = 0
        elif first < y + 1:
            y = first - 1
        elif last > y + page - 2:
            y = min(last - page + 2, first)
        self.scroll_to(y=max(0, y), animate=False, force=True)
        self.draw_changes()

    # Drawing

    def line_at(self, number: int, width: int) -> Strip:
        """Return one line of heading and text."""
        if not self.article or number >= len(self._lines):
            return Strip.blank(width, self.ground)
        line = self._lines[number]
        left = Segment(" " * (self._margin + 4))
        if number in self._named:
            return row([left, *self._names(self._named[number])], width, self.ground)
        if line.start < 0:
            look = self.look(line.style) if line.style else Style()
            return row([left, plain(line.heading, look)], width, self.ground)
        near = self._near.get(number, ())
        words = pieces(self.article.text, line.start, line.end, self._marks(near))
        return row([*self._side(number, line, near), *words], width, self.ground)

    def _marks(self, near: Sequence[Claim]) -> list[Mark]:
        marks = []
        for claim in near:
            marks.append(Mark(claim.start, claim.end, self.look(f"{claim.kind}-words")))
            if claim is self.current:
                marks.append(Mark(claim.start, claim.end, self.look("current")))
        for claim in near:
            if claim.source_start is not None and claim.source_end is not None:
                marks.append(Mark(claim.source_start, claim.source_end, self.look("strong")))
        if self.selection:
            marks.append(Mark(*self.selection, self.look("selected")))
        return marks

    def _side(self, number: int, line: Line, near: Sequence[Claim]) -> list[Segment]:
        """Return the margin: who speaks where a claim begins, and along each claim a bar with its kind's sign."""
        here = [claim for claim in near if claim.start < line.end and claim.end > line.start]
        begins = next((claim for claim in here if self.line_of(claim.start) == number), None)
        name = Segment(" " * self._margin)
        if begins and self._margin:
            who = clip(wording.hand(begins) + wording.who(begins), self._margin - 2)
            name = plain(" " * (self._margin - 1 - _cells(who)) + who + " ", self.look(f"{begins.kind}-name"))
        if not here:
            return [name, Segment("    ")]
        shown = self.current if self.current in here else begins or here[0]
        assert shown
        sign = wording.KINDS[begins.kind] if begins else " "
        bar = "┃" if shown.kind is Kind.ACCUSATION else "┊"
        if shown is self.current:
            bar = "█"
        return [name, plain(f"{sign}{bar}  ", self.look(f"{shown.kind}-name"))]

    def _names(self, claims: Sequence[Claim]) -> list[Segment]:
        """Return who speaks in a paragraph, each once for a kind of claim, the one of the current claim picked out."""
        voices: dict[tuple[Kind, str], bool] = {}
        for claim in claims:
            voice = (claim.kind, wording.hand(claim) + wording.who(claim))
            voices[voice] = voices.get(voice, False) or claim is self.current
        parts: list[Segment] = []
        for (kind, who), current in voices.items():
            name = plain(
                f"{wording.KINDS[kind]} {who}", self.look(f"{kind}-name") + self.look("current" if current else "")
            )
            parts += [name, Segment("  ")]
        return spread(parts[:-1], [], self.text_width)

    @property
    def at(self) -> str:
        """Which claim of how many is the current one, and who says it."""
        if self.current not in self.claims:
            return wording.plural(len(self.claims), "claim")
        sign, number = wording.KINDS[self.current.kind], self.claims.index(self.current) + 1
        return f"{number} of {len(self.claims)} · {sign} {wording.who(self.current)}"

    # Keys

    def on_resize(self) -> None:
        """Wrap for the new width and keep what was on top there, and in sight the claim that was."""
        in_sight = self._in_sight()
        top = self._starts[min(round(self.scroll_y), len(self._starts) - 1)] if self._starts else 0
        before, wanted = self._shown_width, self._wanted
        self._lay_out()
        if before and before != self._shown_width and wanted is None:
            self.scroll_to(y=self.line_of(top) if top > 0 else 0, animate=False, force=True)
        if in_sight and self.current:
            self._reach(self.current.start, self.current.end)
        self._page = self.scrollable_content_region.height

    def _in_sight(self) -> bool:
        """Whether the current claim begins within the lines that the pane had before it changed its size."""
        y = round(self.scroll_target_y)
        return self.current is not None and y <= self.line_of(self.current.start) < y + self._page

    def choose(self, claim: Claim | None) -> None:
        """Make a claim the current one and bring it into sight."""
        self.current = claim
        self.selection = None
        if claim:
            self._reach(claim.start, claim.end)
        else:
            self.draw_changes()
        self.post_message(self.ClaimChosen(self, claim))

    def choose_key(self, key: str) -> None:
        """Make the claim with this key the current one."""
        self.choose(next((claim for claim in self.claims if claim.key == key), None))

    def _place(self) -> int:
        """Return the offset that `next` and `previous` go on from."""
        if self.selection:
            return self.selection[0]
        if self.current:
            return self.current.start
        top = self._starts[min(round(self.scroll_y), len(self._starts) - 1)] if self._starts else 0
        return top - 1

    def action_next_claim(self) -> None:
        """Go to the next claim."""
        if self.current in self.claims:
            at = self.claims.index(self.current) + 1
        else:
            at = next((i for i, claim in enumerate(self.claims) if claim.start > self._place()), len(self.claims))
        if at < len(self.claims):
            self.choose(self.claims[at])

    def action_previous_claim(self) -> None:
        """Go to the previous claim."""
        if self.current in self.claims:
            at = self.claims.index(self.current) - 1
        else:
            at = sum(claim.start < self._place() for claim in self.claims) - 1
        if at >= 0:
            self.choose(self.claims[at])

    def _select(self, step: int) -> None:
        if not self._sentences:
            return
        place = self._place()
        starts = [start for start, _ in self._sentences]
        inside = max(0, bisect_right(starts, max(0, place)) - 1)
        at = inside if self.selection is None and step > 0 else inside + step
        if 0 <= at < len(self._sentences):
            self.selection = self._sentences[at]
            self._reach(*self.selection)

    def action_next_sentence(self) -> None:
        """Select the next sentence, or the one one is at."""
        self._select(1)

    def action_previous_sentence(self) -> None:
        """Select the previous sentence."""
        self._select(-1)

    def action_extend(self) -> None:
        """Take one more sentence into the selection."""
        if not self.selection:
            self._select(1)
            return
        start, end = self.selection
        more = next((b for a, b in self._sentences if a >= end), None)
        if more is not None:
            self.selection = (start, more)
            self._reach(start, more)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell how far the article was scrolled."""
        super().watch_scroll_y(old_value, new_value)
        if lines := round(new_value) - round(old_value):
            self.post_message(self.Scrolled(self, lines))

    def _scroll_by(self, lines: int) -> None:
        self.scroll_to(y=round(self.scroll_target_y) + lines, animate=False)

    def action_down(self) -> None:
        """Scroll a line down."""
        self._scroll_by(1)

    def action_up(self) -> None:
        """Scroll a line up."""
        self._scroll_by(-1)

    def action_top(self) -> None:
        """Go to the beginning."""
        self.scroll_to(y=0, animate=False)

    def action_bottom(self) -> None:
        """Go to the end."""
        self.scroll_to(y=self.virtual_size.height, animate=False)

    def action_half_down(self) -> None:
        """Scroll half a page down."""
        self._scroll_by(self.size.height // 2)

    def action_half_up(self) -> None:
        """Scroll half a page up."""
        self._scroll_by(-(self.size.height // 2))

    def action_page_down(self) -> None:
        """Scroll a page down."""
        self._scroll_by(self.size.height - 1)

    def action_page_up(self) -> None:
        """Scroll a page up."""
        self._scroll_by(1 - self.size.height)


def _cells(text: str) -> int:
    from rich.cells import cell_len

    return cell_len(text)
