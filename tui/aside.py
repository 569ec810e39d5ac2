"""A job in a process of its own, so that reading and pairing never keep a key waiting.

`python -m tui.aside` reads one pickled `Work` from standard input, and writes each step, then the end, pickled to standard
output; both ends are ours. On SIGTERM it stops as if nobody wanted more steps: what was stored stays. One that is too
busy to hear is killed; what it was storing just then, it will store next time.
"""

import asyncio
import os
import pickle
import signal
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import aclosing, suppress
from typing import Any, BinaryIO, NamedTuple

from store.errors import StoreError
from store.model import Step

PATIENCE = 0.3  # seconds in which a job may stop by itself


class Work(NamedTuple):
    """A call of something in `store.ingest` that yields steps."""

    verb: str  # "ingest", "refresh"
    arguments: tuple[Any, ...]


class End(NamedTuple):
    """How a job ended; both empty where it was done or stopped."""

    error: str = ""  # an expected failure, in one sentence
    crash: str = ""  # the trace of one that was not


class Aside:
    """A running job, seen from the app."""

    def __init__(self, work: Work) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tui.aside"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        assert self._process.stdin
        with suppress(BrokenPipeError), self._process.stdin as pipe:
            pickle.dump(work, pipe)

    def steps(self) -> Iterator[Step]:
        """Yield its steps as they come. Raises `StoreError` where it failed, RuntimeError where it crashed."""
        assert self._process.stdout
        end = End(crash="the process of the job was ended from outside")
        with self._process, self._process.stdout as pipe, suppress(EOFError):
            while not isinstance(step := pickle.load(pipe), End):  # written by ourselves, below
                yield step
            end = step
        if end.error:
            raise StoreError(end.error)
        if end.crash:
            raise RuntimeError(end.crash)

    def stop(self) -> None:
        """Stop it, from any thread; its steps end then, with RuntimeError where it had to be killed."""
        self._process.terminate()
        last = threading.Timer(PATIENCE, self._process.kill)
        last.daemon = True  # whoever leaves the app waits for the job's end, and no longer
        last.start()


async def _work(work: Work, out: BinaryIO) -> None:
    """Write the steps of the work until it is done or SIGTERM comes."""
    from store import ingest

    task = asyncio.current_task()
    assert task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    async with aclosing(getattr(ingest, work.verb)(*work.arguments)) as steps:
        async for step in steps:
            pickle.dump(step, out)
            out.flush()


def main() -> None:
    """Do the work that standard input names."""
    work: Work = pickle.load(sys.stdin.buffer)  # written by ourselves, above
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing that a library prints may come between the steps
    try:
        asyncio.run(_work(work, out))
        end = End()
    except StoreError as error:
        end = End(error=str(error))
    except asyncio.CancelledError:
        end = End()
    except Exception:  # it is told where it can be seen
        end = End(crash=traceback.format_exc())
    with suppress(BrokenPipeError):
        pickle.dump(end, out)
        out.close()


if __name__ == "__main__":
    from tui.aside import main as itself  # so that what is pickled has its name in the app, too

    itself()
