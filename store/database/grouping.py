"""Writing what is derived of stories: their articles, pairings, copies and kept counts.

Every function works inside the caller's transaction. Nothing here decides: what belongs together is decided by the
pure stages and handed in.
"""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from store.database import counting
from store.database.derived import Neighbour, generation
from store.database.rows import ARTICLE_COLUMNS, CLAIM_COLUMNS, article_of, claim_of, reasons_to_json
from store.model import Article, Claim, Pairing


def new_story(con: sqlite3.Connection, wanted: int | None = None) -> int:
    """Add an empty story; return its id, which is the one `wanted` where that is free."""
    taken = con.execute("SELECT 1 FROM stories WHERE id = ?", (wanted,)).fetchone()
    cursor = con.execute(
        "INSERT INTO stories (id, title, generation) VALUES (?, '', ?)", (None if taken else wanted, generation(con))
    )
    return int(cursor.lastrowid or 0)


def renew_story(con: sqlite3.Connection, story: int) -> bool:
    """Take an earlier generation's story over into this one; False where this one has it already."""
    changed = con.execute(
        "UPDATE stories SET generation = ?1 WHERE id = ?2 AND generation < ?1", (generation(con), story)
    ).rowcount
    return bool(changed)


def move_article(con: sqlite3.Connection, url: str, story: int) -> None:
    """Put an article, with its claims, into another story."""
    con.execute("UPDATE articles SET story_id = ? WHERE url = ?", (story, url))
    con.execute(
        "UPDATE claims SET story_id = ? WHERE article_id = (SELECT id FROM articles WHERE url = ?)", (story, url)
    )


def story_material(con: sqlite3.Connection, story: int) -> tuple[list[Claim], dict[str, Article]]:
    """Return a story's claims that stand in the latest texts, and its articles by URL."""
    articles, claims = {}, []
    urls: dict[int, str] = {}
    for row in con.execute(
        f"SELECT id, {ARTICLE_COLUMNS} FROM articles WHERE story_id = ? ORDER BY published_utc, id", (story,)
    ):
        urls[row["id"]] = row["url"]
        articles[row["url"]] = article_of(row)
    for row in con.execute(
        f"SELECT article_id, {CLAIM_COLUMNS} FROM claims WHERE story_id = ? AND gone = '' ORDER BY article_id, content_start",
        (story,),
    ):
        claims.append(claim_of(row, urls[row["article_id"]]))
    return claims, articles


def ranked(con: sqlite3.Connection, story: int) -> None:
    """Note that a story's suggestions are ranked by all that the reader has decided."""
    con.execute("UPDATE stories SET judged = 0 WHERE id = ?", (story,))


def put_pairings(
    con: sqlite3.Connection, story: int, pairings: Iterable[Pairing], only: Collection[str] | None
) -> None:
    """Make `pairings` the story's: all of them, or those with an end in the articles at `only`."""
    if only is None:
        con.execute("DELETE FROM pairings WHERE story_id = ?", (story,))
    else:
        for url in sorted(only):
            con.execute(
                "DELETE FROM pairings WHERE accusation_id IN (SELECT c.id FROM claims c JOIN articles a ON a.id = c.article_id "
                "WHERE a.url = ?1 AND c.gone = '') OR denial_id IN (SELECT c.id FROM claims c JOIN articles a "
                "ON a.id = c.article_id WHERE a.url = ?1 AND c.gone = '')",
                (url,),
            )
    ids = {row["key"]: row["id"] for row in con.execute("SELECT key, id FROM claims WHERE story_id = ?", (story,))}
    con.executemany(
        "INSERT INTO pairings (accusation_id, denial_id, story_id, score, strength, reasons) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT DO UPDATE SET story_id = excluded.story_id, score = excluded.score, strength = excluded.strength, "
        "reasons = excluded.reasons",
        [
            (ids[p.accusation], ids[p.denial], story, p.score, p.strength, reasons_to_json(p.reasons))
            for p in pairings
            if p.accusation in ids and p.denial in ids
        ],
    )


