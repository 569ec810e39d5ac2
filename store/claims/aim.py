"""Whom an accusation aims at that does not say it: the likeliest of those whom its article names.

A fitted choice: what stands around the claim puts up candidates, each with a few features. `benchmarks/fit_aim.py` fits
the weights.
"""

import re
from collections import defaultdict

from store.claims.attributions import Attribution
from store.claims.choice import Features, likeliest, weights
from store.claims.entities import Entity
from store.claims.resolve import Resolver
from store.claims.target import keys_of, opening

_SUFFERS = re.compile(
    r"\w+ (?:was|is|had been|has been) (?:\w+ly )?(?:told|made|shown|sent|hurt|put|left|\w+ed|\w+en)\b"
)
_PRONOUNS = {"he": "he", "she": "he", "it": "it", "its": "it", "they": "they"}  # that a content opens with -> its sort
_BACK = 600  # characters before a claim in which whom it aims at may be named
_BLAMED, _INSIDE, _NEAR, _FOREMOST = 8, 4, 6, 4  # how many of each sort are put up
_MANY = 8  # mentions from which somebody is named often


class Blame:
    """Whom an article's accusations aim at, weighed once all claims have their kinds."""

    def __init__(self, resolver: Resolver, title: str) -> None:
        self.resolver = resolver
        self.weight: dict[str, float] = defaultdict(float)
        self._title = keys_of((title,), resolver.people)
        self._by_side: dict[frozenset[str], str] = {}
        self._last = ""
        self._foremost = resolver.cast.foremost(_FOREMOST)
        self._blamed: list[str] = []

    def add(self, name: str | None, points: float) -> None:
        """Count `points` for `name` being accused: it is named as accused, or it denies."""
        if name:
            self.weight[name] += points

    def aim(self, attribution: Attribution, explicit: str, side: frozenset[str], speaker: str) -> str | None:
        """Return the accused of the next accusation in the order of the text, made by `side`; `explicit` if it says so."""
        name = explicit or likeliest(self.candidates(attribution, side, speaker), weights("aim"))
        if name:
            self._by_side[side] = self._last = name
        return name or None

    def candidates(self, attribution: Attribution, side: frozenset[str], speaker: str) -> dict[str, Features]:
        """Return whom an accusation that does not say it may aim at, and what speaks for and against each."""
        text = self.resolver.text
        start = opening(text, attribution)
        opener = text[start : start + 12].split(" ", 1)[0].lower().replace("’", "'").split("'")[0]
        if opener in ("he", "she") and _SUFFERS.match(text, start):
            opener = ""
        put_up: dict[str, Features] = defaultdict(dict)
        entities: dict[str, Entity | None] = {}
        self._from_article(put_up, entities, side)
        self._from_content(put_up, entities, start, attribution.end)
        self._from_before(put_up, entities, start, attribution.start)
        if opener in ("he", "she"):
            meant = self.resolver.object(opener, start, speaker)
            if meant.form != "pronoun":
                put_up[meant.name]["pronoun"] = 1.0
        for name, features in put_up.items():
            if name not in entities:
                entities[name] = self.resolver.cast.named(name)
            self._describe(name, features, entities[name], opener, side, speaker)
        return put_up

    def _from_article(
        self, put_up: dict[str, Features], entities: dict[str, Entity | None], side: frozenset[str]
    ) -> None:
        """Put up who is blamed elsewhere in the article, whom the same side accused before, and who is named most."""
        if len(self._blamed) != len(self.weight):
            self._blamed = sorted(self.weight, key=lambda name: -self.weight[name])
        for name in self._blamed[:_BLAMED]:
            put_up[name]["blamed"] = min(3.0, max(-1.0, self.weight[name])) / 3
        if side in self._by_side:
            put_up[self._by_side[side]]["accused by the same"] = 1.0
        if self._last:
            put_up[self._last]["accused last"] = 1.0
        for rank, entity in enumerate(self._foremost):
            entities[entity.name] = entity
            put_up[entity.name][f"foremost {min(rank, 2)}"] = 1.0

    def _from_content(
        self, put_up: dict[str, Features], entities: dict[str, Entity | None], start: int, end: int
    ) -> None:
        """Put up whom the content names."""
        for place, mention in enumerate(self.resolver.mentions(start, end)[:_INSIDE]):
            entities[mention.entity.name] = mention.entity
            features = put_up[mention.entity.name]
            features["inside"] = features[f"inside {min(place, 2)}"] = 1.0
            if mention.start <= start + len("the "):
                features["opens"] = 1.0
            if mention.possessive:
                features["owns"] = 1.0

    def _from_before(
        self, put_up: dict[str, Features], entities: dict[str, Entity | None], start: int, begins: int
    ) -> None:
        """Put up who was named last before the content."""
        text = self.resolver.text
        paragraph = text.rfind("\n", 0, begins) + 1
        sentence = max(text.rfind(". ", 0, begins), text.rfind(".” ", 0, begins), paragraph)
        told: set[str] = set()
        for mention in reversed(self.resolver.mentions(max(0, start - _BACK), start)):
            name = mention.entity.name
            if name in told:
                continue
            entities[name] = mention.entity
            features = put_up[name]
            features[f"near {min(len(told), 3)}"] = 1.0
            if mention.start >= paragraph:
                features["in the paragraph"] = 1.0
            if mention.start > sentence:
                features["in the sentence"] = 1.0
            if mention.subject:
                features["led a sentence"] = 1.0
            told.add(name)
            if len(told) == _NEAR:
                break

    def _describe(
        self,
        name: str,
        features: Features,
        entity: Entity | None,
        opener: str,
        side: frozenset[str],
        speaker: str,
    ) -> None:
        """Add what sort of candidate it is."""
        keys = keys_of((name,), self.resolver.people)
        if name == speaker or not keys.isdisjoint(side):
            features["own side"] = 1.0
        if not keys.isdisjoint(self._title):
            features["headed"] = 1.0
        if entity is None:
            features["small" if name[:1].islower() else "described"] = 1.0
            return
        features["often"] = min(entity.mentions, _MANY) / _MANY
        sort = "person" if entity.person else "body"
        features[sort] = 1.0
        if opener in _PRONOUNS:
            features[f"{_PRONOUNS[opener]} for a {sort}"] = 1.0
        if entity.place:
            features["place"] = 1.0
        if entity.nation:
            features["nation"] = 1.0
