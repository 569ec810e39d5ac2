"""How well and how fast pages and dumps are cleaned, next to plain trafilatura in the same run.

    python benchmarks/cleaning.py [FOLDER]

FOLDER (default: tests/data/gold) holds a folder a story, each with its files and a JSON file that gives the articles'
title, outlet, publication time and clean text. Body F1 compares runs of four words over all articles of a kind; the
rest is the share of articles whose value is right.
"""

import json
import logging
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from store.clean import clean
from store.model import Snapshot

GOLD = Path(__file__).parents[1] / "tests" / "data" / "gold"
SETTINGS: dict[str, dict[str, bool]] = {
    "trafilatura, its defaults": {},
    "trafilatura, no comments": {"include_comments": False},
    "… favor_precision": {"include_comments": False, "favor_precision": True},
    "… favor_recall": {"include_comments": False, "favor_recall": True},
    "… fast": {"include_comments": False, "fast": True},
    "… no tables": {"include_comments": False, "include_tables": False},
    "… deduplicate": {"include_comments": False, "deduplicate": True},
}
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


def words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def runs(text: str) -> Counter[tuple[str, ...]]:
    found = words(text)
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)))


def alike(one: str, other: str) -> float:
    """Return the F1 of two titles' or names' words."""
    a, b = Counter(words(one)), Counter(words(other))
    return 2 * (a & b).total() / (a.total() + b.total() or 1)


def articles(folder: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for story in sorted(folder.glob("*/*.json")):
        for article in json.loads(story.read_text(encoding="utf-8"))["articles"]:
            yield story.parent / article["file"], article


def ours(path: Path) -> dict[str, str]:
    article = clean(Snapshot(url=str(path), body=path.read_bytes()))
    return {"text": article.text, "title": article.title, "published": article.published, "outlet": article.outlet}


def theirs(**settings: bool) -> Callable[[Path], dict[str, str]]:
    import trafilatura

    def read(path: Path) -> dict[str, str]:
        found = trafilatura.bare_extraction(path.read_bytes(), with_metadata=True, **settings)
        names = {"text": "text", "title": "title", "published": "date", "outlet": "sitename"}
        return {ours: getattr(found, name, None) or "" for ours, name in names.items()}

    return read


def measure(read: Callable[[Path], dict[str, str]], folder: Path = GOLD) -> dict[str, dict[str, float]]:
    """Return for "pages" and "dumps": body F1, shares of right titles, dates and outlets, and milliseconds an article."""
    totals: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path, wanted in articles(folder):
        started = time.perf_counter()
        got = read(path)
        spent = time.perf_counter() - started
        mine, gold = runs(got["text"]), runs(wanted["text"])
        totals["pages" if path.suffix == ".html" else "dumps"].update({
            "n": 1, "seconds": spent, "both": (mine & gold).total(), "all": mine.total() + gold.total(),
            "title": not wanted["title"] or alike(got["title"], wanted["title"]) >= 0.8,
            "published": got["published"][:10] == (wanted["published"] or "")[:10],
            "outlet": alike(got["outlet"], wanted["outlet"]) >= 0.5,
        })  # fmt: skip
    return {
        kind: {"body": 2 * t["both"] / t["all"], "ms": 1000 * t["seconds"] / t["n"]}
        | {name: t[name] / t["n"] for name in ("title", "published", "outlet")}
        for kind, t in totals.items()
    }


def main() -> None:
    logging.disable(logging.CRITICAL)
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLD
    readers = {"newsdiff": ours, **{name: theirs(**settings) for name, settings in SETTINGS.items()}}
    ours(next(articles(folder))[0])  # what is imported late is not timed
    print(f"{'':28}{'':7}" + "".join(f"{name:>10}" for name in ("body F1", "title", "published", "outlet", "ms each")))
    for name, read in readers.items():
        for kind, shares in sorted(measure(read, folder).items(), reverse=True):
            if kind == "pages" or name == "newsdiff":
                values = "".join(f"{shares[key]:10.3f}" for key in ("body", "title", "published", "outlet"))
                print(f"{name:28}{kind:7}{values}{shares['ms']:10.1f}")


if __name__ == "__main__":
    main()
