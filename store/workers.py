"""Worker processes for what may take long, grow large or crash: cleaning and reading pages, parsing feeds.

A worker is a Python of its own, in a session of its own (so that Ctrl-C at the terminal is the parent's affair), with
nothing but two pipes: pickled (function, argument) in, pickled (result, error) out. It starts when first needed, is
killed at its task's deadline, and is replaced after TASKS tasks, so that no leak grows. No thread, no polling.
"""

import asyncio
import importlib
import os
import pickle
import signal
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import TracebackType
from typing import Any, BinaryIO, Self, TypeVar, cast

from store.errors import InputError, StoreError
from store.text import safe_line

A = TypeVar("A")
R = TypeVar("R")

TASKS = 500  # a worker's life: its start costs less than a millisecond for each of them
MEMORY = 2 << 30  # bytes of address space that a worker may take
GRACE = 5  # seconds past the deadline after which a worker ends itself, should its parent be gone
_HEAD = 4  # bytes that say how long a message is


class Workers:
    """At most `size` processes; `warm` names modules that each imports while it waits for its first task."""

    def __init__(self, size: int, deadline: float, warm: Sequence[str] = ()) -> None:
        self._free = asyncio.Semaphore(size)
        self._deadline = deadline
        self._warm = warm
        self._idle: list[_Worker] = []
        self._all: set[_Worker] = set()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Kill every worker, whatever it does."""
        for worker in list(self._all):
            await self._end(worker)

    async def warm_up(self) -> None:
        """Start one worker ahead of its first task, so that its imports pass while a page is fetched."""
        if not self._all:
            self._idle.append(await self._start())

    async def run(self, function: Callable[[A], R], argument: A) -> R:
        """Return what `function`, a module's own, makes of `argument` in a worker.

        Raises the `StoreError` that it raised, or an `InputError` where it took too long, crashed or failed.
        """
        async with self._free:
            worker = self._idle.pop() if self._idle else await self._start()
            keep = False
            try:
                async with asyncio.timeout(self._deadline):
                    result, error = await worker.ask((function, argument, self._deadline))
                keep = worker.tasks < TASKS
            except TimeoutError:
                raise InputError(f"reading it took longer than {self._deadline:g} seconds; it was left out") from None
            except (EOFError, ConnectionError, pickle.UnpicklingError):
                raise InputError("reading it needed too much memory or crashed; it was left out") from None
            finally:
                if keep:
                    self._idle.append(worker)
                else:
                    await self._end(worker)
        if error is not None:
            raise error
        return cast(R, result)

    async def _start(self) -> "_Worker":
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", __name__, *self._warm,
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env=environment, start_new_session=True,
        )  # fmt: skip
        worker = _Worker(process)
        self._all.add(worker)
        return worker

    async def _end(self, worker: "_Worker") -> None:
        self._all.discard(worker)
        await worker.kill()


class _Worker:
    """The parent's end of one process."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.tasks = 0

    async def ask(self, task: object) -> tuple[Any, StoreError | None]:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        self.tasks += 1
        message = pickle.dumps(task, pickle.HIGHEST_PROTOCOL)
        to.write(len(message).to_bytes(_HEAD, "big"))
        to.write(message)
        await to.drain()
        size = int.from_bytes(await back.readexactly(_HEAD), "big")
        answer: tuple[Any, StoreError | None] = pickle.loads(await back.readexactly(size))
        return answer

    async def kill(self) -> None:
        # Not Process.kill, which reaps a worker that crashed under the hands of asyncio's own watcher.
        with suppress(ProcessLookupError):
            if self._process.returncode is None:
                os.kill(self._process.pid, signal.SIGKILL)
        if self._process.stdin is not None:
            self._process.stdin.close()
        # What was still on its way to us is read away: only then does the transport close.
        await self._process.communicate()


def _serve(tasks: BinaryIO, answers: BinaryIO) -> None:
    """Answer tasks until there are no more: what a worker process does."""
    while head := tasks.read(_HEAD):
        function, argument, deadline = pickle.loads(tasks.read(int.from_bytes(head, "big")))
        signal.alarm(int(deadline) + GRACE)
        answer = pickle.dumps(_outcome(function, argument), pickle.HIGHEST_PROTOCOL)
        signal.alarm(0)
        answers.write(len(answer).to_bytes(_HEAD, "big") + answer)
        answers.flush()


def _outcome(function: Callable[[Any], Any], argument: object) -> tuple[Any, StoreError | None]:
    try:
        return function(argument), None
    except StoreError as error:
        return None, error
    except (Exception, RecursionError, MemoryError) as error:
        return None, InputError(f"it cannot be read ({safe_line(f'{type(error).__name__}: {error}')[:200]})")


def main() -> None:
    """Be a worker: keep the pipes, silence what libraries print, step back, bound the memory, warm up, serve."""
    import resource

    tasks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.nice(5)  # whoever reads while we work goes first, and so does the parent, which all of us wait for
    with suppress(ValueError, OSError):  # a tighter limit may be set already
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for module in sys.argv[1:]:
        importlib.import_module(module)
    _serve(tasks, answers)


if __name__ == "__main__":
    main()
