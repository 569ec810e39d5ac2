"""Reader: an article with its claims in their places."""

from textual.app import ComposeResult

from store.library import Library
from tui.screens.article import ArticleDesk
from tui.screens.desk import told
from tui.widgets.prose import Prose


class ReaderScreen(ArticleDesk):
    """One article, opened at a claim."""

    CSS_PATH = "reader.tcss"

    def __init__(self, library: Library, url: str, claim: str = "", words: str = "", *, marking: bool = False) -> None:
        """Open the article at `url` at the claim with this key, or at these words of its text; to mark a sentence there."""
        super().__init__(library)
        self.url = url
        self.claim = claim
        self.words = words
        self.marking = marking

    def compose_body(self) -> ComposeResult:
        """Yield the article."""
        yield Prose(id="article")

    @property
    def prose(self) -> Prose:
        """The article."""
        return self.query_one(Prose)

    @told
    def on_mount(self) -> None:
        """Open the article at the claim."""
        self._show(self.claim)
        if self.words:
            self.prose.find(self.words)
        self.prose.focus()
        if self.marking:
            self.call_after_refresh(self._begin_marking)

    def _begin_marking(self) -> None:
        self.prose.begin_marking()
        says = "{prose.previous_sentence} {prose.next_sentence} choose a sentence, {prose.extend} takes one more, {reader.mark} marks"
        self.desk_app.say(self.desk_app.keyed(says))

    def _show(self, key: str) -> None:
        article, claims = self.library.article(self.url)
        self.prose.show(article, claims, key)
        self.place(article.title)
        self.say_where()

    def reload(self) -> None:
        """Read the article again and stay where one is."""
        self._show(self.prose.current.key if self.prose.current else "")
