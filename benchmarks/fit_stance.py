"""Fit the weights that tell accusation from denial, and measure them story by story.

    python benchmarks/fit_stance.py [--stories DIR]... [--corpus FILE]... [--wire FILE] [--held FILE] [--write]
                                    [--errors]

Stories are annotated articles (one folder a story, claims with exact contents; by default the project's own); a corpus is a
JSON Lines file of articles with attributions, whose stances are labelled beside this script (`labels/README.md`), and the
wire file what `news.py` wrote, some of which is labelled there too; the affairs and vignettes beside this script are always
read. Every story, passage and article is left out once while the rest is learned (in five parts), and the figures are of
the left-out ones: "given" where the claim was found, "whole" counting those that were not. `--held` writes the tables of
the parts, for the scripts that read stories as new; `--errors` prints what was misread. `--write` fits on all and writes
`store/claims/stance.json`; do so whenever attributions are found otherwise than before. Needs numpy and scipy; five minutes.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from affairs import FOLDER as AFFAIRS
from affairs import affair
from nets import Row, learn
from vignettes import FOLDER, vignettes

from store.claims import draft as drafting
from store.claims import lexicons, resolve
from store.claims.attribution import find_attributions
from store.claims.attributions import Attribution
from store.claims.net import Net
from store.claims.scene import Scene
from store.claims.signs import STEM
from store.claims.stance import Verdict, decide
from store.model import Kind, Quote

HERE = Path(__file__).parent
LABELS = HERE / "labels"
STORIES = HERE.parent / "tests" / "data" / "gold"
TABLE = HERE.parent / "store" / "claims" / "stance.json"
CORPUS_SHARE = 0.25  # what a statement of campaign news weighs beside one of a contested affair: there are many more
# A vignette tells nearly as much as a story of what a statement does by itself, and little of its place in an article:
# nearly every sentence of it is a claim.
VIGNETTE_SHARE = (0.7, 0.25)
WIRE_SHARE = 1.0  # real news of conflicts, courts and trade
UNITS = 6  # of each net, in the second look
KINDS = {Kind.OTHER: 0, Kind.ACCUSATION: 1, Kind.DENIAL: 2}


@dataclass(eq=False)
class Text:
    """One article with what is right for each of its attributions."""

    group: str  # left out together
    drafts: list[drafting.Draft]
    resolver: resolve.Resolver
    truth: list[Kind | None]  # None: unknown, neither learned from nor counted
    found: list[bool]  # whether find_attributions gave it, or only the annotation
    missed: Counter[Kind] = field(default_factory=Counter)  # annotated claims that no attribution meets
    title: str = ""


def overlap(a: tuple[int, int], b: tuple[int, int]) -> float:
    both = min(a[1], b[1]) - max(a[0], b[0])
    return 2 * both / (a[1] - a[0] + b[1] - b[0]) if both > 0 else 0.0


def match(found: Sequence[Attribution], gold: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Return gold indices by found index, one to one, best overlap first."""
    options = sorted(
        ((overlap((f.start, f.end), g), i, j) for i, f in enumerate(found) for j, g in enumerate(gold)), reverse=True
    )
    pairs: dict[int, int] = {}
    for share, i, j in options:
        if share >= 0.5 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def nearest(text: str, words: str | None, start: int) -> tuple[int, int] | None:
    """Return the place of `words` nearest to `start`."""
    if not words:
        return None
    places, at = [], text.find(words)
    while at >= 0:
        places.append(at)
        at = text.find(words, at + 1)
    best = min(places, key=lambda place: abs(place - start), default=None)
    return None if best is None else (best, best + len(words))


def lemma(cue: str | None) -> str:
    """Return the lemma of the reporting word in an annotated cue."""
    for word in reversed((cue or "").lower().split()):
        if word.strip(",:") in FORMS:
            return FORMS[word.strip(",:")]
    return ""


FORMS = {form: cue for form, (_, cue) in lexicons.stance("en").cues.items()} | {
    "said": "say",
    "told": "tell",
    "wrote": "write",
    "found": "find",
    "thought": "think",
    "went": "go",
    "claims": "claim",
    "charges": "charge",
    "accusations": "accuse",
    "allegation": "allege",
    "assertion": "assert",
    "knew": "know",
    "says": "say",
}