def put_folds(con: sqlite3.Connection, story: int, leaders: Mapping[str, str]) -> None:
    """Note which claims are near-verbatim copies: `leaders` gives for a claim's key the key of the first copy."""
    ids = {row["key"]: row["id"] for row in con.execute("SELECT key, id FROM claims WHERE story_id = ?", (story,))}
    con.execute("UPDATE claims SET fold = NULL WHERE story_id = ? AND fold IS NOT NULL", (story,))
    con.executemany(
        "UPDATE claims SET fold = ? WHERE id = ?",
        [(ids[first], ids[key]) for key, first in leaders.items() if key in ids and first in ids],
    )


def refresh_story(con: sqlite3.Connection, story: int, choose_title: Callable[[Sequence[str]], str]) -> None:
    """Bring a story's title and kept counts up to date; a story without articles goes."""
    rows = con.execute(
        "SELECT url, title, outlet, published, published_utc, seen FROM articles WHERE story_id = ? ORDER BY published_utc, id",
        (story,),
    ).fetchall()
    if not rows:
        con.execute("DELETE FROM pairings WHERE story_id = ?", (story,))
        con.execute("DELETE FROM stories WHERE id = ?", (story,))
        return
    counting.count_answers(con, story)
    named = con.execute(
        "SELECT n.title FROM story_names n JOIN articles a ON a.url = n.url WHERE a.story_id = ? ORDER BY n.named DESC LIMIT 1",
        (story,),
    ).fetchone()
    title = named["title"] if named else choose_title([row["title"] for row in rows if row["title"]])
    title = title or _first_words(con, rows[0]["url"])
    latest = rows[-1]
    con.execute(
        "UPDATE stories SET title = ?, articles = ?, outlets = ?, latest = ?, latest_utc = ? WHERE id = ?",
        (
            title, len(rows), len({row["outlet"] for row in rows}), latest["published"] or latest["seen"],
            latest["published_utc"], story,
        ),
    )  # fmt: skip
    counting.count_story(con, story)


def _first_words(con: sqlite3.Connection, url: str, length: int = 80) -> str:
    """Return the beginning of an article's text: what names a dump without a headline."""
    text: str = con.execute("SELECT substr(text, 1, ?) FROM articles WHERE url = ?", (length, url)).fetchone()[0]
    words = text.split()
    return " ".join(words) if len(text) < length else " ".join(words[:-1]) + "…"


def linked(con: sqlite3.Connection, url: str) -> list[tuple[Neighbour, bool]]:
    """Return the articles that the reader put together with (True) or apart from (False) the one at `url`."""
    rows = con.execute(
        "SELECT a.url, a.story_id, a.signature, l.together FROM articles a JOIN (SELECT other AS url, together FROM story_links "
        "WHERE url = ?1 UNION SELECT url, together FROM story_links WHERE other = ?1) l ON l.url = a.url",
        (url,),
    )
    return [(Neighbour(row["url"], row["story_id"], row["signature"]), bool(row["together"])) for row in rows]


def held_urls(con: sqlite3.Connection, story: int, but: str, limit: int) -> list[str]:
    """Return the URLs of this generation's articles of a story, at most `limit`, without the article at `but`."""
    rows = con.execute(
        "SELECT url FROM articles WHERE story_id = ? AND generation = ? AND url != ? LIMIT ?",
        (story, generation(con), but, limit),
    )
    return [row[0] for row in rows]


def stories_of(con: sqlite3.Connection, urls: Iterable[str]) -> dict[str, int]:
    """Return the story that each of the articles at `urls` is in now; what is not in the library is left out."""
    found: dict[str, int] = {}
    for url in urls:
        row = con.execute("SELECT story_id FROM articles WHERE url = ?", (url,)).fetchone()
        if row:
            found[url] = row[0]
    return found


def story_urls(con: sqlite3.Connection, story: int) -> list[str]:
    """Return the URLs of a story's articles, oldest first."""
    rows = con.execute("SELECT url FROM articles WHERE story_id = ? ORDER BY published_utc, id", (story,))
    return [row[0] for row in rows]
