"""Every other screen, key by key."""

import re
from pathlib import Path

import pytest
from app_helpers import library, press, reading, seen, settle, told
from textual.command import CommandPalette

from store.library import Library
from store.model import Kind, Source, State
from tui.commands import KeyCommands
from tui.screens.compare import CompareScreen
from tui.screens.help import HelpScreen
from tui.screens.matrix import MatrixScreen
from tui.screens.reader import ReaderScreen
from tui.screens.saved import SavedScreen
from tui.screens.search import SearchScreen
from tui.screens.settings import SettingsScreen
from tui.screens.sources import SourcesScreen
from tui.screens.split import SplitScreen
from tui.screens.timeline import TimelineScreen
from tui.screens.welcome import WelcomeScreen
from tui.typed import address, inputs
from tui.widgets.listing import Listing
from tui.widgets.prose import Prose


def prose(app: object) -> Prose:
    found = app.screen.focused  # type: ignore[attr-defined]
    assert isinstance(found, Prose)
    return found


# The reader


async def test_n_and_p_walk_the_claims_and_the_margin_says_who_speaks(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "enter") as (app, pilot):
        shown = seen(app)
        assert "Two engineers ▲" in shown and "Vantor Works ▼" in shown
        walked = []
        for _ in range(4):
            walked.append(prose(app).current.speaker)  # type: ignore[union-attr]
            await press(pilot, "n")
        assert walked == ["Two engineers", "one of the two engineers", "Runa Selk", "Vantor Works"]
        await press(pilot, "p", "N")
        assert prose(app).current.speaker == "one of the two engineers"  # type: ignore[union-attr]


async def test_a_sentence_is_selected_extended_and_marked(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "G", "enter", "escape", "enter") as (app, pilot):
        await press(pilot, "right_parenthesis", "right_parenthesis")
        assert prose(app).selected_text == "The surveyor, Ives Tollan, could not be reached."
        await press(pilot, "left_parenthesis")
        assert prose(app).selected_text == "The rival firm Belmark said Vantor Works had bribed a surveyor."
        await press(pilot, "plus")
        assert prose(app).selected_text.endswith("could not be reached.")
        await press(
            pilot,
            "left_parenthesis",
            "right_parenthesis",
            "m",
            "tab",
            "type:Province Wire",
            "tab",
            "type:Ives Tollan",
            "enter",
        )
        made = [c for c in Library(path).article("https://wire.example/dam")[1] if c.rule == "hand"]
        assert [(c.kind, c.speaker, c.target) for c in made] == [(Kind.ACCUSATION, "Province Wire", "Ives Tollan")]
        assert prose(app).current and prose(app).current.key == made[0].key  # type: ignore[union-attr]


async def test_marking_takes_the_claim_where_no_sentence_is_selected(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "j", "enter", "m", "l", "enter"):
        claims = Library(path).article("https://herald.example/dam")[1]
    assert [(c.kind, c.speaker) for c in claims if c.rule == "hand"] == [(Kind.DENIAL, "one of the two engineers")]


@pytest.mark.parametrize(
    ("keys", "begins"),
    [
        (("2", "j", "m"), "“They told us to sign"),
        (("3", "m"), "Vantor Works denied mixing"),
        (("1", "m", "type:post", "enter"), "Vantor Works has answered"),
        (("1", "j", "m"), "The seamen's union accused"),
    ],
    ids=["claim", "answer", "story", "story of one article"],
)
async def test_a_missed_claim_is_marked_from_the_home_screen(
    tmp_path: Path, keys: tuple[str, ...], begins: str
) -> None:
    path = library(tmp_path)
    async with reading(path, *keys) as (app, pilot):
        assert prose(app).selected_text.startswith(begins)
        assert told(app) == ["( ) choose a sentence, + takes one more, m marks"]
        await press(pilot, "right_parenthesis")
        words = prose(app).selected_text
        await press(pilot, "m", "l", "enter", "escape")
        assert isinstance(app.screen, CompareScreen)
        library_now = Library(path)
        assert [
            c.content
            for url in ("herald.example/dam", "post.example/dam-answer", "herald.example/ferry")
            for c in library_now.article(f"https://{url}")[1]
            if c.rule == "hand" and c.kind is Kind.DENIAL
        ] == [words]