def annotated(
    start: int, end: int, source: tuple[int, int] | None, cue: tuple[int, int] | None, words: str, quote: Quote
) -> Attribution:
    """Return an annotated claim in the shape of a found attribution."""
    s, c = source or (None, None), cue or (None, None)
    frame = "continued" if cue is None else "after" if cue[0] < start else "before"
    return Attribution(start, end, *s, *c, quote=quote, frame=frame, cue=lemma(words))


def make(group: str, text: str, gold: list[tuple[Attribution, Kind]], complete: bool, whole: bool = True) -> Text:
    """Return a text whose attributions are the found ones and, if `whole`, the annotated ones that were not found."""
    parted = [drafting.pieces(one, text) for one in find_attributions(text)]
    found = [piece for parts in parted for piece in parts]
    split = [len(parts) > 1 for parts in parted for _ in parts]
    pairs = match(found, [(a.start, a.end) for a, _ in gold])
    charged = [((a.start, a.end), kind) for a, kind in gold if kind is not Kind.OTHER]
    rows = []
    for i, a in enumerate(found):
        unclear = not complete or any(overlap((a.start, a.end), span) > 0.1 for span, _ in charged)
        kind = gold[pairs[i]][1] if i in pairs else None if unclear else Kind.OTHER
        if kind is None and split[i] and group.startswith(("stories", "affairs")):  # annotated as one claim
            kind = next((told for span, told in charged if span[0] <= a.start and a.end <= span[1]), None)
        rows.append((a, kind, True))
    met = set(pairs.values())
    extra = [(a, kind, False) for j, (a, kind) in enumerate(gold) if j not in met]
    rows = sorted([*rows, *extra] if whole else rows, key=lambda row: (row[0].start, row[0].end))
    resolver = resolve.Resolver(text, lexicons.people("en"))
    found_in = [row[0] for row in rows]
    drafts = drafting.drafts(found_in, resolver, lexicons.stance("en"), lexicons.people("en"), {})
    missed = Counter(kind for _, kind, _ in extra)
    return Text(group, drafts, resolver, [row[1] for row in rows], [row[2] for row in rows], missed)


def story_texts(folder: Path, number: int = 0) -> Iterator[Text]:
    for file in sorted(folder.glob("*/*.json")):
        story = json.loads(file.read_text(encoding="utf-8"))
        yield from texts_of(story, f"stories {number}/{story['story']}")


def affair_texts() -> Iterator[Text]:
    for file in sorted(AFFAIRS.glob("*.txt")):
        yield from texts_of(affair(file), f"affairs {file.stem}")


def texts_of(story: dict[str, Any], group: str) -> Iterator[Text]:
    """Return the articles of an annotated story."""
    for article in story["articles"]:
        text, gold = article["text"], []
        for claim in story["claims"]:
            if claim["article"] == article["id"]:
                start = text.index(claim["content"])
                source, cue = nearest(text, claim["source"], start), nearest(text, claim["cue"], start)
                quote = Quote(claim["quote"])
                shape = annotated(start, start + len(claim["content"]), source, cue, claim["cue"], quote)
                gold.append((shape, Kind(claim["kind"])))
        yield replace(make(group, text, gold, True), title=article["title"])


def labelled(file: Path) -> dict[str, dict[tuple[int, int], Kind]]:
    """Return the stances of the articles that were read whole, by their ids, then by where the claims stand."""
    stances: dict[str, dict[tuple[int, int], Kind]] = defaultdict(dict)
    complete = set()
    for line in file.open(encoding="utf-8"):
        row = json.loads(line)
        if row.get("complete"):
            complete.add(row["article"])
        else:
            stances[row["article"]][row["start"], row["end"]] = Kind(row["label"])
    return {article: stances[article] for article in complete}


def labels() -> frozenset[str]:
    """Return the ids of all articles from elsewhere that are labelled."""
    return frozenset(name for file in LABELS.glob("stance-*.jsonl") for name in labelled(file))


