"""Fit the weights of pairing to annotated stories and print how well they do on stories held out.

    python benchmarks/fit_pairing.py [--write] [--held FILE] STORY ...

Each file holds one story with its articles, claims and pairs: JSON as in `tests/data/gold`, or text as in
`benchmarks/affairs`. Two readings of it are fitted together: the annotated claims, and the claims as `store.claims` reads
them from the clean text, paired where both ends match an annotated pair. `--held` names what `fit_stance.py --held` wrote:
with it, claims are read as they are read in news that nothing was fitted on. Prints F1 by threshold and a reliability table
for both, in eight folds of whole stories; `--write` then fits all stories and writes `store/pairing/weights.json`. The
scores are calibrated on the claims as read (J. Platt, "Probabilistic outputs for support vector machines", 1999), for these
are what a reader sees. Needs numpy. Run it again whenever the claim reader has changed.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import log
from pathlib import Path

import numpy as np
from affairs import article_of, story_of
from reading import token_f1

from store.claims import read_claims, stance
from store.model import Article, Claim, Kind, Quote
from store.pairing import likeness
from store.pairing.features import Features
from store.pairing.judge import look
from store.pairing.others import second_look
from store.pairing.score import chance, odds
from store.pairing.told import Affair, Told, tell

FOLDS, INNER = 8, 4
PENALTY, ALIKE_PENALTY = 3.0, 1.0  # of the squared weights
LITTLE = 0.4  # so small a share of common answers does not tell whether two claims belong to the same

Tables = dict[str, dict[str, float]]  # as `store.pairing.score.shipped` gives them


@dataclass
class Story:
    """One reading of a story: its pairs' features and what is right."""

    name: str
    affair: Affair
    looked: dict[tuple[int, int], Features]
    right: dict[tuple[int, int], tuple[str, str] | None]  # the annotated pair that it is
    wanted: int  # annotated pairs
    marked: bool  # its claims are the annotated ones


def options(doc: str | None) -> argparse.Namespace:
    """Return what the caller of a script that fits on stories asks for: files, held, write."""
    parser = argparse.ArgumentParser(description=(doc or "").splitlines()[0])
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--held", type=Path)
    return parser.parse_args()


def read_as_new(held: Path | None) -> Callable[[str], None]:
    """Return what makes the reader read a story with the table that `fit_stance.py --held` fitted without it."""
    if held is None:
        return lambda name: None
    kept = json.loads(held.read_text(encoding="utf-8"))
    parts = [stance.made(part) for part in kept["parts"]]

    def ready(name: str) -> None:
        stance.tables = lambda: parts[kept["of"][name]]  # type: ignore[assignment]

    return ready


def readings(file: Path) -> list[Story]:
    told = story_of(file)
    articles = {a["id"]: article_of(a) for a in told["articles"]}
    read = {url: [c for c in read_claims(article) if c.kind is not Kind.OTHER] for url, article in articles.items()}
    named = {c.key: known for c in (c for cs in read.values() for c in cs) if (known := match(c, told["claims"]))}
    marked, ids = [], {}
    for c in told["claims"]:
        claim = annotated_claim(c, articles[c["article"]], read[c["article"]])
        marked.append(claim)
        ids[claim.key] = c["id"]
    pairs = {(p["accusation"], p["denial"]) for p in told["pairs"]}
    found = [c for cs in read.values() for c in cs]
    return [
        story(told["story"], marked, articles, ids, pairs, marked=True),
        story(told["story"], found, articles, named, pairs, marked=False),
    ]


def annotated_claim(c: dict[str, str], article: Article, read: Sequence[Claim]) -> Claim:
    """The annotated claim as if it had been read surely; the party of its speaker is the reader's."""
    start = article.text.find(c["content"])
    speaker = c.get("speaker") or c["source"]
    party = next((r.party for r in read if r.party and speaker and r.speaker and r.speaker in speaker), None)
    return Claim(
        article.url,
        Kind(c["kind"]),
        c["content"],
        start,
        start + len(c["content"]),
        source=c["source"],
        speaker=speaker,
        party=party,
        cue=c["cue"],
        target=c.get("target"),
        quote=Quote(c["quote"]),
        confidence=0.9,
    )


def match(claim: Claim, annotated: Iterable[dict[str, str]]) -> str | None:
    same = [c for c in annotated if c["kind"] == claim.kind and c["article"] == claim.article]
    best = max(same, key=lambda c: token_f1(claim.content, c["content"]), default=None)
    return best["id"] if best and token_f1(claim.content, best["content"]) >= 0.5 else None


def story(
    name: str,
    claims: Sequence[Claim],
    articles: dict[str, Article],
    ids: dict[str, str],
    pairs: set[tuple[str, str]],
    *,
    marked: bool,
) -> Story:
    affair = tell(claims, articles)
    right: dict[tuple[int, int], tuple[str, str] | None] = {}
    for i, a in enumerate(affair.accusations):
        for j, d in enumerate(affair.denials):
            pair = ids.get(a.claim.key, ""), ids.get(d.claim.key, "")
            right[i, j] = pair if pair in pairs else None
    return Story(name, affair, look(affair), right, len(pairs), marked)


def fit(rows: Sequence[tuple[Features, bool]], penalty: float = PENALTY) -> dict[str, float]:
    """Logistic regression by Newton's method with an L2 penalty on all weights but the base."""
    names = ["", *sorted({name for features, _ in rows for name in features})]
    place = {name: i for i, name in enumerate(names)}
    table = np.zeros((len(rows), len(names)))
    table[:, 0] = 1.0
    for line, (features, _) in zip(table, rows, strict=True):
        for name, value in features.items():
            line[place[name]] = value
    right, pull = np.array([float(y) for _, y in rows]), np.full(len(names), penalty)
    pull[0] = 1e-6
    weights = np.zeros(len(names))
    for _ in range(15):
        chances = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (right - chances) - pull * weights
        curve = (table.T * (chances * (1 - chances) + 1e-9)) @ table + np.diag(pull)
        step = np.linalg.solve(curve, slope)
        largest = float(np.abs(step).max())
        weights += step * min(1.0, 3 / largest)
        if largest < 1e-4:
            break
    return dict(zip(names, map(float, weights), strict=True))


