"""Feeds of every format, good and bad; the feeds that pages name; lists from and for other readers."""

import json
from pathlib import Path

import pytest

from store import feeds
from store.errors import FeedError
from store.feeds import Entry, Feed, named_feeds, read_feed
from store.model import Snapshot, Source
from store.opml import parse_list, parse_newsboat_urls, parse_opml, to_opml

LISTS = Path(__file__).parent / "data" / "lists"
URL = "https://echo.example/feed"
NOON = "2026-11-20T12:00:00+01:00"

RSS_091 = """<?xml version="1.0"?><rss version="0.91"><channel><title>Echo</title><link>https://echo.example/</link>
<item><title>Dredging halted</title><link>https://echo.example/dredging</link><description>The port denies it.</description></item>
</channel></rss>"""
RSS_2 = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>
<title>Echo</title><item><title>Dredging halted</title><link>/dredging#top</link><guid isPermaLink="false">e-1</guid>
<pubDate>Fri, 20 Nov 2026 12:00:00 +0100</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>The port denies it at length.</p>]]></content:encoded></item></channel></rss>"""
RDF = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://echo.example/">
<title>Echo</title></channel><item rdf:about="https://echo.example/dredging"><title>Dredging halted</title>
<link>https://echo.example/dredging</link><dc:date>2026-11-20T12:00:00+01:00</dc:date></item></rdf:RDF>"""
ATOM = """<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Echo</title><entry><id>urn:e-1</id>
<title type="html">Dredging &lt;b&gt;halted&lt;/b&gt;</title><link rel="alternate" href="https://echo.example/dredging"/>
<updated>2026-11-21T00:00:00Z</updated><published>2026-11-20T12:00:00+01:00</published>
<content type="html">&lt;p&gt;The port denies it.&lt;/p&gt;</content></entry></feed>"""
JSON = json.dumps({
    "version": "https://jsonfeed.org/version/1.1", "title": "Echo",
    "items": [{
        "id": 1, "url": "https://echo.example/dredging", "title": "Dredging halted", "date_published": NOON,
        "content_text": "The port denies it.\n\nAnd again & again.",
    }],
})  # fmt: skip


def read(body: str | bytes, content_type: str = "application/xml", charset: str = "") -> Feed:
    data = body.encode() if isinstance(body, str) else body
    return read_feed(Snapshot(url=URL, body=data, content_type=content_type, charset=charset))


def item(inside: str) -> Entry:
    return read(f'<rss version="2.0"><channel><title>Echo</title><item>{inside}</item></channel></rss>').entries[0]


@pytest.mark.parametrize("body", [RSS_091, RSS_2, RDF, ATOM, JSON], ids=["rss 0.91", "rss 2.0", "rdf", "atom", "json"])
def test_every_format_tells_title_and_link(body: str) -> None:
    feed = read(body)
    (entry,) = feed.entries
    assert feed.title == "Echo"
    assert (entry.title, entry.link, entry.key) == ("Dredging halted", *["https://echo.example/dredging"] * 2)
    assert entry.published == ("" if body is RSS_091 else NOON)


def test_the_longest_text_of_an_entry_is_its_own() -> None:
    assert read(RSS_2).entries[0].text == "<p>The port denies it at length.</p>"
    assert read(JSON).entries[0].text == "<p>The port denies it.</p><p>And again &amp; again.</p>"


def test_an_entry_without_a_link_is_known_by_its_id_or_its_words() -> None:
    assert item("<guid>e-1</guid><description>One.</description>").link == ""
    assert (
        item("<guid>e-1</guid>").key
        == item("<guid>e-1</guid><title>New title</title>").key
        != item("<guid>e-2</guid>").key
    )
    assert item("<title>One</title>").key != item("<title>Two</title>").key
    assert item("<guid>https://echo.example/a</guid>").link == "https://echo.example/a"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "http://[::1"])
def test_only_web_links_are_links(link: str) -> None:
    assert item(f"<link>{link}</link><guid isPermaLink='false'>x</guid>").link == ""


@pytest.mark.parametrize(
    "date",
    ["Mon, 01 Jan 0001 00:00:00 +0000", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT",
     "yesterday", "", "1970-01-01T00:00:00Z", "99999999999999"],
)  # fmt: skip
def test_a_date_that_cannot_be_true_is_none(date: str) -> None:
    assert item(f"<title>x</title><pubDate>{date}</pubDate>").published == ""


def test_dates_keep_their_offset() -> None:
    assert item("<pubDate>Fri, 20 Nov 2026 12:00:00 +0330</pubDate>").published == "2026-11-20T12:00:00+03:30"
    assert item("<pubDate>2026-11-20</pubDate>").published == "2026-11-20"


def test_titles_are_words_and_safe() -> None:
    assert item("<title>&lt;i&gt;R&amp;amp;D&lt;/i&gt; \u202efake\n  line</title>").title == "R&D fake line"


def test_a_broken_feed_gives_what_can_be_read() -> None:
    (entry,) = read(
        '<rss version="2.0"><channel><item><title>a & b</title><link>https://echo.example/a</link></item>'
    ).entries
    assert (entry.title, entry.link) == ("a & b", "https://echo.example/a")


@pytest.mark.parametrize(
    "body", ["<html><body><p>News</p></body></html>", "", "just text", "{}", '{"a": 1}', "[" * 9999, "{" * 9999]
)
def test_what_is_no_feed_is_told(body: str) -> None:
    with pytest.raises(FeedError):
        read(body)


