"""robots.txt (RFC 9309), asked once of each place in a job; for pages that nobody asked for by name."""

import asyncio
from collections.abc import Awaitable, Callable

import httpx
from protego import Protego

from store.errors import FetchError
from store.exchange import Ask, Page
from store.guard import Place
from store.text import safe_line

AGENT = "newsdiff"
LONGEST = 120.0  # seconds over which one job spreads the pages of a site that asks for a pause between them
_READ = 500 * 1024  # bytes: as much as the standard asks a crawler to read


class Robots:
    """The rules of each site, by means of `fetch`."""

    def __init__(self, fetch: Callable[[Ask], Awaitable[Page]]) -> None:
        self._fetch = fetch
        self._rules: dict[tuple[str, Place, bool], asyncio.Task[Protego | None]] = {}
        self._turns: dict[
            Place, tuple[float, float]
        ] = {}  # when the first page was asked for, and when the next may be

    async def turn(self, url: httpx.URL, local: Place | None) -> None:
        """Wait until the site's Crawl-delay lets `url` be fetched.

        Raises `FetchError` where that is another time's, or the site does not say.
        """
        place, now = Place.of(url), asyncio.get_running_loop().time()
        rules = await self._known(url, local)
        pause = (rules and rules.crawl_delay(AGENT)) or 0.0
        if pause <= 0:
            return
        first, at = self._turns.get(place, (now, now))
        if at - first > LONGEST:
            message = (
                f"{safe_line(url.host)} asks for {pause:g} seconds between pages; this one waits for the next refresh"
            )
            raise FetchError(message, temporary=True)
        self._turns[place] = first, max(at, now) + pause
        await asyncio.sleep(at - now)

    async def check(self, url: httpx.URL, local: Place | None) -> None:
        """Raise `FetchError` where the site does not want `url` fetched, or does not say whether it does.

        `local` is the private place that may be asked, as in `Ask`.
        """
        rules = await self._known(url, local)
        if rules is not None and not rules.can_fetch(str(url), AGENT):
            raise FetchError(f"{safe_line(url.host)} does not want programs to read this page (robots.txt)", status=403)

    async def _known(self, url: httpx.URL, local: Place | None) -> Protego | None:
        key = (url.scheme, Place.of(url), local is not None)
        if key not in self._rules:
            self._rules[key] = asyncio.create_task(self._ask(url, local))
        # Shielded: one page's deadline must not take the answer from the others that wait for it.
        return await asyncio.shield(self._rules[key])

    async def _ask(self, url: httpx.URL, local: Place | None) -> Protego | None:
        """Return the rules; None where there are none. No answer, and trouble of the server, forbid everything for now."""
        try:
            page = await self._fetch(Ask(str(url.copy_with(raw_path=b"/robots.txt", fragment=None)), local=local))
        except FetchError as error:
            if error.status is not None and 400 <= error.status < 500 and error.status != httpx.codes.TOO_MANY_REQUESTS:
                return None
            raise
        return Protego.parse(page.body[:_READ].decode("utf-8", "replace"))

    async def aclose(self) -> None:
        """Ask no more."""
        for task in self._rules.values():
            task.cancel()
        await asyncio.gather(*self._rules.values(), return_exceptions=True)
