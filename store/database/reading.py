"""Queries for the screens: stories, cards, answers, articles, search. Read only, on covering indexes."""

import json
import sqlite3
from array import array
from collections.abc import Iterable, Sequence

from store.database.rows import (
    ARTICLE_COLUMNS,
    CLAIM_COLUMNS,
    STORY_COLUMNS,
    anchor_from_json,
    article_of,
    claim_of,
    pairing_from_json,
    reasons_from_json,
    story_of,
)
from store.errors import UnknownError
from store.model import Answer, Article, Card, Claim, Filters, Hit, Kind, Pairing, State, Story, Strength

_CARD = (
    f"SELECT c.id, c.key, c.fold, c.answers, c.gone, c.story_id, {', '.join('c.' + n for n in CLAIM_COLUMNS.split(', '))}, "
    "a.url, a.outlet, a.title, a.published, a.published_utc, s.claim_key IS NOT NULL AS starred, coalesce(n.note, '') AS note "
    "FROM claims c JOIN articles a ON a.id = c.article_id LEFT JOIN stars s ON s.claim_key = c.key "
    "LEFT JOIN notes n ON n.claim_key = c.key "
)
_STATE_ORDER = {State.MADE: 0, State.SAVED: 0, State.SUGGESTED: 1, State.REJECTED: 2}


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


def cards(con: sqlite3.Connection, story: int, kind: Kind, filters: Filters) -> list[Card]:
    """Return a story's claims of one kind, copies folded into the first, as `filters` narrow and sort them."""
    rows = con.execute(
        _CARD + "WHERE c.story_id = ? AND c.kind = ? ORDER BY a.published_utc, a.id, c.content_start", (story, kind)
    ).fetchall()
    folded: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        folded.setdefault(row["fold"] or row["id"], []).append(row)
    states, scores = (
        _states(con, story, kind) if filters.state else {},
        _scores(con, story, kind) if filters.sort == "score" else {},
    )
    kept = [group for group in folded.values() if any(_passes(row, filters, states) for row in group)]
    if filters.sort == "score":
        kept.sort(key=lambda group: -max(scores.get(row["id"], 0) for row in group))
    elif filters.sort == "newest":
        kept.sort(key=lambda group: -(group[0]["published_utc"] or 0))
    elif filters.sort == "outlet":
        kept.sort(key=lambda group: group[0]["outlet"].casefold())
    return [_card(group) for group in kept]


def _passes(row: sqlite3.Row, filters: Filters, states: dict[str, set[State]]) -> bool:
    day = row["published"][:10]
    return (
        (filters.answered is None or (row["answers"] > 0) is filters.answered)
        and (filters.state is None or filters.state in states.get(row["key"], ()))
        and (filters.anonymous is None or bool(row["anonymous"]) is filters.anonymous)
        and (filters.direct is None or (row["quote"] != "indirect") is filters.direct)
        and (not filters.outlet or filters.outlet.casefold() in row["outlet"].casefold())
        and (not filters.target or filters.target.casefold() in (row["target"] or "").casefold())
        and (not filters.speaker or filters.speaker.casefold() in (row["speaker"] or row["source"] or "").casefold())
        and (not filters.since or day >= filters.since)
        and (not filters.until or day <= filters.until)
    )


def _states(con: sqlite3.Connection, story: int, kind: Kind) -> dict[str, set[State]]:
    """Return the states of the pairings that each claim of a story stands in; one that the reader judged is in that state alone."""
    own, other = ("accusation", "denial") if kind is Kind.ACCUSATION else ("denial", "accusation")
    states: dict[str, set[State]] = {}
    for row in con.execute(
        f"SELECT d.{own}_key AS key, d.state FROM decisions d JOIN claims c ON c.key = d.{own}_key WHERE c.story_id = ?",
        (story,),
    ):
        states.setdefault(row["key"], set()).add(State(row["state"]))
    for row in con.execute(
        f"SELECT x.key FROM pairings p JOIN claims x ON x.id = p.{own}_id JOIN claims y ON y.id = p.{other}_id "
        f"LEFT JOIN decisions d ON d.{own}_key = x.key AND d.{other}_key = y.key WHERE p.story_id = ? AND d.state IS NULL",
        (story,),
    ):
        states.setdefault(row["key"], set()).add(State.SUGGESTED)
    return states


def _scores(con: sqlite3.Connection, story: int, kind: Kind) -> dict[int, int]:
    own = "accusation" if kind is Kind.ACCUSATION else "denial"
    rows = con.execute(f"SELECT {own}_id, max(score) FROM pairings WHERE story_id = ? GROUP BY 1", (story,))
    return {row[0]: row[1] for row in rows}


def _card(group: Sequence[sqlite3.Row]) -> Card:
    first = group[0]
    claim = claim_of(first, first["url"])
    claim.__dict__["key"] = first["key"]  # what the cached property would work out, for each card of a story
    also = dict.fromkeys(row["outlet"] for row in group[1:] if row["outlet"] != first["outlet"])
    return Card(
        claim=claim,
        outlet=first["outlet"],
        title=first["title"],
        published=first["published"],
        story=first["story_id"],
        answers=max(row["answers"] for row in group),
        also=tuple(also),
        starred=any(row["starred"] for row in group),
        gone=bool(first["gone"]),
        note=next((row["note"] for row in group if row["note"]), ""),
    )


def card(con: sqlite3.Connection, key: str) -> Card:
    """Return the card of one claim, with the outlets that carry copies of it."""
    row = con.execute(_CARD + "WHERE c.key = ?", (key,)).fetchone()
    if row is None:
        raise UnknownError("That claim is not in this library any more; go back and choose another")
    copies = con.execute(
        _CARD + "WHERE c.fold = ? AND c.key <> ? ORDER BY a.published_utc, a.id", (row["fold"], key)
    ).fetchall()
    return _card([row, *copies])


