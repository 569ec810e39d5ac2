"""How well and how fast articles find their story.

    python benchmarks/stories.py [FILE ...] [--scale N]

Prints pairwise precision, recall and F1 on twin affairs made here (five affairs of each topic, told in the same words
about other parties), on `tests/data/affairs`, on the annotated stories of `tests/data/gold` and `benchmarks/affairs`
together, and on the given files (annotated stories as JSON, or affairs as `benchmarks/affairs.py` has them): in the
order of time, and the median of twenty random ones, fed through the same inverted index as a library's. Then recall and
cost of an arrival as the library grows to N.
"""

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations
from pathlib import Path
from statistics import median

from affairs import story_of

from store import stories
from store.model import Article
from store.words import library_rarity

TOPICS = [
    "{bank} let suspect money pass through its branch in {place}, leaked files show.|{man}, who heads {bank}, said that the lender had closed"
    " the accounts.|Prosecutors in {place} are examining whether {bank} misled the regulator.|A former compliance officer, {woman}, said"
    " that managers ignored eleven warnings.|{bank} denied that it handled criminal money.|Shares in {bank} fell nine percent.|Auditors"
    " found no record of two thirds of the customers in {place}.|{woman} is to testify before the committee next week.",
    "Workers at the {yard} shipyard poured paint into the {place} estuary, former welders said.|{yard} denied releasing any waste.|{man}, its"
    " works manager, said the valves were sealed.|Fishermen at {place} found dead shellfish.|The harbour master fined {yard}.|{woman} of the"
    " anglers' club took samples beside the slipway.|Inspectors will visit the yard.|A whistleblower told {woman} that logs were forged.",
    "Votes in {place} were counted twice, said {woman}, the losing candidate.|Returning officer {man} denied losing any ballots.|The machines"
    " came from {yard}.|{yard} said that its scanners reject repeated papers.|A judge ordered a recount in {place}.|{woman} asked the court"
    " for an inquiry.|Observers saw an open box.|{man} said every seal was intact.",
    "Patients at the {place} clinic were billed for tests that never took place, a lawsuit says.|{man}, the clinic's director, rejected the"
    " claim.|{woman} received a bill for a scan.|Insurers suspended payments to {bank} Health.|{bank} Health owns the clinic.|A nurse said"
    " names of retired doctors were used.|The state opened an inquiry.|{woman} is seeking damages.",
    "{man}, a midfielder with {place} Rovers, was accused of fixing a match.|Bookmakers {bank} saw odd bets.|The club said that it knew of"
    " nothing.|{woman}, his agent, called it rubbish.|League investigators interviewed players.|A referee recalled a strange penalty.|{man}"
    " has been suspended.|{place} Rovers lost four to nil.",
    "Soldiers crossed the {place} river at dawn, the ministry said.|{man}, a general, denied any incursion.|Villagers fled to {yard}.|Observers"
    " led by {woman} counted craters.|The ceasefire of the spring forbids mortars.|Each side blamed the other.|A customs post burned.|{woman}"
    " will report to the council.",
    "Cheese from {yard} made nineteen people ill, health officials in {place} said.|{man}, who owns the dairy, disputed the source.|{woman}"
    " lost her father.|Inspectors found mould in the drains.|The supermarket {bank} recalled its stock.|A laboratory matched the bacteria.|"
    "{man} said that every swab was clean.|Lawyers for {woman} filed a suit.",
    "Tenants of {yard} House in {place} warned of faulty cladding before the fire.|{bank} Homes, the landlord, denied ignoring letters.|{man}"
    " escaped with his sons.|{woman}, a councillor, asked for documents.|Fire officers found locked exits.|The contractor was fired.|An inquest"
    " opened.|{man} said that the alarms were silent.",
]
ROOT = Path(__file__).parent.parent
SHUFFLES = 20
SYLLABLES = "bel cor dan fen gol har jor kel lun mar nor ost pel quin rav sel tor ul ven wes yar zim"


