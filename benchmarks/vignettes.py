"""Vignettes: short passages of our own with every reported statement marked, to fit the reading engine on.

    python benchmarks/vignettes.py [FILE ...]      checks the marks and prints totals

In a file, passages are parted by a line `---`. Marks stand inline: `[[A:…]]` an accusation, `[[D:…]]` a denial,
`[[O:…]]` any other attributed statement; a mark may lie in another.
"""

import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from store.model import Kind

FOLDER = Path(__file__).parent / "vignettes"
KINDS = {"A": Kind.ACCUSATION, "D": Kind.DENIAL, "O": Kind.OTHER}
_MARK = re.compile(r"\[\[([ADO]):|\]\]")


@dataclass(frozen=True, slots=True)
class Vignette:
    """A passage without its marks, and the spans that they gave."""

    name: str
    text: str
    spans: tuple[tuple[int, int, Kind], ...]


def vignettes(files: list[Path]) -> Iterator[Vignette]:
    """Yield the passages of `files`; raise ValueError, naming the place, for marks that do not close."""
    for file in files:
        for number, passage in enumerate(re.split(r"^---\s*$", file.read_text(encoding="utf-8"), flags=re.M)):
            if passage.strip():
                yield _unmark(f"{file.stem}-{number}", passage.strip())


def _unmark(name: str, passage: str) -> Vignette:
    text, at, begun = "", 0, []
    spans = []
    for match in _MARK.finditer(passage):
        text += passage[at : match.start()]
        at = match.end()
        if match[1]:
            begun.append((len(text), KINDS[match[1]]))
        elif begun:
            start, kind = begun.pop()
            spans.append((start, len(text), kind))
        else:
            raise ValueError(f"{name}: a mark is closed that was not opened, before “{passage[at : at + 40]}”")
    text += passage[at:]
    if begun:
        raise ValueError(f"{name}: a mark is not closed: “{text[begun[-1][0] :][:40]}”")
    return Vignette(name, text, tuple(sorted(spans)))


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted(FOLDER.glob("*.txt"))
    totals: Counter[str] = Counter()
    for vignette in vignettes(files):
        totals.update(["vignettes", *(str(kind) for *_, kind in vignette.spans)])
        totals["words"] += len(vignette.text.split())
    print("  ".join(f"{name} {n}" for name, n in totals.items()))


if __name__ == "__main__":
    main()
