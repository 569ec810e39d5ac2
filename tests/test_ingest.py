"""Storing what the reader names: many inputs at once, good and bad, and reading all of it again."""

import io
import sys
from contextlib import aclosing
from pathlib import Path

import pytest
from server import Reply, Server, moved, page

from store.errors import FeedError
from store.ingest import Limits, discover, ingest, rebuild
from store.library import Library
from store.model import Outcome, State, Step


def article(title: str, *paragraphs: str, head: str = "") -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"
    )


LOCKS = (
    "The residents' league accused the Varn Canal Board of hiding cracks in the lock gates, and said that the board had "
    "known of the damage since the spring floods of last year.",
    "“We have hidden nothing,” a spokesman for the Varn Canal Board said on Tuesday. The board denied hiding cracks in the "
    "lock gates and said that every inspection report was published.",
    "The lock keeper told the council that the gates would be looked at again before the winter.",
)


async def all_of(inputs: list[str], library: Path, limits: Limits | None = None) -> list[Step]:
    return [step async for step in ingest(library, inputs, limits or Limits(workers=1))]


@pytest.fixture
def db(tmp_path: Path) -> Path:
    return tmp_path / "new folder" / "library.db"


async def test_many_inputs_give_a_step_each_and_the_bad_ones_stop_none(tmp_path: Path, db: Path) -> None:
    (tmp_path / "a.html").write_text(article("Board hid cracks, league says", *LOCKS))
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)) * 50)
    (tmp_path / "none.html").write_text("<html><body><a href='/'>Home</a></body></html>")
    (tmp_path / "b.txt").write_text("\n\n".join(("Lock gates to be looked at", *LOCKS)).replace("league", "union"))
    names = ["a.html", "missing.html", "empty.txt", ".", "binary.txt", "none.html", "b.txt"]
    inputs = [str(tmp_path / name) for name in names]
    async with Server({"/c": page(article("Canal board answers", *LOCKS[1:]))}) as server:
        urls = [server.url("/c"), server.url("/404"), "ftp://canal.example/", "http://a.invalid/"]
        steps = await all_of(inputs + urls, db)
    outcomes = {step.input: step.outcome for step in steps}
    assert [i for i in inputs + urls if outcomes[i] is Outcome.STORED] == [inputs[0], inputs[6], urls[0]]
    assert [step.input for step in steps[:7]] == inputs  # files in the order given
    assert [step.done for step in steps] == list(range(1, 12))
    for step in steps:
        assert (step.outcome is Outcome.FAILED) == bool(step.message)
        assert "\n" not in step.message
    counts = Library(db).counts()
    assert counts["articles"] == 3


async def test_standard_input_is_an_input(db: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(article("Board hid cracks", *LOCKS).encode())))
    (step,) = await all_of(["-"], db)
    assert step.outcome is Outcome.STORED


async def test_the_same_page_twice_is_one_article_and_a_changed_one_is_a_revision(db: Path) -> None:
    async with Server({"/a": page(article("Board hid cracks", *LOCKS))}) as server:
        assert [s.outcome for s in await all_of([server.url("/a")], db)] == [Outcome.STORED]
        assert [s.outcome for s in await all_of([server.url("/a")], db)] == [Outcome.SAME]
        server.routes["/a"] = page(
            article("Board hid cracks", *LOCKS[1:], "The league took its accusation back on Friday.")
        )
        (step,) = await all_of([server.url("/a")], db)
    assert step.outcome is Outcome.REVISED
    assert step.article is not None
    assert len(Library(db).revisions(step.article.url)) == 2


async def test_an_article_lives_where_its_server_moved_it_for_good(db: Path) -> None:
    async with Server({"/old": moved("/new", 301), "/new": page(article("Board hid cracks", *LOCKS))}) as server:
        (step,) = await all_of([server.url("/old")], db)
    assert step.article is not None
    assert step.article.url == server.url("/new")


async def test_no_host_gets_more_than_its_share(db: Path) -> None:
    routes = {f"/{n}": Reply(b"", delay=0.02) for n in range(12)}
    async with Server(dict(routes)) as server:
        await all_of([server.url(path) for path in routes], db, Limits(per_host=3, workers=1))
    assert server.most_open == 3


async def test_closing_the_iterator_stops_the_work(db: Path) -> None:
    routes = {f"/{n}": page(article(f"Number {n}", *LOCKS)) for n in range(40)}
    async with Server(dict(routes)) as server:
        steps = ingest(db, [server.url(path) for path in routes], Limits(per_host=1, workers=1))
        async with aclosing(steps):
            async for step in steps:
                assert step.outcome is Outcome.STORED
                break
        assert len(server.requests) < 40
    assert Library(db).counts()["articles"] >= 1


async def test_a_page_of_a_million_attributes_costs_one_message(tmp_path: Path, db: Path) -> None:
    attributes = " ".join(f"a{n}='x'" for n in range(1_000_000))
    (tmp_path / "bad.html").write_text(f"<html><body><div {attributes}><p>{LOCKS[0]}</p></div></body></html>")
    (tmp_path / "good.html").write_text(article("Board hid cracks", *LOCKS))
    inputs = [str(tmp_path / name) for name in ("bad.html", "good.html")]
    steps = await all_of(inputs, db, Limits(workers=1, reading=3))
    assert steps[1].outcome is Outcome.STORED


async def test_rebuild_reads_all_again_and_leaves_decisions_alone(tmp_path: Path, db: Path) -> None:
    (tmp_path / "a.html").write_text(article("Board hid cracks", *LOCKS))
    (before,) = await all_of([str(tmp_path / "a.html")], db)
    assert before.article is not None
    (tmp_path / "a.html").unlink()
    library = Library(db)
    claims = library.article(before.article.url)[1]
    accusation, denial = (next(c for c in claims if c.kind == kind) for kind in ("accusation", "denial"))
    library.decide(accusation.key, denial.key, State.SAVED, "mine")
    steps = [step async for step in rebuild(db, Limits(workers=1))]
    assert [(s.article and s.article.url, s.done, s.total) for s in steps] == [(before.article.url, 1, 1)]
    assert (steps[0].accusations, steps[0].denials) == (before.accusations, before.denials)
    (decision,) = library.decisions()
    assert (decision.state, decision.note, decision.orphaned) == (State.SAVED, "mine", False)


FEED = '<rss version="2.0"><channel><title>Canal Echo</title></channel></rss>'


async def test_feeds_are_found_at_their_address_and_behind_a_page() -> None:
    links = "".join(
        f'<link rel="alternate" type="application/rss+xml" href="{path}">'
        for path in ("/feed", "/dead", "/html", "/moved")
    )
    routes = {"/": page(f"<html><head>{links}</head></html>"), "/feed": page(FEED), "/moved": moved("/feed", 301)}
    async with Server({**routes, "/html": page("<html></html>"), "/none": page("<p>none</p>")}) as server:
        (direct,) = await discover(server.url("/feed"))
        assert (direct.url, direct.title) == (server.url("/feed"), "Canal Echo")
        assert await discover(server.url("/")) == [direct]
        with pytest.raises(FeedError, match="names none"):
            await discover(server.url("/none"))
