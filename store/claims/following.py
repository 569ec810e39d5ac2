"""What indirect speech goes on with in the sentences behind it: "The drum was lent, the report says. [Nobody gave it back.]"

Of the sentences behind a clause on which a document, "it", "they" or the law are tagged as telling it, more than half are
told by these; behind other persons one in six, behind "the report says that …" one in twelve, which are left alone.
"""

from collections.abc import Sequence

from store.claims.attributions import Attribution
from store.claims.lexicons import constructions, people
from store.claims.passage import Passage
from store.claims.sentences import sentence_at
from store.model import Quote

_TAGGED = frozenset(["after", "inside", "according"])  # frames
_VOUCHING = people("en").documents | constructions("en")["following"]["vouching"]
_MOST = 2  # sentences that one tag is good for
_FEWEST = 6  # tokens of a sentence
_CONFIDENCE = 0.3


def following(p: Passage, found: Sequence[Attribution]) -> list[Attribution]:
    """Return the sentences that go on with what a tag tells, each as a content without a cue, in the order of the text.

    They end with the paragraph, and with the next sentence that attributes anything itself.
    """
    told: dict[int, Attribution | None] = {}  # by sentence: the one attribution of it, None where it has several
    for one in found:
        first, last = _reach(one)
        for number in range(sentence_at(p.spans, first), sentence_at(p.spans, last - 1) + 1):
            told[number] = None if number in told else one
    more = []
    for number, tagged in told.items():
        if tagged is None or not _is_tagged(p, tagged, number):
            continue
        for after in range(number + 1, min(number + 1 + _MOST, len(p.spans))):
            if after in told or "\n" in p.tokens.text[p.spans[after - 1][1] : p.spans[after][0]]:
                break
            if p.bounds[after][1] - p.bounds[after][0] >= _FEWEST and p.tokens.text[p.spans[after][1] - 1] != "?":
                more.append(_attribution(p, tagged, after))
    return more


def is_following(one: Attribution) -> bool:
    """Tell whether an attribution is one of these; only if it accuses is it sure to be told at all."""
    return one.frame == "continued" and one.quote is Quote.INDIRECT


def _reach(one: Attribution) -> tuple[int, int]:
    """Return where an attribution begins and ends, with its source and cue."""
    starts = (one.start, one.source_start, one.cue_start)
    ends = (one.end, one.source_end, one.cue_end)
    return min(x for x in starts if x is not None), max(x for x in ends if x is not None)


def _is_tagged(p: Passage, one: Attribution, number: int) -> bool:
    """Whether an attribution is a sentence in indirect speech, its cue and somebody who tells it tagged on."""
    if one.quote is not Quote.INDIRECT or one.frame not in _TAGGED or one.source_start is None:
        return False
    source = p.tokens.text[one.source_start : one.source_end].lower().split()
    return one.start == p.spans[number][0] and not _VOUCHING.isdisjoint(source)


def _attribution(p: Passage, tagged: Attribution, number: int) -> Attribution:
    start, end = p.spans[number]
    return Attribution(
        start,
        end - (p.tokens.text[end - 1] in ".!"),
        tagged.source_start,
        tagged.source_end,
        frame="continued",
        confidence=_CONFIDENCE,
        sentence=number,
    )
