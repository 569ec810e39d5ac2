"""Claims as cards: who says it, with which word, what, where and when, and what answers it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from rich.segment import Segment
from textual.strip import Strip

from store.model import Answer, Card, Kind, State, Strength
from tui import wording
from tui.widgets.listing import Listing
from tui.widgets.paint import Mark, pieces, plain, row, spread, wrap

BLANK = Strip([], 0)


@dataclass(frozen=True, slots=True)
class Entry:
    """A card in a pane: a claim of the story, or one end of a pairing."""

    card: Card
    answer: Answer | None = None
    against: str = ""  # the words of the other end, whose words are picked out here
    why: bool = False  # the pairing's reasons are unfolded

    @property
    def key(self) -> str:
        """The claim's key."""
        return self.card.claim.key


class ClaimList(Listing[Entry]):
    """A pane of cards."""

    def __init__(self, *, id: str | None = None, empty: str = "") -> None:
        super().__init__(id=id, empty=empty)
        self.entries: list[Entry] = []

    def show_entries(self, entries: Iterable[Entry], key: str = "", *, from_top: int | None = None) -> None:
        """Show these cards; the one with `key` is selected, or the first."""
        self.entries = list(entries)
        at = next((i for i, entry in enumerate(self.entries) if entry.key == key), 0)
        self.show(len(self.entries), at, from_top=from_top)

    @property
    def current(self) -> Entry | None:
        """The selected card."""
        return self.entries[self.selected] if self.entries else None

    def replace_current(self, entry: Entry) -> None:
        """Show the selected card otherwise, in its place."""
        height = len(rows_of(self.entries[self.selected], self.row_width))
        self.entries[self.selected] = entry
        if len(rows_of(entry, self.row_width)) == height:
            self.refresh_row(self.selected)
        else:
            self.show(self.count, self.selected, from_top=self.from_top)
            self._reach()

    def pick_out(self, against: str) -> None:
        """Pick out on the selected card the words that it shares with `against`; the others show none."""
        for index, entry in enumerate(self.entries):
            wanted = against if index == self.selected else ""
            if entry.against != wanted:
                self.entries[index] = replace(entry, against=wanted)
                self.refresh_row(index)

    def measure(self, width: int) -> list[int]:
        """Return each card's height."""
        return [len(rows_of(entry, width)) for entry in self.entries]

    def draw(self, index: int, width: int, selected: bool) -> list[Strip]:
        """Return a card's lines."""
        return [self._strip(line, width) for line in rows_of(self.entries[index], width)]

    def _strip(self, line: "Row", width: int) -> Strip:
        if not line.text and not line.right:
            return BLANK
        marks = [Mark(start, end, self.style(name)) for start, end, name in line.marks]
        left: list[Segment] = pieces(line.text, line.start, line.end, marks)
        right = [plain(text, self.style(name)) for text, name in line.right]
        return row(spread(left, right, width) if right else left, width)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card: a slice of a text with named styles over it, and what stands at the right edge."""

    text: str = ""
    start: int = 0
    end: int = 0
    marks: tuple[tuple[int, int, str], ...] = ()
    right: tuple[tuple[str, str], ...] = ()


def rows_of(entry: Entry, width: int) -> list[Row]:
    """Return the lines of a card in `width` cells, with the blank one that parts it from the next."""
    card, answer = entry.card, entry.answer
    rows = [_state(answer)] if answer else []
    rows += _head(card, width)
    text = wording.quoted(card.claim)
    marks = tuple((a, b, "match") for a, b in wording.shared(text, entry.against)) if entry.against else ()
    rows += [Row(text, a, b, marks) for a, b in wrap(text, width)]
    rows += _foot(card, width, answered=answer is None)
    for note in _notes(card, answer):
        rows += _wrapped(note, width, "faint")
    if entry.why and answer:
        rows += _why(answer, width)
    return [*rows, Row()]


def _wrapped(text: str, width: int, *names: str) -> list[Row]:
    return [Row(text, a, b, tuple((0, len(text), name) for name in names)) for a, b in wrap(text, width)]


def _state(answer: Answer) -> Row:
    """Return what became of the pairing, how the denial answers, and at the right the score."""
    look = {State.SAVED: "good", State.MADE: "good", State.REJECTED: "bad", State.SUGGESTED: "faint"}[answer.state]
    state = f"{wording.STATES[answer.state]} {wording.STATE_WORDS[answer.state]}"
    text = f"{state} · {answer.pairing.strength}"
    marks = ((0, len(state), look), (len(state), len(text), "faint"))
    score = () if answer.state is State.MADE else ((str(answer.pairing.score), "strong"),)
    return Row(text, 0, len(text), marks, score)


def _head(card: Card, width: int) -> list[Row]:
    """Return who says it and with which word, marked when unnamed; for an accusation also against whom."""
    claim = card.claim
    look = "accusation" if claim.kind is Kind.ACCUSATION else "denial"
    star = "★ " if card.starred else ""
    name = star + wording.who(claim)
    unnamed = " (unnamed)" if claim.anonymous else ""
    cue = f" {claim.cue}" if claim.cue else ""
    text = name + unnamed + cue
    marks = ((0, len(name), look), (len(name), len(text), "faint"))
    rows = [Row(text, a, b, marks) for a, b in wrap(text, width)]
    if claim.kind is Kind.ACCUSATION and claim.target:
        against = f"against {claim.target}"
        rows += [Row(against, a, b, ((0, 7, "faint"), (8, len(against), "strong"))) for a, b in wrap(against, width)]
    return rows


def _foot(card: Card, width: int, *, answered: bool) -> list[Row]:
    """Return outlet and date, and how often the claim is answered."""
    place = " · ".join(part for part in (card.outlet, wording.day(card.published)) if part)
    right: tuple[tuple[str, str], ...] = ()
    if answered:
        word = "denial" if card.claim.kind is Kind.ACCUSATION else "accusation"
        nothing = "unanswered" if card.claim.kind is Kind.ACCUSATION else "answers nothing"
        right = ((wording.plural(card.answers, word), "faint") if card.answers else (nothing, "bad"),)
    rows = _wrapped(place, width, "faint")
    last = rows[-1]
    if right and last.end - last.start + 2 + len(right[0][0]) > width:
        rows.append(Row(" ", 0, 1))
    rows[-1] = replace(rows[-1], right=right)
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
        yield "✎ " + " ".join([answer.note, *(f"#{tag}" for tag in answer.tags)]).strip()


def _why(answer: Answer, width: int) -> list[Row]:
    """Return the pairing's reasons in plain words, the weightiest first."""
    reasons = sorted(answer.pairing.reasons, key=lambda reason: -abs(reason.points))
    if not reasons:
        said = "Paired by hand" if answer.state is State.MADE else "No reasons were kept for this pairing"
        return _wrapped(f"Why: {said}", width, "faint")
    rows = _wrapped("Why they are paired", width, "strong")
    for reason in reasons:
        text = f"{reason.points:+4.0f}  {reason.detail or reason.name}"
        for number, (a, b) in enumerate(wrap(text, width - 6) if len(text) > width else [(0, len(text))]):
            shown = text[a:b] if not number else "      " + text[a:b]
            rows.append(Row(shown, 0, len(shown), ((0, 5, "faint"),) if not number else ()))
    return rows


def entries_of(cards: Sequence[Card]) -> list[Entry]:
    """Return a story's claims as a pane's cards."""
    return [Entry(card) for card in cards]


def answers_of(answers: Sequence[Answer], against: str, *, why: bool = False) -> list[Entry]:
    """Return a claim's answers as a pane's cards, the words shared with it picked out."""
    return [Entry(answer.card, answer, against, why) for answer in answers]


def specific(answer: Answer) -> bool:
    """Return whether the denial speaks to that very wrong."""
    return answer.pairing.strength is Strength.SPECIFIC
