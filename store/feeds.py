"""Reading feeds: RSS 0.9x to 2.0, RDF and Atom by feedparser, JSON Feed; and finding the feeds that a page names.

Pure: bytes in, values out. Feeds are hostile, so all of it runs in a worker process.
"""

import html
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from time import struct_time
from typing import Any
from urllib.parse import urldefrag, urljoin

from store.addresses import web_address
from store.errors import FeedError
from store.model import Snapshot, digest
from store.text import safe, safe_line

ENTRIES = 1_000  # read from the head of a feed: what is longer is an archive
LENGTH = 200_000  # characters kept of an entry's own text
OLDEST = date(1990, 1, 1)  # no article on the web is older: such a date is a mistake
AHEAD = timedelta(days=2)  # how far in the future a date may be, for time zones' and clocks' sake

_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_TAG = re.compile(r"<[^<>]{0,2000}>")
_YEAR_ZERO = re.compile(r"(?<![+-])\b00\d\d\b")
_END = re.compile(rb"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)
_FEED_PATH = re.compile(r"(?:^|[/._-])(?:rss|atom|feeds?)(?:[/._-]|$)|\.xml$|\.rdf$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One article as a feed tells of it."""

    key: str  # what it is known by: its link without what only tracks, or its id where it has none
    link: str  # absolute, http or https; empty where there is none
    title: str
    published: str  # ISO 8601, a bare date, or empty
    text: str  # HTML: the longest that the feed holds of it


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed as it stands."""

    title: str
    entries: tuple[Entry, ...]  # in the feed's order


def read_feed(page: Snapshot) -> Feed:
    """Return the feed in `page`. Raises `FeedError` where there is none."""
    body = page.body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if body.startswith(b"{"):
        return _json_feed(body, page.url)
    return _xml_feed(page)


def named_feeds(page: Snapshot) -> list[str]:
    """Return the addresses of the feeds that a web page names in its head or, failing that, links to; best first."""
    import lxml.html
    from lxml import etree

    try:
        tree = lxml.html.document_fromstring(page.body, parser=lxml.html.HTMLParser(collect_ids=False))
    except (etree.ParserError, ValueError) as error:
        raise FeedError("it is neither a feed nor a web page that names one") from error
    base = urljoin(page.url, next(iter(tree.xpath("//base/@href")), ""))
    links = [
        link.get("href")
        for link in tree.iter("link")
        if "alternate" in link.get("rel", "").lower().split() and link.get("type", "").strip().lower() in _TYPES
    ]
    links = links or [a.get("href") for a in tree.iter("a") if _FEED_PATH.search(a.get("href") or "")]
    found = [_web(link or "", base) for link in links]
    # A site's feed of readers' comments is no news; it is offered only where there is nothing else.
    return sorted(dict.fromkeys(filter(None, found)), key=lambda url: "comment" in url.lower())


def _xml_feed(page: Snapshot) -> Feed:
    import feedparser

    kind = page.content_type or "application/xml"
    if not page.charset and kind == "text/xml":
        kind = "application/xml"  # an old rule makes text/xml without a charset ASCII, whatever the document says
    headers = {"content-type": f"{kind}; charset={page.charset}" if page.charset else kind}
    # Never bytes or a string, which feedparser might take for an address or a file's name.
    parsed = feedparser.parse(
        io.BytesIO(_headed(page.body)), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
    )
    if not parsed.get("version") and not parsed.entries:
        looks = "a web page" if b"<html" in page.body[:2000].lower() else "something else"
        raise FeedError(f"this is no feed but {looks}; add the site's address, and its feeds are looked for")
    title = _plain(_text(parsed.feed.get("title")))
    return Feed(title, tuple(_xml_entry(entry, page.url) for entry in parsed.entries[:ENTRIES]))


def _headed(body: bytes) -> bytes:
    """Return a feed without what follows its first ENTRIES entries, still closed as it was."""
    ends = [match.end() for match in _END.finditer(body)]
    return body if len(ends) <= ENTRIES else body[: ends[ENTRIES - 1]] + body[ends[-1] :]


def _xml_entry(entry: Mapping[str, Any], base: str) -> Entry:
    texts = [_text(content.get("value")) for content in entry.get("content", ()) if isinstance(content, Mapping)]
    texts.append(_text(entry.get("summary")))
    dates = [(_text(entry.get(name)), entry.get(f"{name}_parsed")) for name in ("published", "created", "updated")]
    return _entry(
        base,
        link=_text(entry.get("feedburner_origlink")) or _link(entry),
        key=_text(entry.get("id")),
        title=_text(entry.get("title")),
        published=next(filter(None, (_moment(raw, parsed) for raw, parsed in dates)), ""),
        text=max(texts, key=len),
    )


def _link(entry: Mapping[str, Any]) -> str:
    """Return an entry's link; where it has only an id, that counts when it is an address."""
    link = _text(entry.get("link"))
    return link if "links" in entry or link.lower().startswith(("http://", "https://")) else ""


def _json_feed(body: bytes, base: str) -> Feed:
    try:
        feed = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise FeedError("this looks like a JSON feed and cannot be read; tell the site") from error
    if "jsonfeed.org" not in _text(feed.get("version")) or not isinstance(feed.get("items"), list):
        raise FeedError("this is JSON and no feed; add the site's address, and its feeds are looked for")
    items = [item for item in feed["items"][:ENTRIES] if isinstance(item, dict)]
    return Feed(_plain(_text(feed.get("title"))), tuple(_json_entry(item, base) for item in items))


def _json_entry(item: Mapping[str, Any], base: str) -> Entry:
    texts = [_text(item.get("content_html")), _paragraphs(_text(item.get("content_text")))]
    return _entry(
        base,
        link=_text(item.get("url")),
        key=str(item.get("id", "")),
        title=html.escape(_text(item.get("title"))),
        published=_moment(_text(item.get("date_published")), None),
        text=max(*texts, _paragraphs(_text(item.get("summary"))), key=len),
    )


def _entry(base: str, *, link: str, key: str, title: str, published: str, text: str) -> Entry:
    address = _web(link, base) if link else ""
    return Entry(
        key=web_address(address) or (f"{base}#{digest(key)}" if key else f"{base}#{digest(title, text)}"),
        link=address,
        title=_plain(title),
        published=published,
        text=safe(text[:LENGTH]),
    )


def _web(link: str, base: str) -> str:
    """Return an absolute web address without its fragment; empty where it is none."""
    try:
        address = urldefrag(urljoin(base, safe_line(link))).url
    except ValueError:
        return ""
    return address if address.lower().startswith(("http://", "https://")) else ""


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _plain(markup: str) -> str:
    """Return a title's words: titles hold markup, or what looks like it."""
    return safe_line(html.unescape(_TAG.sub("", markup)))[:500]


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{html.escape(line)}</p>" for line in text.splitlines() if line.strip())


def _moment(raw: str, parsed: struct_time | None) -> str:
    """Return a date as ISO 8601, with the offset that it was given; empty where it is none or cannot be true."""
    if _YEAR_ZERO.search(raw):  # what reads dates makes 2001 of it
        return ""
    for moment in _readings(raw.strip(), parsed):
        day = moment.date() if isinstance(moment, datetime) else moment
        if OLDEST <= day <= (datetime.now(UTC) + AHEAD).date():
            return moment.isoformat()
    return ""


def _readings(raw: str, parsed: struct_time | None) -> Iterator[date]:
    for read in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            yield read(raw)
            return
        except (ValueError, OverflowError, IndexError, TypeError):
            continue
    if parsed is not None:
        try:
            yield datetime(*parsed[:6], tzinfo=UTC)
        except (ValueError, OverflowError):
            return
