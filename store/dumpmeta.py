"""The metadata of a pasted dump, read from the lines before and after its body."""

import re
from collections.abc import Iterator, Sequence

from store.dates import find_date
from store.furniture import count_words, is_finished, is_furniture, opens_comments, opens_related
from store.model import normalise
from store.pagemeta import copyright_holder

_NAME = r"[A-Z][\w'’.-]*(?:\s(?:[A-Z][\w'’.-]*|de|van|von|der|la|di|al|bin)){1,3}"
_BYLINE = re.compile(
    rf"\b(?:[Bb]y|BY|[Vv]on|[Pp]ar|[Pp]or)\s+(?P<names>{_NAME}(?:(?:,\s|\s(?:and|und|et|y|e|&)\s){_NAME}){{0,4}})"
)
_POST = re.compile(r"\s+(?:[A-Z][\w'’-]*)(?=\s+(?:reporter|correspondent|editor|writer|staff)\b)")
_ALERTS = re.compile(
    r"^(?:sign up (?:for|to)|subscribe to|follow|get)\s+(?P<name>[A-Z].{2,40}?)\s+(?:alerts|newsletters?|updates|e-?mails|daily)\b",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"^[A-Z][^()]{2,60}\((?P<name>[A-Z][^()]{1,30})\)\s*[-–—]")
_TAGS = re.compile(
    r"^(?:tags?|keywords|topics|related topics|suggested topics|filed under|more on|schlagwörter|themen|mots-clés|etiquetas)\s*:?\s*",
    re.IGNORECASE,
)
_STEM = 5


def dump_date(head: Sequence[str], tail: Sequence[str]) -> str:
    """Return when the article was published, by the line that says so most plainly; the head's first."""
    best = (0, "")
    for line in (*head, *tail[:10]):
        found = find_date(line) if count_words(line) <= 20 else ""
        plain = (
            1
            + ("T" in found)
            + len(found) // 22
            + 3 * ("publish" in line.lower())
            - 2 * line.lower().startswith(("updated", "last updated"))
        )
        if found and plain > best[0]:
            best = (plain, found)
    return best[1]


def dump_title(head: Sequence[str], body: Sequence[str]) -> str:
    """Return the headline: the first line of the head that speaks of what the body speaks of; often there is none."""
    told = {word[:_STEM] for paragraph in body for word in normalise(paragraph).split() if len(word) > 3}
    likely = [
        line
        for line in head
        if count_words(line) >= 3 and not is_furniture(line) and not _is_dated(line) and not _BYLINE.match(line)
    ]
    for line in likely:
        words = [word for word in normalise(line).split() if len(word) > 3]
        shared = sum(word[:_STEM] in told for word in words)
        if shared >= 2 and shared >= len(words) * 0.34:
            return line
    return next((line for line in likely if count_words(line) >= 5 and not line.istitle()), "")


def _is_dated(line: str) -> bool:
    return count_words(line) <= 8 and find_date(line) != ""


def dump_byline(head: Sequence[str], tail: Sequence[str]) -> str:
    """Return the reporters' names, parted by commas."""
    for line in (*head, *tail[:6]):
        match = _BYLINE.search(line)
        if match and count_words(line) <= 16:
            names = (
                match["names"]
                if _POST.search(line) is None
                else _POST.sub("", line[match.start("names") : match.end("names") + 12]).split(" reporter")[0]
            )
            return ", ".join(
                " ".join(name.split()[:4]).strip(" .,") for name in re.split(r",\s|\s(?:and|und|et|y|e|&)\s", names)
            )
    return ""


def dump_tags(tail: Sequence[str]) -> tuple[str, ...]:
    """Return the tags: a line that says so, or the first one after the body that is a mere list."""
    for i, line in enumerate(tail[:20]):
        if opens_comments(line):
            break
        match = _TAGS.match(line)
        listed = line[match.end() :] if match else line
        if match and not listed.strip(" :") and i + 1 < len(tail):
            listed = tail[i + 1]
        tags = [tag.strip(" #") for tag in re.split(r"[,;|]|\s/\s|(?<=\w)\s(?=#)", listed)]
        tags = [tag for tag in tags if tag]
        if (
            tags
            and (match or (len(tags) >= 3 and not is_finished(listed)))
            and all(count_words(tag) <= 5 for tag in tags)
        ):
            return tuple(dict.fromkeys(tags))
    return ()


def dump_outlet(head: Sequence[str], body: Sequence[str], tail: Sequence[str]) -> str:
    """Return who published it: the name that the dump's edges, its addresses and its dateline bear out best."""
    squashed = "".join(normalise(line).replace(" ", "") + "\n" for line in (*head, *body, *tail))
    best = (0.0, "")
    for weight, name in _names(head, body, tail):
        key = normalise(name).removeprefix("the ").replace(" ", "")
        score = weight + min(squashed.count(key) - 1, 4) if key else 0
        if score > best[0]:
            best = (score, name)
    return best[1] if best[0] >= 2 else ""


def _names(head: Sequence[str], body: Sequence[str], tail: Sequence[str]) -> Iterator[tuple[float, str]]:
    for line in (*head, *tail):
        if match := _ALERTS.search(line):
            yield 3, match["name"]
        if holder := copyright_holder(line):
            yield 2, holder
        if re.match(r"(?:source|quelle|fuente)\s*:\s*[A-Z]", line, re.IGNORECASE):
            yield 2, line.partition(":")[2].strip()
    for paragraph in body[:1]:
        if match := _AGENCY.search(paragraph):
            yield 3, match["name"]
    for line in head[:6]:
        for part in re.split(r"\s{2,}|\t|\s[|·•]\s", line)[:2]:
            if (
                1 <= count_words(part) <= 5
                and part[:1].isupper()
                and not is_furniture(part)
                and not opens_related(part)
                and not find_date(line)
            ):
                yield 0.5 + 0.5 * (count_words(part) > 1), part
