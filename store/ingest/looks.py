"""When to look at a page again: often while it is young, as it is then that a text changes."""

from datetime import UTC, datetime, timedelta

from store.model import Article

YOUNG = timedelta(days=5)  # for how long a page is looked at again
FIRST = timedelta(hours=1)  # until it is looked at again for the first time; each further pause is twice as long
LOOKS = 7  # 1 + 2 + 4 … + 64 hours are the five days


def next_look(looks: int) -> datetime | None:
    """Return when to look at a page again that was fetched `looks` times; None where that is often enough."""
    return datetime.now(UTC) + FIRST * 2 ** (looks - 1) if looks <= LOOKS else None


def is_young(article: Article) -> bool:
    """Return whether an article may still change; one without a date counts as just published."""
    oldest = (datetime.now(UTC) - YOUNG).date().isoformat()
    return not article.published or article.published[:10] >= oldest
