"""Queries for the panes: a story's claims as cards, what answers a claim, who accuses whom. Read only, on covering indexes."""

import json
import sqlite3
from collections.abc import Container, Sequence

from store.database.rows import CLAIM_COLUMNS, anchor_from_json, claim_of, pairing_from_json, reasons_from_json
from store.errors import UnknownError
from store.model import Answer, Card, Choices, Filters, Kind, Pairing, State, Strength

_CARD = (
    f"SELECT c.id, c.key, c.fold, c.answers, c.gone, c.story_id, {', '.join('c.' + n for n in CLAIM_COLUMNS.split(', '))}, "
    "a.url, a.outlet, a.title, a.published, a.published_utc, s.claim_key IS NOT NULL AS starred, coalesce(n.note, '') AS note "
    "FROM claims c JOIN articles a ON a.id = c.article_id LEFT JOIN stars s ON s.claim_key = c.key "
    "LEFT JOIN notes n ON n.claim_key = c.key "
)
# What `_groups` asks of a row: enough to fold, narrow and sort, and an eighth of the time that whole cards take.
_BRIEF = (
    "SELECT c.id, c.key, c.fold, c.answers, c.anonymous, c.quote, c.target, c.speaker, c.source, "
    "a.outlet, a.published, a.published_utc FROM claims c JOIN articles a ON a.id = c.article_id "
)
_ALL = Filters(sort="")
_STATE_ORDER = {State.MADE: 0, State.SAVED: 0, State.SUGGESTED: 1, State.REJECTED: 2}


def keys(con: sqlite3.Connection, story: int, kind: Kind, filters: Filters) -> list[str]:
    """Return the keys of a story's claims of one kind, copies folded into the first, as `filters` narrow and sort them."""
    return [group[0]["key"] for group in _groups(con, _BRIEF, story, kind, filters)]


def cards(con: sqlite3.Connection, story: int, kind: Kind, filters: Filters) -> list[Card]:
    """Return the cards of the claims that `keys` names."""
    return [_card(group) for group in _groups(con, _CARD, story, kind, filters)]


def cards_of(con: sqlite3.Connection, keys: Sequence[str]) -> list[Card | None]:
    """Return the card of each of these claims; None for one that is gone."""
    return [_card(group) if (group := _copies(con, key)) else None for key in keys]


def card(con: sqlite3.Connection, key: str) -> Card:
    """Return the card of one claim, with the outlets that carry copies of it."""
    if group := _copies(con, key):
        return _card(group)
    raise UnknownError("That claim is not in this library any more; go back and choose another")


def timeline(con: sqlite3.Connection, story: int) -> list[tuple[str, str, Kind, str]]:
    """Return (outlet, day, kind, key) of each card of a story, accusations first, the first told first."""
    return [
        (first["outlet"], first["published"][:10], kind, first["key"])
        for kind in (Kind.ACCUSATION, Kind.DENIAL)
        for first, *_ in _groups(con, _BRIEF, story, kind, _ALL)
    ]


def choices(con: sqlite3.Connection, story: int, kind: Kind) -> Choices:
    """Return what a story's claims of one kind can be narrowed by."""
    rows = con.execute(
        "SELECT DISTINCT a.outlet, c.target, coalesce(nullif(c.speaker, ''), c.source), substr(a.published, 1, 10) "
        "FROM claims c JOIN articles a ON a.id = c.article_id WHERE c.story_id = ? AND c.kind = ?",
        (story, kind),
    )
    return Choices(*({value for value in column if value} for column in zip(*rows, strict=True)))


def _copies(con: sqlite3.Connection, key: str) -> list[sqlite3.Row]:
    """Return the row of a claim and those of its copies; none where the claim is gone."""
    row = con.execute(_CARD + "WHERE c.key = ?", (key,)).fetchone()
    if row is None:
        return []
    others = "WHERE c.fold = ? AND c.key <> ? ORDER BY a.published_utc, a.id"
    return [row, *con.execute(_CARD + others, (row["fold"], key))]


def _groups(con: sqlite3.Connection, select: str, story: int, kind: Kind, filters: Filters) -> list[list[sqlite3.Row]]:
    """Return the rows of a story's claims of one kind with their copies, as `filters` narrow and sort them."""
    rows = con.execute(
        select + "WHERE c.story_id = ? AND c.kind = ? ORDER BY a.published_utc, a.id, c.content_start", (story, kind)
    )
    folded: dict[int, list[sqlite3.Row]] = {}
    for row in rows:
        folded.setdefault(row["fold"] or row["id"], []).append(row)
    kept = list(folded.values())
    if filters._replace(sort="") != _ALL:
        states = _states(con, story, kind) if filters.state else {}
        kept = [group for group in kept if any(_passes(row, filters, states) for row in group)]
    if filters.sort == "score":
        scores = _scores(con, story, kind)
        kept.sort(key=lambda group: -max(scores.get(row["id"], 0) for row in group))
    elif filters.sort == "newest":
        kept.sort(key=lambda group: -(group[0]["published_utc"] or 0))
    elif filters.sort == "outlet":
        kept.sort(key=lambda group: group[0]["outlet"].casefold())
    return kept


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
        for answer in _suggested(con, one, side, other, found) + _decided(con, one, side, other):
            found[answer.card.claim.key] = answer
    return _fold_answers(con, sorted(found.values(), key=_rank))


def _rank(answer: Answer) -> tuple[object, ...]:
    claim = answer.card.claim
    return _STATE_ORDER[answer.state], -answer.pairing.score, answer.card.published, claim.article, claim.start


def _suggested(con: sqlite3.Connection, key: str, side: str, other: str, known: Container[str]) -> list[Answer]:
    """Return the engine's pairings of a claim, but for those with `known` ends: its copies have most in common with it."""
    rows = con.execute(
        f"SELECT c.key, p.score, p.strength, p.reasons FROM claims x JOIN pairings p ON p.{side}_id = x.id "
        f"JOIN claims c ON c.id = p.{other}_id WHERE x.key = ?",
        (key,),
    ).fetchall()
    result = []
    for row in rows:
        if row["key"] in known:
            continue
        accusation, denial = (key, row["key"]) if side == "accusation" else (row["key"], key)
        pairing = Pairing(
            accusation, denial, row["score"], Strength(row["strength"]), reasons_from_json(row["reasons"])
        )
        shown = con.execute(_CARD + "WHERE c.key = ?", (row["key"],)).fetchone()
        result.append(Answer(_card([shown]), pairing, State.SUGGESTED))
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
