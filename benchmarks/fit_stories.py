"""Fit the weights that tell which story an article belongs to, and print how well they do on affairs held out.

    python benchmarks/fit_stories.py

Learns from the affairs of `tests/data/affairs` and from the twins of `benchmarks/stories.py`: each article arrives, in
several orders, among stories that are right so far, and the evidence for and against each candidate story is a row.
Prints the weights of `store/stories/choosing.py`, and F1 on the affairs in eight parts: the whole is told with weights
that were fitted without a part's affairs, and each end that a pair has in one of these is counted.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations
from statistics import median
from unittest import mock

from fit_pairing import fit
from stories import ROOT, Index, orders, read, scored, twins

from store.stories import choosing
from store.stories.choosing import Evidence
from store.stories.signature import Signature

FOLDS = 8
PENALTY = 0.01  # of the squared weights, which are of vectors whose parts are small
Order = Sequence[tuple[str, Signature]]
Row = tuple[str, str, Evidence]  # the article's affair, the candidate's, what speaks for and against it


def rows_of(order: Order) -> Iterator[Row]:
    index = Index()
    for number, (name, sign) in enumerate(order):
        ids, rarity = index.shortlist(sign)
        told = defaultdict(list)
        for i in ids:
            told[order[i][0]].append(index.signatures[i])
        weigh = choosing.between(told, rarity)
        own = choosing.profile([sign], weigh)
        for other, signs in told.items():
            if choosing.may_belong(sign, signs):
                yield name, other, choosing.evidence(own, choosing.profile(signs, weigh))
        index.add(sign, number)


def fitted(rows: Sequence[Row]) -> tuple[float, Evidence]:
    found = fit([(evidence._asdict(), name == other) for name, other, evidence in rows], PENALTY)
    return found[""], Evidence(*(found[field] for field in Evidence._fields))


def held_out(order: Order, rows: Sequence[Row]) -> float:
    """Return F1 over the pairs of affairs that the weights had not seen."""
    names = sorted({name for name, _ in order})
    pairs: list[tuple[bool, bool]] = []
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        base, weights = fitted([row for row in rows if not out & {row[0], row[1]}])
        with mock.patch.multiple(choosing, BASE=base, WEIGHTS=weights):
            index = Index()
            for _, sign in order:
                index.arrive(sign)
        ends = zip((name for name, _ in order), index.story, strict=True)
        pairs += [(a == b, i == j) for (a, i), (b, j) in combinations(ends, 2) for end in (a, b) if end in out]
    return scored(pairs)[2]


def main() -> None:
    affairs = orders(read([ROOT / "tests/data/affairs/affairs.jsonl"]))
    made = orders(twins())
    rows = [row for order in [*affairs[:8], *made[:4]] for row in rows_of(order)]
    base, weights = fitted(rows)
    print(f"BASE = {base:.2f}\nWEIGHTS = Evidence({', '.join(f'{n}={w:.2f}' for n, w in weights._asdict().items())})")
    by_date, *shuffled = (held_out(order, rows) for order in affairs)
    print(f"affairs held out of the fit: F1 {by_date:.3f} by date, {median(shuffled):.3f} shuffled")


if __name__ == "__main__":
    main()