def name(rng: random.Random) -> str:
    return "".join(rng.sample(SYLLABLES.split(), rng.choice((2, 3)))).capitalize()


def twins(affairs_a_topic: int = 5, articles: int = 5) -> list[tuple[str, Article]]:
    rng = random.Random(7)
    made = []
    for t, topic in enumerate(TOPICS):
        for n in range(affairs_a_topic):
            parts = {
                "bank": f"{name(rng)} {rng.choice(('Bank', 'Trust', 'Group'))}",
                "place": name(rng),
                "yard": name(rng),
                "man": f"{name(rng)} {name(rng)}",
                "woman": f"{name(rng)} {name(rng)}",
            }
            sentences = topic.format(**parts).split("|")
            start = rng.randrange(400)
            for k in range(articles):
                told = sorted(rng.sample(range(len(sentences)), 5))
                day = start + k * rng.choice((0, 1, 3, 9))
                made.append(
                    (
                        f"{t}-{n}",
                        Article(
                            url=f"https://outlet{k}.example/{t}/{n}",
                            title=sentences[told[0]].rstrip("."),
                            outlet=f"Outlet {k}",
                            byline="",
                            published=f"20{20 + day // 360}-{day % 360 // 30 + 1:02}-{day % 28 + 1:02}",
                            language="en",
                            tags=(),
                            text="\n\n".join(sentences[i] for i in told),
                        ),
                    )
                )
    return made


def read(files: Iterable[Path]) -> list[tuple[str, Article]]:
    """Return each article of `files` with the name of its affair."""
    found = []
    for file in files:
        if file.suffix == ".jsonl":
            told = [(a["affair"], a) for a in map(json.loads, file.read_text(encoding="utf-8").splitlines())]
        else:
            story = story_of(file)
            told = [(story["story"], a) for a in story["articles"]]
        for name, a in told:
            found.append((name, Article(a["url"], a["title"], a["outlet"], "", a["published"], "en", (), a["text"])))
    return found


class Index:
    """What the database keeps for stories, in memory: postings, counts, signatures, each article's story."""

    def __init__(self) -> None:
        self.postings: dict[str, list[int]] = defaultdict(list)
        self.signatures: list[stories.Signature] = []
        self.story: list[int] = []

    def shortlist(self, sign: stories.Signature) -> tuple[list[int], stories.Rarity]:
        counts = {s: len(self.postings[s]) for s in sign.keys if s in self.postings}
        rarity = library_rarity(counts, len(self.signatures))
        asked = stories.lookups(sign, counts, len(self.signatures))
        return stories.shortlist({s: self.postings[s][-stories.POSTINGS :] for s in asked}, rarity), rarity

    def arrive(self, sign: stories.Signature) -> None:
        ids, rarity = self.shortlist(sign)
        chosen = stories.choose(sign, [stories.Candidate(self.story[i], self.signatures[i]) for i in ids], rarity)
        self.add(sign, self.join(chosen) if chosen else len(self.signatures))

    def join(self, same: tuple[int, ...]) -> int:
        """Put the stories `same` together as an arrival does: the smaller into the larger; return what became of the first."""
        home = same[0]
        for other in same[1:]:
            sizes = Counter(self.story)
            into, gone = sorted((home, other), key=lambda story: (-sizes[story], story))
            if sizes[gone] <= stories.MOVED:
                self.story = [into if story == gone else story for story in self.story]
                home = into
        return home

    def add(self, sign: stories.Signature, story: int) -> None:
        for stem in sign.keys:
            self.postings[stem].append(len(self.signatures))
        self.signatures.append(sign)
        self.story.append(story)


