"""A small network over named signs whose sums are taken all at once: a sign's weights are the lanes of one whole number.

Adding such numbers adds weight to weight (L. Lamport, "Multiple byte processing with full-word instructions", 1975). A
lane has room for the sum of more signs than there are.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from itertools import compress, repeat
from operator import mul
from struct import Struct
from typing import Any, Self

SCALE = 100  # a weight in the table stands for so many times less
_LANE = 4  # bytes
_STORED = 2  # bytes of a weight in the table's file
Unit = tuple[int, float, float]  # where a unit starts, and what it adds to accusation and to denial


class Net:
    """What tells the kinds apart: what each sign adds to accusation, to denial and to each unit, in hundredths."""

    def __init__(self, weights: Mapping[str, int], units: Sequence[Unit] = ()) -> None:
        self.weights = weights  # sign -> its lanes
        self.units = units
        self._rows: dict[str, tuple[int, ...]] = {}  # those that were asked for
        lanes = Struct(f"<{2 + len(units)}i")
        self._size, self._unpack = lanes.size, lanes.unpack
        self._negative = _lanes([1 << (8 * _LANE - 1)] * (2 + len(units)))  # what makes a sum's lanes two's complements
        self._starts = _lanes([0, 0, *(start for start, _, _ in units)])
        self._adds = [accuses for _, accuses, _ in units], [denies for _, _, denies in units]

    @classmethod
    def of(cls, rows: Mapping[str, Sequence[int]], units: Sequence[Unit] = ()) -> Self:
        """Return the net in which each sign has the weights of its row: for accusation, for denial, for each unit."""
        return cls({sign: _lanes(row) for sign, row in rows.items()}, units)

    @classmethod
    def load(cls, table: Mapping[str, Any]) -> Self:
        """Return the net that `stored` made `table` of."""
        data, lanes = b64decode(table["rows"]), 2 + len(table["units"])
        wide = bytearray(len(data) // _STORED * _LANE)
        wide[::_LANE], wide[1::_LANE] = data[::_STORED], data[1::_STORED]
        size, zero = lanes * _LANE, _lanes([_ZERO] * lanes)
        rows = [int.from_bytes(wide[at : at + size], "little") - zero for at in range(0, len(wide), size)]
        return cls(dict(zip(table["signs"].split("|"), rows, strict=True)), table["units"])

    def stored(self) -> dict[str, Any]:
        """Return the net as its file has it: a weight takes two bytes, counted from the least that these can hold."""
        data = b"".join(
            (weight + _ZERO).to_bytes(_STORED, "little") for sign in self.weights for weight in self.row(sign)
        )
        return {"signs": "|".join(self.weights), "rows": b64encode(data).decode(), "units": self.units}

    def row(self, sign: str) -> tuple[int, ...]:
        """Return the weights of a sign that the net knows."""
        row = self._rows.get(sign)
        if row is None:
            row = self._rows[sign] = self._apart(self.weights[sign])
        return row

    def scores(self, signs: Iterable[str]) -> tuple[float, float]:
        """Return the sums for accusation and for denial."""
        accuses, denies, *units = self._sums(signs)
        lit = [unit if unit > 0 else 0 for unit in units]
        for_accusing, for_denying = self._adds
        return (accuses + sum(map(mul, lit, for_accusing))) / SCALE, (denies + sum(map(mul, lit, for_denying))) / SCALE

    def spoke(self, signs: Sequence[str], kind: int) -> dict[str, float]:
        """Return what each known sign adds to accusation (0) or denial (1) where the units are lit that `signs` light."""
        lit = [False, False, *(unit > 0 for unit in self._sums(signs)[2:])]
        adds = list(compress((0.0, 0.0, *self._adds[kind]), lit))
        rows = [(sign, self.row(sign)) for sign in signs if sign in self.weights]
        return {sign: row[kind] + sum(map(mul, compress(row, lit), adds)) for sign, row in rows}

    def _sums(self, signs: Iterable[str]) -> tuple[int, ...]:
        return self._apart(sum(map(self.weights.get, signs, repeat(0)), self._starts))

    def _apart(self, lanes: int) -> tuple[int, ...]:
        return self._unpack((lanes + self._negative ^ self._negative).to_bytes(self._size, "little"))


_ZERO = 1 << (8 * _STORED - 1)


def _lanes(weights: Sequence[int]) -> int:
    """Return whole numbers as lanes of one; a negative one borrows from the lane above it, which sums undo."""
    return sum(weight << (8 * _LANE * number) for number, weight in enumerate(weights))
