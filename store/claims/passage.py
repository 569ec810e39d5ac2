"""One text made ready for the engine: tokens, sentence bounds, quotations and cue candidates, each by token index."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from store.claims.cues import CUES
from store.claims.sentences import Quotation, Span, quotations, sentences
from store.claims.tokens import Tokens, tokenise


_FAR = 1 << 60


@dataclass(frozen=True, slots=True)
class Passage:
    """A text's tokens with the sentences and quotations they stand in."""

    tokens: Tokens
    spans: list[Span]  # the sentences in code points
    bounds: list[Span]  # the sentences in tokens
    quotes: list[Quotation]
    runs: list[Span]  # the outermost quotations in tokens, marks included


def read_passage(text: str) -> Passage:
    """Return `text` ready to be searched for attributions."""
    tokens = tokenise(text)
    spans = sentences(text)
    edges = [bisect_left(tokens.starts, start) for start, _ in spans]
    edges.append(len(tokens.words))
    bounds = list(zip(edges, edges[1:], strict=False))
    quotes = quotations(text)
    runs = []
    for quote in quotes:
        first = bisect_left(tokens.starts, quote.start)
        last = bisect_left(tokens.starts, quote.end)
        if quote.level == 1:
            tokens.quoted[first:last] = b"\1" * (last - first)
            runs.append((first, last))
            tokens.kinds[first] = "“"
            if quote.closed and last > first + 1:
                tokens.kinds[last - 1] = "”"
    return Passage(tokens, spans, bounds, quotes, runs)


def run_around(passage: Passage, index: int) -> Span | None:
    """Return the tokens of the outermost quotation that holds token `index`."""
    if not 0 <= index < len(passage.tokens.words) or not passage.tokens.quoted[index]:
        return None
    place = bisect_right(passage.runs, (index, _FAR)) - 1
    return passage.runs[place]


def candidates(passage: Passage, start: int, end: int) -> list[int]:
    """Return the tokens of a sentence that may be cues."""
    words = passage.tokens.words
    return [i for i in range(start, end) if words[i] in CUES]
