"""Whom an article names: its capitalised names, and the roles and parties that appositions give them.

One pass over the text; full names first, so that a last name or an acronym finds its bearer wherever it stands.
"""

import re
from dataclasses import dataclass, field

from store.claims.lexicons import People

_UPPER = "A-ZÀ-ÖØ-ÞŁŚŠŻŽČĆĐŐŰİ"
_ABBREVIATION = r"(?:Mr|Mrs|Ms|Dr|Prof|Sgt|Col|Gen|Lt|Maj|Capt|Sen|Rep|Gov|Rev|St|Jr|Sr|Cpl|Supt)\."
_WORD = rf"(?:{_ABBREVIATION}|[{_UPPER}]\.(?:[{_UPPER}]\.)*|[{_UPPER}]\w*(?:[’'-](?!s\b)\w+)*)"
_NAME = re.compile(rf"(?<!\w){_WORD}(?: (?:(?:of|for)(?: the)? |& |de |van |von |der |bin |la |du )?{_WORD})*")
_SPELT = {
    "sgt": "sergeant",
    "col": "colonel",
    "gen": "general",
    "dr": "doctor",
    "prof": "professor",
    "gov": "governor",
    "sen": "senator",
}
_LETTERS = re.compile(r"[^\W\d_]+")
_CLAUSE = re.compile(r"[.;:\n“”\"()]")
_APPOSITION_END = re.compile(
    r"[,.;:\n“”\"()]| (?:who|said|says|told|was|were|had|has|have|is|are|that|and|alleges|added)\b"
)
_OWNER = re.compile(r"((?:[\w.&-]+ ){0,4}[\w.&-]+)(?:[’']s|s[’'])(?= |$)")
_FOR = re.compile(r"\b(?:for|of|at|to|representing) (.+)")
_NEAR = 2000  # characters back in which a body is sought
_JOINERS = frozenset(("of", "for", "the", "&"))


