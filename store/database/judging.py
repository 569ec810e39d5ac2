"""The reader's own: decisions and their undoing, stars, notes, marks, corrections, story edits, what the app remembers.

Everything names claims and articles by stable keys and carries an anchor, so that it outlives what is derived.
"""

import json
import sqlite3
from collections.abc import Sequence

from store.database import counting
from store.database.rows import (
    anchor_for,
    anchor_from_json,
    anchor_to_json,
    article_of,
    claim_of,
    now,
    pairing_from_json,
    pairing_to_json,
    reasons_from_json,
)
from store.errors import UnknownError
from store.model import Anchor, Claim, Decision, Pairing, State, Strength

UNDO_DEPTH = 100
DECISION_COLUMNS = "accusation_key, denial_key, state, note, tags, decided, accusation, denial, pairing"


def claim_row(con: sqlite3.Connection, key: str) -> sqlite3.Row:
    """Return the row of a claim with its article's; raise `UnknownError` where there is no such claim."""
    row: sqlite3.Row | None = con.execute(
        "SELECT c.*, a.url, a.title, a.outlet, a.byline, a.published, a.language, a.tags, a.text, a.revision "
        "FROM claims c JOIN articles a ON a.id = c.article_id WHERE c.key = ?",
        (key,),
    ).fetchone()
    if row is None:
        raise UnknownError("That claim is not in this library any more; go back and choose another")
    return row


def anchor_of(con: sqlite3.Connection, key: str) -> Anchor:
    """Return the anchor of a claim: as it is now, or as it was when it was last decided on."""
    try:
        row = claim_row(con, key)
    except UnknownError:
        kept = con.execute(
            "SELECT accusation AS anchor FROM decisions WHERE accusation_key = ?1 "
            "UNION SELECT denial FROM decisions WHERE denial_key = ?1 UNION SELECT anchor FROM stars WHERE claim_key = ?1 "
            "UNION SELECT anchor FROM notes WHERE claim_key = ?1 LIMIT 1",
            (key,),
        ).fetchone()
        if kept is None:
            raise
        return anchor_from_json(kept["anchor"])
    return anchor_for(claim_of(row, row["url"]), article_of(row))


def pairing_of(con: sqlite3.Connection, accusation: str, denial: str) -> Pairing | None:
    """Return the engine's pairing of two claims, or None where it has none."""
    row = con.execute(
        "SELECT p.score, p.strength, p.reasons FROM pairings p JOIN claims x ON x.id = p.accusation_id "
        "JOIN claims y ON y.id = p.denial_id WHERE x.key = ? AND y.key = ?",
        (accusation, denial),
    ).fetchone()
    if row is None:
        return None
    return Pairing(accusation, denial, row["score"], Strength(row["strength"]), reasons_from_json(row["reasons"]))


def decide(
    con: sqlite3.Connection, accusation: str, denial: str, state: State, note: str, tags: Sequence[str]
) -> Decision | None:
    """Write a decision and its log entry; SUGGESTED takes one back. Inside the caller's transaction."""
    before = _row_json(con, accusation, denial)
    if state is State.SUGGESTED:
        _restore(con, accusation, denial, "")
    else:
        engine = pairing_to_json(pairing_of(con, accusation, denial))
        con.execute(
            f"INSERT OR REPLACE INTO decisions ({DECISION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                accusation, denial, state, note, json.dumps(list(tags), ensure_ascii=False), now(),
                anchor_to_json(anchor_of(con, accusation)), anchor_to_json(anchor_of(con, denial)), engine,
            ),
        )  # fmt: skip
    after = _row_json(con, accusation, denial)
    if before != after:
        con.execute("DELETE FROM decision_log WHERE undone = 1")  # a new decision ends what could be redone
        con.execute(
            "INSERT INTO decision_log (accusation_key, denial_key, before, after) VALUES (?, ?, ?, ?)",
            (accusation, denial, before, after),
        )
        con.execute(
            "DELETE FROM decision_log WHERE id <= (SELECT max(id) FROM decision_log) - ?",
            (UNDO_DEPTH,),
        )
    return decision(con, accusation, denial)


