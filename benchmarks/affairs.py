"""Affairs: whole stories of our own, told by two or more outlets, with every claim and pairing marked.

    python benchmarks/affairs.py [FILE ...]      checks the marks and prints totals

A file holds one affair. Each article begins with a line `=== title | outlet | published`; its text carries marks
`[[a1:…]]` (an accusation) and `[[d1:…]]` (a denial), which may nest. After a line `---` each claim has a line

    a1 | source | cue | target | speaker | anonymous
    d1 | source | cue | speaker | anonymous > a1 a2g

where an empty field says that there is none, `anonymous` is `yes` or empty, and what follows `>` are the accusations
that the denial answers, `g` for those which it answers only in general.
"""

import json
import re
import sys
from collections import Counter
from pathlib import Path
from typing import Any

from store.model import Article

FOLDER = Path(__file__).parent / "affairs"
_HEAD = re.compile(r"^=== (.+?) \| (.+?) \| (\S+)\s*$", re.M)
_MARK = re.compile(r"\[\[([ad]\d+):|\]\]")
_QUOTED = re.compile(r"[\"“”«»„]|(?<!\w)[‘'](?=\w)|(?<=[,.?!])[’'](?!\w)")


def affair(file: Path) -> dict[str, Any]:
    """Return the affair of `file` in the shape of an annotated story; raise ValueError, naming the place, for bad marks."""
    told, _, table = file.read_text(encoding="utf-8").partition("\n---\n")
    heads = list(_HEAD.finditer(told))
    articles, contents = [], {}
    for number, (head, after) in enumerate(zip(heads, [*heads[1:], None], strict=True), start=1):
        url = f"{file.stem}-{number}"
        text, found = _unmark(url, told[head.end() : after.start() if after else len(told)].strip())
        articles.append(
            {"id": url, "title": head[1], "outlet": head[2], "published": head[3], "url": url, "text": text}
        )
        for name, content in found:
            if name in contents:
                raise ValueError(f"{file.stem}: {name} is marked twice")
            contents[name] = (url, text, content)
    claims, pairs = [], []
    for line in filter(None, map(str.strip, table.splitlines())):
        claim, answered = _row(file.stem, line, contents)
        claims.append(claim)
        pairs += [{"accusation": a, "denial": claim["id"], "strength": strength} for a, strength in answered]
    _check(file.stem, claims, pairs, contents)
    return {"story": file.stem, "articles": articles, "claims": claims, "pairs": pairs}


def story_of(file: Path) -> dict[str, Any]:
    """Return the annotated story of `file`: an affair, or JSON as in `tests/data/gold`."""
    return affair(file) if file.suffix == ".txt" else json.loads(file.read_text(encoding="utf-8"))


def article_of(told: dict[str, Any]) -> Article:
    """Return an article of an annotated story as the stages want it."""
    return Article(told["id"], told["title"], told["outlet"], "", told["published"], "en", (), told["text"])


def _unmark(name: str, passage: str) -> tuple[str, list[tuple[str, str]]]:
    text, at, begun = "", 0, []
    found = []
    for match in _MARK.finditer(passage):
        text += passage[at : match.start()]
        at = match.end()
        if match[1]:
            begun.append((len(text), match[1]))
        elif begun:
            start, label = begun.pop()
            found.append((label, text[start:]))
        else:
            raise ValueError(f"{name}: a mark is closed that was not opened, before “{passage[at : at + 40]}”")
    if begun:
        raise ValueError(f"{name}: the mark {begun[-1][1]} is not closed")
    return text + passage[at:], found


def _row(
    name: str, line: str, contents: dict[str, tuple[str, str, str]]
) -> tuple[dict[str, Any], list[tuple[str, str]]]:
    said, _, answers = line.partition(">")
    label, *fields = (field.strip() for field in said.split("|"))
    accuses = label.startswith("a")
    if label not in contents or len(fields) != (5 if accuses else 4):
        raise ValueError(f"{name}: no such mark, or not as many fields as there should be: {line}")
    source, cue, *target, speaker, anonymous = fields
    url, text, content = contents[label]
    for part in (source, cue):
        if part not in text:
            raise ValueError(f"{name}: {label}: “{part}” does not stand in {url}")
    if text.count(content) != 1:
        raise ValueError(f"{name}: {label}: “{content}” stands {text.count(content)} times in {url}")
    claim = {"id": label, "article": url, "kind": "accusation" if accuses else "denial", "content": content}
    claim |= {"source": source or None, "cue": cue or None, "speaker": speaker or None, "anonymous": anonymous == "yes"}
    claim |= {"quote": _quote(content)} | ({"target": target[0] or None} if accuses else {})
    answered = [(a.rstrip("g"), "general" if a.endswith("g") else "specific") for a in answers.split()]
    return claim, answered


def _quote(content: str) -> str:
    if not _QUOTED.search(content):
        return "indirect"
    closed = _QUOTED.search(content, 1)
    return "direct" if _QUOTED.match(content) and (not closed or closed.end() == len(content)) else "mixed"


def _check(
    name: str, claims: list[dict[str, Any]], pairs: list[dict[str, str]], contents: dict[str, tuple[str, str, str]]
) -> None:
    listed = Counter(c["id"] for c in claims)
    if odd := {*contents} ^ {*listed} or {label for label, n in listed.items() if n > 1}:
        raise ValueError(f"{name}: marked but not listed once, or the reverse: {', '.join(sorted(odd))}")
    accused = {c["id"] for c in claims if c["kind"] == "accusation"}
    if odd := {p["accusation"] for p in pairs} - accused:
        raise ValueError(f"{name}: paired with what is no accusation: {', '.join(sorted(odd))}")


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    totals: Counter[str] = Counter()
    bad = []
    for file in files:
        try:
            told = affair(file)
        except ValueError as wrong:
            bad.append(str(wrong))
            continue
        of = {c["id"]: c["article"] for c in told["claims"]}
        across = sum(of[p["accusation"]] != of[p["denial"]] for p in told["pairs"])
        totals.update(affairs=1, articles=len(told["articles"]), pairs=len(told["pairs"]), across=across)
        totals.update(c["kind"] for c in told["claims"])
        totals["words"] += sum(len(a["text"].split()) for a in told["articles"])
    print("  ".join(f"{name} {n}" for name, n in totals.items()))
    sys.exit("\n".join(bad) or 0)


if __name__ == "__main__":
    main()
