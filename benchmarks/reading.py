"""How well and how fast newsdiff reads, on the project's own annotated stories.

    python benchmarks/reading.py [--stories DIR] [--errors]

DIR holds one folder a story: STORY.json with articles, claims and pairs, beside the pages and dumps. Every file goes
through the real stages. A claim is right when an annotated one of its kind in that article shares half its words (token
F1 of 0.5 or more, one to one, best first); a pairing when both its ends are right and the annotation pairs them. Prints
precision, recall and F1, the shares of right speakers, targets, quotation types and anonymity among the right claims,
and the words a second of reading claims beside those of a bare scan for reporting verbs in the same run.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from store import stages
from store.model import Article, Claim, Kind, Pairing

STORIES = Path(__file__).parent.parent / "tests" / "data" / "gold"
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
KINDS = (Kind.ACCUSATION, Kind.DENIAL)
LITTLE = {"the", "a", "an", "of", "s"}


@dataclass
class Tally:
    """Right, found and annotated."""

    right: int = 0
    found: int = 0
    wanted: int = 0

    def add(self, right: int, found: int, wanted: int) -> None:
        self.right, self.found, self.wanted = self.right + right, self.found + found, self.wanted + wanted

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        total = self.found + self.wanted
        return 2 * self.right / total if total else 0.0


@dataclass
class Figures:
    """All that is measured."""

    tallies: dict[str, Tally] = field(
        default_factory=lambda: {n: Tally() for n in ("body", "accusation", "denial", "pairing")}
    )
    shares: Counter[str] = field(default_factory=Counter)  # name -> right; name + " of" -> counted
    errors: list[str] = field(default_factory=list)

    def share(self, name: str) -> float:
        return self.shares[name] / self.shares[name + " of"] if self.shares[name + " of"] else 0.0

    def count(self, name: str, right: bool) -> None:
        self.shares[name] += right
        self.shares[name + " of"] += 1


def words(text: str | None) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text or "")]


def token_f1(one: str | None, other: str | None) -> float:
    a, b = Counter(words(one)), Counter(words(other))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def same_name(one: str | None, other: str | None) -> bool:
    """Whether two names share half their words, or one is a part of the other, as a last name is of a full one."""
    a, b = set(words(one)) - LITTLE, set(words(other)) - LITTLE
    return token_f1(one, other) >= 0.5 or bool(a and b and (a <= b or b <= a))


def shingles(text: str) -> Counter[tuple[str, ...]]:
    parts = words(text)
    return Counter(tuple(parts[i : i + 4]) for i in range(max(1, len(parts) - 3)))


def match(claims: Sequence[Claim], wanted: Sequence[dict]) -> dict[int, int]:
    """Return which annotated claim each claim of one article is, by position, best overlap first."""
    options = sorted(
        (
            (token_f1(claim.content, gold["content"]), i, j)
            for i, claim in enumerate(claims)
            for j, gold in enumerate(wanted)
            if claim.kind == gold["kind"]
        ),
        reverse=True,
    )
    taken: dict[int, int] = {}
    for overlap, i, j in options:
        if overlap >= 0.5 and i not in taken and j not in taken.values():
            taken[i] = j
    return taken


def measure(folders: Iterable[Path]) -> Figures:
    """Read every story in `folders` through the stages and hold it against its annotation."""
    figures = Figures()
    for folder in folders:
        _story(json.loads((folder / f"{folder.name}.json").read_text(encoding="utf-8")), folder, figures)
    return figures


def _story(story: dict, folder: Path, figures: Figures) -> None:
    articles: dict[str, Article] = {}
    claims: dict[str, Claim] = {}
    named: dict[str, str] = {}  # a claim's key -> the id of the annotated claim that it is
    for entry in story["articles"]:
        article = stages.clean(stages.snapshot_of(str(folder / entry["file"])))
        articles[article.url] = article
        _article(article, entry, figures)
        found = [claim for claim in stages.claims_of(article) if claim.kind in KINDS]
        claims |= {claim.key: claim for claim in found}
        wanted = [claim for claim in story["claims"] if claim["article"] == entry["id"]]
        taken = match(found, wanted)
        named |= {found[i].key: wanted[j]["id"] for i, j in taken.items()}
        _claims(found, wanted, taken, figures, entry["id"])
    pairs = {(pair["accusation"], pair["denial"]) for pair in story["pairs"]}
    made: list[Pairing] = stages.pairs_of(list(claims.values()), articles)
    right = {(named.get(p.accusation), named.get(p.denial)) for p in made} & pairs
    figures.tallies["pairing"].add(len(right), len(made), len(pairs))


def _article(article: Article, entry: dict, figures: Figures) -> None:
    got, wanted = shingles(article.text), shingles(entry["text"])
    figures.tallies["body"].add((got & wanted).total(), got.total(), wanted.total())
    figures.count("title", not entry["title"] or token_f1(article.title, entry["title"]) >= 0.8)
    figures.count("published", article.published[:10] == entry["published"][:10])


def _claims(
    found: Sequence[Claim], wanted: Sequence[dict], taken: dict[int, int], figures: Figures, where: str
) -> None:
    for kind in KINDS:
        figures.tallies[kind].add(
            sum(found[i].kind is kind for i in taken),
            sum(claim.kind is kind for claim in found),
            sum(gold["kind"] == kind for gold in wanted),
        )
    for i, j in taken.items():
        claim, gold = found[i], wanted[j]
        nobody = not claim.source and not gold["source"]
        figures.count(
            "speaker", nobody or same_name(claim.speaker or claim.source, gold.get("speaker") or gold["source"])
        )
        figures.count("quote", claim.quote == gold["quote"])
        figures.count("anonymous", claim.anonymous == gold["anonymous"])
        if gold["kind"] == Kind.ACCUSATION and gold.get("target"):
            figures.count("target", same_name(claim.target, gold["target"]))
    figures.errors += [
        f"missed {where} {g['kind']}: {g['content']}" for j, g in enumerate(wanted) if j not in taken.values()
    ]
    figures.errors += [f"wrong  {where} {c.kind}: {c.content}" for i, c in enumerate(found) if i not in taken]


BARE = re.compile(r"\b(?:said|says|told|claimed|denied|accused|alleged|added|insisted|according to)\b")


def speed(folders: Iterable[Path]) -> tuple[float, float]:
    """Return the words a second of reading claims, and of a bare scan for reporting verbs."""
    texts = [entry["text"] for f in folders for entry in json.loads((f / f"{f.name}.json").read_text())["articles"]]
    total = sum(len(text.split()) for text in texts)
    articles = [Article(str(number), "", "", "", "", "en", (), text) for number, text in enumerate(texts)]
    stages.claims_of(articles[0])
    began = time.perf_counter()
    for start in range(0, len(articles), 16):  # as `newsdiff claims` reads files
        stages.claims_of_each(articles[start : start + 16])
    middle = time.perf_counter()
    for text in texts:
        BARE.findall(text)
    return total / (middle - began), total / (time.perf_counter() - middle)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--stories", type=Path, default=STORIES)
    parser.add_argument("--errors", action="store_true", help="print what was missed and what was wrong")
    chosen = parser.parse_args()
    folders = sorted(f for f in chosen.stories.iterdir() if (f / f"{f.name}.json").is_file())
    figures = measure(folders)
    for name, tally in figures.tallies.items():
        print(
            f"{name:12} precision {tally.precision:.3f}  recall {tally.recall:.3f}  F1 {tally.f1:.3f}  "
            f"({tally.right} right of {tally.found} found, {tally.wanted} annotated)"
        )
    for name in ("speaker", "target", "quote", "anonymous", "title", "published"):
        print(f"{name:12} {figures.share(name):.3f}")
    ours, bare = speed(folders)
    print(
        f"{'speed':12} {ours:,.0f} words a second; a bare scan for reporting verbs {bare:,.0f}; ratio {ours / bare:.4f}"
    )
    if chosen.errors:
        print("\n".join(figures.errors))


if __name__ == "__main__":
    main()
