"""Whom an article names: its capitalised names, and the roles and parties that appositions give them.

One pass over the text; full names first, so that a last name or an acronym finds its bearer wherever it stands.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from store.claims.lexicons import People
from store.claims.names import LETTERS, NAME, UPPER, Name, parse

_SPELT = {
    "sgt": "sergeant",
    "col": "colonel",
    "gen": "general",
    "dr": "doctor",
    "prof": "professor",
    "gov": "governor",
    "sen": "senator",
}
_CLAUSE = re.compile(r"[.;:\n“”\"()]")
_APPOSITION_END = re.compile(
    r"[,.;:\n“”\"()]| (?:who|said|says|told|was|were|had|has|have|is|are|that|and|alleges|added)\b"
)
_OWNER = re.compile(r"((?:[\w.&-]+ ){0,4}[\w.&-]+)(?:[’']s|s[’'])(?= |$)")
_LEADING = re.compile(r"\b(?:for|of|to|by|at|said|says|told|wrote|writes|added) ")
_FOR = re.compile(r"\b(?:for|of|at|to|representing) (.+)")
_HOUSE = 700  # characters back in which the firm of "the chief executive" is sought
_NEAR = 2000  # characters back in which a body is sought
_LEAD = 60  # characters of a sentence in which its leading name begins
_SENTENCE_END = re.compile(r"""[.!?”"\n“](?:(?<=[.!?”"]) |(?<=[\n“"]))""")  # a stop and a space, or a mark alone
_NOWHERE = (1 << 60, 1 << 60)
_ARTICLES = frozenset(("the", "a", "an"))
_DATELINE = re.compile(rf"(?:^|(?<=\n))[{UPPER}]{{3,}}[^\n]{{0,50}}? (?:-|–|—|--) ")
_SPEAKS = re.compile(r",? (?:said|says|told|has|had|did|is|was|[a-z]+ed|denies|accuses|rejects|wants)\b")
_BODY_BEHIND = re.compile(
    r", (?:the|an?) ((?:[\w’'-]+ ){0,4}?[\w’'-]+)(?=[,.]| (?:that|which|behind|in|of|for|with)\b)"
)
_NUMBER = re.compile(r" \d+\b(?! \w)")  # "Ward 7", "Route 9"
_ROLE_BEHIND = re.compile(
    r"(?:(?:Deputy|Prime|Foreign|Defen[cs]e|Interior|Finance|Chief|Vice|Managing|General) )*(?:\w+[.]? )$"
)  # "Ruritanian Foreign Minister ", up to the name
_ROLE_FAR = re.compile(
    r"((?:[\w’'.&-]+ ){0,4}?)([\w-]+) (?:in|to|of|for|at|on|there)\b[^,]{0,35}, $"
)  # "its envoy in Oldquay, "
_LEADS = re.compile(
    r", who (?:heads|runs|leads|owns|chairs|represents|defends|manages|edits|(?:acts|speaks) for) ([^,.]{3,50})"
)
# How nouns for persons end: "lobbyist", "bouncers".
PERSONAL = ("er", "ers", "or", "ors", "ist", "ists", "man", "men", "ian", "ians", "ee", "ees", "-in-law")


@dataclass(slots=True)
class Entity:
    """Somebody or something that the article names."""

    name: str
    person: bool
    gender: str = ""  # "f", "m" or unknown
    party: str = ""  # whom he or she speaks for
    described: frozenset[str] = frozenset()  # words of the appositions beside its name
    mentions: int = 0  # how often it is named
    located: int = 0  # how often as a place: "in Oldquay"
    outlet: bool = False  # it is told things: "told the Echo"
    nation: bool = False  # its people are named after it

    @property
    def place(self) -> bool:
        """Whether it is mostly named as a place where something happens, or as who reports it."""
        return self.outlet or self.located * 2 > self.mentions


@lru_cache(maxsize=10_000)
def _nations(people: str) -> tuple[str, ...]:
    """Return the names that a nation of that name may have: "Ruritania" of "Ruritanians"."""
    one = people.removesuffix("s")
    stems = [one.removesuffix(suffix) for suffix in ("n", "ian", "an", "i", "ese", "ish") if one.endswith(suffix)]
    return tuple(name for stem in stems for name in (stem, stem + "a"))


class Mention(NamedTuple):
    """One place where an entity is named, without the titles before the name."""

    start: int
    end: int
    entity: Entity
    possessive: bool
    subject: bool  # it leads its sentence, perhaps behind a title: "But Town chief Ann Dorrit"


class Cast:
    """The persons and bodies that one article names, in the order of its text."""

    def __init__(self, text: str, people: People) -> None:
        self.text = text
        self.people = people
        self.mentions: list[Mention] = []
        self.roles: dict[str, list[tuple[int, Entity]]] = {}  # "spokesman" -> where and who
        self._before: list[tuple[Entity, str]] = []  # persons and the name before their title: "Ruritanian" Minister X
        self._entities: dict[str, Entity] = {}
        self._alias: dict[str, Entity] = {}
        self._bodies: dict[str, Entity | None] = {}
        dateline = _DATELINE.match(text)
        self._news = dateline.end() if dateline else 0  # where the text begins behind "OLDQUAY, May 2 - "
        self._dateline = frozenset(w.lower() for w in LETTERS.findall(text[: self._news]) if w.isupper())
        self._collect()
        for entity, words in self._before:
            named = self.named(words)
            if named is not None and named is not entity:
                entity.party = entity.party or named.name
        for role, bearers in self.roles.items():
            for at, entity in bearers:
                if not entity.party and not self.estranged(" ".join(entity.described)):
                    entity.party = self.employer(frozenset((role,)), at)

    def foremost(self, number: int) -> list[Entity]:
        """Return so many of those whom the article names most, most first."""
        return sorted(self._entities.values(), key=lambda entity: -entity.mentions)[:number]

    def named(self, phrase: str) -> Entity | None:
        """Return the last entity that `phrase` names, if any."""
        if phrase == phrase.lower():
            return None
        for match in reversed(list(NAME.finditer(phrase))):
            name = parse(match.group(), self.people)
            entity = self._known(name)
            if entity is not None:
                return entity
        return None

    def _known(self, name: Name) -> Entity | None:
        """Return who bears a name in full or in short; "Ruritanian" and "Ruritanians" mean Ruritania."""
        known = self._entities.get(name.core)
        if known is None:
            nations = (self._entities.get(nation) for nation in _nations(name.core))
            known = next((nation for nation in nations if nation and not nation.person), None)
            if known is not None:
                known.nation = True
        return known or self._alias.get(name.low)

    def body(self, noun: str, before: int) -> Entity | None:
        """Return the body that "the `noun`" means at `before`: one of that name, else the last one that led a sentence."""
        if noun not in self._bodies:
            named = (
                entity
                for entity in self._entities.values()
                if not entity.person and noun in entity.name.lower().split()
            )
            self._bodies[noun] = next(named, None)
        kinds = [entity for at, entity in self.roles.get(noun, ()) if at < before and not entity.person]
        if kinds:
            return kinds[-1]
        if self._bodies[noun] is not None or noun in self.people.public:
            return self._bodies[noun]
        low = bisect_left(self.mentions, before - _NEAR, key=lambda mention: mention.start)
        high = bisect_left(self.mentions, before, key=lambda mention: mention.start)
        near = [m.entity for m in self.mentions[low:high] if not (m.entity.person or m.entity.place or m.entity.nation)]
        return max(reversed(near), key=lambda entity: entity.mentions, default=None)

    def _collect(self) -> None:
        text, led = self.text, {True: -1, False: -1}
        found = self._found()
        names: dict[str, Name] = {}
        for *_, name in found:
            names.setdefault(name.core, name)
        for core, name in names.items():
            if " " in core:
                self._enter(name)
            else:
                for nation in filter(names.get, _nations(core)):  # of which the text may speak later
                    self._enter(names[nation])
        stops = map(re.Match.span, _SENTENCE_END.finditer(text))
        stop, sentence, following = -1, 0, next(stops, _NOWHERE)
        for outer, end, name in found:
            while following[1] <= outer:
                (stop, sentence), following = following, next(stops, _NOWHERE)
            entity = self._known(name) or self._enter(name)
            leads = (stop >= outer - _LEAD or outer < _LEAD) and led[entity.person] < sentence
            words = text[max(0, outer - 24) : outer].rsplit(None, 2) if text[outer - 1 : outer] == " " else ()
            link = words[-2 if len(words) > 1 and words[-1] in _ARTICLES else -1] if words else ""
            subject = leads and link not in self.people.oblique
            if subject:
                led[entity.person] = outer
            possessive = text[end : end + 2] in ("’s", "'s")
            self.mentions.append(Mention(outer + name.offset, end, entity, possessive, subject))
            entity.mentions += 1
            self._describe(outer, end, name, entity, link)

    def _describe(self, outer: int, end: int, name: Name, entity: Entity, link: str) -> None:
        """Note what the words around a name tell of its bearer; `link` is the word before it."""
        text = self.text
        if entity.person and not name.title and text.startswith(", which ", end):
            entity.person = False
        if not entity.person:
            entity.outlet |= link in ("told", "tells") or text.startswith(" can reveal", end)
            entity.located += link in self.people.where or name.low in self._dateline
        if not entity.person and entity.mentions < 3:
            self._kinds(outer, end, entity)
        if entity.person and name.offset and entity.mentions < 3:
            self._before.append((entity, _ROLE_BEHIND.sub("", text[outer : outer + name.offset])))
        if entity.person and (name.title or (" " in name.core and entity.mentions < 3)):
            self._apposition(outer, end, entity, name.title)

    def _found(self) -> list[tuple[int, int, Name]]:
        """Return the runs of capitalised words that are names.

        A single word that only ever begins a sentence is one if it speaks or acts there, and is nowhere spelt small.
        """
        text, people = self.text, self.people
        found: list[tuple[int, int, Name]] = []
        inside: set[str] = set()  # the names that stand within a sentence, or in several words
        openers: list[int] = []
        for match in NAME.finditer(text, self._news):
            outer, end = match.span()
            name = parse(text[outer:end], people)
            if not name.core:
                continue
            several = " " in name.core
            if not several and text[end + 1 : end + 2].isdecimal() and _NUMBER.match(text, end):
                continue
            if several or name.title:
                inside.update(name.shorter)
            elif not name.offset and (not outer or text[outer - 1] in '\n“"‘' or text[outer - 2] in '.!?”"\n'):
                openers.append(len(found))
            else:
                inside.add(name.low)
            found.append((outer, end, name))
        doubtful = [number for number in openers if found[number][2].low not in inside]
        small = {found[number][2].low for number in doubtful}
        if small:
            small.intersection_update(text.split())
        wrong = {
            number
            for number in doubtful
            for _, end, name in (found[number],)
            if name.low in small or not (_SPEAKS.match(text, end) or text[end : end + 2] in ("’s", "'s"))
        }
        return [one for number, one in enumerate(found) if number not in wrong] if wrong else found

    def _enter(self, name: Name) -> Entity:
        """Return the entity of that full name, new where it is not known yet, with its shorter names."""
        entity = self._entities.get(name.core)
        if entity is None:
            entity = self._entities[name.core] = Entity(name.core, name.person, name.gender)
            for number, short in enumerate(name.shorter):
                known = self._alias.setdefault(short, entity)
                if name.person and not number and not known.person:  # a last name is sooner his who bears it
                    self._alias[short] = entity
        return entity

    def _kinds(self, start: int, end: int, entity: Entity) -> None:
        """Note what kind of body the words beside a name say it is: "the charity Open Door", "Fell Ltd, the builder"."""
        before = _CLAUSE.split(self.text[max(0, start - 30) : start])[-1]
        nouns = before.rstrip(" ,").lower().split()[-1:]
        after = _BODY_BEHIND.match(self.text, end)
        for noun in (*nouns, *(after[1].lower().split()[-1:] if after else ())):
            if noun in self.people.bodies:
                entity.outlet |= noun in self.people.press
                self.roles.setdefault(noun, []).append((start, entity))

    def _apposition(self, start: int, end: int, entity: Entity, title: str) -> None:
        """Note what role the words beside a name give its bearer, and for whom."""
        roles = [word for word in (_SPELT.get(word, word) for word in title.split()) if word in self.people.roles]
        before = _CLAUSE.split(self.text[max(0, start - 70) : start])[-1]
        words = before.rstrip(" ,").split()
        if words and before[-1:] == " " and self._is_role(noun := words[-1].lower()):
            roles.append(noun)
            entity.described |= {word.lower() for word in words[-4:]}
            if not self.estranged(noun):
                self._note_party(entity, " ".join(words[:-1]) + " ", start)
        elif before.endswith(", ") and (far := _ROLE_FAR.search(before)) and self._is_role(far[2].lower()):
            roles.append(far[2].lower())
            self._note_party(entity, far[1] + " ", start)
        after = self.text[end : end + 90]
        if (
            after.startswith(", who ")
            and (leads := _LEADS.match(after))
            and (named := self.named(leads[1])) is not None
            and named is not entity
        ):
            entity.party = entity.party or named.name
        if after.startswith((", ", " (")):
            phrase = _APPOSITION_END.split(after[2:], maxsplit=1)[0]
            role = next((word for word in phrase.lower().split()[:10] if self._is_role(word)), None)
            if role is not None:
                roles.append(role)
                entity.described |= set(phrase.lower().split()[:10])
                self._note_party(entity, phrase, end)
        if not entity.gender:
            entity.gender = self.gender(" ".join((title, *roles)))
        entity.described |= set(roles)
        for role in roles:
            self.roles.setdefault(role, []).append((start, entity))

    def _is_role(self, noun: str) -> bool:
        people = self.people
        return noun in people.roles or bool(
            noun.endswith(PERSONAL)
            and not any(noun in nouns for nouns in (people.bodies, people.persons, people.things))
        )

    def gender(self, words: str) -> str:
        """Return "f" or "m" where one of the lower-case `words` tells it, else nothing."""
        for word in words.split():
            if word in self.people.feminine:
                return "f"
            if word in self.people.masculine:
                return "m"
        return ""

    def _note_party(self, entity: Entity, phrase: str, at: int) -> None:
        if not self.estranged(phrase.lower()):
            entity.party = entity.party or self.party(phrase, at, entity)

    def estranged(self, words: str) -> bool:
        """Tell whether lower-case `words` describe somebody who speaks for nobody, though they name one: "a former guard"."""
        return not self.people.estranged.isdisjoint(LETTERS.findall(words))

    def employer(self, roles: frozenset[str], at: int) -> str:
        """Return the body for which the bearer of `roles` at `at` speaks where no words tell it: the foremost one near."""
        if self.people.leading.isdisjoint(roles):
            return ""
        low = bisect_left(self.mentions, at - _HOUSE, key=lambda mention: mention.start)
        high = bisect_left(self.mentions, at, key=lambda mention: mention.start)
        near = [m.entity for m in self.mentions[low:high] if not (m.entity.person or m.entity.place or m.entity.nation)]
        return max(near, key=lambda entity: entity.mentions).name if near else ""

    def party(self, phrase: str, at: int, but: Entity | None = None) -> str:
        """Return whom the bearer of a role speaks for, as the words beside the role at `at` say it, or nothing.

        "the bank's", "its", "for Harbour Mills" and "Harbour Mills" before a role; "of the clinic" after it.
        """
        owner = (_OWNER.search(phrase) if "’" in phrase or "'" in phrase else None) or _FOR.search(phrase)
        words = _LEADING.split(owner[1])[-1] if owner else phrase
        first = words.split(" ", 1)[0].lower()
        if first in ("its", "their", "his", "her"):
            person = first in ("his", "her")
            for mention in reversed(self.mentions):
                entity = mention.entity
                if (
                    entity.person is person
                    and entity is not but
                    and not entity.place
                    and (mention.subject or not person)
                ):
                    return entity.name
            return ""
        named = self.named(words)
        if named is not None:
            return named.name
        noun = LETTERS.findall(words.lower())[-1:]
        if owner and noun and noun[0] in self.people.bodies:
            body = self.body(noun[0], at)
            return body.name if body else words
        owned = owner is not None and (owner.re is _OWNER or (bool(noun) and noun[0] in self.people.bodies))
        return words if owned and len(words) < 60 else ""
