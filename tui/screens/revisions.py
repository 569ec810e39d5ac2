"""Revisions: what changed between an article's texts, word by word, and which claims came or went."""

from collections.abc import Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from store.library import Library
from store.model import Claim
from tui import wording
from tui.keys import bindings
from tui.screens.desk import Desk, told
from tui.widgets.rows import GAP, Row, RowList, wrapped
from tui.worddiff import Changed, changes


class ChangeList(RowList[Changed]):
    """The paragraphs; what was taken out is struck through, what came in is underlined."""

    def rows(self, item: Changed, width: int) -> list[Row]:
        """Return a paragraph's lines."""
        marks = [(*span, "removed") for span in item.removed] + [(*span, "added") for span in item.added]
        return [*wrapped(item.text, width, *marks), GAP]


class RevisionsScreen(Desk):
    """Two revisions of an article, one after the other; the newest two at first."""

    CSS_PATH = "revisions.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("revisions")

    def __init__(self, library: Library, url: str) -> None:
        super().__init__(library)
        self.url = url
        self.at = len(library.revisions(url)) - 1  # the later of the two that are compared

    def compose_body(self) -> ComposeResult:
        """Yield the paragraphs."""
        yield ChangeList(id="changes", empty="Nothing changed")

    @told
    def on_mount(self) -> None:
        """Show the last change."""
        self.reload()
        self.query_one(ChangeList).focus()

    def reload(self) -> None:
        """Read the two revisions."""
        kept = self.library.revisions(self.url)
        self.at = max(1, min(self.at, len(kept) - 1))
        (old, old_claims), (new, new_claims) = (
            self.library.article(self.url, kept[i][0]) for i in (self.at - 1, self.at)
        )
        went = [claim for claim in old_claims if claim.content not in new.text]
        came = [claim for claim in new_claims if claim.content not in old.text]
        heading = changes(old.title, new.title)
        self.query_one(ChangeList).show_items(
            [*heading, *_claims(went, came), *changes(old.text, new.text)], from_top=0
        )
        self.place(f"Revision {self.at + 1} of {len(kept)} · {wording.moment(kept[self.at][1])} · {new.title}")

    def action_earlier(self) -> None:
        """Compare the two before."""
        self.at -= 1
        self.reload()

    def action_later(self) -> None:
        """Compare the two after."""
        self.at += 1
        self.reload()


def _claims(went: list[Claim], came: list[Claim]) -> Iterator[Changed]:
    for claims, says in ((went, "no longer says"), (came, "newly says")):
        for claim in claims:
            text = f"{wording.KINDS[claim.kind]} The article {says}: {wording.quoted(claim)}"
            span = ((len(text) - len(wording.quoted(claim)), len(text)),)
            yield Changed(text, removed=span if claims is went else (), added=span if claims is came else ())
