"""What happens when an article arrives: the composer of everything that one transaction does.

It asks the database what stands beside the article, lets the pure stages decide (which story, which pairings, which
copies), and writes what they decided.
"""

import json
import sqlite3
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from store import pairing, stories, words
from store.database import derived, grouping, judging, reading
from store.database.connection import transaction
from store.database.ledger import Entry, Groups
from store.database.rows import anchor_for
from store.errors import InputError, StoreError, UnknownError
from store.model import Article, Claim, Kind, Outcome, Reading, Snapshot
from store.revisions import tells_the_same
from store.stages import pairs_of

LEARNED = "learned"  # what the fitted factors are kept under


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of a reading."""

    outcome: Outcome
    article: Article  # as stored: its URL is the one that it was first known by
    story: int
    accusations: int
    denials: int
    pairings: int


def arrive(con: sqlite3.Connection, snapshot: Snapshot, read: Reading) -> Stored:
    """Store a reading and all that follows from it, in one transaction; an article known with this text stays as it is."""
    with transaction(con):
        known = derived.known_article(con, read.article, snapshot.url)
        if known and (known.revision == read.article.revision or tells_the_same(_latest(con, known.url), read.article)):
            return _counted(con, Outcome.SAME, replace(read.article, url=known.url), known.story)
        kept = derived.add_snapshot(con, snapshot)
        if known is None:
            return _put(con, read, kept, None, came="", gone="")
        derived.keep_revision(con, known.id)
        return _put(con, read, kept, known, came=read.article.revision, gone=known.revision)


def _latest(con: sqlite3.Connection, url: str) -> Article:
    return reading.article(con, url, None)[0]


def reread(con: sqlite3.Connection, snapshot: int, read: Reading) -> Stored:
    """Put a better reading of a kept snapshot in the place of the old one, in one transaction.

    The article keeps its URL and the reader's judgements; its story is found anew among what this rebuild has reached.
    """
    with transaction(con):
        known = derived.article_on(con, snapshot)
        if known is None:
            raise InputError(f"snapshot {snapshot} belongs to no article any more")
        return _put(con, read, snapshot, known, came="", gone="", find_story=True)


def _put(
    con: sqlite3.Connection,
    read: Reading,
    snapshot: int,
    known: derived.Known | None,
    *,
    came: str,
    gone: str,
    find_story: bool = False,
) -> Stored:
    url = known.url if known else read.article.url
    article = replace(read.article, url=url)
    claims = derived.corrected(con, url, article.text, [replace(claim, article=url) for claim in read.claims])
    signature = _signature(read.signature) if read.signature else stories.signature(article)
    story, moved = known.story if known else 0, set[str]()
    if known is None or find_story:
        story, moved = _story_for(con, url, signature, known.story if known else None)
    if known:
        derived.update_article(con, known, article, snapshot, story, signature.to_json())
        number = known.id
        if story != known.story:
            grouping.move_article(con, url, story)
    else:
        number = derived.insert_article(con, article, snapshot, story, signature.to_json())
    derived.index_terms(con, number, signature.keys)
    derived.put_claims(con, number, story, claims, came, gone)
    pair_story(con, story, only={url} | moved)
    if known and known.story != story:
        grouping.refresh_story(con, known.story, stories.clearest_title)
    return _counted(con, Outcome.REVISED if gone else Outcome.STORED, article, story)


def _story_for(con: sqlite3.Connection, url: str, sign: stories.Signature, before: int | None) -> tuple[int, set[str]]:
    """Return the story of an article: where the reader put it, else where the stage finds it, else a new one.

    And the other articles that came into that story, since this one shows that two stories are the same.
    """
    total = derived.article_count(con)
    counts = derived.stem_counts(con, sign.keys)
    rarity = cache(words.library_rarity(counts, total))  # asked for each stem of each candidate
    near = stories.shortlist(derived.postings(con, stories.lookups(sign, counts, total), stories.POSTINGS), rarity)
    candidates = [_candidate(n) for n in derived.neighbours(con, near) if n.url != url]
    links = grouping.linked(con, url)
    candidates += [_candidate(n, together=together, apart=not together) for n, together in links]
    chosen = stories.choose(sign, candidates, rarity)
    if chosen:
        return _joined(con, url, chosen)
    apart = {n.story for n, together in links if not together}
    if before is not None and before not in apart and grouping.renew_story(con, before):
        return before, set()
    return grouping.new_story(con), set()


def _joined(con: sqlite3.Connection, url: str, same: Sequence[int]) -> tuple[int, set[str]]:
    """Put the stories `same` together, the smaller into the larger; return what the first is now, and what was moved.

    Only what this generation holds is moved: the rest is put in its place when a rebuild reaches it.
    """
    home, moved = same[0], set[str]()
    for other in same[1:]:
        held = {story: grouping.held_urls(con, story, url, stories.MOVED + 1) for story in (home, other)}
        gone, into = sorted(held, key=lambda story: (len(held[story]), -story))
        if len(held[gone]) > stories.MOVED or _put_apart(con, held[gone], into):
            continue
        for each in held[gone]:
            grouping.move_article(con, each, into)
        grouping.refresh_story(con, gone, stories.clearest_title)
        moved |= set(held[gone])
        home = into
    return home, moved


def _put_apart(con: sqlite3.Connection, urls: Sequence[str], story: int) -> bool:
    """Whether the reader put one of the articles at `urls` apart from one of `story`."""
    return any(n.story == story and not together for url in urls for n, together in grouping.linked(con, url))


@lru_cache(maxsize=1024)  # the newest articles are candidates again and again
def _signature(text: str) -> stories.Signature:
    return stories.Signature.from_json(text)


def _candidate(near: derived.Neighbour, *, together: bool = False, apart: bool = False) -> stories.Candidate:
    return stories.Candidate(near.story, _signature(near.signature), together, apart)


def pair_story(con: sqlite3.Connection, story: int, only: Collection[str] | None = None) -> None:
    """Find a story's pairings and copies anew: all of them, or those with an end in the articles at `only`."""
    claims, articles = grouping.story_material(con, story)
    grouping.put_pairings(con, story, pairs_of(claims, articles, only=only, weights=learned(con)), only)
    grouping.put_folds(con, story, _copies(claims))
    grouping.refresh_story(con, story, stories.clearest_title)


