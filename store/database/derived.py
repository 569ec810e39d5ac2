"""Writing what is derived of single articles: snapshots, texts, revisions, their index and their claims.

Every function works inside the caller's transaction. Nothing here decides: what belongs together is decided by the
pure stages and handed in.
"""

import hashlib
import json
import sqlite3
import zlib
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from store.database.rows import CLAIM_COLUMNS, anchor_from_json, claim_values, now, to_utc
from store.model import Article, Claim, Kind, Snapshot


@dataclass(frozen=True, slots=True)
class Known:
    """An article that the library has already."""

    id: int
    url: str
    story: int
    revision: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An article that an arriving one is compared with."""

    url: str
    story: int
    signature: str


def add_snapshot(con: sqlite3.Connection, snapshot: Snapshot) -> int:
    """Keep the bytes, compressed; return the id, the same one where they are kept already."""
    sha = hashlib.sha256(snapshot.body).hexdigest()
    fetched = (snapshot.fetched or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="seconds")
    row = con.execute("SELECT id FROM snapshots WHERE url = ? AND sha = ?", (snapshot.url, sha)).fetchone()
    if row:
        return int(row["id"])
    cursor = con.execute(
        "INSERT INTO snapshots (url, sha, fetched, content_type, charset, etag, last_modified, hints, body) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            snapshot.url, sha, fetched, snapshot.content_type, snapshot.charset, snapshot.etag, snapshot.last_modified,
            json.dumps(dict(snapshot.hints), ensure_ascii=False), zlib.compress(snapshot.body, 6),
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def snapshot_by_id(con: sqlite3.Connection, snapshot: int) -> Snapshot:
    """Return a kept snapshot with its bytes."""
    row = con.execute("SELECT * FROM snapshots WHERE id = ?", (snapshot,)).fetchone()
    return Snapshot(
        url=row["url"],
        body=zlib.decompress(row["body"]),
        content_type=row["content_type"],
        charset=row["charset"],
        fetched=datetime.fromisoformat(row["fetched"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        hints=json.loads(row["hints"]),
    )


def latest_snapshots(con: sqlite3.Connection) -> list[int]:
    """Return the ids of the snapshots that articles stand on, in the order of their arrival."""
    return [row[0] for row in con.execute("SELECT snapshot_id FROM articles ORDER BY id")]


def known_article(con: sqlite3.Connection, article: Article, snapshot_url: str) -> Known | None:
    """Return what the library has of `article`.

    An article is its URL. One without an address (a dump) is also known by its headline and outlet, or by the file
    that it came from, so that a changed dump is a revision and not another article.
    """
    columns = "SELECT a.id, a.url, a.story_id, a.revision FROM articles a "
    row = con.execute(columns + "WHERE a.url = ?", (article.url,)).fetchone()
    if row is None and article.url.startswith("urn:"):
        if article.title and article.outlet:
            row = con.execute(
                columns + "WHERE a.title = ? AND a.outlet = ? AND a.url LIKE 'urn:%'", (article.title, article.outlet)
            ).fetchone()
        if row is None and snapshot_url != "-":
            row = con.execute(
                columns + "JOIN snapshots s ON s.id = a.snapshot_id WHERE s.url = ? AND a.url LIKE 'urn:%'",
                (snapshot_url,),
            ).fetchone()
    return Known(*row) if row else None


def article_on(con: sqlite3.Connection, snapshot: int) -> Known | None:
    """Return the article whose latest text was read from this snapshot."""
    row = con.execute("SELECT id, url, story_id, revision FROM articles WHERE snapshot_id = ?", (snapshot,)).fetchone()
    return Known(*row) if row else None


def generation(con: sqlite3.Connection) -> int:
    """Return the number of the rebuild that new derived data belongs to."""
    return int(con.execute("SELECT n FROM totals WHERE name = 'generation'").fetchone()[0])


def next_generation(con: sqlite3.Connection) -> None:
    """Begin a rebuild: what it has not reached yet is no candidate for the stories that it makes, nor counted as known.

    So a rebuild finds the stories that arrival in the same order would find.
    """
    con.execute("UPDATE totals SET n = n + 1 WHERE name = 'generation'")
    con.execute("UPDATE totals SET n = 0 WHERE name = 'reached'")
    con.execute("DELETE FROM terms")
    con.execute("DELETE FROM stems")


def _reach(con: sqlite3.Connection, article: int | None) -> None:
    """Count an article among those that the present generation has, once."""
    row = con.execute("SELECT generation FROM articles WHERE id = ?", (article,)).fetchone()
    if row is None or row["generation"] < generation(con):
        con.execute("UPDATE totals SET n = n + 1 WHERE name = 'reached'")


def insert_article(con: sqlite3.Connection, article: Article, snapshot: int, story: int, signature: str) -> int:
    """Add an article that is new to the library; return its id."""
    seen = now()
    _reach(con, None)
    cursor = con.execute(
        "INSERT INTO articles (url, story_id, snapshot_id, outlet, title, byline, published, published_utc, language, "
        "tags, revision, signature, generation, seen, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            article.url, story, snapshot, article.outlet, article.title, article.byline, article.published,
            to_utc(article.published, seen), article.language, json.dumps(article.tags, ensure_ascii=False),
            article.revision, signature, generation(con), seen, article.text,
        ),
    )  # fmt: skip
    return int(cursor.lastrowid or 0)


def update_article(
    con: sqlite3.Connection, known: Known, article: Article, snapshot: int, story: int, signature: str
) -> None:
    """Give a known article its new text, metadata and story; its address stays, since the reader's data name it."""
    _reach(con, known.id)
    con.execute(
        "UPDATE articles SET story_id = ?, snapshot_id = ?, outlet = ?, title = ?, byline = ?, published = ?, "
        "published_utc = ?, language = ?, tags = ?, revision = ?, signature = ?, generation = ?, text = ? WHERE id = ?",
        (
            story, snapshot, article.outlet, article.title, article.byline, article.published,
            to_utc(article.published, now()), article.language, json.dumps(article.tags, ensure_ascii=False),
            article.revision, signature, generation(con), article.text, known.id,
        ),
    )  # fmt: skip


