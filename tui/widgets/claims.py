"""Claims as cards: who says it, with which word, what, where and when, and what answers it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment

from store.library import Library
from store.model import Answer, Card, Claim, Kind, State
from tui import wording
from tui.widgets.paint import wrap
from tui.widgets.rows import GAP, PagedList, Row, RowList, faint, wrapped

UNTOLD = ("base", "sure", "alike")  # reasons that hold for a claim or for all pairs, or that words cannot tell
LITTLE = 3.0  # points below which a reason is not worth a line
STATE_LOOKS = {State.SAVED: "good", State.MADE: "good", State.REJECTED: "bad", State.SUGGESTED: "faint"}


class Entry(NamedTuple):
    """A card in a pane: a claim of the story, or one end of a pairing."""

    card: Card
    answer: Answer | None = None
    against: str = ""  # the words of the other end, whose words are picked out here
    why: bool = False  # the pairing's reasons are unfolded
    mixed: bool = False  # among cards of the other kind: a sign tells which this is

    @property
    def key(self) -> str:
        """The claim's key."""
        return self.card.claim.key


class ClaimList(RowList[Entry]):
    """A pane of cards."""

    def show_entries(self, entries: Iterable[Entry], key: str = "", *, from_top: int | None = None) -> None:
        """Show these cards; the one with `key` is selected, what stands in its place where it is gone, or the first."""
        items = list(entries)
        at = next((i for i, entry in enumerate(items) if entry.key == key), self.selected) if key else 0
        self.show_items(items, at, from_top=from_top)

    def rows(self, item: Entry, width: int) -> list[Row]:
        """Return the lines of a card."""
        return card_rows(item, width)


