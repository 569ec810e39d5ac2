"""What list and article have in common: they scroll down alone, by a bar of one cell, and draw a line only once."""

from collections.abc import Callable, Sequence
from typing import Any

from rich.segment import Segment
from rich.style import Style
from textual._styles_cache import StylesCache
from textual.css.styles import StylesBase
from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar
from textual.strip import Strip

NOTCHES = 8  # steps that the bar makes within a cell


class Frames(StylesCache):
    """Puts the border about lines. Textual works it out anew for each; here all of one width take it from the first."""

    def __init__(self) -> None:
        super().__init__()
        self._sides: dict[int, tuple[list[Segment], list[Segment]]] = {}  # left and right of a line, by its width
        self._top = 0  # lines above the content

    def render(self, styles: StylesBase, *args: Any, **more: Any) -> list[Strip]:
        """Draw and frame lines: of one look, whose border is the same."""
        self._sides.clear()
        self._top = styles.gutter.top
        return super().render(styles, *args, **more)

    def render_line(
        self, styles: StylesBase, y: int, size: Size, inner: Size, padding: Any, base: Any, ground: Any,
        line_at: Callable[[int], Strip], *more: Any
    ) -> Strip:  # fmt: skip
        """Draw and frame one line."""
        if not 0 <= y - self._top < inner.height:
            return super().render_line(styles, y, size, inner, padding, base, ground, line_at, *more)
        line = line_at(y - self._top)
        if sides := self._sides.get(line.cell_length):
            return Strip([*sides[0], *line, *sides[1]], size.width)
        framed = super().render_line(styles, y, size, inner, padding, base, ground, lambda _: line, *more)
        if line.cell_length <= inner.width:  # else it was cut, as one drawn for a wider pane is until that is laid out
            segments, before = [*framed], bool(styles.border_left[0]) + bool(padding.left)
            self._sides[line.cell_length] = segments[:before], segments[before + len([*line]) :]
        return framed


class Scroller(ScrollView, inherit_bindings=False):
    """A view of lines drawn where in sight, with the app's own scroll bar and keys."""

    DEFAULT_CSS = """
    Scroller {
        overflow-x: hidden;
        scrollbar-gutter: stable;
        scrollbar-size-vertical: 1;
        scrollbar-color: $border-blurred;
        scrollbar-color-hover: $border;
        scrollbar-color-active: $border;
        scrollbar-background: $background;
        scrollbar-background-hover: $background;
        scrollbar-background-active: $background;
        color: $foreground;
        background: $background;
    }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._styles_cache = Frames()
        self._drawn: dict[int, Strip] = {}  # what each line in sight was last drawn as, before Textual framed it
        self._ground: Style | None = None
        self._cells = 0  # of the lines that are being drawn

    @property
    def vertical_scrollbar(self) -> ScrollBar:
        """The bar, made when it is first asked for."""
        if self._vertical_scrollbar is None:
            from tui.widgets.thumb import Thumb

            self._vertical_scrollbar = thumb = Thumb()
            thumb.display = False
            self.app._start_widget(self, thumb)
        return self._vertical_scrollbar

    @property
    def ground(self) -> Style:
        """What lies beneath everything."""
        if self._ground is None:
            self._ground = self.rich_style
        return self._ground

    def notify_style_update(self) -> None:
        """Forget the old theme's ground."""
        super().notify_style_update()
        self._ground = None

    def line_at(self, number: int, width: int) -> Strip:
        """Return line `number` of the whole, in `width` cells; past the end it is blank."""
        raise NotImplementedError

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the app's filters, without the one for the terminal's own colours: no look of ours has one of those."""
        return [one for one in super().get_line_filters() if not isinstance(one, ANSIToTruecolor)]

    def lines_at(self, first: int, count: int, width: int) -> list[Strip]:
        """Return `count` lines of the whole from line `first` on."""
        return [self.line_at(number, width) for number in range(first, first + count)]

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return what is in sight, drawn and framed where it is not kept; Textual asks for the width with each line."""
        self._cells = self.scrollable_content_region.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return one line of what is in sight, for Textual to frame and keep."""
        self._drawn[y] = strip = self.line_at(round(self.scroll_y) + y, self._cells)
        return strip

    def draw_changes(self) -> None:
        """Have the lines drawn that look different by now: few, where little changed, and few bytes on a slow link."""
        width, height = self.scrollable_content_region.size
        lines, drawn = self.lines_at(round(self.scroll_y), height, width), self._drawn
        if changed := [y for y, line in enumerate(lines) if line != drawn.get(y)]:
            self.refresh(*(Region(0, y, width, 1) for y in changed))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Move the lines that stay in sight; Textual would draw and frame each of them anew, and every cell of the bar."""
        lines = round(new_value) - round(old_value)
        if not lines:
            return
        framed, gutter, height = self._styles_cache, self.gutter.top, self.size.height
        clean = [y for y in self._drawn if y + gutter in framed._cache and not framed.is_dirty(y + gutter)]
        stay = {y: y - lines for y in clean if 0 <= y - lines < height}
        moved = {to + gutter: framed._cache[y + gutter] for y, to in stay.items()}
        self._drawn = {to: self._drawn[y] for y, to in stay.items()}
        self.refresh(self.size.region)
        framed._cache.update(moved)
        framed._dirty_lines.difference_update(moved)
        self._move_bar(new_value)

    def _move_bar(self, to: float) -> None:
        """Move the bar where that can be seen."""
        if self.show_vertical_scrollbar:
            notch = max(1, self.virtual_size.height) / (NOTCHES * max(1, self.size.height))
            if to // notch != self.vertical_scrollbar.position // notch:
                self.vertical_scrollbar.position = to
