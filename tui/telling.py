"""Which of the sources that one follows tell a story."""

from collections.abc import Iterable
from urllib.parse import urlsplit

from store.model import Article, Source

ASIDE = ("www.", "feeds.", "feed.", "rss.", "m.")  # hosts beside an outlet's own


def telling(articles: Iterable[Article], sources: Iterable[Source]) -> list[str]:
    """Return the addresses of the sources with the name of an outlet of these articles, or on a host of theirs."""
    articles = list(articles)
    outlets = {article.outlet.casefold() for article in articles} - {""}
    hosts = {_host(article.url) for article in articles} - {""}
    return [s.url for s in sources if not s.paused and (s.title.casefold() in outlets or _host(s.url) in hosts)]


def _host(url: str) -> str:
    """Return an address's host and port without what sets a feed's host apart from its site's; empty for none."""
    try:
        host = urlsplit(url).netloc.casefold()
    except ValueError:
        return ""
    aside = next((prefix for prefix in ASIDE if host.startswith(prefix)), "")
    return host.removeprefix(aside)
