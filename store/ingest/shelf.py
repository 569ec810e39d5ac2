"""The library as collecting uses it: one connection of its own, each call a short transaction."""

from pathlib import Path
from types import TracebackType
from typing import Self

from store.arrival import Stored, arrive
from store.database.connection import connect, told
from store.model import Reading, Snapshot


class Shelf:
    """An open library; it belongs to the thread that opened it. Every call may raise `LibraryError`."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._con = connect(path)

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
