"""The compare screen, key by key."""

import webbrowser
from pathlib import Path

import pytest
from app_helpers import library, press, reading, seen, told
from library_material import article
from rich.cells import cell_len

from store.arrival import arrive
from store.database.connection import connect
from store.library import Library
from store.model import Card, Reading, Snapshot, State
from tui.screens.compare import CompareScreen
from tui.screens.reader import ReaderScreen


def compare(app: object) -> CompareScreen:
    screen = app.screen  # type: ignore[attr-defined]
    assert isinstance(screen, CompareScreen)
    return screen


def said(screen: CompareScreen) -> tuple[str, str]:
    """The chosen claim's and the chosen answer's words."""
    claim, answer = screen.claims.current, screen.answer_list.current
    return claim.card.claim.content if claim else "", answer.card.claim.content if answer else ""


def claims(screen: CompareScreen) -> list[Card]:
    """The cards in the second pane."""
    return [entry.card for entry in map(screen.claims.item, range(screen.claims.count)) if entry]


SAND = "mixing the concrete with beach sand"


async def test_it_opens_on_the_newest_story_with_its_best_answer(tmp_path: Path) -> None:
    async with reading(library(tmp_path)) as (app, _):
        screen = compare(app)
        assert screen.story and screen.story.title == "Engineers say Corl dam was built with sand"
        assert said(screen) == (SAND, SAND)
        shown = seen(app)
        assert "Two engineers (unnamed) accused" in shown
        assert "against Vantor Works" in shown
        assert "The Harrow Herald · 2 Mar 2026" in shown
        assert "unanswered" in shown
        assert "suggested · specific" in shown and "93" in shown


async def test_keys_move_within_and_between_panes(tmp_path: Path) -> None:
    async with reading(library(tmp_path)) as (app, pilot):
        screen = compare(app)
        for keys, pane in (
            ("tab", "claims"), ("l", "answers"), ("right", "stories"), ("h", "answers"), ("left", "claims"),
            ("shift+tab", "stories"), ("2", "claims"), ("3", "answers"), ("1", "stories"),
        ):  # fmt: skip
            await press(pilot, keys)
            assert screen.focused and screen.focused.id == pane, keys
        await press(pilot, "2")
        for key, row in (
            ("j", 1), ("down", 2), ("k", 1), ("up", 0), ("G", 4), ("g", 0), ("end", 4), ("home", 0),
        ):  # fmt: skip
            await press(pilot, key)
            assert screen.claims.selected == row, key
        for key, other in (("ctrl+d", "ctrl+u"), ("pagedown", "pageup"), ("space", "pageup")):
            await press(pilot, key)
            assert screen.claims.selected > 0, key
            await press(pilot, other, other)
            assert screen.claims.selected == 0, other


async def test_the_answers_follow_the_claim_and_the_claims_the_story(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "j") as (app, pilot):
        screen = compare(app)
        assert said(screen)[1].startswith("“Every load test")
        await press(pilot, "1", "j")
        assert screen.story and screen.story.title == "Ferry crew went unpaid, union says"
        assert said(screen) == ("withholding four months of pay", "any wrongdoing")


async def test_brackets_go_through_the_candidates(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "right_square_bracket") as (app, pilot):
        assert said(compare(app))[1] == "the accusations a campaign by a rival"
        await press(pilot, "left_square_bracket")
        assert said(compare(app))[1] == SAND


async def test_a_pairing_is_saved_rejected_undone_and_redone(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "s") as (app, pilot):
        assert "● saved · specific" in seen(app, "#answers")
        await press(pilot, "right_square_bracket", "x")
        assert "✕ rejected · general" in seen(app, "#answers")
        assert {d.state for d in Library(path).decisions()} == {State.SAVED, State.REJECTED}
        await press(pilot, "u")
        assert [d.state for d in Library(path).decisions()] == [State.SAVED]
        await press(pilot, "ctrl+r")
        assert {d.state for d in Library(path).decisions()} == {State.SAVED, State.REJECTED}
        await press(pilot, "u", "u", "u")
        assert Library(path).decisions() == []
        assert "Nothing to undo" in told(app)


async def test_a_decision_is_there_after_a_restart_and_can_still_be_undone(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "j", "s"):
        pass
    async with reading(path, "2", "j") as (app, pilot):
        assert "● saved" in seen(app, "#answers")
        await press(pilot, "u")
        assert "○ suggested" in seen(app, "#answers")


