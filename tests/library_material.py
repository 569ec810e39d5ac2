"""Readings of our own making, for tests of the library that want known claims whatever the engine finds."""

from store.model import Article, Claim, Kind, Quote, Reading, Snapshot

MILL = (
    "Former staff accuse Orrel Mill of dumping dye into the Tamsin river. “We poured it out at night,” said a foreman.\n\n"
    "Orrel Mill denied dumping dye into the river. “Not one litre has left this site,” its manager, Ada Quill, said."
)


def claim(article: Article, kind: Kind, content: str, **more: object) -> Claim:
    start = article.text.index(content)
    fields = {"quote": Quote.DIRECT if content[0] == "“" else Quote.INDIRECT, "confidence": 0.9, "rule": "test", **more}
    return Claim(article.url, kind, content, start, start + len(content), **fields)  # type: ignore[arg-type]


def article(url: str = "https://courier.example/mill", text: str = MILL, **more: object) -> Article:
    fields = {
        "title": "Mill dumped dye, former staff say", "outlet": "The Tamsin Courier", "byline": "", "language": "en",
        "published": "2026-03-01T08:00:00+01:00", "tags": (), **more,
    }  # fmt: skip
    return Article(url=url, text=text, **fields)  # type: ignore[arg-type]


def mill(url: str = "https://courier.example/mill", **more: object) -> tuple[Snapshot, Reading]:
    a = article(url, **more)
    claims = (
        claim(a, Kind.ACCUSATION, "dumping dye into the Tamsin river", source="Former staff", speaker="Former staff",
              cue="accuse", target="Orrel Mill", anonymous=True),
        claim(a, Kind.ACCUSATION, "“We poured it out at night,”", source="a foreman", speaker="a foreman", cue="said",
              target="Orrel Mill", anonymous=True),
        claim(a, Kind.DENIAL, "dumping dye into the river", source="Orrel Mill", speaker="Orrel Mill", party="Orrel Mill",
              cue="denied"),
        claim(a, Kind.DENIAL, "“Not one litre has left this site,”", source="Ada Quill", speaker="Ada Quill",
              party="Orrel Mill", cue="said"),
    )  # fmt: skip
    return Snapshot(url=url, body=a.text.encode(), content_type="text/plain"), Reading(a, claims)
