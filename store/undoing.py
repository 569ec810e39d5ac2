"""Taking the reader's last deed back, or doing it again: its rows from the log, and what follows from them."""

import sqlite3
from contextlib import suppress

from store.database import judging, ledger
from store.database.rows import anchor_from_json
from store.errors import UnknownError
from store.model import Deed


def turn(con: sqlite3.Connection, *, forward: bool) -> Deed | None:
    """Take the last deed back, or with `forward` do the last one that was taken back again, inside the caller's transaction.

    Return what it was, or None at the end of the log.
    """
    turned = ledger.turn(con, forward=forward)
    if turned is None:
        return None
    for row in turned.rows("decisions"):
        judging.judged(con, str(row["accusation_key"]), str(row["denial_key"]))
    if turned.stories or any(turned.rows("marks", "corrections", "story_names")):
        _derive(con, turned)
    return turned.deed


def _derive(con: sqlite3.Connection, turned: ledger.Turned) -> None:
    """Make claims and stories as the reader's rows now want them; an article that is gone is passed over."""
    from store import arrival  # brings the pairing, which the undoing of a judgement does without

    found = [anchor_from_json(str(row["anchor"])).claim for row in turned.rows("corrections")]
    for url in sorted({str(row["url"]) for row in turned.rows("marks", "corrections")}):
        with suppress(UnknownError):
            arrival.put_back(con, url, [claim for claim in found if claim.article == url])
    arrival.regroup(con, turned.stories)
    arrival.retitle(con, [str(row["url"]) for row in turned.rows("story_names")])
