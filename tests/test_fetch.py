"""Fetching over real sockets: manners, limits, and addresses that must not be reached."""

import asyncio
import gzip
import socket
import ssl
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
from server import Reply, Server, dripping, endless, lying, moved, page, silent, zipped

from store import fetch, guard
from store.errors import FetchError, GoneError
from store.exchange import Ask, Page
from store.fetch import Fetcher
from store.guard import Place, is_public
from store.limits import Limits

EXPIRED = Path(__file__).parent / "data" / "tls" / "expired.pem"
USUAL = Limits()
QUICK = Limits(deadline=0.4, connect=0.4)


@pytest.fixture(autouse=True)
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "PAUSES", (0.0, 0.0))


@pytest.fixture
def public_127_0_0_1(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let 127.0.0.1 stand for the public internet; 127.0.0.2 stays what it is."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1" or is_public(address))


async def get(ask: Ask, limits: Limits = USUAL) -> Page:
    async with Fetcher(limits) as fetcher:
        return await fetcher.page(ask)


async def test_a_page_comes_with_what_its_server_says_of_it() -> None:
    reply = Reply(
        "café".encode("latin-1"),
        headers={"Content-Type": "text/html; charset=ISO-8859-1", "Etag": '"1"', "Cache-Control": "public, max-age=60"},
    )
    async with Server({"/": reply}) as server:
        got = await get(Ask(server.url("/"), typed=True))
    assert (got.content_type, got.charset.lower(), got.etag, got.fresh) == ("text/html", "iso-8859-1", '"1"', 60.0)
    assert got.body == "café".encode("latin-1")
    assert server.requests[0].headers["user-agent"].startswith("newsdiff/")


async def test_what_did_not_change_is_not_sent_again() -> None:
    async with Server({"/": page("x", etag='"1"')}) as server:
        got = await get(Ask(server.url("/"), typed=True, etag='"1"', last_modified="Tue, 24 Nov 2026 10:00:00 GMT"))
    assert got.unchanged
    assert got.etag == '"1"'
    assert server.requests[0].headers["if-modified-since"] == "Tue, 24 Nov 2026 10:00:00 GMT"


async def test_only_the_permanent_redirects_at_the_beginning_move_a_page() -> None:
    routes = {
        "/a": moved("/b", 301),
        "/b": moved("/c", 308),
        "/c": moved("/d", 302),
        "/d": moved("/e", 301),
        "/e": page("x"),
    }
    async with Server(routes) as server:
        got = await get(Ask(server.url("/a"), typed=True))
    assert (got.moved, got.url) == (server.url("/c"), server.url("/e"))


async def test_redirects_end_somewhere() -> None:
    async with Server({"/a": moved("/b"), "/b": moved("/a"), "/bad": moved("http://x:port/")}) as server:
        with pytest.raises(FetchError, match="redirects more than 10 times"):
            await get(Ask(server.url("/a"), typed=True))
        assert len(server.requests) == 11
        with pytest.raises(FetchError, match="no valid address"):
            await get(Ask(server.url("/bad"), typed=True))


@pytest.mark.parametrize("route", [silent, dripping])
async def test_a_page_has_a_deadline_whatever_drips_in(route: object) -> None:
    async with Server({"/": route}) as server:  # type: ignore[dict-item]
        with pytest.raises(FetchError, match=r"longer than 0\.4 seconds|too slow") as raised:
            await get(Ask(server.url("/"), typed=True), QUICK)
    assert raised.value.temporary
    assert raised.value.unreachable


async def test_an_endless_page_is_cut_off() -> None:
    async with Server({"/": endless}) as server:
        with pytest.raises(FetchError, match="more than 1 MB"):
            await get(Ask(server.url("/"), typed=True), Limits(bytes=1_000_000))


@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
async def test_a_bomb_is_never_inflated_beyond_the_cap(pack: object) -> None:
    import tracemalloc

    encoding = "gzip" if pack is gzip.compress else "deflate"
    bomb = pack(b"\0" * 100_000_000)  # type: ignore[operator]
    async with Server({"/": Reply(bomb, headers={"Content-Encoding": encoding})}) as server:
        tracemalloc.start()
        with pytest.raises(FetchError, match="more than 1 MB"):
            await get(Ask(server.url("/"), typed=True), Limits(bytes=1_000_000))
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 8_000_000


async def test_compressed_pages_are_unpacked_and_damaged_ones_are_told() -> None:
    bare = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    raw = bare.compress(b"hello") + bare.flush()
    routes = {
        "/gzip": zipped(b"hello"),
        "/raw": Reply(raw, headers={"Content-Encoding": "deflate"}),
        "/cut": Reply(gzip.compress(b"hello" * 1000)[:-12], headers={"Content-Encoding": "gzip"}),
        "/junk": Reply(b"hello", headers={"Content-Encoding": "gzip"}),
        "/br": Reply(b"hello", headers={"Content-Encoding": "br"}),
    }
    async with Server(routes) as server:
        assert (await get(Ask(server.url("/gzip"), typed=True))).body == b"hello"
        assert (await get(Ask(server.url("/raw"), typed=True))).body == b"hello"
        for path, words in {"/cut": "in the middle", "/junk": "damaged", "/br": "not asked for"}.items():
            with pytest.raises(FetchError, match=words):
                await get(Ask(server.url(path), typed=True))


