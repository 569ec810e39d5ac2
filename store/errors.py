"""Everything that can go wrong in the store, as one tree.

StoreError                  any of the below; `str()` is one sentence for the reader, with the way out
├── InputError              what was given cannot be read: missing, a directory, empty, binary, no article in it
│   └── FetchError          a URL did not give a page: no answer, refused, too large, too slow
│       └── GoneError       the server says that it is gone for good (410)
├── FeedError               what was fetched is no feed, or one that cannot be read
├── LibraryError            the SQLite file cannot be used: not a library, locked, full disk, no right to write
│   └── NewerLibraryError   it was written by a later newsdiff; it is left untouched
└── UnknownError            no such story, claim, article or source
"""


class StoreError(Exception):
    """Base of the tree; the message is one sentence for the reader, with the way out."""


class InputError(StoreError):
    """What was given cannot be read as an article."""


class FetchError(InputError):
    """A URL did not give a page; `retry_after` is in seconds where the server named a time.

    `temporary`: it may well give one another time. `unreachable`: its host did not answer at all.
    """

    def __init__(
        self,
        message: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
        temporary: bool = False,
        unreachable: bool = False,
    ) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after
        self.temporary = temporary
        self.unreachable = unreachable


class GoneError(FetchError):
    """The server says that the address is gone for good (410)."""


class FeedError(StoreError):
    """What was fetched is no feed, or one that cannot be read."""


class LibraryError(StoreError):
    """The library's file cannot be used."""


class NewerLibraryError(LibraryError):
    """The library was written by a later newsdiff and is left untouched."""


class UnknownError(StoreError):
    """No such story, claim, article or source in this library."""
