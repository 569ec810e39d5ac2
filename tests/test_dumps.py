"""Pasted text dumps to body paragraphs and metadata."""

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.dumps import read_dump, split_dump

BODY = (
    "The owner of the Korrel mill ignored a crack in its dam for two winters, villagers said on Monday.",
    "“The crack was as wide as my hand,” said Juna Pell, whose barn was carried off. “We wrote three letters.”",
    "“Nobody answered.”",
    "The owner, Matthias Oster, rejected that, telling reporters that the dam had been inspected in March and that he had been told it would outlive him and his sons,",
    "He had received no letters.",
    "The district engineer said that the inspection of March had been cancelled because of snow and that, as far as he knew,"
    " no other date had been set for it by anybody.",
    "Asked about a memo, seen by the Wire, that warned of the crack, Mr Oster said:",
    "“I read a great many papers, and I have never seen that one in my life.”",
    "The hearing goes on next week.",
)
HEAD = (
    "Skip to content", "Upland Wire", "News  Law  Weather  Archive", "Mill owner ‘ignored crack in dam’, villagers say",
    "Three letters went unanswered, an inquiry is told", "By Ada Finch and Odo Pryce", "13 May 2019 at 17:05 GMT+2", "Listen to this article (4 min)",
    "Share  Save  Print  212",
)  # fmt: skip
TAIL = (
    "Topics: Korrel, Dams, Courts", "Ada Finch covers rivers and what falls into them.", "Most read", "Goat elected mayor for a second term",
    "Bridge toll to rise again in June", "Ferry captain: ‘I was resting my eyes’", "Comments (2)", "grumbler", "He lies, they all lie, and the council knows it.",
    "anna", "My cousin lives below that dam and she says the crack was there in 2014.", "Sign up for Upland Wire alerts", "© 2019 Upland Wire. All rights reserved",
)  # fmt: skip


def dump(
    body: tuple[str, ...] = BODY, *, head: tuple[str, ...] = HEAD, tail: tuple[str, ...] = TAIL, between: str = "\n\n"
) -> str:
    related = ("Also read:", "Choir sues neighbour over bagpipes", "Lock keeper retires after fifty years")
    inset = ("Juna Pell beside what is left of the barn. Photo: Odo Pryce", "“As wide as my hand”", "Advertisement")
    middle = between.join([*body[:3], "\n".join(related), *body[3:6], *inset, *body[6:]])
    return "\n".join(head) + between + middle + between + "\n".join(tail)


def test_body_paragraphs_stay_and_all_else_goes() -> None:
    assert split_dump(dump())[1] == BODY


@pytest.mark.parametrize(
    "laid_out",
    [
        dump(between="\n"),
        dump().replace("\n", "\n\n"),
        re.sub("^(?=[“A-Z].{60})", "    ", dump(), flags=re.MULTILINE),
        dump().replace("\n", "\r\n").replace("\r\n", " \n"),
    ],
    ids=["no blank lines", "blank lines everywhere", "some indented", "trailing spaces"],
)
def test_lay_outs(laid_out: str) -> None:
    assert set(BODY) - set(split_dump(laid_out)[1]) <= {BODY[2]}
    assert set(split_dump(laid_out)[1]) <= set(BODY)


@pytest.mark.parametrize("width", [60, 72, 98])
@pytest.mark.parametrize("indent", ["", "  "])
def test_hard_wrapped_paragraphs_are_joined(width: int, indent: str) -> None:
    rows = (
        textwrap.wrap(line, width, initial_indent=indent, break_on_hyphens=False) or [""] for line in dump().split("\n")
    )
    assert split_dump("\n".join("\n".join(row) for row in rows))[1] == BODY


def test_what_the_furniture_tells() -> None:
    read = read_dump(dump())
    assert read.title == "Mill owner ‘ignored crack in dam’, villagers say"
    assert read.outlet == "Upland Wire"
    assert read.byline == "Ada Finch, Odo Pryce"
    assert read.published == "2019-05-13T17:05:00+02:00"
    assert read.language == "en"
    assert read.tags == ("Korrel", "Dams", "Courts")


def test_a_dump_without_headline_has_no_title() -> None:
    read = read_dump(
        dump(
            head=("17:21 GMT +319 January 2020", "Listen Live", "    Get short URL"),
            tail=("dams, Korrel, anonymous sources",),
        )
    )
    assert (read.title, read.outlet, read.published) == ("", "", "2020-01-19T17:21:00+03:00")
    assert read.tags == ("dams", "Korrel", "anonymous sources")
    assert read.body == BODY


def test_a_publication_line_outweighs_the_days_date() -> None:
    head = ("Tuesday, 14 May 2019", *HEAD[:6], "Published 13 May 2019 at 17:05 GMT+2", "Updated 14 May 2019 08:00")
    assert read_dump(dump(head=head)).published == "2019-05-13T17:05:00+02:00"


@pytest.mark.parametrize(
    ("first", "outlet"),
    [
        (
            "KORREL, May 13 (Example Press) - The owner of the mill ignored a crack in its dam, villagers said.",
            "Example Press",
        ),
        ("The owner of the mill ignored a crack in its dam for two winters, villagers said on Monday.", ""),
    ],
)
def test_a_dateline_names_the_agency(first: str, outlet: str) -> None:
    assert read_dump(dump((first, *BODY[1:]), head=HEAD[3:4], tail=())).outlet == outlet


def test_tags_run_together_are_parted() -> None:
    assert read_dump(dump(tail=("Topics", "DamsUpland 600Juna Pell"))).tags == ("Dams", "Upland 600", "Juna Pell")


def test_repeats_and_pull_quotes_are_kept_once() -> None:
    assert split_dump(dump((*BODY, BODY[0], "“As wide as my hand”")))[1] == BODY


@pytest.mark.parametrize(
    ("language", "body", "furniture"),
    [
        (
            "de",
            ("Der Besitzer der Mühle habe zwei Winter lang einen Riss im Damm ignoriert, sagten die Bewohner am Montag.",
             "Der Besitzer wies das zurück. „Der Damm wurde im März geprüft und war in Ordnung“, sagte er den Reportern.",
             "Die Anhörung wird in der nächsten Woche fortgesetzt, und der Ingenieur ist als Zeuge geladen."),
            ("Lesen Sie auch", "Ziege zum zweiten Mal zur Bürgermeisterin gewählt", "Kommentare", "Der lügt doch, das weiß hier jeder im Dorf."),
        ),
        (
            "fr",
            ("Le propriétaire du moulin a ignoré pendant deux hivers une fissure dans le barrage, ont affirmé lundi les villageois.",
             "Le propriétaire a rejeté cette accusation. « Le barrage a été inspecté en mars », a-t-il dit aux journalistes.",
             "L’audience reprendra la semaine prochaine, et l’ingénieur du district est attendu à la barre."),
            ("Lire aussi", "Une chèvre élue maire pour un second mandat", "Commentaires", "Il ment, et tout le monde le sait au village."),
        ),
    ],
)  # fmt: skip
def test_other_languages(language: str, body: tuple[str, ...], furniture: tuple[str, ...]) -> None:
    read = read_dump("\n\n".join(body) + "\n\n" + "\n".join(furniture))
    assert (read.body, read.language) == (body, language)


@given(st.text(max_size=500))
def test_any_text_is_taken_apart(text: str) -> None:
    head, body, tail = split_dump(text)
    whole = " ".join(text.split())
    assert all(" ".join(line.split()) in whole or "-" in line for line in (*head, *body, *tail))
