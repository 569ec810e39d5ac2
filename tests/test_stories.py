"""Articles find their story; copies of one text fold; a story gets its clearest headline."""

import random
from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store import stories
from store.model import Article, Claim, Kind
from store.stories import Candidate, Signature, choose, clearest_title, same_text, same_text_groups, signature
from store.stories.choosing import odds, profile
from store.words import library_rarity, rarity


def article(text: str, title: str = "", published: str = "2024-05-01", url: str = "https://a.example/1") -> Article:
    return Article(url, title, "", "", published, "en", (), text)


WESTLAND = article(
    "The lender Westland Bank let suspect money pass through its branch in Orsk, leaked files show.\n\n"
    "Its chairman, Piet Haller, told reporters that Westland Bank had closed the accounts. Prosecutors in Orsk are looking"
    " into the matter, said Ada Brem, who once ran compliance at Westland.",
    "Westland Bank moved suspect money through Orsk",
)
WESTLAND_LATER = article(
    "The former head of compliance at Westland, Ada Brem, told a committee that Piet Haller ignored her letters about"
    " Orsk.\n\nA lawyer for Westland Bank rejected that.",
    "Brem tells committee Westland ignored her",
    "2024-05-12",
)
EASTLAND = article(
    "The lender Sorby Trust let suspect money pass through its branch in Vell, leaked files show.\n\n"
    "Its chairman, Jan Moor, told reporters that Sorby Trust had closed the accounts. Prosecutors in Vell are looking"
    " into the matter, said Ines Tarrow, who once ran compliance at Sorby.",
    "Sorby Trust moved suspect money through Vell",
)


def test_a_follow_up_joins_its_story_and_a_twin_affair_does_not() -> None:
    first = Candidate(7, signature(WESTLAND))
    assert choose(signature(WESTLAND_LATER), [first]) == (7,)
    assert choose(signature(EASTLAND), [first]) == ()
    assert choose(signature(EASTLAND), []) == ()


def test_months_apart_a_shared_name_is_not_enough() -> None:
    text = "Westland Bank sponsors a rowing regatta.\n\nThe crews of Lake Mirren thanked Westland for new boats, said Tom Ekdal."
    later = signature(article(text, "Westland pays for boats", "2025-03-02"))
    again = signature(article(WESTLAND_LATER.text, WESTLAND_LATER.title, "2025-03-02"))
    assert choose(later, [Candidate(7, signature(WESTLAND))]) == ()
    assert choose(again, [Candidate(7, signature(WESTLAND))]) == (7,)


def test_the_readers_links_decide_first() -> None:
    sign = signature(EASTLAND)
    strange, own = Candidate(3, signature(WESTLAND), together=True), Candidate(4, sign)
    assert choose(sign, [own, strange]) == (3,)
    assert choose(sign, [Candidate(4, sign, apart=True)]) == ()
    assert choose(sign, [Candidate(4, sign), Candidate(4, sign, apart=True)]) == ()


def test_an_article_joins_stories_that_are_alike_and_no_others() -> None:
    told = [signature(WESTLAND), signature(WESTLAND_LATER)]
    both = [Candidate(story, sign) for story in (5, 7) for sign in told]
    assert choose(signature(WESTLAND), both) == (5, 7)
    assert choose(signature(WESTLAND), [*both, Candidate(6, signature(EASTLAND))]) == (5, 7)
    assert choose(signature(WESTLAND), [*both, Candidate(7, told[0], apart=True)]) == (5,)
    assert choose(signature(WESTLAND), [*both, Candidate(7, told[0], together=True)]) == (7,)


def test_an_article_about_two_affairs_does_not_melt_them() -> None:
    review = signature(article(f"{WESTLAND.text}\n\n{EASTLAND.text}", "Westland Bank and Sorby Trust compared"))
    one, other = Candidate(1, signature(WESTLAND)), Candidate(2, signature(EASTLAND))
    assert choose(review, [one]) == (1,)
    assert choose(review, [other]) == (2,)
    assert len(choose(review, [one, other])) == 1


@given(st.randoms(use_true_random=False))
def test_the_order_of_candidates_does_not_matter(rng: random.Random) -> None:
    candidates = [Candidate(n, signature(a)) for n, a in enumerate((WESTLAND, EASTLAND, WESTLAND_LATER))]
    expected = choose(signature(WESTLAND), candidates)
    rng.shuffle(candidates)
    assert choose(signature(WESTLAND), candidates) == expected


