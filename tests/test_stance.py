"""Accusation, denial or other: single claims, their targets and their explanations."""

import pytest

from store.claims import read_claims
from store.claims.lexicons import _forms, stance
from store.claims.net import Net
from store.claims.stance import decide, probabilities, tables
from store.model import Article, Claim, Kind


def claims(text: str) -> list[Claim]:
    return read_claims(Article("urn:test", "", "", "", "", "en", (), text))


def kinds(text: str, words: str) -> set[Kind]:
    """Return the kinds of the claims whose content holds `words`."""
    return {claim.kind for claim in claims(text) if words in claim.content}


OPENING = "The harbour union accused Tidewall Ltd of falsifying its safety records for years.\n\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The harbour union accused Tidewall Ltd of falsifying its safety records.", "falsifying its safety records"),
        ("Two former workers alleged that managers had bribed the inspector.", "managers had bribed the inspector"),
        ("Prosecutors said the director stole public money and lied to the court.", "stole public money"),
    ],
)
def test_charges_accuse(text: str, words: str) -> None:
    assert kinds(text, words) == {Kind.ACCUSATION}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Tidewall Ltd denied falsifying any record.", "falsifying any record"),
        ("Tidewall Ltd rejected the allegations.", "the allegations"),
        ("A spokesman for Tidewall Ltd said the firm had never falsified any record.", "never falsified"),
        ("“We have never broken the law,” Tidewall's lawyer, Oscar Bline, said.", "never broken the law"),
        ("Tidewall Ltd insisted that there was no truth in the allegations.", "no truth in the allegations"),
    ],
)
def test_rejections_and_contrary_statements_deny(text: str, words: str) -> None:
    assert kinds(OPENING + text, words) == {Kind.DENIAL}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The mayor, Greta Lomond, said the summer festival would open on Friday.", "festival would open"),
        ("“We are very happy with our new library,” said Greta Lomond.", "happy with our new library"),
        ("Analysts expect the price of wheat to rise.", "price of wheat"),
    ],
)
def test_plain_statements_do_neither(text: str, words: str) -> None:
    assert kinds(text, words) <= {Kind.OTHER}


def test_the_accused_is_named_in_full() -> None:
    text = (
        "Tidewall Ltd built the wall in 2011.\n\nThe harbour union accused Tidewall of falsifying its safety records."
    )
    assert {claim.target for claim in claims(text) if claim.kind is Kind.ACCUSATION} == {"Tidewall Ltd"}


def test_who_suspects_something_is_not_the_accused() -> None:
    text = (
        "Velmark Ltd sells locks. Velmark denied any wrongdoing. Ann Dorrit said that Harbour Bank suspected a cover-up at the "
        "lock maker."
    )
    assert [claim.target for claim in claims(text) if claim.kind is Kind.ACCUSATION] == ["Velmark Ltd"]


def test_a_sweeping_denial_is_general_and_a_detailed_one_is_not() -> None:
    text = OPENING + "Tidewall Ltd denied any wrongdoing."
    assert [claim.general for claim in claims(text) if claim.kind is Kind.DENIAL] == [True]


def test_hedges_are_kept() -> None:
    text = "Prosecutors said the director allegedly stole public money and lied to the court."
    assert ("allegedly",) in {claim.hedges for claim in claims(text)}


def test_every_accusation_and_denial_says_why() -> None:
    found = claims(OPENING + "Tidewall Ltd denied falsifying any record.")
    assert found
    assert all(claim.rule for claim in found if claim.kind is not Kind.OTHER)


def test_probabilities_sum_to_less_than_one_and_do_not_overflow() -> None:
    assert sum(probabilities(800.0, -800.0)) == pytest.approx(1.0)
    accuses, denies = probabilities(0.0, 0.0)
    assert accuses == denies == pytest.approx(1 / 3)


def test_a_claim_without_signs_is_other() -> None:
    assert decide([], Net({})).kind in Kind
    assert decide(["always"], tables().placed).confidence <= 1.0


def test_a_net_adds_weights_and_what_its_lit_units_add() -> None:
    rows = {"a": [100, -200, 30, -5], "b": [-50, 0, -20, 4]}
    net = Net.of(rows, [(-5, 2.0, 1.0), (-1, 10.0, 10.0)])  # with both signs the first is lit by 5, the second unlit
    assert net.scores(["a", "b", "unknown"]) == ((50 + 10) / 100, (-200 + 5) / 100)
    assert net.spoke(["a", "b"], 0) == {"a": 100 + 60, "b": -50 - 40}
    again = Net.load(net.stored())
    assert {sign: list(again.row(sign)) for sign in rows} == rows
    assert again.scores(["a"] * 100_000) == pytest.approx((159_999.9, -170_000.05))  # no sum spills over


def test_verbs_are_inflected() -> None:
    assert set(_forms("rob")) == {"rob", "robs", "robbed", "robbing"}
    assert set(_forms("steal/stole/stolen")) == {"steal", "steals", "stealing", "stole", "stolen"}
    assert "wrong" in stance("en").words["bribed"][0]
