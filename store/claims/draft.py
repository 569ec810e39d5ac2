"""A claim in the making: an attribution with what has been found out about it, in two looks at its article."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from store.claims import stance, target
from store.claims.attribution import Attribution
from store.claims.lexicons import People, Stance
from store.claims.resolve import Resolver, Who
from store.claims.signs import context, local, stems_of, tokens_of

CLEAR = 0.5  # a first look at least so sure makes an accusation by which others are read


@dataclass(slots=True)
class Draft:
    """An attribution and what is known of it so far."""

    attribution: Attribution
    who: Who | None  # who says it; None where nobody is named
    tokens: list[str]
    features: list[str]
    stems: frozenset[str] = frozenset()
    side: frozenset[str] = frozenset()  # keys of the speaker and of the speaker's party
    target: str = ""
    accuses: float = 0.0  # the first look's probabilities
    denies: float = 0.0
    placed: list[str] = field(default_factory=list)  # the second look's features


def drafts(attributions: Sequence[Attribution], resolver: Resolver, lexicon: Stance) -> list[Draft]:
    """Return the attributions with their speakers and local features, in the order of the text."""
    made = []
    for attribution in attributions:
        who: Who | None
        if attribution.source_start is not None and attribution.source_end is not None:
            who = resolver.source(attribution.source_start, attribution.source_end)
        else:
            who = resolver.last() if attribution.frame == "continued" else None
        tokens = tokens_of(resolver.text[attribution.start : attribution.end])
        made.append(Draft(attribution, who, tokens, local(attribution, tokens, who, lexicon)))
    return made


def first_look(made: Sequence[Draft], weights: stance.Weights) -> None:
    """Give every draft its probabilities by itself."""
    for draft in made:
        draft.accuses, draft.denies = stance.probabilities(*stance.scores(draft.features, weights))


def place(made: Sequence[Draft], resolver: Resolver, lexicon: Stance, people: People) -> None:
    """Find who is accused by the clear accusations, and give every draft the features of its place."""
    charges = [draft for draft in made if draft.accuses >= CLEAR]
    for draft in charges:
        draft.target = target.explicit(draft.attribution, resolver, draft.who, lexicon)
    first: dict[str, int] = {}
    for number, draft in enumerate(made):
        if draft.who:
            draft.side = target.keys_of((draft.who.name, draft.who.party), people)
        for key in target.keys_of((draft.target,), people) - draft.side:
            first.setdefault(key, number)
    accusers = Counter(key for draft in charges for key in draft.side)
    told: set[str] = set()
    previous: Draft | None = None
    for number, draft in enumerate(made):
        draft.stems = stems_of(draft.tokens)
        accused_at = min((first[key] for key in draft.side if key in first), default=None)
        side = "" if accused_at is None else "before" if accused_at < number else "later"
        others = draft.side and any(accusers[key] > (draft.accuses >= CLEAR) for key in draft.side)
        echo = len(draft.stems & told) / len(draft.stems) if draft.stems else 0.0
        names = not draft.side or not side
        if names:
            content = target.keys_of((resolver.text[draft.attribution.start : draft.attribution.end],), people)
            names = any(key in first for key in content)
        kind = (
            ""
            if previous is None
            else "accusation"
            if previous.accuses >= CLEAR
            else "denial"
            if previous.denies >= CLEAR
            else "other"
        )
        same = previous is not None and bool(draft.side & previous.side or draft.side == previous.side)
        draft.placed = draft.features + context(
            draft.features,
            accused=side,
            accuser=bool(others),
            echo=echo,
            names=names,
            previous=kind,
            same=same,
            charges=len(charges),
        )
        if draft.accuses >= CLEAR:
            told |= draft.stems
        previous = draft