def test_an_archive_is_cut_to_its_head() -> None:
    items = "".join(f"<item><title>{n}</title></item>" for n in range(5000))
    feed = read(f'<rss version="2.0"><channel><title>Echo</title>{items}</channel></rss>')
    assert (feed.title, len(feed.entries), feed.entries[-1].title) == ("Echo", feeds.ENTRIES, str(feeds.ENTRIES - 1))


def test_entities_do_not_multiply() -> None:
    declared = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE rss [<!ENTITY a0 "ha">{declared}]><rss version="2.0"><channel><title>&a11;</title></channel></rss>'
    )
    assert len(read(bomb).title) < 1000


def test_the_charset_of_the_document_counts() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-1"?><rss version="2.0"><channel><title>Écho</title></channel></rss>'
    assert read(body.encode("latin-1"), "text/xml").title == "Écho"


# Pages that name feeds


def named(markup: str) -> list[str]:
    return named_feeds(Snapshot(url="https://echo.example/news/", body=markup.encode()))


def test_a_page_names_its_feeds() -> None:
    head = """<link rel="alternate" type="application/rss+xml" href="/comments/feed"><link rel="stylesheet" href="a.css">
    <link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="text/html" href="/de">
    <link rel="Alternate home" type="Application/Atom+XML" href="atom"><link rel="alternate" type="application/rss+xml" href="javascript:x">"""
    assert named(f"<html><head>{head}</head><body></body></html>") == [
        "https://echo.example/feed", "https://echo.example/news/atom", "https://echo.example/comments/feed",
    ]  # fmt: skip


def test_a_page_that_names_none_may_link_to_one() -> None:
    assert named('<p><a href="/rss/all">RSS</a> <a href="/feedback">write to us</a> <a href="/news.xml">x</a></p>') == [
        "https://echo.example/rss/all", "https://echo.example/news.xml",
    ]  # fmt: skip
    assert named("<p>nothing</p>") == []


# Lists


def test_sources_come_back_from_opml_with_their_tags() -> None:
    sources = [
        Source("https://a.example/feed?x=1&y=2", "A & <b>Co</b>", ("world", "harbours, ports")),
        Source("https://b.example/feed", "B", ("world",)),
        Source("https://c.example/feed"),
    ]
    back = parse_opml(to_opml(sources).encode())
    assert [(s.url, s.title, s.tags) for s in back] == [
        ("https://a.example/feed?x=1&y=2", "A & <b>Co</b>", ("world", "harbours ports")),
        ("https://b.example/feed", "B", ("world",)),
        ("https://c.example/feed", "", ()),
    ]


def test_another_readers_opml_is_read() -> None:
    """Nested folders, categories, feeds twice, links that are no feeds, addresses that are none."""
    body = b"""<?xml version="1.0"?><opml version="1.0"><head><title>subs</title></head><body>
    <outline text="News"><outline text="Ports"><outline type="rss" text="Echo" xmlUrl="https://echo.example/feed"
    category="/local,weekly"/></outline><outline xmlUrl="https://echo.example/feed" text="again"/>
    <outline xmlUrl="exec:rm" text="bad"/></outline><outline type="link" url="https://x.example/"/></body></opml>"""
    (source,) = parse_opml(body)
    assert (source.url, source.title) == ("https://echo.example/feed", "Echo")
    assert set(source.tags) == {"News", "Ports", "local", "weekly"}


@pytest.mark.parametrize("body", [b"", b"<html></html>", b"\x00\x01", b"https://echo.example/feed"])
def test_what_is_no_opml_is_told(body: bytes) -> None:
    with pytest.raises(FeedError):
        parse_opml(body)


def test_what_newsboat_exports_is_read() -> None:
    assert parse_opml((LISTS / "newsboat.opml").read_bytes()) == [
        Source("https://canal-echo.example/feed?x=1&y=2", 'My "own" Echo'),
        Source("https://harbour.example/rss", "Lock & Harbour “Daily”"),
        Source("https://unread.example/atom.xml"),
    ]


def test_what_freshrss_exports_is_read() -> None:
    assert parse_opml((LISTS / "freshrss.opml").read_bytes()) == [
        Source("https://canal-echo.example/feed", "Canal Echo", ("Uncategorized",)),
        Source("https://harbour.example/rss", "Harbour Daily", ("Ports & ships",)),
        Source("https://scrape.example/news.html", "A page to scrape", ("Ports & ships",)),
    ]


def test_newsboats_list_is_read_and_its_commands_are_left_out() -> None:
    sources, left_out = parse_newsboat_urls((LISTS / "newsboat-urls").read_text(encoding="utf-8"))
    assert sources == [
        Source("https://canal-echo.example/feed?x=1&y=2", 'My "own" Echo', ("world",)),
        Source("https://harbour.example/rss#latest", tags=("slow news", "ports")),
        Source("https://quiet.example/feed", "Quiet"),
        Source("https://bare.example/feed"),
    ]
    assert [line.strip('"').partition(":")[0] for line in left_out] == ["exec", "filter", "query", "query", "file"]


@pytest.mark.parametrize(("name", "listed"), [("newsboat.opml", 3), ("freshrss.opml", 3), ("newsboat-urls", 4)])
def test_a_list_is_read_by_what_it_is_not_by_its_name(name: str, listed: int) -> None:
    body = (LISTS / name).read_bytes()
    assert len(parse_list(body)[0]) == len(parse_list(b"\xef\xbb\xbf" + body)[0]) == listed
