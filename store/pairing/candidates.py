"""Which accusation-denial pairs are worth scoring: everything in a small story, never all against all in a large one."""

from collections import defaultdict
from collections.abc import Sequence

from store.pairing.told import Affair, Told

SMALL = 3000  # pairs that a story may have and be scored whole
OWN = 16  # accusations of the denial's own article, the nearest first
ELSEWHERE = 6  # accusations of other articles, those sharing the rarest words first
STEMS = 8  # the rarest stems of a claim that are looked up
POSTINGS = 60  # claims read of one stem's list


def candidates(affair: Affair) -> list[list[int]]:
    """Return for each denial the positions of the accusations to score with it, in order.

    A denial meets the accusations of its own article, those elsewhere that share its rarest words, and those that share
    the rarest words of the accusation before it, so that "the allegations" reach the same charge told elsewhere.
    """
    accusations, denials = affair.accusations, affair.denials
    if len(accusations) * len(denials) <= SMALL:
        return [list(range(len(accusations))) for _ in denials]
    own: dict[int, list[int]] = defaultdict(list)
    index: dict[str, list[int]] = defaultdict(list)
    for i, accusation in enumerate(accusations):
        own[accusation.article].append(i)
        for stem in _rarest(accusation):
            index[stem].append(i)
    found = []
    for denial in denials:
        near = sorted(own[denial.article], key=lambda i: (abs(accusations[i].claim.start - denial.claim.start), i))[
            :OWN
        ]
        asked = [*_rarest(denial), *(s for i in near[:2] for s in _rarest(accusations[i]))]
        found.append(sorted({*near, *_sharing(asked, denial, accusations, index)}))
    return found


def _rarest(told: Told) -> list[str]:
    return sorted(told.vector, key=lambda s: (-told.vector[s], s))[:STEMS]


def _sharing(asked: Sequence[str], denial: Told, accusations: Sequence[Told], index: dict[str, list[int]]) -> list[int]:
    """Return the accusations of other articles that share most of the stems `asked`, each counting by its rarity."""
    shared: dict[int, float] = defaultdict(float)
    for stem in asked:
        posted = index.get(stem, [])
        if len(posted) > POSTINGS:
            posted = sorted(posted, key=lambda i: (abs(accusations[i].day - denial.day), i))[:POSTINGS]
        for i in posted:
            if accusations[i].article != denial.article:
                shared[i] += accusations[i].vector[stem]
    return sorted(shared, key=lambda i: (-shared[i], i))[:ELSEWHERE]
