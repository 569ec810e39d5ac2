"""What collecting costs, as ratios measured side by side in one run against a server of our own.

    python benchmarks/collecting.py            pages, feeds and slow
    python benchmarks/collecting.py memory     10,000 articles: some minutes

pages   500 pages at 50 ms latency, 32 at once: at most 1.5 times n·latency/concurrency plus cleaning them on these cores
feeds   1,000 feeds that answer 304: under 1 ms of our own CPU a feed beyond what httpx takes for the same requests
slow    feeds beside a dripping and a dead host are as quick as without them
memory  all processes together stay flat, under 300 MB each, over 10,000 articles
"""

import asyncio
import multiprocessing
import random
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import aclosing, asynccontextmanager, contextmanager
from importlib.resources import files
from multiprocessing.connection import Connection
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from server import Reply, Request, Server, dripping, feed, page

from store import stages
from store.fetch import Fetcher
from store.ingest import Limits, ingest, refresh
from store.ingest.inputs import WARM
from store.library import Library
from store.model import Snapshot, Source
from store.workers import Workers

ONSETS, RIMES = (
    [
        "b",
        "br",
        "c",
        "d",
        "dr",
        "f",
        "g",
        "gl",
        "h",
        "k",
        "l",
        "m",
        "n",
        "p",
        "pr",
        "r",
        "s",
        "st",
        "t",
        "tr",
        "v",
        "w",
    ],
    ["an", "ar", "el", "en", "il", "in", "ol", "on", "or", "um"],
)


COMMON = (files("store") / "common.txt").read_text(encoding="utf-8").split()


def word(chance: random.Random) -> str:
    """Return one of some ten million made-up words."""
    return "".join(chance.choice(ONSETS) + chance.choice(RIMES) for _ in range(3))


def article(n: int) -> str:
    """Return page `n`: about six kilobytes, with claims in it, of an affair of its own; every eighth word is rare."""
    chance = random.Random(n)
    own = [word(chance) for _ in range(12)]
    said = own * 3 + chance.choices(COMMON, k=250)
    who, whom, what = own[0].title(), own[1].title(), own[2]
    told = [
        f"The union of {who} accused {whom} of rigging the {what} tender on {chance.randint(2, 28)} October.",
        f"“We never touched the {what} tender,” a spokesman for {whom} said. {whom} denied rigging it.",
        *(
            f"The {chance.choice(said)} of the {chance.choice(said)} stood in the {chance.choice(said)} until late, and the "
            f"{chance.choice(said)} by the {chance.choice(said)} near {chance.choice(own).title()} was closed all day."
            for _ in range(18)
        ),
    ]
    body = "".join(f"<p>{line}</p>" for line in told)
    menu = "".join(f'<li><a href="/{k}">{chance.choice(said)}</a></li>' for k in range(60))
    title = f"{whom} rigged the {what} tender, union of {who} says"
    return f"<html><head><title>{title}</title></head><body><ul>{menu}</ul><article><h1>{title}</h1>{body}</article></body></html>"


class Site(Server):
    """Answers every /page/N with an article, /feed/N with an empty feed that has a validator, /drip without an end."""

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> bool:
        kind, _, number = request.path.strip("/").partition("/")
        made = {"page": lambda: page(article(int(number))), "feed": lambda: feed(EMPTY, etag='"1"')}
        self.routes = {request.path: made[kind]()} if kind in made else {"/drip": dripping, "/robots.txt": Reply(b"")}
        self.requests.clear()
        return await super()._answer(request, writer)


EMPTY = '<rss version="2.0"><channel><title>Echo</title></channel></rss>'


def serve(latency: float, tell: Connection) -> None:
    """Run a site until the process is ended; tell its port."""

    async def forever() -> None:
        async with Site(latency=latency) as site:
            tell.send(site.port)
            await asyncio.Event().wait()

    asyncio.run(forever())


@contextmanager
def site(latency: float = 0.0) -> Iterator[int]:
    """Serve from a process of its own, so that its work is not counted as ours."""
    hear, tell = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=serve, args=(latency, tell), daemon=True)
    process.start()
    try:
        yield hear.recv()
    finally:
        process.kill()
        process.join()


@asynccontextmanager
async def library() -> AsyncIterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "library.db"


