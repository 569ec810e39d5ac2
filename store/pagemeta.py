"""What a page says of itself: headline, outlet, names, time, language, tags and address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from store.addresses import web_address
from store.dates import find_date
from store.furniture import count_words
from store.model import normalise
from store.names import copyright_holder, names_of
from store.pagelines import UNSEEN, page_lines

_PARTING = re.compile(r"\s+(?:[|·•»—–-]|::|\|\|)\s+")
_OUTLET = (
    "og:site_name",
    "publisher",
    "dc.publisher",
    "application-name",
    "apple-mobile-web-app-title",
    "twitter:app:name:iphone",
)
_AUTHOR = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl", "citation_author")
_PUBLISHED = (
    "article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date",
    "sailthru.date", "pubdate", "publish-date", "publish_date", "publication_date", "dc.date.issued", "dcterms.created",
    "dc.date", "dcterms.date", "date", "article.published", "cxenseparse:recs:publishtime", "citation_publication_date",
)  # fmt: skip
_TIMES = (
    "//*[@itemprop='datePublished']/@datetime | //*[@itemprop='datePublished']/@content | //time[@pubdate]/@datetime",
    "//time[contains(@class, 'publish') or contains(@class, 'entry-date')]/@datetime",
    "//*[self::article or self::main or self::header]//time/@datetime",
)
_BYLINES = (
    "//*[contains(@class, 'byline') or contains(@class, 'Byline') or contains(@class, 'by-line')]",
    "//*[@rel='author' or contains(@itemprop, 'author')]",
    "//*[contains(@class, 'author') and not(self::body)]",
)
_IN_PATH = re.compile(r"/(?P<y>20\d\d)[/-](?P<m>\d\d?|[a-z]{3})[/-](?P<d>\d\d?)(?=[/-]|$)")
_NEAR = 12  # lines between a headline and its date


@dataclass(frozen=True, slots=True)
class PageMeta:
    """The metadata of one page; empty where it says nothing."""

    title: str
    description: str
    outlet: str
    byline: str
    published: str
    language: str  # as the page says, which may be a template's
    tags: tuple[str, ...]
    url: str


@dataclass(frozen=True)
class _Page:
    """A page's tree (lxml) with its meta elements and linked data, to be asked."""

    tree: Any
    metas: dict[str, list[str]]
    articles: Sequence[dict[str, Any]]

    def meta(self, *names: str) -> str:
        """Return the content of the first of these meta elements, in the order of `names`."""
        return next((self.metas[name][0] for name in names if name in self.metas), "")

    def linked(self, key: str) -> list[str]:
        """Return what the linked data say under `key`: the values or their names."""
        found = ([s for s in _strings(article.get(key)) if s.strip()] for article in self.articles)
        return next((strings for strings in found if strings), [])

    def texts(self, path: str, most: int = 10) -> list[str]:
        """Return the texts or attributes that the XPath `path` finds, without empty ones."""
        found = (e if isinstance(e, str) else e.text_content() for e in self.tree.xpath(path)[:most])
        return [line for text in found if (line := " ".join(text[:2000].split()))]


def page_meta(tree: Any, articles: Sequence[dict[str, Any]], address: str) -> PageMeta:
    """Return what the page `tree` (lxml) and its linked data `articles` say; `address` is where it came from."""
    page = _Page(tree, _metas(tree), articles)
    outlet = _outlet(page)
    title = _title(page, outlet)
    url = _canonical(page, address)
    return PageMeta(
        title=title,
        description=page.meta("og:description", "description", "twitter:description"),
        outlet=outlet,
        byline=_byline(page),
        published=_published(page, title, url),
        language=_language(page),
        tags=_tags(page),
        url=url,
    )


