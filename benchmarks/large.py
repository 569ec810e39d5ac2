"""What a key costs in a story of 2,000 claims and among 10,000 decisions, beside what it costs where there are few.

    python benchmarks/large.py [ROUNDS]

For each key: the processor milliseconds that it takes in all, Textual's work for what changes on the screen included, and the
longest stretch of them for which nothing else could be done: what the next key would wait for. Medians of all rounds, where
there is much and where there is little, in one run; and their ratios: near 1 where the cost does not grow.
"""

import asyncio
import gc
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from sqlite3 import Connection
from tempfile import TemporaryDirectory

from store.database import derived, grouping
from store.database.connection import connect, transaction
from store.database.rows import anchor_for, anchor_to_json
from store.model import Article, Claim, Kind, Pairing, Reason, Snapshot, Strength
from tui.app import NewsdiffApp

EACH = 20  # claims in an article
CLAIMS, DECISIONS = (100, 2_000), (100, 10_000)
STORY_KEYS = (
    "s",
    "u",
    "x",
    "u",
    "asterisk",
    "f",
    "f",
    "U",
    "U",
    "O",
    "O",
    "O",
    "O",
    "j",
    "G",
    "g",
    "F",
    "escape",
    "T",
    "escape",
)
SAVED_KEYS = ("F", "F", "F", "F", "j", "G", "g", "x", "u")
TURNS = 60  # milliseconds and more, after which whatever a key does is done
Cost = tuple[float, float]  # milliseconds in all, and at a stretch


def article(number: int) -> tuple[Article, list[Claim]]:
    """Return an article in which one party accuses ten times and another denies as often."""
    accuse = "Ilka Borman of ward {0} accused Quay Works of leaving crane {1} unmended for {1} winters and hiding its papers."
    deny = "Quay Works denied leaving crane {1} unmended for {1} winters."
    sentences = [(deny if n % 2 else accuse).format(number, n // 2) for n in range(EACH)]
    text, url = "\n\n".join(sentences), f"https://paper{number % 7}.example/{number}"
    day = f"2026-01-{number % 28 + 1:02}T10:00:00+00:00"
    found = Article(url, f"Cranes of ward {number}", f"Paper {number % 7}", "", day, "en", (), text)
    claims, offset = [], 0
    for n, sentence in enumerate(sentences):
        start, end = offset + sentence.index("leaving"), offset + len(sentence) - 1
        kind, who, aim = (Kind.DENIAL, "Quay Works", None) if n % 2 else (Kind.ACCUSATION, "Ilka Borman", "Quay Works")
        claims.append(Claim(url, kind, text[start:end], start, end, speaker=who, target=aim, rule="made"))
        offset += len(sentence) + 2
    return found, claims


def make_stories(path: Path, stories: int, claims: int) -> None:
    """Make a library of stories with this many claims each, of which two in three are paired, each accusation twice."""
    con = connect(path)
    with transaction(con):
        articles = claims // EACH
        for first in range(0, stories * articles, articles):
            _add_story(con, range(first, first + articles))
    con.close()


def _add_story(con: Connection, numbers: Sequence[int]) -> None:
    story, pairs = grouping.new_story(con), []
    for number in numbers:
        told, found = article(number)
        snapshot = derived.add_snapshot(con, Snapshot(told.url, told.text.encode()))
        derived.put_claims(con, derived.insert_article(con, told, snapshot, story, "{}"), story, found, "", "")
        denials = found[1::2]
        for n, one in enumerate(found[::2] if number % 3 < 2 else ()):
            for other, score in ((denials[n], 80), (denials[n - 1], 40)):
                why = (Reason("words", 30.0, "shared words: crane, winters"),)
                pairs.append(Pairing(one.key, other.key, score, Strength.SPECIFIC, why))
    grouping.put_pairings(con, story, pairs, None)
    grouping.refresh_story(con, story, lambda titles: titles[0])


def make_decisions(path: Path, number: int) -> None:
    """Make a library with this many decisions, whatever they were about."""
    told, claims = article(0)
    ends = [anchor_for(claim, told) for claim in claims[:2]]
    rows = []
    for n in range(number):
        keys = (f"a{n}", f"d{n}")
        anchors = (anchor_to_json(end._replace(key=key)) for end, key in zip(ends, keys, strict=True))
        when = f"2026-01-01T{n // 3600:02}:{n // 60 % 60:02}:{n % 60:02}"
        rows.append((*keys, ("saved", "rejected", "made")[n % 3], when, *anchors))
    con = connect(path)
    with transaction(con):
        con.executemany(
            "INSERT INTO decisions (accusation_key, denial_key, state, decided, accusation, denial) VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
    con.close()


async def watch(turns: int) -> float:
    """Take turns with the app; return the longest that it took for one of its own, in milliseconds of the processor."""
    longest, last = 0.0, time.process_time()
    for _ in range(turns):
        await asyncio.sleep(0.001)
        now = time.process_time()
        longest, last = max(longest, now - last), now
    return longest * 1000


async def costs(path: Path, before: Sequence[str], keys: Sequence[str], rounds: int) -> list[Cost]:
    """Return what each of `keys` costs in the app on this library, after the keys `before`."""
    app = NewsdiffApp(path)
    found: list[list[Cost]] = [[] for _ in keys]
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*before)
        gc.freeze()  # as the app does after its first frame, where `newsdiff` opens it
        for _ in range(rounds):
            for at, key in enumerate(keys):
                begun = time.process_time()
                app.simulate_key(key)
                longest = await watch(TURNS)
                found[at].append(((time.process_time() - begun) * 1000, longest))
    return [(statistics.median(c[0] for c in each), statistics.median(c[1] for c in each)) for each in found]


def told(keys: Sequence[str], few: Sequence[Cost], many: Sequence[Cost]) -> Iterator[str]:
    """Yield a line for each kind of key, where it costs most."""
    for key in dict.fromkeys(keys):
        at = max((n for n, one in enumerate(keys) if one == key), key=lambda n: many[n][0])
        figures = ((few[at][part], many[at][part]) for part in (0, 1))
        yield f"  {key:9}" + "   ".join(f"{a:6.1f} {b:6.1f} {b / a:5.2f}" for a, b in figures)


def main(rounds: int) -> None:
    kinds = (
        (
            "a story of {:,} and {:,} claims",
            CLAIMS,
            lambda path, claims: make_stories(path, 1, claims),
            ("2",),
            STORY_KEYS,
        ),
        ("{:,} and {:,} decisions", DECISIONS, make_decisions, ("S",), SAVED_KEYS),
    )
    for title, numbers, make, before, keys in kinds:
        with TemporaryDirectory() as folder:
            found = []
            for number in numbers:
                make(path := Path(folder) / f"{number}.db", number)
                found.append(asyncio.run(costs(path, before, keys, rounds)))
            print(f"{title.format(*numbers)}: ms in all and their ratio, ms at a stretch and their ratio")
            print(*told(keys, *found), sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5)
