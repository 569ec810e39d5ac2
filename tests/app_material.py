"""A library of our own making for the app's tests: three affairs, whose claims and pairings do not depend on the engine."""

from pathlib import Path

from store.database import derived, grouping
from store.database.connection import connect, transaction
from store.model import Article, Claim, Kind, Pairing, Quote, Reason, Snapshot, Strength

DAM = {
    "herald": (
        "https://herald.example/dam",
        "Engineers say Corl dam was built with sand",
        "The Harrow Herald",
        "2026-03-02T07:30:00+01:00",
        "Two engineers who worked on the Corl dam accused the builder Vantor Works of mixing the concrete with beach sand.\n\n"
        "“They told us to sign the sheets and look away,” one of the two said on Monday.\n\n"
        "The provincial inspector, Runa Selk, said Vantor Works had skipped eleven of twenty load tests.\n\n"
        "Vantor Works denied mixing the concrete with beach sand. The dam holds water for 40,000 people.",
    ),
    "post": (
        "https://post.example/dam-answer",
        "Builder rejects dam claims",
        "Lowland Post",
        "2026-03-04T18:00:00+01:00",
        "Vantor Works has answered the engineers. “Every load test was done and every sheet was signed by the province,” "
        "its director, Odo Marsh, said.\n\n"
        "He called the accusations a campaign by a rival. Residents accused the province of hiding the sheets for a year.",
    ),
    "wire": (
        "https://wire.example/dam",
        "Dam builder under fire",
        "Province Wire",
        "2026-03-05",
        "The rival firm Belmark said Vantor Works had bribed a surveyor. The surveyor, Ives Tollan, could not be reached.",
    ),
}
FERRY = {
    "herald": (
        "https://herald.example/ferry",
        "Ferry crew went unpaid, union says",
        "The Harrow Herald",
        "2026-02-20T09:00:00+01:00",
        "The seamen's union accused Skerry Lines of withholding four months of pay. Skerry Lines denied any wrongdoing.",
    ),
}
STRANGE = {
    "far": (
        "https://far.example/wide",
        "漢字の見出し [bold]not markup[/] שלום עולם 👩‍👩‍👧",
        "遠い新聞",
        "2026-02-10T09:00:00+09:00",
        "工場は川を汚したと住民が訴えた。 Il fabbricante [link=x]nega[/link] tutto. שלום עולם é́ 👩‍👩‍👧 end.",
    ),
}


def _article(place: tuple[str, str, str, str, str]) -> Article:
    url, title, outlet, published, text = place
    return Article(url, title, outlet, "", published, "en", (), text)


def _claim(article: Article, kind: Kind, content: str, **more: object) -> Claim:
    start = article.text.rindex(content) if kind is Kind.DENIAL else article.text.index(content)
    quote = Quote.DIRECT if content.startswith("“") else Quote.INDIRECT
    source = more.get("source")
    if isinstance(source, str):
        more |= {"source_start": article.text.index(source), "source_end": article.text.index(source) + len(source)}
    return Claim(
        article.url, kind, content, start, start + len(content), quote=quote, confidence=0.9, rule="test", **more
    )  # type: ignore[arg-type]


