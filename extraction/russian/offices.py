"""Words for offices and for the bodies in which they are held."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.russian.tagging import Word

FORMER = frozenset({"бывший", "экс", "прежний", "тогдашний", "предыдущий"})

ORGANIZATION_ENDING = re.compile(
    r"(?:компания|холдинг|корпорация|банк|завод|комбинат|институт|университет|фонд|центр|агентство|объединение|консерватория|министерство)$"
)


def is_organization(word: Word) -> bool:
    """A noun that heads the name of an organization: «авиакомпания», «правительство»."""
    return (
        word.lemma in lexicon.words("organizations_ru") or ORGANIZATION_ENDING.search(word.lemma) is not None
    )


def office_class(word: Word) -> str:
    """How the office word behaves in a title, "" when it is none."""
    if word.entity[2:] == "PER":
        return ""
    offices = lexicon.mapping("offices_ru")
    return offices.get(word.lemma) or offices.get(word.lower) or ""
