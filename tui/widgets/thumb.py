"""The scroll bar, of which only the cells that look different are drawn anew: Textual draws all, of a whole column."""

from collections.abc import Sequence
from typing import Any, Self

from rich.segment import Segment
from textual.geometry import Region
from textual.scrollbar import ScrollBar, ScrollBarRender
from textual.strip import Strip

from tui.widgets.paint import NO_STYLE, over


class Thumb(ScrollBar):
    """Textual's vertical bar of one cell, drawn line by line."""

    def __init__(self) -> None:
        super().__init__(vertical=True, name="vertical")
        self._cells: Sequence[Strip] = ()  # as they were last drawn; none where that does not hold any more

    def refresh(self, *regions: Region, repaint: bool = True, layout: bool = False, recompose: bool = False) -> Self:
        """Have drawn what looks different by now."""
        before, self._cells = self._cells, ()
        if before and not regions and repaint and not layout and len(cells := self.cells()) == len(before):
            self._cells = cells
            regions = tuple(Region(0, y, 1, 1) for y, cell in enumerate(cells) if cell != before[y])
            if not regions:
                return self
        return super().refresh(*regions, repaint=repaint, layout=layout, recompose=recompose)

    def cells(self) -> Sequence[Strip]:
        """Return the bar's cells as they should be."""
        bar: Any = self.render()
        if not isinstance(bar, ScrollBarRender) or not self.is_attached:
            return ()
        look = self.app.console.get_style(bar.style)
        assert look.bgcolor and look.color
        drawn = bar.render_bar(
            self.size.height,
            bar.virtual_size,
            bar.window_size,
            bar.position,
            back_color=look.bgcolor,
            bar_color=look.color,
        )
        under = self.visual_style.rich_style
        return [Strip([Segment(text, over(under, style or NO_STYLE))], 1) for text, style, _ in drawn.segments]

    def render_line(self, y: int) -> Strip:
        """Return one cell."""
        if len(self._cells) != self.size.height:
            self._cells = self.cells()
        return self._cells[y]
