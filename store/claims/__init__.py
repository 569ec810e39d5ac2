"""Reading articles: `read_claims(article) -> list[Claim]`, pure, linear in the text; `read_each` takes several at once.

Attributions are found first (who says what), their sources resolved to full names, and each is judged twice: by itself,
then in its article, once it is known who is accused there. What neither accuses nor denies comes out as `other`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from store.claims import draft as drafting
from store.claims import lexicons, stance, target
from store.claims.aim import Blame
from store.claims.attribution import Attribution, attributions
from store.claims.following import is_following
from store.claims.nested import told_once
from store.claims.passage import Passage, read_passage
from store.claims.reading import readings
from store.claims.resolve import Resolver
from store.claims.scene import Scene
from store.model import Article, Claim, Kind

__all__ = ["read_claims", "read_each"]

_PRONOUNS = frozenset(("he", "she", "it", "they", "his", "her", "its", "their"))  # "rejects claims that it …"


def read_claims(article: Article) -> list[Claim]:
    """Return the claims of `article` in the order of its text; none where its language is not one that can be read."""
    return read_each([article])[0]


def read_each(articles: Iterable[Article]) -> list[list[Claim]]:
    """Return the claims of each of `articles`, in their order.

    They go through the steps together: what a step needs stays in the processor's caches, which for a dozen articles is
    faster by a tenth than one after the other.
    """
    works = [_Work(article, lexicons.language_of(article.text, article.language)) for article in articles]
    readable = [work for work in works if work.language]
    for step in (_part, _attribute, _resolve, _draft, _look, _place, _judge, _aim, _write):
        for work in readable:
            step(work)
    return [work.claims for work in works]


@dataclass(slots=True)
class _Work:
    """An article on its way through the steps."""

    article: Article
    language: str
    claims: list[Claim] = field(default_factory=list)
    passage: Passage = field(init=False)
    found: list[Attribution] = field(init=False)
    pieces: list[tuple[Attribution, int]] = field(init=False)  # of what was found, each with its number there
    resolver: Resolver = field(init=False)
    drafts: list[drafting.Draft] = field(init=False)
    scene: Scene = field(init=False)
    verdicts: list[stance.Verdict] = field(init=False)
    targets: list[str | None] = field(init=False)


def _part(work: _Work) -> None:
    work.passage = read_passage(work.article.text)


def _attribute(work: _Work) -> None:
    work.found = attributions(work.passage, readings(work.passage))
    pieces = [(piece, n) for n, one in enumerate(work.found) for piece in drafting.pieces(one, work.article.text)]
    work.pieces = sorted(pieces, key=lambda pair: (pair[0].start, pair[0].end))


def _resolve(work: _Work) -> None:
    work.resolver = Resolver(work.article.text, lexicons.people(work.language))


def _draft(work: _Work) -> None:
    pieces = [piece for piece, _ in work.pieces]
    people, words = lexicons.people(work.language), lexicons.stance(work.language)
    work.drafts = drafting.drafts(pieces, work.resolver, words, people, stance.tables().words)


def _look(work: _Work) -> None:
    drafting.first_look(work.drafts, stance.tables().alone)


def _place(work: _Work) -> None:
    people, words = lexicons.people(work.language), lexicons.stance(work.language)
    work.scene = Scene(work.drafts, work.resolver, words, people)
    work.scene.place()


def _judge(work: _Work) -> None:
    net = stance.tables().placed
    work.verdicts = [
        stance.decide(one.placed, net) if one.placed else stance.Verdict(Kind.OTHER, 1.0 - one.accuses - one.denies, "")
        for one in work.drafts
    ]


def _aim(work: _Work) -> None:
    words = lexicons.stance(work.language)
    work.targets = _targets(work.drafts, work.verdicts, work.scene, work.resolver, words, work.article.title)


def _write(work: _Work) -> None:
    judged = zip(work.drafts, work.verdicts, work.targets, (number for _, number in work.pieces), strict=True)
    words = lexicons.stance(work.language)
    told = [one for one in judged if one[1].kind is Kind.ACCUSATION or not is_following(one[0].attribution)]
    whole = _rejoined(_joined(told, work.article.text), work.found)
    claims = [_claim(work.article, *parts, words) for parts in whole]
    # "She alleges that the firm suspects X and that Y": Y is told by both, and whoever is named first vouches for it.
    first = {(claim.start, claim.end): claim for claim in sorted(claims, key=_vouched, reverse=True)}
    work.claims = told_once(list(first.values()))


def _vouched(claim: Claim) -> int:
    return claim.cue_start if claim.cue_start is not None else claim.start


_Judged = tuple[drafting.Draft, stance.Verdict, str | None, int]


def _joined(judged: list[_Judged], text: str) -> list[_Judged]:
    """Return what was judged, sentences of one quotation that follow each other as one where they do the same.

    So are denials that "and" joins in one content: "the till was full and nobody had touched it". What answers a charge is
    told as one (of annotated contents so joined, 41 of 45), where wrongs are told apart.
    """
    pieces = Counter(number for *_, number in judged)
    joined: list[_Judged] = []
    last: dict[int, _Judged] = {}  # of each content, by its number
    for one in judged:
        draft, verdict, _, number = one
        before = last.get(number)
        if (
            before
            and before[1].kind is verdict.kind
            and (
                drafting.follows(before[0], draft, text)
                or (verdict.kind is Kind.DENIAL and pieces[number] == 2 and drafting.goes_on(before[0], draft, text))
            )
        ):
            before[0].extend(draft)
        else:
            joined.append(one)
            last[number] = one
    return joined


def _rejoined(
    judged: list[_Judged], found: list[Attribution]
) -> Iterator[tuple[drafting.Draft, stance.Verdict, str | None]]:
    """Yield what was judged, the pieces of a content as one where none of them accuses or denies; each alone, otherwise.

    The last of a judged tuple is the index in `found` of the attribution that it is of.
    """
    charged = {number for _, verdict, _, number in judged if verdict.kind is not Kind.OTHER}
    told = set()
    for one, verdict, aim, number in judged:
        if number in charged:
            yield one, verdict, aim
        elif number not in told:
            told.add(number)
            one.attribution = found[number]
            yield one, verdict, aim


def _targets(
    drafts: list[drafting.Draft],
    verdicts: list[stance.Verdict],
    scene: Scene,
    resolver: Resolver,
    words: lexicons.Stance,
    title: str,
) -> list[str | None]:
    """Return whom each accusation aims at, None for other kinds and where nobody can be named."""
    blame, said = Blame(resolver, title), []
    for one, verdict in zip(drafts, verdicts, strict=True):
        who, explicit = one.who, ""
        if verdict.kind is Kind.ACCUSATION:
            explicit = one.target or target.stated(one.attribution, resolver, who, words)
            blame.add(explicit, 1.0)
            if who and not who.anonymous:
                blame.add(who.name, -0.5)
        elif verdict.kind is Kind.DENIAL and who:
            blame.add(who.party or (None if who.anonymous else who.name), 1.0 if who.party or not who.person else 0.4)
        said.append(explicit)
    for number, denier in _denied_at_once(drafts, verdicts).items():
        said[number] = said[number] or denier
    return [
        blame.aim(one.attribution, explicit, side, one.who.name if one.who else "")
        if verdict.kind is Kind.ACCUSATION
        else None
        for one, verdict, explicit, side in zip(drafts, verdicts, said, scene.sides, strict=True)
    ]


def _denied_at_once(drafts: list[drafting.Draft], verdicts: list[stance.Verdict]) -> dict[int, str]:
    """Return whom claims aim at, by their numbers, that a denial holds and that say it by a pronoun: "denies that it lied"."""
    deniers = {
        one.attribution.sentence: (one, one.who)
        for one, verdict in zip(drafts, verdicts, strict=True)
        if verdict.kind is Kind.DENIAL and one.who
    }
    found = {}
    for number, one in enumerate(drafts):
        denial, who = deniers.get(one.attribution.sentence, (None, None))
        if denial and who and one.tokens and one.tokens[0] in _PRONOUNS and denial.spans(one):
            found[number] = who.party or who.name
    return found


def _claim(
    article: Article, one: drafting.Draft, verdict: stance.Verdict, aim: str | None, words: lexicons.Stance
) -> Claim:
    found, text, who = one.attribution, article.text, one.who
    named = found.source_start is not None and found.source_end is not None
    return Claim(
        article=article.url,
        kind=verdict.kind,
        content=text[found.start : found.end],
        start=found.start,
        end=found.end,
        source=text[found.source_start : found.source_end] if named else None,
        source_start=found.source_start,
        source_end=found.source_end,
        speaker=who.name if who else None,
        party=(who.party or None) if who else None,
        cue=text[found.cue_start : found.cue_end] if found.cue_start is not None else None,
        cue_start=found.cue_start,
        cue_end=found.cue_end,
        target=aim,
        quote=found.quote,
        anonymous=bool(who and who.anonymous and named),
        hedges=() if words.hedges.isdisjoint(one.tokens) else tuple(t for t in one.tokens if t in words.hedges),
        general=verdict.kind is Kind.DENIAL and _general(one),
        confidence=round(verdict.confidence, 3),
        rule=verdict.why or f"frame {found.frame}, no sign of accusing or denying",
    )


def _general(one: drafting.Draft) -> bool:
    """Tell whether a denial rejects without saying what is true instead: a denying verb and next to no words of its own."""
    return one.attribution.cue in ("deny", "reject", "dismiss", "refute", "dispute", "rubbish") and len(one.tokens) < 8
