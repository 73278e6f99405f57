"""Where the records come from: sources, their items, what was read of them and the quotes it was read from, who decided."""

from news.models.claims import Claim, Conflict, Evidence
from news.models.sources import ITEM_ORDER, Item, Source, hash_of
from news.models.teaching import RereadBatch, Rereading, RereadItem, TaughtTerm

__all__ = [
    "ITEM_ORDER",
    "Claim",
    "Conflict",
    "Evidence",
    "Item",
    "RereadBatch",
    "RereadItem",
    "Rereading",
    "Source",
    "TaughtTerm",
    "hash_of",
]
