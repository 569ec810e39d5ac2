"""Paragraphs, sentences and quotations: where they stand, whatever the text."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.claims.quotations import quotations
from store.claims.sentences import paragraphs, sentence_at, sentences

PIECES = st.lists(
    st.sampled_from(
        [
            "“",
            "”",
            '"',
            "'",
            "’",
            "‘",
            "„",
            "«",
            "»",
            "''",
            " ",
            "\n",
            "\n\n",
            ".",
            "?!",
            "…",
            ",",
            "•",
            "Dr.",
            "U.S.",
            "J.",
            "said",
            "Orla",
            "the workers’ hall",
            "10:45",
            "İ",
            "é",
            "中文",
            "😀",
            "\u200d",
            "\t",
            "\u2028",
            "don’t",
            "’em",
            "A",
        ]
    ),
    max_size=60,
).map("".join)


def split(text):
    return [text[start:end] for start, end in sentences(text)]


def quoted(text):
    return [text[run.start : run.end] for run in quotations(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It rained. Nobody came.", ["It rained.", "Nobody came."]),
        (
            "Dr. Odell met Mr. Pell at 4 p.m. on Monday. They spoke.",
            ["Dr. Odell met Mr. Pell at 4 p.m. on Monday.", "They spoke."],
        ),
        ("The U.S. Senate met. It rose.", ["The U.S. Senate met.", "It rose."]),
        ("He flew to the U.S. The flight was late.", ["He flew to the U.S.", "The flight was late."]),
        ("J. R. Quill wrote it.", ["J. R. Quill wrote it."]),
        ("“We won.” They cheered.", ["“We won.”", "They cheered."]),
        ("It cost 3.5 million. Too much!", ["It cost 3.5 million.", "Too much!"]),
        ("He paused... and went on. Then he left.", ["He paused... and went on.", "Then he left."]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("First line\nSecond line", ["First line", "Second line"]),
        ("a line that is\nwrapped by hand. Next.", ["a line that is\nwrapped by hand.", "Next."]),
        ("Points: • one thing • another thing", ["Points:", "• one thing", "• another thing"]),
        ("10:45 The talks begin. 11:02 They end.", ["10:45 The talks begin.", "11:02 They end."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences(text, expected):
    assert split(text) == expected


def test_paragraphs_are_parted_by_blank_lines():
    text = "\n\n One\nstill one. \n \n\nTwo.\n"
    assert [text[start:end] for start, end in paragraphs(text)] == ["One\nstill one.", "Two."]


def test_sentence_at_finds_the_sentence_that_holds_an_offset():
    spans = sentences("One. Two. Three.")
    assert [sentence_at(spans, offset) for offset in (0, 4, 5, 12)] == [0, 0, 1, 2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“One,” she said, “two.”", ["“One,”", "“two.”"]),
        ('"One," she said. "Two."', ['"One,"', '"Two."']),
        ("Er sagte: „Nein“, und ging.", ["„Nein“"]),
        ("«Jamais», dit-il.", ["«Jamais»"]),
        ("He didn’t say ‘never’ to the workers’ hall.", ["‘never’"]),
        ("Rock 'n' roll, the '90s and don't: none.", []),
        ("She called it 'a plain lie', he said.", ["'a plain lie'"]),
        ("''We paid,'' he said.", ["''We paid,''"]),
        ("No marks here", []),
        ("A stray close” opens nothing.", []),
    ],
)
def test_quotations(text, expected):
    assert quoted(text) == expected


def test_a_quotation_within_a_quotation_has_a_level():
    text = "“He shouted ‘fire’ at us,” she said."
    assert [(text[run.start : run.end], run.level) for run in quotations(text)] == [
        ("“He shouted ‘fire’ at us,”", 1),
        ("‘fire’", 2),
    ]


def test_a_speech_goes_on_over_paragraphs_that_open_anew():
    text = "“We kept our word.\n\n“We always shall.”\n\nThe hall was full."
    first, second = quotations(text)
    assert (first.closed, second.closed, second.continued) == (False, True, True)
    assert text[first.start : first.end] == "“We kept our word."


def test_an_unclosed_quotation_ends_with_its_sentence():
    text = "“We kept our word, he said. The hall was full.\n\nNothing else happened."
    (run,) = quotations(text)
    assert text[run.start : run.end] == "“We kept our word, he said."


def test_marks_that_do_not_match_still_close():
    assert quoted('"We kept our word,” he said. Then he left.') == ['"We kept our word,”']


@given(PIECES)
def test_spans_are_in_order_within_the_text_and_hold_every_visible_character(text):
    spans = sentences(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))
    outside = "".join(
        text[end:start] for (_, end), (start, _) in zip([(0, 0), *spans], [*spans, (len(text), 0)], strict=True)
    )
    assert not outside.strip()


@given(PIECES)
def test_quotations_never_leave_their_paragraph(text):
    bounds = paragraphs(text)
    for run in quotations(text):
        assert 0 <= run.start < run.end <= len(text)
        assert any(start <= run.start and run.end <= end for start, end in bounds)
