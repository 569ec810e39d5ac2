"""The stages composed as pure steps: a file's bytes to an article, its claims, a story's pairings.

Nothing here touches a library or a network. Heavy imports wait inside, so that reading clean text needs no page cleaner.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from store.errors import InputError
from store.model import Article, Claim, Pairing, Reading, Snapshot
from store.text import safe_line

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

MAX_BYTES = 20_000_000  # of a file or a page: the longest newspaper article with its furniture is a tenth of it
_TYPES = {".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain", ".text": "text/plain"}


def snapshot_of(path: str) -> Snapshot:
    """Return the bytes of the file at `path`, or of standard input for "-".

    Raises `InputError`, one sentence with the way out, for what is missing, a directory, not readable or too large.
    """
    if path == "-":
        return Snapshot(url="-", body=_limited(sys.stdin.buffer.read(MAX_BYTES + 1), path))
    try:
        with Path(path).open("rb") as file:
            body = _limited(file.read(MAX_BYTES + 1), path)
    except FileNotFoundError:
        raise InputError(f"{safe_line(path)}: there is no such file") from None
    except IsADirectoryError:
        raise InputError(f"{safe_line(path)}: this is a directory; name the files in it") from None
    except PermissionError:
        raise InputError(f"{safe_line(path)}: may not be read; check its permissions") from None
    except (OSError, ValueError) as error:
        raise InputError(f"{safe_line(path)}: cannot be read ({safe_line(str(error))})") from None
    return Snapshot(url=str(Path(path).absolute()), body=body, content_type=_TYPES.get(Path(path).suffix.lower(), ""))


def _limited(body: bytes, path: str) -> bytes:
    if len(body) > MAX_BYTES:
        raise InputError(f"{safe_line(path)}: is larger than {MAX_BYTES // 1_000_000} MB; save the article alone")
    if not body.strip():
        raise InputError(f"{safe_line(path)}: is empty")
    return body


def clean(snapshot: Snapshot) -> Article:
    """Return the article in a page or dump. Raises `InputError` where there is none."""
    from store.clean import clean as clean_snapshot

    return clean_snapshot(snapshot)


def plain_article(path: str) -> Article:
    """Return the file at `path` as an article whose text is exactly what stands in it, so that offsets hold."""
    body = snapshot_of(path).body
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise InputError(f"{safe_line(path)}: is not UTF-8; save it as UTF-8, or leave out --text") from None
    return Article(url=path, title="", outlet="", byline="", published="", language="", tags=(), text=text)


def claims_of(article: Article) -> list[Claim]:
    """Return the claims of `article` in the order of its text."""
    return claims_of_each([article])[0]


def claims_of_each(articles: Sequence[Article]) -> list[list[Claim]]:
    """Return the claims of each of `articles`: faster than one by one, a dozen at a time."""
    from store.claims import read_each

    return read_each(articles)


def is_readable(article: Article) -> bool:
    """Return whether the article is in a language that claims can be read in; in others none are found."""
    from store.claims.lexicons import language_of

    return bool(language_of(article.text, article.language))


def read(snapshot: Snapshot) -> Reading:
    """Return the article and its claims: what a worker process makes of one snapshot. Raises `InputError`."""
    return reading_of(clean(snapshot))


def reading_of(article: Article) -> Reading:
    """Return `article` with its claims and what it is known by among others."""
    from store.stories import signature

    return Reading(article, tuple(claims_of(article)), signature(article).to_json())


def pairs_of(
    claims: Sequence[Claim],
    articles: Mapping[str, Article],
    *,
    only: "Collection[str] | None" = None,
    rarity: "Callable[[str], float] | None" = None,
    weights: Mapping[str, float] | None = None,
) -> list[Pairing]:
    """Return the pairings of one story, best first; see `store.pairing.pair`."""
    from store.pairing import pair

    return pair(claims, articles, only=only, rarity=rarity, weights=weights)
