"""What the models look at, as short strings: the same functions serve the engine and the fitting script."""

from store.claims.cues import CUES
from store.claims.tokens import Tokens

_LIGHT = frozenset(
    "is are was were be been being am has have had having do does did will would can could may might must shall should "
    "not never n't also just even still already now then too only again ever often always further n y".split()
)
_WINDOW = 80  # tokens: how far from its cue anything is looked for
_AFAR = ("0", "1", "2", "3", "4", "4", "6", "6", "8", "8", "8", "8", "12", "12", "12", "12")


def far(distance: int) -> str:
    """Return a distance as a class."""
    return _AFAR[distance] if distance < 16 else "16" if distance < 30 else "30"


def cue_features(t: Tokens, i: int, a: int, b: int) -> list[str]:
    """Return what speaks for or against token `i` of the sentence [a, b) being a cue, and which way it looks."""
    kinds, words = t.kinds, t.words
    word = words[i]
    lemma, group, form = CUES[word]
    l1 = kinds[i - 1] if i > a else "^"
    l2 = kinds[i - 2] if i > a + 1 else "^"
    l3 = kinds[i - 3] if i > a + 2 else "^"
    r1 = kinds[i + 1] if i + 1 < b else "$"
    r2 = kinds[i + 2] if i + 2 < b else "$"
    r3 = kinds[i + 3] if i + 3 < b else "$"
    gf = group[:3] + form
    k = i - 1
    stop = max(a, i - 5)
    while k >= stop and (kinds[k] in _LIGHT):
        k -= 1
    subject = kinds[k] if k >= a else "^"
    before = kinds[k - 1] if k - 1 >= a else "^"
    lw = words[k] if k >= a else "^"
    rw = words[i + 1] if i + 1 < b else "$"
    left = kinds[max(a, i - 14) : i]
    right = kinds[i + 1 : min(b, i + 12)]
    lq = "”" in left
    rq = "“" in right
    that = "that" in right[:7]
    inq = t.quoted[i]
    state = f"{inq}{lq:d}{rq:d}{that:d}"
    comma = far(right.index(",")) if "," in right else "-"
    lcomma = "," in left[-5:]
    start = far(i - a)
    nearest = following = "-"
    for d in range(1, 8):
        if i - d >= a and words[i - d] in CUES:
            c = CUES[words[i - d]]
            nearest = f"{c.group[:2]}{c.form} {d}"
            break
    for d in range(1, 8):
        if i + d < b and words[i + d] in CUES:
            c = CUES[words[i + d]]
            following = f"{c.group[:2]}{c.form} {d}"
            break
    infinitive = f"{words[i - 2] if i - 2 >= a else '^'} {l1}" if l1 in ("to", "not", "n't") else l1
    rest = far(b - i)
    return [
        "w" + word,
        f"a{word} {r1}",
        f"b{word} {l1}",
        f"c{gf} {l1} {r1}",
        f"d{l2} {l1} {form}",
        f"e{r1} {r2} {form}",
        f"f{lemma} {form} {subject}",
        f"g{gf} {l2} {l1}",
        f"h{gf} {r1} {r2}",
        f"i{gf} {subject} {r1}",
        f"j{word} {state}",
        f"k{gf} {state} {r1}",
        f"l{gf} {start}",
        f"m{gf} {rest} {r1}",
        f"n{word} {rw}",
        f"o{lw} {form}",
        f"p{gf} {comma} {lcomma:d} {lq:d}",
        f"q{lemma} {l1} {r1}",
        f"r{l3} {l2} {l1}",
        f"s{r1} {r2} {r3}",
        f"t{gf} {before} {subject}",
        f"u{lemma} {rest} {lcomma:d}",
        f"v{rw} {gf}",
        f"x{group} {r1}",
        f"y{gf} {nearest}",
        f"z{infinitive} {group}",
        f"A{lemma} {form} {subject} {r1}",
        f"B{lemma} {words[i + 2] if i + 2 < b else '$'}",
        f"C{gf} {following}",
        f"D{subject} {lw} {r1}",
    ]


def place_features(t: Tokens, i: int, j: int, a: int, b: int, order: int, side: str) -> list[str]:
    """Return what speaks for token `j` being where the content of cue `i` begins or ends, by `side`."""
    kinds, words, size = t.kinds, t.words, len(t.words)
    lemma, group, form = CUES[words[i]]
    k0 = kinds[j - 1] if j else "^"
    k1 = kinds[j] if j < size else "$"
    k2 = kinds[j + 1] if j + 1 < size else "$"
    k3 = kinds[j + 2] if j + 2 < size else "$"
    gf = side + group[:2] + form
    distance = far(abs(j - i))
    edge = "a" if j <= a else "b" if j >= b - 1 else "m"
    inside = (
        f"{t.quoted[i]}{t.quoted[j] if j < size else 0}{t.quoted[j - 1] if j else 0}{t.quoted[min(i + 1, size - 1)]}"
    )
    reports = (
        CUES[words[j + 1]].form
        if j + 1 < b and words[j + 1] in CUES
        else CUES[words[j + 2]].form
        if j + 2 < b and words[j + 2] in CUES
        else "-"
    )
    rest = far(b - j) if j < b else "-"
    if side[0] == "e":
        begins = kinds[i + 1] if i + 1 < size else "$"
        if begins in ("that", ",", ":", "“") and i + 2 < size:
            begins += kinds[i + 2]
        commas = min(3, kinds[i + 1 : j].count(","))
    else:
        begins = kinds[i - 1] if i else "^"
        commas = min(3, kinds[j:i].count(","))
    k00 = kinds[j - 2] if j > 1 else "^"
    return [
        f"A{side}{k0} {k1}",
        f"B{gf} {k0} {k1}",
        f"C{side}{lemma} {k1}",
        f"D{side}{k0} {k1} {k2}",
        f"E{gf} {distance} {edge}",
        f"F{side}{order} {edge} {k1}",
        f"G{side}{inside} {k0} {k1}",
        f"H{side}{k1} {k2} {k3}",
        f"I{side}{k1} {reports} {edge}",
        f"J{side}{k1} {rest} {distance}",
        f"K{gf} {edge} {inside}",
        f"L{side}{lemma} {form} {distance}",
        f"M{side}{k00} {k0} {k1}",
        f"N{side}{k1} {words[j] if j < size else ''}",
        f"O{side}{begins} {k1} {order}",
        f"P{side}{k1} {commas} {edge}",
        f"Q{side}{begins} {commas} {k1} {k2}",
    ]
