"""What somebody typed, as the database can look it up."""

import re
import unicodedata
from dataclasses import dataclass
from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import CombinedSearchQuery, SearchQuery

from extraction.keys import person_key, phrase_key

WORD = re.compile(r"[^\W_]+")
HANZI = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+")
MARKS = re.compile(r"[\u0300-\u0305\u0307-\u036f'’‘ʼ`´\"«»“”„]")
MOST_WORDS = 8
# Said between the words that are looked for: «форум в Сиане».
BETWEEN = frozenset("в во на из с со к ко о об по от для у за и при the of in at a an to and for".split())  # noqa: SIM905


def fold(text: str) -> str:
    """The text without case, accents and quotation marks; the database folds entries in the same way (directory_fold)."""
    plain = unicodedata.normalize("NFKD", text).lower()
    return unicodedata.normalize("NFC", MARKS.sub("", plain))


@dataclass(frozen=True)
class Query:
    """A typed text: its words, and each Chinese part that must stand in a name as it is."""

    text: str
    folded: str
    words: tuple[str, ...]
    chinese: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.words and not self.chinese

    def alternatives(self, *, begun: bool) -> list[list[tuple[str, str]]]:
        """(configuration, word) of the forms of each word; `begun`: also words that only begin so."""
        sought = []
        for word in self.words:
            stems = {*phrase_key(word).split(), *person_key(word).split()} - {word}
            as_typed = f"{word}:*" if begun and len(word) > 1 else word
            sought.append(
                [("russian", word), ("simple", as_typed), *(("simple", stem) for stem in sorted(stems))]
            )
        return sought + [[("simple", sign)] for run in self.chinese for sign in run]

    def sql(self, *, begun: bool) -> tuple[str, list[str]]:
        """SQL of a tsquery that asks for all words, in any inflection."""
        sought = self.alternatives(begun=begun)
        parts = (
            " || ".join(f"to_tsquery('{configuration}', %s)" for configuration, _word in forms)
            for forms in sought
        )
        return " && ".join(f"({part})" for part in parts), [
            word for forms in sought for _configuration, word in forms
        ]

    def expression(self) -> SearchQuery | CombinedSearchQuery:
        """The same for the ORM."""
        return reduce(
            and_,
            (
                reduce(or_, (SearchQuery(word, config=name, search_type="raw") for name, word in forms))
                for forms in self.alternatives(begun=True)
            ),
        )


def read_query(text: str) -> Query:
    folded = " ".join(fold(text).split())
    chinese = tuple(HANZI.findall(folded))[:MOST_WORDS]
    words = WORD.findall(HANZI.sub(" ", folded))
    sought = [word for word in words if word not in BETWEEN] or words
    return Query(text, folded, tuple(dict.fromkeys(sought))[:MOST_WORDS], chinese)
