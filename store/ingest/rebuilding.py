"""Reading every kept snapshot anew, with what newsdiff has learned since; without a network."""

from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path

from store import stages
from store.errors import StoreError
from store.ingest.inputs import LIMITS, WARM, failed, in_order, step_of
from store.ingest.shelf import Shelf
from store.limits import Limits
from store.model import Reading, Snapshot, Step
from store.workers import Workers


async def rebuild(library: Path, limits: Limits = LIMITS) -> AsyncGenerator[Step, None]:
    """Read every kept snapshot anew, in the order of arrival, and yield a `Step` for each. Decisions are untouched.

    An article that cannot be read any more stays as it was. Raises `LibraryError`.
    """
    with Shelf(library) as shelf:
        numbers = shelf.begin_rebuild()
        async with Workers(min(limits.workers, len(numbers) or 1), limits.reading, WARM) as workers:

            async def read(number: int) -> tuple[int, Snapshot, Reading | StoreError]:
                snapshot = shelf.snapshot(number)
                try:
                    return number, snapshot, await workers.run(stages.read, snapshot)
                except StoreError as error:
                    return number, snapshot, error

            readings = in_order(numbers, read, ahead=limits.workers * 2)
            async with aclosing(readings):
                done = 0
                async for number, snapshot, reading in readings:
                    done += 1
                    if isinstance(reading, StoreError):
                        step = failed(snapshot.url, reading)
                    else:
                        step = step_of(snapshot.url, shelf.store_again(number, reading))
                    yield step._replace(done=done, total=len(numbers))