def rows_of(stories: Iterable[Story]) -> list[tuple[Features, bool]]:
    return [(features, bool(s.right[key])) for s in stories for key, features in s.looked.items()]


def second_rows(story: Story, tables: Tables) -> dict[tuple[int, int], Features]:
    chances = {key: chance(odds(f, tables["first"])) for key, f in story.looked.items()}
    others = second_look(story.affair, chances, tables)
    return {key: {**features, **others[key]} for key, features in story.looked.items()}


def fit_all(stories: Sequence[Story]) -> Tables:
    """Fit both looks; the second learns from chances that the first gave to stories it had not seen."""
    names = sorted({s.name for s in stories})
    alike = {kind: fit(alike_rows(stories, kind), ALIKE_PENALTY) for kind in ("accusations", "denials")}
    rows = []
    for part in range(INNER):
        out = set(names[part::INNER])
        first = fit(rows_of(s for s in stories if s.name not in out))
        for s in stories:
            if s.name in out:
                looked = second_rows(s, {**alike, "first": first})
                rows += [(features, bool(s.right[key])) for key, features in looked.items()]
    return {**alike, "first": fit(rows_of(stories)), "second": fit(rows)}


def alike_rows(stories: Iterable[Story], kind: str) -> list[tuple[Features, bool]]:
    """Return pairs of annotated claims of a kind, with whether the same answers them or is answered by them."""
    rows = []
    for s in stories:
        if not s.marked:
            continue
        told: list[Told] = getattr(s.affair, kind)
        answers: list[set[int]] = [set() for _ in told]
        for (i, j), pair in s.right.items():
            if pair:
                answers[i if kind == "accusations" else j].add(j if kind == "accusations" else i)
        for one, other in combinations([n for n, some in enumerate(answers) if some], 2):
            common = len(answers[one] & answers[other]) / len(answers[one] | answers[other])
            if not 0 < common < LITTLE:
                rows.append((likeness.features(told[one], told[other]), common > 0))
    return rows


def report(label: str, stories: Sequence[Story], judged: dict[int, dict[tuple[int, int], float]]) -> None:
    wanted = sum(s.wanted for s in stories)
    best = (0.0, 0, 0.0, 0.0)
    for threshold in range(10, 70, 2):
        shown = right = 0
        for s in stories:
            over = [key for key, p in judged[id(s)].items() if round(100 * p) >= threshold]
            shown += len(over)
            right += len({s.right[key] for key in over} - {None})
        best = max(best, (2 * right / ((shown + wanted) or 1), threshold, right / (shown or 1), right / (wanted or 1)))
    print(
        f"{label}: best F1 {best[0]:.3f} at {best[1]}, precision {best[2]:.3f}, recall {best[3]:.3f} of {wanted} pairs"
    )
    pairs = [(p, bool(s.right[key])) for s in stories for key, p in judged[id(s)].items()]
    for low in range(0, 100, 10):
        inside = [(p, y) for p, y in pairs if low <= round(100 * p) < low + 10 + (low == 90)]
        if inside:
            said, was = (sum(v[k] for v in inside) / len(inside) for k in (0, 1))
            print(f"  scores {low:>2}-{low + 9}: {len(inside):>6} pairs, said {said:.2f}, right {was:.2f}")


def calibration(stories: Sequence[Story], judged: dict[int, dict[tuple[int, int], float]]) -> tuple[float, float]:
    """Return the slope and shift of log-odds that make the chances of stories held out mean what they say."""
    rows = [({"odds": logit(p)}, bool(s.right[key])) for s in stories for key, p in judged[id(s)].items()]
    fitted = fit(rows, penalty=0.01)
    return fitted["odds"], fitted[""]


def logit(p: float) -> float:
    return log((p + 1e-9) / (1 - p + 1e-9))


def main() -> None:
    asked = options(__doc__)
    ready = read_as_new(asked.held)
    both = []
    for file in asked.files:
        ready(file.stem)
        both.append(readings(file))
    stories = [s for pair in both for s in pair]
    names = sorted({s.name for s in stories})
    judged: dict[int, dict[tuple[int, int], float]] = {}
    for fold in range(FOLDS):
        out = set(names[fold::FOLDS])
        tables = fit_all([s for s in stories if s.name not in out])
        for s in stories:
            if s.name in out:
                judged[id(s)] = {key: chance(odds(f, tables["second"])) for key, f in second_rows(s, tables).items()}
    slope, shift = calibration([found for _, found in both], judged)
    print(f"calibrated on claims as read: log-odds times {slope:.2f}, {shift:+.2f}")
    judged = {s: {key: chance(slope * logit(p) + shift) for key, p in found.items()} for s, found in judged.items()}
    report("annotated claims", [marked for marked, _ in both], judged)
    report("claims as read", [found for _, found in both], judged)
    if asked.write:
        tables = fit_all(stories)
        tables["second"] = {n: slope * weight + (0.0 if n else shift) for n, weight in tables["second"].items()}
        tables = {look: {n: round(w, 3) for n, w in table.items() if round(w, 3)} for look, table in tables.items()}
        out_file = Path(__file__).parent.parent / "store" / "pairing" / "weights.json"
        text = json.dumps(tables, indent=1, sort_keys=True)
        out_file.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
