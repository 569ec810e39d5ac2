"""Cleaning: the bytes of a page or of a pasted dump to an Article. Pure: no network, no file, no clock."""

import re
from typing import Any

import lxml.html

from store.addresses import web_address
from store.charset import decode
from store.dumps import read_dump
from store.errors import InputError
from store.furniture import prose_score
from store.languages import detect_language
from store.model import Article, Snapshot, digest
from store.pagebody import page_paragraphs
from store.pagedata import linked_articles, told_paragraphs
from store.pagemeta import page_meta
from store.text import safe, safe_line

_REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,8})|(\d{1,10}));?", re.IGNORECASE)
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
    article = _from_page(text, snapshot) if is_page(text, kind, snapshot.url) else _from_dump(text, snapshot)
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
    return tags >= (20 if dumped else 4) and start.startswith("<")


def _harmless(text: str) -> str:
    """Return HTML without control characters, raw or as numeric references: one of them empties trafilatura's result."""

    def checked(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else int(match[2])
        bad = (code < 32 and code not in (9, 10, 13)) or code == 127 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF
        return " " if bad else match[0]

    return safe(_REFERENCE.sub(checked, text))


def _tree(text: str) -> Any:
    parser = lxml.html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        return lxml.html.document_fromstring(_harmless(text).encode(), parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError, ValueError) as error:
        raise InputError("This page cannot be read: its HTML holds no text.") from error


def _from_page(text: str, snapshot: Snapshot) -> Article:
    tree = _tree(text)
    articles = linked_articles(tree)
    meta = page_meta(tree, articles, snapshot.url)
    live = any("LiveBlogPosting" in str(article.get("@type")) for article in articles)
    body = _body(page_paragraphs(tree, told_paragraphs(articles, tree), meta.title, meta.description, live=live))
    return _article(
        snapshot,
        body,
        meta.title,
        meta.outlet,
        meta.byline,
        meta.published,
        detect_language(body) or meta.language,
        meta.tags,
        meta.url,
    )


def _from_dump(text: str, snapshot: Snapshot) -> Article:
    dump = read_dump(safe(text))
    return _article(
        snapshot,
        _body(dump.body),
        dump.title,
        dump.outlet,
        dump.byline,
        dump.published,
        dump.language,
        dump.tags,
        web_address(snapshot.url),
    )


def _body(paragraphs: Any) -> str:
    return "\n\n".join(line for paragraph in paragraphs if (line := safe_line(paragraph)))


def _article(
    snapshot: Snapshot,
    body: str,
    title: str,
    outlet: str,
    byline: str,
    published: str,
    language: str,
    tags: tuple[str, ...],
    url: str,
) -> Article:
    hints = snapshot.hints
    return Article(
        url=safe_line(url) or f"urn:newsdiff:{digest(body)}",
        title=safe_line(title or hints.get("title", "")),
        outlet=safe_line(outlet or hints.get("outlet", "")),
        byline=safe_line(byline),
        published=published or safe_line(hints.get("published", "")),
        language=language,
        tags=tuple(tag for tag in map(safe_line, tags) if tag),
        text=body,
    )
