"""What a page says of itself in JSON: schema.org's linked data, and the state that a script would draw it from."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from store.furniture import prose_score

_ASSIGNED = re.compile(r"=\s*(?=[{\[])|JSON\.parse\(\s*(?=\")")
_TAGS = re.compile(r"<(?:/?(?:p|div|br|li|h\d|ul|ol|blockquote)\b[^>]{0,500})>", re.IGNORECASE)
_INLINE = re.compile(r"<[a-zA-Z/!][^<>]{0,2000}>")
_ARTICLES = ("Article", "BlogPosting", "LiveBlogPosting", "Report", "Review")
_SHY = re.compile(
    r"comment|related|recommend|promo|teaser|description|caption|legal|footer|cookie|seo|config|ads?$", re.IGNORECASE
)
_MOST_SCRIPTS = 50


def linked_articles(tree: Any) -> list[dict[str, Any]]:
    """Return the schema.org objects of the page (lxml) that are articles, the fullest first."""
    found = []
    for script in tree.xpath("//script[contains(@type, 'ld+json')]")[:_MOST_SCRIPTS]:
        for value in _values(_parsed(script.text_content())):
            kinds = value.get("@type") if isinstance(value, dict) else None
            names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
            if any(isinstance(name, str) and name.endswith(_ARTICLES) for name in names):
                found.append(value)
    return sorted(found, key=lambda article: -sum(map(bool, article.values())))


def told_paragraphs(articles: list[dict[str, Any]], tree: Any) -> list[str]:
    """Return the body that the page's data gives: linked data's articleBody, else the largest text among its state."""
    for article in articles:
        body = article.get("articleBody")
        if isinstance(body, str) and len(body) > 200:
            return _paragraphs(body)
    return max((_largest_text(value) for value in _states(tree)), key=lambda found: sum(map(len, found)), default=[])


def _states(tree: Any) -> Iterator[Any]:
    """Yield the JSON values that the page's scripts hold or assign."""
    for script in tree.xpath("//script[not(contains(@type, 'ld+json'))]")[:_MOST_SCRIPTS]:
        text = script.text_content()
        if len(text) < 500:
            continue
        if "json" in script.get("type", ""):
            yield _parsed(text)
            continue
        end = 0
        for match in list(_ASSIGNED.finditer(text))[:_MOST_SCRIPTS]:
            if match.start() < end:
                continue
            with suppress(ValueError, RecursionError):
                value, end = json.JSONDecoder(strict=False).raw_decode(text, match.end())
                yield _parsed(value) if isinstance(value, str) else value


def _parsed(text: str) -> Any:
    with suppress(ValueError, RecursionError):
        return json.loads(text.strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";"), strict=False)
    return None


def _values(root: Any) -> Iterator[Any]:
    """Yield every dictionary within `root`, in order, without recursion."""
    for _, value in _walk(root, dictionaries=True):
        yield value


def _walk(root: Any, *, dictionaries: bool = False) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Yield the strings (or the dictionaries) within `root` with their path, in which lists leave no mark."""
    stack: list[tuple[tuple[str, ...], Any]] = [((), root)]
    while stack:
        path, value = stack.pop()
        if isinstance(value, dict):
            if dictionaries:
                yield path, value
            stack += [((*path, str(key)), inner) for key, inner in reversed(value.items())]
        elif isinstance(value, list):
            stack += [(path, inner) for inner in reversed(value)]
        elif isinstance(value, str) and not dictionaries:
            yield path, value


def _largest_text(root: Any) -> list[str]:
    """Return the paragraphs of the branch with the most prose."""
    branches: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for path, text in _walk(root):
        if len(text) >= 20 and " " in text and not any(_SHY.search(key) for key in path):
            branches[path] += _paragraphs(text)
    prose = {path: sum(len(p) for p in found if prose_score(p) > 0) for path, found in branches.items()}
    best = max(prose, key=prose.__getitem__, default=None)
    return branches[best] if best is not None and prose[best] > 400 else []


def _paragraphs(text: str) -> list[str]:
    if _TAGS.search(text):
        text = _TAGS.sub("\n", text)
    if "<" in text or "&" in text:
        from html import unescape

        text = unescape(_INLINE.sub("", text))
    return [" ".join(row.split()) for row in text.split("\n") if row.strip()]
