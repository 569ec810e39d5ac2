"""What of an attributed content tells accusation from denial: named signs, each with its reason in its name.

Two layers. The first looks at the claim alone: its words (with negation scope), its cue and its source. The second, once
the clear accusations of the article are known, looks at who speaks: somebody accused, an accuser, or neither.
"""

import re
from collections.abc import Collection, Sequence

from store.claims.attribution import Attribution
from store.claims.lexicons import Stance
from store.claims.resolve import Who

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|[,;:?!.]")
_SCOPE = 7  # words that a negation reaches forward, within its clause
_STOPS = frozenset(",;:.!?") | {"but", "although", "though", "while", "because"}


def tokens_of(content: str) -> list[str]:
    """Return the words and stops of `content` in lower case, apostrophes made straight."""
    return _TOKEN.findall(content.lower().replace("’", "'"))


def stems_of(tokens: Sequence[str]) -> frozenset[str]:
    """Return rough stems of the longer words: enough to see that two claims speak of the same thing."""
    return frozenset([token[:6] for token in tokens if len(token) > 4])


def local(attribution: Attribution, tokens: Sequence[str], who: Who | None, lexicon: Stance) -> list[str]:
    """Return the signs of a claim by itself, without repeats."""
    found = _words(tokens, lexicon)
    cue_class = lexicon.cues.get(attribution.cue, "other" if attribution.cue else "none")
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
            f"cue word {attribution.cue}",
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
    if attribution.object_start is not None:
        found.add("names an accused")
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
    opener = tokens[0] if tokens else ""
    if opener in lexicon.openers:
        found.add("opens with " + opener)
    return found


def context(
    found: Collection[str],
    *,
    accused: str,
    accuser: bool,
    echo: float,
    names: bool,
    previous: str,
    same: bool,
    charges: int,
) -> list[str]:
    """Return the signs that a claim has by its place in the article.

    `accused` tells whether its speaker's side is accused "before" it, "later" or not at all (""); `accuser`, whether the
    speaker accuses elsewhere; `echo`, the share of its stems in earlier accusations; `names`, whether it names somebody
    accused; `previous`, the kind of the claim before, and `same`, whether it has the same speaker; `charges`, the number
    of clear accusations in the article.
    """
    side = f"speaker accused {accused}" if accused else "speaker not accused"
    turn = f"after {previous or 'nothing'} by {'the same' if same else 'another'}"
    cue = next(
        name for name in found if name.startswith("cue ") and "," not in name and not name.startswith("cue word")
    )
    many = "many" if charges > 4 else "some" if charges > 1 else "few"
    more = [side, turn, f"{side}, {cue}", f"{side}, {turn}", f"article of {many} charges"]
    if accuser:
        more.append("speaker accuses")
    if names:
        more.append("names somebody accused")
    if echo >= 0.2:
        more.append("echoes an accusation" if echo < 0.45 else "repeats an accusation")
        if accused:
            more.append("accused and echoes")
    if accused:
        strong = ("negation", "first", "clean", "reject", "no wrong", "opens with negation")
        more.extend(f"accused, {name}" for name in strong if name in found)
    return more
