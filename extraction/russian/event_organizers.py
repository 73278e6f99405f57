"""Who organizes an event."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import ForumMention
from extraction.russian.clauses import Clauses, is_nominative, sides_of, subjects
from extraction.russian.event_names import head_class
from extraction.russian.organizations import Side, sides
from extraction.russian.tagging import Word

ORGANIZERS = frozenset({"организатор", "соорганизатор", "учредитель", "устроитель"})
BECOME = frozenset({"выступить", "выступать", "стать", "являться", "быть"})
OF_EVENT = frozenset({"проведение", "мероприятие", "форум", "выставка", "съезд", "конгресс", "ярмарка", "конференция", "встреча", "саммит",
                      "прежний", "традиционный", "главный", "основной", "его"})  # fmt: skip
ORGANIZE = frozenset({"организовать", "организовывать", "проводить", "провести", "устраивать", "устроить"})
ORGANIZED = frozenset({"организовать", "организованный", "проводимый", "подготовить", "инициировать"})
FARTHEST_DASH = 10  # words between «организаторы» and the dash
FARTHEST_EVENT = 8  # words between the verb and the event that it holds


def attach_organizers(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """Organizers go to the event of the sentence, else to the one told of last."""
    if not mentions:
        return
    for word in clauses.context.tagged.words:
        found = _organizers(clauses, word, mentions)
        mention = _forum_before(mentions, word) if found else None
        if mention is not None and word.is_participle and mention.sentence != word.sentence:
            continue  # «поездка, организованная палатой»: another thing than the event
        if mention is not None:
            known = {value.value for value in mention.organizers}
            mention.organizers += [Value(s.name, s.span, "organizers") for s in found if s.name not in known]


def _organizers(clauses: Clauses, word: Word, mentions: list[ForumMention]) -> list[Side]:
    if word.lemma in ORGANIZERS:
        start = _after_noun(clauses, word)
        found = _listed(clauses, start, word) if start is not None else _who_became(clauses, word)
    elif word.lemma in ORGANIZED and (word.is_participle or "Variant=Short" in word.feats):
        found = _instrumental(clauses, word)
    elif word.lemma in ORGANIZE and word.is_finite and "Voice=Act" in word.feats:
        found = _who_holds(clauses, word, mentions)
    else:
        return []
    words = clauses.context.tagged.words
    return [
        s
        for s in found
        if s.kind in ("organization", "territory")
        and not head_class(words[s.head])
        and s.head not in clauses.context.tagged.quotations
    ]


def _after_noun(clauses: Clauses, word: Word) -> int | None:
    """«Организаторы форума — X», «Организаторами выступили X и Y»: where the list begins."""
    words = clauses.context.tagged.words
    last = clauses.context.tagged.bounds[word.sentence][1]
    for index in range(word.index + 1, min(word.index + FARTHEST_DASH, last)):
        if words[index].text in ("—", "–", "-", ":") or words[index].lemma in BECOME:
            return index + 1
        if words[index].lemma not in OF_EVENT and (words[index].is_finite or words[index].text in (",", ".")):
            return None
    return None


def _listed(clauses: Clauses, start: int, word: Word) -> list[Side]:
    ceiling = clauses.context.tagged.bounds[word.sentence][1]
    return sides(clauses.context, start, ceiling)


def _who_became(clauses: Clauses, word: Word) -> list[Side]:
    """«Организатором форума X»; «X выступил организатором»: the subject of the verb before the noun."""
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[word.sentence][0]
    verb = word.index - 1
    if word.case != "ablt" or verb < floor or words[verb].lemma not in BECOME:
        return []
    return subjects(clauses.context, verb, floor, word.index)


def _instrumental(clauses: Clauses, word: Word) -> list[Side]:
    """«организованный министерством и палатой»."""
    words = clauses.context.tagged.words
    found = _listed(clauses, word.index + 1, word)
    if "Variant=Short" in word.feats:
        return [s for s in found if words[s.head].case in ("ablt", "")]
    return [s for s in found if words[s.head].case in ("ablt", "") or words[s.head].text.isupper()]


def _who_holds(clauses: Clauses, verb: Word, mentions: list[ForumMention]) -> list[Side]:
    """«Форум проводят X и Y», «Союз рыбоводов проводит здесь конференцию», «проводят его, как и раньше, X и Y»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    if not _holds_event(clauses, verb, mentions):
        return []
    before = any(
        m.sentence == verb.sentence and m.span.end <= verb.start for m in mentions if m.name is not None
    )
    if before and _runs_on(clauses, verb, ceiling):
        floor = verb.index  # «Форум проводят X и Y»
    return [s for s in subjects(clauses.context, verb.index, floor, ceiling) if not _is_event(s, mentions)]


def _runs_on(clauses: Clauses, verb: Word, ceiling: int) -> bool:
    """Somebody in the nominative follows the verb."""
    return any(is_nominative(clauses.context, s) for s in sides_of(clauses.context, verb.index + 1, ceiling))


def _holds_event(clauses: Clauses, verb: Word, mentions: list[ForumMention]) -> bool:
    """An event stands beside the verb as its object: not after a preposition."""
    words = clauses.context.tagged.words
    for index in range(max(0, verb.index - 3), min(verb.index + 4, len(words))):
        is_it = words[index].lower in ("его", "её", "ее") and words[index].sentence == verb.sentence
        if is_it and verb.number == "plur":
            return True  # «Проводят его, как и раньше, администрация и палата»; «её проведёт X» is said of a section
    for mention in mentions:
        if mention.sentence != verb.sentence:
            continue
        first = next(
            (
                w
                for w in words[max(0, verb.index - 40) : verb.index + FARTHEST_EVENT]
                if w.start >= mention.span.start
            ),
            None,
        )
        if (
            first is None
            or first.start >= mention.span.end
            or first.index
            and words[first.index - 1].pos == "ADP"
        ):
            continue
        gap = words[verb.index : first.index] if first.index > verb.index else words[first.index : verb.index]
        between = [w for w in gap if not mention.span.start <= w.start < mention.span.end]
        if len(between) <= FARTHEST_EVENT and not any(w.is_finite and w is not verb for w in between):
            return True
    return False


def _is_event(side: Side, mentions: list[ForumMention]) -> bool:
    return any(mention.span.overlaps(side.span) for mention in mentions if mention.name is not None)


def _forum_before(mentions: list[ForumMention], word: Word) -> ForumMention | None:
    before = [m for m in mentions if m.span.start <= word.start]
    here = [m for m in mentions if m.sentence == word.sentence]
    if here:
        return here[0] if here[0].name is not None or not before else before[-1]
    return before[-1] if before else mentions[0]
