"""Queries for the screens: stories, articles, search. Read only, on covering indexes."""

import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from store.database.rows import ARTICLE_COLUMNS, CLAIM_COLUMNS, STORY_COLUMNS, article_of, claim_of, story_of
from store.errors import UnknownError
from store.model import Article, Claim, Hit, Kind, Story


def counts(con: sqlite3.Connection) -> dict[str, int]:
    """Return the kept totals, and how many decisions and sources the reader has."""
    totals = {
        row["name"]: row["n"]
        for row in con.execute("SELECT name, n FROM totals WHERE name NOT IN ('generation', 'reached', 'judged')")
    }
    for table in ("decisions", "sources"):
        totals[table] = con.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
    return totals


def check(con: sqlite3.Connection) -> list[str]:
    """Return the faults that SQLite's own checks find, at most ten."""
    faults = [row[0] for row in con.execute("PRAGMA quick_check(10)") if row[0] != "ok"]
    faults += [f"a row of {row[0]} points nowhere" for row in con.execute("PRAGMA foreign_key_check")][:10]
    return faults


def version(con: sqlite3.Connection) -> tuple[int, int]:
    """Return two numbers: the first changes when another process has written, the second when this connection has."""
    return con.execute("PRAGMA data_version").fetchone()[0], con.total_changes


def story_ids(con: sqlite3.Connection) -> Sequence[int]:
    """Return every story's id, newest first, eight bytes each."""
    return array("q", (row[0] for row in con.execute("SELECT id FROM stories ORDER BY latest_utc DESC, id DESC")))


def first_stories(con: sqlite3.Connection, limit: int) -> list[Story]:
    """Return the newest stories."""
    rows = con.execute(f"SELECT {STORY_COLUMNS} FROM stories ORDER BY latest_utc DESC, id DESC LIMIT ?", (limit,))
    return [story_of(row) for row in rows]


def stories(con: sqlite3.Connection, ids: Iterable[int]) -> list[Story]:
    """Return these stories in this order, without those that are gone."""
    found = []
    for story in ids:
        row = con.execute(f"SELECT {STORY_COLUMNS} FROM stories WHERE id = ?", (story,)).fetchone()
        if row:
            found.append(story_of(row))
    return found


def stories_after(
    con: sqlite3.Connection, last: tuple[int, int] | None, limit: int
) -> list[tuple[tuple[int, int], Story]]:
    """Return the next page of stories, newest first, each with the key to go on after it (keyset paging)."""
    rows = con.execute(
        f"SELECT {STORY_COLUMNS}, latest_utc FROM stories WHERE (latest_utc, id) < (?, ?) "
        "ORDER BY latest_utc DESC, id DESC LIMIT ?",
        (*(last or (2**62, 2**62)), limit),
    )
    return [((row["latest_utc"], row["id"]), story_of(tuple(row)[:-1])) for row in rows]  # type: ignore[arg-type]


def story_texts(con: sqlite3.Connection) -> list[tuple[int, str]]:
    """Return each story's id with its title, newest first, for fuzzy finding."""
    return [tuple(row) for row in con.execute("SELECT id, title FROM stories ORDER BY latest_utc DESC, id DESC")]


def story_names(con: sqlite3.Connection, column: str) -> list[tuple[int, str]]:
    """Return (story, name) for each distinct outlet, speaker or target that a story has."""
    table = "articles" if column == "outlet" else "claims"
    if column not in ("outlet", "speaker", "target"):
        raise ValueError(column)
    rows = con.execute(f"SELECT DISTINCT story_id, {column} FROM {table} WHERE {column} > ''")
    return [tuple(row) for row in rows]


def story_of_article(con: sqlite3.Connection, url: str) -> int:
    """Return the story of the article at `url`."""
    row = con.execute("SELECT story_id FROM articles WHERE url = ?", (url,)).fetchone()
    if row is None:
        raise UnknownError("That article is not in this library")
    return int(row[0])


def articles_of(con: sqlite3.Connection, story: int) -> list[Article]:
    """Return a story's articles, oldest first."""
    rows = con.execute(
        f"SELECT {ARTICLE_COLUMNS} FROM articles WHERE story_id = ? ORDER BY published_utc, id", (story,)
    )
    return [article_of(row) for row in rows]


