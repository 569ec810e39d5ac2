"""One refresh of a library at a time, over all processes."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from store.errors import LibraryError
from store.text import safe_line


@contextmanager
def one_at_a_time(library: Path) -> Iterator[None]:
    """Hold the library's refresh lock. Raises `LibraryError` where another refresh holds it.

    The system frees it with its holder, however that ends; the empty file beside the library stays.
    """
    try:
        lock = os.open(library.with_name(library.name + ".refreshing"), os.O_CREAT | os.O_RDWR, 0o600)
    except OSError as error:
        name = safe_line(str(library))
        raise LibraryError(
            f"{name}: the folder cannot be written to ({error.strerror}); check its permissions"
        ) from error
    try:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LibraryError("Another newsdiff is refreshing this library; wait until it is done") from None
        yield
    finally:
        os.close(lock)
