"""A tagged text with its places and persons: what every rule of the reader looks at."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from extraction.findings import Post, Value
from extraction.russian.localities import Locality
from extraction.russian.names import NameSpan
from extraction.russian.tagging import TaggedText


@dataclass(slots=True)
class PostContext:
    """What posts are read against: the text, its places, and where persons' names are."""

    tagged: TaggedText
    localities: list[Locality]
    names: list[NameSpan]
    name_at: dict[int, NameSpan]
    locality_at: dict[int, Locality]
    proper_adjectives: frozenset[str] = frozenset()  # lemmas of adjectives with a capital inside a sentence
    post_words: frozenset[int] = frozenset()  # words of the posts beside names
    posts: dict[int, list[Value[Post]]] = field(default_factory=dict)  # by the first word of the name
    only_regions: dict[str, str] = field(default_factory=dict)  # noun → the only region that it can mean
    full_names: dict[int, str] = field(
        default_factory=dict
    )  # noun of a body → its name there, "" for a bare noun

    def names_in(self, first: int, last: int) -> list[NameSpan]:
        """The names that begin at words [first, last); names are kept in order."""
        start = bisect_left(self.names, first, key=lambda name: name.first)
        return self.names[start : bisect_left(self.names, last, key=lambda name: name.first)]

    def places_in(self, first: int, last: int) -> list[Locality]:
        """The places that begin at words [first, last); places are kept in order."""
        start = bisect_left(self.localities, first, key=lambda place: place.first)
        return self.localities[start : bisect_left(self.localities, last, key=lambda place: place.first)]

    def refer(self, references: list[NameSpan]) -> None:
        """Add people meant by an office or a pronoun, for who does what; posts are read before."""
        self.names = sorted([*self.names, *references], key=lambda name: name.first)
        self.name_at |= {i: n for n in references for i in range(n.first, n.last)}


def context(tagged: TaggedText, localities: list[Locality], names: list[NameSpan]) -> PostContext:
    return PostContext(
        tagged,
        localities,
        names,
        {i: n for n in names for i in range(n.first, n.last)},
        {i: place for place in localities for i in range(place.first, place.last)},
        frozenset(
            w.lemma
            for w in tagged.words
            if w.is_adjective
            and w.is_capitalized
            and w.index != tagged.bounds[w.sentence][0]
            and tagged.words[w.index - 1].is_word
        ),
    )