def learned(con: sqlite3.Connection) -> dict[str, float]:
    """Return what the reader's decisions in this library teach the pairing, fitted again where there are new ones."""
    mark = judging.judged_until(con)
    kept = json.loads(judging.remembered(con, LEARNED) or "{}")
    if kept.get("until") == mark:
        return dict(kept["factors"])
    factors = pairing.learn(judging.examples(con))
    with transaction(con):
        judging.remember(con, LEARNED, json.dumps({"until": mark, "factors": factors}))
    return factors


def relearn(con: sqlite3.Connection, story: int) -> None:
    """Rank a story's suggestions by what the reader has decided by now, and note that it is.

    The library is not held while the ranking is worked out: a large story takes seconds, and a key must not wait for
    them. A story that changed meanwhile was paired anew by that change, and is left as it is.
    """
    until, weights = judging.judged_until(con), learned(con)
    material = grouping.story_material(con, story)
    found = pairs_of(*material, weights=weights)
    with transaction(con):
        if grouping.story_material(con, story) == material:
            grouping.put_pairings(con, story, found, None)
            grouping.refresh_story(con, story, stories.clearest_title)
        if judging.judged_until(con) == until:
            grouping.ranked(con, story)


def _copies(claims: Sequence[Claim]) -> dict[str, str]:
    """Return for each claim that has near-verbatim copies the key of the first of them."""
    groups = (group for group in stories.same_text_groups(claims) if len(group) > 1)
    return {claims[i].key: claims[group[0]].key for group in groups for i in group}


def _counted(con: sqlite3.Connection, outcome: Outcome, article: Article, story: int) -> Stored:
    accusations, denials, pairings = derived.article_counts(con, article.url)
    return Stored(outcome, article, story, accusations, denials, pairings)


def rename(entry: Entry, story: int, title: str) -> None:
    """Keep the reader's title for a story; an empty one gives the clearest headline back."""
    judging.name_story(entry, grouping.story_urls(entry.con, story), title)
    grouping.refresh_story(entry.con, story, stories.clearest_title)


def retitle(con: sqlite3.Connection, articles: Sequence[str]) -> None:
    """Give the stories of these articles the titles that they should have by now."""
    for story in sorted(set(grouping.stories_of(con, articles).values())):
        grouping.refresh_story(con, story, stories.clearest_title)


