"""Where a content truly begins and ends, and the sentences and clauses that it has."""

from store.claims.joints import joints
from store.claims.passage import Passage
from store.claims.reading import Reading
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_LEADING = frozenset([",", ":", ";", "—", ")", ".", "”"])
_TRAILING = frozenset([",", ";", ":", "—", "(", "“"])


def trim(t: Tokens, start: int, end: int) -> Span:
    """Return [start, end) without the marks and the "that" around it, and with the quotation mark that closes it."""
    while start < end and (t.kinds[start] in _LEADING or t.text.startswith("that", t.starts[start])):
        start += 1
    while start < end and t.kinds[end - 1] in _TRAILING:
        end -= 1
    if start < end < len(t.kinds) and t.kinds[end] == "”" and "“" in t.kinds[start:end]:
        end += 1
    return start, end


def parts(p: Passage, start: int, end: int, reading: Reading) -> tuple[Span, ...]:
    """Return the sentences and coordinated clauses of a content that has several, without the cue between them."""
    t = p.tokens
    cuts = [(edge, edge) for edge in _edges(p, start, end, reading.sentence)]
    cuts += joints(p, start, end, reading.cue)
    hole = reading.hole if reading.hole[1] > reading.hole[0] else _hole(t, start, end, reading)
    if hole:
        cuts = [cut for cut in cuts if not hole[0] <= cut[0] < hole[1]] + [hole]
    if not cuts:
        return ()
    spans = []
    first = start
    for stop, following in [*sorted(cuts), (end, end)]:
        piece = trim(t, first, stop)
        if piece[0] < piece[1]:
            spans.append((t.starts[piece[0]], t.end(piece[1] - 1)))
        first = max(first, following)
    return tuple(spans) if len(spans) > 1 else ()


def _edges(p: Passage, start: int, end: int, sentence: int) -> list[int]:
    """Return where sentences begin within [start, end)."""
    bounds = p.bounds
    first = last = sentence
    while first > 0 and bounds[first][0] > start:
        first -= 1
    while last < len(bounds) and bounds[last][0] < end:
        last += 1
    return [edge for edge, _ in bounds[first:last] if start < edge < end]


def _hole(t: Tokens, start: int, end: int, reading: Reading) -> Span | None:
    """Return the unquoted words around the cue where the quotations on both sides are sentences of their own."""
    if reading.way != "S":
        return None
    left = right = reading.cue
    while left > start and not t.quoted[left - 1]:
        left -= 1
    while right < end and not t.quoted[right]:
        right += 1
    if left <= start or right >= end or t.kinds[right - 1] not in (".", ":", "?", "!"):
        return None
    return left, right
