"""What a page says of itself: headline, outlet, names, time, language, tags and address."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from store.dates import find_date
from store.furniture import count_words
from store.languages import detect_language
from store.model import normalise

_TRACKING = re.compile(
    r"^(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ref_?src|cmpid|ito|smid|ns_.*|at_.*|ocid|s?campaign|icid|xtor)$",
    re.IGNORECASE,
)
_SEPARATOR = re.compile(r"\s+(?:[|·•»—–-]|::|\|\|)\s+")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "pubdate", "publish-date",
    "publish_date", "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date", "date", "article.published", "cxenseparse:recs:publishtime",
)  # fmt: skip
_BY = re.compile(r"^(?:by|von|par|por|di|door|af|av|text|words)[:\s]+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The metadata of one page; empty where it says nothing."""

    title: str
    outlet: str
    byline: str
    published: str
    language: str
    tags: tuple[str, ...]
    url: str


def page_meta(tree: Any, articles: list[dict[str, Any]], address: str, text: str) -> PageMeta:
    """Return what the page `tree` (lxml) and its linked data say; `address` resolves links, `text` is its body."""
    meta = _metas(tree)
    outlet = _outlet(tree, meta, articles)
    return PageMeta(
        title=_title(tree, meta, articles, outlet),
        outlet=outlet,
        byline=_byline(tree, meta, articles),
        published=_published(tree, meta, articles),
        language=_language(tree, meta, text),
        tags=_tags(meta, articles),
        url=_canonical(tree, meta, address),
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        name = (
            element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv") or ""
        )
        content = " ".join((element.get("content") or "").split())
        if name and content:
            metas.setdefault(name.lower(), []).append(content)
    return metas


def _first(meta: dict[str, list[str]], *names: str) -> str:
    return next((meta[name][0] for name in names if name in meta), "")


def _text(element: Any) -> str:
    return " ".join(element.text_content().split())


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings of a linked-data value: itself, its name, or its items'."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value[:50]:
            if isinstance(item, str):
                yield item
            elif isinstance(item, dict) and isinstance(item.get("name"), str):
                yield item["name"]
    elif isinstance(value, dict):
        yield from _strings(value.get("name")) if not isinstance(value.get("name"), dict) else ()


def _linked(articles: list[dict[str, Any]], key: str) -> list[str]:
    return next((found for article in articles if (found := [s for s in _strings(article.get(key)) if s.strip()])), [])


def _title(tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]], outlet: str) -> str:
    """The visible headline where the page's metadata bears it out, else what these say, without the outlet's name."""
    said = [*_linked(articles, "headline")[:1], _first(meta, "og:title"), _first(meta, "twitter:title")]
    said += [_text(title) for title in tree.xpath("//head/title | //title")[:1]]
    said = [without_outlet(title, outlet) for title in said if title]
    heads = [text for h1 in tree.xpath("//h1")[:10] if (text := _text(h1))]
    for head in heads:
        if any(_alike(head, title) for title in said):
            return head
    if said:
        return said[0]
    return heads[0] if heads else ""


def _alike(a: str, b: str) -> bool:
    x, y = set(normalise(a).split()), set(normalise(b).split())
    return len(x & y) * 2 > 0.6 * (len(x) + len(y)) * 1.0 if x and y else False


def without_outlet(title: str, outlet: str) -> str:
    """Return a page's title without the names of its outlet and section."""
    parts = _SEPARATOR.split(title)
    if len(parts) == 1:
        return title
    name = normalise(outlet)

    def is_name(part: str) -> bool:
        folded = normalise(part)
        return (
            bool(name)
            and bool(folded)
            and (folded in name or (name in folded and count_words(part) <= count_words(outlet) + 2))
        )

    if is_name(parts[0]) and count_words(parts[0]) < count_words(" ".join(parts[1:])):
        return title[len(parts[0]) :].lstrip(" |·•»—–-:")
    if "|" in title or is_name(parts[-1]):
        longest = (
            max(parts[:-1], key=count_words) if "|" in title else title[: title.rindex(parts[-1])].rstrip(" |·•»—–-:")
        )
        return longest
    return title


def _outlet(tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]]) -> str:
    said = _first(
        meta,
        "og:site_name",
        "publisher",
        "article:publisher_name",
        "dc.publisher",
        "application-name",
        "apple-mobile-web-app-title",
    )
    if said and not said.startswith("http"):
        return said
    named = _linked(articles, "publisher")
    if named:
        return named[0]
    return copyright_holder(_text(tree)[-3000:]) or _suffix(tree)


