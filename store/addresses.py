"""Web addresses made fit to name an article: without what only tracks who came from where."""

import re
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

_TRACKING = re.compile(
    r"(?:utm_.*|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|ref_?src|cmpid?|ito|smid|at_.+|ns_.+|ocid|s?campaign|icid|xtor)",
    re.IGNORECASE,
)
_UNFIT = re.compile(r"[\s<>\"'\\^`{|}\x00-\x1f]")


def web_address(link: str, base: str = "") -> str:
    """Return `link`, seen from `base`, without fragment and tracking parameters; empty where it is no http(s) address."""
    try:
        parts = urlsplit(urljoin(base, link.strip()) if base.startswith(("http://", "https://")) else link.strip())
        fit = parts.scheme in ("http", "https") and parts.hostname and parts.username is None and (parts.port or 1) > 0
    except ValueError:
        return ""
    if not fit or _UNFIT.search(parts.geturl()):
        return ""
    query = [
        (key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not _TRACKING.fullmatch(key)
    ]
    kept = parts.query if len(query) == parts.query.count("&") + bool(parts.query) else urlencode(query)
    return urlunsplit((parts.scheme, parts.netloc.lower(), parts.path or "/", kept, ""))
