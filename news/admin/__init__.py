"""The admin of the news: what came in, what was read, what was decided, what was taught."""

from news.admin.claims import ClaimAdmin, ConflictAdmin
from news.admin.sources import ItemAdmin, SourceAdmin
from news.admin.vocabulary import RereadingAdmin, TaughtTermAdmin

__all__ = ["ClaimAdmin", "ConflictAdmin", "ItemAdmin", "RereadingAdmin", "SourceAdmin", "TaughtTermAdmin"]