def wire_texts(file: Path) -> Iterator[Text]:
    """Return the labelled articles of what `news.py` wrote; what is found in them and has no label is `other`."""
    stances = labelled(LABELS / "stance-wire.jsonl")
    for line in file.open(encoding="utf-8"):
        article = json.loads(line)
        if article["id"] in stances:
            gold = [(Attribution(*span), kind) for span, kind in sorted(stances[article["id"]].items())]
            text = make("wire " + article["id"], article["text"], gold, True, whole=False)
            yield replace(text, title=article["title"])


def corpus_texts(corpora: Sequence[Path]) -> Iterator[Text]:
    """Return the labelled articles of attribution corpora; attributions without a label are `other`."""
    stances = labelled(LABELS / "stance-polnear.jsonl")
    for corpus in corpora:
        for line in corpus.open(encoding="utf-8"):
            article = json.loads(line)
            if article["id"] not in stances:
                continue
            text, gold = article["text"], []
            for one in article["attributions"]:
                span = (min(s for s, _ in one["content"]), max(e for _, e in one["content"]))
                source = tuple(one["source"][0]) if one["source"] else None
                cue = tuple(one["cue"][-1]) if one["cue"] else None
                content = text[span[0] : span[1]]
                quote = (
                    Quote.DIRECT
                    if content[0] in '“"'
                    else Quote.MIXED
                    if "“" in content or '"' in content
                    else Quote.INDIRECT
                )
                gold.append(
                    (
                        annotated(*span, source, cue, one["cue_text"], quote),
                        stances[article["id"]].get(span, Kind.OTHER),
                    )
                )
            yield make("corpus " + article["id"], text, gold, True)


def vignette_texts() -> Iterator[Text]:
    """Return the passages written for fitting; their marks give no cues, so that only what is found of them is learned."""
    for one in vignettes(sorted(FOLDER.glob("*.txt"))):
        gold = [(Attribution(start, end), kind) for start, end, kind in one.spans]
        yield make("vignette " + one.name, one.text, gold, True, whole=False)


def vocabulary(texts: Sequence[Text], enough: int = 5) -> frozenset[str]:
    """Return the stems that stand in contents of several stories or articles, names left out."""
    groups: dict[str, set[str]] = defaultdict(set)
    for text in texts:
        names = {word for mention in text.resolver.cast.mentions for word in mention.entity.name.lower().split()}
        for draft in text.drafts:
            for token in draft.tokens:
                if len(token) > 2 and token not in names:
                    groups[token[:STEM]].add(text.group)
    return frozenset(stem for stem, where in groups.items() if len(where) >= enough)


def add_words(texts: Sequence[Text], words: frozenset[str]) -> None:
    """Give every draft a sign for each of its stems in `words`, as `store.claims.signs.local` does."""
    for text in texts:
        for draft in text.drafts:
            draft.signs += ["word " + stem for stem in words.intersection([token[:STEM] for token in draft.tokens])]


def share_of(group: str, placed: bool) -> float:
    if group.startswith("vignette"):
        return VIGNETTE_SHARE[placed]
    if group.startswith("wire"):
        return WIRE_SHARE
    return CORPUS_SHARE if group.startswith("corpus") else 1.0


def rows_of(texts: Sequence[Text], placed: bool) -> list[Row]:
    return [
        (draft.placed if placed else draft.signs, KINDS[kind], share_of(text.group, placed))
        for text in texts
        for draft, kind in zip(text.drafts, text.truth, strict=True)
        if kind is not None and (draft.placed or not placed)
    ]


def folds(texts: Sequence[Text], at_most: int = 5) -> list[list[Text]]:
    """Return the texts in groups that are left out together: a story's articles always in one."""
    groups = sorted({text.group for text in texts})
    number = {group: place % at_most for place, group in enumerate(groups)}
    return [[text for text in texts if number[text.group] == n] for n in range(min(at_most, len(groups)))]


def named(text: Text) -> str:
    """Return the name of the story, passage or article that a text is of."""
    return text.group.split("/")[-1].split()[-1]


