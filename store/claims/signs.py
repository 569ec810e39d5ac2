"""What of an attributed content tells accusation from denial: named signs, each with its reason in its name.

Two layers. The first looks at the claim alone: its words (with negation scope), its cue and its source. The second, once
the clear accusations of the article are known, looks at who speaks: somebody accused, an accuser, or neither.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from math import inf

from store.claims.attributions import Attribution
from store.claims.lexicons import People, Stance
from store.claims.resolve import Resolver, Who
from store.claims.stance import CHARGE
from store.claims.target import keys_of

_TOKEN = re.compile(r"[a-z]++(?=[ ,.])|[^\W_]++(?:['-][^\W_]+)*+|[,;:?!.]")  # the first is the second's common case
_BEFORE = re.compile(
    r"\b(but|however|asked|also|despite|although|and|further|meanwhile|responding|response|after|while|even)\b"
)
_LEADING = ("right behind ", "one word behind ", "two words behind ")  # a content, the nearest word first
_SCOPE = 7  # words that a negation reaches forward, within its clause
_DENSITIES = (
    (0.45, "very contested"),
    (0.35, "contested"),
    (0.25, "rather contested"),
    (0.18, "mixed"),
    (0.12, "rather calm"),
    (0.07, "calm"),
    (0, "very calm"),
)
_ACCUSED = ((0.3, "not accused"), (0.8, "hardly accused"), (2, "accused"), (inf, "much accused"))
_STRONG = frozenset(
    ("negation", "first", "clean", "reject", "wrong", "act", "harm", "no wrong", "no act", "opens with negation")
)
_AGAINST = frozenset(("slam", "deny", "brand"))  # classes of cues that turn on what they take
_WE, _THEY, _HE = ("i", "we"), ("it", "they"), ("he", "she")
Found = dict[str, None]  # signs in the order in which they were found: sums and reasons must not vary from run to run
STEM = 7  # letters of a word that has a weight of its own


def tokens_of(content: str) -> list[str]:
    """Return the words and stops of `content` in lower case, apostrophes made straight."""
    return _TOKEN.findall(content.lower().replace("’", "'"))


def stems_of(tokens: Sequence[str]) -> frozenset[str]:
    """Return rough stems of the longer words: enough to see that two claims speak of the same thing."""
    return frozenset([token[:6] for token in tokens if len(token) > 4])


def local(
    attribution: Attribution,
    tokens: Sequence[str],
    who: Who | None,
    before: tuple[str, Sequence[str]],
    lexicon: Stance,
    people: People,
    vocabulary: Mapping[str, str],
) -> list[str]:
    """Return the signs of a claim by itself, without repeats and in an order that its words give.

    `before` is what precedes it and its source in its sentence, and the words right before it, the nearest first;
    `vocabulary` gives the signs of the stems that have a weight of their own.
    """
    cue_class, cue = lexicon.cues.get(attribution.cue) or ("other" if attribution.cue else "none", attribution.cue)
    if attribution.negated:
        cue_class = "not " + cue_class
    found: Found = dict.fromkeys(
        (
            "cue " + cue_class,
            "always",
            "cue word " + cue,
            "frame " + attribution.frame,
            attribution.quote.value + " quote",
            f"cue {cue_class}, frame {attribution.frame}",
        )
    )
    _words(tokens, lexicon, found)
    found.update(dict.fromkeys(filter(None, map(vocabulary.get, [token[:STEM] for token in tokens]))))
    if "negation" in found:
        found["negation, cue " + cue_class] = None
        if "first" in found:
            found["negation, first person"] = None
    if cue_class in _AGAINST and _takes_a_charge(tokens, lexicon):
        found[CHARGE] = None
    if attribution.confidence < 0.85:
        found["very unsure attribution" if attribution.confidence < 0.5 else "unsure attribution"] = None
    if attribution.object_start is not None:
        found["names an accused"] = None
    preceding, leading = before
    if preceding:
        found |= dict.fromkeys(["preceded by " + word for word in _BEFORE.findall(preceding)])
    found |= dict.fromkeys([place + word[:STEM] for place, word in zip(_LEADING, leading, strict=False)])
    if len(tokens) < 5:
        found["curt"] = None
    _speaker(who, people, found)
    return list(found)


def _takes_a_charge(tokens: Sequence[str], lexicon: Stance) -> bool:
    """Tell whether a content begins with a noun for a charge: "the allegations", "vile rumours that …"."""
    return any("charge" in lexicon.words[token][0] for token in tokens[:4] if token in lexicon.words)


def _speaker(who: Who | None, people: People, found: Found) -> None:
    """Add what sort of source it is."""
    if who is None:
        found["source nobody"] = None
        return
    found[f"source {who.form} unnamed" if who.anonymous else "source " + who.form] = None
    if not people.accusing.isdisjoint(who.described):
        found["source of an accusing sort"] = None
    if not people.defending.isdisjoint(who.described):
        found["source of a defending sort"] = None


def _words(tokens: Sequence[str], lexicon: Stance, found: Found) -> None:
    """Add what the words of a content say, those within reach of a negation apart."""
    tokens, reach = tuple(tokens), -1
    for place, entry in enumerate(map(lexicon.words.get, tokens)):
        if entry is None:
            continue
        classes, phrases = entry
        for kind in classes:
            if kind == "stop":
                reach = -1
            elif kind == "negation":
                reach = place + _SCOPE
                found["opens with negation" if place < 4 else "negation"] = None
            elif place <= reach:
                found["no " + kind] = None
            else:
                found["more " + kind if kind in found else kind] = None
        for rest, kind in phrases:
            if tokens[place + 1 : place + 1 + len(rest)] == rest:
                found["phrase " + kind] = None
    _shape(tokens, lexicon, found)


def _shape(tokens: Sequence[str], lexicon: Stance, found: Found) -> None:
    """Add how the content opens, its tense and whether it asks."""
    if "opens with negation" in found:
        found["negation"] = None
    if "?" in tokens:
        found["question"] = None
    tense = "verb none"
    for token in tokens[:12]:
        if token in lexicon.tenses:
            tense = "verb " + token
            break
    found[tense] = None
    if tokens and tokens[0] in lexicon.openers:
        found["opens with " + tokens[0]] = None


def about(
    attribution: Attribution,
    who: Who | None,
    side: Collection[str],
    accused: Mapping[str, float],
    resolver: Resolver,
    people: People,
) -> str:
    """Return of whom a content speaks: "itself" (its speaker), "the accused", "another" it names, or "nobody named"."""
    start = attribution.start
    opening = resolver.text[start : start + 60].lstrip("“\"‘'").lower().split(" ", 2)
    first = opening[0].rstrip(",")
    if who and (first in _WE or (first in _THEY and not who.person) or (first in _HE and who.person)):
        return "itself"
    if first in ("our", "my", "its", "their", "his", "her"):
        return "its own"
    named = resolver.mentions(start, attribution.end)
    if not named:
        if (
            first == "the"
            and len(opening) > 1
            and opening[1] in people.bodies
            and who
            and (who.party or not who.person)
        ):
            return "itself"
        return "nobody named"
    keys = keys_of([mention.entity.name for mention in named[:3]], people)
    if keys.intersection(side):
        return "its side"
    return "the accused" if any(accused.get(key, 0.0) >= 0.5 for key in keys) else "another"


def context(
    found: Collection[str],
    *,
    accused: float,
    before: bool,
    leaning: tuple[float, float],
    about: str,
    echo: float,
    previous: str,
    same: bool,
    density: float,
) -> list[str]:
    """Return the signs that a claim has by its place in the article.

    `accused` sums the probabilities of accusations against its speaker's side, `before` tells whether a clear one precedes;
    `leaning` sums the probabilities that the speaker's other claims accuse and deny; `about` is whom the claim is about;
    `echo`, the share of its stems in earlier accusations; `previous`, the kind of the claim before, and `same`, whether it
    has the same speaker; `density`, how probable accusations and denials are by themselves in this article, on average.
    """
    side = next(name for limit, name in _ACCUSED if accused < limit)
    turn = f"after {previous} by {'the same' if same else 'another'}"
    cue = next(iter(found))  # as `local` begins
    dense = next(name for limit, name in _DENSITIES if density >= limit)
    leans = _leans(*leaning)
    more = [
        f"speaker {side}",
        turn,
        f"{dense} article",
        f"speaker {side}, {cue}",
        f"speaker {side}, {turn}",
        f"elsewhere speaker {leans}",
        f"about {about}",
        f"about {about}, speaker {side}",
        f"elsewhere speaker {leans}, speaker {side}",
    ]
    if before:
        more.append("speaker accused before")
    if echo >= 0.2:
        more.append("echoes an accusation" if echo < 0.45 else "repeats an accusation")
        if accused > 0.5:
            more.append("accused and echoes")
    strong = list(filter(_STRONG.__contains__, found))
    more.extend(f"about {about}, {name}" for name in strong)
    if accused > 0.5:
        more.extend(f"accused, {name}" for name in strong)
    return more


def _leans(accusing: float, denying: float) -> str:
    """Return what a speaker does elsewhere, by sums of how probable it is that the other claims accuse and deny."""
    lean = accusing - denying
    if abs(lean) > 0.5:
        return ("accuses" if lean > 0 else "denies") + (" much" if abs(lean) > 1.5 else "")
    return "is mixed" if accusing + denying > 1 else "is silent"
