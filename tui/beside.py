"""Work in a thread that nobody waits for when the app ends, unlike Textual's thread workers."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import TypeVar

from store.library import Library

T = TypeVar("T")


async def beside(work: Callable[[], T]) -> T:
    """Return what `work` returns, or raise what it raises, while it has a thread of its own.

    Whoever leaves meanwhile leaves it behind: it must be able to end anywhere, as a transaction is.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def settle(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]

    def run() -> None:
        result, failure = None, None
        try:
            result = work()
        except Exception as error:
            failure = error
        with suppress(RuntimeError):  # the app has ended
            loop.call_soon_threadsafe(settle, result, failure)

    threading.Thread(target=run, daemon=True).start()
    return await done


async def asked(path: Path, question: Callable[[Library], T]) -> T:
    """Return what `question` makes of the library at `path`, open for it alone, or raise what it raises."""

    def ask() -> T:
        with closing(Library(path)) as library:
            return question(library)

    return await beside(ask)
