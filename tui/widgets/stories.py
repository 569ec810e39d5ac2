"""The stories, newest first: only the rows in sight are fetched and drawn, whether there are ten or a million."""

from collections.abc import Sequence

from rich.segment import Segment

from store.library import Library
from store.model import Story
from tui import wording
from tui.widgets.listing import Listing
from tui.widgets.paint import clip, plain, spread, wrap

WIDE = 60  # cells from which a story stands on one line
PAGE = 64  # stories fetched at once


class StoryList(Listing[Story]):
    """A pane of stories, known by their ids; 0 stands for one whose id is not fetched yet."""

    def __init__(self, library: Library, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.library = library
        self.ids: Sequence[int] = ()
        self._stories: dict[int, Story] = {}

    def show_first(self, stories: Sequence[Story], at: int, total: int, selected: int, from_top: int) -> None:
        """Show the stories that the first frame needs, which stand from row `at` on among `total`."""
        ids = [0] * max(total, at + len(stories))
        ids[at : at + len(stories)] = [story.id for story in stories]
        self._stories.update((story.id, story) for story in stories)
        self.ids = ids
        self.show(len(ids), selected, from_top=from_top)

    def show_ids(self, ids: Sequence[int], story: int = 0, *, from_top: int | None = None, fresh: bool = False) -> None:
        """Show the stories with these ids; `story` is selected where it is among them, or else the same row as before."""
        if fresh:
            self._stories.clear()
        try:
            selected = ids.index(story)
        except ValueError:
            selected = min(self.selected, max(0, len(ids) - 1))
        self.ids = ids
        self.show(len(ids), selected, from_top=from_top)

    @property
    def current(self) -> Story | None:
        """The selected story."""
        return self.story(self.selected) if self.count else None

    def story(self, index: int) -> Story | None:
        """Return the story in a row, fetching the rows around it where they are not known."""
        id_ = self.ids[index]
        if id_ and id_ not in self._stories:
            first = max(0, index - PAGE // 2)
            around = [i for i in self.ids[first : first + PAGE] if i and i not in self._stories]
            if len(self._stories) > 50 * PAGE:
                self._stories.clear()
            self._stories.update((story.id, story) for story in self.library.stories(around))
        return self._stories.get(id_)

    def uniform(self, width: int) -> int:
        """Return one line in a wide pane, else four: two of title, one of counts, one blank."""
        return 1 if width >= WIDE else 4

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return a story's lines."""
        story = self.story(index)
        if story is None:
            return [[] for _ in range(self.row_height)]
        look = self.style("faint" if story.answered >= story.accusations else "bad-faint")
        counts = [plain(_answered(story), look)]
        date = plain(wording.day(story.latest).rjust(11), self.style("faint"))
        if self.row_height == 1:
            return [spread([plain(story.title, self.style("title"))], [plain("  "), *counts, plain("  "), date], width)]
        lines = wrap(story.title, width)
        title = [story.title[a:b] for a, b in lines[:2]]
        if len(lines) > 2:
            title[1] = clip(title[1] + " " + story.title[lines[2][0] : lines[2][1]], width)
        drawn = [[plain(part, self.style("title"))] for part in title]
        drawn.append(spread(counts, [date], width))
        return [*drawn, *[[] for _ in range(4 - len(drawn))]]


def _answered(story: Story) -> str:
    if not story.accusations:
        return "no accusations"
    return f"{story.answered}/{story.accusations} answered"
