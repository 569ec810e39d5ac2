"""The sources that the reader follows, and what was fetched when."""

import json
import sqlite3
from collections.abc import Iterable

from store.database.rows import now, source_of
from store.model import Outcome, Source


def sources(con: sqlite3.Connection) -> list[Source]:
    """Return every source, by title."""
    rows = con.execute("SELECT * FROM sources ORDER BY title COLLATE NOCASE, url")
    return [source_of(row) for row in rows]


def add_source(con: sqlite3.Connection, source: Source) -> bool:
    """Follow a source; False where it is followed already."""
    added = con.execute(
        "INSERT OR IGNORE INTO sources (url, title, tags, paused, added) VALUES (?, ?, ?, ?, ?)",
        (source.url, source.title, json.dumps(source.tags, ensure_ascii=False), source.paused, now()),
    )
    return bool(added.rowcount)


def edit_source(con: sqlite3.Connection, url: str, source: Source) -> None:
    """Change what the reader says of the source at `url`: its address, title, tags, and whether it is paused."""
    con.execute(
        "UPDATE OR REPLACE sources SET url = ?, title = ?, tags = ?, paused = ? WHERE url = ?",
        (source.url, source.title, json.dumps(source.tags, ensure_ascii=False), source.paused, url),
    )


def remove_source(con: sqlite3.Connection, url: str) -> bool:
    """Follow a source no more; its articles stay. False where it was not followed."""
    return bool(con.execute("DELETE FROM sources WHERE url = ?", (url,)).rowcount)


def note_source(con: sqlite3.Connection, url: str, source: Source) -> None:
    """Note how the last fetch of the source at `url` went; one that moved for good gets its new address."""
    con.execute(
        "UPDATE OR REPLACE sources SET url = ?, title = CASE WHEN title = '' THEN ? ELSE title END, paused = paused OR ?, etag = ?, "
        "last_modified = ?, last_success = ?, next_due = ?, error = ?, failures = ? WHERE url = ?",
        (
            source.url, source.title, source.paused, source.etag, source.last_modified, source.last_success,
            source.next_due, source.error, source.failures, url,
        ),
    )  # fmt: skip


def fetched(con: sqlite3.Connection, urls: Iterable[str]) -> set[str]:
    """Return those of `urls` that were fetched before, or given up for good."""
    return {url for url in urls if con.execute("SELECT 1 FROM fetches WHERE url = ?", (url,)).fetchone()}


def note_fetch(
    con: sqlite3.Connection, url: str, *, source: str = "", status: str = "", etag: str = "", last_modified: str = "",
    next_due: str = "",
) -> None:  # fmt: skip
    """Note that an address was fetched, how that went, and when to look again (ISO 8601, UTC; empty: never).

    What was stored is counted as an article of its source.
    """
    con.execute("UPDATE sources SET articles = articles + 1 WHERE url = ? AND ? = ?", (source, status, Outcome.STORED))
    con.execute(
        "INSERT INTO fetches (url, source, fetched, status, etag, last_modified, checks, next_due) VALUES (?, ?, ?, ?, ?, ?, 1, ?) "
        "ON CONFLICT (url) DO UPDATE SET fetched = excluded.fetched, status = excluded.status, etag = excluded.etag, "
        "last_modified = excluded.last_modified, checks = checks + 1, next_due = excluded.next_due",
        (url, source, now(), status, etag, last_modified, next_due),
    )


def due(con: sqlite3.Connection, moment: str, limit: int) -> list[sqlite3.Row]:
    """Return the fetches (url, source, etag, last_modified, checks) to look at again by `moment`, the longest due first.

    And the `hints` (JSON) that were kept with what was fetched: those of the article there, else of the page.
    """
    return con.execute(
        """
        SELECT url, source, etag, last_modified, checks, coalesce(
            (SELECT hints FROM articles a JOIN snapshots s ON s.id = a.snapshot_id WHERE a.url = f.url),
            (SELECT hints FROM snapshots s WHERE s.url = f.url ORDER BY id DESC LIMIT 1), '{}') AS hints
        FROM fetches f WHERE next_due > '' AND next_due <= ? ORDER BY next_due LIMIT ?
        """,
        (moment, limit),
    ).fetchall()
