"""Quotations that no cue claimed: introduced by words that are no known cue, or going on with the speech before them."""

from bisect import bisect_left
from collections.abc import Iterator

from store.claims.attributions import Attribution
from store.claims.passage import Passage
from store.claims.sentences import Span, sentence_at
from store.claims.sources import phrases
from store.model import Quote

_FEWEST = 5  # tokens, marks included: a shorter run is a title or a scare quote
_ENDS = frozenset([".", ",", "?", "!", "—"])
_VERBS = frozenset("dsw")
_INTRODUCING = frozenset([":", ","])
_CONFIDENCE = 0.3  # a bare quotation; the words around it are no proof
_REACH = 40  # tokens
_SPOKE = 6  # attributions back in which the speaker of a bare quotation is sought


def join(p: Passage, found: list[Attribution]) -> list[Attribution]:
    """Return `found`, sorted by start, with the quotations that lie outside of its contents.

    One that follows its speaker's sentence in the same paragraph becomes a part of that content; one beside which the
    sentence names somebody gets the frame "before" or "after"; any other is "continued": without cue, its source the
    last one named.
    """
    joined: list[Attribution] = []
    waiting = iter(found)
    following = next(waiting, None)
    for more in _unclaimed(p, [(one.start, one.end) for one in found]):
        while following is not None and following.start < more.start:
            joined.append(following)
            following = next(waiting, None)
        last = joined[-1] if joined else None
        if more.frame != "continued" or last is None:
            joined.append(more)
        elif last.quote is not Quote.INDIRECT and _goes_on(p, last, more):
            parts = (last.parts or ((last.start, last.end),)) + ((more.start, more.end),)
            joined[-1] = last._replace(end=more.end, frame="inside", parts=parts)
        else:
            spoke = next((one for one in reversed(joined[-_SPOKE:]) if not _within_speech(p, one)), last)
            joined.append(more._replace(source_start=spoke.source_start, source_end=spoke.source_end))
    joined += [following] if following is not None else []
    return joined + list(waiting)


def _within_speech(p: Passage, one: Attribution) -> bool:
    """Whether the cue of `one` stands within a quotation: who speaks there is not who is quoted."""
    return one.cue_start is not None and bool(p.tokens.quoted[bisect_left(p.tokens.starts, one.cue_start)])


def _goes_on(p: Passage, last: Attribution, more: Attribution) -> bool:
    """Whether `more` is the next sentence after the cue of `last`, in the same paragraph."""
    if last.cue_end is None or last.cue_end < last.end or more.sentence - last.sentence != 1:
        return False
    return "\n" not in p.tokens.text[p.spans[last.sentence][1] : more.start]


def _unclaimed(p: Passage, contents: list[Span]) -> Iterator[Attribution]:
    """Yield an attribution for each quotation that reads as speech and lies outside of `contents`, sorted by start."""
    t = p.tokens
    reached = 0  # where the contents that begin before the run end
    waiting = iter([*contents, (len(t.text) + 1, 0)])
    content = next(waiting)
    for first, last in p.runs:
        start, end = t.starts[first], t.end(last - 1)
        while content[0] < end:
            reached = max(reached, content[1])
            content = next(waiting)
        if reached > start or last - first < _FEWEST:
            continue
        closing = last - 2 if t.kinds[last - 1] == "”" else last - 1
        if t.kinds[closing] in _ENDS or (last < len(t.kinds) and t.kinds[last] in _ENDS):
            named = _named(p, first, last)
            if named is not None:
                yield named


def _named(p: Passage, first: int, last: int) -> Attribution | None:
    """Return the quotation with the words beside it that name its speaker; nothing where it belongs to its sentence."""
    t = p.tokens
    index = sentence_at(p.spans, t.starts[first])
    a = p.bounds[index][0]
    end = p.bounds[sentence_at(p.spans, t.starts[last - 1])][1]
    if first > a:
        if t.kinds[first - 1] not in _INTRODUCING:
            return None
        return _beside(p, (first, last), (max(a, first - _REACH), first - 1), "before", index)
    if last < end - 1:
        return _beside(p, (first, last), (last, min(end, last + _REACH)), "after", index)
    return _attribution(p, (first, last), "continued", index, None, None)


def _beside(p: Passage, run: Span, words: Span, frame: str, index: int) -> Attribution | None:
    """Return the quotation `run` with the first person and verb of the `words` before or behind it."""
    t = p.tokens
    found = phrases(t, *words)
    if not found:
        return None
    source = found[0]
    verb = next((i for i in range(source[1], words[1]) if t.kinds[i] in _VERBS or t.words[i] in ("went", "put")), None)
    cue = (verb, verb + 1) if verb is not None else None
    return _attribution(p, run, frame, index, source, cue)


def _attribution(p: Passage, run: Span, frame: str, index: int, source: Span | None, cue: Span | None) -> Attribution:
    t = p.tokens
    return Attribution(
        t.starts[run[0]],
        t.end(run[1] - 1),
        t.starts[source[0]] if source else None,
        t.end(source[1] - 1) if source else None,
        t.starts[cue[0]] if cue else None,
        t.end(cue[1] - 1) if cue else None,
        Quote.DIRECT,
        frame,
        t.words[cue[0]] if cue else "",
        confidence=_CONFIDENCE,
        sentence=index,
    )
