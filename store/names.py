"""Names of persons and outlets in by-lines, datelines and small print."""

import re

from store.furniture import count_words

NAME = r"[^\W\d_a-z][\w'’.-]*(?:\s(?:[^\W\d_a-z][\w'’.-]*|(?:de|van|von|der|den|la|di|al|bin|el|da|dos)\b)){1,3}"

_BY = re.compile(
    r"^(?:written\s+)?(?:by|von|par|por|di|door|af|av|text|words|story|exclusive by)\b[:\s]+", re.IGNORECASE
)
_AND = re.compile(r"\s+(?:and|und|et|y|e|en|och|i|with|&)\s+|[,;/]")
_REST = re.compile(r"\s[|·•–—-]\s|\s+(?:in|for|at)\s+|\S+@|\d|\(|\s+for\s+|https?:")
_POST = re.compile(
    r"\b(?:editor|reporter|correspondent|sports?|news|staff|writer|chief|desk|redaktion|agency|press|columnist|court|political|business|our|team|bureau|newsroom"
    r"|magazine|times|post|producer|photographer|updated|published|contributor|senior|diplomatic|redakteurin?|journalist)\b",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(
    r"(?:©|\(c\)|&copy;|\bcopyright\b)\s*(?:copyright\b\s*)?(?:©\s*)?(?:(?:19|20)\d\d(?:\s*[-–]\s*(?:\d{4}|\d\d))?)?[\s,]*(?:by\s+)?"
    r"(?P<name>[^\W\d_][^.|·•©\n\d,;:(]{1,58})",
    re.IGNORECASE,
)
_TAIL = re.compile(
    r"\s+(?:all rights|media group|group limited|group ltd|limited|ltd|inc|llc|gmbh|ag|plc|alle rechte|tous droits|reserved)\b.*$",
    re.IGNORECASE,
)
_AGENCY = re.compile(r"^[^\W\d_a-z][^()]{2,70}\((?P<name>[^\W\d_a-z][^()]{1,30})\)\s*[-–—:]")


def names_of(byline: str) -> list[str]:
    """Return the persons that a by-line names, without "By", their posts and their addresses."""
    byline = _REST.split(_BY.sub("", byline.strip()))[0]
    return list(dict.fromkeys(name for part in _AND.split(byline) if (name := _person(part))))[:10]


def _person(text: str) -> str:
    """Return the name with which `text` begins, or an empty string."""
    match = re.match(NAME, _BY.sub("", text.strip()))
    words = match[0].split() if match else []
    while words and _POST.fullmatch(words[-1]):
        words.pop()
    return "" if len(words) < 2 or _POST.search(" ".join(words)) else " ".join(words)


def copyright_holder(text: str) -> str:
    """Return whom the last copyright line of `text` names, or an empty string."""
    names = (_TAIL.sub("", match["name"]).strip(" -–—") for match in _COPYRIGHT.finditer(text))
    return next((name for name in reversed(list(names)) if 1 <= count_words(name) <= 6 and not name.islower()), "")


def agency(paragraph: str) -> str:
    """Return the agency of a dateline: "SOMETOWN, May 4 (Example Press) - …" is Example Press's."""
    match = _AGENCY.search(paragraph[:120])
    return match["name"].strip() if match else ""
