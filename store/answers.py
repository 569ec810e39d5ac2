"""What servers and the network answer, in the reader's words: statuses, headers and errors."""

import os
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from ssl import SSLCertVerificationError, SSLError

import httpx

from store.errors import FetchError, GoneError
from store.guard import PrivateAddressError
from store.text import safe_line

BUSY = frozenset({429, 502, 503, 504})  # worth another try at once
TEMPORARY = BUSY | {408, 425, 500}  # worth one another time


def refused(response: httpx.Response) -> FetchError:
    """Return what a status that is no success means for the reader."""
    host, status = safe_line(response.url.host), response.status_code
    if status == httpx.codes.GONE:
        return GoneError(f"{host} says that this page is gone for good (410)", status=status)
    meaning = {
        401: "asks for a password", 402: "asks for payment", 403: "refuses to show this page",
        404: "has no such page; check the address", 429: "asks us to wait; try again later",
        451: "may not show this page for legal reasons",
    }.get(status, "is in trouble; try again later" if status >= 500 else "refuses the request")  # fmt: skip
    wait = _retry_after(response.headers.get("retry-after", ""))
    return FetchError(f"{host} {meaning} ({status})", status=status, retry_after=wait, temporary=status in TEMPORARY)


def told(error: Exception, host: str) -> FetchError:
    """Return an error of httpx in the reader's words."""
    if "location header" in str(error):  # httpx looks at it though it is not to follow it
        return FetchError(f"{host} redirects to no valid address; open it in a browser")
    if isinstance(error.__cause__, PrivateAddressError):
        return FetchError(f"{host} is a private address, which only you may name; add it by itself if you want it")
    if isinstance(error, httpx.ConnectTimeout):
        return FetchError(f"{host} does not answer; try again later", temporary=True, unreachable=True)
    if isinstance(error, httpx.TimeoutException):
        return FetchError(f"{host} is too slow; try again later", temporary=True, unreachable=True)
    if isinstance(error, httpx.ConnectError):
        if "certificate" in str(error).lower() or _caused_by(error, SSLCertVerificationError):
            return FetchError(f"{host} shows a certificate that is not valid ({_reason(error)}); it was not fetched")
        return FetchError(
            f"{host} cannot be reached ({_reason(error)}); check the address", temporary=True, unreachable=True
        )
    if isinstance(error, httpx.ProxyError):
        return FetchError(
            f"{host} cannot be reached by the proxy ({_reason(error)}); check the environment's HTTP_PROXY or its like",
            temporary=True,
            unreachable=True,
        )
    if isinstance(error, httpx.InvalidURL | UnicodeError | httpx.UnsupportedProtocol):
        return FetchError(f"{host} is not a valid address; check it")
    return FetchError(f"{host} broke off the answer ({_reason(error)}); try again later", temporary=True)


def _caused_by(error: BaseException | None, kind: type[BaseException]) -> bool:
    while error is not None:
        if isinstance(error, kind):
            return True
        error = error.__cause__ or error.__context__
    return False


def _reason(error: BaseException) -> str:
    """Return what the innermost error says: the system's own words where it is one of the system's."""
    inner = error
    while cause := inner.__cause__ or inner.__context__:
        inner = cause
    said = str(error)
    if isinstance(inner, OSError) and inner.errno and not isinstance(inner, SSLError):
        said = os.strerror(inner.errno) if inner.errno > 0 else inner.strerror or said  # below 0: of the name service
    return safe_line(said)[:120] or type(error).__name__


def _retry_after(value: str) -> float | None:
    """Return the seconds of a Retry-After header, which names them or a date; None where it names neither."""
    if value.strip().isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    return max(0.0, (moment.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def max_age(value: str) -> float:
    """Return for how many seconds a Cache-Control header calls the answer fresh."""
    rules = {name.strip().lower(): number for name, _, number in (rule.partition("=") for rule in value.split(","))}
    seconds = rules.get("max-age", "").strip(' "')
    return 0.0 if {"no-cache", "no-store"} & rules.keys() or not seconds.isdigit() else float(seconds)
