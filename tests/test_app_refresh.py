"""Refreshing while one reads: nothing moves, the progress is told, and what was judged is learned from."""

import os
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from app_helpers import library, press, reading, seen, settle, told
from server import Server, feed, page, silent
from test_ingest import LOCKS, article
from test_refresh import linked
from textual.message_pump import MessagePump
from textual.pilot import Pilot

from store.database.connection import connect
from store.database.rows import reasons_to_json
from store.errors import StoreError
from store.library import Library
from store.limits import Limits
from store.model import Article, Outcome, Reason, Source, Step
from tui.app import NewsdiffApp
from tui.aside import Aside, Work
from tui.jobs import Job
from tui.screens.compare import CompareScreen
from tui.telling import telling

MORE = tuple(
    f"Lock {n} of the canal was built in the year of the great frost, holds eleven barges at a time, and is opened by hand "
    f"on {day} mornings, when the keeper's family sells bread to the crews that wait for the water."
    for n, day in enumerate(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), 1)
)


async def over(app: NewsdiffApp, pilot: Pilot[Any]) -> None:
    """Wait for the end of the job and what it shows."""
    while app.jobs.running:
        await pilot.pause()
    await pilot.pause()


@pytest.fixture
async def locks() -> AsyncIterator[Server]:
    routes = {
        "/feed": feed(linked(["/locks"])),
        "/locks": page(article("Board hid cracks, league says", *LOCKS, *MORE)),
        "/silent": silent,
    }
    async with Server(routes) as server:
        yield server


async def test_what_a_refresh_brings_appears_and_moves_nothing(tmp_path: Path, locks: Server) -> None:
    path = library(tmp_path)
    Library(path).add_source(Source(locks.url("/feed"), title="Lowland Post"))
    async with reading(path, "2", "j", "j") as (app, pilot):
        screen = app.screen
        assert isinstance(screen, CompareScreen) and screen.story
        before = (screen.story.id, screen.claims.current, screen.answer_list.current, screen.claims.from_top)
        stories = screen.stories.count
        await press(pilot, "r")  # the Lowland Post tells this story
        await over(app, pilot)
        assert "/locks" in locks.paths()
        assert screen.stories.count == stories + 1, app.jobs.failures
        assert before == (screen.story.id, screen.claims.current, screen.answer_list.current, screen.claims.from_top)
        assert "Refreshing done" in str(told(app))


async def test_a_story_that_no_source_tells_says_so(tmp_path: Path, locks: Server) -> None:
    path = library(tmp_path)
    Library(path).add_source(Source(locks.url("/feed"), title="Another Paper"))
    async with reading(path, "2", "r") as (app, _):
        assert locks.requests == [] and any("no source that tells this story" in sentence for sentence in told(app))


def test_a_source_tells_a_story_by_its_name_or_its_host() -> None:
    def article(url: str, outlet: str) -> Article:
        return Article(url, "t", outlet, "", "", "en", (), "x")

    sources = [Source("https://feeds.echo.example/all"), Source("https://rss.host.example/1", title="The Wire"),
               Source("https://www.echo.example/old", paused=True), Source("https://other.example/"),
               Source("http://[broken")]  # fmt: skip
    articles = [article("https://www.echo.example/a", "Echo"), article("urn:newsdiff:1", "the wire")]
    assert telling(articles, sources) == [sources[0].url, sources[1].url]
    assert telling([article("urn:newsdiff:2", "")], sources) == []


async def test_a_job_is_told_and_stopped_and_what_it_stored_stays(tmp_path: Path, locks: Server) -> None:
    path = library(tmp_path)
    work = Work("ingest", (path, [locks.url("/locks"), locks.url("/silent")], Limits(workers=1)))
    async with reading(path) as (app, pilot):
        app.jobs.start("Trying", work)
        assert app.jobs.running
        while not app.jobs.running.done:
            await pilot.pause()
        assert "Trying ━━━━━───── 1/2 · Ctrl-c stops" in seen(app, "TitleBar")
        app.jobs.start("Another", work)
        await pilot.pause()
        assert any("still running" in sentence for sentence in told(app))
        await press(pilot, "ctrl+c")
        await over(app, pilot)
        assert "Trying stopped: 1 stored" in str(told(app)), told(app)
        assert Library(path).counts()["stories"] == 4


def test_a_job_that_fails_says_why_and_one_that_breaks_shows_where(tmp_path: Path) -> None:
    Library(tmp_path / "library.db").close()
    with pytest.raises(StoreError, match="not among your sources"):
        list(Aside(Work("refresh", (tmp_path / "library.db", ["https://nobody.example/"]))).steps())
    with pytest.raises(RuntimeError, match="AttributeError"):
        list(Aside(Work("fly", ())).steps())


def test_a_job_that_cannot_hear_is_killed(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    aside = Aside(Work("ingest", (tmp_path / "library.db", [str(pipe)])))
    with pipe.open("wb"):  # opens once the job opens the other end, to wait for what never comes
        aside.stop()
        with pytest.raises(RuntimeError, match="from outside"):
            list(aside.steps())


def test_progress_tells_counts_and_the_hosts_that_are_asked(tmp_path: Path) -> None:
    job = Job("Refreshing", Work("refresh", ()), MessagePump())
    assert job.progress(str) == "Refreshing ────────── 0/… · {app.cancel} stops"
    job.count(Step("a", Outcome.STORED, hosts=("a.example", "b.example", "c.example"), done=3, total=6))
    assert job.progress(str) == "Refreshing ━━━━━───── 3/6 · {app.cancel} stops · a.example, b.example +1"


async def test_ctrl_c_without_a_job_tells_how_to_leave(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "ctrl+c") as (app, _):
        assert "q quits" in told(app)


async def test_a_story_is_ranked_anew_only_when_the_reader_leaves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ranked: list[int] = []
    relearn = Library.relearn

    def noted(self: Library, story: int) -> None:
        ranked.append(story)
        relearn(self, story)

    monkeypatch.setattr(Library, "relearn", noted)
    path = library(tmp_path)
    async with reading(path, "2", "s", "j", "x") as (app, _):
        assert isinstance(app.screen, CompareScreen) and app.screen.story
        dam = app.screen.story.id
        assert ranked == []
    async with reading(path, "2", "s", "q"):
        assert ranked == []  # it opens again as it was
    async with reading(path, "1", "j") as (app, pilot):
        await settle(pilot)
        assert ranked == [dam]
        await press(pilot, "j", "k")
        assert ranked == [dam]
        for keys in (("u",), ("ctrl+r",), ("S", "G", "x", "escape")):  # undone, done again, taken back elsewhere
            ranked.clear()
            await press(pilot, *keys)
            assert ranked == [dam]


async def test_reasons_that_say_nothing_of_the_two_are_one_line(tmp_path: Path) -> None:
    path = library(tmp_path)
    con = connect(path)
    reasons = (Reason("words", 31, "both say sand"), Reason("sure", 9, "clearly told"), Reason("order", 0.4, "one day"),
               Reason("base", -6, "any two"))  # fmt: skip
    con.execute("UPDATE pairings SET reasons = ?", (reasons_to_json(reasons),))
    con.close()
    async with reading(path, "2", "w") as (app, _):
        shown = seen(app, "#answers")
        assert "+31  both say sand" in shown and "+3  everything else" in shown and "clearly" not in shown
