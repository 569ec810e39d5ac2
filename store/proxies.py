"""The reader's proxies, taken from the environment as curl, newsboat and others do."""

from ipaddress import ip_address
from urllib.request import getproxies_environment, proxy_bypass_environment  # type: ignore[attr-defined]

import httpx

from store.errors import FetchError
from store.text import safe_line


class Proxies:
    """HTTP_PROXY, HTTPS_PROXY and ALL_PROXY name proxies, NO_PROXY what goes without; so does all of this machine's own."""

    def __init__(self) -> None:
        self._named = getproxies_environment()

    def of(self, url: httpx.URL) -> httpx.Proxy | None:
        """Return the proxy that a request to `url` goes by, None where it goes by none.

        Raises `FetchError` for a proxy of a kind that is not spoken: to go without it might tell who asks.
        """
        proxy = self._named.get(url.scheme) or self._named.get("all")
        if not proxy or _is_own(url.host) or proxy_bypass_environment(url.netloc.decode("ascii"), self._named):
            return None
        try:
            found = httpx.Proxy(proxy if "://" in proxy else f"http://{proxy}")
        except (ValueError, httpx.InvalidURL):
            found = None
        if found is None or found.url.scheme not in ("http", "https"):
            name = safe_line(proxy.rpartition("@")[2])[:100]  # without its password
            raise FetchError(
                f"the proxy {name} is neither http nor https; change the environment's ALL_PROXY or its like"
            )
        return found


def _is_own(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
