"""The reader's own: decisions, stars, notes, marks, corrections, story edits, what the app remembers.

Everything names claims and articles by stable keys and carries an anchor, so that it outlives what is derived.
"""

import json
import sqlite3
from collections.abc import Iterable, Sequence

from store.database import counting
from store.database.ledger import Entry
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


def decide(entry: Entry, accusation: str, denial: str, state: State, note: str, tags: Sequence[str]) -> Decision | None:
    """Write a decision and what follows from it; SUGGESTED takes one back, and then there is none to return."""
    con = entry.con
    if state is State.SUGGESTED:
        entry.drop("decisions", accusation_key=accusation, denial_key=denial)
    else:
        entry.put(
            "decisions", accusation_key=accusation, denial_key=denial, state=state, note=note,
            tags=json.dumps(list(tags), ensure_ascii=False), decided=now(),
            accusation=anchor_to_json(anchor_of(con, accusation)), denial=anchor_to_json(anchor_of(con, denial)),
            pairing=pairing_to_json(pairing_of(con, accusation, denial)),
        )  # fmt: skip
    judged(con, accusation, denial)
    return decision(con, accusation, denial)


def judged(con: sqlite3.Connection, accusation: str, denial: str) -> None:
    """Bring the stories of two claims up to date after a decision on them: their counts now, their ranking when there is time."""
    counting.count_answers_of(con, accusation, denial)
    stories = con.execute("SELECT DISTINCT story_id FROM claims WHERE key IN (?, ?)", (accusation, denial)).fetchall()
    for (story,) in stories:
        counting.count_story(con, story)
        con.execute("UPDATE stories SET judged = 1 WHERE id = ?", (story,))


def unranked(con: sqlite3.Connection, but: int) -> list[int]:
    """Return the stories, without `but`, whose suggestions were ranked before the latest decision in them."""
    return [row[0] for row in con.execute("SELECT id FROM stories WHERE judged = 1 AND id <> ? ORDER BY id", (but,))]


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


def decided(con: sqlite3.Connection, state: State | None = None) -> list[tuple[str, str]]:
    """Return the keys of accusation and denial of every decision, or of those of `state`, the latest first."""
    where = "" if state is None else "WHERE state = :state "  # with it or without, an index answers alone
    rows = con.execute(
        f"SELECT accusation_key, denial_key FROM decisions {where}ORDER BY decided DESC, accusation_key, denial_key",
        {"state": state},
    )
    return [(row[0], row[1]) for row in rows]


def decisions_of(con: sqlite3.Connection, pairs: Iterable[tuple[str, str]]) -> list[Decision | None]:
    """Return the decision on each of these accusations and denials; None where it was taken back."""
    one = "SELECT * FROM decisions WHERE accusation_key = ? AND denial_key = ?"
    rows = [con.execute(one, pair).fetchone() for pair in pairs]
    return [_decision_of(con, row) if row else None for row in rows]


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


def put_star(entry: Entry, claim: str, on: bool) -> None:
    """Star a claim, or take its star away."""
    if on:
        entry.put("stars", claim_key=claim, starred=now(), anchor=anchor_to_json(anchor_of(entry.con, claim)))
    else:
        entry.drop("stars", claim_key=claim)


def put_note(entry: Entry, claim: str, note: str) -> None:
    """Write the reader's note on a claim; an empty one takes it away."""
    if note:
        anchor = anchor_to_json(anchor_of(entry.con, claim))
        entry.put("notes", claim_key=claim, note=note, noted=now(), anchor=anchor)
    else:
        entry.drop("notes", claim_key=claim)


def put_mark(entry: Entry, anchor: Anchor) -> None:
    """Keep a claim that the reader marked by hand."""
    entry.put("marks", claim_key=anchor.key, url=anchor.claim.article, made=now(), anchor=anchor_to_json(anchor))


def drop_mark(entry: Entry, key: str) -> bool:
    """Take a hand-made claim away; False where the claim at `key` is none."""
    return entry.drop("marks", claim_key=key)


def put_correction(
    entry: Entry, found: Anchor, result: Claim, kind: str | None, speaker: str | None, target: str | None
) -> None:
    """Keep the reader's correction of the claim `found`, which makes it `result`; None leaves a field as found."""
    entry.put(
        "corrections", claim_key=found.key, result_key=result.key, url=found.claim.article, kind=kind, speaker=speaker,
        target=target, corrected=now(), anchor=anchor_to_json(found),
    )  # fmt: skip


def correction_behind(
    con: sqlite3.Connection, key: str
) -> tuple[Anchor, tuple[str | None, str | None, str | None]] | None:
    """Return the claim as found, and (kind, speaker, target) as corrected, behind the corrected claim at `key`; or None."""
    row = con.execute("SELECT anchor, kind, speaker, target FROM corrections WHERE result_key = ?", (key,)).fetchone()
    return (anchor_from_json(row["anchor"]), (row["kind"], row["speaker"], row["target"])) if row else None


def link_articles(entry: Entry, url: str, other: str, together: bool) -> None:
    """Keep that the reader put two articles into one story, or apart."""
    first, second = sorted((url, other))
    entry.put("story_links", url=first, other=second, together=int(together), linked=now())


def name_story(entry: Entry, articles: Sequence[str], title: str) -> None:
    """Keep the reader's name for the story of `articles` with the first of them; an empty one gives the engine's back."""
    for url in articles[1:] if title else articles:
        entry.drop("story_names", url=url)
    if title:
        entry.put("story_names", url=articles[0], title=title, named=now())


def remembered(con: sqlite3.Connection, name: str) -> str | None:
    """Return what was kept under `name`, or None."""
    row = con.execute("SELECT value FROM memory WHERE name = ?", (name,)).fetchone()
    return str(row["value"]) if row else None


def remember(con: sqlite3.Connection, name: str, value: str) -> None:
    """Keep a value under `name`."""
    con.execute("INSERT OR REPLACE INTO memory (name, value) VALUES (?, ?)", (name, value))


def judged_until(con: sqlite3.Connection) -> str:
    """Return a mark that changes with every decision: when none is newer, nothing new can be learned."""
    return str(con.execute("SELECT n FROM totals WHERE name = 'judged'").fetchone()[0])