_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|copyright)\s*(?:copyright\s*)?(?:\d{4}(?:\s*[-–]\s*\d{4})?)?[\s,]*(?:by\s+)?(?P<name>[^\W\d_][^.|·©\n\d]{1,58}?)"
    r"(?=\s*(?:[.|·©\n\d,]|$|\ball rights\b|\bmedia group\b|\blimited\b|\bltd\b|\binc\b|\bgmbh\b|\bllc\b))",
    re.IGNORECASE,
)


def copyright_holder(text: str) -> str:
    """Return whom the last copyright line of `text` names, or an empty string."""
    found = [match["name"].strip(" ,-") for match in _COPYRIGHT.finditer(text)]
    return next((name for name in reversed(found) if 1 <= count_words(name) <= 6), "")


def _suffix(tree: Any) -> str:
    for title in tree.xpath("//title")[:1]:
        parts = _SEPARATOR.split(_text(title))
        if len(parts) > 1 and count_words(parts[-1]) <= 5:
            return str(parts[-1])
    return ""


def _byline(tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]]) -> str:
    said = _linked(articles, "author") or [
        _first(meta, "author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
    ]
    if not any(names_of(value) for value in said):
        said = [
            _text(e)
            for e in tree.xpath(
                "//*[@rel='author' or contains(@itemprop, 'author')] | //*[contains(@class, 'byline') or contains(@class, 'Byline')]"
            )[:3]
        ]
        said = said[:1]
    return ", ".join(dict.fromkeys(name for value in said for name in names_of(value)))


def names_of(byline: str) -> list[str]:
    """Return the persons that a by-line names, without "By", their posts and their addresses."""
    if "//" in byline:
        return []
    byline = _BY.sub("", byline.strip())
    byline = re.split(r"\s[|·•]\s|\s+in\s|@|\d", byline)[0]
    names = re.split(r"\s+(?:and|und|et|y|e|en|och|i|&)\s+|,|;", byline)
    shaped = [" ".join(name.split()) for name in names]
    shaped = [_BY.sub("", name) for name in shaped]
    return [
        name
        for name in shaped[:8]
        if 2 <= len(name.split()) <= 5
        and all(w[:1].isupper() or len(w) <= 3 for w in name.split())
        and not _POST.search(name)
    ]


_POST = re.compile(
    r"\b(?:editor|reporter|correspondent|sport|news|staff|writer|chief|desk|redaktion|agency|press|columnist)\b",
    re.IGNORECASE,
)


def _published(tree: Any, meta: dict[str, list[str]], articles: list[dict[str, Any]]) -> str:
    for said in (*_linked(articles, "datePublished"), _first(meta, *_PUBLISHED), *_times(tree)):
        found = find_date(said)
        if found:
            return found
    return ""


def _times(tree: Any) -> Iterator[str]:
    """Yield what the page's time elements say, those that call themselves the time of publication first."""
    yield from tree.xpath(
        "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //time[@pubdate]/@datetime"
    )[:3]
    yield from tree.xpath("//time[ancestor::article or ancestor::main or ancestor::header]/@datetime")[:3]
    yield from tree.xpath("//time/@datetime")[:1]


def _language(tree: Any, meta: dict[str, list[str]], text: str) -> str:
    seen = detect_language(text)
    if seen:
        return seen
    said = next(
        iter(tree.xpath("/html/@lang | /html/@xml:lang", namespaces={"xml": "http://www.w3.org/XML/1998/namespace"})),
        "",
    )
    said = said or _first(meta, "og:locale", "content-language", "language")
    match = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", said)
    return match[1].lower() if match else ""


def _tags(meta: dict[str, list[str]], articles: list[dict[str, Any]]) -> tuple[str, ...]:
    said = (
        meta.get("article:tag")
        or _linked(articles, "keywords")
        or meta.get("news_keywords")
        or meta.get("keywords")
        or []
    )
    tags = [tag.strip() for value in said for tag in re.split(r"[,;]", value)]
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= 60))[:30]


def _canonical(tree: Any, meta: dict[str, list[str]], address: str) -> str:
    links = [link.get("href") for link in tree.iter("link") if "canonical" in (link.get("rel") or "").lower().split()]
    for link in (*links[:1], _first(meta, "og:url")):
        if link and (
            found := web_address(urljoin(address, link.strip()) if address.startswith("http") else link.strip())
        ):
            return found
    return web_address(address)


def web_address(link: str) -> str:
    """Return `link` without fragment and tracking parameters, or an empty string where it is no http(s) address."""
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:
        return ""
    if (
        parts.scheme.lower() not in ("http", "https")
        or not host
        or parts.username
        or re.search(r"[\s<>\"'\\^`{|}]", link)
    ):
        return ""
    query = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.match(key)]
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", urlencode(query), ""))
