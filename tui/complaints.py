"""What went wrong, as one sentence on stderr. Apart, since verbs that read no settings need nothing else of the app's."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from store.errors import StoreError
from store.text import safe_line


@contextmanager
def plainly() -> Iterator[None]:
    """Turn a `StoreError` into one sentence on stderr and exit code 1."""
    try:
        yield
    except StoreError as error:
        complain(str(error))
        sys.exit(1)


def complain(message: str) -> None:
    """Write one safe line to stderr."""
    print(f"newsdiff: {safe_line(message)}", file=sys.stderr)
