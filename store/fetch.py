"""Fetching one page over HTTP: limits that httpx does not have, and the manners of a well-behaved reader.

Each page has one deadline over all its redirects and retries, a cap on its decoded bytes that holds while they stream
in, and an address check at every hop. What goes wrong is a `FetchError` of one sentence.
"""

import asyncio
import zlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from types import TracebackType
from typing import Self

import httpx

from store.answers import BUSY, max_age, refused, told
from store.errors import FetchError
from store.exchange import Ask, Page
from store.guard import GuardedTransport, Place
from store.limits import Limits
from store.robots import Robots
from store.text import safe_line

PAUSES = (0.5, 1.5)  # seconds before each further try
PATIENCE = 5.0  # seconds that a server may ask us to wait while we do wait; for more, the page waits for another time
_MOVED = frozenset({301, 302, 303, 307, 308})
_FOR_GOOD = frozenset({301, 308})
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json;q=0.9,*/*;q=0.5"
)


def user_agent() -> str:
    """Return who we say we are."""
    try:
        number = version("newsdiff")
    except PackageNotFoundError:
        number = "0"
    return f"newsdiff/{number} (a news reader that one person runs)"


class Fetcher:
    """One HTTP client for a whole job."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        pool = httpx.Limits(max_connections=limits.requests, max_keepalive_connections=limits.requests)
        self._client = httpx.AsyncClient(
            transport=GuardedTransport(pool),
            headers={"User-Agent": user_agent(), "Accept": _ACCEPT, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(limits.deadline, connect=limits.connect),
        )
        self._robots = Robots(self.page)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close all connections."""
        await self._robots.aclose()
        await self._client.aclose()

    async def page(self, ask: Ask) -> Page:
        """Return the page at `ask.url`. Raises `FetchError`, and `GoneError` where it is gone for good."""
        place = _parsed(ask.url)
        if ask.robots:
            await self._robots.turn(httpx.URL(ask.url), place if place == ask.local else None)
        try:
            async with asyncio.timeout(self._limits.deadline):
                for pause in PAUSES:
                    try:
                        return await self._follow(ask)
                    except FetchError as error:
                        if not _worth_another_try(error):
                            raise
                        await asyncio.sleep(max(pause, error.retry_after or 0))
                return await self._follow(ask)
        except TimeoutError:
            seconds = f"{self._limits.deadline:g} seconds"
            message = f"{place.host} took longer than {seconds}; try again later"
            raise FetchError(message, temporary=True, unreachable=True) from None

    async def _follow(self, ask: Ask) -> Page:
        """Follow redirects, one at a time, to a page."""
        url, moved, for_good, local = httpx.URL(ask.url), ask.url, True, ask.local
        for hop in range(self._limits.redirects + 1):
            place = _place(url)
            may_be_local = (ask.typed and hop == 0) or place == local
            if ask.robots:
                await self._robots.check(url, place if may_be_local else None)
            async with self._answer(ask, url, may_be_local) as response:
                if hop == 0 and ask.typed and response.extensions["private"]:
                    local = place
                if response.status_code not in _MOVED:
                    return await self._page(response, ask, moved, local)
                url = _next(response)
                for_good = for_good and response.status_code in _FOR_GOOD
                if for_good:
                    moved = str(url)
        raise FetchError(f"{_host(ask.url)} redirects more than {self._limits.redirects} times; open it in a browser")

    @asynccontextmanager
    async def _answer(self, ask: Ask, url: httpx.URL, local: bool) -> AsyncIterator[httpx.Response]:
        """Send one request; the body is not read yet."""
        headers = {"If-None-Match": ask.etag, "If-Modified-Since": ask.last_modified}
        request = self._client.build_request(
            "GET", url, headers={name: value for name, value in headers.items() if value}
        )
        request.extensions["local"] = local
        try:
            response = await self._client.send(request, stream=True)
            try:
                yield response
            finally:
                await response.aclose()
        except (httpx.HTTPError, httpx.InvalidURL, UnicodeError) as error:
            raise told(error, safe_line(url.host)) from error

    async def _page(self, response: httpx.Response, ask: Ask, moved: str, local: Place | None) -> Page:
        unchanged = response.status_code == httpx.codes.NOT_MODIFIED
        if unchanged and not (ask.etag or ask.last_modified):
            raise FetchError(
                f"{_host(ask.url)} says that nothing changed where nothing was known; try again later", temporary=True
            )
        if not unchanged and not response.is_success:
            raise refused(response)
        headers = response.headers
        return Page(
            url=str(response.url),
            moved=moved,
            body=b"" if unchanged else await self._body(response),
            unchanged=unchanged,
            content_type=headers.get("content-type", "").partition(";")[0].strip().lower(),
            charset=response.charset_encoding or "",
            etag=headers.get("etag", ask.etag if unchanged else ""),
            last_modified=headers.get("last-modified", ask.last_modified if unchanged else ""),
            fresh=max_age(headers.get("cache-control", "")),
            local=local,
            fetched=datetime.now(UTC),
        )

    async def _body(self, response: httpx.Response) -> bytes:
        """Read the body up to the cap, decoding at most that much: httpx would inflate a bomb chunk by chunk, whole."""
        limit, host = self._limits.bytes, safe_line(response.url.host)
        unpack = _Unpacking(response.headers.get("content-encoding", ""), host)
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += unpack(chunk, limit + 1 - len(body))
            if len(body) > limit:
                raise FetchError(f"{host} sends more than {limit // 1_000_000} MB; this is no article")
        if not unpack.complete:
            raise FetchError(f"{host} stopped in the middle of the page; try again later", temporary=True)
        return bytes(body)


class _Unpacking:
    """Undoes a content encoding, never to more than asked for."""

    def __init__(self, encoding: str, host: str) -> None:
        name = encoding.strip().lower()
        if name not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise FetchError(f"{host} sends a compression that was not asked for ({safe_line(name)[:30]})")
        self._host = host
        self._packed = name not in ("", "identity")
        self._inflate = zlib.decompressobj(zlib.MAX_WBITS | 32) if self._packed else None  # 32: zlib's or gzip's header
        self._fresh = True

    @property
    def complete(self) -> bool:
        return self._inflate is None or self._inflate.eof or self._fresh

    def __call__(self, data: bytes, most: int) -> bytes:
        if self._inflate is None:
            return data
        try:
            return self._inflated(data, most)
        except zlib.error:
            raise FetchError(
                f"{self._host} sends compressed bytes that are damaged; try again later", temporary=True
            ) from None

    def _inflated(self, data: bytes, most: int) -> bytes:
        assert self._inflate is not None
        first, self._fresh = self._fresh, False
        try:
            return self._inflate.decompress(data, most)
        except zlib.error:
            if not first:
                raise
            self._inflate = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without a header, as some servers have it
            return self._inflate.decompress(data, most)


def _worth_another_try(error: FetchError) -> bool:
    at_once = error.temporary and not error.unreachable and error.status in (None, *BUSY)
    return at_once and (error.retry_after or 0) <= PATIENCE


def _host(url: str) -> str:
    return safe_line(httpx.URL(url).host)


def _parsed(url: str) -> Place:
    try:
        return _place(httpx.URL(url))
    except httpx.InvalidURL:
        raise FetchError(f"{safe_line(url)[:200]} is no web address; give one that starts with https://") from None


def _place(url: httpx.URL) -> Place:
    if url.scheme not in ("http", "https") or not url.host:
        raise FetchError(
            f"{safe_line(str(url))[:200]} cannot be fetched; a web address begins with https:// or http://"
        )
    return Place.of(url)


def _next(response: httpx.Response) -> httpx.URL:
    """Return where a redirect leads."""
    host = safe_line(response.url.host)
    try:
        return response.url.join(response.headers["location"])
    except (KeyError, httpx.InvalidURL, UnicodeError):
        raise FetchError(f"{host} redirects to no valid address; open it in a browser") from None