def article(con: sqlite3.Connection, url: str, revision: str | None) -> tuple[Article, list[Claim]]:
    """Return an article's latest or earlier text, with the claims that stand in it."""
    row = con.execute(f"SELECT id, revision, {ARTICLE_COLUMNS} FROM articles WHERE url = ?", (url,)).fetchone()
    if row is None:
        raise UnknownError("That article is not in this library")
    latest = article_of(row)
    if revision in (None, row["revision"]):
        claims = con.execute(
            f"SELECT {CLAIM_COLUMNS} FROM claims WHERE article_id = ? AND gone = '' ORDER BY content_start",
            (row["id"],),
        )
        return latest, [claim_of(claim, url) for claim in claims]
    old = con.execute(
        "SELECT title, text FROM revisions WHERE article_id = ? AND revision = ?", (row["id"], revision)
    ).fetchone()
    if old is None:
        raise UnknownError("That revision of the article is not in this library")
    claims = con.execute(
        f"SELECT {CLAIM_COLUMNS} FROM claims WHERE article_id = ? AND gone = ? ORDER BY content_start",
        (row["id"], revision),
    )
    earlier = Article(
        url, old["title"], latest.outlet, latest.byline, latest.published, latest.language, latest.tags, old["text"]
    )
    return earlier, [claim_of(claim, url) for claim in claims]


def revisions(con: sqlite3.Connection, url: str) -> list[tuple[str, str, str]]:
    """Return (revision, when it came, title) of each text that an article had, oldest first."""
    rows = con.execute(
        "SELECT r.revision, r.seen, r.title FROM revisions r JOIN articles a ON a.id = r.article_id WHERE a.url = ?1 "
        "UNION ALL SELECT revision, seen, title FROM articles WHERE url = ?1",
        (url,),
    )
    return sorted((tuple(row) for row in rows), key=lambda row: row[1])


def search(con: sqlite3.Connection, text: str, limit: int) -> list[Hit]:
    """Return the claims, then the articles, that hold every word of `text`; the last word may be unfinished."""
    words = [word.replace('"', '""') for word in text.split()]
    if not words:
        return []
    query = " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*'
    try:
        return _claim_hits(con, query, limit) + _article_hits(con, query, limit)
    except sqlite3.OperationalError as error:
        if "fts5" in str(error):  # a query of marks alone, which tokenizes to nothing
            return []
        raise


def _claim_hits(con: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    rows = con.execute(
        "SELECT a.url, a.title, a.outlet, a.published, c.key, c.kind, c.speaker, c.story_id, "
        "snippet(claims_search, 0, char(2), char(3), '…', 40) AS snippet "
        "FROM claims_search JOIN claims c ON c.id = claims_search.rowid JOIN articles a ON a.id = c.article_id "
        "WHERE claims_search MATCH ? ORDER BY rank LIMIT ?",
        (query, limit),
    )
    return [_hit(row)._replace(claim=row["key"], kind=Kind(row["kind"]), speaker=row["speaker"] or "") for row in rows]


def _article_hits(con: sqlite3.Connection, query: str, limit: int) -> list[Hit]:
    rows = con.execute(
        "SELECT a.url, a.title, a.outlet, a.published, a.story_id, "
        "snippet(articles_search, -1, char(2), char(3), '…', 24) AS snippet "
        "FROM articles_search JOIN articles a ON a.id = articles_search.rowid "
        "WHERE articles_search MATCH ? ORDER BY rank LIMIT ?",
        (query, limit),
    )
    return [_hit(row) for row in rows]


def _hit(row: sqlite3.Row) -> Hit:
    """Return a hit; FTS5 marks what matched by two control characters, which no stored text contains."""
    plain, matches, begun = "", [], 0
    for part in row["snippet"].replace("\n", " ").split("\x02"):
        inside, mark, after = part.partition("\x03")
        begun = len(plain)
        if mark:
            matches.append((begun, begun + len(inside)))
        plain += inside + after
    return Hit(row["url"], row["title"], row["outlet"], row["published"], plain, tuple(matches), story=row["story_id"])
