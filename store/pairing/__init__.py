"""From claims to pairings: which denials answer which accusations, with a calibrated score and the reasons for it.

`pair(claims, articles)` is pure and deterministic; `learn` and `explain` re-fit its weights to a reader's decisions.
"""

from collections.abc import Callable, Collection, Mapping, Sequence

from store import words
from store.model import Article, Claim, Kind, Pairing
from store.pairing.judge import pairings
from store.pairing.learning import explain, learn
from store.pairing.told import tell

__all__ = ["explain", "learn", "pair"]


def pair(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    *,
    only: Collection[str] | None = None,
    rarity: Callable[[str], float] | None = None,
    weights: Mapping[str, float] | None = None,
) -> list[Pairing]:
    """Return the pairings of one story that are worth showing, best first.

    `claims` are a story's, of all kinds and in any order, `articles` its articles by URL. `only` keeps the pairings with
    an end in one of these articles. `rarity` says how rare a stem is in the library, from 0 to 1
    (`store.words.library_rarity`). `weights` are the factors that `learn` made of the reader's decisions.
    """
    if not {Kind.ACCUSATION, Kind.DENIAL} <= {claim.kind for claim in claims}:
        return []
    affair = tell(claims, articles, rarity or words.rarity)
    return pairings(affair, only, weights or {})
