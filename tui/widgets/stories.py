"""The stories, newest first: only the rows in sight are fetched and drawn, whether there are ten or a million."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment

from store.library import Library
from store.model import Story
from tui import wording
from tui.widgets.listing import Listing
from tui.widgets.paint import plain, spread, wrap

WIDE = 60  # cells from which a story stands on one line
PAGE = 64  # stories fetched at once
INSET = "  "


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

    def uniform(self, width: int) -> None:
        """Return None: a title takes the lines that it needs."""

    def height(self, index: int, width: int) -> int:
        """Return the lines of the title, and below it, where the pane is narrow, one of counts and a blank one."""
        more = 0 if width >= WIDE else 2
        story = self.story(index)
        return (len(_title(story, width)) if story else 1) + more

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return a story's lines."""
        story = self.story(index)
        if story is None:
            return [[] for _ in range(self.height(index, width))]
        title = [[plain(part, self.style("title"))] for part in _title(story, width)]
        look = self.style("faint" if story.answered >= story.accusations else "bad-faint")
        counts, date = plain(_answered(story, width), look), plain(_date(story), self.style("faint"))
        if width < WIDE:
            return [*title, spread([counts], [date], width), []]
        return [spread(title[0], [counts, plain("  "), date], width), *title[1:]]


def _title(story: Story, width: int) -> list[str]:
    """Return the lines of a story's title; in a wide pane counts and date stand at their right, and no blank line parts
    it from the next, so that its later lines are set in."""
    if width < WIDE:
        return [story.title[a:b] for a, b in wrap(story.title, width)]
    beside = cell_len(_answered(story, width)) + 2 + len(_date(story)) + 2
    first, *more = wrap(story.title, width - beside - len(INSET))
    return [story.title[slice(*first)], *(INSET + story.title[a:b] for a, b in more)]


def _date(story: Story) -> str:
    return wording.day(story.latest).rjust(11)


def _answered(story: Story, width: int) -> str:
    """Return how many accusations are answered, in figures alone where the date leaves no more room."""
    if not story.accusations:
        return "no accusations" if width >= 26 else "none"
    counts = f"{story.answered:,}/{story.accusations:,}"
    return f"{counts} answered" if len(counts) + 20 <= width else counts
