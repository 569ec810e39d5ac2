"""How the library grows: what an arrival and each of the screens' questions cost in a small and in a large library.

    python benchmarks/library.py [--small 1000] [--large 100000] [--keep FILE]

Both libraries are made in one run from synthetic articles (about 120 words drawn from frequent English words as Zipf has it, an accusation and
a denial each, five articles an affair), without cleaning and reading. Prints, for each question, the median of both and
their ratio: near 1 where the cost does not grow. `--keep` writes the large library to a file for other measurements.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path

from store.arrival import arrive
from store.database.connection import connect
from store.library import Library
from store.model import Article, Claim, Kind, Quote, Reading, Snapshot

SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "ha",
    "je",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "qui",
    "ro",
    "su",
    "ta",
    "ve",
    "wi",
    "xo",
    "zu",
)
COMMON, RARE = 3_000, 200_000


def word(n: int) -> str:
    out = ""
    while n or not out:
        n, digit = divmod(n, len(SYLLABLES))
        out += SYLLABLES[digit]
    return out


def synthetic(count: int, seed: int = 7) -> Iterator[tuple[Snapshot, Reading]]:
    """Yield `count` articles of affairs that five articles tell each, in the order of their days."""
    draw = random.Random(seed)
    common = (files("store") / "common.txt").read_text().split()
    for number in range(count):
        affair = random.Random(number // 5)
        names = [word(affair.randrange(RARE)).capitalize() for _ in range(4)]
        rare = [word(COMMON + affair.randrange(RARE)) for _ in range(12)]
        filler = [common[min(int(draw.paretovariate(0.5)), len(common) - 1)] for _ in range(90)]
        accusation = f"{names[0]} had {rare[0]} the {rare[1]} of {names[1]}"
        denial = f"no {rare[1]} was ever {rare[0]} in {names[1]}"
        text = (
            f"{names[2]} said that {accusation}, {' '.join(filler[:30])}.\n\n{names[3]}, a spokesman for {names[0]}, said that "
            f"{denial}. {' '.join(draw.sample(rare, 6))} {' '.join(filler[30:])}."
        )
        url = f"https://outlet{number % 50}.example/{number}"
        day = f"{2000 + number // 5000:04}-{1 + number // 400 % 12:02}-{1 + number // 15 % 28:02}T{number % 24:02}:00:00+00:00"
        article = Article(url, f"{names[0]} accused over {rare[1]}", f"Outlet {number % 50}", "", day, "en", (), text)
        claims = tuple(
            Claim(url, kind, words, text.index(words), text.index(words) + len(words), speaker=who, source=who, target=target,
                  party=party, cue="said", quote=Quote.INDIRECT, confidence=0.9, rule="synthetic")
            for kind, words, who, target, party in (
                (Kind.ACCUSATION, accusation, names[2], names[0], None), (Kind.DENIAL, denial, names[3], None, names[0]))
        )  # fmt: skip
        yield Snapshot(url, text.encode(), "text/plain"), Reading(article, claims)


def fill(path: Path, count: int) -> list[float]:
    """Store `count` articles; return the seconds of each of the last thousand arrivals."""
    con, times = connect(path, synchronous="NORMAL"), []
    for snapshot, reading in synthetic(count):
        began = time.perf_counter()
        arrive(con, snapshot, reading)
        times.append(time.perf_counter() - began)
    con.close()
    return times[-1000:]


def questions(library: Library) -> dict[str, Callable[[int], object]]:
    ids = library.story_ids()
    first = library.cards(ids[0], Kind.ACCUSATION)[0].claim.key
    return {
        "first screen of stories": lambda n: library.first_stories(50),
        "a later screen of stories": lambda n: library.stories(ids[(n * 37) % max(1, len(ids) - 50) :][:50]),
        "a story's accusations": lambda n: library.cards(ids[(n * 37) % len(ids)], Kind.ACCUSATION),
        "an accusation's answers": lambda n: library.answers(first),
        "an article": lambda n: library.article(f"https://outlet{n % 50}.example/{n}"),
        "counts": lambda n: library.counts(),
        "search for a rare word": lambda n: library.search(word(COMMON + random.Random(n).randrange(RARE))),
        "every story's id": lambda n: library.story_ids(),
    }


def measure(path: Path) -> dict[str, float]:
    library = Library(path)
    medians = {}
    for name, ask in questions(library).items():
        times = []
        for n in range(60):
            began = time.perf_counter()
            ask(n)
            times.append(time.perf_counter() - began)
        medians[name] = statistics.median(times)
    library.close()
    return medians


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--small", type=int, default=1_000)
    parser.add_argument("--large", type=int, default=100_000)
    parser.add_argument("--keep", type=Path)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small, large = Path(folder) / "small.db", chosen.keep or Path(folder) / "large.db"
        rows = {
            "an arrival": (statistics.median(fill(small, chosen.small)), statistics.median(fill(large, chosen.large)))
        }
        one, other = measure(small), measure(large)
        rows |= {name: (one[name], other[name]) for name in one}
        print(f"{'':28}{chosen.small:>10,}{chosen.large:>10,}  ratio")
        for name, (a, b) in rows.items():
            print(f"{name:28}{a * 1000:>8.2f}ms{b * 1000:>8.2f}ms  {b / a:.2f}")
        print(f"size of the large library: {large.stat().st_size / 1e6:.0f} MB")


if __name__ == "__main__":
    main()
