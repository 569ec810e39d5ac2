"""Lines in two columns with headings between: keys and what they do, failures and their reasons."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment

from tui.widgets.listing import Listing
from tui.widgets.paint import clip, fill, pieces, plain, wrap


@dataclass(frozen=True, slots=True)
class Pair:
    """A line: what stands at the left, what at the right; one without a right side is a heading."""

    left: str
    right: str = ""


class Lines(Listing[Pair]):
    """The right column wraps; the left one is as wide as `column`."""

    def __init__(self, pairs: Sequence[Pair] = (), *, column: int = 18, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.pairs = list(pairs)
        self.column = column

    def on_mount(self) -> None:
        """Show the lines."""
        self.show(len(self.pairs))

    def _wrapped(self, index: int, width: int) -> Sequence[tuple[int, int]]:
        return wrap(self.pairs[index].right, max(8, width - self.column))

    def uniform(self, width: int) -> None:
        """Return None: lines wrap."""

    def height(self, index: int, width: int) -> int:
        """Return a line's height: a heading has a blank line above it, but for the first."""
        if self.pairs[index].right:
            return len(self._wrapped(index, width))
        return 2 if index else 1

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return a line with the rest of its right column beneath."""
        pair = self.pairs[index]
        if not pair.right:
            heading = [plain(pair.left, self.style("strong"))]
            return [[], heading] if index else [heading]
        lines = []
        for number, (a, b) in enumerate(self._wrapped(index, width)):
            left = clip(pair.left, self.column - 1) if not number else ""
            lines.append([*fill([plain(left, self.style("bar"))], self.column), *pieces(pair.right, a, b, ())])
        return lines
