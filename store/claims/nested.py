"""Claims told within claims: "he testified that the clerk said X" is one claim."""

from collections.abc import Iterator, Sequence

from store.model import Claim, Kind


def told_once(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims without those that tell again what another of them tells, in the order of the text.

    Of accusations and denials that stand within another of their kind, or most of which do ("X told Y that Z, a court
    heard"), the surest is told, and of those as sure the first, who vouches for it; but where one holds several that do not
    overlap, these are. Of a denial and an accusation that holds it, which hardly ever are both right, it is the surer.
    """
    accusations, denials = (
        list(_surest(sorted((one for one in claims if one.kind is kind), key=lambda one: (one.start, -one.end))))
        for kind in (Kind.ACCUSATION, Kind.DENIAL)
    )
    doubtful = set(map(id, _less_sure(accusations, denials)))
    told = [one for one in claims if one.kind is Kind.OTHER] + [
        one for one in accusations + denials if id(one) not in doubtful
    ]
    return sorted(told, key=lambda claim: (claim.start, claim.end))


def _surest(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield what is told of claims of one kind, which are sorted by start and then from the longest."""
    at = 0
    while at < len(claims):
        following = at + 1
        while following < len(claims) and _covers(claims[at], claims[following]):
            following += 1
        within = list(_apart(claims[at + 1 : following]))
        yield from within if len(within) > 1 else [max(claims[at:following], key=lambda one: one.confidence)]
        at = following


def _covers(first: Claim, second: Claim) -> bool:
    """Tell whether most of the `second` claim stands within the `first`, before which it does not begin."""
    return 2 * (min(first.end, second.end) - second.start) > second.end - second.start


def _apart(claims: Sequence[Claim]) -> Iterator[Claim]:
    """Yield the claims that do not overlap an earlier one."""
    end = 0
    for claim in claims:
        if claim.start >= end:
            yield claim
            end = claim.end


def _less_sure(accusations: Sequence[Claim], denials: Sequence[Claim]) -> Iterator[Claim]:
    """Yield, of each accusation and the denial within it, the one that is less sure; both are sorted by start."""
    waiting = iter(denials)
    denial = next(waiting, None)
    for accusation in accusations:
        while denial is not None and denial.start < accusation.start:
            denial = next(waiting, None)
        if denial is not None and denial.end <= accusation.end:
            yield min(accusation, denial, key=lambda one: one.confidence)
