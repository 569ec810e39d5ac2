"""Pages to articles."""

import html
import json
from pathlib import Path

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.clean import clean
from store.errors import InputError
from store.model import Article, Snapshot
from store.text import safe

PAGES = Path(__file__).parent / "data" / "pages"
BODY = [
    "Port Ansel’s harbour board has accused the dredging firm Calloway Marine of billing for mud that was never moved.",
    "The letter says that nine barges were invoiced twice and that two of them never left their moorings at all.",
    "Calloway denied the charge. “Every barge was weighed by the board’s own clerk,” said its director, Hester Lowe.",
    "“We would welcome an audit.”",
    "The clerk, who asked not to be named, said that he had signed whatever was put before him, and would again.",
    "The board will meet on Thursday to decide whether to suspend the contract, which runs until the spring of 2027.",
]
TITLE = "Harbour board accuses dredger over barges"


def page(body: str = "", *, head: str = "", end: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{TITLE} | Port &amp; Tide</title>{head}</head><body>'
        '<header><a href="/">Port &amp; Tide</a><ul><li>News</li><li>Law</li></ul></header>'
        f"<main><h1>{TITLE}</h1>{body}</main><footer>© 2024 Port &amp; Tide</footer>{end}</body></html>"
    )


def paragraphs(texts: list[str] = BODY) -> str:
    return "".join(f"<p>{html.escape(text)}</p>" for text in texts)


def read(source: str | bytes, **told: str) -> Article:
    body = source.encode() if isinstance(source, str) else source
    return clean(Snapshot(url=told.pop("url", "https://port.example/barges"), body=body, **told))  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["plain", "tables", "live"])
def test_the_body_is_what_a_reader_would_mark(name: str) -> None:
    source = (PAGES / f"{name}.html").read_bytes()
    marked = lxml.html.fromstring(source.decode()).xpath("//*[@data-body]")
    assert read(source, url=f"{name}.html").text.split("\n\n") == [e.text_content() for e in marked]


def test_what_a_page_says_of_itself() -> None:
    article = read((PAGES / "plain.html").read_bytes(), url="https://portandtide.example/x/y")
    assert article.title == "Harbour board accuses dredger of billing for mud that stayed"
    assert article.outlet == "Port & Tide"
    assert article.byline == "Hester Moll, Odo Pryce"
    assert article.published == "2024-05-07T10:00:00+01:00"
    assert article.language == "en"
    assert article.tags == ("Dredging", "Port Ansel")
    assert article.url == "https://portandtide.example/harbour/2024/barges?id=7"


def test_a_page_without_metadata_is_read_by_what_is_seen_of_it() -> None:
    article = read((PAGES / "tables.html").read_bytes(), url="saved/tables.html")
    assert (article.title, article.outlet) == ("Mill owner says dam was sound", "Upland Wire")
    assert article.published == "2019-05-13T19:05:00"
    assert article.url.startswith("urn:newsdiff:")


BLOCKS = [{"type": "paragraph", "text": text} for text in BODY]
BLOCKS.insert(2, {"type": "image", "text": "A barge at Port Ansel last week, empty as a drum. It had been full."})
TEASERS = [
    {"title": f"Story {i}", "summary": "Another story altogether. It goes on for a while, and ends."} for i in range(40)
]
RICH = [
    {"nodeType": "paragraph", "content": [{"value": text[:30]}, {"type": "link", "content": [{"value": text[30:]}]}]}
    for text in BODY
]


@pytest.mark.parametrize(
    "state",
    [
        {"props": {"article": {"body": BLOCKS}, "more": TEASERS}},
        {"article": {"html": paragraphs()}, "others": TEASERS},
        {"ROOT": {}, **{f"Block:{i}": {"markup": text} for i, text in enumerate(BODY)}},
        {"entry": {"body": {"nodeType": "document", "content": RICH}}},
        {"article": {"text": "\n\n".join(BODY)}},
    ],
    ids=["blocks", "html", "cache", "rich text", "text"],
)
def test_an_article_kept_in_a_script_is_found(state: object) -> None:
    source = json.dumps(state)
    for script in (
        f'<script id="__NEXT_DATA__" type="application/json">{source}</script>',
        f"<script>window.__STATE__ = {source};window.ready=1</script>",
        f"<script>window.__STATE__=JSON.parse({json.dumps(source)});</script>",
    ):
        article = read(page("<p>Please enable JavaScript.</p>", end=script))
        assert article.text.split("\n\n") == BODY


def test_linked_data_tell_the_body_and_the_rest() -> None:
    told = {
        "@type": "NewsArticle", "headline": TITLE, "articleBody": "\n".join(BODY), "datePublished": "2024-05-07T10:00:00+02:00",
        "author": {"name": ["Hester Moll"]}, "publisher": {"name": "Port & Tide"}, "keywords": ["mud", "barges"],
    }  # fmt: skip
    article = read(page(head=f'<script type="application/ld+json">{json.dumps({"@graph": [told]})}</script>'))
    assert article.text.split("\n\n") == BODY
    assert (article.byline, article.published, article.tags) == (
        "Hester Moll",
        "2024-05-07T10:00:00+02:00",
        ("mud", "barges"),
    )


