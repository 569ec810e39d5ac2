"""What collecting may cost, as one value handed on to every stage that needs it."""

import os
from typing import NamedTuple


class Limits(NamedTuple):
    """How much to ask for at once, and how long and how large an answer may be."""

    requests: int = 32  # open at once in all: httpx slows down above this
    per_host: int = 4  # open at once to one host and port
    deadline: float = 30.0  # seconds for a page, redirects and retries included
    connect: float = 10.0  # seconds until a host has answered at all
    bytes: int = 20_000_000  # of a page, as decoded
    redirects: int = 10  # followed for a page
    workers: int = min(os.cpu_count() or 1, 4)  # processes that clean and read
    reading: float = 10.0  # seconds for cleaning and reading a page
