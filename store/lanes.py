"""Jobs by host, done by a pool of workers: no host gets more than its share, and a slow one holds up no other."""

import asyncio
from collections import Counter, deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Collection, Iterable, Sequence
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BACKLOG = 2_000  # jobs that wait at most before a new one is drawn: what they hold of memory stays bounded


class Lanes(Generic[T]):
    """Jobs to do: those of `supply`, drawn as there is room, and those that doing them brings, which go first."""

    def __init__(self, supply: Collection[T], host: Callable[[T], str], per_host: int) -> None:
        self._supply = iter(supply)
        self._host = host
        self._per_host = per_host
        self._waiting: dict[str, deque[T]] = {}
        self._ready: deque[str] = deque()  # hosts that have jobs and room, each once
        self._busy: Counter[str] = Counter()
        self._queued = self._unfinished = 0
        self._changed = asyncio.Event()
        self.total, self.done = len(supply), 0

    def add(self, jobs: Iterable[T], *, first: bool = True) -> None:
        """Take more jobs in; `first` sets them before those that wait for the same host."""
        for job in jobs:
            self.total += 1
            self._queue(job, first)

    def _queue(self, job: T, first: bool) -> None:
        host = self._host(job)
        lane = self._waiting.setdefault(host, deque())
        lane.appendleft(job) if first else lane.append(job)
        self._queued += 1
        self._unfinished += 1
        self._wake(host, first)

    async def take(self) -> T | None:
        """Return the next job whose host has room, None when all is done; `leave` and `finish` give it back."""
        while True:
            if not self._ready and self._queued < BACKLOG and (job := next(self._supply, None)) is not None:
                self._queue(job, first=False)
                continue
            if self._ready:
                host = self._ready.popleft()
                job = self._waiting[host].popleft()
                self._queued -= 1
                self._busy[host] += 1
                self._wake(host)
                return job
            if not self._unfinished:
                return None
            self._changed.clear()
            await self._changed.wait()

    def leave(self, job: T) -> None:
        """Give the host's room back: the job goes on without it."""
        host = self._host(job)
        self._busy[host] -= 1
        if not self._busy[host]:
            del self._busy[host]
        self._wake(host)
        self._changed.set()

    def finish(self) -> None:
        """Count a job as done."""
        self._unfinished -= 1
        self.done += 1
        self._changed.set()

    def hosts(self) -> tuple[str, ...]:
        """Return the hosts that are being asked just now."""
        return tuple(self._busy)

    def _wake(self, host: str, first: bool = False) -> None:
        lane = self._waiting.get(host)
        if not lane:
            self._waiting.pop(host, None)
        elif self._busy[host] < self._per_host and host not in self._ready:
            self._ready.appendleft(host) if first else self._ready.append(host)
            self._changed.set()


async def in_lanes(lanes: Lanes[T], work: Callable[[T], Awaitable[Sequence[R]]], size: int) -> AsyncGenerator[R, None]:
    """Yield what `work` makes of each job, `size` at a time, as they are done. Stopping the iteration stops the work.

    `work` calls `lanes.leave(job)` when it has done with the host.
    """
    results: asyncio.Queue[R | None] = asyncio.Queue(maxsize=size)

    async def worker() -> None:
        while (job := await lanes.take()) is not None:
            found = await work(job)
            lanes.finish()
            for result in found:
                await results.put(result)

    async def watch() -> None:
        await asyncio.wait(workers, return_when=asyncio.FIRST_EXCEPTION)
        await results.put(None)

    workers = [asyncio.create_task(worker()) for _ in range(size)]
    watcher = asyncio.create_task(watch())
    try:
        while (result := await results.get()) is not None:
            yield result
        for task in workers:
            if task.done():
                task.result()
    finally:
        for task in (*workers, watcher):
            task.cancel()
        await asyncio.gather(*workers, watcher, return_exceptions=True)