def test_a_page_that_scrolls_on_gives_its_first_article_only() -> None:
    long = [f"{text} And so on, for the {i}th time, until the very end of it." for i in range(5) for text in BODY]
    others = [
        f"Another article of the same site says something else, number {i}, and says it at length." for i in range(90)
    ]
    state = {"articles": [{"body": [{"text": t} for t in long]}, {"body": [{"text": t} for t in others]}]}
    article = read(page(paragraphs(long), end=f"<script>var s = {json.dumps(state)}</script>"))
    assert article.text.split("\n\n") == long


def test_many_headings_are_the_articles_own_and_few_are_crossheads() -> None:
    parts = [(f"Step number {i}", BODY[i]) for i in range(5)]
    guide = "".join(f"<h2>{head}</h2><p>{text}</p>" for head, text in parts)
    assert "Step number 3" in read(page(f"<article>{paragraphs(BODY[:2])}{guide}</article>")).text
    report = f"<article>{paragraphs(BODY[:3])}<h2>Two ferries wait</h2>{paragraphs(BODY[3:])}</article>"
    assert read(page(report)).text.split("\n\n") == BODY


def test_a_note_of_two_paragraphs_is_neither_lumped_nor_padded() -> None:
    teasers = "".join(f"<div><h3>Something else {i}</h3><p>A line about it</p></div>" for i in range(8))
    assert (
        read(page(f"<article>{paragraphs(BODY[3:5])}</article><aside>{teasers}</aside>")).text.split("\n\n")
        == BODY[3:5]
    )


def test_a_table_of_figures_does_not_make_a_page_a_lay_out_of_tables() -> None:
    table = "<table>" + "".join(f"<tr><td>Barge {i}</td><td>{i}00 tons</td></tr>" for i in range(60)) + "</table>"
    assert "Barge 7 700 tons" in read(page(f"<article>{paragraphs()}{table}{paragraphs(BODY[:1])}</article>")).text


def test_repeated_paragraphs_are_kept_once() -> None:
    assert read(page(paragraphs([*BODY, BODY[0], BODY[3]]))).text.split("\n\n") == BODY


@pytest.mark.parametrize("name", ["article paywall", "post has-comments", "related-wrapper story", "read-next"])
def test_an_article_is_kept_whatever_its_section_is_called(name: str) -> None:
    noise = "".join(f"<div><a href='/{i}'>Something else that happened, number {i}</a></div>" for i in range(120))
    assert BODY[4] in read(page(f'<div class="{name}">{paragraphs()}</div>{noise}')).text


@pytest.mark.parametrize("reference", ["&#27;", "&#x1b;", "&#0;", "&#xD800;", "&#x110000;", "\x1b[31m", "\x00"])
def test_control_characters_neither_hide_the_page_nor_get_out(reference: str) -> None:
    article = read(page(paragraphs(), head="").replace("harbour board has", f"harbour{reference} board has", 1))
    assert "The letter says" in article.text
    assert "\x1b" not in article.text and "\x00" not in article.text


def test_no_string_of_an_article_can_move_a_terminal() -> None:
    bad = "\x1b]0;x\x07\u202e\u2066\x9b31m"
    head = f'<meta property="og:title" content="{TITLE}{bad}"><meta name="author" content="Ada{bad} Finch"><meta property="article:tag" content="x{bad}">'
    article = read(page(paragraphs([bad + text for text in BODY]), head=head))
    for string in (
        article.title,
        article.byline,
        article.outlet,
        article.url,
        article.language,
        *article.tags,
        article.text,
    ):
        assert safe(string) == string


CHARSETS = {
    "windows-1252": "“Nothing,” said Zoë Müller of the café – and nothing was what the board’s clerk had written down that day.",
    "koi8-r": "Совет порта обвинил фирму в том, что она выставила счёт за ил, который никто не вывозил. Фирма это отрицает.",
    "shift_jis": "港湾委員会は浚渫会社が実際には運ばなかった泥の代金を請求したと非難した。会社はこれを否定している。",
    "gb18030": "港务委员会指责疏浚公司为从未运走的淤泥收取费用。该公司否认了这一指控，并表示欢迎审计，委员会将于周四开会。",
    "utf-16": "The board’s clerk said that nothing at all had been written down on that day, or on any other day of the year.",
}


@pytest.mark.parametrize(("charset", "text"), CHARSETS.items())
@pytest.mark.parametrize("told_by", ["header", "meta", "lying header"])
def test_charsets(charset: str, text: str, told_by: str) -> None:
    head = f'<meta charset="{charset}">' if told_by != "header" else ""
    source = page(f"<p>{text}</p>" * 1 + f"<p>{text[::-1].rstrip('.。')}.</p>", head=head).encode(
        charset, "xmlcharrefreplace"
    )
    said = {"header": charset, "lying header": "utf-8", "meta": ""}[told_by]
    assert text in read(source, charset=said).text


def test_bytes_that_belie_every_label_are_guessed() -> None:
    text = "“Nothing,” said Zoë Müller of the café – and nothing was what the board’s clerk had written down that day."
    assert "Müller" in read(page(f"<p>{text}</p>").encode("windows-1252"), charset="no-such-charset").text


