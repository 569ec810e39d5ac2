"""The library as collecting uses it: one connection of its own, each call a short transaction."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from store.arrival import Stored, arrive, reread
from store.database import derived, following
from store.database.connection import connect, told, transaction
from store.errors import UnknownError
from store.model import Reading, Snapshot, Source
from store.text import safe_line

DUE = 5_000  # pages looked at again in one refresh


@dataclass(frozen=True, slots=True)
class Due:
    """A page to look at again."""

    url: str
    source: str  # the URL of the source that led to it; empty where the reader named it
    etag: str
    last_modified: str
    checks: int  # how often it was fetched
    hints: Mapping[str, str]  # what a feed said of it


class Shelf:
    """An open library; it belongs to the thread that opened it. Every call may raise `LibraryError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        # What is collected can be collected again: a commit need not wait for the disk, as a decision's must.
        self._con = connect(path, synchronous="NORMAL")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close the file; nothing is pending."""
        self._con.close()

    def store(self, snapshot: Snapshot, reading: Reading) -> Stored:
        """Store a reading with all that follows from it, in one transaction."""
        with told(self._path):
            return arrive(self._con, snapshot, reading)

    def sources(self, urls: Sequence[str] | None) -> list[Source]:
        """Return the sources at `urls`, in that order, or all. Raises `UnknownError` for one that is not followed."""
        with told(self._path):
            known = {source.url: source for source in following.sources(self._con)}
        if urls is None:
            return list(known.values())
        for url in urls:
            if url not in known:
                raise UnknownError(f"{safe_line(url)} is not among your sources; `newsdiff feeds list` shows them")
        return [known[url] for url in dict.fromkeys(urls)]

    def note_source(self, url: str, source: Source) -> None:
        """Note how the fetch of the source at `url` went, and its new address where it moved."""
        with told(self._path), transaction(self._con):
            following.note_source(self._con, url, source)

    def fetched(self, urls: Iterable[str]) -> set[str]:
        """Return those of `urls` that were fetched before, or given up for good."""
        with told(self._path):
            return following.fetched(self._con, urls)

    def note_fetch(
        self, url: str, source: str, outcome: str, snapshot: Snapshot | None, next_due: datetime | None
    ) -> None:
        """Note that an address was fetched, what became of it, and when to look again."""
        with told(self._path), transaction(self._con):
            following.note_fetch(
                self._con,
                url,
                source=source,
                status=outcome,
                etag=snapshot.etag if snapshot else "",
                last_modified=snapshot.last_modified if snapshot else "",
                next_due=next_due.isoformat(timespec="seconds") if next_due else "",
            )

    def due(self, moment: datetime) -> list[Due]:
        """Return the pages to look at again."""
        with told(self._path):
            rows = following.due(self._con, moment.isoformat(timespec="seconds"), DUE)
        return [Due(**{**dict(row), "hints": json.loads(row["hints"])}) for row in rows]

    def begin_rebuild(self) -> list[int]:
        """Begin to read all anew; return the kept snapshots that articles stand on, in the order of their arrival."""
        with told(self._path), transaction(self._con):
            derived.next_generation(self._con)
            return derived.latest_snapshots(self._con)

    def snapshot(self, number: int) -> Snapshot:
        """Return a kept snapshot."""
        with told(self._path):
            return derived.snapshot_by_id(self._con, number)

    def store_again(self, number: int, reading: Reading) -> Stored:
        """Put a better reading of a kept snapshot in the place of the old one, in one transaction."""
        with told(self._path):
            return reread(self._con, number, reading)
