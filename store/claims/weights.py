"""The learned tables: which words report, where contents begin and end, and who is the source.

`benchmarks/fit_attribution.py` writes them. A table is stored as weight -> the features that have it, one string with
a feature a line: half the size of a plain mapping, and read twice as fast.
"""

import json
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import Any, NamedTuple

PATH = Path(__file__).with_name("attribution.weights.json")
SCALE = 20.0  # weights are integers: the logarithm of odds times this

Table = dict[str, int]


class Weights(NamedTuple):
    """One table a decision; a feature that a table lacks weighs nothing."""

    glance: Table  # may this word be a cue, at first sight
    cue: Table  # is this word a cue
    ways: dict[str, tuple[int, int, int]]  # where its content lies: after it, before it, on both sides
    begin: Table  # where a content before the cue begins
    close: Table  # where a content before the cue ends
    open: Table  # where a content after the cue begins
    end: Table  # where a content after the cue ends
    source: Table  # which noun phrase is the source
    skipped: frozenset[str]  # words of the lexicon that all but never report


def pack(table: dict[str, float], scale: float = SCALE) -> dict[str, str]:
    """Return `table` as it is stored, without the weights that round to nothing."""
    packed: dict[str, list[str]] = {}
    for feature, weight in sorted(table.items()):
        if whole := round(weight * scale):
            packed.setdefault(str(whole), []).append(feature)
    return {whole: "\n".join(packed[whole]) for whole in sorted(packed, key=int)}


def _table(packed: dict[str, str]) -> Table:
    table: Table = {}
    for weight, features in packed.items():
        table.update(zip(features.split("\n"), repeat(int(weight))))
    return table


@cache
def weights() -> Weights:
    """Return the tables, read once."""
    return unpack(json.loads(PATH.read_text(encoding="utf-8")))


def unpack(data: dict[str, Any]) -> Weights:
    """Return the tables from what is stored: "tables", each packed, and "skipped", words parted by spaces."""
    tables = {name: _table(packed) for name, packed in data["tables"].items()}
    right, left, both = (tables.pop(way) for way in "RLS")
    ways = {f: (right.get(f, 0), left.get(f, 0), both.get(f, 0)) for f in {**right, **left, **both}}
    return Weights(ways=ways, skipped=frozenset(data["skipped"].split()), **tables)