def undo(con: sqlite3.Connection, forward: bool) -> tuple[str, str] | None:
    """Take the last standing decision back, or with `forward` the last one undone again; return its two keys."""
    order = "undone = 1 ORDER BY id" if forward else "undone = 0 ORDER BY id DESC"
    row = con.execute(f"SELECT * FROM decision_log WHERE {order} LIMIT 1").fetchone()
    if row is None:
        return None
    _restore(con, row["accusation_key"], row["denial_key"], row["after"] if forward else row["before"])
    con.execute("UPDATE decision_log SET undone = ? WHERE id = ?", (0 if forward else 1, row["id"]))
    return row["accusation_key"], row["denial_key"]


def _row_json(con: sqlite3.Connection, accusation: str, denial: str) -> str:
    row = con.execute(
        f"SELECT {DECISION_COLUMNS} FROM decisions WHERE accusation_key = ? AND denial_key = ?", (accusation, denial)
    ).fetchone()
    return json.dumps(list(row), ensure_ascii=False) if row else ""


def _restore(con: sqlite3.Connection, accusation: str, denial: str, row: str) -> None:
    con.execute("DELETE FROM decisions WHERE accusation_key = ? AND denial_key = ?", (accusation, denial))
    if row:
        con.execute(f"INSERT INTO decisions ({DECISION_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", json.loads(row))


def recount(con: sqlite3.Connection, accusation: str, denial: str) -> None:
    """Bring the kept counts of two claims' stories up to date after a decision on them."""
    stories = con.execute("SELECT DISTINCT story_id FROM claims WHERE key IN (?, ?)", (accusation, denial)).fetchall()
    for (story,) in stories:
        counting.count_answers(con, story)
        counting.count_story(con, story)


def decision(con: sqlite3.Connection, accusation: str, denial: str) -> Decision | None:
    """Return the reader's decision on two claims, or None."""
    row = con.execute(
        "SELECT * FROM decisions WHERE accusation_key = ? AND denial_key = ?", (accusation, denial)
    ).fetchone()
    return _decision_of(con, row) if row else None


def decisions(con: sqlite3.Connection, state: State | None = None) -> list[Decision]:
    """Return every decision, the latest first; only those of `state` where one is given."""
    rows = con.execute(
        "SELECT * FROM decisions WHERE ?1 IS NULL OR state = ?1 ORDER BY decided DESC, accusation_key, denial_key",
        (state,),
    )
    return [_decision_of(con, row) for row in rows.fetchall()]


def _decision_of(con: sqlite3.Connection, row: sqlite3.Row) -> Decision:
    standing = con.execute(
        "SELECT count(*) FROM claims WHERE key IN (?, ?) AND gone = ''", (row["accusation_key"], row["denial_key"])
    ).fetchone()[0]
    return Decision(
        accusation=anchor_from_json(row["accusation"]),
        denial=anchor_from_json(row["denial"]),
        state=State(row["state"]),
        note=row["note"],
        tags=tuple(json.loads(row["tags"])),
        decided=row["decided"],
        orphaned=standing < 2,
    )


def examples(con: sqlite3.Connection, limit: int = 500) -> list[tuple[Pairing, bool]]:
    """Return the latest judged pairings that the engine had suggested, with whether the reader agreed, oldest first."""
    rows = con.execute(
        "SELECT accusation_key, denial_key, state, pairing FROM decisions WHERE pairing <> '' "
        "ORDER BY decided DESC, accusation_key, denial_key LIMIT ?",
        (limit,),
    ).fetchall()
    judged = []
    for row in reversed(rows):
        pairing = pairing_from_json(row["pairing"], row["accusation_key"], row["denial_key"])
        if pairing:
            judged.append((pairing, row["state"] != State.REJECTED))
    return judged


