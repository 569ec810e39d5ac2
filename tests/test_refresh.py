"""Refreshing: what is new is stored once, what is bad costs its own source one error, and nothing is lost."""

import asyncio
import time
from collections.abc import Callable, Iterable
from contextlib import aclosing
from pathlib import Path
from typing import Self

import pytest
from server import Reply, Route, Server, dripping, feed, moved, page, silent
from test_ingest import LOCKS, article

from store import fetch
from store.errors import LibraryError, UnknownError
from store.ingest import Limits, looks, refresh
from store.ingest.lock import one_at_a_time
from store.library import Library
from store.model import Article, Outcome, Source, Step
from store.revisions import tells_the_same
from store.workers import Workers

QUICK = Limits(workers=1, deadline=0.5, connect=0.5)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PAUSES", (0.0, 0.0))


class Here:
    """Workers that read in the tests' own process: what real ones do is tested apart, and each costs its start."""

    def __init__(self, *_: object) -> None: ...
    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None: ...
    async def run(self, function: Callable[[object], object], argument: object) -> object:
        return function(argument)


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.ingest.refreshing.Workers", Here)


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "library.db"


def rss(items: Iterable[str], title: str = "Canal Echo") -> str:
    inside = "".join(f"<item>{item}</item>" for item in items)
    return f'<rss version="2.0"><channel><title>{title}</title>{inside}</channel></rss>'


def linked(paths: Iterable[str]) -> str:
    return rss(f"<title>About {path}</title><link>{path}</link>" for path in paths)


def story(n: int) -> Route:
    return page(
        article(f"Board hid cracks, part {n}", *LOCKS, f"This is part {n} of what the paper found about the locks.")
    )


def follow(db: Path, *urls: str) -> Library:
    library = Library(db)
    for url in urls:
        library.add_source(Source(url))
    return library


async def run(db: Path, sources: list[str] | None = None, limits: Limits = QUICK) -> list[Step]:
    return [step async for step in refresh(db, sources, limits)]


def articles(steps: list[Step]) -> list[tuple[str, Outcome]]:
    return sorted((step.input.rpartition("/")[2], step.outcome) for step in steps if step.source is None)


async def test_new_entries_are_fetched_and_stored_once(db: Path) -> None:
    async with Server({"/feed": feed(linked(["/1", "/2"]), etag='"1"'), "/1": story(1), "/2": story(2)}) as server:
        library = follow(db, server.url("/feed"))
        steps = await run(db)
        assert articles(steps) == [("1", Outcome.STORED), ("2", Outcome.STORED)]
        (source,) = library.sources()
        assert steps[-1].source == source
        assert (source.title, source.etag, source.error, source.articles) == ("Canal Echo", '"1"', "", 2)
        assert source.last_success
        assert articles(await run(db)) == []
        server.routes |= {"/feed": feed(linked(["/3", "/1", "/2"]), etag='"2"'), "/3": story(3)}
        assert articles(await run(db)) == [("3", Outcome.STORED)]
        assert server.paths().count("/1") == 1
    assert library.counts()["articles"] == 3


async def test_a_stub_leaves_the_feeds_own_text(db: Path) -> None:
    own = "".join(f"<p>{p}</p>" for p in LOCKS).replace("<", "&lt;")
    items = [
        f"<title>Board hid cracks</title><link>/paywall</link><description>{own}</description>",
        f"<title>Canal board answers its critics</title><link>/404</link><description>{own}</description>",
        f"<title>Lock keepers to meet</title><link>/wall</link><description>{own}</description>",
        "<title>Nothing but a wall</title><link>/consent</link>",
        f"<title>An entry without a link</title><guid>e-4</guid><description>{own}</description>",
        f"<title>Another without a link</title><guid>e-5</guid><description>{own}</description>",
    ]
    walls = {
        "/paywall": page(
            article("Board hid cracks", "To continue reading, subscribe to the Canal Echo for one crown a week.")
        ),
        "/wall": page(
            article("Zustimmung", "Wir und unsere Partner nutzen Ihre Daten. Stimmen Sie dem zu, um weiterzulesen?")
        ),
        "/consent": page(
            article("We value your privacy", "We and our partners use cookies. Accept all cookies to go on reading.")
        ),
    }
    async with Server({"/feed": feed(rss(items)), **walls}) as server:
        library = follow(db, server.url("/feed"))
        steps = await run(db)
    failed = [step.input for step in steps if step.outcome is Outcome.FAILED]
    assert failed == [server.url("/consent")]
    stored = {step.article.title: step.article for step in steps if step.article}
    assert len(stored) == 5 == library.counts()["articles"]
    assert stored["Board hid cracks"].text == stored["An entry without a link"].text
    assert "We have hidden nothing" in stored["Board hid cracks"].text
    assert stored["Board hid cracks"].outlet == "Canal Echo"


