"""Who that is: sources and accused resolved within an article."""

import pytest

from store.claims import read_claims
from store.claims.lexicons import people
from store.claims.resolve import Resolver, Who
from store.model import Article, Kind

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


def article(text: str) -> Article:
    return Article("urn:a", "", "", "", "", "en", (), text)


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


@pytest.mark.parametrize(
    ("text", "sources", "name", "party", "anonymous"),
    [
        ("Two cooks spoke to us. One said that the soup was old.", ["One"], "One", "", True),
        ("The town hired a surveyor, Odo Brandish, who said it leaned.", ["a surveyor"], "Odo Brandish", "", False),
        (
            "Odo Brandish and Anna Pell met Rolf Tarn, who denied it.",
            ["who"],
            "Rolf Tarn",
            "",
            False,
        ),
        ("The fresh charges were made by iVENN, who alleged a theft.", ["who"], "iVENN", "iVENN", False),
        ("But Quayside boss Rolf Tarn hit back. “It is a lie,” he said.", ["he"], "Rolf Tarn", "Quayside", False),
        ("The county court heard them in May. It found that the firm had lied.", ["It"], "The county court", "", False),
        (
            "A report by the Harbour Board came out. The report says that it burned.",
            ["A report", "The report"],
            "A report",
            "",
            False,
        ),
        (
            "The losing bidder sued on Monday.\n\n“They cheated,” said Vera Holm, a baker.",
            ["The losing bidder"],
            "Vera Holm",
            "",
            False,
        ),
        ("A farmhand said that the well was poisoned.", ["A farmhand"], "A farmhand", "", True),
        ("The general staff said that it fired back.", ["The general staff"], "The general staff", "", False),
        (
            "Ruritanian Foreign Minister Ida Sorn spoke. Ruritania is small. Then she denied it.",
            ["she"],
            "Ida Sorn",
            "Ruritania",
            False,
        ),
    ],
)
def test_who_a_source_is(text: str, sources: list[str], name: str, party: str, anonymous: bool) -> None:
    who = read(sources, text)[-1]
    assert (who.name, who.anonymous) == (name, anonymous)
    assert party in ("", who.party)


def test_a_capital_at_the_beginning_of_a_sentence_makes_no_name() -> None:
    text = "Rubbish was piled up. Upstairs they slept. Velmark said so. “Nobody came,” it said."
    assert read(["it"], text)[0].name == "Velmark"


def test_a_people_named_before_its_nation_means_the_nation() -> None:
    text = "The Ruritanian side fired first. Ruritania is small. Ruritanian Americans marched. The Ruritanians said no."
    assert read(["The Ruritanians"], text)[0].name == "Ruritania"
    assert read(["The Ruritanian side"], text)[0].party in ("", "Ruritania")


def test_chief_executives_speak_for_the_foremost_firm_nearby_and_former_ones_for_nobody() -> None:
    text = "Larkspur Mills sold its barns. Larkspur Mills is old. Chief executive Tom Reed denied it.\n\nA former guard did not."
    reed, guard = read(["Chief executive Tom Reed", "A former guard"], text)
    assert (reed.party, guard.party) == ("Larkspur Mills", "")


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Odo Pell said that managers had falsified the log of Larkspur Mills.", "managers"),
        ("Odo Pell, a guard, said that the ledger had been falsified by Anna Reed.", "Anna Reed"),
        ("Odo Pell, a guard, accused Larkspur Mills of falsifying the ledger.", "Larkspur Mills"),
        ("Odo Pell, a guard, alleged that it was Anna Reed who stole the ledger.", "Anna Reed"),
        ("Larkspur Mills was accused of poisoning the well.", "Larkspur Mills"),
        ("Odo Pell, a guard, alleged that inspectors had been taking bribes for years.", "inspectors"),
    ],
)
def test_whom_an_accusation_names(text: str, target: str) -> None:
    claims = [claim for claim in read_claims(article(text)) if claim.kind is Kind.ACCUSATION]
    assert [claim.target for claim in claims] == [target]


def test_who_is_only_spoken_of_is_no_source() -> None:
    claims = read_claims(article("Larkspur Mills was accused of poisoning the well. It is alleged that Tom Reed lied."))
    assert {claim.source for claim in claims} == {None}


@pytest.mark.parametrize(
    ("text", "word", "who"),
    [
        pytest.param(
            "Captain Ivo Karst, the port says, was accused by crewmen of sailing early. He was at a wedding, he said.",
            ", he said",
            "Ivo Karst",
            id="of whom was spoken, not the persons who accuse him",
        ),
        pytest.param(
            'Rosa Tull, a nurse, blamed the ward. "Men like Arno Pelt and his brother ran it," she said. "He hid it," he said.',
            '" she said',
            "Rosa Tull",
            id="who speaks, not whom the quotation names",
        ),
        pytest.param(
            "Lewin Dorr, who runs the quay, spoke to BBC Sport on Friday. The crane was sound, he said.",
            ", he said",
            "Lewin Dorr",
            id="no outlet is a he",
        ),
        pytest.param(
            "Marlow Ferries told nobody for a week. That is what passengers say in a letter. It says the pumps were dry.",
            " It says",
            "a letter",
            id="a text that was only described",
        ),
    ],
)
def test_a_pronoun_means_the_likeliest_before_it(text: str, word: str, who: str) -> None:
    at = text.index(word) + len(word) - len(word.lstrip(' ,"'))
    resolver = Resolver(text, people("en"))
    for name in ("crewmen", "Rosa Tull", "passengers"):
        if name in text:
            resolver.source(text.index(name), text.index(name) + len(name))
    assert resolver.source(at, text.index(" ", at)).name == who
