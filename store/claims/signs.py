"""What of an attributed content tells accusation from denial: named signs, each with its reason in its name.

Two layers. The first looks at the claim alone: its words (with negation scope), its cue and its source. The second, once
the clear accusations of the article are known, looks at who speaks: somebody accused, an accuser, or neither.
"""

import re
from collections.abc import Collection, Mapping, Sequence

from store.claims.attributions import Attribution
from store.claims.lexicons import People, Stance
from store.claims.resolve import Resolver, Who
from store.claims.target import keys_of

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[,;:?!.]")
_BEFORE = re.compile(
    r"\b(but|however|asked|also|despite|although|and|further|meanwhile|responding|response|after|while|even)\b"
)
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
_STRONG = ("negation", "first", "clean", "reject", "wrong", "act", "harm", "no wrong", "no act", "opens with negation")
_STOPS = frozenset(",;:.!?") | {"but", "although", "though", "while", "because"}


def tokens_of(content: str) -> list[str]:
    """Return the words and stops of `content` in lower case, apostrophes made straight."""
    return _TOKEN.findall(content.lower().replace("’", "'"))


def stems_of(tokens: Sequence[str]) -> frozenset[str]:
    """Return rough stems of the longer words: enough to see that two claims speak of the same thing."""
    return frozenset([token[:6] for token in tokens if len(token) > 4])


def local(
    attribution: Attribution, tokens: Sequence[str], who: Who | None, before: str, lexicon: Stance, people: People
) -> list[str]:
    """Return the signs of a claim by itself, without repeats; `before` is what precedes it in its sentence."""
    found = _words(tokens, lexicon)
    cue_class, cue = lexicon.cues.get(attribution.cue) or ("other" if attribution.cue else "none", attribution.cue)
    if attribution.negated:
        cue_class = "not " + cue_class
    form = who.form if who else "nobody"
    if who and who.anonymous:
        form += " unnamed"
    quote = attribution.quote.value
    negated = "negation" in found
    found.update(
        (
            "always",
            f"cue {cue_class}",
            f"cue word {cue}",
            f"frame {attribution.frame}",
            f"{quote} quote",
            f"source {form}",
            f"cue {cue_class}, frame {attribution.frame}",
        )
    )
    if negated:
        found.add(f"negation, cue {cue_class}")
        if "first" in found:
            found.add("negation, first person")
    if attribution.confidence < 0.85:
        found.add("very unsure attribution" if attribution.confidence < 0.5 else "unsure attribution")
    if attribution.object_start is not None:
        found.add("names an accused")
    if who:
        told = set(who.described)
        if told & people.accusing:
            found.add("source of an accusing sort")
        if told & people.defending:
            found.add("source of a defending sort")
    if before:
        found.update(f"preceded by {word}" for word in _BEFORE.findall(before))
    if len(tokens) < 5:
        found.add("curt")
    return list(found)


def _words(tokens: Sequence[str], lexicon: Stance) -> set[str]:
    """Return what the words of a content say, those within reach of a negation apart."""
    found: set[str] = set()
    words, phrases, reach = lexicon.words, lexicon.phrases, -1
    for place, token in enumerate(tokens):
        if token in _STOPS:
            reach = -1
            if token == "?":
                found.add("question")
            continue
        classes = words.get(token)
        if classes is not None:
            for kind in classes:
                if kind == "negation":
                    reach = place + _SCOPE
                    found.add("negation")
                    if place < 4:
                        found.add("opens with negation")
                elif place <= reach:
                    found.add("no " + kind)
                elif kind in found:
                    found.add("more " + kind)
                else:
                    found.add(kind)
        rest = phrases.get(token)
        if rest is not None:
            for words_after, kind in rest:
                if tuple(tokens[place + 1 : place + 1 + len(words_after)]) == words_after:
                    found.add("phrase " + kind)
    verb = next((token for token in tokens[:12] if token in lexicon.tenses), "none")
    found.add("verb " + verb)
    opener = tokens[0] if tokens else ""
    if opener in lexicon.openers:
        found.add("opens with " + opener)
    return found


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
    if who and first in people.pronouns:
        if (
            first in ("i", "we")
            or (first in ("it", "they") and not who.person)
            or (first in ("he", "she") and who.person)
        ):
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
    if side and keys & side:
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
    side = (
        "not accused"
        if accused < 0.3
        else "hardly accused"
        if accused < 0.8
        else "accused"
        if accused < 2
        else "much accused"
    )
    turn = f"after {previous} by {'the same' if same else 'another'}"
    cue = next(
        name for name in found if name.startswith("cue ") and "," not in name and not name.startswith("cue word")
    )
    dense = next(name for limit, name in _DENSITIES if density >= limit)
    lean = leaning[0] - leaning[1]
    leans = (
        "accuses much"
        if lean > 1.5
        else "accuses"
        if lean > 0.5
        else "denies much"
        if lean < -1.5
        else "denies"
        if lean < -0.5
        else "is mixed"
        if sum(leaning) > 1
        else "is silent"
    )
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
    strong = [name for name in _STRONG if name in found]
    more.extend(f"about {about}, {name}" for name in strong)
    if accused > 0.5:
        more.extend(f"accused, {name}" for name in strong)
    return more