async def test_a_server_that_lies_about_the_length_is_told() -> None:
    async with Server({"/more": lying(1000, b"short"), "/less": lying(3, b"longer")}) as server:
        with pytest.raises(FetchError, match="broke off"):
            await get(Ask(server.url("/more"), typed=True))
        assert (await get(Ask(server.url("/less"), typed=True))).body == b"lon"


async def test_trouble_that_may_pass_is_tried_again_at_once() -> None:
    answers = iter([Reply(status=503), Reply(status=502), page("well again")])
    async with Server({"/": lambda _: next(answers)}) as server:
        assert (await get(Ask(server.url("/"), typed=True))).body == b"well again"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 451, 500])
async def test_what_another_try_does_not_mend_is_asked_once(status: int) -> None:
    async with Server({"/": Reply(status=status)}) as server:
        with pytest.raises(FetchError, match=str(status)) as raised:
            await get(Ask(server.url("/"), typed=True))
    assert len(server.requests) == 1
    assert raised.value.temporary is (status == 500)


async def test_gone_is_an_error_of_its_own() -> None:
    async with Server({"/": Reply(status=410)}) as server:
        with pytest.raises(GoneError):
            await get(Ask(server.url("/"), typed=True))


async def test_a_server_that_asks_us_to_wait_is_not_asked_again() -> None:
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    async with Server(
        {
            "/s": Reply(status=429, headers={"Retry-After": "120"}),
            "/d": Reply(status=503, headers={"Retry-After": later}),
        }
    ) as server:
        with pytest.raises(FetchError) as raised:
            await get(Ask(server.url("/s"), typed=True))
        assert raised.value.retry_after == 120
        with pytest.raises(FetchError) as raised:
            await get(Ask(server.url("/d"), typed=True))
        assert 3500 < (raised.value.retry_after or 0) <= 3600
    assert len(server.requests) == 2


@pytest.mark.parametrize(
    "url", ["ftp://example.org/x", "file:///etc/passwd", "javascript://x", "http://", "http://[::1", "http://a b/"]
)
async def test_only_web_addresses_are_fetched(url: str) -> None:
    with pytest.raises(FetchError):
        await get(Ask(url, typed=True))


async def test_a_redirect_to_another_scheme_is_not_followed() -> None:
    async with Server({"/": moved("file:///etc/passwd")}) as server:
        with pytest.raises(FetchError, match="begins with https"):
            await get(Ask(server.url("/"), typed=True))


async def test_nobody_there_is_one_sentence() -> None:
    async with Server() as server:
        url = server.url("/")
    with pytest.raises(FetchError, match="Connection refused") as raised:
        await get(Ask(url, typed=True))
    assert raised.value.unreachable


