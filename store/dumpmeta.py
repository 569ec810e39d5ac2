"""The metadata of a pasted dump, read from the lines before and after its body."""

import re
from collections.abc import Iterator, Sequence

from store.dates import find_date
from store.furniture import count_words, is_finished, is_furniture, opens_comments
from store.model import normalise
from store.names import NAME, agency, copyright_holder, names_of

_BYLINE = re.compile(
    rf"(?:^|[\s(|])(?i:by|von|par|por)[:\s]\s?(?P<names>{NAME}(?:(?:,\s|\s(?:and|und|et|y|e|&)\s){NAME}){{0,4}})"
)
_ALERTS = re.compile(
    r"^(?:sign up (?:for|to)|subscribe to|follow|get)\s(?:the\s(?=the\s))?(?P<name>\S.{2,40}?)\s(?:alerts|newsletters?|updates|e-?mails|daily)\b",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"^(?:source|quelle|fuente|fonte|bron|źródło|zdroj|источник)\s*:\s*(?P<name>[A-ZÀ-ÝА-Я][^:.]{2,40})$", re.IGNORECASE
)
_LABEL = re.compile(
    r"^(?:tags?|keywords|topics|related topics|suggested topics|filed under|sectors|subjects|schlagwörter|schlagworte|themen|mots-clés|etiquetas|argomenti|тэги|теги)\s*(?::\s*|$)",
    re.IGNORECASE,
)
_CORPORATE = re.compile(
    r"\b(?:media|group|publishing|holdings?|limited|ltd|inc|llc|gmbh|corp|communications|newspapers)\b", re.IGNORECASE
)
_BETWEEN = re.compile(r"[,;|•·]|\s/\s|(?<=\w)\s(?=#)")
_HUMP = re.compile(r"(?<=[^\W\d_A-Z])(?=[A-Z][a-z])|(?<=\d)(?=[A-Z])")
_BESIDE = re.compile(r"\s{2,}|\t|\s[|·•]\s|\s(?=\d{4}-)")
_STEM = 5  # characters of a word that tell its kin: "accused" and "accuses"


def dump_title(head: Sequence[str], body: Sequence[str]) -> str:
    """Return the headline: the first line of the head that speaks of what the body speaks of; often there is none."""
    told = {word[:_STEM] for paragraph in body for word in normalise(paragraph).split() if len(word) > 3}
    lines = [line for line in head if count_words(line) >= 3 and not is_furniture(line) and not _BYLINE.match(line)]
    for least in (4, 3):
        for line in lines:
            words = [word for word in normalise(line).split() if len(word) > 3]
            shared = sum(word[:_STEM] in told for word in words)
            enough = shared >= 2 and shared >= len(words) * 0.34
            if count_words(line) >= least and (enough or (least == 4 and shared >= len(words) * 0.5 > 0)):
                return line
    return next((line for line in lines if count_words(line) >= 5 and not line.istitle()), "")


def dump_date(head: Sequence[str], tail: Sequence[str]) -> str:
    """Return when the article was published, by the line that says so most plainly; the head's first."""
    best = (0, "")
    for line in (*head, *tail[:10]):
        found = find_date(line) if count_words(line) <= 20 else ""
        if found:
            plain = 2 + ("T" in found) + ("T" in found and len(found) > 19)
            plain += 3 * ("publish" in line.lower()) - 2 * line.lower().startswith(("updated", "last updated"))
            best = max(best, (plain, found), key=lambda rated: rated[0])
    return best[1]


def dump_byline(head: Sequence[str], tail: Sequence[str]) -> str:
    """Return the reporters' names, parted by commas."""
    for line in (*head, *tail[:6]):
        match = _BYLINE.search(line)
        if match and count_words(line) <= 16 and (names := names_of(match["names"])):
            return ", ".join(names)
    return ""


def dump_tags(tail: Sequence[str]) -> tuple[str, ...]:
    """Return the tags: a line that says so, or else one soon after the body that is a mere list."""
    for i, line in enumerate(tail[:20]):
        if match := _LABEL.match(line):
            return _items(line[match.end() :] or " ".join(tail[i + 1 : i + 2]))
    for line in tail[:8]:
        if opens_comments(line):
            break
        if items := _listed(line):
            return items
    return ()


def _listed(line: str) -> tuple[str, ...]:
    """Return the items of a line that is a list of tags without saying so: three or more, or hashtags."""
    if is_finished(line) or " " not in line or any(map(str.isdigit, line)):
        return ()
    items = _items(line)
    return items if len(items) >= 3 or line.startswith("#") else ()


def _items(line: str) -> tuple[str, ...]:
    """Return the items of a list, which a page may have run together: "FloodsRiver Ash" are two."""
    items = [item.strip(" #\t") for item in _BETWEEN.split(line)]
    if len(items) == 1:
        items = _HUMP.split(items[0])
    return tuple(dict.fromkeys(items)) if items and all(0 < count_words(item) <= 5 for item in items) else ()


def dump_outlet(head: Sequence[str], title: str, body: Sequence[str], tail: Sequence[str]) -> str:
    """Return who published it: the name that its dateline, its small print and the page's top bear out best."""
    edges = (*head, *tail)
    squashed = "\n".join(normalise(line).replace(" ", "") for line in edges)
    initials = {
        word.strip("()")
        for line in (*edges, *body[:1])
        for word in line.split()
        if word.isupper() and 2 < len(word) < 8
    }
    best = (1.0, "")
    for weight, name in _outlets(head, title, body, tail):
        key = normalise(name).removeprefix("the ").replace(" ", "")
        score = weight + (min(squashed.count(key) - 1, 2) * 0.75 if len(key) > 5 else 0) if key else 0.0
        score += "".join(word[0] for word in name.split()) in initials
        best = max(best, (score - bool(_CORPORATE.search(name)), name), key=lambda rated: rated[0])
    return best[1]


def _outlets(head: Sequence[str], title: str, body: Sequence[str], tail: Sequence[str]) -> Iterator[tuple[float, str]]:
    for line in (*head, *tail):
        if match := _ALERTS.search(line):
            yield 3, match["name"]
        if holder := copyright_holder(line):
            yield 2, holder
    for line in tail:
        if match := _SOURCE.search(line):
            yield 2, match["name"]
    if body and (name := agency(body[0])):
        yield 3, name
    at = head.index(title) if title in head else len(head)
    for i, line in enumerate(head[: at + 3]):
        name = _BESIDE.split(line)[0]
        words = name.split()
        if not 1 <= len(words) <= 5 or i == at or is_furniture(name):
            continue
        if all(word[0].isupper() or word in ("of", "and", "the", "&") for word in words):
            told = any(f"the {words[-1]}" in paragraph for paragraph in body)  # "… told the Gazette"
            # Below the headline stand reporters as well: a name of one word or one that begins with "The" is none.
            below = len(words) == 1 or words[0] == "The" or told or not {"&", "and", "of"}.isdisjoint(words)
            yield ((len(words) > 1) * 1.5 if i < at else below * 1.1) + told, name
