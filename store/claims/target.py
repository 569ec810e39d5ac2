"""Who is accused where an accusation says it: the object of the accusing words, or the doer that the content names."""

import re
from collections.abc import Sequence
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
    start = opening(text, attribution)
    if cleft := _CLEFT.match(text, start, attribution.end):  # "it was the chairman who …"
        return _party(cleft.start(1), cleft.end(1), resolver, acts=True)
    if _NOT_A_PARTY.match(text, start):
        return ""
    end, verb = _subject(text, start, attribution.end, lexicon)
    if adverb := _ADVERB.search(text, start, end):
        end = adverb.start()
    if verb in _SUFFERING or (verb in _RELATIVE and _SUFFERED_LATER.search(text, end, attribution.end)):
        return ""
    if lexicon.cues.get(verb, ("", ""))[0] == "accuse":  # "the bank suspected two clerks of theft": not the bank
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


def opening(text: str, attribution: Attribution) -> int:
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
