"""Who may be the source of a cue: noun phrases found by their words' kinds, without a parser."""

import re

from store.claims.features import far
from store.claims.cues import CUES, DETERMINERS, LINKS, PRONOUNS
from store.claims.tokens import Tokens

# One letter a token: P pronoun, D determiner or number, C capitalised, S possessive, o linking preposition,
# w content word, v -ed and -ing words and verbs of the lexicon, "," comma, "." anything else.
_PHRASE = re.compile(r"P|(?:[DS]+v?)?[CwSD]*[Cw](?:o(?:[DS]+v?)?[CwSD]*[Cw])?")
_NEAREST_LEFT = 5
_NEAREST_RIGHT = 3
_REACH = 60


def _letter(kind: str, word: str) -> str:
    if kind in PRONOUNS:
        return "P"
    if kind in DETERMINERS or kind == "9":
        return "D"
    if kind == "C":
        return "C"
    if kind.endswith("'s"):
        return "S"
    if kind in LINKS:
        return "o"
    if kind in "wsdgy":
        if word in CUES and CUES[word].form in "sdg":
            return "v"
        return "v" if kind in "dg" else "." if kind == "y" else "w"
    return "."


_LETTERS: dict[tuple[str, str], str] = {}


def letters(t: Tokens, a: int, b: int) -> str:
    """Return the grammatical letters of the sentence [a, b)."""
    out = []
    for pair in zip(t.kinds[a:b], t.words[a:b], strict=True):
        letter = _LETTERS.get(pair)
        if letter is None:
            letter = _LETTERS[pair] = _letter(*pair)
        out.append(letter)
    return "".join(out)


def phrases(t: Tokens, a: int, b: int) -> list[tuple[int, int]]:
    """Return the noun phrases of the sentence [a, b) as token spans."""
    return [(a + m.start(), a + m.end()) for m in _PHRASE.finditer(letters(t, a, b))]


def around(t: Tokens, found: list[tuple[int, int]], i: int) -> list[tuple[int, int, int]]:
    """Return the phrases near the cue `i` as (start, end, order): order -1 is the nearest on the left, 1 on the right."""
    left = []
    right = []
    for s, e in found:
        if s < i:
            left.append((s, min(e, i)))
        elif s > i:
            right.append((s, e))
        elif e > i + 1:
            s = i + 1
            while s + 1 < e and t.kinds[s] in LINKS:
                s += 1
            right.append((s, e))
    near = [(s, e, -n) for n, (s, e) in enumerate(left[: -_NEAREST_LEFT - 1 : -1], 1)]
    if len(left) > _NEAREST_LEFT:
        near.append((*left[0], -9))
    return near + [(s, e, n) for n, (s, e) in enumerate(right[:_NEAREST_RIGHT], 1)]


def source_features(t: Tokens, i: int, a: int, b: int, s: int, e: int, order: int, way: str) -> list[str]:
    """Return what speaks for the phrase [s, e) being the source of cue `i`, whose content lies `way` of it."""
    kinds, words = t.kinds, t.words
    lemma, group, form = CUES[words[i]]
    gf = group[:2] + form + way
    head = kinds[e - 1]
    first = kinds[s]
    before = kinds[s - 1] if s > a else "^"
    after = kinds[e] if e < b else "$"
    after2 = kinds[e + 1] if e + 1 < b else "$"
    gap = (
        " ".join(kinds[e:i])
        if order < 0 and i - e <= 4
        else " ".join(kinds[i + 1 : s])
        if order > 0 and s - i <= 4
        else "far"
    )
    between = kinds[e:i] if order < 0 else kinds[i + 1 : s]
    commas = min(3, between.count(","))
    inside = f"{t.quoted[i]}{t.quoted[s]}"
    shape = f"{first} {head}" if e - s > 1 else head
    edge = "^" if s <= a + 1 else "m"
    prev = kinds[i - 1] if i > a else "^"
    return [
        f"1{gf} {order}",
        f"2{gf} {gap}",
        f"3{order} {shape}",
        f"4{form}{way} {order} {head} {after}",
        f"5{before} {head} {after} {order}",
        f"6{gf} {inside} {order}",
        f"7{lemma} {form} {order}",
        f"8{order} {commas} {edge} {form}{way}",
        f"9{words[e - 1]} {order}",
        f"0{gf} {prev} {order}",
        f"-{before} {after} {after2} {form}",
        f"={lemma} {gap}",
        f"+{form}{way} {order} {prev} {head} {after}",
        f"/{far(abs(s - i))} {edge} {gf}",
    ]


def null_features(t: Tokens, i: int, a: int, way: str) -> list[str]:
    """Return what speaks for cue `i` naming nobody."""
    kinds, words = t.kinds, t.words
    lemma, group, form = CUES[words[i]]
    prev = kinds[i - 1] if i > a else "^"
    prev2 = kinds[i - 2] if i > a + 1 else "^"
    return [
        f"_1{group[:2]}{form}{way}",
        f"_2{lemma} {form} {way}",
        f"_3{prev2} {prev} {form}",
        f"_4{prev} {lemma}",
        f"_5{form} {kinds[i + 1] if i + 1 < len(kinds) else '$'}",
    ]
