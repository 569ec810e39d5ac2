"""Fit the attribution engine's tables of weights: python benchmarks/fit_attribution.py --corpus FILE [--folds N].

FILE is a JSON Lines corpus, one article a line: {"text", "attributions": [{"source", "cue", "content"}]}, each a list of
[start, end] in code points of the text. Needs scikit-learn 1.8 or later beside the project, and half a minute for
800 articles. Writes `store/claims/attribution.weights.json`; the same corpus and code give the same file. With --folds
it prints the cross-validated figures and writes nothing.

Method: sparse linear models over indicator features. A lasso (L1 logistic regression) chooses the features; AdaGrad
(Duchi, Hazan and Singer, 2011) then fits their weights by the softmax over each question's candidates. Two models say
whether a word reports, at a glance and in full; one says on which side its content lies; four choose among candidate places
where a content may begin and end; one chooses the source among noun phrases.
"""

import argparse
import json
import math
import random
from bisect import bisect_right
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from store.claims import features, reading, sightings, sources, spans
from store.claims.attribution import find_attributions
from store.claims.cues import CUES
from store.claims.passage import Passage, read_passage
from store.claims.weights import PATH, pack, unpack

WAYS = "NRLS"  # no cue; content right, left, split around the cue


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
        i = max(0, bisect_right(t.starts, start) - 1)
        i += t.end(i) <= start
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
            way = 1 if start >= t.end(i) - 1 else 2 if end <= t.starts[i] + 1 else 3
            gold.setdefault(i, (way, start, end, attribution["source"]))
    return gold


def examples(articles, skipped, prior):
    """Return the training examples of each model."""
    glance, cue, ways, places, source = [], [], [], {side: [] for side in "bcoe"}, []
    for passage, attributions in articles:
        t = passage.tokens
        gold = aligned(passage, attributions, prior, skipped)
        for a, b in passage.bounds:
            found, previous = sources.phrases(t, a, b), -1
            for i in range(a, b):
                if t.words[i] not in CUES:
                    continue
                before, previous = previous, i
                if t.words[i] in skipped:
                    continue
                low, high = sightings.window(passage, i, a, b)
                way, start, end, spoken = gold.get(i, (0, 0, 0, ()))
                row = features.cue_features(t, i, low, high, before)
                cue.append((row, way))
                glance.append((features.glance(asked, [], t, i), way))
                if not way:
                    continue
                ways.append((row + features.way_features(t, i, low, high), way))
                for side, candidates in sides(passage, i, low, high, way):
                    rows = features.places(asked, [], t, i, candidates, low, high, side + WAYS[way])
                    places[side].append((rows, nearest(t, candidates, side, start if side in "bo" else end)))
                near = sources.around(t, found, i)
                best = speaker(t, near, spoken)
                if best is not None:
                    rows = [sources.nobody_named(asked, [], t, i, low, WAYS[way])]
                    rows += sources.sources(asked, [], t, i, low, high, near, WAYS[way])
                    source.append((rows, best))
    return glance, cue, ways, places, source


def asked(feature: str, _: list[str]) -> list[str]:
    """Stand for a table's `get`: return the feature itself, so that what adds weights up lists their features."""
    return [feature]


def nearest(t, candidates, side, wanted):
    """Return which candidate place is nearest to the offset `wanted`."""
    if side in "bo":
        at = [t.starts[j] if j < len(t.words) else len(t.text) for j in candidates]
    else:
        at = [t.end(j - 1) for j in candidates]
    return min(range(len(at)), key=lambda n: abs(at[n] - wanted))


def speaker(t, near, spoken):
    """Return which phrase is the gold source, counted from 1; 0 where there is none, nothing where none fits."""
    if not spoken:
        return 0
    scores = [max(overlap(t.starts[s], t.end(e - 1), *span) for span in spoken) for s, e, _ in near]
    return named(t, near, scores) + 1 if any(scores) else None


def named(t, near, scores):
    """Return which of the phrases within the gold source names him best: a bare name, or the first."""
    within = [n for n, score in enumerate(scores) if score > 0]
    names = [n for n in within if all(kind == "C" for kind in t.kinds[near[n][0] : near[n][1]])]
    return min(names or within, key=lambda n: near[n][0])


def sides(passage, i, a, b, way):
    if way == 1:
        return ("o", spans.opening(passage, i, b)), ("e", spans.ending(passage, i, b))
    if way == 2:
        return ("b", spans.before(passage, i, a)), ("c", spans.closing(passage, i, a))
    return ("b", spans.before(passage, i, a)), ("e", spans.ending(passage, i, b))


def chosen(rows, cost):
    """Return the features that a lasso keeps, each candidate taken as an example of its own (1 for the right one)."""
    counts = Counter(f for options, _ in rows for row in options for f in row)
    columns = {f: n for n, f in enumerate(f for f, count in counts.items() if count >= LEAST)}
    indices, ends, right = [], [0], []
    for options, best in rows:
        for n, row in enumerate(options):
            indices += [columns[f] for f in row if f in columns]
            ends.append(len(indices))
            right.append(n == best)
    matrix = csr_matrix((np.ones(len(indices)), indices, ends), shape=(len(right), len(columns)))
    lasso = LogisticRegression(l1_ratio=1, C=cost, solver="liblinear", tol=1e-2, max_iter=200, random_state=1)
    names = list(columns)
    return {names[n] for n in np.flatnonzero(lasso.fit(matrix, right).coef_[0])}


