"""Who may be the source of a cue: noun phrases found by their words' kinds, without a parser."""

import re
from bisect import bisect_left
from typing import Any

from store.claims.cues import CUES, LINKS
from store.claims.features import Weigh
from store.claims.tokens import Tokens

_PHRASE = re.compile(r"P|(?:[DS]+v?)?[CwSD]*[Cw](?:o(?:[DS]+v?)?[CwSD]*[Cw])?")
_NEAREST_LEFT = 4
_NEAREST_RIGHT = 3


def phrases(t: Tokens, a: int, b: int) -> list[tuple[int, int]]:
    """Return the noun phrases of [a, b) as token spans."""
    return [match.span() for match in _PHRASE.finditer(t.letters, a, b)]


def around(t: Tokens, found: list[tuple[int, int]], i: int) -> list[tuple[int, int, int]]:
    """Return the phrases near the cue `i` as (start, end, order): order -1 is the nearest on the left, 1 on the right."""
    at = bisect_left(found, (i,))
    near = [(s, min(e, i), -n) for n, (s, e) in enumerate(found[max(0, at - _NEAREST_LEFT) : at][::-1], 1)]
    if at > _NEAREST_LEFT:
        s, e = found[0]
        near.append((s, min(e, i), -9))
    right = found[at : at + _NEAREST_RIGHT + 1]
    if right and right[0][0] == i:
        first, e = i + 1, right[0][1]
        while first + 1 < e and t.kinds[first] in LINKS:
            first += 1
        right[:1] = [(first, e)] if e > i + 1 else []
    return near + [(s, e, n) for n, (s, e) in enumerate(right[:_NEAREST_RIGHT], 1)]


Phrase = tuple[int, int, int]  # start, end, and its order from the cue: -1 the nearest on the left, 1 on the right


def sources(weigh: Weigh, none: Any, t: Tokens, i: int, a: int, b: int, near: list[Phrase], way: str) -> list[Any]:
    """Weigh, for each phrase, what speaks for it being the source of cue `i`, whose content lies `way` of it."""
    kinds = t.kinds
    lemma, group, form = CUES[t.words[i]]
    previous = kinds[i - 1] if i > a else "^"
    by_cue, by_sort, by_form = f"7{lemma} {form}", f"2{group}{form}{way}", f"{form}{way}"
    weighed = []
    for s, e, order in near:
        head = kinds[e - 1]
        before = kinds[s - 1] if s > a else "^"
        after, later = kinds[e] if e < b else "$", kinds[e + 1] if e + 1 < b else "$"
        between = kinds[e:i] if order < 0 else kinds[i + 1 : s]
        weighed.append(
            weigh(f"{by_sort} {' '.join(between) if len(between) <= 4 else 'far'}", none)
            + weigh(f"3{order} {kinds[s] if e - s > 1 else ''} {head}", none)
            + weigh(f"5{before} {head} {after} {order}", none)
            + weigh(f"{by_cue} {order}", none)
            + weigh(f"8{order} {between.count(',')} {'1' if s <= a + 1 else '0'} {by_form}", none)
            + weigh(f"-{before} {after} {later} {form}", none)
            + weigh(f"+{by_form} {order} {previous} {head} {after}", none)
        )
    return weighed


def nobody_named(weigh: Weigh, none: Any, t: Tokens, i: int, a: int, way: str) -> Any:
    """Weigh what speaks for cue `i` naming nobody."""
    kinds = t.kinds
    lemma, group, form = CUES[t.words[i]]
    previous = kinds[i - 1] if i > a else "^"
    before = kinds[i - 2] if i > a + 1 else "^"
    following = kinds[i + 1] if i + 1 < len(kinds) else "$"
    return (
        weigh(f"_1{group}{form}{way}", none)
        + weigh(f"_2{lemma} {form} {way}", none)
        + weigh(f"_3{before} {previous} {form}", none)
        + weigh(f"_4{previous} {lemma}", none)
        + weigh(f"_5{form} {following}", none)
    )