async def pages(n: int = 500, latency: float = 0.05) -> None:
    limits = Limits(per_host=32)
    bodies = [article(i).encode() for i in range(n)]
    async with Workers(limits.workers, limits.reading, WARM) as workers:
        began = time.perf_counter()
        await asyncio.gather(
            *(
                workers.run(stages.read, Snapshot(f"http://a.example/{i}", body, "text/html"))
                for i, body in enumerate(bodies)
            )
        )
        cleaning = time.perf_counter() - began
    with site(latency) as port:
        async with library() as path:
            urls = [f"http://127.0.0.1:{port}/page/{i}" for i in range(n)]
            began, cpu = time.perf_counter(), time.process_time()
            stored = [step async for step in ingest(path, urls, limits) if step.article]
            took, cpu = time.perf_counter() - began, time.process_time() - cpu
    ideal = n * latency / limits.requests
    assert len(stored) == n
    print(
        f"pages   {n} in {took:.2f} s; ideal {ideal:.2f} s + reading them {cleaning:.2f} s; "
        f"ratio {took / (ideal + cleaning):.2f} (goal 1.5); fetching and storing took {cpu / n * 1000:.1f} ms CPU each"
    )


async def feeds(n: int = 1000) -> None:
    limits = Limits(per_host=32)
    with site() as port:
        urls = [f"http://127.0.0.1:{port}/feed/{i}" for i in range(n)]
        async with library() as path:
            shelf = Library(path)
            for url in urls:
                shelf.add_source(Source(url))
            [step async for step in refresh(path, None, limits)]
            cpu, began = time.process_time(), time.perf_counter()
            steps = [step async for step in refresh(path, None, limits)]
            ours, took = time.process_time() - cpu, time.perf_counter() - began
            assert all(step.source and not step.source.error for step in steps)
            assert len(steps) == n
        bare = min([await bare_httpx(urls, at_once) for at_once in (4, 8, 16, 32)])
    print(
        f"feeds   {n} answers of 304 in {took:.2f} s, {ours / n * 1000:.2f} ms CPU each; httpx alone {bare / n * 1000:.2f} ms; "
        f"ours beyond it {(ours - bare) / n * 1000:.2f} ms (goal 1)"
    )


async def bare_httpx(urls: list[str], at_once: int) -> float:
    """Return the CPU seconds that the same client takes for the same requests; the more at once, the dearer each."""
    waiting, began = iter(urls), time.process_time()
    async with Fetcher(Limits()) as fetcher:

        async def worker() -> None:
            for url in waiting:
                answer = await fetcher._client.get(url, headers={"If-None-Match": '"1"'}, extensions={"local": True})
                assert answer.status_code == 304

        await asyncio.gather(*(worker() for _ in range(at_once)))
    return time.process_time() - began


async def slow(n: int = 200) -> None:
    """One host that drips and one that is dead, each with a dozen feeds, listed first."""

    async def until_good(port: int, more: list[str]) -> float:
        async with library() as path:
            shelf = Library(path)
            for url in [*more, *(f"http://127.0.0.1:{port}/feed/{i}" for i in range(n))]:
                shelf.add_source(Source(url, title=url))
            began, left = time.perf_counter(), n
            steps = refresh(path, None, Limits())
            async with aclosing(steps):
                async for step in steps:
                    left -= "/feed/" in step.input
                    if not left:
                        break
            return time.perf_counter() - began

    with site(0.02) as port:
        alone = await until_good(port, [])
        bad = [f"http://127.0.0.2:{port}/drip?{i}" for i in range(12)] + [f"http://127.0.0.3:1/{i}" for i in range(12)]
        beside = await until_good(port, bad)
    print(
        f"slow    {n} feeds in {alone:.2f} s, beside a dripping and a dead host in {beside:.2f} s; ratio {beside / alone:.2f}"
    )


def resident() -> tuple[int, int]:
    """Return the resident megabytes of this process and of the largest of its workers."""
    me = multiprocessing.current_process().pid
    sizes = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if int(fields["PPid"]) == me or int(fields["Pid"]) == me:
            sizes[int(fields["Pid"])] = int(fields.get("VmRSS", "0 kB").split()[0]) // 1024
    mine = sizes.pop(me or 0)
    return mine, max(sizes.values(), default=0)


async def memory(n: int = 10_000) -> None:
    with site() as port:
        async with library() as path:
            urls = [f"http://127.0.0.1:{port}/page/{i}" for i in range(n)]
            began, done, most = time.perf_counter(), 0, (0, 0)
            async for step in ingest(path, urls, Limits(per_host=32)):
                assert step.article, step.message
                done += 1
                if done % (n // 10) == 0:
                    here, worker = resident()
                    most = max(most[0], here), max(most[1], worker)
                    took = time.perf_counter() - began
                    print(f"memory  {done:>6} articles: {here} MB here, {worker} MB in a worker; {took:.0f} s")
    print(f"memory  at most {most[0]} MB here and {most[1]} MB in a worker (goal 300)")


async def main(names: list[str]) -> None:
    for name in names or ["pages", "feeds", "slow"]:
        await {"pages": pages, "feeds": feeds, "slow": slow, "memory": memory}[name]()


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
