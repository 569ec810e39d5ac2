"""Which network addresses may be connected to, decided on the very address that is connected to.

A name is resolved once and the connection goes to what was checked, so that a name that answers differently the second
time (DNS rebinding) gains nothing. Host header and TLS name stay the name's.
"""

import asyncio
import socket
import threading
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from store.proxies import Proxies

_NAT64 = IPv6Network("64:ff9b::/96")
_COMPATIBLE = IPv6Network("::/96")
INSIDE = (".local", ".internal", ".lan", ".home.arpa")  # endings that no public name has
LOOK_UP = 5.0  # seconds for a name that a proxy is asked for


@dataclass(frozen=True, slots=True)
class Place:
    """A host and port, as a URL names them."""

    host: str
    port: int

    @classmethod
    def of(cls, url: httpx.URL) -> "Place":
        """Return where `url`, which is http or https, is served."""
        return cls(url.host, url.port or (443 if url.scheme == "https" else 80))


def is_public(address: str) -> bool:
    """Return whether an IP address is one of the public internet, in whatever form it embeds an IPv4 address."""
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        if ip.is_site_local:
            return False
        ip = _embedded(ip) or ip
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _embedded(ip: IPv6Address) -> IPv4Address | None:
    if ip.ipv4_mapped or ip.sixtofour:
        return ip.ipv4_mapped or ip.sixtofour
    if ip.teredo:
        return ip.teredo[1]
    if ip in _NAT64 or ip in _COMPATIBLE:
        return IPv4Address(int(ip) & 0xFFFF_FFFF)
    return None


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of `host`, best first. Raises `OSError` where it has none.

    Each look-up has a thread of its own that nobody waits for at exit: the loop's shared few would be held up by one
    dead name server, and so would the end of the program.
    """
    with suppress(ValueError):
        return [str(ip_address(host))]
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[list[str]] = loop.create_future()

    def settle(addresses: list[str], error: OSError | None) -> None:
        if not answer.done():
            answer.set_exception(error) if error else answer.set_result(addresses)

    def look_up() -> None:
        addresses: list[str] = []
        failure: OSError | None = None
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        except (OSError, UnicodeError) as error:
            failure = error if isinstance(error, OSError) else OSError(str(error))
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, addresses, failure)

    threading.Thread(target=look_up, daemon=True, name=f"resolve {host}").start()
    return await answer


class PrivateAddressError(httpcore.ConnectError):
    """A name or address that a page of the public internet must not lead to."""


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Connects to what a name resolves to; with `public_only`, to public addresses alone."""

    def __init__(self, *, public_only: bool) -> None:
        self._public_only = public_only
        self._backend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that answers, all within `timeout` seconds."""
        try:
            async with asyncio.timeout(timeout):
                addresses = await resolve(host, port)
        except TimeoutError:
            raise httpcore.ConnectTimeout("its name server does not answer") from None
        except OSError:
            raise httpcore.ConnectError("there is no such host") from None
        # One private address among public ones is refused with all: a name has no business to hold both.
        if self._public_only and not all(map(is_public, addresses)):
            raise PrivateAddressError(host)
        share = timeout / len(addresses) if timeout else None
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._backend.connect_tcp(address, port, share, local_address, socket_options)
        return await self._backend.connect_tcp(addresses[-1], port, share, local_address, socket_options)

    async def sleep(self, seconds: float) -> None:
        """Sleep, as httpcore's own backends do."""
        await asyncio.sleep(seconds)


class GuardedTransport(httpx.AsyncBaseTransport):
    """Pools of connections: some that reach the public internet alone, and some for what the reader asked for.

    A request is for the second when its extension "local" is true. So no request to a public place can ride on a
    connection that was opened to a private one. An answer's extension "private" says whether it came from such a place.

    What goes by a proxy is looked up before it goes. A name that only the proxy can look up is let through unless it is
    one that no public place has: where it leads to is then the proxy's to say.
    """

    def __init__(self, limits: httpx.Limits) -> None:
        self._context = httpx.create_ssl_context()
        self._limits = limits
        self._proxies = Proxies()
        self._pools: dict[tuple[bool, httpx.URL | None], httpx.AsyncHTTPTransport] = {}

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Send `request` by the pool that it is for."""
        local, proxy = bool(request.extensions.get("local")), self._proxies.of(request.url)
        private = proxy is not None and await _leads_inside(request.url.host)
        if private and not local:
            raise httpx.ConnectError("a private address") from PrivateAddressError(request.url.host)
        try:
            response = await self._pool(local, proxy).handle_async_request(request)
        except (httpx.ConnectError, httpx.ConnectTimeout) as error:
            if proxy is None or "certificate" in str(error).lower():
                raise
            raise httpx.ProxyError(str(error)) from error
        response.extensions["private"] = _is_private(response) if proxy is None else private
        return response

    def _pool(self, local: bool, proxy: httpx.Proxy | None) -> httpx.AsyncHTTPTransport:
        key = local, proxy.url if proxy else None
        if key not in self._pools:
            self._pools[key] = _transport(self._context, self._limits, local, proxy)
        return self._pools[key]

    async def aclose(self) -> None:
        """Close all connections."""
        for pool in self._pools.values():
            await pool.aclose()


async def _leads_inside(host: str) -> bool:
    """Return whether a host is, or may be, a private place, as far as can be told without a connection to it."""
    try:
        async with asyncio.timeout(LOOK_UP):
            return not all(map(is_public, await resolve(host, 0)))
    except (TimeoutError, OSError):
        return "." not in host or host.endswith(INSIDE)


def _is_private(response: httpx.Response) -> bool:
    stream = response.extensions.get("network_stream")
    address = stream.get_extra_info("server_addr") if stream else None
    return address is not None and not is_public(address[0])


def _transport(
    context: SSLContext, limits: httpx.Limits, local: bool, proxy: httpx.Proxy | None
) -> httpx.AsyncHTTPTransport:
    transport = httpx.AsyncHTTPTransport(verify=context)
    # httpx takes no network backend; its transport is a thin shell around the pool that does.
    pool = httpcore.AsyncConnectionPool if proxy is None else partial(httpcore.AsyncHTTPProxy, **_asked_of(proxy))
    transport._pool = pool(
        ssl_context=context,
        max_connections=limits.max_connections,
        max_keepalive_connections=limits.max_keepalive_connections,
        keepalive_expiry=limits.keepalive_expiry,
        network_backend=GuardedBackend(public_only=not local and proxy is None),
    )
    return transport


def _asked_of(proxy: httpx.Proxy) -> dict[str, Any]:
    """Return what httpcore needs to know of a proxy."""
    address = proxy.url
    url = httpcore.URL(scheme=address.raw_scheme, host=address.raw_host, port=address.port, target=address.raw_path)
    return {"proxy_url": url, "proxy_auth": proxy.raw_auth, "proxy_headers": proxy.headers.raw}