async def test_keys_that_come_in_a_burst_judge_what_they_mean(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path) as (app, pilot):
        for key in ("tab", "j", "j", "s", "1", "j", "2", "s"):
            app.simulate_key(key)
        await press(pilot, "3")  # which comes after them
        saved = {(d.accusation.claim.content, d.denial.claim.content) for d in Library(path).decisions()}
        assert saved == {
            ("Vantor Works had skipped eleven of twenty load tests",
             "“Every load test was done and every sheet was signed by the province,”"),
            ("withholding four months of pay", "any wrongdoing"),
        }  # fmt: skip


async def test_the_stories_pane_judges_nothing(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "s", "x") as (app, _):
        assert Library(path).decisions() == []
        assert any("Choose a claim" in sentence for sentence in told(app))


async def test_why_tells_the_reasons_in_plain_words(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "w") as (app, pilot):
        shown = seen(app, "#answers")
        assert "Why they are paired" in shown and "shared words: concrete, beach," in shown and "+31" in shown
        await press(pilot, "w")
        assert "Why" not in seen(app, "#answers")


async def test_flip_starts_from_the_denial(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "j", "f") as (app, pilot):
        screen = compare(app)
        assert screen.claims.border_title == "Denials"
        claim, answer = said(screen)
        assert claim.startswith("“Every load test") and answer.startswith("“They told us")
        await press(pilot, "s")
        assert "● saved" in seen(app, "#answers")
        await press(pilot, "f")
        assert said(screen)[0].startswith("“They told us")


async def test_only_the_unanswered(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "U") as (app, pilot):
        screen = compare(app)
        assert [card.claim.speaker for card in claims(screen)] == ["Residents", "Belmark"]
        assert "only  unanswered ✕" in seen(app)
        says = " ".join(seen(app, "#answers").split())
        assert "Nobody answers this" in says and "m marks one that was missed" in says
        await press(pilot, "U")
        assert screen.claims.count == 5


async def test_filters_combine_show_as_chips_and_go(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "F", "l", "j", "l", "escape") as (app, pilot):
        screen = compare(app)
        assert screen.filters.answered is True and screen.filters.anonymous is True
        assert [card.claim.anonymous for card in claims(screen)] == [True, True]
        assert "answered ✕   unnamed sources ✕" in seen(app)
        await press(pilot, "backspace")
        assert screen.filters.anonymous is None
        await pilot.click("TitleBar", offset=(seen(app, "TitleBar").index("answered"), 0))
        await pilot.pause()
        assert screen.filters.answered is None and screen.claims.count == 5


async def test_order_goes_through_time_score_and_outlet(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "O") as (app, pilot):
        screen = compare(app)
        assert "newest first" in seen(app, "TitleBar")
        assert [card.outlet for card in claims(screen)][:2] == ["Province Wire", "Lowland Post"]
        await press(pilot, "O")
        assert screen.filters.sort == "score"
        await press(pilot, "O")
        assert claims(screen)[0].outlet == "Lowland Post"
        await press(pilot, "O")
        assert screen.filters.sort == "time"