@pytest.mark.parametrize("width", [60, 71, 72, 120])
async def test_who_speaks_is_seen_at_every_width_and_the_current_claim_told(tmp_path: Path, width: int) -> None:
    async with reading(library(tmp_path), "2", "enter", size=(width, 40)) as (app, pilot):
        shown = seen(app, "#article")
        for sign, name in (("▲", "Two engineers"), ("▲", "one of the two"), ("▲", "Runa Selk"), ("▼", "Vantor Works")):
            assert re.search(f"{sign} {name}|{name}.* {sign}", shown), name
        assert "1 of 4 · ▲ Two engineers" in seen(app, "TitleBar")
        await press(pilot, "n", "n")
        assert "3 of 4 · ▲ Runa Selk" in seen(app, "TitleBar")


async def test_without_a_margin_each_voice_of_a_paragraph_is_named_once_before_it(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(60, 30)) as (app, pilot):
        app.read_at("https://post.example/dam-answer")
        await settle(pilot)
        lines = [line.strip() for line in seen(app, "#article").splitlines()]
        at = next(i for i, line in enumerate(lines) if "He called" in line)
        assert lines[at - 1] == "▼ Odo Marsh, for Vantor Works  ▲ Residents"


async def test_marking_asks_for_a_selection_where_there_is_no_claim(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path) as (app, pilot):
        app.read_at("https://wire.example/dam")
        await settle(pilot)
        await press(pilot, "m")
        assert "Select a sentence with )" in told(app)


async def test_the_reader_pairs_by_hand(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "G", "enter", "P", "type:load test", "enter"):
        assert Library(path).decisions(State.MADE)[0].accusation.claim.speaker == "Belmark"


async def test_the_reader_scrolls(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "enter", size=(60, 12)) as (app, pilot):
        await press(pilot, "g")
        for key, back in (
            ("j", "k"),
            ("down", "up"),
            ("ctrl+d", "ctrl+u"),
            ("pagedown", "pageup"),
            ("space", "pageup"),
        ):
            await press(pilot, key)
            assert prose(app).scroll_offset.y > 0, key
            await press(pilot, back)
            assert prose(app).scroll_offset.y == 0, back
        await press(pilot, "G")
        assert prose(app).scroll_offset.y == prose(app).max_scroll_y
        await press(pilot, "home")
        assert prose(app).scroll_offset.y == 0


# Both articles


async def test_the_split_reader_scrolls_apart_and_together(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "j", "b", size=(120, 11)) as (app, pilot):
        assert isinstance(app.screen, SplitScreen)
        left, right = app.screen.sides
        assert left.current and left.current.speaker == "one of the two engineers"
        assert right.current and right.current.speaker == "Odo Marsh"
        await press(pilot, "g", "tab", "g")
        assert right.has_focus
        await press(pilot, "j")
        assert (left.scroll_offset.y, right.scroll_offset.y) == (0, 1)
        await press(pilot, "z", "j")
        assert (left.scroll_offset.y, right.scroll_offset.y) == (1, 2)
        await press(pilot, "escape")
        assert isinstance(app.screen, CompareScreen)


# Search


async def test_the_two_current_claims_are_judged_paired_and_taken_apart_side_by_side(tmp_path: Path) -> None:
    path = library(tmp_path)

    def decided() -> list[State]:
        return [decision.state for decision in Library(path).decisions()]

    async with reading(path, "2", "b") as (app, pilot):
        assert "Both articles · ○ suggested · specific · 93" in seen(app, "TitleBar")
        await press(pilot, "s")
        assert decided() == [State.SAVED] and "● saved" in seen(app, "TitleBar")
        await press(pilot, "x")
        assert decided() == [State.REJECTED] and "✕ rejected" in seen(app, "TitleBar")
        await press(pilot, "u", "u", "n")
        assert decided() == [] and "Both articles · not paired" in seen(app, "TitleBar")
        await press(pilot, "x")
        assert told(app) == ["These two are not paired"] and decided() == []
        await press(pilot, "s")
        assert decided() == [State.MADE] and "◆ made by hand" in seen(app, "TitleBar")
        await press(pilot, "x")
        assert decided() == [] and "Taken apart" in told(app)
        await press(pilot, "2", "p")
        assert "paired" not in seen(app, "TitleBar"), "two accusations"
        await press(pilot, "s")
        assert decided() == []


async def test_a_missed_sentence_is_marked_side_by_side(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "j", "b", "2", "right_parenthesis") as (app, pilot):
        words = prose(app).selected_text
        await press(pilot, "m", "l", "enter")
        made = [c for c in Library(path).article("https://post.example/dam-answer")[1] if c.rule == "hand"]
        assert [(c.kind, c.content) for c in made] == [(Kind.DENIAL, words)]
        assert prose(app).current and prose(app).current.key == made[0].key  # type: ignore[union-attr]


