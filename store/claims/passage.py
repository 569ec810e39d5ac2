"""One text made ready for the engine: tokens, sentence bounds, quotations and cue candidates, each by token index."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from itertools import compress, count

from store.claims.cues import CUES
from store.claims.quotations import quotations
from store.claims.sentences import Span, sentences
from store.claims.tokens import Tokens, tokenise

_FAR = 1 << 60
BREAKS = frozenset([*",;:—()", "and", "but", "as", "while", "when", "after", "because", "since", "before", "during"])
BREAKS |= {"despite", "on", "in"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A text's tokens with the sentences and quotations they stand in."""

    tokens: Tokens
    spans: list[Span]  # the sentences in code points
    bounds: list[Span]  # the sentences in tokens
    runs: list[Span]  # the outermost quotations in tokens, marks included
    cues: list[int]  # the words that may report, as token indices
    breaks: list[int]  # the tokens before which a content may end


def read_passage(text: str) -> Passage:
    """Return `text` ready to be searched for attributions."""
    tokens = tokenise(text)
    starts, kinds, quoted = tokens.starts, tokens.kinds, tokens.quoted
    spans = sentences(text)
    edges = [bisect_left(starts, start) for start, _ in spans]
    bounds = list(zip(edges, [*edges[1:], len(starts)], strict=False))
    runs = []
    reached = 0
    for quote in quotations(text):
        if quote.start < reached:
            continue
        reached = quote.end
        first = bisect_left(starts, quote.start)
        last = bisect_left(starts, quote.end)
        if first == last:
            continue
        quoted[first:last] = b"\1" * (last - first)
        runs.append((first, last))
        kinds[first] = "“"
        if quote.closed and last > first + 1:
            kinds[last - 1] = "”"
    cues = list(compress(count(), map(CUES.__contains__, tokens.words)))
    breaks = set(compress(count(), map(BREAKS.__contains__, kinds)))
    breaks.update(last for _, last in runs if kinds[last - 1] == "”")
    return Passage(tokens, spans, bounds, runs, cues, sorted(breaks))


def run_around(passage: Passage, index: int) -> Span | None:
    """Return the tokens of the outermost quotation that holds token `index`."""
    if not 0 <= index < len(passage.tokens.words) or not passage.tokens.quoted[index]:
        return None
    place = bisect_right(passage.runs, (index, _FAR)) - 1
    return passage.runs[place]
