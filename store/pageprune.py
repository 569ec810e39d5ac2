"""Cutting from a page what says by its name or its heading that it is no part of the article."""

import re
from copy import deepcopy
from itertools import islice
from typing import Any

from lxml import etree

from store.furniture import opens_comments, opens_related, prose_score

_NAMES = ("class", "id", "data-component", "data-testid")
_NAMES = ("class", "id", "data-component", "data-testid")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _named(words: str) -> re.Pattern[str]:
    """Match class names and ids one of whose words, parted by hyphens and the like, is one of `words`."""
    return re.compile(rf"(?:^|[\s_-])(?:{words})(?:$|[\s_-])", re.IGNORECASE)


_SAID = _named(r"comments?|cmts?|commentlist|comment-?(?:list|thread|section)|disqus|respond")
_MERELY_ABLE = re.compile(
    r"\b(?:has|no|with|show|hide|allow|enable)[_-]comments?|comments?[_-](?:open|closed|enabled|disabled|on|off|status)",
    re.IGNORECASE,
)
_OTHER = _named(
    r"cookies?|consent|gdpr|onetrust|newsletters?|signup|related|recommended|yarpp|links-?(?:block|list)|trending|read-?(?:next|also)"
    r"|(?:most|top)-?(?:read|popular|viewed|commented|stories)|twitter-tweet|instagram-media|fb-post|tiktok-embed"
)
_AROUND = _named(
    r"standfirst|stand-first|dek|deck|strap|strapline|sub-?headline|sub-?title|teaser-?text|kicker|by-?lines?|bio|about-?author"
    r"|author-?(?:box|bio|info|card)|(?:image|photo|wp|fig|picture|media)-?(?:caption|credit)s?|caption|pull-?quote"
    r"|share|sharing|social-?(?:share|links|bar)|sharethis|sharedaddy|addthis|read-?time|time-?stamp"
)
_EMBEDDED = _named(r"tweet|post|toot|embed|status|media|skeet|note")
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))
_SECTIONS = frozenset(("section", "aside", "div", "nav", "ul", "li", "td"))
_INNER = frozenset(("html", "body", "main", "article", "a", "em", "strong", "b", "i"))
_COMMENTS, _LINKS, _BITS = 0.8, 0.4, 0.1  # the largest share of the page's text that such a section may hold
_PROSE = 4  # paragraphs: so many make an article of a section that calls itself a list of links
_MOST_SPARED = 40  # sections that are measured and spared, before cutting stops: keeps a page of nested ones linear


def pruned(tree: Any) -> Any:
    """Return a copy of the page `tree` (lxml) without its scripts, comments, adverts, and links to other stories.

    A section that holds much of the page's text, or its headline, is spared, whatever it is called.
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
        if _is_article(section, limit, whole):
            spared += 1
            if spared > _MOST_SPARED:
                break
            continue
        doomed.append(section)
        if section is element:
            walk.skip_subtree()
    for section in doomed:
        if section.getparent() is not None:
            section.drop_tree()
    return page


def _is_article(section: Any, limit: float, whole: int) -> bool:
    if len(section.text_content()) > limit * whole or section.find(".//h1") is not None:
        return True
    if limit == _COMMENTS:
        return False
    paragraphs = (p.text_content() for p in section.iter("p"))
    return sum(prose_score(text) >= 2.5 for text in islice(paragraphs, 200)) >= _PROSE


def _suspect(element: Any) -> tuple[Any, float]:
    """Return the section that `element` condemns, if any, and the share of the page's text that it may hold."""
    tag = element.tag
    if not isinstance(tag, str) or tag in _INNER:
        return None, 0
    if tag in _HEADINGS:
        return _headed(element)
    named = _HUMP.sub("-", " ".join(element.get(name, "") for name in _NAMES)[:500]).strip()
    if not named:
        return None, 0
    if _SAID.search(named) and not _MERELY_ABLE.search(named):
        return element, _COMMENTS
    if _OTHER.search(named) or (tag == "blockquote" and _EMBEDDED.search(named)):
        return element, _LINKS
    return (element, _BITS) if _AROUND.search(named) else (None, 0)


def _headed(heading: Any) -> tuple[Any, float]:
    """Return the section that a heading opens, where it says that what follows is others' or is elsewhere."""
    section = heading.getparent()
    text = " ".join(heading.text_content().split()) if len(heading) < 20 else ""
    limit = _COMMENTS if opens_comments(text) else _LINKS if opens_related(text) else 0
    if not limit or section is None or section.tag not in _SECTIONS or (section.text or "").strip():
        return None, 0
    before = next(heading.itersiblings(preceding=True), None)
    return (None, 0) if before is not None and before.text_content().strip() else (section, limit)
