"""Who that is: the words that name a source resolved to a full name, the party it speaks for, and whether it is anonymous.

Claims are resolved in the order of the text, since a pronoun mostly means whoever spoke or led a sentence last.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from store.claims.antecedents import SINGULAR, Antecedents
from store.claims.choice import likeliest, weights
from store.claims.entities import PERSONAL, Cast, Entity, Mention
from store.claims.lexicons import People

_HEAD_END = re.compile(
    r",| (?:of|for|from|by|at|in|on|with|to|near|about|who|whom|which|that|whose|when|where|filed|seen|sent|released"
    r"|obtained|published|prepared|read|signed|dated|reached|familiar|close|speaking|living|based|led|including)\b"
)
_THING = re.compile(r"(?:[ts]ions?|ments?|ings?|it(?:y|ies)|ness|ages?|ures?|als?|sis|graphs?|pages?)$")  # no person
_WORDS = re.compile(r"[^\W\d_]+(?:[-’'](?!s\b)[^\W\d_]+)*")
_PERSONAL = frozenset({"i", "we", "you", *SINGULAR})
ONE_OF = re.compile(
    r"(?:one|another|(?:the|two|some|many|several) others?|others|some|many|several|the (?:first|second|third)|a (?:second|third|fourth))"
    r"(?: of (?:them|those|the two))?"
)
_READ = re.compile(r"\breads? $")  # "reads one": that is a text
_NEAR = 1200  # characters back in which a pronoun's person is sought
_LEAD = 40  # characters of the second paragraph in which it names whom the first described
_REACH = 80  # characters before a relative pronoun in which what it goes back to begins
_SAYS = 250  # characters of it in which a quotation ends in "said" and that name
_DESCRIBES = re.compile(r"year-old|\bof (?:two|three|four|five|six)\b")  # "the father of two": who was named just now
_SAID_OF = re.compile(r",?(?: [^.,;]{1,40})?,? (?:is|are|was|were|(?:has|have|had) been)(?: \w+){0,3} ")
_BACK = 60  # claims back in which "the spokesman" or "the report" has spoken


class Who(NamedTuple):
    """Whom some words name."""

    name: str
    party: str = ""
    anonymous: bool = False
    person: bool = False
    form: str = "body"  # what kind of words they are: "name", "pronoun", "role", "persons", "body", "document"
    gender: str = ""
    described: frozenset[str] = frozenset()  # the words that describe it, in lower case: "former", "director"


class Resolver:
    """Resolves the sources and the accused of one article; its claims are to be given in the order of the text."""

    def __init__(self, text: str, people: People) -> None:
        self.text = text
        self.people = people
        self.cast = Cast(text, people)
        self._starts = [mention.start for mention in self.cast.mentions]
        self._second = text.find("\n") + 1 or len(text)  # where the second paragraph begins
        self._known: dict[str, Who] = {}
        self._spoken: list[tuple[int, Who]] = []  # where and who, in the order of the text

    def speaks(self, end: int, cue: int | None) -> bool:
        """Tell whether the source text[:end] may be who says it at `cue`: not so "it is alleged", "the firm was accused"."""
        return cue is None or cue < end or not _SAID_OF.fullmatch(self.text, end, cue)

    def source(self, start: int, end: int) -> Who:
        """Return whom text[start:end] names as a source, and remember that it spoke."""
        who = self.who(start, end)
        self._spoken.append((start, who))
        return who

    def spoken_before(self, low: int) -> Iterator[tuple[int, Who]]:
        """Yield where and who spoke from text[low:] on so far, last first."""
        for where, who in reversed(self._spoken):
            if where < low:
                return
            yield where, who

    def described(self, phrase: str, start: int) -> Who:
        """Return whom the noun phrase that stands at `start` means."""
        return self._noun_phrase(phrase, phrase.lower(), start)[0]

    def last(self) -> Who | None:
        """Return who spoke last."""
        return self._spoken[-1][1] if self._spoken else None

    def who(self, start: int, end: int) -> Who:
        """Return whom text[start:end] names."""
        words = self.text[start:end]
        low = words.lower()
        if ONE_OF.fullmatch(low):
            return self._one(words, start)
        if low in self.people.pronouns:
            return self._pronoun(low, start)
        known = self._known.get(words)
        if known is None:
            known, lasting = self._noun_phrase(words, low, start)
            if lasting:
                self._known[words] = known
        return known

    def is_party(self, start: int, end: int) -> bool:
        """Tell whether text[start:end] ends in a name, or in a noun for a person or body."""
        words = _WORDS.findall(_HEAD_END.split(self.text[start:end], maxsplit=1)[0])
        if not words:
            return False
        noun = words[-1].lower()
        people = self.people
        one = noun[:-3] + "y" if noun.endswith("ies") else noun.removesuffix("s")
        known = (people.roles, people.persons, people.bodies)
        if self.mentions(start, end) or (noun.endswith(PERSONAL) and one not in people.things):
            return True
        return any(noun in nouns or one in nouns for nouns in known)

    def _noun_phrase(self, words: str, low: str, start: int) -> tuple[Who, bool]:
        """Return whom a noun phrase names, and whether the same words mean the same all over the article."""
        cut, end = _HEAD_END.search(low), start + len(words)
        head_end = start + (cut.start() if cut else len(words))
        head = _WORDS.findall(low[: head_end - start])
        named = self.mentions(start, head_end)
        if named and named[-1].end >= head_end - 1 and not named[-1].possessive:
            return self.named(named[-1].entity), True
        noun = head[-1] if head else ""
        people = self.people
        known = noun in people.roles or noun in people.persons or noun in people.bodies or noun in people.documents
        if (
            named
            and not known
            and (low.endswith(("’s", "'s")) or (named[-1].entity.person and not named[-1].possessive))
        ):
            return self.named(named[-1].entity), True
        if noun == "staff" and head[-2:-1] in (["general"], ["defence"], ["defense"]):
            return Who(words), True
        if noun in people.documents:
            if head[:1] == ["the"] and len(head) == 2 and (told := self._document(noun)) is not None:
                return told, False
            return Who(words, form="document", described=frozenset(_WORDS.findall(low))), True
        if noun in people.roles or noun in people.persons:
            if apposed := self._apposed(head_end, end) or self._behind(end):
                self.cast.roles.setdefault(noun, []).append((start, apposed))
                return self.named(apposed), True
            return self._role(words, low, noun, head, start), False
        if (
            head
            and head[0] in ("the", "this", "that", "its", "their")
            and noun in people.bodies
            and not cut
            and not named
            and "’s " not in low
            and "'s " not in low
        ):
            body = self.cast.body(noun, start)
            return Who(body.name if body else words, form="body", described=frozenset(_WORDS.findall(low))), False
        return self._plain(words, low, noun, head, end), True

    def _plain(self, words: str, low: str, noun: str, head: list[str], end: int) -> Who:
        """Return whom a phrase up to `end` with no name, role or body told before means: mostly somebody unnamed."""
        people = self.people
        counted = low[:1].isdigit() or low.startswith(("those ", "more than ", "at least "))
        indefinite = bool(head) and (counted or head[0] in people.indefinite)
        anonymous = indefinite and noun not in people.bodies and noun not in people.things and not _THING.search(noun)
        if head[:1] in (["a"], ["an"], ["the"]):
            named = self._behind(end)
            if named is None and end < self._second:
                kinds = [entity for _, entity in self.cast.roles.get(noun, ()) if not entity.person]
                person = anonymous or (noun not in people.bodies and noun.endswith(PERSONAL))
                named = self._later(noun, end, None) if person else kinds[0] if len(kinds) == 1 else None
            if named is not None:
                return self.named(named)
        return Who(
            words,
            anonymous=anonymous,
            form="persons" if anonymous else "body",
            described=frozenset(_WORDS.findall(low)),
        )

    def _document(self, noun: str) -> Who | None:
        """Return the text that spoke before, as "the report" means it, or "the document" any."""
        for _, who in reversed(self._spoken[-_BACK:]):
            if who.form == "document" and (noun in who.described or noun == "document"):
                return who
        return None

    def _one(self, words: str, start: int) -> Who:
        """Return the unnamed person or text that "one", "another", "a third" means, of the party of those who spoke."""
        if _READ.search(self.text, max(0, start - 6), start) or self.text.startswith(" reads", start + len(words)):
            return Who(words, form="document")
        spoken = next((who for _, who in reversed(self._spoken[-3:]) if who.form == "persons"), None)
        return Who(words, spoken.party if spoken else "", anonymous=True, person=True, form="persons")

    def _apposed(self, head_end: int, end: int) -> Entity | None:
        """Return the person named after a comma behind a role: "the mayor of Oldquay, Greta Lomond"."""
        for mention in self.mentions(head_end, end):
            between = self.text[head_end : mention.start]
            if mention.entity.person and not mention.possessive and "," in between and " who " not in between:
                return mention.entity
        return None

    def _behind(self, end: int, *, person: bool = True) -> Entity | None:
        """Return whom an apposition behind text[:end] names: "a consumers' group" before ", Fair Table, ..."."""
        if not self.text.startswith(", ", end):
            return None
        for mention in self.mentions(end + 2, end + 40):
            between = self.text[end + 2 : mention.start]
            titled = not between or between.rstrip(".").lower().strip() in self.people.titles or between.islower()
            closed = self.text[mention.end : mention.end + 1] in ',.;:”"\n)' or self.text.startswith(
                " who", mention.end
            )
            if mention.entity.person is person and titled and closed:
                return mention.entity
            break
        return None

    def _role(self, words: str, low: str, noun: str, head: list[str], start: int) -> Who:
        """Return who bears a role: somebody whom the article names so, else somebody unnamed."""
        bearers = self.cast.roles.get(noun)
        if bearers and head[0] not in self.people.indefinite:
            before = [entity for at, entity in bearers if at < start]
            return self.named(before[-1] if before else bearers[0][1], "role")
        if head[:1] == ["the"]:
            spoke = (who for _, who in reversed(self._spoken[-_BACK:]) if who.anonymous and noun in who.described)
            if (known := next(spoke, None)) is not None:
                return known
            led = self._leader(start, True, self.cast.gender(noun)) if _DESCRIBES.search(low) else None
            if led is not None:
                return self.named(led.entity, "role")
        if start < self._second and (named := self._later(noun, start, bearers)):
            return self.named(named, "role")
        party = ""
        if noun not in self.people.accusing and not self.cast.estranged(low):
            party = self.cast.party(words, start) or self._house(head, start)
            party = party or self.cast.employer(frozenset((noun,)), start)
        return Who(
            words,
            party,
            anonymous=True,
            person=True,
            form="persons" if noun in self.people.persons else "role",
            gender=self.cast.gender(noun),
            described=frozenset(_WORDS.findall(low)),
        )

    def _house(self, head: list[str], start: int) -> str:
        """Return the body that the noun before a role means: "a council spokeswoman"."""
        noun = head[-2] if len(head) > 1 else ""
        if noun not in self.people.bodies:
            return ""
        body = self.cast.body(noun, start)
        return body.name if body else f"the {noun}"

    def _later(self, noun: str, start: int, bearers: list[tuple[int, Entity]] | None) -> Entity | None:
        """Return whom the first paragraph describes and the article then names: the one bearer, or who leads the second."""
        if noun in self.people.persons:
            return None
        if bearers:
            return bearers[0][1] if bearers[0][0] > start and len({id(entity) for _, entity in bearers}) == 1 else None
        for mention in self.mentions(self._second, self._second + _SAYS):
            near = mention.subject and mention.start < self._second + _LEAD
            if mention.entity.person and (near or self.text.endswith(("said ", "says "), 0, mention.start)):
                return mention.entity
        return None

    def named(self, entity: Entity, form: str = "name") -> Who:
        """Return who bears the names of `entity`."""
        return Who(
            entity.name,
            entity.party,
            person=entity.person,
            form=form if entity.person else "body",
            gender=entity.gender,
            described=entity.described or frozenset(_WORDS.findall(entity.name.lower())),
        )

    def mentions(self, start: int, end: int) -> list[Mention]:
        """Return the names that begin in text[start:end]."""
        return self.cast.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def back_from(self, at: int) -> Iterator[Mention]:
        """Yield the names near before `at`, last first."""
        for number in range(bisect_left(self._starts, at) - 1, -1, -1):
            mention = self.cast.mentions[number]
            if at - mention.start > _NEAR:
                return
            yield mention

    def _pronoun(self, word: str, at: int) -> Who:
        if word in ("who", "whom", "whose", "which") and (antecedent := self._antecedent(at)):
            return antecedent
        if word in ("i", "we", "you"):
            return Who(word, person=True, form="pronoun")
        found = Antecedents(self, word, at).found
        name = likeliest({name: features for name, (_, features) in found.items()}, weights("antecedents"))
        if not name:
            return Who(word, person=word in _PERSONAL, form="pronoun")
        who, gender = found[name][0], SINGULAR.get(word, "")
        if gender and (entity := self.cast.named(name)) is not None and entity.person and not entity.gender:
            entity.gender = gender
        return Who(who.name, who.party, who.anonymous, who.person, "pronoun", who.gender or gender, who.described)

    def _antecedent(self, at: int) -> Who | None:
        """Return whom a relative pronoun at `at` goes back to: the noun phrase before it."""
        before = self.text[max(0, at - _REACH) : at].rstrip(" ,")
        start = max(0, at - _REACH) + max(before.rfind(mark) + 1 for mark in ',.;:\n“”"(')
        end = max(0, at - _REACH) + len(before)
        if start and self.text[start - 1].isalnum():  # the reach ended within a word
            start = self.text.find(" ", start, end) + 1 or end
        while start < end and self.text[start] == " ":
            start += 1
        words = self.text[start:end]
        named = self.mentions(start, end)
        if named and named[-1].end == end:
            return self.named(named[-1].entity)
        last = words.rpartition(" ")[2]
        if last[:1].islower() and not last.islower():  # "eBay, which": a name that the search for capitals passes by
            return Who(last, last)
        if not words or words.lower() in self.people.pronouns or not self.is_party(start, end):
            return None
        return self._noun_phrase(words, words.lower(), start)[0]

    def object(self, word: str, at: int, speaker: str | None = None) -> Who:
        """Return whom a pronoun that is not its speaker means at `at`: the last that was named before.

        The speaker is whoever spoke last where none is given.
        """
        gender, person = SINGULAR.get(word, ""), word in SINGULAR
        if speaker is None:
            speaker = self._spoken[-1][1].name if self._spoken else ""
        for mention in self.back_from(at):
            entity = mention.entity
            if (word == "them" or entity.person is person) and entity.name != speaker:
                if gender and entity.gender and entity.gender != gender:
                    continue
                return self.named(entity)
        return Who(word, form="pronoun")

    def _leader(self, at: int, person: bool, gender: str) -> Mention | None:
        """Return the last fitting mention before `at` that led its sentence, else the last fitting one."""
        fallback = None
        for mention in self.back_from(at):
            entity = mention.entity
            if (
                entity.person is not person
                or (gender and entity.gender and entity.gender != gender)
                or mention.possessive
            ):
                continue
            if mention.subject:
                return mention
            fallback = fallback or mention
        return fallback
