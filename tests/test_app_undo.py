"""`u` and Ctrl-r in the app: they reach every deed, say what it was, and outlive the app."""

from pathlib import Path

import pytest
from app_helpers import library, press, reading, told

from store.library import Library
from store.model import Kind

MARKED = ("right_parenthesis", "right_parenthesis", "m", "tab", "type:Province Wire", "enter")
DEEDS = {
    "saving": ("2", "s"),
    "rejecting": ("2", "x"),
    "pairing by hand": ("2", "G", "p", "type:load test", "enter"),
    "the note": ("2", "t", "type:ask the union", "enter"),
    "the star": ("2", "asterisk"),
    "the mark": ("2", "G", "enter", *MARKED),
    "the correction": ("2", "c", "tab", "tab", "type: and sons", "enter"),
    "the new name": ("E", "type: and after", "enter"),
    "splitting the story": ("E", "tab", "enter", "x"),
    "joining stories": ("E", "tab", "J", "type:ferry", "enter"),
}


def shown(path: Path) -> list[object]:
    """Return what a reader can see of the library."""
    library = Library(path)
    try:
        cards = [
            (story, card, [(a.card.claim.key, a.state, a.note) for a in library.answers(card.claim.key)])
            for story in library.all_stories()
            for kind in (Kind.ACCUSATION, Kind.DENIAL)
            for card in library.cards(story.id, kind)
        ]
        return [cards, [(d.accusation.key, d.denial.key, d.state, d.note) for d in library.decisions()]]
    finally:
        library.close()


@pytest.mark.parametrize("what", DEEDS)
async def test_every_deed_is_undone_and_done_again_by_key_over_restarts(tmp_path: Path, what: str) -> None:
    path = library(tmp_path)
    opened = Library(path)
    for story in opened.story_ids():
        opened.relearn(story)  # the library is made with pairings that the engine would not make
    opened.close()
    before = shown(path)
    async with reading(path, *DEEDS[what]):
        after = shown(path)
    assert after != before
    async with reading(path, "u") as (app, _):
        assert f"Undone: {what}" in told(app)
        assert shown(path) == before
    async with reading(path, "ctrl+r") as (app, pilot):
        assert f"Done again: {what}" in told(app)
        assert shown(path) == after
        await press(pilot, "ctrl+r")
        assert "Nothing to redo" in told(app)