async def test_an_expired_certificate_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The certificate is trusted but for its date."""
    monkeypatch.setenv("SSL_CERT_FILE", str(EXPIRED))
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(EXPIRED)
    async with Server({"/": page("x")}, tls=context) as server:
        with pytest.raises(FetchError, match=r"certificate that is not valid .*expired") as raised:
            await get(Ask(f"https://localhost:{server.port}/", typed=True))
    assert not raised.value.temporary
    assert server.requests == []


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fec0::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::10.0.0.1", "2002:7f00:1::", "2001:0:0:0:0:0:80ff:fffe",
    ],
)  # fmt: skip
def test_private_addresses_are_known_in_every_form(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8"])
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(address)


async def test_what_the_reader_did_not_type_may_not_be_private() -> None:
    async with Server({"/": page("secret")}) as server:
        with pytest.raises(FetchError, match="private address"):
            await get(Ask(server.url("/")))
        with pytest.raises(FetchError, match="private address"):
            await get(Ask(f"http://localhost:{server.port}/"))
        with pytest.raises(FetchError, match="private address"):
            await get(Ask(f"http://[::ffff:127.0.0.1]:{server.port}/"))
        with pytest.raises(FetchError, match="private address"):
            await get(Ask(f"http://2130706433:{server.port}/"))
    assert server.requests == []


@pytest.mark.usefixtures("public_127_0_0_1")
async def test_a_public_page_leads_to_no_private_one() -> None:
    async with Server({"/secret": page("secret")}) as server:
        server.routes["/a"] = moved("/b")
        server.routes["/b"] = moved(server.url("/secret", host="127.0.0.2"))
        with pytest.raises(FetchError, match=r"127\.0\.0\.2 is a private address"):
            await get(Ask(server.url("/a"), typed=True))
        assert server.paths() == ["/a", "/b"]


@pytest.mark.usefixtures("public_127_0_0_1")
async def test_a_name_that_changes_its_address_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The name answers with a public address when it is typed and with a private one when it is linked to."""
    answers = iter(["127.0.0.1", "127.0.0.2", "127.0.0.1", "127.0.0.2"])

    def look_up(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
        assert host == "rebind.example"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    async with (
        Server({"/": page("x"), "/secret": page("secret"), "/r": moved("/secret")}) as server,
        Fetcher(Limits()) as fetcher,
    ):
        first = await fetcher.page(Ask(server.url("/", "rebind.example"), typed=True))
        assert first.local is None
        assert server.requests[0].host == f"rebind.example:{server.port}"
        with pytest.raises(FetchError, match="private address"):
            await fetcher.page(Ask(server.url("/secret", "rebind.example"), local=first.local))
        assert "/secret" not in server.paths()


async def test_a_local_page_may_lead_to_its_own_host_and_port_alone() -> None:
    async with (
        Server({"/": page("x"), "/r": moved("/"), "/next": page("y")}) as server,
        Server({"/": page("z")}) as other,
    ):
        server.routes["/out"] = moved(other.url("/"))
        async with Fetcher(Limits()) as fetcher:
            got = await fetcher.page(Ask(server.url("/r"), typed=True))
            assert got.local == Place("127.0.0.1", server.port)
            assert (await fetcher.page(Ask(server.url("/next"), local=got.local))).body == b"y"
            with pytest.raises(FetchError, match="private address"):
                await fetcher.page(Ask(server.url("/out"), local=got.local))
            with pytest.raises(FetchError, match="private address"):
                await fetcher.page(Ask(server.url("/out"), typed=True))
        assert other.requests == []


async def test_a_connection_to_a_private_place_is_not_shared() -> None:
    async with Server({"/": page("x")}) as server, Fetcher(Limits()) as fetcher:
        await fetcher.page(Ask(server.url("/"), typed=True))
        with pytest.raises(FetchError, match="private address"):
            await fetcher.page(Ask(server.url("/")))
        assert len(server.requests) == 1


# robots.txt


async def robots(server: Server, path: str, limits: Limits = USUAL) -> Page:
    return await get(Ask(server.url(path), local=Place("127.0.0.1", server.port), robots=True), limits)


async def test_a_site_says_what_programs_may_read() -> None:
    rules = Reply(b"User-agent: newsdiff\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n")
    async with Server(
        {"/robots.txt": rules, "/public": page("x"), "/private": page("y"), "/r": moved("/private")}
    ) as server:
        assert (await robots(server, "/public")).body == b"x"
        for path in ("/private", "/r"):
            with pytest.raises(FetchError, match=r"robots\.txt"):
                await robots(server, path)
        assert "/private" not in server.paths()
        assert (await get(Ask(server.url("/private"), typed=True))).body == b"y"  # the reader's own wish


async def test_the_rules_are_asked_once_for_many_pages() -> None:
    async with Server({"/robots.txt": Reply(b""), "/a": page("a")}) as server, Fetcher(Limits()) as fetcher:
        ask = Ask(server.url("/a"), local=Place("127.0.0.1", server.port), robots=True)
        await asyncio.gather(*(fetcher.page(ask) for _ in range(5)))
        assert server.paths().count("/robots.txt") == 1


async def test_no_rules_allow_and_no_answer_forbids() -> None:
    async with Server({"/a": page("a")}) as server:
        assert (await robots(server, "/a")).body == b"a"
        server.routes["/robots.txt"] = Reply(status=500)
        with pytest.raises(FetchError) as raised:
            await robots(server, "/a")
        assert raised.value.temporary
        server.routes["/robots.txt"] = silent
        with pytest.raises(FetchError):
            await robots(server, "/a", QUICK)


async def test_a_crawl_delay_parts_a_sites_pages_as_long_as_a_job_may_wait() -> None:
    def asking(pause: str) -> Reply:
        return Reply(f"User-agent: *\nCrawl-delay: {pause}".encode())

    async with Server({"/robots.txt": asking("0.01"), "/a": page("a")}) as server:
        ask = Ask(server.url("/a"), local=Place("127.0.0.1", server.port), robots=True)
        async with Fetcher(USUAL) as fetcher:
            assert [(await fetcher.page(ask)).body for _ in range(3)] == [b"a"] * 3
        server.routes["/robots.txt"] = asking("3600")
        async with Fetcher(USUAL) as fetcher:
            assert (await fetcher.page(ask)).body == b"a"
            with pytest.raises(FetchError, match="asks for 3600 seconds between pages") as caught:
                await fetcher.page(ask)
        assert caught.value.temporary
