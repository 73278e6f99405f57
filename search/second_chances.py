"""What somebody may have meant: the other keyboard layout, the nearest words that there are."""

from dataclasses import dataclass

from django.db import connection
from django.utils.translation import gettext as _

from directory.queries import WORD, fold, read_query

LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~"
CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ"
TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
TO_LATIN = str.maketrans(CYRILLIC, LATIN)
SHORTEST = 4  # letters of a word that may be misspelt
LONGEST = 30
NEAREST = 3  # words that one misspelt word may have meant
ALIKE = 0.35  # share of trigrams in common; below it words only look alike to a machine


@dataclass(frozen=True)
class Chance:
    """Another text to look for, and why."""

    text: str
    reason: str


def other_layout(text: str) -> Chance | None:
    """The text as the same keys give it in the other layout: “[f,fhjdcr” → «хабаровск»."""
    for table in (TO_CYRILLIC, TO_LATIN):
        typed = text.translate(table)
        words = [word for word in read_query(typed).words if len(word) > 1]
        if typed != text and words and _known(words):
            return Chance(typed, _("the other keyboard layout"))
    return None


def _known(words: list[str]) -> bool:
    """Whether entries have words that begin like each of these, but for the ending of a case."""
    beginnings = [word[: max(3, len(word) - 2)] for word in words]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT bool_and(EXISTS (SELECT FROM search_word WHERE text >= beginning AND text < beginning || %s))"
            " FROM unnest(%s) AS beginning",
            ["\U0010ffff", beginnings],
        )
        return bool(cursor.fetchone()[0])


def nearest_spellings(text: str) -> list[Chance]:
    """The text with each word that nothing has replaced by one that is spelt nearly so; the nearest first."""
    chances = [fold(text)]
    for word in read_query(text).words:
        if not SHORTEST <= len(word) <= LONGEST:
            continue
        near = _near(word)
        if near and near[0] != word:
            chances = [chance.replace(word, other) for chance in chances[:1] for other in near]
    return [Chance(chance, _("similar spelling")) for chance in chances if chance != fold(text)]


def _near(word: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_limit(%s)", [ALIKE])
        cursor.execute(
            "SELECT text FROM (SELECT DISTINCT text, similarity(text, %s) AS likeness FROM search_word"
            " WHERE text %% %s) AS near ORDER BY likeness DESC, abs(length(text) - %s), text LIMIT %s",
            [word, word, len(word), NEAREST],
        )
        return [text for (text,) in cursor]


def changed_words(before: str, after: str) -> list[tuple[str, str]]:
    """Which word became which."""
    pairs = zip(WORD.findall(fold(before)), WORD.findall(fold(after)), strict=False)
    return [(one, other) for one, other in pairs if one != other]