@pytest.mark.parametrize(
    ("route", "words"),
    [
        (feed("<html><body>Not found</body></html>"), "no feed but a web page"),
        (feed(""), "no feed"),
        (Reply(status=404), "404"),
        (Reply(status=500), "500"),
        (moved("/feed"), "redirects more than 10"),
        (silent, "longer than 0.5 seconds"),
        (dripping, "longer than 0.5 seconds"),
        (feed('{"version": "https://jsonfeed.org/version/1.1", "items": 3}'), "no feed"),
    ],
)  # fmt: skip
async def test_a_bad_source_costs_one_error_and_the_others_go_on(db: Path, route: Route, words: str) -> None:
    async with Server({"/feed": route, "/good": feed(linked(["/1"])), "/1": story(1)}) as server:
        library = follow(db, server.url("/feed"), server.url("/good"))
        steps = await run(db)
        assert articles(steps) == [("1", Outcome.STORED)]
        bad = next(source for source in library.sources() if source.url.endswith("/feed"))
        assert words in bad.error
        assert bad.failures == 1
        assert [s.outcome for s in steps if s.source == bad] == [Outcome.FAILED]
        server.routes["/feed"] = feed(linked([]))
        await run(db)
        assert {source.error for source in library.sources()} == {""}


async def test_http_says_what_becomes_of_a_source(db: Path) -> None:
    routes = {"/old": moved("/new", 301), "/new": feed(linked([])), "/gone": Reply(status=410)}
    async with Server({**routes, "/busy": Reply(status=429, headers={"Retry-After": "600"})}) as server:
        library = follow(db, *(server.url(path) for path in ("/old", "/gone", "/busy")))
        await run(db)
        found = {source.url.rpartition("/")[2]: source for source in library.sources()}
        assert set(found) == {"new", "gone", "busy"}
        assert found["gone"].paused
        assert found["busy"].next_due
        asked = len(server.requests)
        await run(db)
        assert server.paths()[asked:] == ["/new"]
        (rested,) = await run(db, [server.url("/busy")])  # even by name: its server said no
        assert "not due" in rested.message


async def test_what_a_server_calls_fresh_is_not_asked_again_but_by_name(db: Path) -> None:
    async with Server({"/feed": feed(linked([]), cache_control="max-age=600")}) as server:
        follow(db, server.url("/feed"))
        await run(db)
        await run(db)
        assert len(server.requests) == 1
        await run(db, [server.url("/feed")])
        assert len(server.requests) == 2


async def test_articles_that_could_not_be_had_are_had_next_time(db: Path) -> None:
    """The feed answers "nothing changed" to its validator: it may be sent only once all is stored."""
    async with Server(
        {"/feed": feed(linked(["/1", "/2"]), etag='"1"'), "/1": story(1), "/2": Reply(status=500)}
    ) as server:
        library = follow(db, server.url("/feed"))
        assert articles(await run(db)) == [("1", Outcome.STORED), ("2", Outcome.FAILED)]
        server.routes["/2"] = story(2)
        assert articles(await run(db)) == [("2", Outcome.STORED)]
        assert library.sources()[0].articles == 2


async def test_a_silent_host_is_not_asked_for_every_page(db: Path) -> None:
    paths = [f"/{n}" for n in range(10)]
    async with Server({"/robots.txt": Reply(b"")} | dict.fromkeys(paths, silent)) as server:
        server.routes["/feed"] = feed(linked(paths))
        library = follow(db, server.url("/feed"))
        steps = await run(db, limits=Limits(workers=1, deadline=0.3, per_host=1))
        told = [step.message for step in steps if step.source is None and step.outcome is Outcome.FAILED]
        assert len(told) == 6
        assert told[-1].endswith("5 more of its entries could not be had")
        assert len([path for path in server.paths() if path in paths]) == 2
    assert "took longer" in library.sources()[0].error


async def test_robots_have_their_say_on_articles(db: Path) -> None:
    own = f"&lt;p>{LOCKS[1]}&lt;/p>"
    item = f"<title>Canal board answers</title><link>/1</link><description>{own}</description>"
    async with Server(
        {"/robots.txt": Reply(b"User-agent: *\nDisallow: /1"), "/feed": feed(rss([item])), "/1": story(1)}
    ) as server:
        follow(db, server.url("/feed"))
        assert articles(await run(db)) == [("1", Outcome.STORED)]
        assert "/1" not in server.paths()


async def test_a_feed_leads_to_no_other_private_place(db: Path) -> None:
    async with Server({"/secret": story(1)}) as other, Server() as server:
        server.routes["/feed"] = feed(linked([other.url("/secret"), "http://169.254.169.254/latest", "http://[::1]/"]))
        follow(db, server.url("/feed"))
        steps = await run(db)
        assert [outcome for _, outcome in articles(steps)] == [Outcome.FAILED] * 3
        assert all("private address" in step.message for step in steps if step.source is None)
        assert other.requests == []


