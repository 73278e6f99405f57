"""Where the records come from: sources, their items, what was read of them and the quotes it was read from, who decided."""

from news.models.claims import Claim, Conflict, Evidence
from news.models.curation import BatchConfirmation, Decision, Hold, Review, WaitingItem
from news.models.sources import ITEM_ORDER, Item, Source, hash_of
from news.models.teaching import RereadBatch, Rereading, RereadItem, TaughtTerm
from news.models.wording import ItemWords

__all__ = [
    "ITEM_ORDER",
    "BatchConfirmation",
    "Claim",
    "Conflict",
    "Decision",
    "Evidence",
    "Hold",
    "Item",
    "ItemWords",
    "RereadBatch",
    "RereadItem",
    "Rereading",
    "Review",
    "Source",
    "TaughtTerm",
    "WaitingItem",
    "hash_of",
]
