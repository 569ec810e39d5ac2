"""The environment's proxies are used, and lead to no private place that a direct connection would not lead to."""

from collections.abc import AsyncIterator

import pytest
from server import Reply, Server, moved, page

from store import fetch, guard
from store.errors import FetchError
from store.exchange import Ask, Page
from store.fetch import Fetcher
from store.guard import Place
from store.limits import Limits

NAMES = {
    "echo.example": ["93.184.216.34"],
    "intranet.example": ["10.0.0.7"],
    "rebound.example": ["93.184.216.34", "::1"],
}


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    async def resolve(host: str, port: int) -> list[str]:
        if host[0].isdigit():
            return [host]
        if host not in NAMES:
            raise OSError("no such name")
        return NAMES[host]

    monkeypatch.setattr(guard, "resolve", resolve)
    monkeypatch.setattr(fetch, "PAUSES", ())
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


@pytest.fixture
async def proxy(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Server]:
    async with Server() as server:
        monkeypatch.setenv("HTTP_PROXY", server.url(""))
        yield server


async def get(url: str, **asked: bool | Place) -> Page:
    async with Fetcher(Limits(deadline=5)) as fetcher:
        return await fetcher.page(Ask(url, **asked))  # type: ignore[arg-type]


async def test_a_page_comes_by_the_proxy(proxy: Server) -> None:
    proxy.routes = {"http://echo.example/": page("echo"), "http://only-the-proxy-knows.example/": page("far")}
    assert (await get("http://echo.example/")).body == b"echo"
    assert (await get("http://only-the-proxy-knows.example/")).body == b"far"


@pytest.mark.parametrize(
    "host", ["intranet.example", "rebound.example", "10.0.0.7", "printer", "nas.local", "x.internal"]
)
async def test_a_link_leads_to_no_private_place_by_the_proxy_either(proxy: Server, host: str) -> None:
    proxy.routes = {f"http://{host}/": page("secret"), "http://echo.example/": moved(f"http://{host}/")}
    for url in (f"http://{host}/", "http://echo.example/"):
        with pytest.raises(FetchError, match="private address"):
            await get(url)
    assert f"http://{host}/" not in proxy.paths()


async def test_what_the_reader_names_may_be_private_and_what_it_links_to_on_its_own_host(proxy: Server) -> None:
    proxy.routes = {"http://intranet.example/": page("ours"), "http://echo.example/": page("echo")}
    typed = await get("http://intranet.example/", typed=True)
    assert (typed.body, typed.local) == (b"ours", Place("intranet.example", 80))
    assert (await get("http://intranet.example/", local=Place("intranet.example", 80))).body == b"ours"
    assert (await get("http://echo.example/", typed=True)).local is None  # though the proxy itself is a private place


async def test_secure_pages_go_through_the_proxy_untouched(proxy: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", proxy.url(""))
    proxy.routes = {"echo.example:443": Reply(status=403)}
    with pytest.raises(FetchError, match=r"echo\.example cannot be reached by the proxy \(403"):
        await get("https://echo.example/")
    assert proxy.paths() == ["echo.example:443"]


async def test_this_machine_and_what_no_proxy_names_is_asked_directly(
    proxy: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_PROXY", "10.0.0.7, .intranet.example")
    async with Server({"/": page("here")}) as server:
        assert (await get(server.url("/"), typed=True)).body == b"here"
        monkeypatch.setitem(NAMES, "www.intranet.example", ["127.0.0.1"])
        assert (await get(server.url("/", host="www.intranet.example"), typed=True)).body == b"here"
    assert proxy.requests == []


@pytest.mark.parametrize("address", ["socks5://127.0.0.1:9050", "gopher://x"])
async def test_nothing_is_sent_around_a_proxy_that_is_not_spoken(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    with pytest.raises(FetchError, match="neither http nor https"):
        await get("http://echo.example/", typed=True)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "http://[", "http://no-such-proxy.example:3128"])
async def test_a_proxy_that_is_not_there_is_named_as_the_reason(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", address)
    with pytest.raises(FetchError, match="cannot be reached by the proxy") as caught:
        await get("http://echo.example/", typed=True)
    assert caught.value.unreachable


async def test_a_proxys_password_is_for_the_proxy_alone(proxy: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", f"http://me:secret@127.0.0.1:{proxy.port}")
    proxy.routes = {"http://echo.example/": page("echo")}
    await get("http://echo.example/")
    assert proxy.requests[0].headers["proxy-authorization"].startswith("Basic ")
    monkeypatch.setenv("HTTP_PROXY", "socks5://me:secret@127.0.0.1:1")
    with pytest.raises(FetchError) as caught:
        await get("http://echo.example/")
    assert "secret" not in str(caught.value)