def answers(con: sqlite3.Connection, key: str) -> list[Answer]:
    """Return the other ends of a claim's pairings (and of its copies'): the reader's first, then by score, rejected last.

    Decided pairings are there even where the engine does not suggest them any more; an end that is no longer found is
    shown as it was when decided.
    """
    own = con.execute("SELECT id, kind, fold FROM claims WHERE key = ?", (key,)).fetchone()
    if own is None:
        raise UnknownError("That claim is not in this library any more; go back and choose another")
    keys = [key] + [
        row["key"] for row in con.execute("SELECT key FROM claims WHERE fold = ? AND key <> ?", (own["fold"], key))
    ]
    side, other = ("accusation", "denial") if own["kind"] == Kind.ACCUSATION else ("denial", "accusation")
    found: dict[str, Answer] = {}
    for one in keys:
        for answer in _suggested(con, one, side, other) + _decided(con, one, side, other):
            end = answer.card.claim.key
            if end not in found or answer.state is not State.SUGGESTED:
                found[end] = answer
    return _fold_answers(con, sorted(found.values(), key=_rank))


def _rank(answer: Answer) -> tuple[object, ...]:
    claim = answer.card.claim
    return _STATE_ORDER[answer.state], -answer.pairing.score, answer.card.published, claim.article, claim.start


def _suggested(con: sqlite3.Connection, key: str, side: str, other: str) -> list[Answer]:
    rows = con.execute(
        _CARD.replace("SELECT ", "SELECT p.score, p.strength, p.reasons, ", 1)
        + f"JOIN pairings p ON p.{other}_id = c.id JOIN claims x ON x.id = p.{side}_id WHERE x.key = ?",
        (key,),
    ).fetchall()
    result = []
    for row in rows:
        accusation, denial = (key, row["key"]) if side == "accusation" else (row["key"], key)
        pairing = Pairing(
            accusation, denial, row["score"], Strength(row["strength"]), reasons_from_json(row["reasons"])
        )
        result.append(Answer(_card([row]), pairing, State.SUGGESTED))
    return result


def _decided(con: sqlite3.Connection, key: str, side: str, other: str) -> list[Answer]:
    result = []
    for row in con.execute(f"SELECT * FROM decisions WHERE {side}_key = ?", (key,)).fetchall():
        end = row[f"{other}_key"]
        try:
            shown = card(con, end)
        except UnknownError:
            anchor = anchor_from_json(row[other])
            shown = Card(anchor.claim, anchor.outlet, anchor.title, anchor.published, story=0, gone=True)
        pairing = pairing_from_json(row["pairing"], row["accusation_key"], row["denial_key"])
        live = con.execute(
            "SELECT p.score, p.strength, p.reasons FROM pairings p JOIN claims x ON x.id = p.accusation_id "
            "JOIN claims y ON y.id = p.denial_id WHERE x.key = ? AND y.key = ?",
            (row["accusation_key"], row["denial_key"]),
        ).fetchone()
        if live:
            pairing = Pairing(
                row["accusation_key"],
                row["denial_key"],
                live["score"],
                Strength(live["strength"]),
                reasons_from_json(live["reasons"]),
            )
        if pairing is None:
            pairing = Pairing(row["accusation_key"], row["denial_key"], 100, Strength.SPECIFIC)
        result.append(Answer(shown, pairing, State(row["state"]), row["note"], tuple(json.loads(row["tags"]))))
    return result


def _fold_answers(con: sqlite3.Connection, found: Sequence[Answer]) -> list[Answer]:
    """Keep the best of answers that are copies of each other, with the outlets of the others on its card."""
    folds = {
        answer.card.claim.key: (
            con.execute("SELECT fold FROM claims WHERE key = ?", (answer.card.claim.key,)).fetchone() or (None,)
        )[0]
        for answer in found
    }
    kept: dict[object, Answer] = {}
    for answer in found:
        key = answer.card.claim.key
        kept.setdefault(folds[key] if folds[key] is not None else key, answer)
    result = []
    for answer in kept.values():
        if folds[answer.card.claim.key] is None:
            result.append(answer)
        else:
            shown = card(con, answer.card.claim.key)
            result.append(Answer(shown, answer.pairing, answer.state, answer.note, answer.tags))
    return result


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


def matrix(con: sqlite3.Connection, story: int | None) -> list[tuple[str, str, int, int]]:
    """Return (accuser, target, accusations, answered), most first, of one story or of the library."""
    where = "" if story is None else "AND story_id = :story"
    rows = con.execute(
        "SELECT coalesce(nullif(coalesce(party, speaker, source), ''), '') AS accuser, coalesce(target, '') AS target, "
        f"count(*) AS n, count(*) FILTER (WHERE answers > 0) FROM claims WHERE kind = 'accusation' {where} "
        "GROUP BY 1, 2 ORDER BY n DESC, 1, 2 LIMIT 10000",
        {"story": story},
    )
    return [tuple(row) for row in rows]


def between(con: sqlite3.Connection, accuser: str, target: str, story: int | None, limit: int = 500) -> list[Card]:
    """Return the accusations that a cell of the matrix counts, the latest first."""
    where = "" if story is None else "AND c.story_id = :story "
    rows = con.execute(
        _CARD
        + "WHERE c.kind = 'accusation' AND coalesce(nullif(coalesce(c.party, c.speaker, c.source), ''), '') = :accuser "
        f"AND coalesce(c.target, '') = :target {where}ORDER BY a.published_utc DESC LIMIT :limit",
        {"accuser": accuser, "target": target, "story": story, "limit": limit},
    )
    return [_card([row]) for row in rows]


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
