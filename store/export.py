"""Pairings as files for others: JSON Lines, CSV, Markdown, HTML, and ClaimReview as JSON-LD (schema.org).

Each format is a function from rows to text. Outside text is escaped in each by that format's rules.
"""

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from store.library import Library
from store.model import Answer, Card, Claim, Decision, Kind, State

FIELDS = (
    "state", "score", "strength", "accuser", "target", "accusation", "accusation_outlet", "accusation_published",
    "accusation_url", "denier", "denial", "denial_outlet", "denial_published", "denial_url", "note", "tags", "decided",
    "orphaned",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class End:
    """One claim of an exported pairing, with where it stands."""

    claim: Claim
    outlet: str
    title: str
    published: str

    @property
    def who(self) -> str:
        """Whoever says it, as fully as is known."""
        return self.claim.speaker or self.claim.source or "unnamed"


@dataclass(frozen=True, slots=True)
class Row:
    """An accusation with one denial of it, or with none."""

    accusation: End
    denial: End | None
    state: str  # a State, or "unanswered"
    score: int | None = None
    strength: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    decided: str = ""
    orphaned: bool = False


def decided_rows(decisions: Iterable[Decision]) -> Iterator[Row]:
    """Yield a row for each of the reader's decisions."""
    for d in decisions:
        accusation, denial = (End(a.claim, a.outlet, a.title, a.published) for a in (d.accusation, d.denial))
        yield Row(accusation, denial, d.state, note=d.note, tags=d.tags, decided=d.decided, orphaned=d.orphaned)


def story_rows(library: Library, story: int) -> Iterator[Row]:
    """Yield a row for each pairing of a story that is not rejected, and for each accusation that stands unanswered."""
    for card in library.cards(story, Kind.ACCUSATION):
        standing = [answer for answer in library.answers(card.claim.key) if answer.state is not State.REJECTED]
        if not standing:
            yield Row(_end(card), None, "unanswered")
        for answer in standing:
            yield _row(card, answer)


def _end(card: Card) -> End:
    return End(card.claim, card.outlet, card.title, card.published)


def _row(card: Card, answer: Answer) -> Row:
    pairing = answer.pairing
    return Row(
        _end(card), _end(answer.card), answer.state, pairing.score, pairing.strength, answer.note, answer.tags,
        orphaned=answer.card.gone,
    )  # fmt: skip


def fields(row: Row) -> dict[str, object]:
    """Return a row under the names of FIELDS."""
    a, d = row.accusation, row.denial
    return {
        "state": str(row.state),
        "score": row.score,
        "strength": str(row.strength),
        "accuser": a.who,
        "target": a.claim.target,
        "accusation": a.claim.content,
        "accusation_outlet": a.outlet,
        "accusation_published": a.published,
        "accusation_url": a.claim.article,
        "denier": d.who if d else None,
        "denial": d.claim.content if d else None,
        "denial_outlet": d.outlet if d else None,
        "denial_published": d.published if d else None,
        "denial_url": d.claim.article if d else None,
        "note": row.note,
        "tags": list(row.tags),
        "decided": row.decided,
        "orphaned": row.orphaned,
    }


def to_jsonl(rows: Iterable[Row]) -> str:
    """Return one JSON object a line."""
    return "".join(json.dumps(fields(row), ensure_ascii=False) + "\n" for row in rows)


def to_csv(rows: Iterable[Row]) -> str:
    """Return CSV with a header line; no cell of it is a formula to a spreadsheet."""
    out = io.StringIO()
    writer = csv.DictWriter(out, FIELDS, lineterminator="\n")
    writer.writeheader()
    for row in rows:
        values = fields(row)
        values["tags"] = ", ".join(row.tags)
        writer.writerow({name: _no_formula(value) for name, value in values.items()})
    return out.getvalue()


def _no_formula(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t" and value else value


_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&])")


def _md(text: str | None) -> str:
    return _MARKS.sub(r"\\\1", " ".join((text or "").split()))


def _link(url: str) -> str | None:
    return url if re.match(r"https?://[^\s<>\"'()\\]+$", url) else None