def merge(entry: Entry, into: int, other: int) -> None:
    """Move every article of the story `other` into `into`, and keep that the reader wanted it so."""
    moved, there = grouping.story_urls(entry.con, other), grouping.story_urls(entry.con, into)
    if not moved or not there:
        raise UnknownError("One of these stories is not in this library any more")
    for url in moved:
        judging.link_articles(entry, there[0], url, together=True)
    entry.stories = ((into, there), (other, moved)), ((into, there + moved),)
    regroup(entry.con, entry.stories[1])


def split(entry: Entry, story: int, articles: Sequence[str]) -> int:
    """Move some of a story's articles into a new one, and keep that the reader wanted it so; return its id."""
    urls = grouping.story_urls(entry.con, story)
    moved = [url for url in urls if url in set(articles)]
    stay = [url for url in urls if url not in set(articles)]
    if not moved or not stay:
        raise StoreError("Choose some of the story's articles, not none or all of them; nothing was changed")
    for url in moved:
        for other in stay:
            judging.link_articles(entry, url, other, together=False)
        if url != moved[0]:
            judging.link_articles(entry, moved[0], url, together=True)
    home, new = regroup(entry.con, ((story, stay), (None, moved)))
    entry.stories = ((story, urls),), ((home, stay), (new, moved))
    return new


def regroup(con: sqlite3.Connection, groups: Groups) -> list[int]:
    """Give each group of articles a story without the others: the one named where it is theirs or free, else another.

    What came since into a story that two groups share stays with the first. Return the groups' stories.
    """
    homes, touched = list[int](), set[int]()
    for story, urls in groups:
        held = grouping.stories_of(con, urls)
        theirs = (at for at in (story, *held.values()) if at in held.values() and at not in homes)
        home = next(theirs, None) or grouping.new_story(con, story)
        homes.append(home)
        touched |= {home, *held.values()}
        for url, at in held.items():
            if at != home:
                grouping.move_article(con, url, home)
    for story in sorted(touched):
        pair_story(con, story)
    return homes


def put_back(con: sqlite3.Connection, url: str, found: Sequence[Claim] = ()) -> None:
    """Put the reader's marks and corrections into the claims of an article that is stored.

    `found` are claims as the engine found them, whose corrections were taken back.
    """
    article, claims = reading.article(con, url, None)
    known = derived.known_article(con, article, "-")
    if known is None:
        raise UnknownError("That article is not in this library")
    again = [claim for claim in (derived.placed(claim, article.text) for claim in found) if claim]
    engine = [claim for claim in claims if claim.rule != "hand"]
    derived.put_claims(con, known.id, known.story, derived.corrected(con, url, article.text, again + engine), "", "")
    pair_story(con, known.story, only={url})


def mark(entry: Entry, claim: Claim, article: Article) -> None:
    """Keep a claim that the reader made, and put it into the library."""
    _refuse_double(entry.con, claim)
    judging.put_mark(entry, anchor_for(claim, article))
    put_back(entry.con, article.url)


def correct(
    entry: Entry, claim: Claim, article: Article, kind: Kind | None, speaker: str | None, target: str | None
) -> Claim:
    """Keep the reader's correction of a claim and put it into the library; return the claim as corrected.

    A mark is made anew; a correction of a correction speaks of the claim as it was found.
    """
    behind = judging.correction_behind(entry.con, claim.key)
    result = derived.apply_correction(claim, kind, speaker, target)
    if result.key != claim.key:
        _refuse_double(entry.con, result)
    if claim.rule == "hand" and behind is None:
        judging.drop_mark(entry, claim.key)
        if result.kind is not Kind.OTHER:
            judging.put_mark(entry, anchor_for(result, article))
    else:
        found, before = behind or (anchor_for(claim, article), (None, None, None))
        now = [new if new is not None else old for new, old in zip((kind, speaker, target), before, strict=True)]
        judging.put_correction(entry, found, result, *now)
    put_back(entry.con, claim.article)
    return result


def _refuse_double(con: sqlite3.Connection, claim: Claim) -> None:
    """Refuse to make a claim that is there already: by its key it would take the place of the other."""
    if any(other.key == claim.key for other in reading.article(con, claim.article, None)[1]):
        raise StoreError(f"These words are marked as {claim.kind} already; correct that claim, if it is misread")
