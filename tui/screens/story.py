"""Edit a story: give it another name, join it with another story, or split some of its articles off."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from store.errors import StoreError
from store.library import Library
from store.model import Story
from tui.keys import bindings
from tui.screens.articles import ArticleList
from tui.screens.dialog import Dialog, text
from tui.screens.pick import Narrowing
from tui.widgets.listing import Listing
from tui.widgets.stories import StoryList


class StoryScreen(Dialog):
    """The name above, the articles below."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("story")
    ENDS = (
        "Enter renames · Tab to the articles: Enter marks, {story.split} splits the marked off, "
        "{story.join} joins another story · Esc closes"
    )

    def __init__(self, library: Library, story: Story, changed: Callable[[int], None]) -> None:
        super().__init__("Edit the story")
        self.add_class("-tall")
        self.library = library
        self.story = story
        self.changed = changed  # called with the story to show then

    def compose_body(self) -> ComposeResult:
        """Yield name and articles."""
        yield Input(self.story.title, id="name")
        yield ArticleList(id="articles")
        yield text("", classes="error")

    def on_mount(self) -> None:
        """Show the story's articles."""
        self.query_one(ArticleList).show_items(
            (article, False) for article in self.library.story_articles(self.story.id)
        )

    @on(Input.Submitted, "#name")
    def _rename(self, event: Input.Submitted) -> None:
        self.library.rename_story(self.story.id, event.value.strip())
        self._done(self.story.id)

    @on(Listing.Opened)
    def _mark(self, event: Listing.Opened) -> None:
        articles = self.query_one(ArticleList)
        article, out = articles.items[event.index]
        articles.items[event.index] = (article, not out)
        articles.refresh_row(event.index)

    def action_split(self) -> None:
        """Make a new story of the marked articles."""
        marked = [article.url for article, out in self.query_one(ArticleList).items if out]
        try:
            self.library.split_story(self.story.id, marked)
        except StoreError as error:
            self.query_one(".error").update(str(error))  # type: ignore[attr-defined]
        else:
            self._done(self.story.id)

    def action_join(self) -> None:
        """Choose a story whose articles come into this one."""

        def join(other: int) -> None:
            self.library.merge_stories(self.story.id, other)
            self._done(self.story.id)

        self.app.push_screen(PickStory(self.library, self.story.id, join))

    def _done(self, story: int) -> None:
        self.dismiss()
        self.changed(story)


class PickStory(Narrowing):
    """Choose a story, narrowing as one types."""

    ENDS = "Type to narrow · ↑ ↓ choose · Enter joins it · Esc closes"

    def __init__(self, library: Library, without: int, then: Callable[[int], None]) -> None:
        super().__init__("Which story belongs to it?")
        self.add_class("-tall")
        self.library = library
        self.without = without
        self.then = then

    def compose_body(self) -> ComposeResult:
        """Yield field and stories."""
        yield Input(placeholder="words of a title, an outlet, a name")
        yield StoryList(self.library, id="stories-to-join", empty="Nothing fits")

    def _show(self, words: str) -> None:
        self.query_one(StoryList).show_ids([id_ for id_ in self.library.story_ids(words) if id_ != self.without])

    @on(Input.Submitted)
    @on(Listing.Opened)
    def _accept(self) -> None:
        if story := self.query_one(StoryList).current:
            self.dismiss()
            self.then(story.id)