def _metas(tree: Any) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        names = (element.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
        name = next(filter(None, names), "").lower()
        content = " ".join((element.get("content") or "")[:2000].split())
        if name and content:
            metas.setdefault(name, []).append(content)
    return metas


def _strings(value: Any) -> Iterator[str]:
    """Yield the strings of a linked-data value: itself, its name, or its items' names."""
    for item in value[:50] if isinstance(value, list) else [value]:
        named = item.get("name") if isinstance(item, dict) else item
        for name in named[:10] if isinstance(named, list) else [named]:
            if isinstance(name, str):
                yield name


def _title(page: _Page, outlet: str) -> str:
    """The visible headline where the page's metadata bear it out; else what these say, without the outlet's name."""
    said = [*page.linked("headline")[:1], page.meta("og:title"), page.meta("twitter:title"), *page.texts("//title", 1)]
    said = [without_outlet(title, outlet) for title in said if title]
    heads = page.texts("//h1")
    for head in heads:
        if any(_alike(head, title) for title in said):
            return head
    return next(iter([*said, *heads]), "")


def _alike(one: str, other: str) -> bool:
    a, b = set(normalise(one).split()), set(normalise(other).split())
    return len(a & b) >= 0.3 * (len(a) + len(b)) > 0


def without_outlet(title: str, outlet: str) -> str:
    """Return a page's title without the outlet's and the section's name before or after it."""
    parts = _PARTING.split(title)
    if len(parts) == 1:
        return title
    name = normalise(outlet)
    named = [bool(name) and bool(part) and (part in name or name in part) for part in map(normalise, parts)]
    if "|" in title:
        return max(parts[:-1] if not named[0] else parts[1:], key=count_words)
    if named[0] and count_words(parts[0]) < count_words(title) / 2:
        return title[title.index(parts[1], len(parts[0])) :]
    if named[-1]:
        return title[: title.rindex(parts[-1])].rstrip(" ·•»—–-:")
    return title


def _outlet(page: _Page) -> str:
    said = page.meta(*_OUTLET)
    if said and "://" not in said:
        return said
    if named := page.linked("publisher"):
        return named[0]
    rows = list(page_lines(page.tree, UNSEEN))
    if holder := copyright_holder("\n".join(rows[-40:])):
        return holder
    if logo := page.texts("//img[contains(@src, 'logo') or contains(@class, 'logo')]/@alt", 1):
        return re.sub(r"\s*\blogo\b\s*", "", logo[0], flags=re.IGNORECASE)
    parts = _PARTING.split(next(iter(page.texts("//title", 1)), ""))
    return parts[-1] if len(parts) > 1 and count_words(parts[-1]) <= 5 else ""


def _byline(page: _Page) -> str:
    said = page.linked("author") or [page.meta(*_AUTHOR)]
    names = [name for value in said for name in names_of(value)]
    for path in _BYLINES:
        for text in page.texts(path, 3) if not names else ():
            names = names or names_of(text)
    return ", ".join(dict.fromkeys(names))


def _published(page: _Page, title: str, url: str) -> str:
    """The time that the metadata give; else the date nearest below (or above) the headline; else the address's."""
    said = [*page.linked("datePublished"), *(page.metas[name][0] for name in _PUBLISHED if name in page.metas)]
    for path in _TIMES:
        said += page.texts(path, 3)
    month_first = page.tree.get("lang", "").lower() == "en-us"
    dates = (find_date(text, month_first=month_first) for text in (*said, *_near_headline(page, title)))
    if found := next(filter(None, dates), ""):
        return found
    match = _IN_PATH.search(url.lower())
    return (
        find_date(f"{match['d']} {match['m']} {match['y']}" if match["m"].isalpha() else "-".join(match.groups()))
        if match
        else ""
    )


def _near_headline(page: _Page, title: str) -> Iterator[str]:
    rows = list(page_lines(page.tree))
    at = next((i for i, row in enumerate(rows) if normalise(row) == normalise(title)), None)
    if at is not None:
        yield from (row for row in rows[at + 1 : at + _NEAR] if count_words(row) <= 12)
        yield from (row for row in reversed(rows[max(0, at - 4) : at]) if count_words(row) <= 6)


def _language(page: _Page) -> str:
    said = (page.tree.get("lang"), page.tree.get("xml:lang"), page.meta("og:locale", "content-language", "language"))
    match = re.match(r"\s*([A-Za-z]{2})(?![A-Za-z])", next(filter(None, said), ""))
    return match[1].lower() if match else ""


def _tags(page: _Page) -> tuple[str, ...]:
    said = page.metas.get("article:tag") or page.linked("keywords") or page.metas.get("news_keywords")
    tags = (tag.strip() for value in said or page.metas.get("keywords", []) for tag in re.split(r"[,;]", value))
    return tuple(dict.fromkeys(tag for tag in tags if 0 < len(tag) <= 60))[:30]


def _canonical(page: _Page, address: str) -> str:
    """The address that the page gives itself, unless it is the site's home: some templates name that on every page."""
    links = [
        link.get("href", "") for link in page.tree.iter("link") if "canonical" in link.get("rel", "").lower().split()
    ]
    for link in (*links[:1], page.meta("og:url")):
        found = web_address(link, address)
        if found and not found.endswith("://" + found.split("/")[2] + "/"):
            return found
    return web_address(address)
