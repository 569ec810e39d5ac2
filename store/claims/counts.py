"""Counts of a charge told one by one: "He faces six counts. Three are of bribery, two of fraud; the last is perjury"."""

from collections.abc import Iterator

from store.claims.attributions import Attribution
from store.claims.passage import Passage
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_NUMBERS = frozenset(
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
)
_NUMBERS |= {"another", "others", "several"}
_ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "last", "rest", "other", "others"])
_COUNTS = frozenset(["count", "counts", "charge", "charges", "offence", "offences", "offense", "offenses"])
_MORE = frozenset(["further", "more", "other"])
_BE = frozenset(["is", "are", "was", "were"])
_LINKS = frozenset(["of", "for", "that"])
_BACK = 2  # sentences before the first in which the counts are named


def counts(p: Passage) -> Iterator[Attribution]:
    """Yield what each of the counts is of, in the order of the text, where the sentences just before speak of counts."""
    t = p.tokens
    if _COUNTS.isdisjoint(t.words):
        return
    named = -_BACK - 1  # the last sentence that speaks of counts, or counts on
    for sentence, (a, b) in enumerate(p.bounds):
        if sentence - named <= _BACK or not _COUNTS.isdisjoint(t.words[a : min(b, a + 3)]):
            verb = _verb(t, a, b)
            if verb is not None:
                named = sentence
                for start, end in _each(t, verb + 1, b - (t.kinds[b - 1] in (".", ";"))):
                    yield Attribution(
                        t.starts[start],
                        t.end(end - 1),
                        cue_start=t.starts[verb],
                        cue_end=t.end(verb),
                        frame="nominal",
                        cue="count",
                        sentence=sentence,
                    )
                continue
        if not _COUNTS.isdisjoint(t.words[a:b]):
            named = sentence


def _verb(t: Tokens, a: int, b: int) -> int | None:
    """Return the verb of "Three are of", "One count is of", "The last is"."""
    j = a + (t.words[a] == "the")
    if t.words[j] not in (_ORDINALS if j > a else _NUMBERS):
        return None
    j += 1
    while j + 2 < b and (t.words[j] in _COUNTS or t.words[j] in _MORE):
        j += 1
    return (
        j
        if j + 2 < b
        and t.kinds[j] in _BE
        and (t.kinds[j + 1] in _LINKS or t.words[a] == "the" or t.words[j - 1] in _COUNTS)
        else None
    )


def _each(t: Tokens, start: int, end: int) -> Iterator[Span]:
    """Yield the wrongs that [start, end) names: "of X, five of Y and two of Z"."""
    start += t.kinds[start] in _LINKS
    for j in range(start + 1, end - 2):
        number = j + 1 + (t.kinds[j + 1] == "and")
        if t.kinds[j] in (",", "and") and t.words[number] in _NUMBERS and number + 1 < end and number > start:
            link = number + 1 + (t.kinds[number + 1] in _BE)
            if t.kinds[link] in _LINKS and link + 1 < end:
                yield start, j
                start = link + 1
    if start < end:
        yield start, end
