"""Why a pairing has its score, in plain words for the reader."""

from store.pairing.features import Features
from store.pairing.told import Told
from store.words import words


def detail(group: str, accusation: Told, denial: Told, features: Features) -> str:
    """Return in a few words what the features of `group` say of this pair."""
    told = _TELLING.get(group)
    return told(accusation, denial, features) if told else ""


def _words(a: Told, d: Told, f: Features) -> str:
    written = {stem: word for word, stem, _ in words(d.claim.content)}
    shared = sorted(a.vector.keys() & d.vector.keys(), key=lambda s: (-a.vector[s], s))[:4]
    if shared:
        return "both say " + ", ".join(written[s] for s in shared)
    if f.get("words.kin"):
        return "both speak of the same kind of thing"
    return (
        "the sentences around them share words"
        if max(f.get("words.wider", 0.0), f.get("words.around", 0.0)) > 0.1
        else "they share no words"
    )


def _numbers(a: Told, d: Told, f: Features) -> str:
    return "both name " + ", ".join(sorted(a.numbers & d.numbers)[:3])


def _party(a: Told, d: Told, f: Features) -> str:
    accused, denier = (told.names[0] if told.names else "" for told in (a, d))
    if f.get("party.accused", 0.0) >= 0.7:
        return f"{denier} answers for the accused, {accused}"
    if f.get("party.accuser", 0.0) >= 0.7:
        return f"{denier} is the accuser"
    if f.get("party.company"):
        return f"the text ties {denier} to the accused, {accused}"
    if f.get("party.defended"):
        return f"the denial names the accused, {accused}"
    if f.get("party.conflict"):
        return f"{denier} is not the accused, {accused}"
    return "the accused is not named" if not accused else f"{denier or 'the denier'} may stand for {accused}"


def _place(a: Told, d: Told, f: Features) -> str:
    if a.article != d.article:
        return "told in different articles"
    if f.get("place.inside") or f.get("place.told_within"):
        return "told within the denial"
    gap = d.sentence - a.sentence
    if gap in (0, 1):
        return "in the same sentence" if gap == 0 else "in the next sentence"
    where = "the same paragraph" if a.paragraph == d.paragraph else "the same article"
    return f"in {where}, {abs(gap)} sentences {'on' if gap > 0 else 'before'}"


def _object(a: Told, d: Told, f: Features) -> str:
    return "denies “the charges” as they were told" if d.bare or d.points else "says itself what it denies"


def _sweep(a: Told, d: Told, f: Features) -> str:
    return "it denies everything at once"


def _alike(a: Told, d: Told, f: Features) -> str:
    likest = max(f.get("alike.nearest", 0.0), f.get("alike.fullest", 0.0))
    return (
        "much like the charge that the denial follows" if likest > 0.2 else "unlike the charge that the denial follows"
    )


def _order(a: Told, d: Told, f: Features) -> str:
    days = round(d.day - a.day)
    return f"{abs(days)} days {'later' if days > 0 else 'earlier'}" if days else "told on the same day"


def _others(a: Told, d: Told, f: Features) -> str:
    if f.get("others.rival", 0.0) > 0.5:
        return "the denial seems to answer another charge"
    if f.get("others.told_again", 0.0) > 0.3:
        return "it answers another telling of this charge"
    if f.get("others.denied_again", 0.0) > 0.3:
        return "another denial of the same party answers it"
    return "no other charge fits better" if f.get("others.likeliest") else "other charges fit as well"


def _sure(a: Told, d: Told, f: Features) -> str:
    return "how clearly the articles say who accuses and who denies"


_TELLING = {
    "words": _words,
    "numbers": _numbers,
    "party": _party,
    "place": _place,
    "object": _object,
    "sweep": _sweep,
    "alike": _alike,
    "order": _order,
    "others": _others,
    "sure": _sure,
}
