"""Collecting: the only composer of the stages. Every job is an iterator of `Step`; stopping it stops the work.

Whatever is slow or may crash runs in worker processes, what waits for the network in this thread's event loop, and the
library is opened by each job for itself. Nothing heavy is imported before a job runs.
"""

from store.ingest.inputs import ingest
from store.limits import Limits

__all__ = ["Limits", "ingest"]