async def test_search_finds_as_one_types_and_opens_the_place(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "slash", "type:load te") as (app, pilot):
        assert isinstance(app.screen, SearchScreen)
        assert "▲ accusation · Runa Selk · Engineers say" in seen(app, "#hits")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen) and prose(app).current
        await press(pilot, "escape")
        assert isinstance(app.screen, SearchScreen) and app.screen.field.value == "load te"
        await press(pilot, "down", "up", "ctrl+n", "tab")
        assert app.screen.hits.has_focus
        await press(pilot, "tab")
        assert app.screen.field.has_focus


async def test_search_goes_to_a_story_and_to_words_of_an_article(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "slash", "type:ferry crew", "enter") as (app, pilot):
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.story and app.screen.story.title.startswith("Ferry crew")
        await press(pilot, "slash", "ctrl+u", "type:reached", "enter")
        assert prose(app).selection


async def test_search_takes_anything_one_types(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "slash", 'type:"*[(x OR', "type: '%_") as (app, _):
        assert "Nothing has" in seen(app, "#hits")


# Decisions


async def test_the_decisions_are_listed_noted_and_taken_back(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "s", "right_square_bracket", "x", "S") as (app, pilot):
        assert isinstance(app.screen, SavedScreen)
        shown = seen(app)
        assert "● saved" in shown and "✕ rejected" in shown
        await press(pilot, "F")
        assert "✕ rejected" not in seen(app)
        await press(pilot, "t", "type:first #sand", "enter")
        assert "✎ first #sand" in seen(app)
        await press(pilot, "F", "F", "F", "x")
        assert len(Library(path).decisions()) == 1
        await press(pilot, "u")
        assert len(Library(path).decisions()) == 2
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)


async def test_both_ends_of_a_decision_are_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.clipboard.copy", lambda text, write: copied.append(text) or True)
    async with reading(library(tmp_path), "2", "s", "S", "y"):
        assert copied[0].count("https://herald.example/dam") == 2


async def test_decisions_are_exported(tmp_path: Path) -> None:
    target = tmp_path / "out.md"
    async with reading(library(tmp_path), "2", "s", "e") as (app, pilot):
        await press(pilot, "j", "l", "h", "k", "tab", "ctrl+u", f"type:{target}", "enter")
        assert "mixing the concrete" in target.read_text(encoding="utf-8")
        await press(pilot, "e", "l", "l", "l", "l", "tab", "ctrl+u", f"type:{target}", "enter")
        assert "Enter again writes over it" in seen(app)
        await press(pilot, "enter")
        assert "bribed a surveyor" in target.read_text(encoding="utf-8")


# Who accuses whom, and when


async def test_the_matrix_counts_and_opens_its_cells(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "M") as (app, pilot):
        assert isinstance(app.screen, MatrixScreen)
        assert "Vantor Works" in seen(app, "GridHead")
        assert "Residents" in seen(app) and "●" in seen(app) and "○" in seen(app)
        await press(pilot, "l", "h", "right", "left", "tab")
        assert "Skerry Lines" in seen(app)
        await press(pilot, "tab", "enter", "enter")
        assert isinstance(app.screen, ReaderScreen)
        await press(pilot, "escape")
        assert isinstance(app.screen, MatrixScreen)


async def test_the_timeline_shows_outlets_and_days(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "T") as (app, pilot):
        assert isinstance(app.screen, TimelineScreen)
        shown = seen(app)
        assert "2 Mar 2026" in shown and "The Harrow Herald" in shown and "▲3 ▼1" in shown
        await press(pilot, "j", "l", "right", "left", "h", "l", "enter")
        assert "Residents" in seen(app) or "Odo Marsh" in seen(app)


async def test_the_claims_of_a_day_tell_accusation_from_denial(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "T", "enter") as (app, _):
        shown = seen(app)
        assert "▲ Two engineers (unnamed) accused" in shown and "▼ Vantor Works denied" in shown
    async with reading(library(tmp_path), "M", "enter") as (app, _):
        assert "▲" not in seen(app, "#cards")  # all of one kind


# Sources