def orders(told: list[tuple[str, Article]], shuffles: int = SHUFFLES) -> list[list[tuple[str, stories.Signature]]]:
    """Return the signatures with the names of their affairs: by date, and in random orders."""
    by_date = [(name, stories.signature(a)) for name, a in sorted(told, key=lambda item: item[1].published)]
    shuffled = [random.Random(seed).sample(by_date, len(by_date)) for seed in range(1, shuffles + 1)]
    return [by_date, *shuffled]


def pairwise(order: Sequence[tuple[str, stories.Signature]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the pairs that arrival in this order puts together."""
    index = Index()
    for _, sign in order:
        index.arrive(sign)
    return scored((a[0] == b[0], i == j) for (a, i), (b, j) in combinations(zip(order, index.story, strict=True), 2))


def scored(pairs: Iterable[tuple[bool, bool]]) -> tuple[float, float, float]:
    """Return precision, recall and F1 of pairs (they belong together, they were put together)."""
    counts = Counter(pairs)
    both, put, same = counts[True, True], counts[False, True], counts[True, False]
    return both / ((both + put) or 1), both / ((both + same) or 1), 2 * both / ((2 * both + put + same) or 1)


def report(label: str, told: list[tuple[str, Article]]) -> None:
    by_date, *shuffled = map(pairwise, orders(told))
    values = [f for *_, f in shuffled]
    print(
        f"{label:14} {len(told):>4} articles, {len({name for name, _ in told}):>3} affairs: by date precision {by_date[0]:.3f} "
        f"recall {by_date[1]:.3f} F1 {by_date[2]:.3f}; shuffled F1 {median(values):.3f} ({min(values):.3f} to {max(values):.3f})"
    )


def scale(total: int) -> None:
    """Grow a library of made-up signatures; at each tenfold measure follow-ups' recall and an arrival's cost."""
    rng = random.Random(11)
    common = [f"word{i}" for i in range(40_000)]
    weights = [1 / (i + 20) for i in range(len(common))]
    index = Index()
    step = 1000
    while step <= total:
        while len(index.signatures) < step:
            for sign in affair(rng, common, weights, len(index.signatures)):
                index.add(sign, len(index.story))
        probes = [affair(rng, common, weights, 10**7 + k) for k in range(100)]
        found, took = 0, 0.0
        for first, second in probes:
            place = len(index.signatures)
            index.add(first, place)
            began = time.perf_counter()
            ids, rarity = index.shortlist(second)
            stories.choose(second, [stories.Candidate(i, index.signatures[i]) for i in ids], rarity)
            took += time.perf_counter() - began
            found += place in ids
        print(f"{step:>8} articles: follow-up shortlisted {found / 100:.2f}, {1000 * took / 100:.2f} ms an arrival")
        step *= 10


def affair(rng: random.Random, common: list[str], weights: list[float], n: int) -> list[stories.Signature]:
    """Two articles of one affair: five names of its own, of which each tells four, and words of every day."""
    own = [f"name{n}-{k}" for k in range(5)]
    made = []
    for _ in range(2):
        terms = {s: round(rng.uniform(1.5, 4), 2) for s in rng.sample(own, 4)}
        for word in rng.choices(common, weights, k=70):
            terms.setdefault(word, round(rng.uniform(0.3, 2.0), 2))
        best = sorted(terms, key=lambda s: -terms[s])[: stories.TERMS]
        made.append(
            stories.Signature(700_000 + n % 3000, {s: terms[s] for s in best}, frozenset(own).intersection(best))
        )
    return made


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("files", nargs="*", type=Path)
    options.add_argument("--scale", type=int, default=100_000)
    asked = options.parse_args()
    annotated_files = [*(ROOT / "tests/data/gold").glob("*/*.json"), *(ROOT / "benchmarks/affairs").glob("*.txt")]
    report("twins", twins())
    report("affairs", read([ROOT / "tests/data/affairs/affairs.jsonl"]))
    report("annotated", read(sorted(annotated_files)))
    if asked.files:
        report("given", read(asked.files))
    scale(asked.scale)


if __name__ == "__main__":
    main()
