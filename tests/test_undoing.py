"""Every deed of the reader can be taken back and done again, in any order of deeds, over restarts and upgrades."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from library_material import MILL, article, claim, mill

from store.arrival import arrive, reread
from store.database import derived
from store.database.connection import connect
from store.database.ledger import KEYS
from store.errors import StoreError
from store.library import Library
from store.model import Deed, Kind, Reading, Snapshot, State

MILL_URL, OTHER_URL, QUARRY = (f"https://{name}.example/one" for name in ("courier", "evening", "quarry"))


def readings() -> list[tuple[Snapshot, Reading]]:
    """Return three articles: two of one story, one of another."""
    text = (
        "Neighbours say that the Fell quarry blasts on Sundays. The Fell quarry said it had never blasted on a Sunday."
    )
    quarry = article(QUARRY, text, title="Quarry blasts", outlet="Gazette", published="2026-09-09")
    claims = (
        claim(quarry, Kind.ACCUSATION, "the Fell quarry blasts on Sundays", speaker="Neighbours", target="Fell quarry"),
        claim(quarry, Kind.DENIAL, "it had never blasted on a Sunday", speaker="Fell quarry", party="Fell quarry"),
    )
    return [
        mill(MILL_URL),
        mill(OTHER_URL, text=MILL + "\n\nThe river ran red for a week.", outlet="Evening Echo"),
        (Snapshot(QUARRY, text.encode(), "text/plain"), Reading(quarry, claims)),
    ]


def make(path: Path) -> Library:
    """Make a library of the three articles."""
    con = connect(path)
    for snapshot, reading in readings():
        arrive(con, snapshot, reading)
    con.close()
    return Library(path)


def rebuild(path: Path) -> None:
    """Read all articles anew."""
    con = connect(path)
    derived.next_generation(con)
    for number, (_, reading) in zip(derived.latest_snapshots(con), readings(), strict=True):
        reread(con, number, reading)
    con.close()


def state(library: Library) -> dict[str, Any]:
    """Return all that a reader can see of the library, ranked by what was decided by now."""
    for story in library.story_ids():
        library.relearn(story)
    con = sqlite3.connect(library.path)
    rows = {table: sorted(con.execute(f"SELECT * FROM {table}").fetchall(), key=repr) for table in KEYS}
    con.close()
    shown = [
        (story, [a.url for a in library.story_articles(story.id)], kind, card, library.answers(card.claim.key))
        for story in library.all_stories()
        for kind in (Kind.ACCUSATION, Kind.DENIAL)
        for card in library.cards(story.id, kind)
    ]
    return {**rows, "shown": shown, "counts": library.counts(), "learned": library.learned()}


def pick(library: Library, kind: Kind, n: int) -> str:
    cards = [card for story in sorted(library.story_ids()) for card in library.cards(story, kind)]
    if not cards:
        raise StoreError("none left")
    return sorted(card.claim.key for card in cards)[n % len(cards)]


def _decide(wanted: State) -> Callable[[Library, int], object]:
    return lambda library, n: library.decide(
        pick(library, Kind.ACCUSATION, n), pick(library, Kind.DENIAL, n // 3), wanted, f"note {n % 2}"
    )


def _merge(library: Library, n: int) -> None:
    first, *others = sorted(library.story_ids())
    if others:
        library.merge_stories(first, others[n % len(others)])


def _split(library: Library, n: int) -> None:
    stories = sorted(library.story_ids())
    story = stories[n % len(stories)]
    library.split_story(story, [library.story_articles(story)[0].url])


def _mark(library: Library, n: int) -> None:
    url = (MILL_URL, OTHER_URL)[n % 2]
    text = library.article(url)[0].text
    words = ("Former staff", "its manager, Ada Quill", "said a foreman")[n % 3]
    start = text.index(words)
    library.make_claim(url, (Kind.ACCUSATION, Kind.DENIAL)[n // 2 % 2], start, start + len(words), "Ada", "Orrel")


def _correct(library: Library, n: int) -> None:
    key = pick(library, (Kind.ACCUSATION, Kind.DENIAL)[n % 2], n)
    library.correct_claim(key, (None, Kind.ACCUSATION, Kind.DENIAL, Kind.OTHER)[n % 4], ("Ada", None)[n // 2 % 2], None)


DEEDS: dict[str, Callable[[Library, int], object]] = {
    "save": _decide(State.SAVED),
    "reject": _decide(State.REJECTED),
    "pair": _decide(State.MADE),
    "take back": _decide(State.SUGGESTED),
    "note a pair": lambda library, n: library.note_pair(
        pick(library, Kind.ACCUSATION, n), pick(library, Kind.DENIAL, n), f"why {n}", ["tag"]
    ),
    "note": lambda library, n: library.note_claim(pick(library, Kind.DENIAL, n), ("", "ask")[n % 2]),
    "star": lambda library, n: library.star(pick(library, Kind.ACCUSATION, n), bool(n % 2)),
    "mark": _mark,
    "correct": _correct,
    "rename": lambda library, n: library.rename_story(min(library.story_ids()), ("", "Ours", "Theirs")[n % 3]),
    "merge": _merge,
    "split": _split,
}


@settings(max_examples=25, deadline=None)
@given(deeds=st.lists(st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 11)), min_size=1, max_size=7))
def test_undoing_everything_and_doing_it_again_gives_each_state_again(deeds: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "library.db"
        library = make(path)
        states = [state(library)]
        for name, n in deeds:
            try:
                DEEDS[name](library, n)
            except StoreError:
                continue
            now = state(library)
            if any(now[table] != states[-1][table] for table in KEYS):  # else nothing was done that could be undone
                states.append(now)
        library.close()
        library = Library(path)
        for before in reversed(states[:-1]):
            assert library.undo()
            assert state(library) == before
        assert library.undo() is None
        for after in states[1:]:
            assert library.redo()
            assert state(library) == after
        assert library.redo() is None
        assert library.check() == []
        library.close()


@pytest.fixture
def library(tmp_path: Path):
    library = make(tmp_path / "library.db")
    yield library
    library.close()


def test_a_new_deed_of_any_kind_ends_what_could_be_done_again(library: Library) -> None:
    key = pick(library, Kind.ACCUSATION, 0)
    library.star(key, True)
    library.undo()
    library.note_claim(pick(library, Kind.ACCUSATION, 1), "ask the union")
    assert library.redo() is None
    assert library.undo() is Deed.NOTE


def test_what_changes_nothing_is_no_deed(library: Library) -> None:
    key = pick(library, Kind.ACCUSATION, 0)
    library.star(key, True)
    library.star(key, True)
    library.note_claim(key, "")
    assert library.undo() is Deed.STAR
    assert library.undo() is None


def test_a_claim_is_not_made_twice(library: Library) -> None:
    found = library.card(pick(library, Kind.ACCUSATION, 0)).claim
    with pytest.raises(StoreError, match="marked as accusation already"):
        library.make_claim(found.article, found.kind, found.start, found.end, "Somebody")
    assert library.undo() is None


def test_a_merge_is_undone_around_what_came_since(library: Library) -> None:
    first, second = sorted(library.story_ids())
    library.merge_stories(first, second)
    con = connect(library.path)
    arrive(con, *mill("https://late.example/mill", outlet="Late Post"))
    con.close()
    library.undo()
    assert [sorted(a.outlet for a in library.story_articles(s)) for s in (first, second)] == [
        ["Evening Echo", "Late Post", "The Tamsin Courier"], ["Gazette"]
    ]  # fmt: skip


@pytest.mark.parametrize("name", DEEDS)
def test_a_rebuild_between_changes_nothing_about_undoing(library: Library, name: str) -> None:
    before = state(library)
    for n in range(12):
        with suppress(StoreError):
            DEEDS[name](library, n)
    after = state(library)
    rebuild(library.path)
    assert without_story_ids(state(library)) == without_story_ids(after)
    while library.undo():
        rebuild(library.path)
    assert without_story_ids(state(library)) == without_story_ids(before)
    while library.redo():
        pass
    assert without_story_ids(state(library)) == without_story_ids(after)


def without_story_ids(seen: dict[str, Any]) -> dict[str, Any]:
    """Return what was seen with each story by its articles alone, as a rebuild may number stories anew."""
    shown = sorted(
        ((urls, kind, story._replace(id=0), card._replace(story=0)) for story, urls, kind, card, _ in seen["shown"]),
        key=repr,
    )
    return {**seen, "shown": shown}


def test_the_log_of_an_older_library_can_still_be_undone_and_done_again(library: Library) -> None:
    accusation, denial = pick(library, Kind.ACCUSATION, 0), pick(library, Kind.DENIAL, 0)
    library.decide(accusation, denial, State.REJECTED, "first")
    library.decide(accusation, denial, State.SAVED, "second")
    library.undo()
    library.close()
    _downgrade(library.path)
    again = Library(library.path)
    assert again.redo() is Deed.SAVE
    assert again.decisions()[0].note == "second"
    assert again.undo() is Deed.SAVE
    assert again.decisions()[0].note == "first"
    assert again.undo() is Deed.REJECT
    assert again.decisions() == []
    assert again.check() == []
    again.close()


def _downgrade(path: Path) -> None:
    """Make the library what the first schema made of it."""
    con = sqlite3.connect(path)
    deeds = con.execute("SELECT id, changes, undone FROM deeds ORDER BY id").fetchall()
    con.executescript("""
        DROP TABLE deeds; DROP TRIGGER decisions_in; DROP TRIGGER decisions_out; DROP INDEX stories_judged;
        ALTER TABLE stories DROP COLUMN judged; DELETE FROM totals WHERE name = 'judged';
        DROP INDEX decisions_by_state;
        DELETE FROM _sqlite_migrations WHERE name > '0002'; PRAGMA user_version = 1;
        CREATE TABLE decision_log (id INTEGER PRIMARY KEY AUTOINCREMENT, accusation_key TEXT NOT NULL,
            denial_key TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0);
    """)
    for id_, changes, undone in deeds:
        ((_, before, after),) = json.loads(changes)
        rows = [json.dumps(list(row.values()), ensure_ascii=False) if row else "" for row in (before, after)]
        keys = (after or before)["accusation_key"], (after or before)["denial_key"]
        con.execute("INSERT INTO decision_log VALUES (?, ?, ?, ?, ?, ?)", (id_, *keys, *rows, undone))
    con.commit()
    con.close()