async def test_sources_are_edited_paused_and_removed(tmp_path: Path) -> None:
    path = library(tmp_path)
    Library(path).add_source(Source("https://herald.example/feed", "Herald"))
    async with reading(path, "I") as (app, pilot):
        assert isinstance(app.screen, SourcesScreen)
        assert "https://herald.example/feed" in seen(app)
        await press(pilot, "p")
        assert Library(path).sources()[0].paused and "paused" in seen(app)
        await press(pilot, "p", "c", "ctrl+u", "type:The Herald #daily https://herald.example/rss", "enter")
        source = Library(path).sources()[0]
        assert (source.title, source.tags, source.url) == ("The Herald", ("daily",), "https://herald.example/rss")
        await press(pilot, "x", "escape")
        assert Library(path).sources()
        await press(pilot, "x", "enter")
        assert not Library(path).sources() and "You follow nothing yet" in seen(app)


async def test_sources_are_imported_and_a_wrong_file_is_one_sentence(tmp_path: Path) -> None:
    path, urls = library(tmp_path), tmp_path / "urls"
    urls.write_text('https://a.example/rss "news"\n"exec:rm -rf /" x\nhttps://b.example/rss\n', encoding="utf-8")
    async with reading(path, "I", "i", f"type:{tmp_path}/none", "enter") as (app, pilot):
        assert "there is no such file" in seen(app)
        await press(pilot, "escape", "i", f"type:{urls}", "enter")
        assert [s.url for s in Library(path).sources()] == ["https://a.example/rss", "https://b.example/rss"]


async def test_a_source_that_cannot_be_found_is_one_sentence(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "I", "a", "type:http://127.0.0.1:9/", "enter") as (app, pilot):
        await settle(pilot)
        assert told(app)[-1] and not Library(app.library.path).sources()


async def test_refreshing_without_sources_says_so(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "R") as (app, _):
        assert any("follow no sources" in sentence for sentence in told(app))


# Settings, help, palette


async def test_settings_hold_at_once_and_are_written(tmp_path: Path) -> None:
    from tui.config import Config, load

    file = tmp_path / "config.toml"
    file.write_text("# mine\ntheme = 'dark'\n", encoding="utf-8")
    async with reading(library(tmp_path), "comma", config=Config(path=file)) as (app, pilot):
        assert isinstance(app.screen, SettingsScreen)
        await press(pilot, "l", "j", "h")
        assert app.theme == "light"
        await press(pilot, "tab", "g", *["j"] * 3, "enter", "ctrl+u", "type:Z", "enter")
        assert load(file).theme == "light" and load(file).keys == {"app.redo": "Z"} and load(file).limits.requests == 16
        assert file.read_text(encoding="utf-8").startswith("# mine")
        await press(pilot, "enter", "backspace", "type:u", "enter")
        assert "gives “u” to both" in seen(app)
        await press(pilot, "escape", "tab", "backspace")
        assert load(file).limits.requests == 32


async def test_help_shows_the_live_keys_of_the_focused_pane_first(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "question_mark") as (app, pilot):
        assert isinstance(app.screen, HelpScreen)
        shown = seen(app)
        assert shown.index("In this pane") < shown.index("Go to the next row.") < shown.index("On this screen")
        await press(pilot, "j", "G", "question_mark")
        assert isinstance(app.screen, CompareScreen)


@pytest.mark.parametrize("key", ["colon", "ctrl+p"])
async def test_the_palette_runs_what_a_key_does(tmp_path: Path, key: str) -> None:
    async with reading(library(tmp_path), "2", key, "type:timeline") as (app, pilot):
        await press(pilot, "enter")
        await settle(pilot)
        assert isinstance(app.screen, TimelineScreen)


# Welcome and jobs


