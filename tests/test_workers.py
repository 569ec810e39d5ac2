"""Worker processes: deadlines, crashes, and an end within a moment."""

import asyncio
import os
import time

import pytest

from store.errors import FeedError, InputError
from store.workers import Workers


def double(number: int) -> int:
    return number * 2


def process(_: object) -> int:
    return os.getpid()


def never_end(_: object) -> None:
    while True:
        pass


def crash(_: object) -> None:
    os.abort()


def stumble(_: object) -> float:
    return 1 / 0


def swell(_: object) -> int:
    return len(bytearray(8 << 30))


def refuse(_: object) -> None:
    raise FeedError("no feed")


def print_much(_: object) -> str:
    os.write(1, b"noise" * 1000)
    os.write(2, b"noise" * 1000)
    print("noise")
    return "quiet"


def size_of(data: bytes) -> int:
    return len(data)


async def test_a_task_runs_in_a_process_of_its_own_that_serves_again() -> None:
    async with Workers(2, 10) as workers:
        assert await workers.run(double, 21) == 42
        assert await workers.run(process, None) == await workers.run(process, None) != os.getpid()
        assert await workers.run(size_of, b"x" * 20_000_000) == 20_000_000
        assert await workers.run(print_much, None) == "quiet"


async def test_no_more_processes_than_asked_for() -> None:
    async with Workers(2, 10) as workers:
        assert len(set(await asyncio.gather(*(workers.run(process, None) for _ in range(20))))) <= 2


async def test_what_takes_too_long_is_killed_and_the_next_task_is_served() -> None:
    async with Workers(1, 0.3) as workers:
        with pytest.raises(InputError, match=r"longer than 0\.3 seconds"):
            await workers.run(never_end, None)
    async with Workers(1, 10) as workers:
        assert await workers.run(double, 1) == 2


@pytest.mark.parametrize(
    ("task", "words"), [(crash, "crashed"), (stumble, "ZeroDivisionError"), (swell, "MemoryError"), (refuse, "no feed")]
)
async def test_a_failure_costs_one_sentence(task: object, words: str) -> None:
    async with Workers(1, 10) as workers:
        with pytest.raises((InputError, FeedError), match=words):
            await workers.run(task, None)  # type: ignore[arg-type]
        assert await workers.run(double, 1) == 2


async def test_a_worker_is_replaced_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("store.workers.TASKS", 2)
    async with Workers(1, 10) as workers:
        assert len({await workers.run(process, None) for _ in range(4)}) == 2


async def test_stopping_kills_what_runs_at_once() -> None:
    async with Workers(2, 60) as workers:
        pids = await asyncio.gather(workers.run(process, None), workers.run(process, None))
        tasks = [asyncio.create_task(workers.run(never_end, None)) for _ in range(4)]
        await asyncio.sleep(0)
        began = time.monotonic()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert time.monotonic() - began < 1  # the promise: quitting takes under a second
    for pid in set(pids):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