@pytest.mark.parametrize(
    ("source", "content_type"),
    [
        (b"", ""),
        (b" \n\t ", "text/html"),
        (b"%PDF-1.7 \x00\x01\x02", ""),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "text/plain"),
        (bytes(range(256)) * 20, ""),
        (b"<html><body></body></html>", "text/html"),
        (b"<!-- -->", "text/html"),
        (b"<html><body><ul><li><a href=/>One</a><li><a href=/>Two</a></ul></body></html>", "text/html"),
        (b"Home\nNews\nSport\n", "text/plain"),
        (b"whatever", "image/png"),
    ],
)
def test_what_holds_no_article_is_refused_in_one_sentence(source: bytes, content_type: str) -> None:
    with pytest.raises(InputError) as refused:
        read(source, content_type=content_type, url="")
    assert str(refused.value).endswith(".") and "\n" not in str(refused.value)


def test_pages_and_dumps_are_told_apart() -> None:
    dump = "By Ada Finch\n\n" + "\n\n".join(
        [*BODY[:2], "The board wrote <b>never</b> in bold. It underlined it twice.", *BODY[2:]]
    )
    for kind, name in (("text/plain", "x"), ("", "dump.txt"), ("", "-"), ("text/html", "x.html")):
        article = read(dump, content_type=kind, url=name)
        assert "wrote <b>never</b> in bold" in article.text or kind == "text/html"
    for kind, name in (("", "-"), ("text/plain", "x.txt"), ("text/html; charset=utf-8", "x")):
        assert read(page(paragraphs()), content_type=kind, url=name).title == TITLE
    assert read(f"<p>{BODY[0]}</p><p>{BODY[1]}</p>", url="-").text == "\n\n".join(BODY[:2])


def test_a_feeds_hints_fill_the_gaps() -> None:
    hints = {"title": "From the feed", "outlet": "The Feed", "published": "Mon, 06 Mar 2023 05:02:11 GMT"}
    body = f"<div><p>{BODY[0]}</p><p>{BODY[1]}</p></div>".encode()
    article = clean(Snapshot(url="https://port.example/1", body=body, content_type="text/html", hints=hints))
    assert (article.title, article.outlet, article.published) == (
        "From the feed",
        "The Feed",
        "2023-03-06T05:02:11+00:00",
    )


@pytest.mark.parametrize(
    ("link", "url"),
    [
        ("https://port.example/a?x=1&utm_campaign=c&fbclid=z#f", "https://port.example/a?x=1"),
        ("//port.example/a", "https://port.example/a"),
        ("javascript:alert(1)", "https://port.example/barges"),
        ("https://user:pw@port.example/", "https://port.example/barges"),
        ("https://port.example/", "https://port.example/barges"),
        ("http://[bad", "https://port.example/barges"),
    ],
)
def test_the_canonical_address_is_fit_to_name_the_article(link: str, url: str) -> None:
    assert read(page(paragraphs(), head=f'<link rel="canonical" href="{link}">')).url == url


HOSTILE = {
    "nested": "<div class='comment related'>" * 20_000 + paragraphs(),
    "attributes": "<p " + " ".join(f"a{i}=1" for i in range(100_000)) + ">x</p>" + paragraphs(),
    "bomb": '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + page(paragraphs() + "&b;"),
    "deep data": f"<script type='application/ld+json'>{'[' * 50_000}</script>" + paragraphs(),
    "deep state": "<script>x=" + '{"a":' * 50_000 + "</script>" + paragraphs(),
    "truncated": page(paragraphs())[:-60] + "<p class='",
    "open tags": "<" * 50_000 + paragraphs(),
    "odd data": '<script type="application/ld+json">{"@type": "NewsArticle", "author": [1, null, {"name": {}}], "headline": [[]]}</script>'
    + paragraphs(),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_end_in_an_article_or_an_input_error(name: str) -> None:
    try:
        read(HOSTILE[name] if HOSTILE[name].startswith("<!") else f"<html><body>{HOSTILE[name]}</body></html>")
    except InputError:
        assert name in ("open tags", "nested")


_FRAGMENTS = st.sampled_from([
    "<p>", "</p>", "<div class=comments>", "<h2>Related</h2>", "<table><tr><td>", "<script type='application/ld+json'>",
    "</script>", "{", '"@type":"Article"', "&#27;", "<time datetime='2020'>", "By Ada Finch", "It was said. ", "\n\n",
    "<meta charset=utf-16>", "© 2020 X", "<br>", "<title>a | b</title>", "\u202e", "<h1>x</h1>",
])  # fmt: skip


@given(st.one_of(st.binary(max_size=400), st.lists(_FRAGMENTS, max_size=40).map(lambda parts: "".join(parts).encode())))
def test_any_bytes_give_an_article_or_an_input_error(source: bytes) -> None:
    for kind in ("text/html", "text/plain", ""):
        try:
            article = clean(Snapshot(url="-", body=source, content_type=kind))
        except InputError:
            continue
        assert article.text and safe(article.text) == article.text