def _dam(a: dict[str, Article]) -> tuple[list[Claim], list[Pairing]]:
    sand = _claim(a["herald"], Kind.ACCUSATION, "mixing the concrete with beach sand", source="Two engineers who worked on the Corl dam",
                  speaker="Two engineers", cue="accused", target="Vantor Works", anonymous=True)  # fmt: skip
    sheets = _claim(a["herald"], Kind.ACCUSATION, "“They told us to sign the sheets and look away,”", source="one of the two",
                    speaker="one of the two engineers", cue="said", target="Vantor Works", anonymous=True)  # fmt: skip
    tests = _claim(a["herald"], Kind.ACCUSATION, "Vantor Works had skipped eleven of twenty load tests", source="Runa Selk",
                   speaker="Runa Selk", cue="said", target="Vantor Works")  # fmt: skip
    hiding = _claim(a["post"], Kind.ACCUSATION, "hiding the sheets for a year", source="Residents", speaker="Residents",
                    cue="accused", target="the province")  # fmt: skip
    bribe = _claim(a["wire"], Kind.ACCUSATION, "Vantor Works had bribed a surveyor", source="Belmark", speaker="Belmark",
                   cue="said", target="Vantor Works")  # fmt: skip
    no_sand = _claim(a["herald"], Kind.DENIAL, "mixing the concrete with beach sand", speaker="Vantor Works",
                     cue="denied")  # fmt: skip
    done = _claim(a["post"], Kind.DENIAL, "“Every load test was done and every sheet was signed by the province,”",
                  source="Odo Marsh", speaker="Odo Marsh", party="Vantor Works", cue="said")  # fmt: skip
    campaign = _claim(a["post"], Kind.DENIAL, "the accusations a campaign by a rival", source="He", speaker="Odo Marsh",
                      party="Vantor Works", cue="called", general=True)  # fmt: skip
    words = Reason("words", 31, "shared words: concrete, beach, sand")
    speaks = Reason("target", 22, "Vantor Works is accused and answers")
    pairings = [
        Pairing(sand.key, no_sand.key, 93, Strength.SPECIFIC, (words, speaks, Reason("order", -2, "two days passed"))),
        Pairing(sand.key, campaign.key, 48, Strength.GENERAL, (speaks,)),
        Pairing(sheets.key, done.key, 71, Strength.SPECIFIC, (speaks, Reason("words", 12, "shared words: sheets"))),
        Pairing(tests.key, done.key, 88, Strength.SPECIFIC, (speaks, Reason("words", 29, "shared words: load, tests"))),
        Pairing(tests.key, campaign.key, 41, Strength.GENERAL, (speaks,)),
    ]
    return [sand, sheets, tests, hiding, bribe, no_sand, done, campaign], pairings


def _ferry(a: dict[str, Article]) -> tuple[list[Claim], list[Pairing]]:
    pay = _claim(a["herald"], Kind.ACCUSATION, "withholding four months of pay", source="The seamen's union",
                 speaker="The seamen's union", cue="accused", target="Skerry Lines")  # fmt: skip
    none = _claim(a["herald"], Kind.DENIAL, "any wrongdoing", speaker="Skerry Lines", cue="denied", general=True)
    return [pay, none], [
        Pairing(pay.key, none.key, 66, Strength.GENERAL, (Reason("target", 20, "Skerry Lines answers"),))
    ]


def _strange(a: dict[str, Article]) -> tuple[list[Claim], list[Pairing]]:
    river = _claim(
        a["far"],
        Kind.ACCUSATION,
        "工場は川を汚したと住民が訴えた。",
        speaker="住民 שלום",
        cue="訴えた",
        target="工場 👩‍👩‍👧",
    )
    denied = _claim(a["far"], Kind.DENIAL, "nega[/link] tutto", speaker="[red]Il fabbricante[/]", cue="nega")
    return [river, denied], [Pairing(river.key, denied.key, 77, Strength.SPECIFIC)]


def make_library(path: Path) -> Path:
    """Make the library of three stories at `path`; the dam's is the newest."""
    con = connect(path)
    for affair, read in ((STRANGE, _strange), (FERRY, _ferry), (DAM, _dam)):
        articles = {name: _article(place) for name, place in affair.items()}
        claims, pairings = read(articles)
        with transaction(con):
            story = grouping.new_story(con)
            for article in articles.values():
                snapshot = derived.add_snapshot(con, Snapshot(article.url, article.text.encode()))
                number = derived.insert_article(con, article, snapshot, story, "{}")
                derived.put_claims(con, number, story, [c for c in claims if c.article == article.url], "", "")
            grouping.put_pairings(con, story, pairings, None)
            grouping.refresh_story(con, story, lambda titles: titles[0])
    con.close()
    return path
