"""Denials find the accusations that they answer, for reasons that add up, and the reader's decisions teach."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.model import Article, Claim, Kind, Pairing, Reason, Strength
from store.pairing import explain, learn, pair
from store.pairing.candidates import OWN, SMALL, candidates
from store.pairing.likeness import Likeness
from store.pairing.names import likeness
from store.pairing.score import BASE, GROUPS, shipped
from store.pairing.told import tell

YARD = """Residents of Selm accused Varga Marine of pouring solvent into the bay.

A spokeswoman for Varga Marine, Ilse Dorn, denied the allegations. "No solvent has ever left our yard," she said.

Tove Lund, who used to weld there, said that managers forged the safety log. "The log is audited every year," Dorn said.

The union accused the town of Selm of ignoring two letters. The town said that it had answered both letters."""
LATER = """Varga Marine was accused of pouring solvent into the bay at night.

Ilse Dorn told the council that the yard burns its solvent in a sealed furnace."""


def article(url: str, text: str, published: str = "2024-03-01") -> Article:
    return Article(url, "Varga Marine poured solvent into bay, residents say", "", "", published, "en", (), text)


def claim(url: str, text: str, kind: Kind, content: str, **more: object) -> Claim:
    start = text.index(content)
    return Claim(url, kind, content, start, start + len(content), confidence=0.9, **more)  # type: ignore[arg-type]


def accuse(content: str, speaker: str | None, target: str, url: str = "u1", text: str = YARD) -> Claim:
    return claim(url, text, Kind.ACCUSATION, content, source=speaker, speaker=speaker, target=target)


def deny(content: str, speaker: str, party: str | None = None, url: str = "u1", text: str = YARD) -> Claim:
    return claim(url, text, Kind.DENIAL, content, source=speaker, speaker=speaker, party=party)


POURED = accuse("pouring solvent into the bay", "Residents of Selm", "Varga Marine")
FORGED = accuse("managers forged the safety log", "Tove Lund", "Varga Marine")
IGNORED = accuse("ignoring two letters", "The union", "the town of Selm")
AT_NIGHT = accuse("pouring solvent into the bay at night", None, "Varga Marine", "u2", LATER)
BARE = deny("the allegations", "Ilse Dorn", "Varga Marine")
NEVER = deny('"No solvent has ever left our yard,"', "Ilse Dorn", "Varga Marine")
AUDITED = deny('"The log is audited every year,"', "Ilse Dorn", "Varga Marine")
ANSWERED = deny("it had answered both letters", "The town", "the town of Selm")
BURNS = deny("the yard burns its solvent in a sealed furnace", "Ilse Dorn", "Varga Marine", "u2", LATER)
CLAIMS = [POURED, FORGED, IGNORED, AT_NIGHT, BARE, NEVER, AUDITED, ANSWERED, BURNS]
ARTICLES = {"u1": article("u1", YARD), "u2": article("u2", LATER, "2024-03-04")}


def scores(**more: object) -> dict[tuple[str, str], int]:
    return {(p.accusation, p.denial): p.score for p in pair(CLAIMS, ARTICLES, **more)}  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("accusation", "denial"),
    [(POURED, BARE), (POURED, NEVER), (FORGED, AUDITED), (IGNORED, ANSWERED), (AT_NIGHT, BURNS)],
)
def test_a_denial_finds_what_it_answers(accusation: Claim, denial: Claim) -> None:
    found = scores()
    best = max((a for a, d in found if d == denial.key), key=lambda a: found[a, denial.key])
    assert best == accusation.key


def test_a_denial_reaches_the_same_charge_in_another_article() -> None:
    assert (AT_NIGHT.key, NEVER.key) in scores()


def test_an_unrelated_party_answers_nothing_here() -> None:
    found = scores()
    assert (FORGED.key, ANSWERED.key) not in found
    assert (IGNORED.key, NEVER.key) not in found


def test_claims_said_within_the_denial_pair_with_it() -> None:
    text = "Residents said Varga had dug up a road. Varga rejected claims that it had poisoned the well."
    before = accuse("Varga had dug up a road", "Residents", "Varga", "u3", text)
    inner = accuse("it had poisoned the well", None, "Varga", "u3", text)
    outer = deny("claims that it had poisoned the well", "Varga", None, "u3", text)
    best, *others = pair([before, inner, outer], {"u3": article("u3", text)})
    assert best.accusation == inner.key
    assert all(other.score < best.score for other in others)


def test_a_sweeping_denial_is_called_general() -> None:
    text = "Ann Roe said that Orsk Ltd hid the debts. Orsk Ltd denied any wrongdoing."
    hid = accuse("Orsk Ltd hid the debts", "Ann Roe", "Orsk Ltd", "u3", text)
    found = pair([hid, deny("any wrongdoing", "Orsk Ltd", None, "u3", text)], {"u3": article("u3", text)})
    assert [p.strength for p in found] == [Strength.GENERAL]


def test_reasons_add_up_to_the_score_and_speak() -> None:
    for found in pair(CLAIMS, ARTICLES):
        assert sum(r.points for r in found.reasons) == pytest.approx(found.score, abs=0.2)
        assert found.reasons[-1].name == BASE
        assert {r.name for r in found.reasons} <= {*GROUPS, BASE}
        assert all(r.detail for r in found.reasons)
        assert 0 <= found.score <= 100


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_claims_does_not_matter(rng: random.Random) -> None:
    shuffled = list(CLAIMS)
    rng.shuffle(shuffled)
    assert pair(shuffled, dict(reversed(ARTICLES.items()))) == pair(CLAIMS, ARTICLES)


@pytest.mark.parametrize("only", [[], ["u1"], ["u2"], ["u1", "u2"], ["elsewhere"]])
def test_only_gives_the_pairings_with_an_end_there(only: list[str]) -> None:
    home = {c.key: c.article for c in CLAIMS}
    whole = pair(CLAIMS, ARTICLES)
    assert pair(CLAIMS, ARTICLES, only=only) == [
        p for p in whole if home[p.accusation] in only or home[p.denial] in only
    ]


def test_other_statements_and_strange_articles_are_passed_over() -> None:
    other = claim("u1", YARD, Kind.OTHER, "who used to weld there")
    lost = accuse("pouring solvent into the bay", "Residents", "Varga Marine", "u1")
    assert pair([*CLAIMS, other], ARTICLES) == pair(CLAIMS, ARTICLES)
    assert pair([lost], {}) == []
    assert pair([], ARTICLES) == []


TEXTS = st.text(alphabet=st.sampled_from("ab AB.”“\n'0é"), min_size=1, max_size=60)


@given(st.lists(st.tuples(TEXTS, st.sampled_from(list(Kind)), TEXTS | st.none(), TEXTS | st.none()), max_size=8))
@settings(max_examples=60, deadline=None)
def test_strange_claims_never_break_it(told: list[tuple[str, Kind, str | None, str | None]]) -> None:
    text = "\n\n".join(content for content, *_ in told)
    claims = [
        claim("u", text, kind, content, speaker=speaker, source=speaker, target=target)
        for content, kind, speaker, target in told
    ]
    found = pair(claims, {"u": article("u", text, "no date")})
    kinds = {c.key: c.kind for c in claims}
    assert all(kinds[p.accusation] is Kind.ACCUSATION and kinds[p.denial] is Kind.DENIAL for p in found)
    assert [p.score for p in found] == sorted((p.score for p in found), reverse=True)


def test_a_large_story_is_not_scored_all_against_all() -> None:
    claims, articles = [], {}
    for n in range(60):
        text = f"Residents accused Varga Marine of pouring solvent{n} into the bay. Varga Marine denied pouring solvent{n}."
        articles[f"v{n}"] = article(f"v{n}", text)
        claims.append(accuse(f"pouring solvent{n} into the bay", "Residents", "Varga Marine", f"v{n}", text))
        claims.append(deny(f"pouring solvent{n}", "Varga Marine", None, f"v{n}", text))
    chosen = candidates(tell(claims, articles))
    assert len(chosen) ** 2 > SMALL
    assert max(map(len, chosen)) <= 2 * OWN
    assert all(j in found for j, found in enumerate(chosen))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Varga Marine", "Varga", True),
        ("Varga's lawyers", "Varga Marine", False),
        ("Ilse Dorn", "Dr Dorn", True),
        ("the Orsk Water Board", "OWB", True),
        ("Tolmia", "Tolmian gunners", True),
        ("the Tolmians", "Tolmia", True),
        ("Ilse Dorn", "Tove Lund", False),
        ("", "Varga", False),
    ],
)
def test_names_meet_by_part_acronym_and_people(one: str, other: str, same: bool) -> None:
    assert (likeness(one, other) == 1.0) is same
    assert likeness(one, other) == likeness(other, one)


def judged(n: int, right: bool, **points: float) -> tuple[Pairing, bool]:
    reasons = tuple(Reason(name, value) for name, value in points.items())
    return Pairing(f"a{n}", f"d{n}", 50, Strength.SPECIFIC, reasons), right


EXAMPLES = [judged(n, n % 2 == 0, words=20.0 if n % 2 == 0 else -5.0, place=6.0) for n in range(30)]


def test_decisions_teach_within_bounds() -> None:
    factors = learn(EXAMPLES)
    assert factors["words"] > 1.0
    assert all(0.5 <= factors[name] <= 2.0 for name in GROUPS)
    assert -1.5 <= factors[BASE] <= 1.5
    assert explain(factors)
    assert learn([]) == {}
    assert explain(learn([])) == []


def test_learning_ignores_order_and_pairs_made_by_hand() -> None:
    by_hand = (Pairing("a", "d", 100, Strength.SPECIFIC), True)
    assert learn([by_hand]) == {}
    assert learn([*reversed(EXAMPLES), by_hand]) == learn(EXAMPLES)


def test_what_was_learned_shows_as_a_reason_and_its_absence_changes_nothing() -> None:
    assert pair(CLAIMS, ARTICLES, weights={}) == pair(CLAIMS, ARTICLES)
    readier = pair(CLAIMS, ARTICLES, weights={BASE: 1.0})
    assert len(readier) >= len(pair(CLAIMS, ARTICLES))
    assert any(r.name == "reader" and r.points > 0 for p in readier for r in p.reasons)
    for found in readier:
        assert sum(r.points for r in found.reasons) == pytest.approx(found.score, abs=0.2)


def test_saved_pairings_rise_and_rejected_ones_fall() -> None:
    whole = pair(CLAIMS, ARTICLES)
    factors = learn([(p, False) for p in whole])
    after = {(p.accusation, p.denial): p.score for p in pair(CLAIMS, ARTICLES, weights=factors)}
    assert all(after.get((p.accusation, p.denial), 0) <= p.score for p in whole)


def test_a_charge_told_again_is_likelier_the_same_than_another_about_the_same_party() -> None:
    told = tell(CLAIMS, ARTICLES).accusations
    place = {one.claim.key: n for n, one in enumerate(told)}
    like = Likeness(told, shipped()["accusations"])
    again = like(place[POURED.key], place[AT_NIGHT.key])
    assert again == like(place[AT_NIGHT.key], place[POURED.key])
    assert again > like(place[FORGED.key], place[AT_NIGHT.key])
    assert again > like(place[POURED.key], place[IGNORED.key])
