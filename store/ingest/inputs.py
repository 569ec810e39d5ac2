"""Storing what the reader names: files, standard input, web addresses."""

import asyncio
import re
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable, Sequence
from contextlib import aclosing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from store import stages
from store.arrival import Stored
from store.errors import InputError, StoreError
from store.ingest.looks import is_young, next_look
from store.ingest.shelf import Shelf
from store.lanes import Lanes, in_lanes
from store.limits import Limits
from store.model import Outcome, Reading, Snapshot, Step
from store.text import safe_line
from store.workers import Workers

if TYPE_CHECKING:
    from store.exchange import Page

T = TypeVar("T")
R = TypeVar("R")
LIMITS = Limits()
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
WARM = ("store.clean", "store.claims")  # what a worker imports while it waits


async def ingest(library: Path, inputs: Sequence[str], limits: Limits = LIMITS) -> AsyncGenerator[Step, None]:
    """Store each file, URL or standard input ("-") and yield a `Step` for each; one that fails stops no other.

    Files are stored in the order given, then web addresses as they answer. Raises `LibraryError` alone.
    """
    files, urls = [i for i in inputs if not is_url(i)], [i for i in inputs if is_url(i)]
    done = 0
    with Shelf(library) as shelf:
        async with Workers(min(limits.workers, len(inputs)), limits.reading, WARM) as workers:
            for steps in (_files(shelf, workers, files, limits), _pages(shelf, workers, urls, limits)):
                async with aclosing(steps):
                    async for step in steps:
                        done += 1
                        yield step._replace(done=done, total=len(inputs))


def is_url(text: str) -> bool:
    """Return whether an input is an address and no file; of what scheme is for the fetcher to judge."""
    return _SCHEME.match(text) is not None


async def _files(shelf: Shelf, workers: Workers, files: Sequence[str], limits: Limits) -> AsyncGenerator[Step, None]:
    async def read(file: str) -> tuple[str, Snapshot | None, Reading | StoreError]:
        try:
            snapshot = stages.snapshot_of(file)
            return file, snapshot, await workers.run(stages.read, snapshot)
        except StoreError as error:
            return file, None, error

    found = in_order(files, read, ahead=limits.workers * 2)
    async with aclosing(found):
        async for file, snapshot, reading in found:
            if snapshot is None or isinstance(reading, StoreError):
                yield failed(file, reading)
            else:
                yield step_of(file, shelf.store(snapshot, reading))


async def _pages(shelf: Shelf, workers: Workers, urls: Sequence[str], limits: Limits) -> AsyncGenerator[Step, None]:
    if not urls:
        return
    from store.exchange import Ask
    from store.fetch import Fetcher

    async with Fetcher(limits) as fetcher:
        lanes = Lanes(urls, host_of, limits.per_host)
        await workers.warm_up()

        async def work(url: str) -> Sequence[Step]:
            try:
                try:
                    page = await fetcher.page(Ask(url, typed=True))
                finally:
                    lanes.leave(url)
                snapshot = snapshot_of_page(page)
                reading = await workers.run(stages.read, snapshot)
            except InputError as error:
                return [failed(url, error)]
            step = step_of(url, shelf.store(snapshot, reading))
            shelf.note_fetch(url, "", step.outcome, snapshot, next_look(1) if is_young(reading.article) else None)
            return [step]

        steps = in_lanes(lanes, work, min(limits.requests, len(urls)))
        async with aclosing(steps):
            async for step in steps:
                yield step


def host_of(url: str) -> str:
    """Return the host and port of a web address: whose share of requests it takes."""
    return url.partition("://")[2].partition("/")[0].rpartition("@")[2].lower()


def snapshot_of_page(page: "Page") -> Snapshot:
    """Return a fetched page as the bytes to keep and read."""
    return Snapshot(
        url=page.moved,
        body=page.body,
        content_type=page.content_type,
        charset=page.charset,
        fetched=page.fetched,
        etag=page.etag,
        last_modified=page.last_modified,
    )


def step_of(given: str, result: Stored) -> Step:
    """Tell what became of an input that was read."""
    return Step(
        input=given,
        outcome=result.outcome,
        article=result.article,
        accusations=result.accusations,
        denials=result.denials,
        pairings=result.pairings,
    )


def failed(given: str, error: object) -> Step:
    """Tell that an input failed: one sentence that names it."""
    name, message = safe_line(given), safe_line(str(error))
    return Step(given, Outcome.FAILED, message if message.startswith(name) else f"{name}: {message}")


async def in_order(items: Iterable[T], work: Callable[[T], Awaitable[R]], ahead: int) -> AsyncGenerator[R, None]:
    """Yield what `work` makes of each item, in their order, with at most `ahead` in hand."""
    source = iter(items)
    tasks: deque[asyncio.Future[R]] = deque()
    try:
        while True:
            while len(tasks) < ahead and (item := next(source, None)) is not None:
                tasks.append(asyncio.ensure_future(work(item)))
            if not tasks:
                return
            yield await tasks[0]
            tasks.popleft()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