@dataclass(slots=True)
class Entity:
    """Somebody or something that the article names."""

    name: str
    person: bool
    gender: str = ""  # "f", "m" or unknown
    party: str = ""  # whom he or she speaks for
    described: set[str] = field(default_factory=set)  # words of the appositions beside its name
    mentions: list[int] = field(default_factory=list)  # where it is named


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where an entity is named, without the titles before the name."""

    start: int
    end: int
    entity: Entity
    possessive: bool
    subject: bool  # it begins its sentence


class Cast:
    """The persons and bodies that one article names, in the order of its text."""

    def __init__(self, text: str, people: People) -> None:
        self.text = text
        self.people = people
        self.mentions: list[Mention] = []
        self.roles: dict[str, list[tuple[int, Entity]]] = {}  # "spokesman" -> where and who
        self._entities: dict[str, Entity] = {}
        self._alias: dict[str, Entity] = {}
        self._bodies: dict[str, Entity | None] = {}
        self._parsed: dict[str, tuple[int, str, str]] = {}
        self._collect()

    def named(self, phrase: str) -> Entity | None:
        """Return the last entity that `phrase` names, if any."""
        for match in reversed(list(_NAME.finditer(phrase))):
            _, core, _ = self._parse(match.group())
            entity = self._find(core)
            if entity is not None:
                return entity
        return None

    def body(self, noun: str, before: int) -> Entity | None:
        """Return the body that "the `noun`" means at `before`: one of that name, else the last one that led a sentence."""
        if noun not in self._bodies:
            named = (
                entity
                for entity in self._entities.values()
                if not entity.person and noun in entity.name.lower().split()
            )
            self._bodies[noun] = next(named, None)
        if self._bodies[noun] is not None or noun in self.people.public:
            return self._bodies[noun]
        last = None
        for mention in reversed(self.mentions):
            if mention.start >= before or mention.entity.person:
                continue
            if mention.subject or before - mention.start > _NEAR:
                return mention.entity
            last = last or mention.entity
        return last

    def _find(self, core: str) -> Entity | None:
        return (self._entities.get(core) or self._alias.get(core.lower())) if core else None

    def _collect(self) -> None:
        text, found = self.text, []
        for match in _NAME.finditer(text):
            offset, core, title = self._parse(match.group())
            if core:
                found.append((match.start(), match.start() + offset, match.end(), core, title))
        for _, _, _, core, title in found:
            if " " in core:
                self._enter(core, title)
        for outer, start, end, core, title in found:
            entity = self._find(core) or self._enter(core, title)
            before = text[max(0, outer - 2) : outer]
            subject = not before or before[-1] in '\n“"' or before[0] in '.!?”"\n'
            self.mentions.append(Mention(start, end, entity, text[end : end + 2] in ("’s", "'s"), subject))
            entity.mentions.append(start)
            if entity.person and (title or (" " in core and len(entity.mentions) < 3)):
                self._apposition(outer, end, entity, title)

    def _parse(self, run: str) -> tuple[int, str, str]:
        """Return where the name proper begins in a run of capitalised words, the name, and the titles before it."""
        known = self._parsed.get(run)
        if known is None:
            known = self._parsed[run] = self._split(run.split(" "))
        return known

    def _split(self, words: list[str]) -> tuple[int, str, str]:
        people, begin = self.people, 0
        while begin < len(words) and words[begin].lower().replace("’", "'") in people.starters:
            begin += 1
        while begin < len(words) and words[begin] in _JOINERS:
            begin += 1
        first = begin
        while first < len(words) - 1 and words[first].rstrip(".").lower() in people.titles:
            first += 1
        if first < len(words) and words[first] in _JOINERS:  # "President of Ruritania" is a name as a whole
            first = begin
        core = " ".join(words[first:])
        if first == len(words) - 1 and core.lower() in people.common:
            core = ""
        return sum(len(word) + 1 for word in words[:first]), core, " ".join(words[begin:first]).lower().replace(".", "")

    def _enter(self, core: str, title: str) -> Entity:
        """Return the entity of that full name, new where it is not known yet, with its shorter names."""
        if core in self._entities:
            return self._entities[core]
        words, org_words = _LETTERS.findall(core.lower()), self.people.org_words
        plain = "&" not in core and not any(word in org_words or word in _JOINERS for word in words)
        entity = Entity(core, bool(title) or (plain and 2 <= len(words) <= 4 and not core.isupper()))
        self._entities[core] = entity
        if entity.person:
            entity.gender = "f" if words[0] in self.people.women else "m" if words[0] in self.people.men else ""
        if len(words) > 1:
            for word in (words[-1], *words[:-1]):
                if word not in org_words and len(word) > 2:
                    self._alias.setdefault(word, entity)
            if not entity.person:
                self._alias.setdefault("".join(word[0] for word in words if word not in _JOINERS), entity)
        return entity

    def _apposition(self, start: int, end: int, entity: Entity, title: str) -> None:
        """Note what role the words beside a name give its bearer, and for whom."""
        roles = [word for word in (_SPELT.get(word, word) for word in title.split()) if word in self.people.roles]
        before = _CLAUSE.split(self.text[max(0, start - 70) : start])[-1]
        words = before.rstrip(" ,").split()
        if words and before[-1:] == " " and (noun := words[-1].lower()) in self.people.roles:
            roles.append(noun)
            entity.described.update(word.lower() for word in words[-4:])
            self._note_party(entity, " ".join(words[:-1]) + " ", start)
        after = self.text[end : end + 90]
        if after.startswith((", ", " (")):
            phrase = _APPOSITION_END.split(after[2:], maxsplit=1)[0]
            role = next((word for word in phrase.lower().split()[:10] if word in self.people.roles), None)
            if role is not None:
                roles.append(role)
                entity.described.update(phrase.lower().split()[:10])
                self._note_party(entity, phrase, end)
        if not entity.gender:
            entity.gender = self.gender(" ".join((title, *roles)))
        entity.described.update(roles)
        for role in roles:
            self.roles.setdefault(role, []).append((start, entity))

    def gender(self, words: str) -> str:
        """Return "f" or "m" where one of the lower-case `words` tells it, else nothing."""
        for word in words.split():
            if word in self.people.feminine:
                return "f"
            if word in self.people.masculine:
                return "m"
        return ""

    def _note_party(self, entity: Entity, phrase: str, at: int) -> None:
        entity.party = entity.party or self.party(phrase, at, entity)

    def party(self, phrase: str, at: int, but: Entity | None = None) -> str:
        """Return whom the bearer of a role speaks for, as the words beside the role at `at` say it, or nothing.

        "the bank's", "its", "for Harbour Mills" and "Harbour Mills" before a role; "of the clinic" after it.
        """
        first = phrase.split(" ", 1)[0].lower()
        if first in ("its", "their", "his", "her"):
            person = first in ("his", "her")
            for mention in reversed(self.mentions):
                if mention.entity.person is person and mention.entity is not but and (mention.subject or not person):
                    return mention.entity.name
            return ""
        owner = _OWNER.search(phrase) or _FOR.search(phrase)
        words = owner[1] if owner else phrase
        named = self.named(words)
        if named is not None:
            return named.name
        noun = _LETTERS.findall(words.lower())[-1:]
        if owner and noun and noun[0] in self.people.bodies:
            body = self.body(noun[0], at)
            return body.name if body else words
        return words if owner and len(words) < 60 else ""
