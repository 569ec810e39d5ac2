"""The learned part of the engine: which words of a sentence report, and the spans of content and source of each."""

import math
from collections.abc import Callable, Iterator
from typing import NamedTuple

from store.claims import spans
from store.claims.cues import CUES, STRONG
from store.claims.features import cue_features, place_features
from store.claims.passage import Passage
from store.claims.sentences import Span
from store.claims.sources import around, null_features, phrases, source_features
from store.claims.weights import SCALE, Table, Weights, weights

THRESHOLD = 0.38  # probability from which a word counts as a cue; the best F1 in cross-validation
EAGER = 0.2  # for words that nearly always accuse or deny: what they report matters most


class Reading(NamedTuple):
    """A cue with its content and source, all in tokens."""

    cue: int
    way: str  # "R" content after the cue, "L" before it, "S" on both sides
    content: Span
    source: Span | None
    sentence: int
    probability: float


def read_sentence(p: Passage, index: int) -> Iterator[Reading]:
    """Yield the readings of sentence `index` in the order of their cues."""
    table = weights()
    words = p.tokens.words
    a, b = p.bounds[index]
    found: list[Span] | None = None
    for i in range(a, b):
        word = words[i]
        if word not in CUES or word in table.skipped:
            continue
        low, high = max(a, i - 80), min(b, i + 80)
        features = cue_features(p.tokens, i, low, high)
        odds = _sum(table.cue, features)
        probability = 1 / (1 + math.exp(-odds / SCALE))
        if probability < (EAGER if CUES[word].lemma in STRONG else THRESHOLD):
            continue
        way = max("RLS", key=lambda way: _sum(table.ways[way], features))
        content = _content(p, table, i, way, low, high)
        if content is None:
            continue
        if found is None:
            found = phrases(p.tokens, a, b)
        yield Reading(i, way, content, _source(p, table, found, i, way, low, high), index, probability)


def _sum(table: Table, features: list[str]) -> int:
    get = table.get
    return sum([get(feature, 0) for feature in features])


def _content(p: Passage, table: Weights, i: int, way: str, a: int, b: int) -> Span | None:
    start = (
        _place(p, table.open, spans.opening, i, a, b, "oR")
        if way == "R"
        else _place(p, table.begin, spans.before, i, a, b, "b" + way)
    )
    end = (
        _place(p, table.close, spans.closing, i, a, b, "cL")
        if way == "L"
        else _place(p, table.end, spans.ending, i, a, b, "e" + way)
    )
    return (start, end) if start < end else None


def _place(p: Passage, table: Table, find: Callable[..., list[int]], i: int, a: int, b: int, side: str) -> int:
    """Return the best of the places that `find` finds."""
    places = find(p, i, a if side[0] in "bc" else b)
    if len(places) == 1:
        return places[0]
    scores = [_sum(table, place_features(p.tokens, i, place, a, b, order, side)) for order, place in enumerate(places)]
    return places[scores.index(max(scores))]


def _source(p: Passage, table: Weights, found: list[Span], i: int, way: str, a: int, b: int) -> Span | None:
    near = around(found, i)
    best, span = _sum(table.source, null_features(p.tokens, i, a, way)), None
    for start, end, order in near:
        score = _sum(table.source, source_features(p.tokens, i, a, b, start, end, order, way))
        if score > best:
            best, span = score, (start, end)
    return span
