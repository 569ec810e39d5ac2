"""Cleaning: the bytes of a page or of a pasted dump to an Article. Pure: no network, no file, no clock."""

import re
from collections.abc import Mapping
from typing import Any

import lxml.html

from store.addresses import web_address
from store.charset import decode
from store.dates import find_date
from store.dumps import read_dump
from store.errors import InputError
from store.furniture import prose_score
from store.languages import detect_language
from store.model import Article, Snapshot, digest
from store.pagebody import page_paragraphs
from store.pagedata import is_live, linked_articles, page_states, told_date, told_paragraphs
from store.pagemeta import page_meta
from store.segment import without_biography
from store.text import safe, safe_line

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,10}));?", re.IGNORECASE)
# Attributes without end: libxml2's time grows with the square of their number.
_ENDLESS = re.compile(r"<([a-zA-Z][\w:-]*)\s[^<>]{20000,}>")
_LIVE = re.compile(r"/live(?:-?blogs?|-updates|-news)?(?:/|$)", re.IGNORECASE)
_TAG = re.compile(
    r"<(?:/?(?:html|head|body|div|p|article|section|span|table|td|a|h1|h2|ul|li|script|meta|br)\b|!doctype\s+html)",
    re.IGNORECASE,
)


def clean(snapshot: Snapshot) -> Article:
    """Return the article in `snapshot`, a saved page or a pasted text dump.

    Raises `InputError` with a sentence for the reader when there is none: empty, binary, undecodable, no prose.
    """
    kind = snapshot.content_type.partition(";")[0].strip().lower()
    if kind.startswith(("image/", "audio/", "video/", "font/")) or kind in ("application/pdf", "application/zip"):
        raise InputError(f"This is {kind} and no text: newsdiff reads web pages and plain text.")
    text = decode(snapshot.body, snapshot.charset)
    read = _from_page if is_page(text, kind, snapshot.url) else _from_dump
    article = _made_safe(read(text, snapshot), snapshot.hints)
    if not any(prose_score(p) > 0 for p in article.text.split("\n\n")):
        raise InputError("No article was found in it: it has no paragraphs that read like one.")
    return article


def is_page(text: str, kind: str, name: str) -> bool:
    """Say whether `text` is HTML, from what it was called (`kind`, `name`) and, above that, from what it looks like."""
    start = text[:2000].lstrip("\ufeff \t\r\n").lower()
    if start.startswith(("<!doctype html", "<html")) or "<html" in start[:500]:
        return True
    tags = len(_TAG.findall(text[:20_000]))
    if "html" in kind or "xml" in kind or name.lower().endswith((".html", ".htm", ".xhtml")):
        return tags > 0
    dumped = kind == "text/plain" or name.lower().endswith((".txt", ".text", ".md"))
    return tags >= (20 if dumped else 2) and start.startswith("<")


def _harmless(text: str) -> str:
    """Return HTML without control characters, raw or as numeric references: one of them empties trafilatura's result."""

    def checked(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        bad = (code < 32 and code not in (9, 10, 13)) or code == 127 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
        return " " if bad else match[0]

    return _ENDLESS.sub(r"<\1>", safe(_REFERENCE.sub(checked, text)))


def _tree(text: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml.html.document_fromstring(_harmless(text).encode(), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError("This page cannot be read: its HTML holds no text.") from error


def _from_page(text: str, snapshot: Snapshot) -> Article:
    tree = _tree(text)
    articles, states = linked_articles(tree), page_states(tree)
    meta = page_meta(tree, articles, snapshot.url)
    live = is_live(articles) or _LIVE.search(meta.url) is not None
    told = told_paragraphs(articles, states, meta.title)
    paragraphs = page_paragraphs(tree, told, meta.title, meta.description, live=live)
    body = "\n\n".join(without_biography(paragraphs, meta.byline.split(", ")))
    return Article(
        url=meta.url,
        title=meta.title,
        outlet=meta.outlet,
        byline=meta.byline,
        published=meta.published or next(filter(None, map(find_date, told_date(states))), ""),
        language=detect_language(body) or meta.language,
        tags=meta.tags,
        text=body,
    )


def _from_dump(text: str, snapshot: Snapshot) -> Article:
    dump = read_dump(safe(text))
    return Article(
        url=web_address(snapshot.url),
        title=dump.title,
        outlet=dump.outlet,
        byline=dump.byline,
        published=dump.published,
        language=dump.language,
        tags=dump.tags,
        text="\n\n".join(dump.body),
    )


def _made_safe(article: Article, hints: Mapping[str, str]) -> Article:
    """Return `article` with every string fit to be shown, a name of its own, and its gaps filled from a feed's `hints`."""
    paragraphs = filter(None, map(safe_line, article.text.split("\n\n")))
    text = "\n\n".join(paragraphs)
    return Article(
        url=safe_line(article.url) or f"urn:newsdiff:{digest(text)}",
        title=safe_line(article.title or hints.get("title", "")),
        outlet=safe_line(article.outlet or hints.get("outlet", "")),
        byline=safe_line(article.byline),
        published=article.published or find_date(hints.get("published", "")),
        language=article.language,
        tags=tuple(filter(None, map(safe_line, article.tags))),
        text=text,
    )
