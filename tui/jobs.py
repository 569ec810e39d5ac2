"""Long jobs beside the screen: each works in a process of its own, to which a thread of the app listens."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from textual.message import Message
from textual.message_pump import MessagePump

from store.errors import StoreError
from store.library import Library
from store.model import Outcome, Step
from tui.aside import Aside, Work
from tui.beside import asked
from tui.screens.desk import Desk
from tui.widgets.bars import TitleBar

if TYPE_CHECKING:
    from tui.app import NewsdiffApp

Keyed = Callable[[str], str]  # puts the reader's keys into a text of ours
HOSTS = 2  # named of those that are being asked; the others are counted


class Job:
    """One running job: the steps of its work arrive at `listener` as messages."""

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

    def __init__(self, name: str, work: Work, listener: MessagePump, after: Callable[[], None] | None = None) -> None:
        self.name = name
        self.after = after  # what to do when it is done and was not cancelled
        self.done = self.total = 0
        self.outcomes: dict[Outcome, int] = dict.fromkeys(Outcome, 0)
        self.failures: list[str] = []
        self.hosts: tuple[str, ...] = ()  # that are being asked just now
        self.cancelled = False
        self._work = work
        self._listener = listener
        self._aside: Aside | None = None

    def run(self) -> None:
        """Have the work done, in a thread that the caller gives; every step and the end are posted to the listener."""
        error = None
        self._aside = Aside(self._work)
        if self.cancelled:
            self._aside.stop()
        try:
            for step in self._aside.steps():
                self._listener.post_message(self.Stepped(self, step))
        except StoreError as failure:
            error = failure
        except RuntimeError:
            if not self.cancelled:  # stopped before it could listen to the signal
                raise
        self._listener.post_message(self.Ended(self, error))

    def cancel(self) -> None:
        """Stop at once, from any thread; what was stored stays."""
        self.cancelled = True
        if self._aside:
            self._aside.stop()

    def count(self, step: Step) -> None:
        """Take a step into account, in the screen's thread."""
        self.done, self.total, self.hosts = step.done, step.total, step.hosts
        self.outcomes[step.outcome] += step.source is None or step.outcome is Outcome.FAILED  # articles, not sources
        if step.outcome is Outcome.FAILED:
            self.failures.append(step.message or step.input)

    def progress(self, keyed: Keyed) -> str:
        """Return name, bar, counts and the hosts that are being asked, for the title bar; what can be cut comes last."""
        bar = "━" * (10 * self.done // self.total) if self.total else ""
        more = f" +{len(self.hosts) - HOSTS}" if len(self.hosts) > HOSTS else ""
        hosts = f" · {', '.join(self.hosts[:HOSTS])}{more}" if self.hosts else ""
        return f"{self.name} {bar:─<10} {self.done}/{self.total or '…'} · {keyed('{app.cancel}')} stops{hosts}"

    def summary(self, keyed: Keyed) -> str:
        """Return in one sentence what came of it; where one input alone was given and failed, why."""
        if self.total == 1 and self.failures and not self.cancelled:
            return self.failures[0]
        words = {
            Outcome.STORED: "stored",
            Outcome.REVISED: "revised",
            Outcome.SAME: "known already",
            Outcome.FAILED: "failed",
        }
        parts = [f"{number} {words[outcome]}" for outcome, number in self.outcomes.items() if number]
        said = f"{self.name} {'stopped' if self.cancelled else 'done'}: {', '.join(parts) or 'nothing new'}"
        return said + (keyed("; {app.failures} lists what failed") if self.failures else "")


class Jobs:
    """The app's work beside the screen: one long job at a time, and the ranking of what was judged."""

    def __init__(self, app: "NewsdiffApp") -> None:
        self.app = app
        self.running: Job | None = None
        self.failures: list[str] = []  # of the last job

    def start(self, name: str, work: Work, after: Callable[[], None] | None = None) -> None:
        """Run a job; `after` is called when it is done and was not cancelled."""
        if self.running:
            way_out = self.app.keyed("wait for it, or stop it with {app.cancel}")
            self.app.complain(f"{self.running.name} is still running; {way_out}")
            return
        self.running = Job(name, work, self.app, after)
        self.app.run_worker(self.running.run, name, group="job", thread=True, exit_on_error=True)
        self._show()

    def cancel(self) -> None:
        """Stop the running job."""
        if self.running:
            self.running.cancel()

    def stepped(self, message: Job.Stepped) -> None:
        """Show how far the job is."""
        message.job.count(message.step)
        self._show()

    def ended(self, message: Job.Ended) -> None:
        """Say what came of the job, and show it."""
        job, self.running = message.job, None
        self.failures = job.failures
        self._show()
        if message.error:
            self.app.complain(message.error)
            return
        tell = self.app.complain if job.failures and not job.cancelled else self.app.say
        tell(job.summary(self.app.keyed))
        self.app.changed()
        if job.after and not job.cancelled:
            job.after()

    def progress(self) -> str:
        """Return how far the running job is, for the title bar; nothing where none runs."""
        return self.running.progress(self.app.keyed) if self.running else ""

    def _show(self) -> None:
        for screen in self.app.screen_stack:
            if isinstance(screen, Desk) and screen.is_mounted:
                screen.query_one(TitleBar).say(doing=self.progress())

    def rank(self, but: int) -> None:
        """Rank the stories that were judged since they were ranked last.

        Never `but`, the one that is being read: nothing moves under the cursor.
        """
        stories, path = self.app.library.unranked(but), self.app.library.path
        if not stories or any(worker.group == "rank" and not worker.is_finished for worker in self.app.workers):
            return

        def relearn(library: Library) -> None:
            for story in stories:
                library.relearn(story)

        async def rank() -> None:
            try:
                await asked(path, relearn)
            except StoreError as error:
                self.app.complain(error)

        self.app.run_worker(rank(), "rank", group="rank")


def demo_pages() -> list[str]:
    """Return the paths of the demo's pages, as the package has them."""
    from importlib.resources import files
    from pathlib import Path

    folder = Path(str(files("store") / "demo"))
    return sorted(str(page) for page in folder.rglob("*") if page.suffix in (".html", ".txt"))
