"""Who is accused: the object of the accusing words, else the doer that the content names, else whom the article accuses."""

import re
from collections.abc import Sequence

from store.claims.attribution import Attribution
from store.claims.lexicons import People, Stance
from store.claims.resolve import Resolver, Who
from store.model import Quote

_BY = re.compile(r"\bby ((?:the |a |an |some )?[\w’'-]+(?: [\w’'-]+){0,4})")
_KEY = re.compile(r"[^\W\d_]{3,}")


def keys_of(names: Sequence[str | None], people: People) -> frozenset[str]:
    """Return what tells that two names mean the same side: rough stems of their words, "Ruritanian" like "Ruritania"."""
    return frozenset(
        word[:5]
        for name in names
        if name
        for word in _KEY.findall(name.lower())
        if word not in people.starters and word not in people.titles
    )


def explicit(attribution: Attribution, resolver: Resolver, who: Who | None, lexicon: Stance) -> str:
    """Return the accused as the attribution or its content names him, or nothing."""
    if attribution.object_start is not None and attribution.object_end is not None:
        return resolver.who(attribution.object_start, attribution.object_end).name
    if attribution.quote is Quote.DIRECT:
        return _named(attribution.start, attribution.end, resolver, who)
    return _subject(attribution, resolver, who, lexicon) or _named(attribution.start, attribution.end, resolver, who)


def _subject(attribution: Attribution, resolver: Resolver, who: Who | None, lexicon: Stance) -> str:
    """Return the subject of an indirect content: its words before the first auxiliary or finite verb."""
    content = resolver.text[attribution.start : attribution.end]
    words = content.split(" ", 10)[:10]
    length = 0
    for word in words:
        low = word.lower().strip(",“”\"'")
        if (
            low in lexicon.auxiliaries
            or (low.endswith("ed") and length)
            or ("act" in lexicon.words.get(low, ()) and low.endswith(("s", "e", "t")))
        ):
            break
        length += len(word) + 1
    else:
        return ""
    phrase = content[: max(0, length - 1)].rstrip(" ,")
    low = phrase.lower()
    if not phrase or low in resolver.people.pronouns or low.split(" ", 1)[0] in ("if", "when", "what", "how", "there"):
        return ""
    named = resolver.who(attribution.start, attribution.start + len(phrase))
    if named.form == "document":
        return ""
    return "" if who and named.name == who.name else named.name


def _named(start: int, end: int, resolver: Resolver, who: Who | None) -> str:
    """Return the first that the content names besides its speaker, bodies before persons."""
    best = ""
    for mention in resolver.mentions(start, end):
        entity = mention.entity
        if who and entity.name in (who.name, who.party):
            continue
        if not entity.person:
            return entity.name
        best = best or entity.name
    return best