def keep_revision(con: sqlite3.Connection, article: int) -> None:
    """Put an article's present text aside as an earlier revision."""
    con.execute(
        "INSERT OR REPLACE INTO revisions (article_id, revision, snapshot_id, seen, title, text) "
        "SELECT id, revision, snapshot_id, seen, title, text FROM articles WHERE id = ?",
        (article,),
    )
    con.execute("UPDATE articles SET seen = ? WHERE id = ?", (now(), article))


def index_terms(con: sqlite3.Connection, article: int, stems: Collection[str]) -> None:
    """Put an article under its stems, in place of those that it stood under."""
    old = {row[0] for row in con.execute("SELECT stem FROM terms WHERE article_id = ?", (article,))}
    new = set(stems)
    gone, come = [(s,) for s in sorted(old - new)], [(s,) for s in sorted(new - old)]
    con.executemany("DELETE FROM terms WHERE stem = ? AND article_id = ?", [(s, article) for (s,) in gone])
    con.executemany("UPDATE stems SET articles = articles - 1 WHERE stem = ?", gone)
    con.executemany("INSERT INTO terms (stem, article_id) VALUES (?, ?)", [(s, article) for (s,) in come])
    con.executemany(
        "INSERT INTO stems (stem, articles) VALUES (?, 1) ON CONFLICT (stem) DO UPDATE SET articles = articles + 1",
        come,
    )


def stem_counts(con: sqlite3.Connection, stems: Iterable[str]) -> dict[str, int]:
    """Return in how many articles each of `stems` is indexed."""
    counts: dict[str, int] = {}
    for stem in stems:
        row = con.execute("SELECT articles FROM stems WHERE stem = ?", (stem,)).fetchone()
        if row:
            counts[stem] = row[0]
    return counts


def postings(con: sqlite3.Connection, stems: Iterable[str], limit: int) -> dict[str, list[int]]:
    """Return, for each of `stems`, its newest articles, at most `limit`: bounded whatever the library's size."""
    query = "SELECT article_id FROM terms WHERE stem = ? ORDER BY article_id DESC LIMIT ?"
    return {stem: [row[0] for row in con.execute(query, (stem, limit))] for stem in stems}


def neighbours(con: sqlite3.Connection, articles: Iterable[int]) -> list[Neighbour]:
    """Return those of `articles` that belong to this generation."""
    current, found = generation(con), []
    for article in articles:
        row = con.execute(
            "SELECT url, story_id, signature, generation FROM articles WHERE id = ?", (article,)
        ).fetchone()
        if row and row["generation"] == current:
            found.append(Neighbour(row["url"], row["story_id"], row["signature"]))
    return found


