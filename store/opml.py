"""Lists of sources from and for other readers: OPML, and newsboat's `urls` file. Nothing in them is ever run."""

import codecs
import re
from xml.etree import ElementTree

from store.errors import FeedError
from store.model import Source
from store.text import safe_line

_WORD = re.compile(r'"((?:\\.|[^"\\])*)(?:"|$)|(#.*)|(\S+)')  # in quotes, else a remark, else bare
_ESCAPE = re.compile(r"\\(.)")


def parse_list(body: bytes) -> tuple[list[Source], list[str]]:
    """Return the feeds of an OPML file or of newsboat's `urls` file, whichever it is, and the lines that are left out.

    Raises `FeedError` for XML that is no OPML.
    """
    if body.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        return parse_opml(body), []
    return parse_newsboat_urls(body.decode("utf-8-sig", "replace"))


def parse_opml(body: bytes) -> list[Source]:
    """Return the feeds of an OPML file, each once; its folders and categories are their tags. Raises `FeedError`."""
    import listparser

    listed = listparser.parse(body)  # bytes: a string might be taken for an address and fetched
    if not listed.version:
        raise FeedError("this is no OPML file; export one from the other reader")
    found: dict[str, Source] = {}
    for feed in listed.feeds:
        url = safe_line(feed.url)
        if _is_web(url) and url not in found:
            tags = dict.fromkeys(safe_line(name) for path in feed.categories for name in path)
            title = safe_line(feed.title)
            found[url] = Source(url=url, title="" if title == url else title, tags=tuple(filter(None, tags)))
    return list(found.values())


def to_opml(sources: list[Source]) -> str:
    """Return `sources` as OPML 2.0: each in the folder of its first tag, with all of them as its categories."""
    root = ElementTree.Element("opml", version="2.0")
    ElementTree.SubElement(ElementTree.SubElement(root, "head"), "title").text = "newsdiff"
    body = ElementTree.SubElement(root, "body")
    folders: dict[str, ElementTree.Element] = {}
    for source in sources:
        tags = [safe_line(tag.replace(",", " ")) for tag in source.tags]  # a comma parts categories
        folder = body
        for name in tags[:1]:
            if name not in folders:
                folders[name] = ElementTree.SubElement(body, "outline", text=name, title=name)
            folder = folders[name]
        title = source.title or source.url
        outline = ElementTree.SubElement(folder, "outline", type="rss", text=title, title=title, xmlUrl=source.url)
        if tags:
            outline.set("category", ",".join(tags))
    ElementTree.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, encoding="unicode") + "\n"


def parse_newsboat_urls(text: str) -> tuple[list[Source], list[str]]:
    """Return the feeds of a newsboat `urls` file, and the lines that are left out: commands, filters and queries."""
    sources: list[Source] = []
    left_out: list[str] = []
    for line in text.splitlines():
        found = (match.groups() for match in _WORD.finditer(line))
        words = [bare or _ESCAPE.sub(r"\1", quoted or "") for quoted, remark, bare in found if remark is None]
        if not words:
            continue
        url, marks = words[0], [safe_line(word) for word in words[1:]]
        if not _is_web(url):
            left_out.append(safe_line(line))
            continue
        title = next((mark[1:] for mark in marks if mark.startswith("~")), "")
        tags = tuple(dict.fromkeys(mark for mark in marks if mark and mark[0] not in "~!"))
        sources.append(Source(url=safe_line(url), title=title, tags=tags))
    return sources, left_out


def _is_web(url: str) -> bool:
    return url.lower().startswith(("http://", "https://"))
