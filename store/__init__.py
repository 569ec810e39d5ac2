"""newsdiff's store: everything that needs no screen. This is its public door.

`Library` is what a reader's library answers; the types are the words it answers in. Long jobs (adding, refreshing,
rebuilding) are `store.ingest`'s, the single stages over files `store.stages`', files for others `store.export`'s.

Names are imported on first use: a verb that opens no library pays for none.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from store.errors import (
        FeedError,
        FetchError,
        GoneError,
        InputError,
        LibraryError,
        NewerLibraryError,
        StoreError,
        UnknownError,
    )
    from store.library import Library
    from store.model import (
        Anchor,
        Answer,
        Article,
        Card,
        Claim,
        Decision,
        Deed,
        Filters,
        Hit,
        Kind,
        Outcome,
        Pairing,
        Quote,
        Reading,
        Reason,
        Snapshot,
        Source,
        State,
        Step,
        Story,
        Strength,
    )

__all__ = [
    "Anchor",
    "Answer",
    "Article",
    "Card",
    "Claim",
    "Decision",
    "Deed",
    "FeedError",
    "FetchError",
    "Filters",
    "GoneError",
    "Hit",
    "InputError",
    "Kind",
    "Library",
    "LibraryError",
    "NewerLibraryError",
    "Outcome",
    "Pairing",
    "Quote",
    "Reading",
    "Reason",
    "Snapshot",
    "Source",
    "State",
    "Step",
    "StoreError",
    "Story",
    "Strength",
    "UnknownError",
]

_ERRORS = frozenset(name for name in __all__ if name.endswith("Error"))


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "store.library" if name == "Library" else "store.errors" if name in _ERRORS else "store.model"
    value = globals()[name] = getattr(importlib.import_module(home), name)
    return value
