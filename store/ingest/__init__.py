"""Collecting: the only composer of the stages. Every job is an iterator of `Step`; stopping it stops the work.

Whatever is slow or may crash runs in worker processes, what waits for the network in this thread's event loop, and the
library is opened by each job for itself. Nothing heavy is imported before a job runs. Close an iterator that is not run
to its end (`contextlib.aclosing`): that kills its workers at once, and what it has stored stays.
"""

from store.ingest.inputs import ingest
from store.ingest.rebuilding import rebuild
from store.ingest.refreshing import refresh
from store.ingest.sources import discover
from store.limits import Limits
from store.opml import parse_list, to_opml

__all__ = ["Limits", "discover", "ingest", "parse_list", "rebuild", "refresh", "to_opml"]
