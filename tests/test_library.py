"""The library through its door, on real SQLite files."""

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from library_material import MILL, article, claim, mill

from store.arrival import arrive, reread
from store.database import derived
from store.database.connection import connect
from store.errors import LibraryError, NewerLibraryError, StoreError, UnknownError
from store.library import Library
from store.model import Deed, Filters, Kind, Outcome, Reading, Snapshot, Source, State


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "library.db"


def put(path: Path, snapshot: Snapshot, reading: Reading):
    con = connect(path)
    try:
        return arrive(con, snapshot, reading)
    finally:
        con.close()


@pytest.fixture
def library(path: Path):
    put(path, *mill())
    library = Library(path)
    yield library
    library.close()


def first_pair(library: Library) -> tuple[str, str]:
    story = library.first_stories(1)[0].id
    for card in library.cards(story, Kind.ACCUSATION):
        for answer in library.answers(card.claim.key):
            return card.claim.key, answer.card.claim.key
    raise AssertionError("the engine paired nothing")


def test_the_file_is_private(path: Path) -> None:
    Library(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


def test_an_article_is_stored_once(path: Path) -> None:
    assert put(path, *mill()).outcome is Outcome.STORED
    assert put(path, *mill()).outcome is Outcome.SAME
    library = Library(path)
    assert library.counts()["articles"] == 1
    assert library.counts()["accusations"] == 2
    assert library.counts()["denials"] == 2
    library.close()


def test_a_story_keeps_its_counts(library: Library) -> None:
    (story,) = library.first_stories(10)
    assert (story.articles, story.accusations, story.denials) == (1, 2, 2)
    assert story.title == "Mill dumped dye, former staff say"
    assert [s.id for s in library.all_stories()] == list(library.story_ids()) == [story.id]


def test_a_changed_article_is_a_revision_and_what_it_dropped_is_marked(library: Library) -> None:
    shorter = article(text=MILL.replace(" “We poured it out at night,” said a foreman.", ""))
    snapshot, reading = mill()
    kept = tuple(
        replace(claim(shorter, c.kind, c.content), source=c.source, speaker=c.speaker, target=c.target)
        for c in reading.claims
        if c.content in shorter.text
    )
    stored = put(library.path, replace(snapshot, body=shorter.text.encode()), Reading(shorter, kept))
    assert stored.outcome is Outcome.REVISED
    assert stored.accusations == 1
    cards = library.cards(stored.story, Kind.ACCUSATION)
    assert [card.gone for card in cards] == [False, True]
    (old, _, _), (new, _, _) = library.revisions(shorter.url)
    assert library.article(shorter.url)[0].text == shorter.text
    earlier, claims = library.article(shorter.url, old)
    assert earlier.text == MILL
    assert [c.content for c in claims] == ["“We poured it out at night,”"]
    assert new == shorter.revision


def test_a_dump_without_address_that_changed_is_a_revision(path: Path) -> None:
    snapshot, reading = mill("urn:newsdiff:1")
    put(path, snapshot, reading)
    longer = article("urn:newsdiff:2", MILL + "\n\nThe river was closed.")
    assert put(path, replace(snapshot, body=b"longer"), Reading(longer, ())).outcome is Outcome.REVISED


def test_decisions_and_their_undoing(library: Library) -> None:
    accusation, denial = first_pair(library)
    before = len(library.answers(accusation))
    decision = library.decide(accusation, denial, State.REJECTED, "not about this", ["dye"])
    assert decision is not None
    assert (decision.state, decision.note, decision.tags) == (State.REJECTED, "not about this", ("dye",))
    assert library.answers(accusation)[-1].state is State.REJECTED
    assert library.card(accusation).answers == before - 1
    library.decide(accusation, denial, State.SAVED)
    assert library.answers(accusation)[0].state is State.SAVED
    assert library.undo() is Deed.SAVE
    assert library.decisions()[0].state is State.REJECTED
    assert library.undo() is Deed.REJECT
    assert library.decisions() == []
    assert library.undo() is None
    assert library.redo() and library.redo()
    assert library.decisions()[0].state is State.SAVED
    assert library.redo() is None
    library.decide(accusation, denial, State.SUGGESTED)
    assert library.decisions() == []


def test_undo_works_after_a_restart_and_a_hundred_deep(library: Library) -> None:
    accusation, denial = first_pair(library)
    for n in range(120):
        library.decide(accusation, denial, State.SAVED, f"note {n}")
    library.close()
    again = Library(library.path)
    undone = 0
    while again.undo():
        undone += 1
    assert undone == 100
    assert again.decisions()[0].note == "note 19"
    again.close()


def test_a_pairing_made_by_hand_is_an_answer(library: Library) -> None:
    story = library.first_stories(1)[0].id
    accusation = library.cards(story, Kind.ACCUSATION)[1].claim.key
    denial = library.cards(story, Kind.DENIAL)[1].claim.key
    library.decide(accusation, denial, State.MADE)
    assert library.answers(accusation)[0].state is State.MADE
    assert library.answers(denial)[0].card.claim.key == accusation


def test_the_kept_counts_are_what_the_panes_show_after_any_decisions(path: Path) -> None:
    words = ("the Fell quarry blasts on Sundays", "it had never blasted on a Sunday")
    quarry = article("https://gazette.example/fell", f"Neighbours say that {words[0]}. The quarry said {words[1]}.")
    claims = (claim(quarry, Kind.ACCUSATION, words[0], speaker="Neighbours"), claim(quarry, Kind.DENIAL, words[1]))
    put(path, *mill())
    put(path, Snapshot(quarry.url, quarry.text.encode(), "text/plain"), Reading(quarry, claims))
    library, draw = Library(path), Random(3)
    kinds = (Kind.ACCUSATION, Kind.DENIAL)
    keys = {kind: [key for story in library.story_ids() for key in library.card_keys(story, kind)] for kind in kinds}
    assert len(library.story_ids()) == 2  # a pairing by hand may reach from one to the other
    for _ in range(40):
        library.decide(*(draw.choice(keys[kind]) for kind in kinds), draw.choice([*State]))
        for card in library.cards_of([*keys[Kind.ACCUSATION], *keys[Kind.DENIAL]]):
            assert card
            answers = library.answers(card.claim.key)
            assert card.answers == sum(answer.state is not State.REJECTED for answer in answers)
    library.close()


def reread_all(path: Path, read) -> None:
    con = connect(path)
    derived.next_generation(con)
    for number in derived.latest_snapshots(con):
        reread(con, number, read(derived.snapshot_by_id(con, number)))
    con.close()


def test_decisions_survive_a_rebuild_that_finds_the_claims_again(library: Library) -> None:
    accusation, denial = first_pair(library)
    library.decide(accusation, denial, State.REJECTED)
    story = library.first_stories(1)[0]
    reread_all(library.path, lambda _: mill()[1])
    (decision,) = library.decisions()
    assert not decision.orphaned
    assert library.first_stories(1) == [story]
    assert library.answers(accusation)[-1].state is State.REJECTED


def test_decisions_survive_a_rebuild_that_finds_nothing(library: Library) -> None:
    accusation, denial = first_pair(library)
    library.decide(accusation, denial, State.SAVED, "keep")
    reread_all(library.path, lambda _: mill()[1]._replace(claims=()))
    (decision,) = library.decisions()
    assert decision.orphaned
    assert decision.note == "keep"
    assert decision.accusation.claim.content == "dumping dye into the Tamsin river" or decision.accusation.suffix
    reread_all(library.path, lambda _: mill()[1])
    assert not library.decisions()[0].orphaned
    assert library.answers(accusation)[0].state is State.SAVED


def test_hand_made_claims_and_corrections_survive_a_rebuild(library: Library) -> None:
    start = MILL.index("its manager, Ada Quill")
    made = library.make_claim("https://courier.example/mill", Kind.DENIAL, start, start + 11, speaker="Ada Quill")
    story = library.first_stories(1)[0].id
    wrong = library.cards(story, Kind.ACCUSATION)[1].claim
    right = library.correct_claim(wrong.key, speaker="Tom Reed", target="the night shift")
    assert library.card(right.key).claim.speaker == "Tom Reed"
    flipped = library.correct_claim(right.key, kind=Kind.DENIAL)
    assert flipped.speaker == "Tom Reed"
    for _ in range(2):
        assert library.card(made.key).claim.rule == "hand"
        kept = library.card(flipped.key).claim
        assert (kept.kind, kept.speaker, kept.target, kept.rule) == (Kind.DENIAL, "Tom Reed", "the night shift", "hand")
        with pytest.raises(UnknownError):
            library.card(wrong.key)
        reread_all(library.path, lambda _: mill()[1])
    library.correct_claim(made.key, kind=Kind.OTHER)
    with pytest.raises(UnknownError):
        library.card(made.key)


def test_a_correction_survives_a_reading_that_misses_the_claim(library: Library) -> None:
    story = library.first_stories(1)[0].id
    found = library.cards(story, Kind.ACCUSATION)[0].claim
    right = library.correct_claim(found.key, target="Orrel Mill plc")
    reread_all(library.path, lambda _: mill()[1]._replace(claims=()))
    assert library.card(right.key).claim.target == "Orrel Mill plc"


def test_stories_can_be_merged_split_and_renamed_and_stay_so(path: Path) -> None:
    put(path, *mill())
    other = article(
        "https://gazette.example/quarry", "Neighbours say that the Fell quarry blasts on Sundays.",
        title="Quarry blasts on Sundays", outlet="Gazette", published="2026-09-09",
    )  # fmt: skip
    reading = Reading(
        other, (claim(other, Kind.ACCUSATION, "the Fell quarry blasts on Sundays", speaker="Neighbours"),)
    )
    put(path, Snapshot(other.url, other.text.encode(), "text/plain"), reading)
    readings = {mill()[0].body: mill()[1], other.text.encode(): reading}
    library = Library(path)
    newest, oldest = library.story_ids()
    library.merge_stories(oldest, newest)
    library.rename_story(oldest, "Two nuisances")
    for _ in range(2):
        (story,) = library.first_stories(9)
        assert (story.title, story.articles, story.accusations) == ("Two nuisances", 2, 3)
        reread_all(path, lambda snapshot: readings[snapshot.body])
    library.split_story(story.id, [other.url])
    for _ in range(2):
        assert sorted(s.articles for s in library.first_stories(9)) == [1, 1]
        reread_all(path, lambda snapshot: readings[snapshot.body])
    with pytest.raises(StoreError):
        library.split_story(story.id, [])
    library.close()


def test_copies_fold_into_one_card(path: Path) -> None:
    put(path, *mill())
    put(path, *mill("https://evening.example/mill", outlet="Evening Echo", published="2026-03-01T12:00:00+01:00"))
    library = Library(path)
    (story,) = library.first_stories(9)
    cards = library.cards(story.id, Kind.ACCUSATION)
    assert story.accusations == 2
    assert story.articles == 2
    assert [card.also for card in cards if len(card.claim.content.split()) > 4] == [("Evening Echo",)] * 2
    library.close()


def test_filters_narrow(library: Library) -> None:
    story = library.first_stories(1)[0].id
    assert len(library.cards(story, Kind.ACCUSATION, Filters(direct=True))) == 1
    assert library.cards(story, Kind.ACCUSATION, Filters(outlet="nobody")) == []
    assert len(library.cards(story, Kind.ACCUSATION, Filters(target="orrel"))) == 2
    assert library.cards(story, Kind.ACCUSATION, Filters(since="2026-03-02")) == []
    assert len(library.cards(story, Kind.ACCUSATION, Filters(anonymous=True, sort="score"))) == 2


def test_cards_are_read_by_their_keys_as_they_stand_in_the_story(path: Path) -> None:
    put(path, *mill())
    put(path, *mill("https://evening.example/mill", outlet="Evening Echo", published="2026-03-01T12:00:00+01:00"))
    library = Library(path)
    (story,) = library.story_ids()
    for kind in (Kind.ACCUSATION, Kind.DENIAL):
        for filters in (Filters(), Filters(direct=True, sort="newest"), Filters(outlet="echo", sort="outlet")):
            cards = library.cards(story, kind, filters)
            assert cards
            assert library.cards_of(library.card_keys(story, kind, filters)) == cards
        assert library.choices(story, kind).outlets == {"The Tamsin Courier", "Evening Echo"}
    assert library.cards_of(["unknown"]) == [None]
    told = [
        (c.outlet, c.published[:10], kind, c.claim.key)
        for kind in (Kind.ACCUSATION, Kind.DENIAL)
        for c in library.cards(story, kind)
    ]
    assert library.timeline(story) == told
    library.close()


def test_search_finds_claims_and_articles_as_one_types(library: Library) -> None:
    hits = library.search("poured nig")
    assert hits[0].claim is not None
    assert hits[-1].claim is None
    start, end = hits[0].matches[0]
    assert hits[0].snippet[start:end] == "poured"
    for odd in ('"', "*", "a AND", "NEAR(", "'); DROP", "-x", "🦊"):
        library.search(odd)
    assert library.search("  ") == []


def test_stories_are_found_by_outlet_speaker_and_rough_title(library: Library) -> None:
    for text in ("tamsin courier", "Ada Quil", "mill dumpd dye"):
        assert list(library.story_ids(text)) == list(library.story_ids())


def test_stars_notes_and_memory(library: Library) -> None:
    accusation, _ = first_pair(library)
    library.star(accusation, True)
    library.note_claim(accusation, "ask the union")
    library.remember("where", "here")
    card = library.card(accusation)
    assert (card.starred, card.note, library.remembered("where")) == (True, "ask the union", "here")
    library.star(accusation, False)
    library.note_claim(accusation, "")
    assert (library.card(accusation).starred, library.card(accusation).note) == (False, "")


def test_sources(library: Library) -> None:
    source = Source("https://courier.example/feed", "Courier", ("local",))
    assert library.add_source(source)
    assert not library.add_source(source)
    library.update_source(source.url, source._replace(paused=True))
    assert library.sources() == [source._replace(paused=True)]
    assert library.remove_source(source.url)
    assert not library.remove_source(source.url)


def test_decisions_teach_the_ranking_and_undoing_them_unteaches_it(library: Library) -> None:
    story = library.first_stories(1)[0].id
    shipped = library.learned()
    accusation, _ = first_pair(library)
    before = library.answers(accusation)[0].pairing.score
    pairs = [
        (c.claim.key, a.card.claim.key)
        for c in library.cards(story, Kind.ACCUSATION)
        for a in library.answers(c.claim.key)
    ]
    for pair in pairs:
        library.decide(*pair, State.REJECTED)
    assert library.learned() != shipped
    library.relearn(story)
    others = [a for c in library.cards(story, Kind.ACCUSATION) for a in library.answers(c.claim.key)]
    assert [a.state for a in others] == [State.REJECTED] * len(pairs)
    assert library.answers(accusation)[0].pairing.score < before
    for _ in pairs:
        library.undo()
    library.relearn(story)
    assert library.learned() == shipped
    assert library.answers(accusation)[0].pairing.score == before


def test_two_processes_see_each_others_decisions(library: Library) -> None:
    accusation, denial = first_pair(library)
    other = Library(library.path)
    seen = other.version()
    library.decide(accusation, denial, State.SAVED)
    assert other.version() != seen
    assert other.decisions()[0].state is State.SAVED
    other.decide(accusation, denial, State.REJECTED)
    assert library.decisions()[0].state is State.REJECTED
    other.close()


def test_a_newer_library_is_left_untouched(library: Library) -> None:
    library.close()
    con = sqlite3.connect(library.path)
    con.execute("PRAGMA user_version = 999")
    con.close()
    before = library.path.read_bytes()
    with pytest.raises(NewerLibraryError, match="later newsdiff"):
        Library(library.path)
    assert library.path.read_bytes() == before


def test_an_older_library_is_copied_beside_itself_and_keeps_what_is_the_readers(library: Library) -> None:
    accusation, denial = first_pair(library)
    library.decide(accusation, denial, State.REJECTED, "not this one", ["dye"])
    library.decide(accusation, denial, State.SAVED)
    library.star(accusation, True)
    library.note_claim(denial, "ask")
    library.close()
    con = sqlite3.connect(library.path)
    con.executescript(
        "DROP INDEX decisions_by_state; DELETE FROM _sqlite_migrations WHERE name > '0003'; PRAGMA user_version = 2;"
    )
    before = set(con.iterdump())
    con.close()
    again = Library(library.path)
    assert again.decided(State.SAVED) == [(accusation, denial)] and again.decided(State.REJECTED) == []
    assert again.undo() is Deed.NOTE
    assert again.redo() is Deed.NOTE
    assert again.check() == []
    again.close()
    for path in (library.path, *library.path.parent.glob("*.bak")):
        con = sqlite3.connect(path)
        assert before <= set(con.iterdump())
        con.close()
    assert len([*library.path.parent.glob("*.bak")]) == 1


def test_another_programs_file_is_refused(tmp_path: Path) -> None:
    foreign = tmp_path / "other.db"
    con = sqlite3.connect(foreign)
    con.execute("CREATE TABLE mine (x)")
    con.close()
    before = foreign.read_bytes()
    with pytest.raises(LibraryError, match="not a newsdiff library"):
        Library(foreign)
    assert foreign.read_bytes() == before
    text = tmp_path / "notes.txt"
    text.write_text("not a database at all, but long enough to look like one" * 50)
    with pytest.raises(LibraryError):
        Library(text)
    with pytest.raises(LibraryError):
        Library(tmp_path)


def test_a_full_disk_is_told_and_loses_nothing(library: Library) -> None:
    con = connect(library.path)
    con.execute(f"PRAGMA max_page_count = {con.execute('PRAGMA page_count').fetchone()[0]}")
    big = article("https://courier.example/big", MILL + "\n\n" + " ".join(f"word{n}" for n in range(50_000)))
    with pytest.raises(sqlite3.OperationalError, match="full"):
        arrive(con, Snapshot(big.url, os.urandom(500_000)), Reading(big, ()))
    con.close()
    assert library.counts()["articles"] == 1
    assert library.check() == []


def test_a_decision_outlives_kill_9(library: Library) -> None:
    accusation, denial = first_pair(library)
    program = textwrap.dedent(f"""
        import os, signal
        from pathlib import Path
        from store.library import Library
        from store.model import State
        library = Library(Path({str(library.path)!r}))
        library.decide({accusation!r}, {denial!r}, State.SAVED, "before the end")
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    done = subprocess.run([sys.executable, "-c", program], check=False)
    assert done.returncode == -signal.SIGKILL
    library.close()
    again = Library(library.path)
    assert again.decisions()[0].note == "before the end"
    assert again.check() == []
    again.close()


def test_an_interrupted_first_use_leaves_a_file_that_opens(path: Path) -> None:
    path.parent.mkdir()
    path.touch()
    Library(path).close()
    assert Library(path).counts()["articles"] == 0


def test_a_rebuild_finds_the_stories_that_arrival_found(path: Path) -> None:
    lines = (Path(__file__).parent / "data" / "affairs" / "affairs.jsonl").read_text(encoding="utf-8").splitlines()
    readings = {}
    for row in map(json.loads, lines[:120]):
        told = article(row["url"], row["text"], title=row["title"], outlet=row["outlet"], published=row["published"])
        readings[told.text.encode()] = Reading(told, ())
        put(path, Snapshot(told.url, told.text.encode(), "text/plain"), readings[told.text.encode()])

    def stories() -> list[tuple[str, ...]]:
        library = Library(path)
        found = sorted(tuple(a.url for a in library.story_articles(s)) for s in library.story_ids())
        library.close()
        return found

    before = stories()
    for _ in range(2):
        reread_all(path, lambda snapshot: readings[snapshot.body])
        assert stories() == before
