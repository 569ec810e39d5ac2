"""Refreshing: the sources are asked, what is new in them is fetched, read and stored, young pages are looked at again."""

from collections import Counter
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from store import feeds, linked, stages
from store.errors import FeedError, FetchError, GoneError, InputError, StoreError
from store.ingest.inputs import LIMITS, WARM, failed, host_of, snapshot_of_page, step_of
from store.ingest.jobs import Follow, Job, Look, Tally, Visit
from store.ingest.lock import one_at_a_time
from store.ingest.looks import is_young, next_look
from store.ingest.shelf import Due, Shelf
from store.lanes import Lanes, in_lanes
from store.limits import Limits
from store.model import Outcome, Snapshot, Source, Step
from store.text import safe_line
from store.workers import Workers

if TYPE_CHECKING:
    from store.exchange import Ask, Page
    from store.fetch import Fetcher

LONGEST_WAIT = timedelta(days=1)  # that a server's word keeps us away for
TOLD = 5  # failures told of one source's entries; of more, only how many
SILENCES = 2  # unanswered requests in a row after which a host is asked no more in this refresh


async def refresh(
    library: Path, sources: Sequence[str] | None = None, limits: Limits = LIMITS
) -> AsyncGenerator[Step, None]:
    """Refresh the sources at these URLs, or all that are not paused, and yield a `Step` for each article and each source.

    A source's step (`Step.source`) follows those of its articles. Without `sources`, a source whose server asked us to
    wait is left alone until then. Raises `LibraryError`, also where another refresh runs, and `UnknownError`.
    """
    from store.fetch import Fetcher

    with Shelf(library) as shelf, one_at_a_time(library):
        chosen = shelf.sources(sources)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        visits = []
        for source in chosen:
            if _rests(source, now, named=sources is not None):
                yield _rest(source)
            elif not source.paused or sources is not None:
                visits.append(source)
        due = _due(shelf, chosen, named=sources is not None)
        async with Workers(limits.workers, limits.reading, WARM) as workers, Fetcher(limits) as fetcher:
            run = _Run(shelf, fetcher, workers, limits, visits, due)
            steps = in_lanes(run.lanes, run.work, limits.requests)
            async with aclosing(steps):
                async for step in steps:
                    yield step._replace(hosts=run.lanes.hosts(), done=run.lanes.done, total=run.lanes.total)


def _rests(source: Source, now: str, *, named: bool) -> bool:
    """Return whether a source must not be asked yet. What the reader names is asked unless its server said no."""
    return source.next_due > now and not source.paused and (bool(source.error) or not named)


def _rest(source: Source) -> Step:
    message = f"not due before {source.next_due}: its server asked us to wait"
    return Step(input=source.url, outcome=Outcome.SAME, message=message, source=source)


def _due(shelf: Shelf, sources: Sequence[Source], *, named: bool) -> dict[str, list[Due]]:
    """Return the pages to look at again, by the source that led to them; "" has those that the reader named."""
    found: dict[str, list[Due]] = {source.url: [] for source in sources}
    if not named:
        found[""] = []
    for due in shelf.due(datetime.now(UTC)):
        if due.source in found:
            found[due.source].append(due)
        elif not named:  # its source is followed no more
            shelf.note_fetch(due.url, due.source, Outcome.SAME, None, None)
    return found


