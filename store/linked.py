"""Which to believe of an article that a feed tells of: the page that it links to, or the feed's own text.

A page may be a paywall's stub, a question for consent or an empty shell for scripts; then the feed says more. Pure; it
runs in a worker process.
"""

import html
import re
from dataclasses import dataclass, replace

from store import stages
from store.errors import InputError
from store.model import Article, Reading, Snapshot, normalise

STUB = 150  # words: a page that asks for something and has no more than this is a stub
MORE = 1.5  # times as many words in the feed as on its page: the page holds the article's beginning only

_ASKS = re.compile(
    r"""subscribe\ (?:to\b|now|today|for)|subscribers?[ -]only|(?:for|are)\ (?:our\ )?subscribers|(?:your|a)\ subscription|
    already\ (?:a\ |have\ |sub)|(?:sign|log)\ ?in\ to|register\ to|continue\ reading|keep\ reading|read\ the\ full|
    free\ (?:articles|trial)|paywall|(?:accept|manage|uses?)\ (?:\w+\ )?cookies|your\ (?:privacy|consent)|we\ value\ your|
    before\ you\ continue|enable\ javascript|javascript\ is|ad.?blocker|are\ you\ a\ (?:human|robot)|not\ a\ robot|
    verify\ (?:that\ )?you|access\ denied|unusual\ traffic""",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Linked:
    """An entry of a feed as a page of its own, and the page that it links to where that was had."""

    entry: Snapshot
    page: Snapshot | None
    name: str = ""  # what the entry's article is known by, where no page is linked to


def entry_page(url: str, title: str, outlet: str, published: str, text: str) -> bytes:
    """Return a feed's entry as an HTML page, so that it is cleaned, kept and read again as any other."""
    named = {"og:title": title, "og:site_name": outlet, "article:published_time": published, "og:url": url}
    meta = "".join(f'<meta property="{name}" content="{html.escape(value)}">' for name, value in named.items() if value)
    body = text if "<p" in text.lower() else f"<p>{text}</p>"
    page = f"<html><head><title>{html.escape(title)}</title>{meta}</head><body><article><h1>{html.escape(title)}</h1>{body}</article></body></html>"
    return page.encode("utf-8", "replace")


def read_linked(linked: Linked) -> tuple[bool, Reading]:
    """Return whether the page holds the article, and the reading of what does: the page or the entry.

    Raises `InputError` where neither holds one.
    """
    page = _cleaned(linked.page)
    entry = _cleaned(linked.entry)
    if isinstance(page, Article) and not _is_worse(page, entry, linked.entry.hints.get("title", "")):
        return True, stages.reading_of(page)
    if isinstance(entry, Article):
        return False, stages.reading_of(replace(entry, url=linked.name or entry.url))
    if isinstance(page, Article):
        raise InputError("the page asks for a subscription or consent, and the feed holds no text of its own")
    raise page


def _is_worse(page: Article, entry: Article | InputError, title: str) -> bool:
    return is_wall(page, title) or (isinstance(entry, Article) and _says_less(page, entry))


def is_wall(page: Article, title: str) -> bool:
    """Return whether a page is a paywall, a question for consent or a call for scripts instead of an article.

    It is short, and asks for something, or tells of something else than the `title` in the feed: that one is a wall in
    whatever language.
    """
    if _words(page) > STUB:
        return False
    ours, theirs = set(normalise(title).split()), set(normalise(page.title).split())
    return _ASKS.search(page.text) is not None or (bool(ours and theirs) and not ours & theirs)


def _says_less(page: Article, entry: Article) -> bool:
    """Return whether a page holds clearly less of the article than its feed's entry does."""
    return _words(page) * MORE < _words(entry)


def _words(article: Article) -> int:
    return len(article.text.split())


def _cleaned(snapshot: Snapshot | None) -> Article | InputError:
    if snapshot is None:
        return InputError("the page was not fetched, and the feed holds no text of its own")
    try:
        return stages.clean(snapshot)
    except InputError as error:
        return error