class StoryClaims(PagedList[str, Entry]):
    """A story's claims, of which it may have thousands, known by their keys."""

    def __init__(self, library: Library, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.library = library
        self._picked = (0, "")  # the row in which words are picked out, and with what words it shares them

    def read(self, keys: Sequence[str]) -> Sequence[Entry | None]:
        """Return these claims' cards."""
        return [card and Entry(card) for card in self.library.cards_of(keys)]

    def show_claims(self, keys: Sequence[str], key: str = "", *, from_top: int | None = None) -> None:
        """Show these claims; the one with `key` is selected, what stands in its place where it is gone, or the first."""
        at = 0
        if key:
            at = keys.index(key) if key in keys else self.selected
        self.show_keys(keys, at, from_top=from_top)

    def pick_out(self, against: str) -> None:
        """Pick out on the selected card the words that it shares with `against`; the others show none."""
        before, self._picked = self._picked, (self.selected, against)
        if before != self._picked:
            for index in {before[0], self.selected}:
                self.refresh_row(index)

    def rows(self, item: Entry | None, width: int) -> list[Row]:
        """Return the lines of a card."""
        return card_rows(item, width) if item else [GAP]

    def draw(self, index: int, width: int, selected: bool) -> list[list[Segment]]:
        """Return a card's lines, with the words picked out where it is the one."""
        item, (picked, against) = self.item(index), self._picked
        if item and index == picked:
            item = item._replace(against=against)
        return [self.line(row, width) for row in self.rows(item, width)]


def card_rows(item: Entry, width: int) -> list[Row]:
    """Return the lines of a card."""
    card, answer = item.card, item.answer
    rows = [_state(answer)] if answer else []
    rows += head(card.claim, width, sign=wording.KINDS[card.claim.kind] if item.mixed else "", starred=card.starred)
    rows += words(card.claim, width, item.against)
    rows += _foot(card, width, alone=answer is None)
    for note in _notes(card, answer):
        rows += faint(note, width)
    if item.why and answer:
        rows += _why(answer, width)
    return [*rows, GAP]


def head(claim: Claim, width: int, *, sign: str = "", starred: bool = False) -> list[Row]:
    """Return who says it and with which word, marked when unnamed; for an accusation also against whom."""
    name = " ".join(part for part in (sign, "★" if starred else "", wording.who(claim)) if part)
    text = name + (" (unnamed)" if claim.anonymous else "") + (f" {claim.cue}" if claim.cue else "")
    look = "accusation-name" if claim.kind is Kind.ACCUSATION else "denial-name"
    if claim.kind is Kind.ACCUSATION and claim.target:  # what the reader has to check, not what one looks for
        against = f"against {claim.target}"
        if cell_len(f"{text} · {against}") > width:
            return [
                *wrapped(text, width, (0, len(name), look), (len(name), len(text), "faint")),
                *faint(against, width),
            ]
        text = f"{text} · {against}"
    return wrapped(text, width, (0, len(name), look), (len(name), len(text), "faint"))


def words(claim: Claim, width: int, against: str = "") -> list[Row]:
    """Return the claim's words, those picked out that it shares with `against`."""
    text = wording.quoted(claim)
    marks = [(a, b, "match") for a, b in wording.shared(text, against)] if against else []
    return wrapped(text, width, (0, len(text), "strong"), *marks)


def _state(answer: Answer) -> Row:
    """Return what became of the pairing, how the denial answers, and at the right the score."""
    state = f"{wording.STATES[answer.state]} {wording.STATE_WORDS[answer.state]}"
    text = f"{state} · {answer.pairing.strength}"
    marks = ((0, len(state), STATE_LOOKS[answer.state]), (len(state), len(text), "faint"))
    score = () if answer.state is State.MADE else ((str(answer.pairing.score), "strong"),)
    return Row(text, 0, len(text), marks, score)


def _foot(card: Card, width: int, *, alone: bool) -> list[Row]:
    """Return outlet and date, and on a card of the story how often it is answered."""
    rows = faint(" · ".join(part for part in (card.outlet, wording.day(card.published)) if part), width)
    if not alone:
        return rows
    accuses = card.claim.kind is Kind.ACCUSATION
    if card.answers:
        right = (wording.plural(card.answers, "denial" if accuses else "accusation"), "faint")
    else:
        right = ("unanswered" if accuses else "answers nothing", "bad")
    if rows[-1].end - rows[-1].start + 2 + len(right[0]) > width:
        rows.append(Row(" ", 0, 1))
    rows[-1] = rows[-1]._replace(right=(right,))
    return rows


def _notes(card: Card, answer: Answer | None) -> Iterable[str]:
    if card.also:
        yield f"also in {', '.join(card.also)}"
    if card.claim.rule == "hand":
        yield "✎ marked by hand"
    if card.gone:
        yield "✂ no longer in the article"
    if card.note:
        yield f"✎ {card.note}"
    if answer and (answer.note or answer.tags):
        yield "✎ " + wording.untagged(answer.note, answer.tags)


def _why(answer: Answer, width: int) -> list[Row]:
    """Return the pairing's reasons in plain words, the weightiest first; those of little weight or meaning are one line."""
    reasons = sorted(answer.pairing.reasons, key=lambda reason: -abs(reason.points))
    if not reasons:
        return faint("You paired the two by hand" if answer.state is State.MADE else "No reasons were kept", width)
    telling = [r for r in reasons if r.name not in UNTOLD and abs(r.points) >= LITTLE]
    lines = [(r.points, r.detail or r.name) for r in telling]
    if len(telling) < len(reasons):
        lines.append((sum(r.points for r in reasons if r not in telling), "everything else"))
    rows = wrapped("Why they are paired", width, (0, 19, "strong"))
    for weight, detail in lines:
        points = f"{weight:+4.0f}  "
        for number, (a, b) in enumerate(wrap(detail, max(8, width - len(points)))):
            text = (" " * len(points) if number else points) + detail[a:b]
            rows.append(Row(text, 0, len(text), ((0, len(points), "faint"),)))
    return rows


def answers_of(answers: Sequence[Answer], against: str, *, why: bool = False) -> list[Entry]:
    """Return a claim's answers as a pane's cards, the words shared with it picked out."""
    return [Entry(answer.card, answer, against, why) for answer in answers]
