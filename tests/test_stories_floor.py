"""No later change lowers how well articles find their story (`python benchmarks/stories.py` prints the figures)."""

from stories import ROOT, orders, pairwise, read


def test_articles_find_their_story() -> None:
    by_date, *shuffled = map(pairwise, orders(read([ROOT / "tests/data/affairs/affairs.jsonl"]), shuffles=5))
    assert by_date[2] >= 0.88
    assert sorted(f for *_, f in shuffled)[2] >= 0.82
