"""Counts of a charge told one by one: "He faces six counts. Three are of bribery, two of fraud; the last is perjury"."""

from collections.abc import Iterator

from store.claims.attributions import Attribution
from store.claims.lexicons import constructions
from store.claims.passage import Passage
from store.claims.sentences import Span
from store.claims.tokens import Tokens

_WORDS = constructions("en")["counts"]
_NUMBERS, _COUNTS, _BE, _CONCERN = _WORDS["numbers"], _WORDS["counts"], _WORDS["being"], _WORDS["concerning"]
_LINKS = frozenset(["of", "for", "that"])
_BACK = 2  # sentences before the first in which the counts are named
_ASIDE = 10  # tokens of ", which was added in August,"


def counts(p: Passage) -> Iterator[Attribution]:
    """Yield what each of the counts is of, in the order of the text, where the sentences just before speak of counts."""
    t = p.tokens
    if _COUNTS.isdisjoint(t.words):
        return
    named = -_BACK - 1  # the last sentence that speaks of counts, or counts on
    for sentence, (a, b) in enumerate(p.bounds):
        speaks = not _COUNTS.isdisjoint(t.words[a:b])
        if sentence - named <= _BACK or not _COUNTS.isdisjoint(t.words[a : min(b, a + 3)]):
            for verb, (start, end) in _told(t, a, b - (t.kinds[b - 1] in (".", ";"))):
                speaks = True
                yield Attribution(
                    t.starts[start],
                    t.end(end - 1),
                    cue_start=t.starts[verb],
                    cue_end=t.end(verb),
                    frame="nominal",
                    cue="count",
                    sentence=sentence,
                )
        if speaks:
            named = sentence


def _told(t: Tokens, a: int, end: int) -> Iterator[tuple[int, Span]]:
    """Yield the verb and the wrong of each count in a sentence: "Two are of X; the last, added in May, is Y"."""
    if _verb(t, a, end) is None:
        return
    begins = [a, *(j + 1 + (t.kinds[j + 1] == "and") for j in range(a, end - 2) if t.kinds[j] in (",", ";"))]
    told = [(verb, begin) for begin in begins if (verb := _verb(t, begin, end)) is not None]
    for (verb, _), (_, following) in zip(told, [*told[1:], (end, end)], strict=True):
        last = following
        while last > verb + 2 and t.kinds[last - 1] in (",", ";", "and"):
            last -= 1
        for wrong in _each(t, verb + 1, last):
            yield verb, wrong


def _verb(t: Tokens, a: int, b: int) -> int | None:
    """Return the verb of "Three are of", "One count is of", "The last, added in May, is", "The rest concern"."""
    j = a + (t.words[a] == "the")
    if j + 3 > b or t.words[j] not in (_WORDS["ordinals"] if j > a else _NUMBERS):
        return None
    j += 1
    while j + 2 < b and (t.words[j] in _COUNTS or t.words[j] in _WORDS["more"]):
        j += 1
    counted = t.words[a] == "the" or t.words[j - 1] in _COUNTS
    if t.kinds[j] == ",":
        j = next((k + 1 for k in range(j + 2, min(b - 2, j + _ASIDE)) if t.kinds[k] == ","), j)
    if j + 2 > b or t.kinds[j] == ",":
        return None
    if t.words[j] in _CONCERN or (t.kinds[j] in _LINKS and t.words[a] == "the" and t.kinds[j - 1] == ","):
        return j if t.words[j] in _CONCERN else j - 1
    plain = t.kinds[j + 1] in "ws" or (t.letters[j + 1] == "D" and t.kinds[j + 1] != "9")
    return j if t.kinds[j] in _BE and (t.kinds[j + 1] in _LINKS or counted or plain) else None


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
