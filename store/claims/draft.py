"""A claim in the making: an attribution with what has been found out about it by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from store.claims import stance
from store.claims.attributions import Attribution
from store.claims.lexicons import People, Stance, constructions
from store.claims.net import Net
from store.claims.resolve import Resolver, Who
from store.claims.sentences import sentences
from store.claims.signs import local, tokens_of
from store.model import Quote

_TOLD_OF = frozenset(  # verbs whose passive has him who is spoken of before it, not him who speaks
    [
        "allege",
        "accuse",
        "say",
        "tell",
        "claim",
        "charge",
        "suspect",
        "report",
        "believe",
        "rumour",
        "whisper",
        "understand",
    ]
)


@dataclass(slots=True)
class Draft:
    """An attribution and what is known of it so far."""

    attribution: Attribution
    who: Who | None  # who says it; None where nobody is named
    tokens: list[str]  # of the content, without the cue where it stands inside
    signs: list[str]
    target: str = ""
    accuses: float = 0.0  # the first look's probabilities
    denies: float = 0.0
    placed: list[str] = field(default_factory=list)  # the second look's signs

    def spans(self, other: "Draft") -> bool:
        """Tell whether the content of `other` stands within this one's."""
        return self.attribution.start <= other.attribution.start and other.attribution.end <= self.attribution.end

    def extend(self, other: "Draft") -> None:
        """Take in `other`, which goes on from this one."""
        self.attribution = self.attribution._replace(end=other.attribution.end)
        self.tokens += other.tokens


def goes_on(one: Draft, other: Draft, text: str) -> bool:
    """Tell whether a mere "and" stands between a draft and the `other` one, its cue not."""
    return text[one.attribution.end : other.attribution.start].strip(" ,") in _AND


_AND = constructions("en")["joints"]["and"]


def follows(one: Draft, other: Draft, text: str) -> bool:
    """Tell whether the `other` draft is the next sentence of the quotation that a draft is of."""
    return (
        other.attribution.quote is not Quote.INDIRECT and text[one.attribution.end : other.attribution.start].isspace()
    )


def pieces(attribution: Attribution, text: str) -> list[Attribution]:
    """Return the sentences of a quotation, and what stands on both sides of a cue or conjunction, each by itself; else itself.

    What follows in a few words (“I did not,” she said. “Not once.”) stays with what it follows.
    """
    spans: list[tuple[int, int]] = []
    for start, end in attribution.parts or ((attribution.start, attribution.end),):
        parts = [(start, end)] if attribution.quote is Quote.INDIRECT else _sentences(text, start, end)
        if spans and text[start] in _MARKS and len(text[start : parts[0][1]].split()) < _FEW:
            spans[-1] = spans[-1][0], parts.pop(0)[1]
        spans += parts
    if len(spans) < 2:
        return [attribution]
    made, quoted, at = [], False, attribution.start
    for start, end in spans:
        begun = _is_quoted(text[at:start], quoted)
        quoted, at = _is_quoted(text[start:end], begun), end
        quote = _quote(attribution.quote, text[start:end], begun, quoted)
        made.append(attribution._replace(start=start, end=end, quote=quote, parts=()))
    return made


_FEW = 4  # words


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the sentences of a quotation, those of a few words joined to the one before, or behind."""
    found: list[tuple[int, int]] = []
    for first, last in sentences(text[start:end]):
        begins = start + first
        if found and min(len(text[b:e].split()) for b, e in (found[-1], (begins, start + last))) < _FEW:
            begins = found.pop()[0]
        found.append((begins, start + last))
    return found


def _quote(whole: Quote, piece: str, begun: bool, ended: bool) -> Quote:
    """Return how a piece of a content is told that `whole` tells of all; whether it begins, and ends, within a quotation."""
    if whole is not Quote.MIXED:
        return whole
    if not begun and not _MARKS.intersection(piece):
        return Quote.INDIRECT
    whole_of_it = (begun or piece[0] in _MARKS) and (ended or piece[-1] in _MARKS)
    return Quote.DIRECT if whole_of_it else Quote.MIXED


def _is_quoted(text: str, before: bool) -> bool:
    """Tell whether what stands behind `text` is quoted, given whether what stands `before` it is."""
    for mark in filter(_MARKS.__contains__, text):
        before = not before if mark == '"' else mark in "“„«"
    return before


_MARKS = frozenset('“”"„«»')


def drafts(
    attributions: Sequence[Attribution],
    resolver: Resolver,
    lexicon: Stance,
    people: People,
    vocabulary: Mapping[str, str],
) -> list[Draft]:
    """Return the attributions with their speakers and signs, in the order of the text."""
    text = resolver.text
    attributions = [_without_patient(one, resolver) for one in attributions]
    speakers = [_speaker(one, resolver) for one in attributions]
    contents = [tokens_of(_content(one, text)) for one in attributions]
    before = [(_before(one, text), _leading(one, text)) for one in attributions]
    signs = [
        local(*parts, lexicon, people, vocabulary)
        for parts in zip(attributions, contents, speakers, before, strict=True)
    ]
    return list(map(Draft, attributions, speakers, contents, signs))


def _speaker(attribution: Attribution, resolver: Resolver) -> Who | None:
    """Return who says it; where a quotation goes on, who spoke last."""
    if attribution.source_start is not None and attribution.source_end is not None:
        return resolver.source(attribution.source_start, attribution.source_end)
    return resolver.last() if attribution.frame == "continued" else None


def _without_patient(attribution: Attribution, resolver: Resolver) -> Attribution:
    """Return the attribution, without a source that is only spoken of: "it is alleged", "the firm was accused"."""
    start, end = attribution.source_start, attribution.source_end
    if attribution.cue not in _TOLD_OF or start is None or end is None:
        return attribution
    if resolver.speaks(end, attribution.cue_start):
        return attribution
    return attribution._replace(source_start=None, source_end=None)


def first_look(made: Sequence[Draft], net: Net) -> None:
    """Give every draft its probabilities by itself."""
    for draft in made:
        draft.accuses, draft.denies = (
            (0.02, 0.95) if stance.settled(draft.signs) else stance.probabilities(*net.scores(draft.signs))
        )


def _content(attribution: Attribution, text: str) -> str:
    """Return the content without a cue and source that stand inside it."""
    start, end, cue, source = attribution.start, attribution.end, attribution.cue_start, attribution.source_start
    if cue is None or not start < cue < end:
        return text[start:end]
    first = min(cue, source) if source is not None else cue
    last = max(attribution.cue_end or cue, attribution.source_end or 0)
    return f"{text[start:first]} {text[last:end]}"


def _leading(attribution: Attribution, text: str) -> list[str]:
    """Return the last words and marks of the paragraph before a content, the nearest first."""
    start = attribution.start
    return tokens_of(text[max(text.rfind("\n", 0, start) + 1, start - _NEAR) : start])[::-1]


_NEAR = 60  # characters


def _before(attribution: Attribution, text: str) -> str:
    """Return the words between the sentence's beginning and the claim's first part, at most fifty characters."""
    first = min(
        attribution.start,
        *(x for x in (attribution.source_start, attribution.cue_start) if x is not None),
        attribution.start,
    )
    if first == 0 or text[first - 1] == "\n" or text[first - 2 : first] == ". ":
        return ""
    before = text[max(0, first - 50) : first]
    cut = max(before.rfind("\n"), before.rfind(". "), before.rfind("” "), before.rfind('" '))
    return before[cut + 1 :].lower()
