"""Reading whole articles: offsets, order, other languages, hostile text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.claims import read_claims, read_each
from store.claims.cues import CUES
from store.claims.nested import told_once
from store.model import Article, Claim, Kind

PIECES = st.sampled_from(
    [
        "The union accused Tidewall Ltd of fraud. ",
        "“We never lied,” said Oscar Bline, its lawyer. ",
        "He denied it. ",
        '"An open quotation without an end ',
        "Workers were told that ",
        "\n\n",
        "according to a report seen by the Gazette, ",
        "İSTANBUL ’s “ ‘ \u202e ",
        "It is alleged that she hid 4.5m. ",
        "rejected claims that it had lied",
        "THE MAYOR SAID NOTHING ",
    ]
)


def article(text: str, language: str = "en") -> Article:
    return Article("urn:test", "", "", "", "", language, (), text)


def check_offsets(text: str, claims: list[Claim]) -> None:
    for claim in claims:
        assert text[claim.start : claim.end] == claim.content != ""
        if claim.source is not None:
            assert text[claim.source_start : claim.source_end] == claim.source
        if claim.cue is not None:
            assert text[claim.cue_start : claim.cue_end] == claim.cue
        assert 0.0 <= claim.confidence <= 1.0


@settings(max_examples=60, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=200))
def test_every_offset_slices_to_its_words(text: str) -> None:
    check_offsets(text, read_claims(article(text)))


def test_claims_come_in_the_order_of_the_text_and_the_same_each_time() -> None:
    text = "The union accused Tidewall Ltd of fraud.\n\nTidewall Ltd denied fraud. The mayor said that she was sad."
    first = read_claims(article(text))
    assert [claim.start for claim in first] == sorted(claim.start for claim in first)
    assert first == read_claims(article(text))
    assert {claim.article for claim in first} == {"urn:test"}


def test_articles_read_together_are_read_as_each_alone() -> None:
    texts = [
        "The union accused Tidewall Ltd of fraud.\n\nTidewall Ltd denied fraud, Ada Quill said.",
        "Die Firma hat das nicht gesagt, und der Minister war nicht auf dem Markt.",
        "",
        "She said the gates were left open. “He lied,” Oscar Bline said of the mayor of Oldquay.",
    ]
    together = read_each([article(text) for text in texts])
    assert together == [read_claims(article(text)) for text in texts]
    assert [bool(claims) for claims in together] == [True, False, False, True]


@pytest.mark.parametrize("text", ["", "   \n\n ", "no capitals no stops nothing", "A" * 5000, "“" * 500])
def test_poor_text_is_read_without_complaint(text: str) -> None:
    check_offsets(text, read_claims(article(text)))


def test_a_text_may_break_off_behind_any_cue() -> None:
    texts = [f"{before} {cue}" for cue in CUES for before in ("The firm was", "“We never lied,” he")]
    for text, claims in zip(texts, read_each(map(article, texts)), strict=True):
        check_offsets(text, claims)


@pytest.mark.parametrize(
    "text",
    [
        "Die Gewerkschaft warf der Firma vor, Akten gefälscht zu haben. „Das ist falsch“, sagte ein Sprecher der Firma.",
        "Le syndicat accuse la société d'avoir falsifié ses dossiers. « C'est faux », a dit le directeur.",
        "Профсоюз обвинил компанию в подделке документов. «Это ложь», — сказал директор.",
    ],
)
def test_other_languages_are_left_unread(text: str) -> None:
    assert read_claims(article(text, language="")) == []
    assert read_claims(article(text)) == []


def test_other_statements_come_out_too() -> None:
    kinds = {claim.kind for claim in read_claims(article("The mayor said that the library would open on Friday."))}
    assert kinds == {Kind.OTHER}


@pytest.mark.parametrize(
    ("text", "contents"),
    [
        (
            "“The firm forged every signature,” said Ines Calder, its former clerk. “It bribed the inspector as well.”",
            ["“The firm forged every signature,”", "“It bribed the inspector as well.”"],
        ),
        (
            "Ines Calder alleged that the firm forged signatures and that it bribed an inspector.",
            ["the firm forged signatures", "it bribed an inspector"],
        ),
        (
            "“We are delighted to be here,” said Ines Calder, the winner. “Thank you all so much.”",
            ["“We are delighted to be here,” said Ines Calder, the winner. “Thank you all so much.”"],
        ),
    ],
)
def test_wrongs_told_on_both_sides_of_a_cue_are_claims_of_their_own(text: str, contents: list[str]) -> None:
    assert [claim.content for claim in read_claims(article(text))] == contents


def test_no_words_are_told_as_two_claims() -> None:
    text = "She alleges that the firm suspects its guard of theft and that the mayor knew of it."
    spans = [(claim.start, claim.end) for claim in read_claims(article(text))]
    assert len(spans) == len(set(spans))


def _told(*spans: tuple[int, int, Kind, float]) -> list[tuple[int, int]]:
    claims = [Claim("urn:test", kind, "", start, end, confidence=sure) for start, end, kind, sure in spans]
    return [(claim.start, claim.end) for claim in told_once(claims)]


def test_a_charge_told_within_a_charge_is_told_once_where_it_is_surest() -> None:
    assert _told((0, 50, Kind.ACCUSATION, 0.9), (20, 50, Kind.ACCUSATION, 0.9)) == [(0, 50)]
    assert _told((0, 50, Kind.ACCUSATION, 0.6), (20, 50, Kind.ACCUSATION, 0.9)) == [(20, 50)]
    assert _told((0, 50, Kind.ACCUSATION, 0.9), (20, 60, Kind.ACCUSATION, 0.6)) == [(0, 50)]
    assert _told((0, 50, Kind.ACCUSATION, 0.6), (45, 90, Kind.ACCUSATION, 0.9)) == [(0, 50), (45, 90)]


def test_charges_told_side_by_side_within_a_charge_are_told_instead_of_it() -> None:
    whole = (0, 50, Kind.ACCUSATION, 0.9)
    assert _told(whole, (5, 20, Kind.ACCUSATION, 0.5), (25, 50, Kind.ACCUSATION, 0.5)) == [(5, 20), (25, 50)]


def test_of_a_denial_within_a_charge_the_surer_is_told() -> None:
    assert _told((0, 50, Kind.ACCUSATION, 0.6), (20, 50, Kind.DENIAL, 0.9)) == [(20, 50)]
    assert _told((0, 50, Kind.ACCUSATION, 0.9), (20, 50, Kind.DENIAL, 0.6)) == [(0, 50)]


def test_a_denied_charge_is_a_denial_and_a_charge() -> None:
    assert _told((0, 50, Kind.DENIAL, 0.9), (20, 50, Kind.ACCUSATION, 0.6)) == [(0, 50), (20, 50)]


def test_what_and_joins_in_a_denial_is_told_as_one() -> None:
    text = (
        "The union accused Tidewall Ltd of fraud and of theft.\n\n"
        "Tidewall denied the allegations. Its lawyer, Oscar Bline, said the firm had never cheated anybody, and "
        "had never stolen anything."
    )
    told = [(claim.kind, claim.content) for claim in read_claims(article(text)) if claim.kind is not Kind.OTHER]
    assert (Kind.DENIAL, "the firm had never cheated anybody, and had never stolen anything") in told
    assert [content for kind, content in told if kind is Kind.ACCUSATION] == ["fraud", "theft"]


def test_sentences_of_a_quotation_are_told_apart_and_those_that_do_the_same_as_one() -> None:
    text = (
        "The union accused Tidewall Ltd of fraud.\n\n“We are very grateful to everybody who has written to us. Its managers "
        "forged the wage slips of eighty people and stole their pensions. We shall meet again on Monday,” said Vera Holm, the "
        "union’s secretary.\n\n“We have never forged a wage slip. Every one of our people was paid in full,” said "
        "Oscar Bline, a lawyer for Tidewall Ltd."
    )
    told = [(claim.kind, claim.content) for claim in read_claims(article(text)) if claim.kind is not Kind.OTHER]
    assert told[1:] == [
        (Kind.ACCUSATION, "Its managers forged the wage slips of eighty people and stole their pensions."),
        (Kind.DENIAL, "“We have never forged a wage slip. Every one of our people was paid in full,”"),
    ]


def test_what_goes_on_behind_a_tag_is_told_only_where_it_accuses() -> None:
    wrong = "Guards at Tidewall Ltd beat two men with chains, the lawsuit says. They forged the logs and lied about the beatings."
    denied = (
        "Workers accused Tidewall Ltd of fraud.\n\nThe firm denied it. The sale was legal, it said. The firm had never cheated "
        "anybody and had always paid its bills."
    )
    assert len(read_claims(article(wrong))) == 2
    assert "The sale was legal" in {claim.content for claim in read_claims(article(denied))}
    assert not any("cheated" in claim.content for claim in read_claims(article(denied)))