async def test_an_empty_library_says_what_to_do_and_d_opens_the_demo(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.paths.demo_path", lambda: tmp_path / "demo.db")
    async with reading(tmp_path / "empty.db") as (app, pilot):
        assert isinstance(app.screen, WelcomeScreen)
        assert "Your library is empty" in seen(app)
        await press(pilot, "d")
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert app.library.counts()["stories"] >= 4 and app.library.counts()["articles"] >= 12
        assert app.screen.claims.current and "suggested" in seen(app, "#answers")


async def test_what_one_adds_appears_and_what_fails_is_listed(tmp_path: Path) -> None:
    page = tmp_path / "a page.txt"
    page.write_text(
        "Mill fouled river, says guild\n\n3 March 2026\n\nThe anglers' guild accused Orrel Mill of pouring dye into the "
        "Tamsin river for years. Orrel Mill denied pouring dye into the river and said that its tanks were sealed.\n",
        encoding="utf-8",
    )
    async with reading(tmp_path / "new.db", "a", f"type:'{page}' {tmp_path}/none.html", "enter") as (app, pilot):
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert any("1 stored, 1 failed" in sentence for sentence in told(app))
        await press(pilot, "exclamation_mark")
        assert "none.html" in seen(app)


def test_typed_inputs_are_parted_as_in_a_shell() -> None:
    assert inputs("a.html “my file.txt” https://x.example/?a=1 ~/b") == [
        "a.html", "my file.txt", "https://x.example/?a=1", str(Path("~/b").expanduser()),
    ]  # fmt: skip
    assert inputs("it's.html") == ["it's.html"]
    assert inputs("www.x.example x.example/a notes.txt") == [
        "https://www.x.example",
        "https://x.example/a",
        "notes.txt",
    ]
    assert [address(typed) for typed in (" localhost:80/f ", "http://x.example", "file:///etc")] == [
        "https://localhost:80/f", "http://x.example", "file:///etc"
    ]  # fmt: skip


async def test_revisions_show_what_changed_word_by_word(tmp_path: Path) -> None:
    from library_material import mill

    from store.arrival import arrive
    from store.database.connection import connect

    path = tmp_path / "library.db"
    con = connect(path)
    for text in ("It said dye. Former staff accuse Orrel Mill of dumping dye into the Tamsin river. “We poured it out at night,” said a foreman.\n\n"
                 "Orrel Mill denied dumping dye into the river. “Not one litre has left this site,” its manager, Ada Quill, said.",
                 "It said ink. Former staff accuse Orrel Mill of dumping dye into the Tamsin river. “We poured it out at night,” said a foreman.\n\n"
                 "Orrel Mill denied dumping dye into the river. “Not one litre has left this site,” its manager, Ada Quill, said."):  # fmt: skip
        arrive(con, *mill(text=text))
    con.close()
    async with reading(path, "2", "v") as (app, pilot):
        assert "Revision 2 of 2" in seen(app, "TitleBar")
        assert "It said dyeink." in seen(app)
        await press(pilot, "left_square_bracket", "right_square_bracket", "h", "l", "left", "right", "escape")
        assert isinstance(app.screen, CompareScreen)


def test_every_list_is_the_one_list() -> None:
    from textual.widgets import DataTable, ListView, OptionList

    assert not any(issubclass(Listing, other) for other in (DataTable, ListView, OptionList))


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (120, 40), (250, 80)])
async def test_both_articles_open_at_their_sentences_at_every_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path), "2", "b", size=size) as (app, pilot):
        assert "▲█" in seen(app, "#left") and "▼█" in seen(app, "#right")
        await pilot.resize_terminal(60, 22)
        await settle(pilot)
        assert "▲█" in seen(app, "#left") and "▼█" in seen(app, "#right")


async def test_the_mouse_chooses_opens_and_presses_keys(tmp_path: Path) -> None:
    async with reading(library(tmp_path)) as (app, pilot):
        await pilot.click("#claims", offset=(8, 8))
        await settle(pilot)
        assert isinstance(app.screen, CompareScreen)
        assert app.screen.claims.has_focus and app.screen.claims.selected == 1
        bar = seen(app, "KeyBar")
        await pilot.click("KeyBar", offset=(bar.index("Save"), 0))
        await settle(pilot)
        assert "● saved" in seen(app, "#answers")
        await pilot.click("#claims", offset=(8, 8), times=2)
        await settle(pilot)
        assert isinstance(app.screen, ReaderScreen)


async def test_every_screen_is_a_click_on_the_menu_away(tmp_path: Path) -> None:
    async with reading(library(tmp_path), size=(80, 24)) as (app, pilot):
        await pilot.click("KeyBar", offset=(seen(app, "KeyBar").index("Menu"), 0))
        await settle(pilot)
        assert isinstance(app.screen, CommandPalette)
        commands = [hit async for hit in KeyCommands(app.screen_stack[-2]).discover()]
        offered = "\n".join(str(hit.prompt) for hit in commands)
        for screen in (
            "Search",
            "Saved",
            "Who accuses whom",
            "Timeline",
            "Sources",
            "Settings",
            "Help",
            "Both",
            "Open",
        ):
            assert f"{screen}  (" in offered, screen
        found = [hit async for hit in KeyCommands(app.screen_stack[-2]).search("outlet and day")]
        assert str(found[0].text).startswith("Timeline")  # by what it does, not by its name alone


async def test_n_goes_through_the_hits(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "slash", "type:dam", "tab", "n") as (app, pilot):
        hits = app.screen.query_one("#hits", Listing)
        assert hits.has_focus and hits.selected == 1
        await press(pilot, "N")
        assert hits.selected == 0