def look(texts: Sequence[Text], net: Net) -> None:
    """Take the first look at texts with this net and place their drafts by it."""
    for text in texts:
        drafting.first_look(text.drafts, net)
        Scene(text.drafts, text.resolver, lexicons.stance("en"), lexicons.people("en")).place()


def figures(texts: Sequence[Text], net: Net, tally: dict[str, Counter[str]], errors: bool) -> None:
    """Count what the second look makes of texts, stories and corpora apart, whole and given their attributions."""
    for text in texts:
        first, _, rest = text.group.partition(" ")
        part = f"{first} {rest.split('/')[0]}" if first == "stories" else first
        for draft, kind, found in zip(text.drafts, text.truth, text.found, strict=True):
            verdict = decide(draft.placed, net) if draft.placed else Verdict(Kind.OTHER, 1.0, "")
            for name in ("accusation", "denial"):
                for scope in ("whole", "given") if found else ("given",):
                    count = tally[f"{part} {name} {scope}"]
                    count["right"] += verdict.kind.value == name and kind is not None and kind.value == name
                    count["found"] += verdict.kind.value == name
                    count["gold"] += kind is not None and kind.value == name
            if errors and kind is not None and verdict.kind is not kind:
                where = draft.attribution
                said = text.resolver.text[where.start : where.end].replace("\n", " ")
                print(
                    f"{kind.value[:3]} read as {verdict.kind.value[:3]} {verdict.confidence:.2f} [{where.cue}|{where.frame}] {said[:140]} <- {verdict.why}"
                )
        for name in ("accusation", "denial"):
            tally[f"{part} {name} whole"]["gold"] += text.missed[Kind(name)]


def asked(doc: str | None, parser: argparse.ArgumentParser) -> argparse.Namespace:
    """Return what the caller of a script that fits stances asks for, with the sources of annotated texts."""
    parser.description = (doc or "").splitlines()[0]
    parser.add_argument("--stories", type=Path, action="append", default=[])
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--wire", type=Path)
    parser.add_argument("--held", type=Path)
    return parser.parse_args()


def annotated_texts(a: argparse.Namespace) -> list[Text]:
    """Return the texts of all sources asked for."""
    texts = [text for number, folder in enumerate(a.stories or [STORIES]) for text in story_texts(folder, number)]
    texts += [*affair_texts(), *vignette_texts()]
    texts += corpus_texts(a.corpus)
    return [*texts, *wire_texts(a.wire)] if a.wire else texts


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--errors", action="store_true")
    a = asked(__doc__, parser)
    texts = annotated_texts(a)
    words = vocabulary(texts)
    add_words(texts, words)
    parts = folds(texts)
    alone = [learn(rows_of([text for text in texts if text not in part], False)) for part in parts]
    for part, net in zip(parts, alone, strict=True):  # every text is placed by a first look that never saw it
        look(part, net)
    placed = [learn(rows_of([text for text in texts if text not in part], True), UNITS) for part in parts]
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for part, net in zip(parts, placed, strict=True):
        figures(part, net, tally, a.errors)
    for name, count in sorted(tally.items()):
        p, r = count["right"] / max(1, count["found"]), count["right"] / max(1, count["gold"])
        print(f"{name:30} precision {p:.3f}  recall {r:.3f}  F1 {2 * p * r / max(1e-9, p + r):.3f}  of {count['gold']}")
    if a.held:
        tables = {
            "parts": [table(words, *nets) for nets in zip(alone, placed, strict=True)],
            "of": {named(text): n for n, part in enumerate(parts) for text in part},
        }
        a.held.write_text(json.dumps(tables), encoding="utf-8")
    if a.write:  # placed as first looks placed them that had not seen them
        made = table(words, learn(rows_of(texts, False)), learn(rows_of(texts, True), UNITS))
        TABLE.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


def table(words: frozenset[str], alone: Net, placed: Net) -> dict[str, Any]:
    """Return what `store.claims.stance.tables` reads."""
    known = sorted(word for word in words if f"word {word}" in alone.weights or f"word {word}" in placed.weights)
    return {"words": " ".join(known), "alone": alone.stored(), "placed": placed.stored()}


if __name__ == "__main__":
    main()
