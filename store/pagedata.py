"""What a page says of itself in JSON: schema.org's linked data, and the state from which a script would draw it."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from html import unescape
from typing import Any

from store.furniture import prose_score
from store.model import normalise

_ASSIGNED = re.compile(r"(?:[\w\]]\s*=|\bparse\(|:)\s*(?=[{\[\"])")
_BREAK = re.compile(r"<(?:/?(?:p|div|br|li|h\d|ul|ol|blockquote)\b[^<>]{0,500})>", re.IGNORECASE)
_MARKUP = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_FIGURES = re.compile(r"\d+")
_ARTICLES = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "Review")
_APART = re.compile(
    r"comment|related|recommend|promo|teaser|trending|popular|description|caption|credit|legal|footer|cookie|seo|config"
    r"|=(?:image|picture|photo|video|heading|headline|title|embed|link|quote-?box)",
    re.IGNORECASE,
)
_PARAGRAPH = frozenset(("paragraph", "p"))
_WHEN = re.compile(
    r"(?:date_?published|(?:first_?)?publi(?:shed|cation)(?:_?(?:at|on|date|time))?|display_?date)", re.IGNORECASE
)
_MOST = 50  # scripts of a page, and values of a script, that are looked into
_LEAST = 500  # characters of a script, and of a body


def linked_articles(tree: Any) -> list[dict[str, Any]]:
    """Return the schema.org objects of the page (lxml) that are articles, the fullest first."""
    found = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST]:
        for _, value in _walk(_parsed(script.text_content())):
            if isinstance(value, dict) and any(kind.endswith(_ARTICLES) for kind in _kinds(value)):
                found.append(value)
    return sorted(found, key=lambda article: -sum(map(bool, article.values())))


def _kinds(value: dict[str, Any]) -> list[str]:
    kinds = value.get("@type")
    return [kind for kind in (kinds if isinstance(kinds, list) else [kinds]) if isinstance(kind, str)]


def is_live(articles: Sequence[dict[str, Any]]) -> bool:
    """Say whether the linked data call the page a live report."""
    return any("LiveBlogPosting" in _kinds(article) for article in articles)


def page_states(tree: Any) -> list[Any]:
    """Return the JSON values that the page's scripts hold, assign or parse."""
    found: list[Any] = []
    for script in tree.xpath("//script[not(contains(@type, 'ld+json'))]")[:_MOST]:
        text = script.text_content()
        if len(text) < _LEAST:
            continue
        found += [_parsed(text)] if "json" in script.get("type", "") or text.lstrip()[:1] in "{[" else _assigned(text)
    return found


def _assigned(text: str) -> Iterator[Any]:
    """Yield the large values that a script assigns; a string that is JSON again is read."""
    reader, end, tries = json.JSONDecoder(strict=False), 0, 0
    for match in _ASSIGNED.finditer(text):
        if match.end() < end:
            continue
        tries += 1
        if tries > _MOST:
            return
        with suppress(ValueError, RecursionError):
            value, end = reader.raw_decode(text, match.end())
            if end - match.end() >= _LEAST:
                yield _parsed(value) if isinstance(value, str) else value


def _parsed(text: str) -> Any:
    with suppress(ValueError, RecursionError):
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    return None


def _walk(root: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield every dictionary and string within `root`, in order, with its path; recursion would not bear deep ones.

    In a path lists leave no mark, figures are one ("Block:3" and "Block:7" are kin), and an object tells its type.
    """
    stack: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, list):
            stack += [(path, inner) for inner in reversed(value)]
            continue
        yield path, value
        if isinstance(value, dict) and len(path) < 60:
            kind = value.get("type")
            here = (*path, f"={kind}") if isinstance(kind, str) else path
            if _is_paragraph(value):
                stack.append((here, _joined(value)))
                continue
            stack += [((*here, _FIGURES.sub("#", str(key))), inner) for key, inner in reversed(value.items())]


def _is_paragraph(value: dict[str, Any]) -> bool:
    """Say whether an object is a paragraph of rich text, whose runs are objects of their own."""
    named = any(str(value.get(key, "")).lower() in _PARAGRAPH for key in ("type", "nodeType", "tag", "name"))
    return named and any(isinstance(inner, list) and inner and isinstance(inner[0], dict) for inner in value.values())


def _joined(paragraph: dict[str, Any]) -> str:
    """Return the text of a rich paragraph, its runs joined."""
    text, stack = [], [paragraph]
    while stack:
        run = stack.pop()
        text += [run[key] for key in ("text", "value") if isinstance(run.get(key), str)][:1]
        for key in ("content", "children", "nodes"):
            inner = run.get(key)
            stack += [item for item in reversed(inner) if isinstance(item, dict)] if isinstance(inner, list) else []
    return "".join(text)


def told_paragraphs(articles: Sequence[dict[str, Any]], states: Sequence[Any], subject: str) -> list[str]:
    """Return the body that the page's data tell: linked data's articleBody, or the state's text nearest to `subject`."""
    for article in articles:
        body = article.get("articleBody")
        if isinstance(body, str) and len(body) > _LEAST:
            return _paragraphs(body)
    branches: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for state in states:
        for path, text in _walk(state):
            if isinstance(text, str) and len(text) >= 20 and " " in text and not _APART.search("/".join(path)):
                branches[path] += _paragraphs(text)
    words = {word for word in normalise(subject).split() if len(word) > 3}
    return max(branches.values(), key=lambda found: _worth(found, words), default=[])


def _worth(paragraphs: Sequence[str], words: set[str]) -> float:
    """Return how much prose there is, told once, and how much of it speaks of `words`."""
    prose = sum(len(p) for p in set(paragraphs) if prose_score(p) > 0)
    if prose < _LEAST:
        return 0
    told = set(normalise(" ".join(paragraphs)).split())
    return prose * (1 + 4 * len(words & told) / (len(words) or 1))


def told_date(states: Sequence[Any]) -> list[str]:
    """Return what the page's states say of the time of publication, in their order."""
    strings = ((path, text) for state in states for path, text in _walk(state) if isinstance(text, str) and path)
    return [
        text
        for path, text in strings
        if len(text) < 60 and _WHEN.fullmatch(path[-1]) and not _APART.search("/".join(path))
    ][:3]


def _paragraphs(text: str) -> list[str]:
    """Return the lines of a text that may be HTML, spaces squeezed."""
    if "<" in text or "&" in text:
        text = unescape(_MARKUP.sub("", _BREAK.sub("\n", text)))
    return [" ".join(row.split()) for row in text.split("\n") if row.strip()]