@given(st.text(max_size=400), st.text(max_size=80), st.text(max_size=12))
def test_any_text_has_a_signature_that_survives_json(text: str, title: str, published: str) -> None:
    sign = signature(article(text, title, published))
    assert Signature.from_json(sign.to_json()) == sign
    assert len(sign.terms) <= stories.TERMS
    assert len(sign.keys) <= stories.KEYS
    assert sign.names <= sign.terms.keys()
    assert isfinite(odds(*[profile([sign, sign], rarity)] * 2))


def test_an_article_without_a_date_can_still_join() -> None:
    undated = signature(article(WESTLAND_LATER.text, WESTLAND_LATER.title, ""))
    assert undated.day == 0
    assert choose(undated, [Candidate(1, signature(WESTLAND))]) == (1,)


def test_the_further_apart_the_less_likely() -> None:
    known = profile([signature(WESTLAND)], rarity)
    told = [
        odds(profile([signature(article(WESTLAND_LATER.text, WESTLAND_LATER.title, day))], rarity), known)
        for day in ("2024-05-02", "2024-05-20", "2024-11-01", "2026-05-01")
    ]
    assert told == sorted(told, reverse=True)


def test_an_article_that_names_nobody_is_known_by_its_topic() -> None:
    first = article(WESTLAND.text.lower(), WESTLAND.title.lower())
    again, other = article(WESTLAND_LATER.text.lower()), article("the crews thanked the town for new boats.")
    assert not signature(first).names
    assert choose(signature(again), [Candidate(7, signature(first))]) == (7,)
    assert choose(signature(other), [Candidate(7, signature(first))]) == ()


def test_what_stands_everywhere_is_not_looked_up() -> None:
    sign = signature(WESTLAND)
    some, everywhere, new = sign.keys[:3]
    asked = stories.lookups(sign, {some: 3, everywhere: 90_000}, 100_000)
    assert asked == [some]
    assert new not in asked


def test_the_shortlist_ranks_by_shared_rarity_and_stays_short() -> None:
    postings = {"haller": [1, 2], "orsk": [2], "peopl": list(range(100))}
    ranked = stories.shortlist(postings, rarity)
    assert ranked[:2] == [2, 1]
    assert len(ranked) == stories.SHORTLIST


def test_a_library_learns_which_stems_are_common_in_it() -> None:
    knows = library_rarity({"haller": 400, "brem": 2}, 1000)
    assert knows("haller") < knows("brem") <= 1.0
    assert library_rarity({"haller": 3}, 4)("haller") > 0.9
    assert knows("zzyzx") == rarity("zzyzx") == 1.0


@pytest.mark.parametrize(
    "worse",
    [
        "Westland: as it happened",
        "WESTLAND BANK HEADS ROLL",
        "Who knew what?",
        "‘I warned them’",
        "Live: bank hearing in Orsk",
    ],
)
def test_the_clearest_title_says_what_it_is_about(worse: str) -> None:
    plain = "Westland Bank moved suspect money through Orsk branch, files show"
    assert clearest_title([worse, plain]) == plain
    assert clearest_title([plain, worse]) == plain


def test_no_titles_make_no_title() -> None:
    assert clearest_title([]) == ""


def claim(content: str, url: str, speaker: str | None = None, kind: Kind = Kind.ACCUSATION) -> Claim:
    return Claim(url, kind, content, 0, len(content), speaker=speaker)


def test_agency_copies_fold_and_what_differs_in_fact_does_not() -> None:
    base = claim("Westland moved 74 million crowns through its branch in Orsk", "u1")
    copy = claim("Westland moved 74 million crowns through its branch at Orsk", "u2")
    other = claim("Westland moved 47 million crowns through its branch in Orsk", "u3")
    denied = claim("Westland never moved 74 million crowns through its branch in Orsk", "u4")
    assert same_text(base, copy)
    assert not same_text(base, other)
    assert not same_text(base, denied)
    assert same_text_groups([base, other, copy, denied]) == [[0, 2], [1], [3]]


def test_short_contents_fold_only_from_the_same_mouth() -> None:
    assert same_text(claim("the claims", "u1", "Ann Roe"), claim("the claims", "u2", "Ann Roe"))
    assert not same_text(claim("the claims", "u1", "Ann Roe"), claim("the claims", "u2", "Bo Dahl"))


@given(st.lists(st.tuples(st.text(max_size=40), st.sampled_from(["u1", "u2", "u3"])), max_size=20))
def test_every_claim_is_in_exactly_one_group(told: list[tuple[str, str]]) -> None:
    groups = same_text_groups([claim(content, url) for content, url in told])
    assert sorted(i for group in groups for i in group) == list(range(len(told)))
