"""Fit the attribution engine's tables of weights: python benchmarks/fit_attribution.py --corpus FILE [--folds N].

FILE is a JSON Lines corpus, one article a line: {"text", "attributions": [{"source", "cue", "content"}]}, each a list of
[start, end] in code points of the text. Pure Python, no requirements; about five minutes for 800 articles. Prints what
it learned and writes `store/claims/attribution.weights.json`. The same corpus and code give the same file.

Method: multinomial logistic regression on sparse indicator features, trained by AdaGrad (Duchi, Hazan and Singer, 2011):
one model says whether a word reports and which way its content lies; four choose among candidate places where a
content may begin and end; one chooses among noun phrases the source.
"""

import argparse
import json
import math
import random
from bisect import bisect_left
from collections import Counter
from pathlib import Path

from store.claims import features, sources, spans
from store.claims.cues import CUES
from store.claims.weights import PATH, pack
from store.claims.passage import Passage, read_passage

WAYS = "NRLS"  # no cue; content right, left, split around the cue
Example = tuple[list[list[str]], int]  # the features of each candidate, and which one is right


def overlap(a: int, b: int, c: int, d: int) -> float:
    both = min(b, d) - max(a, c)
    return 2 * both / (b - a + d - c) if both > 0 else 0.0


def counted(articles):
    """Return how often each cue word stands in the corpus, and how often within a cue."""
    total, within = Counter(), Counter()
    for passage, attributions in articles:
        t = passage.tokens
        total.update(word for word in t.words if word in CUES)
        for attribution in attributions:
            within.update(t.words[i] for i in cue_tokens(passage, attribution))
    return total, within


def cue_tokens(passage: Passage, attribution) -> list[int]:
    t, found = passage.tokens, []
    for start, end in attribution["cue"]:
        i = bisect_left(t.ends, start + 1)
        while i < len(t.words) and t.starts[i] < end:
            if t.words[i] in CUES:
                found.append(i)
            i += 1
    return found


def aligned(passage: Passage, attributions, prior, skipped):
    """Return the word that stands for each attribution's cue, with the way its content lies."""
    t, gold = passage.tokens, {}
    for attribution in attributions:
        tokens = [i for i in cue_tokens(passage, attribution) if t.words[i] not in skipped]
        if tokens and attribution["content"]:
            i = max(tokens, key=lambda i: prior.get(t.words[i], 0))
            start, end = attribution["content"][0][0], attribution["content"][-1][1]
            way = 1 if start >= t.ends[i] - 1 else 2 if end <= t.starts[i] + 1 else 3
            gold.setdefault(i, (way, start, end, attribution["source"]))
    return gold


def examples(articles, skipped, prior):
    """Return the training examples of each model."""
    cue, places, source = [], {side: [] for side in "bcoe"}, []
    for passage, attributions in articles:
        t = passage.tokens
        gold = aligned(passage, attributions, prior, skipped)
        for a, b in passage.bounds:
            found = None
            for i in range(a, b):
                if t.words[i] not in CUES or t.words[i] in skipped:
                    continue
                way, start, end, spoken = gold.get(i, (0, 0, 0, ()))
                cue.append((features.cue_features(t, i, a, b), way))
                if not way:
                    continue
                for side, candidates in sides(passage, i, a, b, way):
                    wanted = start if side in "bo" else end
                    at = [
                        abs((t.starts[j] if j < len(t.words) else len(t.text)) - wanted)
                        if side in "bo"
                        else abs(t.ends[j - 1] - wanted)
                        for j in candidates
                    ]
                    best = at.index(min(at))
                    places[side].append(
                        (
                            [
                                features.place_features(t, i, j, a, b, n, side + WAYS[way])
                                for n, j in enumerate(candidates)
                            ],
                            best,
                        )
                    )
                found = found if found is not None else sources.phrases(t, a, b)
                near = sources.around(found, i)
                wanted_source = [(t.starts[s], t.ends[e - 1]) for s, e, _ in near]
                scores = [max((overlap(s, e, *span) for span in spoken), default=0.0) for s, e in wanted_source]
                if spoken and (not scores or max(scores) == 0):
                    continue
                best = scores.index(max(scores)) + 1 if spoken else 0
                options = [sources.null_features(t, i, a, WAYS[way])]
                options += [sources.source_features(t, i, a, b, s, e, order, WAYS[way]) for s, e, order in near]
                source.append((options, best))
    return cue, places, source


