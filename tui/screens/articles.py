"""A story's articles as a list, and the dialog that chooses one."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.widgets import Input

from store.library import Library
from store.model import Article, normalise
from tui import wording
from tui.screens.desk import told
from tui.screens.pick import Narrowing
from tui.widgets.listing import Listing
from tui.widgets.rows import Row, RowList, faint, wrapped

if TYPE_CHECKING:
    from tui.app import NewsdiffApp


class ArticleList(RowList[tuple[Article, bool]]):
    """A story's articles, some marked to be split off."""

    def rows(self, item: tuple[Article, bool], width: int) -> list[Row]:
        """Return an article's lines; the mark is a sign, not a colour alone."""
        article, out = item
        head = ("✂ " if out else "  ") + article.title
        place = f"  {article.outlet} · {wording.day(article.published)}"
        return [*wrapped(head, width, (0, len(head), "bad" if out else "title")), *faint(place, width)]


class PickArticle(Narrowing):
    """Choose an article, narrowing as one types."""

    ENDS = "Type to narrow · ↑ ↓ choose · Enter opens · Esc closes"

    def __init__(self, title: str, articles: Sequence[Article], then: Callable[[str], None]) -> None:
        """Ask under `title` for one of the articles; `then` gets its address."""
        super().__init__(title)
        self.add_class("-tall")
        self.articles = articles
        self.then = then

    def compose_body(self) -> ComposeResult:
        """Yield the field and the articles."""
        yield Input(placeholder="words of a title, an outlet")
        yield ArticleList(id="articles", empty="Nothing fits")

    def _show(self, words: str) -> None:
        wanted = normalise(words).split()
        self.query_one(ArticleList).show_items(
            (article, False)
            for article in self.articles
            if all(word in normalise(f"{article.title} {article.outlet}") for word in wanted)
        )

    @on(Input.Submitted)
    @on(Listing.Opened)
    @told
    def _accept(self) -> None:
        if chosen := self.query_one(ArticleList).current:
            self.dismiss()
            self.then(chosen[0].url)


def mark_in_story(app: "NewsdiffApp", library: Library, story: int) -> None:
    """Open an article of the story to mark a sentence in it; where it has several, let the reader choose which."""
    articles = library.story_articles(story)

    def mark(url: str) -> None:
        app.read_at(url, marking=True)

    if len(articles) == 1:
        mark(articles[0].url)
    else:
        app.push_screen(PickArticle("Mark a claim in which article?", articles, mark))
