"""What the models look at, as short strings: the same functions serve the engine and the fitting script.

Each string begins with a letter that names its template. The templates are those that survived backward elimination
by held-out loss; they are spelt out, not looped over, because they are most of the engine's running time. For the same
reason most functions add the weights up as they go: given `weigh`, a table's own `get`, and `none`, the weight of what
that lacks. The fitting script has a `weigh` that returns the string in a list, and so is given the list of all.
"""

from collections.abc import Callable
from typing import Any

from store.claims.cues import CUES, LIGHT
from store.claims.tokens import Tokens

Weigh = Callable[[str, Any], Any]
_NEAR = 7  # tokens in which another cue word counts as near
# Yes-or-no answers as text: formatting them each time takes longer.
_BITS = tuple(f"{n:04b}" for n in range(16))
_THREE_BITS = tuple(f"{n:03b}" for n in range(8))
_AFAR = ("0", "1", "2", "3", "4", "4", "6", "6", "8", "8", "8", "8", "12", "12", "12", "12")


def far(distance: int) -> str:
    """Return a distance as a class."""
    return _AFAR[distance] if distance < 16 else "16" if distance < 30 else "30"


def glance(weigh: Weigh, none: Any, t: Tokens, i: int) -> Any:
    """Weigh the little that shows most words to be no cue, wherever their sentence begins and ends."""
    kinds, word = t.kinds, t.words[i]
    _, group, form = CUES[word]
    before = kinds[i - 1] if i else "^"
    after = kinds[i + 1] if i + 1 < len(kinds) else "$"
    return (
        weigh("*", none)
        + weigh(word, none)
        + weigh(f"1{word} {before}", none)
        + weigh(f"2{word} {after}", none)
        + weigh(f"3{group}{form} {before} {after}", none)
    )


def cue_features(t: Tokens, i: int, a: int, b: int, previous: int) -> list[str]:
    """Return what speaks for or against token `i` of [a, b) being a cue; `previous` is the cue word before it, or -1."""
    kinds, words = t.kinds, t.words
    word = words[i]
    lemma, group, form = CUES[word]
    l1, l2, l3 = kinds[i - 1] if i > a else "^", kinds[i - 2] if i > a + 1 else "^", kinds[i - 3] if i > a + 2 else "^"
    r1, r2 = kinds[i + 1] if i + 1 < b else "$", kinds[i + 2] if i + 2 < b else "$"
    stop = i - 5 if i - 5 > a else a
    k = i - 1
    while k >= stop and kinds[k] in LIGHT:
        k -= 1
    subject, lower = (kinds[k], words[k]) if k >= a else ("^", "^")
    left = kinds[i - 14 if i - 14 > a else a : i]
    right = kinds[i + 1 : i + 12 if i + 12 < b else b]
    state = _BITS[t.quoted[i] << 3 | ("”" in left) << 2 | ("“" in right) << 1 | ("that" in right[:7])]
    if 0 < i - previous <= _NEAR and previous >= a:
        other = CUES[words[previous]]
        near = f"{other.group}{other.form}{i - previous}"
    else:
        near = "-"
    return [
        "*",
        "w" + word,
        f"b{word} {l1}",
        f"d{l2} {l1} {form}",
        f"e{r1} {r2} {form}",
        f"j{word} {state}",
        f"k{group}{form} {state} {r1}",
        f"r{l3} {l2} {l1}",
        f"u{lemma} {far(b - i)} {'1' if ',' in left[-5:] else '0'}",
        f"x{group} {r1}",
        f"y{group}{form} {near}",
        f"B{lemma} {words[i + 2] if i + 2 < b else '$'}",
        f"D{subject} {lower} {r1}",
    ]


def way_features(t: Tokens, i: int, a: int, b: int) -> list[str]:
    """Return what tells, beside its `cue_features`, on which side of cue `i` its content lies."""
    kinds = t.kinds
    _, group, form = CUES[t.words[i]]
    left, right = kinds[i - 14 if i - 14 > a else a : i], kinds[i + 1 : i + 12 if i + 12 < b else b]
    comma = far(right.index(",")) if "," in right else "-"
    closed = "1" if "”" in left else "0"
    return [
        f"l{group}{form} {far(i - a)}",
        f"p{group}{form} {comma} {'1' if ',' in left[-5:] else '0'}{closed}",
        f"z{form} {far(b - i)} {comma} {closed}{'1' if '“' in right else '0'}",
        f"o{kinds[a]} {form} {kinds[i - 1] if i > a else '^'} {comma}",
    ]


def places(weigh: Weigh, none: Any, t: Tokens, i: int, found: list[int], a: int, b: int, side: str) -> list[Any]:
    """Weigh, for each place `found`, what speaks for the content of cue `i` beginning or ending there, by `side`."""
    kinds, words, quoted, inner = t.kinds, t.words, t.quoted, len(t.words) - 2
    lemma, group, form = CUES[words[i]]
    by_lemma, by_sort, at_cue = f"C{side}{lemma}", f"K{side}{group}{form}", quoted[i] << 2
    cues = CUES.get
    weighed = []
    for order, j in enumerate(found):
        if 1 < j < inner:
            k00, k0, k1, k2, k3 = kinds[j - 2 : j + 3]
            inside = _THREE_BITS[at_cue | quoted[j] << 1 | quoted[j - 1]]
        else:
            k00, k0, k1, k2, k3 = _at_the_edge(kinds, j)
            inside = _THREE_BITS[at_cue | any(quoted[j : j + 1]) << 1 | (quoted[j - 1] if j else 0)]
        other = (cues(words[j + 1]) or cues(words[j + 2])) if j + 2 < b else None
        edge = "a" if j <= a else "b" if j >= b - 1 else "m"
        commas = (kinds[i + 1 : j] if j > i else kinds[j:i]).count(",")
        weighed.append(
            weigh(f"{by_lemma} {k1}", none)
            + weigh(f"D{side}{k0} {k1} {k2}", none)
            + weigh(f"F{side}{order} {edge} {k1}", none)
            + weigh(f"G{side}{inside} {k0} {k1}", none)
            + weigh(f"H{side}{k1} {k2} {k3}", none)
            + weigh(f"I{side}{k1} {other.form if other else '-'} {edge}", none)
            + weigh(f"{by_sort} {edge} {inside}", none)
            + weigh(f"M{side}{k00} {k0} {k1}", none)
            + weigh(f"P{side}{k1} {commas} {edge}", none)
        )
    return weighed


def _at_the_edge(kinds: list[str], j: int) -> list[str]:
    """Return the kinds from two before `j` to two behind it where the text begins or ends there."""
    before = ["^", "^", *kinds[max(0, j - 2) : j]][-2:]
    return before + [*kinds[j : j + 3], "$", "$", "$"][:3]
