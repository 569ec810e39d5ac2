"""A small HTTP server of our own over real sockets: it can be slow, drip, lie about lengths and never end."""

import asyncio
import gzip
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from ssl import SSLContext
from typing import Self


@dataclass(frozen=True)
class Request:
    """What a client asked for; header names in lower case."""

    path: str
    host: str
    headers: Mapping[str, str]


@dataclass(frozen=True)
class Reply:
    """An ordinary answer."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    delay: float = 0.0  # seconds before it


Raw = Callable[[asyncio.StreamWriter], Awaitable[None]]
Route = Reply | Raw | Callable[[Request], Reply]


def page(body: bytes | str, **headers: str) -> Reply:
    """Answer with an HTML page."""
    data = body.encode() if isinstance(body, str) else body
    return Reply(data, headers={"Content-Type": "text/html; charset=utf-8", **_named(headers)})


def feed(body: bytes | str, **headers: str) -> Reply:
    """Answer with an XML feed; `etag="x"` is answered with 304 when it comes back."""
    data = body.encode() if isinstance(body, str) else body
    return Reply(data, headers={"Content-Type": "application/rss+xml", **_named(headers)})


def moved(to: str, status: int = 302) -> Reply:
    """Answer with a redirect."""
    return Reply(status=status, headers={"Location": to})


def zipped(body: bytes) -> Reply:
    """Answer with a compressed page."""
    return Reply(gzip.compress(body), headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})


async def silent(writer: asyncio.StreamWriter) -> None:
    """Say nothing until the client gives up."""
    await writer.wait_closed()


async def dripping(writer: asyncio.StreamWriter) -> None:
    """Send a byte now and then, without an end."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 1000000\r\n\r\n")
    while not writer.is_closing():
        writer.write(b".")
        await writer.drain()
        await asyncio.sleep(0.02)


async def endless(writer: asyncio.StreamWriter) -> None:
    """Send as fast as the client reads, without an end."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
    while not writer.is_closing():
        writer.write(b"x" * 65536)
        await writer.drain()


def lying(length: int, body: bytes) -> Raw:
    """Announce `length` bytes and send others."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n".encode() + body)
        await writer.drain()
        writer.close()

    return answer


def _named(headers: Mapping[str, str]) -> dict[str, str]:
    return {name.replace("_", "-").title(): value for name, value in headers.items()}


class Server:
    """Answers each path as `routes` says, 404 where it says nothing; keeps the requests that it got."""

    def __init__(
        self, routes: dict[str, Route] | None = None, latency: float = 0.0, tls: SSLContext | None = None
    ) -> None:
        self._tls = tls
        self.routes: dict[str, Route] = routes or {}
        self.latency = latency
        self.requests: list[Request] = []
        self.open = self.most_open = 0
        self.port = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    def url(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._connected, "0.0.0.0", self.port, backlog=256, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                while not writer.is_closing() and await self._serve_one(reader, writer):
                    pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _serve_one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)
        }
        request = Request(lines[0].split()[1], headers.get("host", ""), headers)
        self.requests.append(request)
        self.open += 1
        self.most_open = max(self.most_open, self.open)
        try:
            return await self._answer(request, writer)
        finally:
            self.open -= 1

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        route = self.routes.get(request.path, Reply(b"no such page", 404))
        if self.latency:
            await asyncio.sleep(self.latency)
        if callable(route):
            answer = route(request) if not asyncio.iscoroutinefunction(route) else None  # type: ignore[arg-type]
            if answer is None:
                await route(writer)  # type: ignore[arg-type, misc]
                return False
            route = answer  # type: ignore[assignment]
        assert isinstance(route, Reply)
        await asyncio.sleep(route.delay)
        etag = route.headers.get("Etag")
        if etag and request.headers.get("if-none-match") == etag:
            route = Reply(status=304, headers={"Etag": etag})
        head = {"Content-Length": str(len(route.body)), **route.headers}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        writer.write(f"HTTP/1.1 {route.status} Said\r\n{lines}\r\n".encode() + route.body)
        await writer.drain()
        return True
