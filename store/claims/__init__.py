"""Reading an article: `read_claims(article) -> list[Claim]`, pure, linear in the text.

Attributions are found first (who says what), their sources resolved to full names, and each is judged twice: by itself,
then in its article, once it is known who is accused there. What neither accuses nor denies comes out as `other`.
"""

from store.claims import draft as drafting
from store.claims import lexicons, stance, target
from store.claims.attribution import find_attributions
from store.claims.resolve import Resolver
from store.claims.scene import Scene
from store.model import Article, Claim, Kind

__all__ = ["read_claims"]


def read_claims(article: Article) -> list[Claim]:
    """Return the claims of `article` in the order of its text; none where its language is not one that can be read."""
    language = lexicons.language_of(article.text, article.language)
    if not language:
        return []
    people, words = lexicons.people(language), lexicons.stance(language)
    alone, placed = stance.tables()
    resolver = Resolver(article.text, people)
    drafts = drafting.drafts(find_attributions(article.text), resolver, words, people)
    drafting.first_look(drafts, alone)
    Scene(drafts, resolver, words, people).place()
    claims, accused = [], ""
    for one in drafts:
        verdict = stance.decide(one.placed, placed)
        aim = None
        if verdict.kind is Kind.ACCUSATION:
            explicit = one.target or target.explicit(one.attribution, resolver, one.who, words)
            accused = explicit or accused
            aim = accused or None
        claims.append(_claim(article, one, verdict, aim, words))
    return claims


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
        hedges=tuple(token for token in one.tokens if token in words.hedges),
        general=verdict.kind is Kind.DENIAL and _general(one),
        confidence=round(verdict.confidence * found.confidence, 3),
        rule=verdict.why,
    )


def _general(one: drafting.Draft) -> bool:
    """Tell whether a denial rejects without saying what is true instead: a denying verb and next to no words of its own."""
    return one.attribution.cue in ("deny", "reject", "dismiss", "refute", "dispute", "rubbish") and len(one.tokens) < 8