async def test_enter_opens_the_sentence_and_escape_comes_back_to_the_same_place(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "j", "j", "enter") as (app, pilot):
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.prose.current and app.screen.prose.current.speaker == "Runa Selk"
        assert "Runa Selk ▲█" in seen(app)
        await press(pilot, "escape")
        assert compare(app).claims.selected == 2 and compare(app).focused is compare(app).claims
        await press(pilot, "3", "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert app.screen.prose.current and app.screen.prose.current.speaker == "Odo Marsh"


async def test_it_opens_where_one_left_it(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "j", "j", "f", "U", "1", "j", "3", "q"):
        pass
    async with reading(path) as (app, _):
        screen = compare(app)
        assert screen.flipped and screen.filters.answered is False
        assert screen.story and screen.story.title.startswith("Ferry")
        assert screen.focused is screen.answer_list


async def test_a_pair_is_made_by_hand_and_taken_apart(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "G", "p", "type:campaign", "enter") as (app, pilot):
        assert "◆ made by hand" in seen(app, "#answers")
        assert Library(path).decisions(State.MADE)[0].accusation.claim.speaker == "Belmark"
        await press(pilot, "x")
        assert Library(path).decisions() == []


async def test_notes_tags_and_stars(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2", "asterisk", "t", "type:see p. 4 #dam", "enter") as (app, pilot):
        shown = seen(app)
        assert "★ Two engineers" in shown and "✎ see p. 4 #dam" in shown
        decision = Library(path).decisions()[0]
        assert (decision.note, decision.tags) == ("see p. 4", ("dam",))
        await press(pilot, "j", "j", "j", "t", "type:ask them", "enter")
        assert "✎ ask them" in seen(app, "#claims")
        await press(pilot, "g", "asterisk")
        assert "★" not in seen(app)


async def test_a_claim_is_corrected(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "j", "j", "c", "tab", "ctrl+u", "type:Ada Ruun", "enter") as (
        app,
        _,
    ):
        assert "Ada Ruun said" in seen(app, "#claims")


async def test_copying_goes_to_the_terminal_as_safe_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.clipboard.copy", lambda text, write: copied.append(text) or True)
    async with reading(library(tmp_path), "2", "j", "y", "Y"):
        assert copied[0] == "“They told us to sign the sheets and look away,”"
        assert copied[1].splitlines()[1:] == [
            "— one of the two engineers, in The Harrow Herald, “Engineers say Corl dam was built with sand”, 2 Mar 2026",
            "https://herald.example/dam",
        ]


async def test_the_browser_opens_web_addresses_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    async with reading(library(tmp_path), "2") as (app, pilot):
        monkeypatch.setattr(app, "open_url", opened.append)
        monkeypatch.setattr("webbrowser.get", lambda: webbrowser.BackgroundBrowser("firefox"))
        await press(pilot, "o")
        app.browse("file:///etc/passwd")
        app.browse("javascript:alert(1)")
        assert opened == ["https://herald.example/dam"]


async def test_without_a_browser_of_its_own_the_address_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied: list[str] = []
    monkeypatch.setattr("tui.clipboard.copy", lambda text, write: bool(copied.append(text)) or True)
    monkeypatch.setattr("webbrowser.get", lambda: webbrowser.GenericBrowser("w3m"))
    async with reading(library(tmp_path), "2", "o") as (app, _):
        assert copied == ["https://herald.example/dam"]
        assert "there is no browser here" in " ".join(told(app))


async def test_a_story_without_claims_says_why_and_opens_its_article(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    text = (
        "Bonjour, le maire a parlé à la radio. " * 3
        + "Il a dit que la justice devait trancher cette affaire et que les élus ont le temps."
    )
    con = connect(path)
    french = article(text=text, title="", language="fr")
    arrive(con, Snapshot(french.url, text.encode(), "text/plain"), Reading(french, ()))
    con.close()
    async with reading(path) as (app, pilot):
        assert "Bonjour, le maire a parlé" in seen(app, "#stories")  # for want of a headline
        assert "in a language that newsdiff" in seen(app, "#claims")
        await press(pilot, "enter")
        assert isinstance(app.screen, ReaderScreen)
        assert "devait trancher" in seen(app)


async def test_a_claim_that_went_leaves_its_place_to_the_next(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "2", "j", "]") as (app, pilot):
        await press(pilot, "c", "l", "l", "enter")  # what one took for a claim is none
        claims, answers = compare(app).claims, compare(app).answer_list
        assert claims.selected == 1 and claims.current and claims.current.card.claim.speaker == "Runa Selk"
        assert answers.selected == 0


async def test_what_another_process_decides_appears(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "2") as (app, pilot):
        claim, answer = compare(app).claims.current, compare(app).answer_list.current
        assert claim and answer
        other = Library(path)
        other.decide(claim.key, answer.key, State.SAVED)
        app._poll()
        await pilot.pause()
        assert "● saved" in seen(app, "#answers")


async def test_the_story_is_renamed_split_and_joined(tmp_path: Path) -> None:
    path = library(tmp_path)
    async with reading(path, "E", "ctrl+u", "type:The dam", "enter") as (app, pilot):
        assert compare(app).story and compare(app).story.title == "The dam"  # type: ignore[union-attr]
        await press(pilot, "E", "tab", "enter", "x")
        assert Library(path).counts()["stories"] == 4
        await press(pilot, "E", "tab", "J", "type:ferry", "enter")
        assert Library(path).counts()["stories"] == 3


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (107, 30), (120, 40), (250, 80)])
async def test_no_claim_is_clipped_at_any_size(tmp_path: Path, size: tuple[int, int]) -> None:
    async with reading(library(tmp_path), "2", size=size) as (app, pilot):
        pane, lines = compare(app).claims, set()
        while True:
            lines |= {line.strip(" │▌▏") for line in seen(app, "#claims").splitlines()}
            assert all(cell_len(line) <= size[0] for line in seen(app).splitlines())
            before = (pane.selected, pane.scroll_offset)
            await press(pilot, "j")
            if (pane.selected, pane.scroll_offset) == before:
                break
        for index in range(pane.count):
            for row in pane.rows(pane.item(index), pane.row_width):
                assert row.text[row.start : row.end].strip() in " ".join(lines)


async def test_strange_scripts_keep_the_columns_and_markup_stays_text(tmp_path: Path) -> None:
    async with reading(library(tmp_path), "G", "2") as (app, _):
        shown = seen(app)
        assert "[bold]not markup[/]" in shown and "[red]Il fabbricante[/]" in shown
        for strip in app.screen._compositor.render_strips():
            assert cell_len(strip.text) == 120