def sides(passage, i, a, b, way):
    if way == 1:
        return ("o", spans.opening(passage, i, b)), ("e", spans.ending(passage, i, b))
    if way == 2:
        return ("b", spans.before(passage, i, a)), ("c", spans.closing(passage, i, a))
    return ("b", spans.before(passage, i, a)), ("e", spans.ending(passage, i, b))


class Proximal:
    """Follow-the-regularised-leader with L1 and L2 (McMahan et al., 2013): a sparse linear model learned example by example."""

    RATE = 0.1

    def __init__(self, l1: float, l2: float) -> None:
        self.weights: dict[str, float] = {}  # without zeros
        self._l1, self._l2 = l1, l2
        self._sums: dict[str, float] = {}
        self._squares: dict[str, float] = {}

    def score(self, row: list[str]) -> float:
        get = self.weights.get
        return sum([get(feature, 0.0) for feature in row])

    def learn(self, row: list[str], slope: float) -> None:
        """Move the weights of `row` against `slope`, the loss's derivative by the score."""
        if -TOO_SMALL < slope < TOO_SMALL:
            return
        sums, squares, weights, l1 = self._sums, self._squares, self.weights, self._l1
        for f in row:
            before = squares.get(f, 0.0)
            squares[f] = after = before + slope * slope
            root = math.sqrt(after)
            sums[f] = z = sums.get(f, 0.0) + slope - (root - math.sqrt(before)) / self.RATE * weights.get(f, 0.0)
            if -l1 < z < l1:
                weights.pop(f, None)
            else:
                weights[f] = (math.copysign(l1, z) - z) / ((1 + root) / self.RATE + self._l2)


def fit_cues(data, l1=6.0, l2=10.0):
    """Fit the model of which words report; return feature -> weight."""
    rows = frequent([([row], way > 0) for row, way in data])
    model, rng = Proximal(l1, l2), random.Random(1)
    for _ in range(EPOCHS):
        rng.shuffle(rows)
        for (row,), right in rows:
            model.learn(row, 1 / (1 + math.exp(-max(-30.0, min(30.0, model.score(row))))) - right)
    return model.weights


def fit_choice(data, l1=2.0, l2=3.0):
    """Fit a model that chooses one of several candidates; return feature -> weight."""
    rows = frequent(data)
    model, rng = Proximal(l1, l2), random.Random(1)
    for _ in range(EPOCHS):
        rng.shuffle(rows)
        for options, best in rows:
            scores = [model.score(row) for row in options]
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            total = sum(shares)
            for n, (row, share) in enumerate(zip(options, shares, strict=True)):
                model.learn(row, share / total - (n == best))
    return model.weights


def fit_ways(data):
    """Fit the model of where a cue's content lies; return way -> feature -> weight."""
    options = [([[way + f for f in row] for way in WAYS[1:]], right - 1) for row, right in data if right]
    joint = fit_choice(options)
    return {way: {f[1:]: w for f, w in joint.items() if f[0] == way} for way in WAYS[1:]}


def frequent(data):
    """Return the examples without the features that are too rare to learn from."""
    counts = Counter(f for options, _ in data for row in options for f in row)
    return [([[f for f in row if counts[f] >= LEAST] for row in options], right) for options, right in data]


EPOCHS = 5
LEAST = 3
TOO_SMALL = 0.01  # slopes below teach nothing more


SIDES = {"b": "begin", "c": "close", "o": "open", "e": "end"}


def fit(articles):
    """Return the tables, by name, and the words to skip."""
    total, within = counted(articles)
    skipped = {word for word in CUES if total[word] >= 12 and within[word] / total[word] < 0.03}
    prior = {word: (within[word] + 0.5) / (total[word] + 5) for word in total}
    cue, places, source = examples(articles, skipped, prior)
    tables = {"cue": fit_cues(cue), **fit_ways(cue), "source": fit_choice(source)}
    tables |= {SIDES[side]: fit_choice(data) for side, data in places.items()}
    return tables, skipped


def read_corpus(path):
    lines = path.read_text(encoding="utf-8").splitlines()
    return [(read_passage(d["text"]), d["attributions"]) for d in map(json.loads, lines)]


def write(tables, skipped, path=PATH):
    data = {
        "skipped": " ".join(sorted(skipped)),
        "tables": {name: pack(table) for name, table in sorted(tables.items())},
    }
    path.write_text(json.dumps(data, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, required=True)
    options = parser.parse_args()
    tables, skipped = fit(read_corpus(options.corpus))
    write(tables, skipped)
    print({name: len(table) for name, table in tables.items()}, PATH.stat().st_size)


if __name__ == "__main__":
    main()