def put_claims(
    con: sqlite3.Connection, article: int, story: int, claims: Sequence[Claim], came: str, gone: str
) -> None:
    """Make `claims` the article's claims.

    One found again keeps its row. One that is no longer found is deleted where `gone` is empty (a better reading of
    the same text); where `gone` names the earlier revision (the text changed), it stays and is marked so.
    """
    rows = con.execute("SELECT id, key, gone FROM claims WHERE article_id = ?", (article,)).fetchall()
    had = {row["key"]: row for row in rows}
    found = {claim.key: claim for claim in reversed(claims)}  # of two with one key, the first in the text
    columns = CLAIM_COLUMNS.split(", ")
    for key, claim in found.items():
        if key in had:
            con.execute(
                f"UPDATE claims SET story_id = ?, gone = '', {', '.join(f'{c} = ?' for c in columns)} WHERE id = ?",
                (story, *claim_values(claim), had[key]["id"]),
            )
        else:
            con.execute(
                f"INSERT INTO claims (key, article_id, story_id, came, {CLAIM_COLUMNS}) "
                f"VALUES (?, ?, ?, ?{', ?' * len(columns)})",
                (key, article, story, came, *claim_values(claim)),
            )
    lost = [row for row in rows if row["key"] not in found and not row["gone"]]
    if gone:
        con.executemany(
            "UPDATE claims SET gone = ?, story_id = ? WHERE id = ?", [(gone, story, row["id"]) for row in lost]
        )
        return
    ids = [(row["id"],) for row in lost]
    con.executemany("DELETE FROM pairings WHERE accusation_id = ?1 OR denial_id = ?1", ids)
    con.executemany("DELETE FROM claims WHERE id = ?", ids)


def corrected(con: sqlite3.Connection, url: str, text: str, claims: Sequence[Claim]) -> list[Claim]:
    """Return the engine's claims of the article at `url` with the reader's corrections and marks put back.

    What the engine no longer finds is found by its exact words, nearest to where they stood; where they are gone from
    the text, it waits.
    """
    found = {claim.key: claim for claim in claims}
    corrections = con.execute("SELECT * FROM corrections WHERE url = ? ORDER BY corrected", (url,)).fetchall()
    for row in corrections:
        claim = found.pop(row["claim_key"], None) or placed(anchor_from_json(row["anchor"]).claim, text)
        if claim is not None:
            result = apply_correction(claim, row["kind"], row["speaker"], row["target"])
            found[result.key] = result
    for (anchor,) in con.execute("SELECT anchor FROM marks WHERE url = ? ORDER BY made", (url,)):
        mark = placed(anchor_from_json(anchor).claim, text)
        if mark is not None:
            found[mark.key] = mark
    kept = (claim for claim in found.values() if claim.kind is not Kind.OTHER)
    return sorted(kept, key=lambda claim: (claim.start, claim.end, claim.kind))


def placed(claim: Claim, text: str) -> Claim | None:
    """Return a claim of an earlier text where its words stand in this one, or None."""
    at = nearest(text, claim.content, claim.start)
    if at is None or at == claim.start:
        return None if at is None else claim
    return replace(
        claim, start=at, end=at + len(claim.content), source_start=None, source_end=None, cue_start=None, cue_end=None
    )


def apply_correction(claim: Claim, kind: str | None, speaker: str | None, target: str | None) -> Claim:
    """Return `claim` as the reader corrected it; None leaves a field as found."""
    return replace(
        claim,
        kind=claim.kind if kind is None else Kind(kind),
        speaker=claim.speaker if speaker is None else speaker or None,
        target=claim.target if target is None else target or None,
        rule="hand",
    )


def nearest(text: str, words: str, at: int) -> int | None:
    """Return where `words` stand in `text` nearest to the offset `at`, or None."""
    before, after = text.rfind(words, 0, at + len(words)), text.find(words, at)
    if after < 0:
        return before if before >= 0 else None
    return after if before < 0 or after - at <= at - before else before


def article_count(con: sqlite3.Connection) -> int:
    """Return how many articles the present generation has: all, but while a rebuild is on its way."""
    return int(con.execute("SELECT n FROM totals WHERE name = 'reached'").fetchone()[0])


def article_counts(con: sqlite3.Connection, url: str) -> tuple[int, int, int]:
    """Return an article's accusations, denials, and the pairings that have an end in it."""
    row = con.execute(
        """
        WITH own AS (SELECT c.id, c.kind FROM claims c JOIN articles a ON a.id = c.article_id WHERE a.url = ? AND c.gone = '')
        SELECT count(*) FILTER (WHERE kind = 'accusation'), count(*) FILTER (WHERE kind = 'denial'),
            (SELECT count(*) FROM (
                SELECT accusation_id, denial_id FROM pairings WHERE accusation_id IN (SELECT id FROM own)
                UNION SELECT accusation_id, denial_id FROM pairings WHERE denial_id IN (SELECT id FROM own)))
        FROM own
        """,
        (url,),
    ).fetchone()
    return tuple(row)
