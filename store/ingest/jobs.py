"""What a refresh has to do, and how far it is with a source."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from store import feeds, linked
from store.ingest.shelf import Due
from store.model import Snapshot, Source

if TYPE_CHECKING:
    from store.exchange import Page
    from store.guard import Place


@dataclass(frozen=True, slots=True)
class Visit:
    """Ask a source."""

    source: Source

    @property
    def url(self) -> str:
        """The address that is asked."""
        return self.source.url


@dataclass(frozen=True, slots=True)
class Follow:
    """Fetch the page that an entry of a source links to."""

    tally: "Tally"
    entry: feeds.Entry

    @property
    def url(self) -> str:
        """The address that is asked."""
        return self.entry.link or self.entry.key

    @property
    def hints(self) -> dict[str, str]:
        """What the feed says of the page."""
        return {"title": self.entry.title, "outlet": self.tally.title, "published": self.entry.published}

    def own(self) -> Snapshot:
        """Return the entry's own text as a page."""
        return Snapshot(
            url=self.url,
            body=linked.entry_page(self.url, text=self.entry.text, **self.hints),
            content_type="text/html",
            charset="utf-8",
            fetched=self.tally.page.fetched,
            hints=self.hints,
        )


@dataclass(frozen=True, slots=True)
class Look:
    """Look at a page again."""

    due: Due
    local: "Place | None"

    @property
    def url(self) -> str:
        """The address that is asked."""
        return self.due.url


Job = Visit | Follow | Look


@dataclass(slots=True)
class Tally:
    """What became of a source's new entries so far."""

    source: Source
    page: "Page"
    title: str
    waiting: int
    new: int = 0
    stored: int = 0  # and revised
    failed: int = 0
    postponed: int = 0
    trouble: str = ""
