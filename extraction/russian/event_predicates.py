"""What the verbs of a clause mean for an event: the table of verbs, the tense, whether they stand in somebody's words."""

from __future__ import annotations

from dataclasses import dataclass

from extraction import lexicon
from extraction.findings import Span
from extraction.russian.clauses import Clauses
from extraction.russian.event_names import EventWords
from extraction.russian.tagging import Word


@dataclass(slots=True)
class Predicate:
    """A verb that says something of the event."""

    index: int
    group: str
    status: str
    weight: int
    span: Span
    rule: str


def verb_group(word: Word) -> str:
    return lexicon.mapping("event_verbs_ru").get(word.lemma.replace("ё", "е")) or lexicon.mapping(
        "event_verbs_ru"
    ).get(word.lemma, "")


def status_of_verb(clauses: Clauses, verb: Word, group: str) -> str:
    if group == "postpone":
        return "postponed"
    if group == "cancel":
        return "cancelled"
    if group == "plan":
        return "planned"
    if group == "propose":
        return "proposed"
    if group == "begin":
        return "ongoing" if verb.is_past or "Tense=Pres" in verb.feats else "planned"
    if verb.is_past:
        return "held"
    if (
        "Tense=Pres" in verb.feats
        or verb.lemma.endswith(("дить", "диться", "ваться", "ать"))
        and "VerbForm=Inf" not in verb.feats
    ):
        return "ongoing"
    return "planned"


def is_in_quotation(clauses: Clauses, index: int, event: EventWords) -> bool:
    """Inside somebody's words: the event is not."""
    tagged = clauses.context.tagged
    for opening in tagged.quotations:
        if opening < index < tagged.quotations[opening].last:
            return not opening < event.head < tagged.quotations[opening].last
        if opening > index:
            break
    return False


def commas_between(words: list[Word], index: int, event: EventWords) -> int:
    first, last = (event.last, index) if index >= event.last else (index, event.first)
    return sum(1 for w in words[first:last] if w.text in (",", "—", "–", ":", "«", "»"))
