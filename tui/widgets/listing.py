"""The one list of the app: draws the rows in sight and nothing else, whatever their number."""

from typing import Any, ClassVar, Generic, TypeVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from tui.keys import bindings
from tui.looks import looks
from tui.widgets.heights import Heights
from tui.widgets.paint import over, plain, row, wrap
from tui.widgets.scroller import Scroller

GUTTER = 2  # cells left of a row, where the bar of the selected one stands
MARGIN = 1  # cells right of it
SAMPLE = 24  # rows whose heights tell what to expect of the others; a shorter list is measured as a whole

Item = TypeVar("Item")


class Listing(Scroller, Generic[Item], can_focus=True, inherit_bindings=False):
    """Rows of one or more lines each, one of them selected.

    A subclass says how high rows are (`uniform`, or `height`) and draws one (`draw`). Rows of one height cost nothing
    until they are drawn; others are measured when they come near what is in sight, and guessed until then.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("list")

    class Moved(Message):
        """Another row is selected."""

        def can_replace(self, message: Message) -> bool:
            """Let the last of a burst stand for all: a held key costs one look-up."""
            return type(message) is type(self) and message.control is self.control

        def __init__(self, listing: "Listing[Any]", index: int) -> None:
            super().__init__()
            self.listing = listing
            self.index = index

        @property
        def control(self) -> "Listing[Any]":
            """The list it happened in."""
            return self.listing

    class Opened(Moved):
        """A row was chosen with Enter or a second click."""

    def __init__(self, *, id: str | None = None, classes: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.count = 0
        self.selected = 0
        self.empty = empty  # what to say where there are no rows
        self._differ = False  # whether rows are of different heights
        self.row_height = 1  # where they are not
        self._heights = Heights(0, 1)
        self._pending: int | None = None  # `from_top` of a `show` that came before the first layout
        self._measured = 0  # the width that `_heights` holds for
        self._strips: dict[tuple[int, bool, bool], list[Strip]] = {}
        self._captions = ("", "")

    # What a subclass says

    def uniform(self, width: int) -> int | None:
        """Return the height of every row in `width` cells, or None where they differ."""
        return 1

    def height(self, index: int, width: int) -> int:
        """Return one row's height where they differ."""
        raise NotImplementedError

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return the row's lines, of `width` cells at most; an empty one parts it from the next."""
        raise NotImplementedError

    # What a screen does

    def show(self, count: int, selected: int = 0, *, from_top: int | None = None) -> None:
        """Show `count` rows; the selected one stands `from_top` lines below the upper edge, or where it needs least."""
        self.count = count
        self.selected = max(0, min(selected, count - 1))
        self._pending = None if self.size else from_top
        self._forget()
        self._reach(from_top)
        self.draw_changes()

    def redraw(self) -> None:
        """Draw again: the rows look different, or have other heights."""
        self._forget()
        self.draw_changes()

    def _forget(self) -> None:
        self._measured = -1
        self._strips.clear()
        self._heights = Heights(0, 1)
        if self.size:
            self._lay_out()

    def caption(self, title: str, subtitle: str = "") -> None:
        """Write into the border; Textual's own properties would draw the whole list again, even for the same words."""
        if (title, subtitle) != self._captions:
            self._captions = (title, subtitle)
            self._border_title, self._border_subtitle = Content(title), Content(subtitle)
            width, height = self.outer_size
            self.refresh(Region(-1, -1, width, 1), Region(-1, height - 2, width, 1))

    def select(self, index: int) -> None:
        """Select a row, bring it into sight, and say so."""
        index = max(0, min(index, self.count - 1))
        if self.count and index != self.selected and index >= 0:
            self._refresh_lines(self.selected)
            self.selected = index
            self._refresh_lines(index)
            self._reach()
            self.screen.post_message(self.Moved(self, index))  # what follows is drawn together with the two rows

    @property
    def from_top(self) -> int:
        """How many lines the selected row stands below the upper edge."""
        return self._top(self.selected) - round(self.scroll_target_y)

    def refresh_row(self, index: int) -> None:
        """Draw one row again, which looks different by now."""
        for key in ((index, chosen, focused) for chosen in (True, False) for focused in (True, False)):
            self._strips.pop(key, None)
        self._refresh_lines(index)

    def _refresh_lines(self, index: int) -> None:
        """Have a row's lines drawn: it is selected or focused by now, or no longer."""
        top = self._top(index) - round(self.scroll_y)
        self.refresh(Region(0, top, self.size.width, self._top(index + 1) - self._top(index)))

    def style(self, name: str) -> Style:
        """Return a look, to lie on whatever ground the row has."""
        return looks(self.app)[name]

    # Geometry

    @property
    def page(self) -> int:
        """The lines in sight."""
        return max(1, self.scrollable_content_region.height)

    @property
    def row_width(self) -> int:
        """The cells that a row has to draw in."""
        return max(8, self.scrollable_content_region.width - GUTTER - MARGIN)

    def _lay_out(self) -> None:
        width = self.row_width
        if width != self._measured:
            self._measured = width
            self._strips.clear()
            same = self.uniform(width)
            self._differ, self.row_height = not same, same or 1
            self._heights = Heights(self.count, same) if same else self._sampled(width)
            self._measure_near(self.selected)
        self._set_virtual_size()

    def _sampled(self, width: int) -> Heights:
        """Return the heights of the rows around the selected one, and what they let expect of the others."""
        first = max(0, min(self.selected - SAMPLE // 2, self.count - SAMPLE))
        sample = {index: self.height(index, width) for index in range(first, min(self.count, first + SAMPLE))}
        heights = Heights(self.count, max(1, round(sum(sample.values()) / max(1, len(sample)))))
        for index, height in sample.items():
            heights.put(index, height)
        return heights

    def _measure(self, index: int) -> None:
        if self._differ and not self._heights.knows(index):
            self._heights.put(index, self.height(index, self._measured))

    def _measure_near(self, index: int) -> None:
        """Measure the rows within a page of one: whatever comes into sight with it then stands where it belongs."""
        page = self.page
        for step in (-1, 1) if self._differ else ():
            at, lines = index, 0
            while 0 <= at < self._heights.count and lines <= page:
                self._measure(at)
                lines += self._top(at + 1) - self._top(at)
                at += step

    def _set_virtual_size(self) -> None:
        """Tell how high all is; only a list that is as high as its rows needs the screen to be laid out for that."""
        size = Size(self.scrollable_content_region.width, self._top(self._heights.count))
        if self.styles.is_auto_height:
            self.virtual_size = size
        elif size != self.virtual_size:
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def _top(self, index: int) -> int:
        return self._heights.top(index)

    def row_at(self, line: int) -> int:
        """Return the row that has this line of the whole; past the last, the number of rows."""
        index = self._heights.at(line)
        while self._differ and index < self._heights.count and not self._heights.knows(index):
            self._measure(index)
            index = self._heights.at(line)
        return index

    def _reach(self, from_top: int | None = None) -> None:
        if not self.size:
            return
        y = round(self.scroll_target_y)
        first = self._heights.at(y)
        stood = self._top(first)
        self._measure_near(self.selected)
        moved = self._top(first) - stood  # what is in sight stays there when rows above it turn out higher or lower
        y += moved
        top, bottom, page = self._top(self.selected), self._top(self.selected + 1), self.page
        self._set_virtual_size()
        if from_top is not None:
            y = top - from_top
        elif bottom - top > page or top < y:
            y = top
        elif bottom > y + page:
            y = bottom - page
        self._scroll_now(y)
        if moved:
            self.draw_changes()

    def _scroll_now(self, y: int) -> None:
        self.scroll_to(y=max(0, y), animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Scroll; rows that come into sight unmeasured move those below them."""
        super().watch_scroll_y(old_value, new_value)
        if self._differ:
            self.draw_changes()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the lines of all rows, for a list that is as high as what it holds."""
        inner = max(8, width - GUTTER - MARGIN - 1)
        same = self.uniform(inner)
        return max(1, same * self.count if same else sum(self.height(i, inner) for i in range(self.count)))

    # Drawing

    def line_at(self, number: int, width: int) -> Strip:
        """Return one line of all rows."""
        return self.lines_at(number, 1, width)[0]

    def lines_at(self, first: int, count: int, width: int) -> list[Strip]:
        """Return `count` lines of all rows from line `first` on: row by row, which is quicker than line by line."""
        blank = Strip.blank(width, self.ground)
        found = [] if self.count else self._nothing(width)[first : first + count]
        index = self.row_at(first)
        while len(found) < count and index < self._heights.count:
            self._measure(index)
            top, lines = self._top(index), self._lines(index, width)
            found += lines[first + len(found) - top :]
            found += [blank] * (self._top(index + 1) - first - len(found))  # the line that parts it from the next
            index += 1
        return found[:count] + [blank] * (count - len(found))

    def _nothing(self, width: int) -> list[Strip]:
        """Return what stands where there are no rows."""
        rows = wrap(self.empty, max(8, width - GUTTER - MARGIN)) if self.empty else ()
        says = [[plain("  " + self.empty[start:end], self.style("faint"))] for start, end in rows]
        return [row(line, width, self.ground) for line in ([], *says)]

    def _lines(self, index: int, width: int) -> list[Strip]:
        key = (index, chosen := index == self.selected, focused := self.has_focus)
        if key not in self._strips:
            if len(self._strips) > 400:
                self._strips.clear()
            lines = self.draw(index, max(8, width - GUTTER - MARGIN), chosen)
            self._strips[key] = self._framed(lines, width, chosen, focused)
        return self._strips[key]

    def _framed(self, lines: list[list[Segment]], width: int, chosen: bool, focused: bool) -> list[Strip]:
        """Put the gutter before each line, and the cursor's ground under a selected row but not under its last blank."""
        blank = Segment(" " * GUTTER)
        if not chosen:
            return [row([blank, *line], width, self.ground) for line in lines]
        under = over(self.ground, self.style("cursor" if focused else "cursor-away"))
        bar = Segment(("▌" if focused else "▏").ljust(GUTTER), self.style("bar"))
        return [row([bar, *line], width, under) if line else Strip.blank(width, self.ground) for line in lines]

    # Events and actions

    def on_resize(self) -> None:
        """Measure for the new width and keep the selected row in its place."""
        from_top = self.from_top if self._pending is None else self._pending
        self._pending = None
        self._lay_out()
        self._reach(max(0, min(from_top, self.page - 1)))
        self._reach()
        self.draw_changes()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old theme."""
        super().notify_style_update()
        self._strips.clear()

    def on_click(self, event: events.Click) -> None:
        """Select the row under the mouse; a click on the selected one, or a double click, opens it."""
        index = self.row_at(event.y - self.gutter.top + self.scroll_offset.y)
        if not 0 <= index < self.count:
            return
        if index == self.selected and event.chain > 1:
            self.action_open()
        else:
            self.select(index)

    def on_focus(self) -> None:
        """Show the cursor as the keyboard's."""
        self._refresh_lines(self.selected)

    def on_blur(self) -> None:
        """Show the cursor as left behind."""
        self._refresh_lines(self.selected)

    def action_open(self) -> None:
        """Say that the selected row was chosen."""
        if self.count:
            self.post_message(self.Opened(self, self.selected))

    def action_down(self) -> None:
        """Go to the next row; one higher than the pane is read to its end first."""
        bottom, y = self._top(self.selected + 1), round(self.scroll_target_y)
        if bottom > y + self.page and self._top(self.selected) <= y:
            self._scroll_now(min(y + max(1, self.page // 3), bottom - self.page))
        else:
            self.select(self.selected + 1)

    def action_up(self) -> None:
        """Go to the previous row; one higher than the pane is read to its beginning first."""
        top, y = self._top(self.selected), round(self.scroll_target_y)
        if top < y:
            self._scroll_now(max(top, y - max(1, self.page // 3)))
        else:
            self.select(self.selected - 1)

    def action_top(self) -> None:
        """Go to the first row."""
        self.select(0)

    def action_bottom(self) -> None:
        """Go to the last row."""
        self.select(self.count - 1)

    def _leap(self, lines: int) -> None:
        target = self.row_at(max(0, min(self._top(self.selected) + lines, self._top(self.count) - 1)))
        step = 1 if lines > 0 else -1
        self.select(target if target != self.selected else target + step)

    def action_half_down(self) -> None:
        """Go half a page down."""
        self._leap(self.page // 2)

    def action_half_up(self) -> None:
        """Go half a page up."""
        self._leap(-self.page // 2)

    def action_page_down(self) -> None:
        """Go a page down."""
        self._leap(self.page)

    def action_page_up(self) -> None:
        """Go a page up."""
        self._leap(-self.page)
