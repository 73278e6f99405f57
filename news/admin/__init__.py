"""The admin of the news: what came in, what was read, what was decided, what was taught."""

from news.admin.batches import BatchConfirmationAdmin
from news.admin.claims import ClaimAdmin
from news.admin.conflicts import ConflictAdmin
from news.admin.history import ActAdmin, RowChangeAdmin
from news.admin.identity import PairAdmin
from news.admin.queue import WaitingItemAdmin
from news.admin.sources import ItemAdmin, SourceAdmin
from news.admin.vocabulary import RereadingAdmin, TaughtTermAdmin

__all__ = [
    "ActAdmin",
    "BatchConfirmationAdmin",
    "ClaimAdmin",
    "ConflictAdmin",
    "ItemAdmin",
    "PairAdmin",
    "RereadingAdmin",
    "RowChangeAdmin",
    "SourceAdmin",
    "TaughtTermAdmin",
    "WaitingItemAdmin",
]
