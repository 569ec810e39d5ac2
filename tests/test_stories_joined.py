"""Stories that began apart are joined by an article that belongs to both, unless the reader put them apart."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from library_material import mill

from store import arrival, stories
from store.database import derived
from store.database.connection import connect
from store.library import Library
from store.model import Kind

FIRST, SECOND, THIRD = (f"https://{name}.example/mill" for name in ("courier", "evening", "gazette"))


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    library = Library(tmp_path / "library.db")
    yield library
    library.close()


def put(library: Library, url: str) -> int:
    """Store the article at `url`, the later the further down the alphabet; return its story."""
    con = connect(library.path)
    try:
        return arrival.arrive(con, *mill(url, outlet=url[8:15])).story
    finally:
        con.close()


def put_two_apart(library: Library, monkeypatch: pytest.MonkeyPatch) -> tuple[int, int]:
    with monkeypatch.context() as patched:
        patched.setattr(stories, "choose", lambda *_: ())
        return put(library, FIRST), put(library, SECOND)


def test_the_third_article_joins_the_first_two(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = put_two_apart(library, monkeypatch)
    library.rename_story(second, "The mill and the river")
    assert put(library, THIRD) == first
    (story,) = library.first_stories(9)
    assert (story.id, story.title, story.articles, story.outlets) == (first, "The mill and the river", 3, 3)
    assert (story.accusations, story.denials) == (2, 2)  # copies fold
    for card in library.cards(first, Kind.ACCUSATION):
        assert library.answers(card.claim.key)


def test_the_larger_story_stays(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(stories, "choose", lambda *_: ())
        put(library, FIRST)
        larger = put(library, SECOND)
        patched.setattr(stories, "choose", lambda *_: (larger,))
        put(library, "https://morning.example/mill")
    assert put(library, THIRD) == larger
    assert list(library.story_ids()) == [larger]


def test_a_story_too_large_to_move_stays_apart(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_two_apart(library, monkeypatch)
    monkeypatch.setattr(stories, "MOVED", 0)
    put(library, THIRD)
    assert sorted(story.articles for story in library.first_stories(9)) == [1, 2]


def test_what_the_reader_put_apart_is_not_joined(library: Library) -> None:
    story = put(library, FIRST)
    assert put(library, SECOND) == story
    library.split_story(story, [SECOND])
    put(library, THIRD)
    assert sorted(story.articles for story in library.first_stories(9)) == [1, 2]


def test_a_rebuild_gives_the_joined_story(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_two_apart(library, monkeypatch)
    put(library, THIRD)
    before = library.first_stories(9)
    con = connect(library.path)
    derived.next_generation(con)
    for number, url in zip(derived.latest_snapshots(con), (FIRST, SECOND, THIRD), strict=True):
        arrival.reread(con, number, mill(url, outlet=url[8:15])[1])
    con.close()
    assert library.first_stories(9) == before


def test_a_rebuild_joins_only_what_it_has_reached(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    put_two_apart(library, monkeypatch)
    put(library, THIRD)
    con = connect(library.path)
    derived.next_generation(con)
    numbers = dict(zip((FIRST, SECOND, THIRD), derived.latest_snapshots(con), strict=True))
    with monkeypatch.context() as patched:
        patched.setattr(stories, "choose", lambda *_: ())
        for url in (FIRST, SECOND):
            arrival.reread(con, numbers[url], mill(url, outlet=url[8:15])[1])
    arrival.reread(con, numbers[THIRD], mill(THIRD, outlet=THIRD[8:15])[1])
    con.close()
    (story,) = library.first_stories(9)
    assert (story.articles, story.accusations) == (3, 2)
