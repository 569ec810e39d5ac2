"""What changed between two texts, word by word within the paragraphs that changed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

_TOKEN = re.compile(r"\s+|[^\W_]+|[\W_]")


@dataclass(frozen=True, slots=True)
class Changed:
    """A paragraph of both texts at once: the spans that were taken out, and those that came in."""

    text: str
    removed: tuple[tuple[int, int], ...] = ()
    added: tuple[tuple[int, int], ...] = ()


def changes(old: str, new: str) -> Iterator[Changed]:
    """Yield every paragraph of the two texts, in order, with what changed in it marked."""
    before, after = old.split("\n\n"), new.split("\n\n")
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from (Changed(text) for text in before[a:b])
            continue
        for number in range(max(b - a, d - c)):
            gone = before[a + number] if a + number < b else ""
            come = after[c + number] if c + number < d else ""
            yield _within(gone, come)


def _within(old: str, new: str) -> Changed:
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.quick_ratio() < 0.3:  # another paragraph, not a changed one: a mingling of both would say nothing
        both = old + (" " if old and new else "") + new
        start = len(both) - len(new)
        return Changed(both, ((0, len(old)),) if old else (), ((start, len(both)),) if new else ())
    text = ""
    removed: list[tuple[int, int]] = []
    added: list[tuple[int, int]] = []
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            text += "".join(before[a:b])
            continue
        for words, spans in ((before[a:b], removed), (after[c:d], added)):
            if words:
                spans.append((len(text), len(text) + len("".join(words))))
                text += "".join(words)
    return Changed(text, tuple(removed), tuple(added))
