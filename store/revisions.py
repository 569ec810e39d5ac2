"""When a page's new text is a revision, and when only its furniture moved."""

import re

from store.model import Article, normalise

_FURNITURE = 8  # words: a paragraph with a number in it and no more words is a time stamp or a count
_NUMBER = re.compile(r"\d")
_SENTENCE = re.compile(r"[.!?]['\"’”)\]]*$")


def tells_the_same(old: Article, new: Article) -> bool:
    """Return whether two texts of one article differ in white space, punctuation, time stamps and counts alone.

    A single word may turn an accusation round, so no word of the body is too little to count.
    """
    return normalise(old.title) == normalise(new.title) and _told(old.text) == _told(new.text)


def _told(text: str) -> list[str]:
    return [normalise(paragraph) for paragraph in text.split("\n\n") if not _is_furniture(paragraph)]


def _is_furniture(paragraph: str) -> bool:
    """Return whether a paragraph is like "Updated 14:05" or "1,204 shares": short, with a number, and no sentence."""
    short = len(paragraph.split()) <= _FURNITURE
    return short and _NUMBER.search(paragraph) is not None and _SENTENCE.search(paragraph.strip()) is None
