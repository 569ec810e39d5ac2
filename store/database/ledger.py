"""The log of what the reader did: each deed whole, so that it can be taken back and done again.

Every row of the reader's is written through an `Entry`, which keeps what the row was and what it became. Nothing else
may write to the tables in `KEYS`. What follows from those rows in what is derived is not kept but made again.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from store.model import Deed

DEPTH = 100  # deeds that can be taken back
KEYS: Mapping[str, tuple[str, ...]] = {
    "decisions": ("accusation_key", "denial_key"),
    "stars": ("claim_key",),
    "notes": ("claim_key",),
    "marks": ("claim_key",),
    "corrections": ("claim_key",),
    "story_links": ("url", "other"),
    "story_names": ("url",),
}
_TIMES = frozenset({"decided", "starred", "noted", "made", "corrected", "linked", "named"})

Value = str | int | float | None
Row = Mapping[str, Value]  # by column
Change = tuple[str, Row | None, Row | None]  # table, the row before and after; None where there was none
Groups = Sequence[tuple[int | None, Sequence[str]]]  # stories, each with its articles' URLs; None is a new one


@dataclass
class Entry:
    """One deed while it is done: what writes the reader's rows, inside the caller's transaction."""

    con: sqlite3.Connection
    deed: Deed
    changes: list[Change] = field(default_factory=list)
    stories: tuple[Groups, Groups] | None = None  # how articles were grouped before and after, where the deed moved any

    def put(self, table: str, **row: Value) -> None:
        """Write a row in the place of the one with its key; one that differs in its time alone stays as it is."""
        before = _read(self.con, table, row)
        if before is None or _timeless(before) != _timeless(row):
            self._change(table, before, row)

    def drop(self, table: str, **key: Value) -> bool:
        """Take the row with this key away; False where there is none."""
        before = _read(self.con, table, key)
        if before is not None:
            self._change(table, before, None)
        return before is not None

    def _change(self, table: str, before: Row | None, after: Row | None) -> None:
        _write(self.con, table, before, after)
        self.changes.append((table, before, after))


class Turned(NamedTuple):
    """A deed that was taken back or done again: what changed by that, and how the articles belong together now."""

    deed: Deed
    changes: Sequence[Change]
    stories: Groups

    def rows(self, *tables: str) -> Iterator[Row]:
        """Yield the rows of these tables that went or came."""
        for table, *rows in self.changes:
            if table in tables:
                yield from (row for row in rows if row is not None)


@contextmanager
def entry(con: sqlite3.Connection, deed: Deed) -> Iterator[Entry]:
    """Do a deed and keep it, where it changed anything; it ends what could be done again."""
    made = Entry(con, deed)
    yield made
    if not made.changes:
        return
    con.execute("DELETE FROM deeds WHERE undone = 1")
    con.execute(
        "INSERT INTO deeds (deed, changes, stories) VALUES (?, ?, ?)",
        (deed, _json(made.changes), _json(made.stories or ((), ()))),
    )
    con.execute("DELETE FROM deeds WHERE id NOT IN (SELECT id FROM deeds ORDER BY id DESC LIMIT ?)", (DEPTH,))


def turn(con: sqlite3.Connection, *, forward: bool) -> Turned | None:
    """Take the last standing deed back, or with `forward` do the last one that was taken back again; None at the end."""
    order = "undone = 1 ORDER BY id" if forward else "undone = 0 ORDER BY id DESC"
    row = con.execute(f"SELECT * FROM deeds WHERE {order} LIMIT 1").fetchone()
    if row is None:
        return None
    changes: list[Change] = [tuple(change) for change in json.loads(row["changes"])]
    if not forward:
        changes = [(table, after, before) for table, before, after in reversed(changes)]
    for change in changes:
        _write(con, *change)
    con.execute("UPDATE deeds SET undone = ? WHERE id = ?", (not forward, row["id"]))
    return Turned(Deed(row["deed"]), changes, json.loads(row["stories"])[forward])


def _read(con: sqlite3.Connection, table: str, row: Row) -> Row | None:
    where, key = _at(table, row)
    found = con.execute(f"SELECT * FROM {table} WHERE {where}", key).fetchone()
    return dict(found) if found else None


def _write(con: sqlite3.Connection, table: str, before: Row | None, after: Row | None) -> None:
    if before is not None:
        where, key = _at(table, before)
        con.execute(f"DELETE FROM {table} WHERE {where}", key)
    if after is not None:
        columns = ", ".join(after)
        con.execute(f"INSERT INTO {table} ({columns}) VALUES ({', '.join('?' * len(after))})", tuple(after.values()))


def _at(table: str, row: Row) -> tuple[str, tuple[Value, ...]]:
    keys = KEYS[table]
    return " AND ".join(f"{name} = ?" for name in keys), tuple(row[name] for name in keys)


def _timeless(row: Row) -> dict[str, Value]:
    return {name: value for name, value in row.items() if name not in _TIMES}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
