"""Who is accused: the object of the accusing words, the doer that the content names, else whom the article blames most."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from store.claims.attributions import Attribution
from store.claims.lexicons import People, Stance
from store.claims.resolve import ONE_OF, Resolver, Who

_BY = re.compile(r"\bby ((?:the |a |an |some |its |his |her |their )?[\w’'-]+(?: [\w’'-]+){0,4})")
_NONE = frozenset(
    ("none", "nobody", "no", "nothing", "somebody", "someone", "anybody", "anyone", "everyone", "everybody")
)
_NOBODY = frozenset(("my", "our", "your", "i", "we", "you", "there", "it", "he", "she", "they", "that"))
_NOT_A_PARTY = re.compile(r"(?:by|of|for|with|in|on|at|to|that|whether|from|after|before|during|since)\b", re.I)
_PASSIVE = re.compile(r",? (?:is|are|was|were|(?:has|have|had) been|being)(?: \w+){0,3} $")
_DATELINE = re.compile(r"[A-Z]{3,}[^\n]{0,50}? (?:-|–|—|--) ")
_ADVERB = re.compile(r" (?:\w+ly|twice|once|never|not|then|later|often)$")
_HAD_BEEN = re.compile(
    r" ?(?:(?:had|has|have|could|would|should|may|might|must|will)(?: have)? (?:\w+ly )?)?been? (?!\w+ing\b)"
)
_ACTIVE = re.compile(r" ?(?:is|are|was|were)(?:n’t)? (?:\w+ly |not |also |now |still )?(?!being)\w+ing\b")
_SUFFERED = re.compile(r"to (?:have )?been? \w+(?:ed|en)\b")
_SUFFERS = re.compile(
    r"\w+ (?:was|is|had been|has been) (?:\w+ly )?(?:told|made|shown|sent|hurt|put|left|\w+ed|\w+en)\b"
)
_KEY = re.compile(r"[^\W\d_]{3,}")
_BEING = frozenset(("was", "were", "are", "is", "been", "being", "be"))
_SUFFERING = frozenset(("suffered", "died", "lived", "lost", "drowned", "might", "fell"))  # whose subject is no doer
_SUFFERED_LATER = re.compile(r"\b(?:was|were|been|being) \w+(?:ed|en|wn|nt)\b|\bmight have\b")
_RELATIVE = frozenset(("who", "which", "whose", "whom"))
_AMEND = re.compile(
    r"to [“\"‘]?(?:stop|end|quit|resign|step|apolog|admit|withdraw|cease|halt|come clean|own up|answer for)"
)
_ATTRIBUTIVE = re.compile(
    r"(?:the|an?|its|their|of|in|at|\w+-\w+) ", re.I
)  # behind it "-ing" is no verb: "a boarding school"
_CLEFT = re.compile(r"(?:and |but )?it (?:is|was) ([^.;“”]{3,60}?),? (?:[^,.;]{3,30}, )?who\b", re.I)
_OPENER = re.compile(
    r"(?:to (?:know|find out|say|show|explain|ask) )?(?:that|whether|if|how|why|because|and|but|then|when) ", re.I
)
_LONG = 14  # words after which a subject is given up


def keys_of(names: Sequence[str | None], people: People) -> frozenset[str]:
    """Return what tells that two names mean the same side: rough stems of their words, "Ruritanian" like "Ruritania"."""
    return frozenset().union(*[_keys(name, people) for name in names if name])


@lru_cache(maxsize=10_000)
def _keys(name: str, people: People) -> frozenset[str]:
    words = _KEY.findall(name.lower())
    return frozenset([word[:5] for word in words if word not in people.starters and word not in people.titles])


def stated(attribution: Attribution, resolver: Resolver, who: Who | None, lexicon: Stance) -> str:
    """Return the accused where the accusing words or the doer in the content name one, else nothing."""
    start, end = attribution.object_start, attribution.object_end
    if start is not None and end is not None and not _NOT_A_PARTY.match(resolver.text, start):
        return _party(start, end, resolver, acts=True, speaker=who.name if who else None)
    if lexicon.cues.get(attribution.cue, ("", ""))[0] == "accuse" or resolver.text.startswith("to ", attribution.start):
        if _SUFFERED.match(resolver.text, attribution.start):  # "to have been charged $20 by an agent"
            by = _BY.search(resolver.text, attribution.start, attribution.end)
            return _party(by.start(1), by.end(1), resolver) if by else ""
        accused = _passive_subject(attribution, resolver)
        if accused:
            return accused
    return _doer(attribution, resolver, who, lexicon)


def _passive_subject(attribution: Attribution, resolver: Resolver) -> str:
    """Return whom "X was accused of", "X is said to" has before its cue."""
    text, cue, start = resolver.text, attribution.cue_start, attribution.start
    if cue is None:
        return ""
    if not start < cue < attribution.end:
        near = max(0, cue - 150)
        start = max(text.rfind("\n", near, cue), text.rfind(". ", near, cue) + 1, near - 1) + 1
    passive = _PASSIVE.search(text, start, cue)
    if passive is None:
        return ""
    return _party(start, passive.start(), resolver, acts=True)


def _doer(attribution: Attribution, resolver: Resolver, who: Who | None, lexicon: Stance) -> str:
    """Return the subject of the content if it acts, or the "by …" of a passive."""
    text = resolver.text
    start = _opening(text, attribution)
    if cleft := _CLEFT.match(text, start, attribution.end):  # "it was the chairman who …"
        return _party(cleft.start(1), cleft.end(1), resolver, acts=True)
    if _NOT_A_PARTY.match(text, start):
        return ""
    end, verb = _subject(text, start, attribution.end, lexicon)
    if adverb := _ADVERB.search(text, start, end):
        end = adverb.start()
    if verb in _SUFFERING or (verb in _RELATIVE and _SUFFERED_LATER.search(text, end, attribution.end)):
        return ""
    at = adverb.end() if adverb else end
    passive = (verb in _BEING and not _ACTIVE.match(text, at)) or bool(_HAD_BEEN.match(text, at))
    if passive and (by := _BY.search(text, end, attribution.end)):
        return _party(by.start(1), by.end(1), resolver)
    if passive or not verb or text[start:end].lower() in resolver.people.pronouns:
        return ""
    name = _party(start, end, resolver)
    return "" if who and name == who.name else name


def _subject(text: str, start: int, limit: int, lexicon: Stance) -> tuple[int, str]:
    """Return where the words before the first verb of text[start:limit] end, and that verb; none where none is near."""
    at = before = start
    for number, word in enumerate(text[start:limit].split(" ", _LONG)):
        low = word.lower().strip(",“”\"'‘’")
        if number == _LONG:
            break
        finite = low in lexicon.auxiliaries or low in lexicon.doing or low in lexicon.pasts
        if finite and (number or low in lexicon.auxiliaries):
            return max(start, at - 1), low
        if number and (low in _RELATIVE or low.endswith("ed") or word.endswith("n’t")):
            return max(start, at - 1), low
        if number and low.endswith("ing") and not _ATTRIBUTIVE.match(text, before):
            return max(start, at - 1), low
        if low == "to" and number and _AMEND.match(text, at):
            return max(start, at - 1), low
        if low in ("to", "that"):
            break
        before, at = at, at + len(word) + 1
    return at, ""


def _opening(text: str, attribution: Attribution) -> int:
    """Return where the words of a content begin, after its quotation marks."""
    start = attribution.start
    if dateline := _DATELINE.match(text, start, attribution.end):
        start = dateline.end()
    while start < attribution.end and text[start] in "“\"‘'(":
        start += 1
    if opener := _OPENER.match(text, start, attribution.end):
        start = opener.end()
    return start


def _party(start: int, end: int, resolver: Resolver, *, acts: bool = False, speaker: str | None = None) -> str:
    """Return the party that text[start:end] names: its full name, or the words where they describe one, else nothing.

    What `acts` is a party even when no list knows its noun.
    """
    people, words = resolver.people, resolver.text[start:end].strip(" ,")
    low = words.lower()
    first = low.replace("’", "'").split(" ", 1)[0]
    nobody = first in _NONE or first.split("'")[0] in _NOBODY or first.endswith("ing") or low in people.starters
    if not words or nobody or "“" in words or (ONE_OF.fullmatch(low) and not acts):
        return ""
    who = resolver.object(low, start, speaker) if low in ("him", "her", "them", "it") else resolver.who(start, end)
    if who.form == "pronoun":
        return "" if who.name.lower() in people.pronouns else who.name
    if who.form == "document" or not (acts or who.person or resolver.is_party(start, end)):
        return ""
    if who.form == "body" and who.name != words and low.rsplit(" ", 1)[-1] not in people.generic:
        # "the yard" is Harbour Marine only if that name says so
        return who.name if keys_of((words,), people) & keys_of((who.name,), people) else words
    return who.name


class Blame:
    """Whom an article's accusations aim at, where they do not say it: weighed once all claims have their kinds."""

    def __init__(self, resolver: Resolver, title: str) -> None:
        self.resolver = resolver
        self._title = keys_of((title,), resolver.people)
        self.weight: dict[str, float] = defaultdict(float)
        self._by_side: dict[frozenset[str], str] = {}
        self._order: list[str] = []

    def add(self, name: str | None, points: float) -> None:
        """Count `points` for `name` being accused: it is named as accused, or it denies."""
        if name:
            self.weight[name] += points

    def aim(self, attribution: Attribution, explicit: str, side: frozenset[str], speaker: str) -> str | None:
        """Return the accused of the next accusation in the order of the text, made by `side`."""
        people = self.resolver.people
        name: str | None = explicit
        if not explicit:
            candidates = self._candidates(attribution, side, speaker)
            name = next((name for name in candidates if name and not keys_of((name,), people) & side), None)
        if name:
            self._by_side[side] = name
        return name

    def _candidates(self, attribution: Attribution, side: frozenset[str], speaker: str) -> Iterator[str]:
        """Yield whom an accusation that does not say it may aim at, best first."""
        text, start = self.resolver.text, _opening(self.resolver.text, attribution)
        opener = text[start : start + 12].split(" ", 1)[0].lower().replace("’", "'").split("'")[0]
        acts = not _SUFFERS.match(text, start)
        person = True if opener in ("he", "she") and acts else False if opener in ("it", "its") else None
        if person:
            yield self._told_of(side, opener)
            other = self.resolver.object(opener, start, speaker)
            if other.form != "pronoun":
                yield other.name
        elif opener in ("it", "its", "they"):
            yield self._leading(start, speaker, anybody=opener == "they")
        if person is None:
            named = [m.entity.name for m in self.resolver.mentions(start, attribution.end)]
            blamed = [name for name in named if name in self.weight]
            yield max(blamed, key=self.weight.__getitem__, default="")
        yield self._by_side.get(side, "")
        yield from (name for name in self._ranked() if person is None or self._person(name) is person)

    def _told_of(self, side: frozenset[str], pronoun: str) -> str:
        """Return the one person whom `side` accused last, as "he" or "she" goes on about him or her."""
        name = self._by_side.get(side, "")
        low = name.lower()
        if low.startswith(("a ", "an ", "the ")):
            return name if low.rsplit(" ", 1)[-1] in self.resolver.people.roles else ""
        entity = self.resolver.cast.named(name) if name else None
        fits = entity is not None and entity.person and entity.gender in ("", "f" if pronoun == "she" else "m")
        return name if fits else ""

    def _leading(self, start: int, speaker: str, *, anybody: bool) -> str:
        """Return who leads the sentence before the content at `start`, but its speaker: "X faces claims that it …"."""
        text = self.resolver.text
        near = max(0, start - 200)
        begin = max(text.rfind("\n", near, start), text.rfind(". ", near, start), text.rfind("” ", near, start), near)
        for mention in self.resolver.mentions(begin, start):
            entity = mention.entity
            if not entity.place and entity.name != speaker and (anybody or not entity.person):
                return entity.name
        subject = self.resolver.subject(begin + len(text[begin:start]) - len(text[begin:start].lstrip(". ”\n")), start)
        return subject.name if subject and subject.form == "body" and subject.name != speaker else ""

    def _ranked(self) -> list[str]:
        """Return who is blamed, most first; all blame must have been added."""
        if len(self._order) != len(self.weight):
            self._order = sorted(self.weight, key=self._standing, reverse=True)
        return self._order

    def _person(self, name: str) -> bool:
        entity = self.resolver.cast.named(name)
        return bool(entity and entity.person)

    def _standing(self, name: str) -> float:
        """Return how much `name` is the accused of the whole article: blamed often, and named often."""
        entity = self.resolver.cast.named(name)
        often = 0.2 * min(entity.mentions, 5) if entity else 0.0
        headed = 0.5 * bool(self._title & keys_of((name,), self.resolver.people))
        return self.weight[name] + often + headed - 0.8 * name[:1].islower()
