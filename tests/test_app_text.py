"""Text on the screen: wrapped by cells, safe, worded; what two claims share; what changed between two texts."""

import base64

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from store.model import Card, Claim, Kind, Quote
from tui import wording
from tui.clipboard import copy, sequence
from tui.sentences import sentences
from tui.widgets.paint import Mark, clip, fill, pieces, plain, row, spread, wrap
from tui.worddiff import changes

TEXT = st.text(st.sampled_from("ab  é́漢字שלום👩‍👧\u200d…—\n\t"), max_size=60)


@given(TEXT, st.integers(4, 30))
def test_wrapping_shows_every_word_within_the_width(text: str, width: int) -> None:
    rows = wrap(text, width)
    assert "".join("".join(text[a:b].split()) for a, b in rows) == "".join(text.split())
    for a, b in rows:
        assert cell_len(text[a:b].strip().replace("\n", " ").replace("\t", " ")) <= width


def test_wrapping_breaks_at_blanks_and_long_words_where_it_must() -> None:
    assert [("the dam holds"[a:b]) for a, b in wrap("the dam holds", 7)] == ["the dam", "holds"]
    assert [("unbreakable"[a:b]) for a, b in wrap("unbreakable", 4)] == ["unbr", "eaka", "ble"]
    assert [("漢字漢字"[a:b]) for a, b in wrap("漢字漢字", 5)] == ["漢字", "漢字"]


@given(TEXT, st.integers(1, 20))
@example("\u200d\u200daaa", 2)
def test_clipping_fits(text: str, width: int) -> None:
    assert cell_len(clip(text, width)) <= width


@pytest.mark.parametrize("bad", ["\x1b[31m", "\x1b]8;;http://x\x07", "\u202eevil", "\x00", "\u2066", "\x9b31m", "\r"])
def test_nothing_that_a_terminal_obeys_is_drawn(bad: str) -> None:
    text = f"a{bad}b"
    drawn = "".join(s.text for s in [*pieces(text, 0, len(text), ()), plain(text)]) + clip(text, 40)
    assert not set("\x1b\x00\x9b\r\u202e\u2066\x07") & set(drawn)


def test_marks_part_a_row_where_they_begin_and_end() -> None:
    bold, red = Style(bold=True), Style(color="red")
    drawn = pieces("one two three", 0, 13, [Mark(4, 13, bold), Mark(8, 13, red)])
    assert [(s.text, s.style) for s in drawn] == [("one ", Style()), ("two ", bold), ("three", bold + red)]


def test_rows_are_as_wide_as_asked() -> None:
    assert row([plain("ab")], 5).text == "ab   "
    assert cell_len("".join(s.text for s in fill([plain("漢字漢字")], 5))) == 5
    assert "".join(s.text for s in spread([plain("a long left side")], [plain("right")], 14)) == "a long…  right"


def claim(content: str = "mixing sand", **more: object) -> Claim:
    return Claim("https://x.example/a", Kind.ACCUSATION, content, 0, len(content), **more)  # type: ignore[arg-type]


def test_who_speaks() -> None:
    assert wording.who(claim(source="he", speaker="Odo Marsh", party="Vantor Works")) == "Odo Marsh, for Vantor Works"
    assert (
        wording.who(claim(source="the spokesman of Vantor Works", party="Vantor Works"))
        == "the spokesman of Vantor Works"
    )
    assert wording.who(claim()) == "Nobody named"


def test_quotations_get_their_marks_once() -> None:
    assert wording.quoted(claim("We did", quote=Quote.DIRECT)) == "“We did”"
    assert wording.quoted(claim("“We did”", quote=Quote.DIRECT)) == "“We did”"
    assert wording.quoted(claim("they did")) == "they did"


@pytest.mark.parametrize(
    ("iso", "day", "moment"),
    [
        ("2026-03-02T07:30:00+01:00", "2 Mar 2026", "2 Mar 2026, 07:30 +01:00"),
        ("2026-03-02", "2 Mar 2026", "2 Mar 2026"),
        ("2026-03-02T07:30:00", "2 Mar 2026", "2 Mar 2026, 07:30"),
        ("", "undated", "undated"),
        ("soon", "undated", "undated"),
    ],
)
def test_times_are_told_as_their_own_place_tells_them(iso: str, day: str, moment: str) -> None:
    assert (wording.day(iso), wording.moment(iso)) == (day, moment)


def test_a_citation_names_everything() -> None:
    card = Card(claim(speaker="Runa Selk"), "Herald", "The dam", "2026-03-02", 1)
    assert wording.citation(card) == "mixing sand\n— Runa Selk, in Herald, “The dam”, 2 Mar 2026\nhttps://x.example/a"


def test_words_are_shared_whatever_their_endings() -> None:
    text = "the builder mixed concrete with beach sand"
    assert [text[a:b] for a, b in wording.shared(text, "It denied mixing concretes, and beaches have sand")] == [
        "mixed", "concrete", "beach", "sand",
    ]  # fmt: skip
    assert wording.shared("they would have been there", "they would have been there") == []


def test_a_note_and_its_tags() -> None:
    assert wording.tagged("see p. 4 #dam #sand #dam") == ("see p. 4", ("dam", "sand"))
    assert wording.untagged("see p. 4", ("dam", "sand")) == "see p. 4 #dam #sand"


def test_sentences_end_where_they_end() -> None:
    text = "Mr. Marsh spoke on Jan. 4. “We did not,” he said. He left at 5.30 p.m. on foot.\n\nThen it rained!"
    assert [text[a:b] for a, b in sentences(text)] == [
        "Mr. Marsh spoke on Jan. 4.", "“We did not,” he said.", "He left at 5.30 p.m. on foot.", "Then it rained!",
    ]  # fmt: skip


@given(TEXT)
def test_sentences_are_in_order_and_lose_no_word(text: str) -> None:
    spans = sentences(text)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert spans == sorted(spans)


def test_a_changed_word_is_marked_in_its_paragraph() -> None:
    first, second = changes("The dam is safe.\n\nIt rained.", "The dam is not safe.\n\nIt rained.")
    assert [first.text[a:b].strip() for a, b in first.added] == ["not"] and not first.removed
    assert second.text == "It rained." and not second.added and not second.removed


def test_another_paragraph_is_shown_whole() -> None:
    (changed,) = changes("The dam holds water for many people.", "Quite different 1234 xyz!")
    assert changed.text[slice(*changed.removed[0])] == "The dam holds water for many people."
    assert changed.text[slice(*changed.added[0])] == "Quite different 1234 xyz!"


@given(TEXT, TEXT)
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    for kept, gone in ((old, "added"), (new, "removed")):
        rebuilt = []
        for changed in changes(old, new):
            text = list(changed.text)
            for a, b in getattr(changed, gone):
                text[a:b] = [""] * (b - a)
            rebuilt.append("".join(text))
        assert "".join("".join(rebuilt).split()) == "".join(kept.split())


def test_copying_cannot_be_escaped_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TMUX", raising=False)
    sent = sequence("a\x07\x1b]52;c;ZXZpbA==\x07b")
    assert sent is not None
    body = sent.removeprefix("\x1b]52;c;").removesuffix("\x07")
    assert base64.b64decode(body).decode() == "a]52;c;ZXZpbA==b"
    assert sequence("x" * 100_000) is None
    monkeypatch.setenv("TMUX", "1")
    assert "\x1bPtmux;" in (sequence("x") or "")


def test_copying_writes_to_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.clipboard.PROGRAMS", ())
    written: list[str] = []
    assert copy("x", written.append) and written
    assert not copy("x" * 100_000, written.append)