def fit_choice(rows, cost):
    """Fit a model that chooses one of several candidates; return feature -> weight.

    A row with one candidate is a yes-or-no question: its second choice is 0 for yes, -1 for no.
    """
    kept = chosen(rows, cost)
    rows = [([[f for f in row if f in kept] for row in options], best) for options, best in rows]
    weights, squares = dict.fromkeys(sorted(kept), 0.0), dict.fromkeys(kept, 1e-3)
    summed, rng = dict.fromkeys(weights, 0.0), random.Random(1)
    for epoch in range(EPOCHS):
        rng.shuffle(rows)
        for options, best in rows:
            scores = [sum([weights[f] for f in row]) for row in options]
            scores += [0.0] * (len(options) == 1)
            top = max(scores)
            shares = [math.exp(score - top) for score in scores]
            total = sum(shares)
            for n, row in enumerate(options):
                slope = shares[n] / total - (n == best)
                if -TOO_SMALL < slope < TOO_SMALL:
                    continue
                for f in row:
                    gradient = slope + DECAY * weights[f]
                    squares[f] += gradient * gradient
                    weights[f] -= RATE * gradient / math.sqrt(squares[f])
        if epoch >= EPOCHS // 2:  # the mean over the later epochs generalises better than the last state
            for f, weight in weights.items():
                summed[f] += weight
    return {f: total / (EPOCHS - EPOCHS // 2) for f, total in summed.items()}


def fit_ways(data):
    """Fit the model of where a cue's content lies; return way -> feature -> weight."""
    rows = [([[way + f for f in row] for way in WAYS[1:]], right - 1) for row, right in data]
    joint = fit_choice(rows, COST)
    return {way: {f[1:]: w for f, w in joint.items() if f[0] == way} for way in WAYS[1:]}


COST = 2.0  # what an error costs against a weight: higher keeps more features
EPOCHS = 6
RATE = 0.1
DECAY = 1e-3
LEAST = 3  # times a feature must be seen
TOO_SMALL = 0.01  # slopes below teach nothing more


SIDES = {"b": "begin", "c": "close", "o": "open", "e": "end"}


def fit(articles):
    """Return the tables, by name, and the words to skip."""
    total, within = counted(articles)
    skipped = {word for word in CUES if total[word] >= 12 and within[word] / total[word] < 0.03}
    prior = {word: (within[word] + 0.5) / (total[word] + 5) for word in total}
    glance, cue, ways, places, source = examples(articles, skipped, prior)
    tables = {"cue": fit_choice([([row], 0 if way else -1) for row, way in cue], COST), **fit_ways(ways)}
    tables["glance"] = fit_choice([([row], 0 if way else -1) for row, way in glance], COST)
    tables["source"] = fit_choice(source, COST)
    tables |= {SIDES[side]: fit_choice(data, COST) for side, data in places.items()}
    return tables, skipped


def cross_validate(articles, folds):
    """Print precision, recall and F1 of contents, and the share of sources that overlap, on articles not learned from."""
    right = found = gold = sourced = same = 0
    for fold in range(folds):
        tables, skipped = fit([article for n, article in enumerate(articles) if n % folds != fold])
        install(tables, skipped)
        for passage, attributions in articles[fold::folds]:
            one = agreement(find_attributions(passage.tokens.text), attributions)
            right, found, gold, sourced, same = map(sum, zip((right, found, gold, sourced, same), one, strict=True))
        precision, recall = right / found, right / gold
        f1 = 2 * precision * recall / (precision + recall)
        print(
            f"after part {fold + 1}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f} source {same / sourced:.3f}"
        )


def install(tables, skipped):
    """Let the engine use `tables` instead of the stored ones."""
    stored = {name: pack(table) for name, table in tables.items()}
    fitted = unpack({"skipped": " ".join(skipped), "tables": stored})
    reading.weights = lambda: fitted


def agreement(found, attributions):
    """Return how many contents are right, found and gold, and how many right ones have a gold source and overlap it.

    A content is right where it shares half its characters with a gold one; one to one, best first.
    """
    wholes = [[(start, end) for start, end in gold["content"]] for gold in attributions]
    pairs = sorted(
        (
            (share(one.start, one.end, whole), n, m)
            for n, one in enumerate(found)
            for m, whole in enumerate(wholes)
            if whole and one.start < whole[-1][1] and one.end > whole[0][0]
        ),
        reverse=True,
    )
    left, right, sourced, same = set(range(len(found))), set(range(len(wholes))), 0, 0
    for score, n, m in pairs:
        if score >= 0.5 and n in left and m in right:
            left.remove(n)
            right.remove(m)
            spans, one = attributions[m]["source"], found[n]
            sourced += bool(spans)
            same += one.source_start is not None and any(s < one.source_end and e > one.source_start for s, e in spans)
    return len(wholes) - len(right), len(found), len(wholes), sourced, same


def share(start, end, spans):
    both = sum(max(0, min(end, e) - max(start, s)) for s, e in spans)
    return 2 * both / (end - start + sum(e - s for s, e in spans))


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
    parser.add_argument("--folds", type=int, default=0, help="cross-validate with this many parts and write nothing")
    options = parser.parse_args()
    articles = read_corpus(options.corpus)
    if options.folds:
        cross_validate(articles, options.folds)
        return
    write(*fit(articles))
    print(f"{PATH.name}: {PATH.stat().st_size} bytes")


if __name__ == "__main__":
    main()