def put_star(con: sqlite3.Connection, claim: str, on: bool) -> None:
    """Star a claim, or take its star away."""
    if on:
        anchor = anchor_to_json(anchor_of(con, claim))
        con.execute("INSERT OR IGNORE INTO stars (claim_key, starred, anchor) VALUES (?, ?, ?)", (claim, now(), anchor))
    else:
        con.execute("DELETE FROM stars WHERE claim_key = ?", (claim,))


def put_note(con: sqlite3.Connection, claim: str, note: str) -> None:
    """Write the reader's note on a claim; an empty one takes it away."""
    if note:
        con.execute(
            "INSERT OR REPLACE INTO notes (claim_key, note, noted, anchor) VALUES (?, ?, ?, ?)",
            (claim, note, now(), anchor_to_json(anchor_of(con, claim))),
        )
    else:
        con.execute("DELETE FROM notes WHERE claim_key = ?", (claim,))


def put_mark(con: sqlite3.Connection, anchor: Anchor) -> None:
    """Keep a claim that the reader marked by hand."""
    con.execute(
        "INSERT OR REPLACE INTO marks (claim_key, url, made, anchor) VALUES (?, ?, ?, ?)",
        (anchor.key, anchor.claim.article, now(), anchor_to_json(anchor)),
    )


def put_correction(
    con: sqlite3.Connection, found: Anchor, result: Claim, kind: str | None, speaker: str | None, target: str | None
) -> None:
    """Keep the reader's correction of the claim `found`, which makes it `result`; None leaves a field as found."""
    con.execute(
        "INSERT OR REPLACE INTO corrections (claim_key, result_key, url, kind, speaker, target, corrected, anchor) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (found.key, result.key, found.claim.article, kind, speaker, target, now(), anchor_to_json(found)),
    )


def correction_behind(
    con: sqlite3.Connection, key: str
) -> tuple[Anchor, tuple[str | None, str | None, str | None]] | None:
    """Return the claim as found, and (kind, speaker, target) as corrected, behind the corrected claim at `key`; or None."""
    row = con.execute("SELECT anchor, kind, speaker, target FROM corrections WHERE result_key = ?", (key,)).fetchone()
    return (anchor_from_json(row["anchor"]), (row["kind"], row["speaker"], row["target"])) if row else None


def drop_mark(con: sqlite3.Connection, key: str) -> bool:
    """Take a hand-made claim away; False where the claim at `key` is none."""
    return bool(con.execute("DELETE FROM marks WHERE claim_key = ?", (key,)).rowcount)


def link_articles(con: sqlite3.Connection, url: str, other: str, together: bool) -> None:
    """Keep that the reader put two articles into one story, or apart."""
    first, second = sorted((url, other))
    con.execute(
        "INSERT OR REPLACE INTO story_links (url, other, together, linked) VALUES (?, ?, ?, ?)",
        (first, second, together, now()),
    )


def name_story(con: sqlite3.Connection, story: int, title: str) -> None:
    """Keep the reader's name for a story, with its earliest article; an empty one gives the engine's back."""
    con.execute("DELETE FROM story_names WHERE url IN (SELECT url FROM articles WHERE story_id = ?)", (story,))
    if title:
        con.execute(
            "INSERT INTO story_names (url, title, named) "
            "SELECT url, ?, ? FROM articles WHERE story_id = ? ORDER BY published_utc, id LIMIT 1",
            (title, now(), story),
        )


def remembered(con: sqlite3.Connection, name: str) -> str | None:
    """Return what was kept under `name`, or None."""
    row = con.execute("SELECT value FROM memory WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else None


def remember(con: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a value under `name`."""
    con.execute("INSERT OR REPLACE INTO memory (name, value) VALUES (?, ?)", (name, value))


def judged_until(con: sqlite3.Connection) -> str:
    """Return a mark that changes with every decision: when none is newer, nothing new can be learned."""
    row = con.execute("SELECT count(*), coalesce(max(decided), '') FROM decisions").fetchone()
    log = con.execute("SELECT coalesce(max(id), 0), coalesce(sum(undone), 0) FROM decision_log").fetchone()
    return " ".join(map(str, (*row, *log)))
