"""Rows of SQLite to dataclasses and back: the one place that knows both."""

import json
import sqlite3
from dataclasses import asdict
from datetime import UTC, datetime

from store.model import Anchor, Article, Claim, Kind, Pairing, Quote, Reason, Source, Story, Strength

CONTEXT = 32  # characters before and after the exact words of an anchor

CLAIM_COLUMNS = (
    "kind, content, content_start, content_end, source, source_start, source_end, speaker, party, cue, cue_start, "
    "cue_end, target, quote, anonymous, hedges, general, confidence, rule"
)
ARTICLE_COLUMNS = "url, title, outlet, byline, published, language, tags, text"
STORY_COLUMNS = "id, title, articles, outlets, accusations, denials, answered, latest"


def now() -> str:
    """Return this moment as ISO 8601 in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def to_utc(published: str, otherwise: str) -> int:
    """Return the seconds since 1970 of an ISO time, those of `otherwise` where there is none; no offset counts as UTC."""
    for value in (published, otherwise):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            continue
        return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
    return 0


def article_of(row: sqlite3.Row) -> Article:
    """Return the article in a row with ARTICLE_COLUMNS."""
    return Article(
        row["url"], row["title"], row["outlet"], row["byline"], row["published"], row["language"],
        tuple(json.loads(row["tags"])), row["text"],
    )  # fmt: skip


def claim_of(row: sqlite3.Row, url: str) -> Claim:
    """Return the claim in a row with CLAIM_COLUMNS, of the article at `url`."""
    return Claim(
        article=url,
        kind=Kind(row["kind"]),
        content=row["content"],
        start=row["content_start"],
        end=row["content_end"],
        source=row["source"],
        source_start=row["source_start"],
        source_end=row["source_end"],
        speaker=row["speaker"],
        party=row["party"],
        cue=row["cue"],
        cue_start=row["cue_start"],
        cue_end=row["cue_end"],
        target=row["target"],
        quote=Quote(row["quote"]),
        anonymous=bool(row["anonymous"]),
        hedges=tuple(json.loads(row["hedges"])),
        general=bool(row["general"]),
        confidence=row["confidence"],
        rule=row["rule"],
    )


def claim_values(c: Claim) -> tuple[object, ...]:
    """Return the values of CLAIM_COLUMNS, in their order."""
    return (
        c.kind, c.content, c.start, c.end, c.source, c.source_start, c.source_end, c.speaker, c.party, c.cue,
        c.cue_start, c.cue_end, c.target, c.quote, c.anonymous, json.dumps(c.hedges, ensure_ascii=False), c.general,
        c.confidence, c.rule,
    )  # fmt: skip


def claim_to_dict(claim: Claim) -> dict[str, object]:
    """Return a claim as a JSON-able dictionary of its fields."""
    return {name: value for name, value in asdict(claim).items() if name != "key"}


def claim_from_dict(values: dict[str, object]) -> Claim:
    """Return the claim of `claim_to_dict`; fields that this version does not know are left out."""
    known = {name: value for name, value in values.items() if name in Claim.__dataclass_fields__}
    known["kind"], known["quote"] = Kind(str(known["kind"])), Quote(str(known.get("quote", "indirect")))
    hedges = known.get("hedges") or ()
    known["hedges"] = tuple(hedges) if isinstance(hedges, list | tuple) else ()
    return Claim(**known)  # type: ignore[arg-type]


def anchor_for(claim: Claim, article: Article) -> Anchor:
    """Return what finds `claim` again in `article`'s text, or in another revision of it."""
    return Anchor(
        key=claim.key,
        claim=claim,
        outlet=article.outlet,
        title=article.title,
        published=article.published,
        prefix=article.text[max(0, claim.start - CONTEXT) : claim.start],
        suffix=article.text[claim.end : claim.end + CONTEXT],
        revision=article.revision,
    )


def anchor_to_json(anchor: Anchor) -> str:
    """Return an anchor as a JSON object."""
    fields = {
        name: getattr(anchor, name) for name in ("key", "outlet", "title", "published", "prefix", "suffix", "revision")
    }
    return json.dumps({**fields, "claim": claim_to_dict(anchor.claim)}, ensure_ascii=False)


def anchor_from_json(text: str) -> Anchor:
    """Return the anchor of `anchor_to_json`."""
    values = json.loads(text)
    return Anchor(
        key=values["key"],
        claim=claim_from_dict(values["claim"]),
        **{name: values[name] for name in ("outlet", "title", "published", "prefix", "suffix", "revision")},
    )


def reasons_to_json(reasons: tuple[Reason, ...]) -> str:
    """Return reasons as a JSON list of [name, points, detail]."""
    return json.dumps([[r.name, round(r.points, 3), r.detail] for r in reasons], ensure_ascii=False)


def reasons_from_json(text: str) -> tuple[Reason, ...]:
    """Return the reasons of `reasons_to_json`."""
    return tuple(Reason(name, points, detail) for name, points, detail in json.loads(text or "[]"))


def pairing_to_json(pairing: Pairing | None) -> str:
    """Return a pairing's score, strength and reasons as JSON; empty for None."""
    if pairing is None:
        return ""
    return json.dumps(
        [pairing.score, pairing.strength, json.loads(reasons_to_json(pairing.reasons))], ensure_ascii=False
    )


def pairing_from_json(text: str, accusation: str, denial: str) -> Pairing | None:
    """Return the pairing of `pairing_to_json`."""
    if not text:
        return None
    score, strength, reasons = json.loads(text)
    return Pairing(accusation, denial, score, Strength(strength), tuple(Reason(*r) for r in reasons))


def story_of(row: sqlite3.Row) -> Story:
    """Return the story in a row with STORY_COLUMNS."""
    return Story(*row)


def source_of(row: sqlite3.Row) -> Source:
    """Return the source in a row of `sources`."""
    return Source(
        url=row["url"],
        title=row["title"],
        tags=tuple(json.loads(row["tags"])),
        paused=bool(row["paused"]),
        etag=row["etag"],
        last_modified=row["last_modified"],
        last_success=row["last_success"],
        next_due=row["next_due"],
        error=row["error"],
        failures=row["failures"],
        articles=row["articles"],
    )
