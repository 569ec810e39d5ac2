"""Who that is: sources and accused resolved within an article."""

import pytest

from store.claims.lexicons import people
from store.claims.resolve import Resolver, Who

ARTICLE = """The mayor of Oldquay, Greta Lomond, said on Monday that the harbour wall was safe.

Dr Piet Harnack, an engineer who inspected it, disagreed. He said it would fall within a year.

"I have seen the cracks," Harnack told the council.

A spokeswoman for Tidewall Ltd declined to comment. She said that the firm was studying the report.

Tidewall's lawyer, Oscar Bline, called the report a fiction. The lawyer added that nobody had asked him.

Two former workers said that sand had been used instead of cement.
"""


def read(sources: list[str], text: str = ARTICLE) -> list[Who]:
    """Resolve `sources`, each sought after the one before."""
    resolver, at, found = Resolver(text, people("en")), 0, []
    for words in sources:
        at = text.index(words, at)
        found.append(resolver.source(at, at + len(words)))
        at += len(words)
    return found


def test_a_title_and_an_apposition_lead_to_the_full_name() -> None:
    assert [who.name for who in read(["The mayor of Oldquay, Greta Lomond", "Dr Piet Harnack"])] == [
        "Greta Lomond",
        "Piet Harnack",
    ]


def test_a_last_name_leads_to_the_full_name() -> None:
    assert read(["He said", "Harnack"])[1].name == "Piet Harnack"


def test_a_pronoun_means_who_led_the_sentence_before() -> None:
    assert read(["The mayor of Oldquay, Greta Lomond", "He"])[-1].name == "Piet Harnack"


def test_a_pronoun_agrees_in_gender() -> None:
    text = "Anna Sorrel blamed the club. Peter Vane, its owner, denied it.\n\nShe said that he lied."
    assert read(["Anna Sorrel", "Peter Vane", "She"], text)[-1].name == "Anna Sorrel"


def test_an_unnamed_spokeswoman_is_anonymous_and_speaks_for_her_firm() -> None:
    who, she = read(["A spokeswoman for Tidewall Ltd", "She"])
    assert (who.anonymous, who.party) == (True, "Tidewall Ltd")
    assert (she.anonymous, she.party) == (True, "Tidewall Ltd")


def test_a_lawyer_speaks_for_his_client_and_is_found_by_his_trade() -> None:
    lawyer, again = read(["Tidewall's lawyer, Oscar Bline", "The lawyer"])
    assert (lawyer.name, lawyer.party, lawyer.anonymous) == ("Oscar Bline", "Tidewall Ltd", False)
    assert again.name == "Oscar Bline"


@pytest.mark.parametrize(
    ("source", "anonymous"),
    [
        ("Two former workers", True),
        ("the council", False),
        ("the report", False),
        ("Dr Piet Harnack", False),
    ],
)
def test_only_unnamed_persons_are_anonymous(source: str, anonymous: bool) -> None:
    assert read([source])[0].anonymous is anonymous


def test_the_firm_is_the_body_of_that_name_or_the_last_that_led() -> None:
    assert read(["the firm"])[0].name == "Tidewall Ltd"
    text = "Corran Bank lost money. Its rival, Pell Trust, did not.\n\nThe bank said that it was sorry."
    assert read(["The bank"], text)[0].name == "Corran Bank"


def test_the_state_is_nobody_else() -> None:
    text = "Velvet Foods recalled its jam.\n\nThe jam was old, according to the state."
    assert read(["the state"], text)[0].name == "the state"