async def test_a_young_page_is_looked_at_again_and_a_wall_is_no_revision(
    db: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(looks, "FIRST", looks.FIRST * 0)
    item = (
        "<title>Board hid cracks</title><link>/1?utm_source=feed</link><pubDate>Fri, 20 Nov 2026 12:00:00 GMT</pubDate>"
    )
    routes = {"/feed": feed(rss([item]), etag='"1"'), "/1?utm_source=feed": story(1)}
    async with Server(routes) as server:
        library = follow(db, server.url("/feed"))
        monkeypatch.setattr("store.ingest.refreshing.is_young", lambda _: True)
        await run(db)
        for title, wall in (("Board hid cracks, part 1", "To continue reading, subscribe to the Canal Echo."),
                            ("Zustimmung", "Wir und unsere Partner nutzen Ihre Daten. Stimmen Sie dem zu?")):  # fmt: skip
            server.routes["/1"] = page(article(title, wall))
            assert articles(await run(db)) == []
        server.routes["/1"] = page(
            article("Board hid cracks, part 1", *LOCKS[1:], "The league has taken its words back.")
        )
        (step,) = [step for step in await run(db) if step.source is None]
        assert step.outcome is Outcome.REVISED
        assert step.article is not None
        assert len(library.revisions(step.article.url)) == 2
        assert step.article.published.startswith("2026-11-20T12:00")  # the feed said so, the page does not
        assert server.paths().count("/1") == 3


async def test_a_paused_source_is_asked_by_name_alone(db: Path) -> None:
    async with Server({"/feed": feed(linked([]))}) as server:
        library = follow(db, server.url("/feed"))
        library.update_source(server.url("/feed"), Source(server.url("/feed"), paused=True))
        assert await run(db) == []
        assert len(await run(db, [server.url("/feed")])) == 1
        with pytest.raises(UnknownError):
            await run(db, ["https://nobody.example/feed"])


async def test_two_refreshes_at_once_do_no_harm(db: Path) -> None:
    follow(db)
    with one_at_a_time(db), pytest.raises(LibraryError, match="Another newsdiff is refreshing"):
        await run(db)
    assert await run(db) == []


async def test_quitting_takes_no_time_and_loses_nothing(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One page hangs, the worker is busy, and the reader leaves: what is stored stays, what is not comes next time."""
    monkeypatch.setattr("store.ingest.refreshing.Workers", Workers)
    paths = ["/1", "/2", "/3"]
    async with Server({"/feed": feed(linked(paths), etag='"1"'), "/1": story(1), "/2": silent, "/3": silent}) as server:
        library = follow(db, server.url("/feed"))
        steps = refresh(db, None, Limits(workers=1))
        async with aclosing(steps):
            first = await anext(steps)
            assert (first.outcome, first.hosts) == (Outcome.STORED, (f"127.0.0.1:{server.port}",))
            assert library.sources()[0].articles == 1
            began = time.monotonic()
        assert time.monotonic() - began < 1  # the promise
        server.routes |= {"/2": story(2), "/3": story(3)}
        assert articles(await run(db)) == [("2", Outcome.STORED), ("3", Outcome.STORED)]
    assert library.counts()["articles"] == library.sources()[0].articles == 3


async def test_a_refresh_that_is_cancelled_frees_the_library(db: Path) -> None:
    asked = asyncio.Event()

    async def hang(writer: asyncio.StreamWriter) -> None:
        asked.set()
        await silent(writer)

    async with Server({"/feed": hang}) as server:
        follow(db, server.url("/feed"))
        task = asyncio.create_task(run(db, limits=Limits(workers=1)))
        await asked.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        server.routes["/feed"] = feed(linked([]))
        assert [step.outcome for step in await run(db)] == [Outcome.SAME]


@pytest.mark.parametrize(
    ("new", "same"),
    [
        (["Updated 14:05", "The board denied hiding cracks."], True),
        (["1,204 shares", "The board  denied, hiding cracks!"], True),
        (["The board admitted hiding cracks."], False),
        (["The board denied hiding 12 cracks."], False),
        (["The board denied hiding cracks.", "Twelve lock keepers were sent home."], False),
    ],
)
def test_what_only_moved_is_no_revision(new: list[str], same: bool) -> None:
    def told(paragraphs: list[str]) -> Article:
        return Article("https://echo.example/1", "Board answers", "", "", "", "", (), "\n\n".join(paragraphs))

    assert tells_the_same(told(["Updated 9:30", "The board denied hiding cracks."]), told(new)) is same
