"""Whom a pronoun means that says something: the likeliest of those who spoke, were named or described before it.

A fitted choice among candidates, whose features are the factors of S. Lappin and H. Leass, "An algorithm for pronominal
anaphora resolution" (1994): recency, subjecthood, agreement, how often somebody is named; and, since news quotes, who
spoke last. `benchmarks/fit_antecedents.py` fits the weights.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING

from store.claims.choice import Features

if TYPE_CHECKING:
    from store.claims.entities import Mention
    from store.claims.resolve import Resolver, Who

SINGULAR = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_MANY = frozenset(("they", "them", "their", "these", "those"))
_REACH = 1400  # characters back in which somebody may be meant
_FAR = 600  # the same for somebody who is only described, and in which sentences are counted
_NUMBER = 6  # so many who spoke or were named are put up
_DESCRIBED = 4  # and so many who are described,
_SENTENCES = 3  # in so many sentences
_OFTEN = 8  # mentions from which somebody is named often
_STOP = re.compile(r"[.!?][”\"’]? |\n+")
_PHRASE = re.compile(
    r"\b(?:[Aa]n?|[Tt]he|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Oo]ne|[Tt]wo|[Tt]hree|[Ss]everal|[Ss]ome)(?: [\w’'-]+){1,5}"
)
_CLOSING = ("”", '"', "’", ",")


class Antecedents:
    """Those whom the pronoun `word` at `at` may mean, by name, each with what speaks for and against it."""

    def __init__(self, resolver: Resolver, word: str, at: int) -> None:
        self.found: dict[str, tuple[Who, Features]] = {}
        self._resolver, self._at = resolver, at
        self._gender = SINGULAR.get(word, "")
        self._sort = "many" if word in _MANY else "person" if self._gender else "it"
        text = resolver.text
        self._stops = [match.end() for match in _STOP.finditer(text, max(0, at - _FAR), at)]
        self._paragraph = text.rfind("\n", 0, at) + 1
        closed = text[max(0, at - 3) : at].rstrip().endswith(_CLOSING)
        self._stands = "tagged" if closed else "opens" if at in (self._paragraph, *self._stops[-1:]) else "within"
        self._add_spoken()
        self._add_named()
        if not self._gender:  # who is only described mostly spoke as well
            self._add_described()

    def _fits(self, who: Who) -> bool:
        """Tell whether the pronoun may mean somebody of that sort and gender."""
        if who.form == "pronoun" and who.name.lower() in self._resolver.people.pronouns:
            return False
        if self._sort == "many":
            return True
        return who.person is (self._sort == "person") and not (
            self._gender and who.gender and who.gender != self._gender
        )

    def _put_up(self, who: Who, where: int) -> Features:
        """Return the features of a candidate that stands at `where`, with what holds of it everywhere."""
        sort = self._sort
        if who.name not in self.found:
            form = who.form if who.form != "pronoun" else "name" if who.person else "body"
            self.found[who.name] = who, {f"{sort} {form}": 1.0}
        features = self.found[who.name][1]
        if self._gender and who.gender == self._gender:
            features["agrees"] = 1.0
        back = len(self._stops) - bisect_right(self._stops, where)
        features[f"{sort} back {min(back, 4)}"] = features[f"{self._stands} back {min(back, 2)}"] = 1.0
        if where >= self._paragraph:
            features["in the paragraph"] = 1.0
        return features

    def _add_spoken(self) -> None:
        """Put up who spoke last."""
        seen: set[str] = set()
        for where, who in self._resolver.spoken_before(self._at - _REACH):
            if who.name in seen or not self._fits(who):
                continue
            features = self._put_up(who, where)
            features[f"{self._sort} spoke {min(len(seen), 3)}"] = 1.0
            if not seen:
                features[f"{self._stands} spoke"] = 1.0
            if where >= self._paragraph:
                features["spoke in the paragraph"] = 1.0
            seen.add(who.name)
            if len(seen) == _NUMBER:
                break

    def _add_named(self) -> None:
        """Put up who was named last, each at its last place."""
        led = rank = 0
        seen: set[str] = set()
        for mention in self._resolver.back_from(self._at):
            entity = mention.entity
            if entity.name in seen or (self._gender and (entity.outlet or not entity.person)):
                continue
            seen.add(entity.name)
            who = self._resolver.named(entity)
            if not self._fits(who):
                continue
            features = self._put_up(who, mention.start)
            features[f"{self._sort} named {min(rank, 3)}"] = 1.0
            features["often"] = min(entity.mentions, _OFTEN) / _OFTEN
            if mention.subject:
                features[f"{self._sort} led {min(led, 2)}"] = 1.0
                if not led:
                    features[f"{self._stands} led"] = 1.0
                led += 1
            features.update(dict.fromkeys(self._of(mention), 1.0))
            rank += 1
            if rank == _NUMBER:
                break

    def _of(self, mention: Mention) -> Iterator[str]:
        if mention.possessive:
            yield "owns"
        if mention.entity.place:
            yield "place"
        if mention.entity.nation:
            yield "nation"
        text = self._resolver.text
        before = text[text.rfind("\n", 0, mention.start) + 1 : mention.start]
        if before.count("“") > before.count("”") or before.count('"') % 2:
            yield "quoted"

    def _add_described(self) -> None:
        """Put up what the sentences before describe: "… in a letter", "The lawsuit …", "Two of the nurses …"."""
        resolver, stops = self._resolver, self._stops[-_SENTENCES:]
        people = resolver.people
        nouns = people.common if self._sort == "many" else people.bodies | people.documents
        low = stops[0] if len(stops) == _SENTENCES else max(0, self._at - _FAR)
        rank = 0
        for match in reversed(list(_PHRASE.finditer(resolver.text, low, self._at))):
            phrase = _described(match[0], people.common)
            if phrase.rsplit(" ", 1)[-1].lower() not in nouns:
                continue
            who = resolver.described(phrase, match.start())
            if not self._fits(who):
                continue
            features = self._put_up(who, match.start())
            features[f"{self._sort} described {min(rank, 3)}"] = 1.0
            if match.start() in stops:
                features[f"{self._sort} opens"] = 1.0
            rank += 1
            if rank == _DESCRIBED:
                break


def _described(words: str, common: frozenset[str]) -> str:
    """Return the noun phrase with which `words` begin, up to the last of the first run of nouns for persons and bodies."""
    parts = words.split(" ")
    last = next((place for place, word in enumerate(parts) if place and word.lower() in common), 0)
    while last and last + 1 < len(parts) and parts[last + 1].lower() in common:
        last += 1
    return " ".join(parts[: last + 1]) if last else ""
