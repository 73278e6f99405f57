"""A text cut where quotes begin and end, so that overlapping quotes can be shown in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from news.models import Evidence


@dataclass(frozen=True)
class Passage:
    """A stretch of a text that the same quotes cover from its first to its last character."""

    text: str
    quotes: tuple[Evidence, ...]
    beginning: tuple[Evidence, ...]

    @property
    def innermost(self) -> Evidence:
        """The shortest quote: the one that a reader means who points at the passage."""
        return min(self.quotes, key=lambda quote: (quote.end - quote.start, quote.pk))


def passages(text: str, quotes: Iterable[Evidence]) -> Iterator[Passage]:
    """Cut `text` into passages; joined again they are the text."""
    rows = sorted(
        (quote for quote in quotes if quote.start < min(quote.end, len(text))), key=lambda q: (q.start, q.pk)
    )
    edges = sorted({0, len(text), *(q.start for q in rows), *(min(q.end, len(text)) for q in rows)})
    waiting, open_quotes = rows, []
    for start, end in pairwise(edges):
        open_quotes = [quote for quote in open_quotes if quote.end > start]
        beginning = [quote for quote in waiting if quote.start == start]
        waiting = waiting[len(beginning) :]
        open_quotes += beginning
        yield Passage(text[start:end], tuple(open_quotes), tuple(beginning))
