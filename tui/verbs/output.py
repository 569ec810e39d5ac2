"""Printing: JSON Lines for programs, plain safe lines for people, one sentence on stderr for what failed."""

import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from store.errors import StoreError
from store.model import Claim, Decision, Hit, Pairing, Source, Step, Story
from store.text import safe
from tui.complaints import complain

__all__ = [
    "claim_row",
    "complain",
    "decision_row",
    "hit_row",
    "pair_row",
    "print_json",
    "say",
    "source_row",
    "step_row",
    "story_row",
    "write_out",
]

_ENCODE = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def print_json(rows: Iterable[dict[str, Any]]) -> None:
    """Write one JSON object a line, UTF-8 whatever the locale; file names that are no UTF-8 keep their bytes."""
    out = sys.stdout.buffer
    out.write("".join([_ENCODE(row) + "\n" for row in rows]).encode("utf-8", "surrogateescape"))
    out.flush()


def say(message: str) -> None:
    """Write text for people to stdout: safe, whatever it holds."""
    sys.stdout.write(safe(message) + "\n")


def step_row(step: Step) -> dict[str, Any]:
    """Return a job's step as JSON shows it."""
    article = step.article
    return {
        "input": step.input,
        "outcome": step.outcome,
        "message": step.message,
        "url": article.url if article else None,
        "title": article.title if article else None,
        "outlet": article.outlet if article else None,
        "published": article.published if article else None,
        "accusations": step.accusations,
        "denials": step.denials,
        "pairings": step.pairings,
    }


def source_row(source: Source) -> dict[str, Any]:
    """Return a source as JSON shows it."""
    return {
        "url": source.url,
        "title": source.title,
        "tags": list(source.tags),
        "paused": source.paused,
        "articles": source.articles,
        "last_success": source.last_success,
        "next_due": source.next_due,
        "error": source.error,
    }


def write_out(text: str, to: Path | None) -> None:
    """Write `text` as UTF-8 to a file, or to stdout. Raises `StoreError` where the file cannot be written."""
    if to is None:
        sys.stdout.buffer.write(text.encode("utf-8"))
        return
    try:
        to.write_text(text, encoding="utf-8")
    except OSError as error:
        raise StoreError(f"{to} cannot be written ({error.strerror}); name another file") from error


def hit_row(hit: Hit) -> dict[str, Any]:
    """Return a search's hit as JSON shows it; `matches` are spans of the snippet."""
    return {
        "url": hit.url,
        "title": hit.title,
        "outlet": hit.outlet,
        "published": hit.published,
        "snippet": hit.snippet,
        "matches": [list(span) for span in hit.matches],
        "claim": hit.claim,
        "story": hit.story,
    }


def claim_row(claim: Claim, file: str) -> dict[str, Any]:
    """Return a claim in the shape that `--json` promises; `file` is the path as given, or the article's URL."""
    return {
        "file": file,
        "kind": claim.kind,
        "content": claim.content,
        "content_start": claim.start,
        "content_end": claim.end,
        "source": claim.source,
        "source_start": claim.source_start,
        "source_end": claim.source_end,
        "speaker": claim.speaker,
        "cue": claim.cue,
        "cue_start": claim.cue_start,
        "cue_end": claim.cue_end,
        "target": claim.target,
        "quote": claim.quote,
        "anonymous": claim.anonymous,
        "hedges": claim.hedges,
        "confidence": claim.confidence,
    }


def pair_row(pairing: Pairing, accusation: dict[str, Any], denial: dict[str, Any]) -> dict[str, Any]:
    """Return a pairing in the shape that `--json` promises."""
    return {
        "accusation": accusation,
        "denial": denial,
        "score": pairing.score,
        "strength": pairing.strength,
        "reasons": [{"name": r.name, "points": round(r.points, 2), "detail": r.detail} for r in pairing.reasons],
    }


def story_row(story: Story) -> dict[str, Any]:
    """Return a story in the shape that `--json` promises."""
    return {
        "story": story.id,
        "title": story.title,
        "articles": story.articles,
        "accusations": story.accusations,
        "denials": story.denials,
        "answered": story.answered,
        "latest": story.latest,
    }


def decision_row(decision: Decision) -> dict[str, Any]:
    """Return a decision in the shape that `--json` promises."""
    ends = (decision.accusation, decision.denial)
    accusation, denial = (
        {**claim_row(end.claim, end.claim.article), "outlet": end.outlet, "title": end.title} for end in ends
    )
    return {
        "state": decision.state,
        "accusation": accusation,
        "denial": denial,
        "note": decision.note,
        "decided": decision.decided,
        "tags": list(decision.tags),
        "orphaned": decision.orphaned,
    }
