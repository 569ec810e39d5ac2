"""Opening a library: one connection with its settings, its schema checked, and errors told in the store's words."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from store.errors import LibraryError, NewerLibraryError
from store.schema import APPLICATION_ID, SCHEMA_VERSION
from store.text import safe_line

BUSY_SECONDS = 10.0  # how long a write waits for another process's transaction, each of which takes milliseconds


def connect(path: Path, synchronous: Literal["FULL", "NORMAL"] = "FULL") -> sqlite3.Connection:
    """Open the library at `path`, made on first use with mode 0600 in a 0700 folder, and return its connection.

    An older library is copied beside itself before it is migrated. Raises `LibraryError` where the file cannot be used
    and `NewerLibraryError`, leaving it untouched, where a later newsdiff wrote it.
    """
    with told(path):
        fresh = not path.exists() or path.stat().st_size == 0
        if fresh:
            _make_file(path)
        con = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        con.row_factory = sqlite3.Row
        try:
            _prepare(con, path, fresh, synchronous)
        except BaseException:
            con.close()
            raise
        return con


def _make_file(path: Path) -> None:
    folder = path.parent
    if not folder.exists():
        folder.mkdir(mode=0o700, parents=True)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare(con: sqlite3.Connection, path: Path, fresh: bool, synchronous: str) -> None:
    version = con.execute("PRAGMA user_version").fetchone()[0]
    application = con.execute("PRAGMA application_id").fetchone()[0]
    if version > SCHEMA_VERSION and application == APPLICATION_ID:
        raise NewerLibraryError(
            f"{safe_line(str(path))} was written by a later newsdiff (schema {version}, this one knows {SCHEMA_VERSION}); "
            "upgrade newsdiff, or choose another library with --db. Nothing was changed"
        )
    if not fresh and application != APPLICATION_ID:
        _refuse_foreign(con, path)
    con.execute("PRAGMA journal_mode = WAL")
    con.execute(
        f"PRAGMA synchronous = {synchronous}"
    )  # FULL: a decision that the screen calls saved survives a power cut
    con.execute("PRAGMA foreign_keys = ON")
    if version < SCHEMA_VERSION:
        _migrate(con, path, version)


def _refuse_foreign(con: sqlite3.Connection, path: Path) -> None:
    """Refuse another program's SQLite file; an empty one, as a crash between creation and first write leaves it, is ours."""
    if con.execute("SELECT count(*) FROM sqlite_master WHERE name NOT LIKE '%sqlite%'").fetchone()[0]:
        raise LibraryError(f"{safe_line(str(path))} is not a newsdiff library; choose another file with --db")


def _migrate(con: sqlite3.Connection, path: Path, version: int) -> None:
    from store.schema import migrate

    with _migration_lock(path):
        now = con.execute("PRAGMA user_version").fetchone()[0]
        if now >= SCHEMA_VERSION:  # another process did it while this one waited
            return
        if version:
            backup(con, path.with_name(f"{path.name}.schema{version}.{datetime.now(UTC):%Y%m%dT%H%M%SZ}.bak"))
        migrate(con)


@contextmanager
def _migration_lock(path: Path) -> Iterator[None]:
    """Let one process at a time migrate the library at `path`."""
    import fcntl

    lock = path.with_name(path.name + ".migrating")
    descriptor = os.open(lock, os.O_CREAT | os.O_RDWR, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        with suppress(OSError):
            lock.unlink()
        os.close(descriptor)


def backup(con: sqlite3.Connection, to: Path) -> None:
    """Copy the library open on `con` to the file `to`, with mode 0600."""
    os.close(os.open(to, os.O_CREAT | os.O_RDWR | os.O_TRUNC, 0o600))
    copy = sqlite3.connect(to)
    try:
        con.backup(copy)
    finally:
        copy.close()


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and the file system into `LibraryError`, one sentence with the way out."""
    name = safe_line(str(path))
    try:
        yield
    except sqlite3.OperationalError as error:
        said = str(error)
        if "locked" in said or "busy" in said:
            raise LibraryError(f"{name} is locked by another program; close that one and try again") from error
        if "full" in said:
            raise LibraryError(
                f"{name}: the disk is full; free some space and try again, nothing stored was lost"
            ) from error
        if "readonly" in said or "unable to open" in said:
            raise LibraryError(
                f"{name} cannot be opened for writing; check its permissions and those of its folder"
            ) from error
        raise LibraryError(f"{name} cannot be used: {safe_line(said)}") from error
    except sqlite3.DatabaseError as error:
        raise LibraryError(
            f"{name} is not a newsdiff library or is damaged ({safe_line(str(error))}); restore a backup or choose another with --db"
        ) from error
    except OSError as error:
        raise LibraryError(
            f"{name} cannot be used: {safe_line(error.strerror or str(error))}; choose another with --db"
        ) from error


@contextmanager
def transaction(con: sqlite3.Connection) -> Iterator[None]:
    """One write transaction: committed when the block ends, rolled back when it raises. Nested blocks join the outer one."""
    if con.in_transaction:
        yield
        return
    con.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if con.in_transaction:  # on a full disk, say, SQLite has rolled back already
            con.execute("ROLLBACK")
        raise
    con.execute("COMMIT")
