"""Finding the feeds behind the address that a reader gives."""

import asyncio

from store import feeds
from store.errors import FeedError, StoreError
from store.ingest.inputs import LIMITS, snapshot_of_page
from store.limits import Limits
from store.model import Source
from store.text import safe_line
from store.workers import Workers

TRIED = 10  # feeds of one page that are looked into


async def discover(url: str, limits: Limits = LIMITS) -> list[Source]:
    """Return the feed at `url`, or those that the page there names and that can be read, best first.

    Raises `FetchError` where there is no page, and `FeedError` where it leads to no feed.
    """
    from store.exchange import Ask
    from store.fetch import Fetcher

    async with Fetcher(limits) as fetcher, Workers(limits.workers, limits.reading) as workers:
        page = await fetcher.page(Ask(url, typed=True))
        snapshot = snapshot_of_page(page)
        try:
            feed = await workers.run(feeds.read_feed, snapshot)
            return [Source(page.moved, feed.title)]
        except FeedError:
            named = await workers.run(feeds.named_feeds, snapshot_of_page(page))

        async def look(address: str) -> Source | None:
            try:
                found = await fetcher.page(Ask(address, local=page.local))
                return Source(found.moved, (await workers.run(feeds.read_feed, snapshot_of_page(found))).title)
            except StoreError:
                return None

        found = await asyncio.gather(*map(look, named[:TRIED]))
    sources = list({source.url: source for source in found if source}.values())
    if not sources:
        raise FeedError(f"{safe_line(url)} is no feed and names none that can be read; look for its RSS address")
    return sources
