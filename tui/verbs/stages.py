"""`newsdiff clean`, `claims` and `pairs`: each stage over files, without touching a library."""

import gc
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

from store import stages
from store.errors import StoreError
from store.model import Article, Claim, Kind
from tui.verbs.output import claim_row, complain, pair_row, print_json, say

T = TypeVar("T")
FILES = click.argument("files", nargs=-1, required=True)
JSON = click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")


AT_ONCE = 100_000  # characters, about sixteen articles: with more at a time reading gets no faster


def each(
    files: tuple[str, ...],
    article_of: Callable[[str], Article],
    stage: Callable[[list[Article]], Iterable[T]],
    at_once: int,
) -> Iterator[tuple[str, T]]:
    """Yield what `stage` makes of the article in each of `files`, given as many as have `at_once` characters together.

    Complains of the files that fail; exits 1 when all are done.
    """
    failed = False
    waiting: list[tuple[str, Article]] = []
    for number, file in enumerate(files, 1):
        try:
            waiting.append((file, article_of(file)))
        except StoreError as error:
            complain(str(error))
            failed = True
        articles = [article for _, article in waiting]
        if number == len(files) or sum(len(article.text) for article in articles) >= at_once:
            yield from zip([name for name, _ in waiting], stage(articles), strict=True)
            waiting = []
    if failed:
        sys.exit(1)


def _cleaned(file: str) -> Article:
    return stages.clean(stages.snapshot_of(file))


@click.command()
@JSON
@FILES
def clean(files: tuple[str, ...], as_json: bool) -> None:
    """Print the article in each page or text dump: its body paragraphs and metadata."""
    for file, article in each(files, _cleaned, list, 0):
        if as_json:
            print_json(
                [
                    {
                        "file": file,
                        "title": article.title,
                        "outlet": article.outlet,
                        "byline": article.byline,
                        "published": article.published,
                        "language": article.language,
                        "tags": list(article.tags),
                        "url": article.url,
                        "text": article.text,
                    }
                ]
            )
        else:
            for name in ("title", "outlet", "byline", "published", "language", "url"):
                if value := getattr(article, name):
                    say(f"{name}: {value}")
            say(f"\n{article.text}\n")


@click.command()
@JSON
@click.option("--text", "plain", is_flag=True, help="The files are clean text already.")
@click.option("--explain", is_flag=True, help="Show which rule found each claim.")
@FILES
def claims(files: tuple[str, ...], as_json: bool, plain: bool, explain: bool) -> None:
    """Print what each article's sources say: accusations, denials and other statements."""
    gc.disable()  # what is read is freed as it goes, without cycles; looking for them costs a tenth of the time
    article_of = stages.plain_article if plain else _cleaned
    for file, (article, found) in each(files, article_of, _read, AT_ONCE):
        if not found and not stages.is_readable(article):
            complain(f"{file}: in a language that newsdiff does not read; it was left unread")
        if as_json:
            rows = (claim_row(claim, file) for claim in found)
            print_json(
                {**row, "rule": claim.rule} for row, claim in zip(rows, found, strict=True)
            ) if explain else print_json(rows)
        else:
            for claim in found:
                _print_claim(claim, explain)
    gc.freeze()  # else the interpreter looks through all that was read once more as it ends


def _read(articles: list[Article]) -> Iterable[tuple[Article, list[Claim]]]:
    return zip(articles, stages.claims_of_each(articles), strict=True)


def _print_claim(claim: Claim, explain: bool) -> None:
    who = claim.speaker or claim.source or "nobody named"
    against = f" against {claim.target}" if claim.target else ""
    say(f"{claim.start:>6}  {claim.kind:<10}  {who}{against} [{claim.cue or '-'}]: {claim.content}")
    if explain:
        say(f"{'':8}{claim.rule}  (confidence {claim.confidence:.2f}, {claim.quote})")


@click.command()
@JSON
@FILES
def pairs(files: tuple[str, ...], as_json: bool) -> None:
    """Print each accusation with the denials that answer it; all FILES are one story."""
    articles: dict[str, Article] = {}
    named: dict[str, str] = {}
    found: dict[str, Claim] = {}
    failed = 0
    for file in files:
        try:
            article = _cleaned(file)
            if article.url not in articles:
                articles[article.url], named[article.url] = article, file
                found.update((claim.key, claim) for claim in stages.claims_of(article) if claim.kind is not Kind.OTHER)
        except StoreError as error:
            complain(str(error))
            failed = 1
    pairings = stages.pairs_of(list(found.values()), articles)
    if as_json:

        def row(key: str) -> dict[str, object]:
            return claim_row(found[key], named[found[key].article])

        print_json(pair_row(p, row(p.accusation), row(p.denial)) for p in pairings)
    else:
        for p in pairings:
            say(f"{p.score:>3}  {p.strength:<8}  {found[p.accusation].content}\n{'':15}<- {found[p.denial].content}")
    sys.exit(failed)
