"""The second look: what a claim means in its article, once the clear accusations and who is accused by them are known."""

from collections import defaultdict
from collections.abc import Sequence

from store.claims import stance, target
from store.claims.draft import Draft
from store.claims.lexicons import People, Stance
from store.claims.resolve import Resolver
from store.claims.signs import about, context, stems_of

FAINT = 0.06  # a first look that gives both together less leaves a claim among the others
NAMED = 0.5  # how much a name in an accusation counts beside that of the accused
CLEAR = 0.5  # a first look at least so sure makes an accusation by which others are read


class Scene:
    """Who accuses whom in one article, as sums of the first look's probabilities."""

    def __init__(self, made: Sequence[Draft], resolver: Resolver, lexicon: Stance, people: People) -> None:
        self.made = made
        self.resolver = resolver
        self.people = people
        self._known: dict[tuple[str, ...], frozenset[str]] = {}
        self.sides = [self._keys(draft.who.name, draft.who.party) if draft.who else frozenset() for draft in made]
        self.accused: dict[str, float] = defaultdict(float)  # by key: how much is alleged of it
        self.since: dict[str, int] = {}  # by key: the number of the first clear accusation
        self.spoke: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])  # by speaker: sums of accusing and denying
        self.density = sum(draft.accuses + draft.denies for draft in made) / max(1, len(made))
        for number, draft in enumerate(made):
            if draft.who:
                sums = self.spoke[draft.who.name]
                sums[0] += draft.accuses
                sums[1] += draft.denies
            if draft.accuses >= 0.3:
                draft.target = target.stated(draft.attribution, resolver, draft.who, lexicon)
                self._accuse(number, draft, draft.target, draft.accuses)
                for mention in resolver.mentions(draft.attribution.start, draft.attribution.end):
                    if mention.entity.name != draft.target:
                        self._accuse(number, draft, mention.entity.name, draft.accuses * NAMED)

    def _accuse(self, number: int, draft: Draft, name: str, weight: float) -> None:
        for key in self._keys(name) - self.sides[number]:
            self.accused[key] += weight
            if draft.accuses >= CLEAR:
                self.since.setdefault(key, number)

    def _keys(self, *names: str) -> frozenset[str]:
        keys = self._known.get(names)
        if keys is None:
            keys = self._known[names] = target.keys_of(names, self.people)
        return keys

    def place(self) -> None:
        """Give every draft that may accuse or deny the signs of its place in the article."""
        told: set[str] = set()
        for number, draft in enumerate(self.made):
            if draft.accuses + draft.denies < FAINT:
                continue
            previous = self.made[number - 1] if number else None
            side, stems = self.sides[number], stems_of(draft.tokens)
            weight = max((self.accused.get(key, 0.0) for key in side), default=0.0)
            since = min((self.since[key] for key in side if key in self.since), default=number)
            sums = self.spoke[draft.who.name] if draft.who else (draft.accuses, draft.denies)
            draft.placed = draft.signs + context(
                draft.signs,
                accused=weight,
                before=since < number,
                leaning=(sums[0] - draft.accuses, sums[1] - draft.denies),
                about=about(draft.attribution, draft.who, side, self.accused, self.resolver, self.people),
                echo=len(stems & told) / len(stems) if stems else 0.0,
                previous=_kind(previous),
                same=previous is not None and self._same(number, number - 1),
                density=self.density,
            )
            if self._goes_on(number):
                draft.placed.append(stance.GOES_ON)
            draft.placed += self._around(number)
            if draft.accuses >= CLEAR:
                told |= stems

    def _around(self, number: int) -> list[str]:
        """Return the signs of the claims around one: what answers it next, and what stands two and three claims off."""
        made, after = self.made, number + 1
        following = made[after] if after < len(made) else None
        signs = [f"before {_kind(following)} by {'the same' if following and self._same(number, after) else 'another'}"]
        for step in (2, 3):
            if number >= step:
                signs.append(f"{step} after {_kind(made[number - step])}")
            if number + step < len(made):
                signs.append(f"{step} before {_kind(made[number + step])}")
        return signs

    def _same(self, one: int, other: int) -> bool:
        """Tell whether two claims have speakers of one side."""
        return bool(self.sides[one] & self.sides[other]) or self.sides[one] == self.sides[other]

    def _goes_on(self, number: int) -> bool:
        """Tell whether a claim goes on from the same speaker's denial in one sentence: "rejected it, saying that …"."""
        if not number:
            return False
        one, before = self.made[number].attribution, self.made[number - 1]
        if one.cue_start is None or one.cue_end is None or before.denies < CLEAR:
            return False
        earlier = before.attribution
        same = earlier.sentence == one.sentence and earlier.source_start == one.source_start
        return same and self.resolver.text[one.cue_start : one.cue_end].endswith("ing")


def _kind(draft: Draft | None) -> str:
    if draft is None:
        return "nothing"
    if draft.accuses >= CLEAR:
        return "accusation"
    return "denial" if draft.denies >= CLEAR else "other"
