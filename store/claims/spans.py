"""Where a content or a source may begin and end: candidate places around a cue, with what the models look at."""

from bisect import bisect_left

from store.claims.passage import BREAKS, Passage, run_around

_REACH = 90  # tokens on either side of a cue
_SHORT = 12  # tokens of "Smith said.": the quotation before it is what was said
_LONG = 300  # tokens of a quotation that goes on over sentences
_MOST = 5  # candidate places on either side of a cue


def before(p: Passage, i: int, a: int) -> list[int]:
    """Return where a content that begins before the cue `i` may begin: token indices, the nearest first."""
    kinds = p.tokens.kinds
    places = []
    for j in range(i - 1, max(a, i - _REACH), -1):
        if kinds[j] in _STARTS or kinds[j - 1] in _BREAKS:
            places.append(j)
            if len(places) >= _MOST:
                break
    places.append(a)
    run = run_around(p, a) or (run_around(p, a - 1) if a and i - a < _SHORT else None)
    if run and a - run[0] < _LONG and run[0] < a:
        places.append(run[0])
    return places


_STARTS = frozenset(["“", "that"])
_BREAKS = frozenset([",", ";", ":", "—", "(", ")", "”", "and", "but", "that"])


def closing(p: Passage, i: int, a: int) -> list[int]:
    """Return where a content that ends before the cue `i` may end (exclusive), the nearest first."""
    kinds = p.tokens.kinds
    places = [i]
    for j in range(i - 1, max(a, i - _REACH), -1):
        if kinds[j] in _ENDS:
            places.append(j + 1 if kinds[j] == "”" else j)
            if len(places) >= 4:
                break
    return places


_ENDS = frozenset([",", ";", ":", "—", "”", "?", "!", ".", "(", ")"])


def opening(p: Passage, i: int, b: int) -> list[int]:
    """Return where a content after the cue `i` may begin, the nearest first."""
    kinds = p.tokens.kinds
    places = [i + 1]
    if i + 1 < b and kinds[i + 1] in _OPENS_AT_ONCE:
        return places
    stop = min(b, i + 16)
    if _OPENERS.isdisjoint(kinds[i + 1 : stop]):
        return places
    for j in range(i + 2, stop):
        if (kinds[j] in _OPENS and kinds[j - 1] not in _JOINING) or kinds[j - 1] == _OPENS_AFTER:
            places.append(j)
            if len(places) >= 4:
                break
    return places


_OPENS = frozenset(["that", "“", "about", "how", "what", "whether"])
_OPENS_AT_ONCE = frozenset(["that", "“", "to"])
_OPENS_AFTER = ":"
_JOINING = frozenset(["and", "but"])  # before "that": what came before is told too
_OPENERS = _OPENS | {_OPENS_AFTER}


def ending(p: Passage, i: int, b: int) -> list[int]:
    """Return where a content that ends after the cue `i` may end (exclusive), the nearest first."""
    kinds = p.tokens.kinds
    places = []
    last = b
    while last > i + 2 and kinds[last - 1] in _FINAL:
        last -= 1
    breaks, stop = p.breaks, min(last, i + _REACH)
    for number in range(bisect_left(breaks, i + 2), bisect_left(breaks, stop)):
        j = breaks[number]
        places.append(j)
        if len(places) >= 7 and kinds[j] in BREAKS:
            break
    places.append(last)
    run = run_around(p, b - 1)
    if run is None or run[1] <= b:
        run = run_around(p, b)
    if run and b < run[1] < b + _LONG:
        places.append(run[1])
    return places


_FINAL = frozenset([".", "?", "!", ";"])
