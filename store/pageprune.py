"""Cutting from a page what says by its name or its heading that it is no part of the article."""

import re
from copy import deepcopy
from typing import Any

from lxml import etree

from store.furniture import opens_comments, opens_related

_NAMES = ("class", "id", "data-component", "data-testid")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_OTHER = re.compile(
    r"(?:^|[\s_-])(?:comments?|cmts?|commentlist|disqus|respond|cookies?|consent|gdpr|onetrust|newsletters?|signup|paywall|related|recommended|yarpp|links-?(?:block|list)"
    r"|(?:most|top)-?(?:read|popular|viewed|commented|stories)|read-?(?:more|next|also)|trending|twitter-tweet|instagram-media|fb-post|tiktok-embed)(?:$|[\s_-])",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"(?:^|[\s_-])(?:standfirst|stand-first|dek|deck|strap|strapline|sub-?headline|sub-?title|teaser-?text|kicker|by-?lines?|author-?(?:box|bio|info|card)|about-?author|bio"
    r"|(?:image|photo|wp|fig|picture|media)-?(?:caption|credit)s?|caption|pull-?quote|pullquote|share|sharing|social-?(?:share|links|bar)|sharethis|sharedaddy|addthis|read-?time|time-?stamp|dateline-?date)(?:$|[\s_-])",
    re.IGNORECASE,
)
_EMBEDDED = re.compile(r"(?:^|[\s_-])(?:tweet|post|toot|embed|status|media|skeet|note)(?:$|[\s_-])", re.IGNORECASE)
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SECTIONS = frozenset(("section", "aside", "div", "nav", "ul", "li", "td"))
_INNER = frozenset(("html", "body", "main", "article", "a", "em", "strong", "b", "i"))
_MOST_SPARED = (
    40  # sections too large to cut that are measured, before cutting stops: keeps a page of nested ones linear
)


def pruned(tree: Any) -> Any:
    """Return a copy of the page `tree` (lxml) without its scripts, comments, adverts, and links to other stories.

    A section that holds a large part of the page's text is spared, whatever it is called.
    """
    page = deepcopy(tree)
    etree.strip_elements(page, "script", "style", with_tail=False)
    whole = len(page.text_content()) or 1
    doomed: list[Any] = []
    spared = 0
    walk = etree.iterwalk(page, events=("start",))
    for _, element in walk:
        section, limit = _suspect(element)
        if section is None:
            continue
        if len(section.text_content()) <= limit * whole and section.find(".//h1") is None:
            doomed.append(section)
            if section is element:
                walk.skip_subtree()
        else:
            spared += 1
            if spared > _MOST_SPARED:
                break
    for section in doomed:
        if section.getparent() is not None:
            section.drop_tree()
    return page


def _suspect(element: Any) -> tuple[Any, float]:
    """Return the section that `element` condemns, if any, and the largest share of the page's text that it may hold."""
    tag = element.tag
    if not isinstance(tag, str):
        return None, 0
    if tag in _HEADINGS:
        text = " ".join(element.text_content().split()) if len(element) < 20 else ""
        parent = element.getparent()
        if parent is not None and parent.tag in _SECTIONS:
            if opens_comments(text):
                return parent, 0.8
            if opens_related(text):
                return parent, 0.4
        return None, 0
    if tag in _INNER:
        return None, 0
    named = _HUMP.sub("-", " ".join(element.get(name, "") for name in _NAMES)[:500]).strip()
    if len(named) < 3:
        return None, 0
    if tag == "blockquote" and _EMBEDDED.search(named):
        return element, 0.4
    if _OTHER.search(named):
        return element, 0.8 if "comment" in named.lower() else 0.4
    return (element, 0.1) if _AROUND.search(named) else (None, 0)
