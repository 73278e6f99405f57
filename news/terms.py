"""What curators taught, as the lexicon that reports are read with."""

from functools import lru_cache

from django.db.models import Count, Max

from extraction.lexicon import Lexicon, Term
from news.models import TaughtTerm


def current_lexicon() -> Lexicon:
    """The active terms; the same object as long as nobody teaches anything, for tables are derived from it and kept."""
    state = TaughtTerm.objects.aggregate(Count("pk"), Max("changed_at"))
    return _lexicon(tuple(state.values()))


@lru_cache(maxsize=2)
def _lexicon(state: tuple[object, ...]) -> Lexicon:
    return lexicon_of(*TaughtTerm.objects.filter(is_active=True).order_by("pk"))


def lexicon_of(*terms: TaughtTerm) -> Lexicon:
    return Lexicon(
        tuple(Term(term.kind, term.language, term.written, term.name, term.detail) for term in terms)
    )
