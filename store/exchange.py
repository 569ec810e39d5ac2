"""What is asked of the network, and what it answers."""

from dataclasses import dataclass
from datetime import datetime

from store.guard import Place


@dataclass(frozen=True, slots=True)
class Ask:
    """What to fetch, and how much it is trusted."""

    url: str
    typed: bool = False  # by the reader: it may be a private address
    local: Place | None = None  # the one private place that may be reached, as what links here lives there too
    robots: bool = False  # nobody asked for this very page: the site's robots.txt has a say
    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """What a server answered. `body` is empty where it said that nothing changed (`unchanged`)."""

    url: str  # where it was found in the end
    moved: str  # where it lives: the address after the permanent redirects that it began with
    body: bytes
    unchanged: bool
    content_type: str
    charset: str
    etag: str
    last_modified: str
    fresh: float  # seconds for which the server says that it need not be asked again
    local: Place | None  # the private place that it came from
    fetched: datetime  # UTC