def to_markdown(rows: Iterable[Row]) -> str:
    """Return each accusation as a heading with the denials that answer it below."""
    out = ["# Accusations and denials\n"]
    for accusation, answers in _grouped(rows):
        claim = accusation.claim
        against = f" against {_md(claim.target)}" if claim.target else ""
        out.append(f"\n## {_md(accusation.who)}{against}\n\n> {_md(claim.content)}\n\n{_md_place(accusation)}\n")
        for row in answers:
            if row.denial is None:
                out.append("\nUnanswered.\n")
                continue
            score = f", {row.score}" if row.score is not None else ""
            out.append(f"\n- **{_md(row.denial.who)}** ({row.state}{score}): {_md(row.denial.claim.content)}")
            out.append(f"\n  {_md_place(row.denial)}")
            out.append(f"\n  Note: {_md(row.note)}" if row.note else "")
            out.append("\n")
    return "".join(out)


def _md_place(end: End) -> str:
    link = _link(end.claim.article)
    title = f"[{_md(end.title)}](<{link}>)" if link else _md(end.title)
    return ", ".join(part for part in (_md(end.outlet), _md(end.published[:10]), title) if part)


def _grouped(rows: Iterable[Row]) -> list[tuple[End, Sequence[Row]]]:
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.accusation.claim.key, []).append(row)
    return [(group[0].accusation, group) for group in groups.values()]


_STYLE = (
    "body{font:16px/1.5 Georgia,serif;max-width:70em;margin:2em auto;padding:0 1em}"
    "table{border-collapse:collapse;width:100%}td,th{vertical-align:top;text-align:left;padding:.8em;"
    "border-top:1px solid #999;width:50%}.who{font-weight:bold}.at{color:#555;font-size:.85em}"
)


def to_html(rows: Iterable[Row]) -> str:
    """Return one page that stands alone: accusations left, the denials that answer them right; no script."""
    out = [
        "<!doctype html>\n<html lang='en'><meta charset='utf-8'><title>Accusations and denials</title>"
        f"<style>{_STYLE}</style>\n<h1>Accusations and denials</h1>\n<table><tr><th>Accusation<th>Denials\n"
    ]
    for accusation, answers in _grouped(rows):
        right = "".join(_html_end(row.denial, row) if row.denial else "<p>Unanswered.</p>" for row in answers)
        out.append(f"<tr><td>{_html_end(accusation, None)}<td>{right}\n")
    return "".join(out) + "</table>\n</html>\n"


def _html_end(end: End, row: Row | None) -> str:
    link = _link(end.claim.article)
    title = html.escape(end.title)
    place = f"<a rel='nofollow noreferrer' href='{html.escape(link)}'>{title}</a>" if link else title
    state = f" <span class='at'>({html.escape(row.state)})</span>" if row else ""
    note = f"<p class='at'>Note: {html.escape(row.note)}</p>" if row and row.note else ""
    return (
        f"<p><span class='who'>{html.escape(end.who)}</span>{state}<br>{html.escape(end.claim.content)}<br>"
        f"<span class='at'>{html.escape(end.outlet)}, {html.escape(end.published[:10])}, {place}</span></p>{note}"
    )


def to_claimreview(rows: Iterable[Row]) -> str:
    """Return a JSON-LD graph with a ClaimReview for each accusation; it rates nothing, it names who disputes it."""
    graph = [_claim_review(accusation, answers) for accusation, answers in _grouped(rows)]
    return json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


def _claim_review(accusation: End, answers: Sequence[Row]) -> dict[str, object]:
    denials = [row.denial for row in answers if row.denial]
    verdict = f"Disputed by {', '.join(dict.fromkeys(d.who for d in denials))}" if denials else "Unanswered"
    return {
        "@type": "ClaimReview",
        "claimReviewed": accusation.claim.content,
        "itemReviewed": _claim_ld(accusation),
        "reviewRating": {"@type": "Rating", "alternateName": verdict},
        "reviewBody": " ".join(row.note for row in answers if row.note),
        "citation": [_claim_ld(d) for d in denials],
        **({"datePublished": answers[0].decided} if answers[0].decided else {}),
    }


def _claim_ld(end: End) -> dict[str, object]:
    work: dict[str, object] = {
        "@type": "NewsArticle",
        "headline": end.title,
        "publisher": {"@type": "Organization", "name": end.outlet},
    }
    if link := _link(end.claim.article):
        work["url"] = link
    if end.published:
        work["datePublished"] = end.published
    return {
        "@type": "Claim",
        "text": end.claim.content,
        "author": {"@type": "Thing", "name": end.who},
        "appearance": work,
    }


FORMATS: dict[str, Callable[[Iterable[Row]], str]] = {
    "jsonl": to_jsonl,
    "csv": to_csv,
    "markdown": to_markdown,
    "html": to_html,
    "claimreview": to_claimreview,
}