class _Run:
    """The work of one refresh."""

    def __init__(
        self,
        shelf: Shelf,
        fetcher: "Fetcher",
        workers: Workers,
        limits: Limits,
        visits: Sequence[Source],
        due: Mapping[str, list[Due]],
    ) -> None:
        self._shelf = shelf
        self._fetcher = fetcher
        self._workers = workers
        self._silent: Counter[str] = Counter()
        self._due = due
        jobs: list[Job] = [*map(Visit, visits), *(Look(page, None) for page in due.get("", ()))]
        self.lanes = Lanes(jobs, lambda job: host_of(job.url), limits.per_host)

    async def work(self, job: Job) -> Sequence[Step]:
        """Do one job; the steps are its own and, with a source's last article, the source's."""
        if isinstance(job, Visit):
            return await self._visit(job)
        if isinstance(job, Look):
            return await self._look(job)
        return await self._follow(job)

    async def _fetch(self, job: Job, ask: "Ask") -> "Page":
        """Fetch, and leave the host to others. A host that keeps silent is not asked again and again."""
        host = host_of(ask.url)
        try:
            if self._silent[host] >= SILENCES:
                message = f"{safe_line(host)} does not answer; its other pages wait for the next refresh"
                raise FetchError(message, temporary=True, unreachable=True)
            page = await self._fetcher.page(ask)
        except FetchError as error:
            if error.unreachable:
                self._silent[host] += 1
            elif error.retry_after:
                self._silent[host] = SILENCES
            raise
        finally:
            self.lanes.leave(job)
        self._silent.pop(host, None)
        return page

    # Sources

    async def _visit(self, job: Visit) -> Sequence[Step]:
        from store.exchange import Ask

        source = job.source
        try:
            page = await self._fetch(job, Ask(source.url, True, etag=source.etag, last_modified=source.last_modified))
            if page.unchanged:
                tally = Tally(source, page, source.title, 0)
            else:
                feed = await self._workers.run(feeds.read_feed, snapshot_of_page(page))
                new = self._new(feed)
                tally = Tally(source, page, source.title or feed.title, len(new))
                self.lanes.add(Follow(tally, entry) for entry in reversed(new))
        except (InputError, FeedError) as error:
            return [self._failed(source, error)]
        self.lanes.add((Look(due, page.local) for due in self._due.get(source.url, ())), first=False)
        return [] if tally.waiting else [self._settled(tally)]

    def _new(self, feed: feeds.Feed) -> list[feeds.Entry]:
        """Return the entries that were not fetched before, each once."""
        entries = {entry.key: entry for entry in feed.entries if entry.link or entry.text}
        known = self._shelf.fetched(entries)
        return [entry for key, entry in entries.items() if key not in known]

    def _failed(self, source: Source, error: StoreError) -> Step:
        step = failed(source.url, error)
        wait = error.retry_after if isinstance(error, FetchError) else None
        now = source._replace(
            error=step.message,
            failures=source.failures + 1,
            paused=source.paused or isinstance(error, GoneError),
            next_due=_after(wait or 0),
        )
        self._shelf.note_source(source.url, now)
        return step._replace(source=now)

    def _settled(self, tally: Tally) -> Step:
        """Note that a source is done. Only when nothing of it was postponed may the next answer be "nothing changed"."""
        page, source = tally.page, tally.source
        complete = not tally.postponed
        now = source._replace(
            url=page.moved,
            title=tally.title,
            etag=page.etag if complete else "",
            last_modified=page.last_modified if complete else "",
            last_success=page.fetched.isoformat(timespec="seconds"),
            next_due=_after(page.fresh) if complete else "",
            error=tally.trouble if tally.postponed and not tally.stored else "",
            failures=0,
            articles=source.articles + tally.new,
        )
        self._shelf.note_source(source.url, now)
        outcome = Outcome.FAILED if now.error else Outcome.STORED if tally.stored else Outcome.SAME
        return Step(input=source.url, outcome=outcome, message=now.error, source=now)

    # Their articles

    async def _follow(self, job: Follow) -> Sequence[Step]:
        tally, entry = job.tally, job.entry
        step = await self._article(job)
        tally.waiting -= 1
        tally.new += step.outcome is Outcome.STORED
        tally.stored += step.outcome in (Outcome.STORED, Outcome.REVISED)
        tally.failed += step.outcome is Outcome.FAILED
        tally.trouble = tally.trouble or step.message
        steps = [] if step.outcome is Outcome.FAILED and tally.failed > TOLD else [step._replace(input=entry.key)]
        if not tally.waiting:
            if (more := tally.failed - TOLD) > 0:
                steps.append(failed(tally.source.url, f"{more} more of its entries could not be had"))
            steps.append(self._settled(tally))
        return steps

    async def _article(self, job: Follow) -> Step:
        entry, source = job.entry, job.tally.source
        page = None
        reason = ""
        try:
            page = await self._linked(job)
        except FetchError as error:
            if error.temporary:
                job.tally.postponed += 1
                return failed(entry.key, error)
            reason = str(error)
        pair = linked.Linked(job.own(), page, "" if entry.link else entry.key)
        try:
            from_page, reading = await self._workers.run(linked.read_linked, pair)
        except InputError as error:
            self._shelf.note_fetch(entry.key, source.url, Outcome.FAILED, None, None)
            return failed(entry.key, reason or error)
        kept = page if page is not None and from_page else pair.entry
        step = step_of(entry.key, self._shelf.store(kept, reading))
        again = next_look(1) if from_page and is_young(reading.article) else None
        self._shelf.note_fetch(entry.key, source.url, step.outcome, page, again)
        return step

    async def _linked(self, job: Follow) -> Snapshot | None:
        """Return the page that an entry links to; None where it links to none."""
        from store.exchange import Ask

        if not job.entry.link:
            self.lanes.leave(job)
            return None
        page = await self._fetch(job, Ask(job.entry.link, local=job.tally.page.local, robots=True))
        return replace(snapshot_of_page(page), hints=job.hints)

    async def _look(self, job: Look) -> Sequence[Step]:
        """Fetch a page again; only a new text of it is told. What fails is tried at the next look."""
        from store.exchange import Ask

        due = job.due
        ask = Ask(due.url, not due.source, job.local, bool(due.source), due.etag, due.last_modified)
        snapshot, steps = None, []
        try:
            page = await self._fetch(job, ask)
            snapshot = replace(snapshot_of_page(page), hints=due.hints)
            if not page.unchanged:
                reading = await self._workers.run(stages.read, snapshot)
                if not linked.is_wall(reading.article, due.hints.get("title", "")):
                    steps = [step_of(due.url, self._shelf.store(snapshot, reading))]
        except InputError:
            snapshot = None
        outcome = steps[0].outcome if steps else Outcome.SAME
        self._shelf.note_fetch(due.url, due.source, outcome, snapshot, next_look(due.checks + 1))
        return [step for step in steps if step.outcome is not Outcome.SAME]


def _after(seconds: float) -> str:
    """Return the moment in so many seconds as ISO 8601, UTC; empty for none."""
    wait = min(timedelta(seconds=min(seconds, 1e9)), LONGEST_WAIT)
    return (datetime.now(UTC) + wait).isoformat(timespec="seconds") if wait else ""
