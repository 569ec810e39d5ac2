"""Long jobs beside the screen: each runs in a thread with an event loop of its own and opens the library for itself."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import aclosing

from textual.message import Message
from textual.message_pump import MessagePump

from store.errors import StoreError
from store.model import Outcome, Step

Steps = AsyncGenerator[Step, None]
HOSTS = 2  # named of those that are being asked; the others are counted


class Job:
    """One running job: `make` gives its steps, which arrive at `listener` as messages."""

    class Stepped(Message):
        """The job came a step further."""

        def __init__(self, job: "Job", step: Step) -> None:
            super().__init__()
            self.job = job
            self.step = step

    class Ended(Message):
        """The job is over: done, cancelled, or stopped by `error`."""

        def __init__(self, job: "Job", error: StoreError | None) -> None:
            super().__init__()
            self.job = job
            self.error = error

    def __init__(
        self, name: str, make: Callable[[], Steps], listener: MessagePump, after: Callable[[], None] | None = None
    ) -> None:
        self.name = name
        self.after = after  # what to do when it is done and was not cancelled
        self.done = self.total = 0
        self.outcomes: dict[Outcome, int] = dict.fromkeys(Outcome, 0)
        self.failures: list[str] = []
        self.hosts: tuple[str, ...] = ()  # that are being asked just now
        self.cancelled = False
        self._make = make
        self._listener = listener
        self._loop: asyncio.AbstractEventLoop | None = None
        self._task: asyncio.Task[None] | None = None

    def run(self) -> None:
        """Do the work, in a thread that the caller gives; every step and the end are posted to the listener."""
        error = None
        try:
            asyncio.run(self._steps())
        except StoreError as failure:
            error = failure
        except asyncio.CancelledError:
            self.cancelled = True
        self._listener.post_message(self.Ended(self, error))

    async def _steps(self) -> None:
        self._loop, self._task = asyncio.get_running_loop(), asyncio.current_task()
        if self.cancelled:
            return
        async with aclosing(self._make()) as steps:
            async for step in steps:
                self._listener.post_message(self.Stepped(self, step))

    def cancel(self) -> None:
        """Stop at once, from any thread; what was stored stays."""
        self.cancelled = True
        if self._loop and self._task and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._task.cancel)

    def count(self, step: Step) -> None:
        """Take a step into account, in the screen's thread."""
        self.done, self.total, self.hosts = step.done, step.total, step.hosts
        self.outcomes[step.outcome] += 1
        if step.outcome is Outcome.FAILED:
            self.failures.append(step.message or step.input)

    def progress(self) -> str:
        """Return name, bar, counts and the hosts that are being asked, for the title bar; what can be cut comes last."""
        bar = "━" * (10 * self.done // self.total) if self.total else ""
        more = f" +{len(self.hosts) - HOSTS}" if len(self.hosts) > HOSTS else ""
        hosts = f" · {', '.join(self.hosts[:HOSTS])}{more}" if self.hosts else ""
        return f"{self.name} {bar:─<10} {self.done}/{self.total or '…'} · Ctrl-c stops{hosts}"

    def summary(self) -> str:
        """Return in one sentence what came of it."""
        words = {
            Outcome.STORED: "stored",
            Outcome.REVISED: "revised",
            Outcome.SAME: "known already",
            Outcome.FAILED: "failed",
        }
        parts = [f"{number} {words[outcome]}" for outcome, number in self.outcomes.items() if number]
        said = f"{self.name} {'stopped' if self.cancelled else 'done'}: {', '.join(parts) or 'nothing new'}"
        return said + ("; ! lists what failed" if self.failures else "")


def demo_pages() -> list[str]:
    """Return the paths of the demo's pages, as the package has them."""
    from importlib.resources import files
    from pathlib import Path

    folder = Path(str(files("store") / "demo"))
    return sorted(str(page) for page in folder.rglob("*") if page.suffix in (".html", ".txt"))
