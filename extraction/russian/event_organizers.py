"""Who organizes an event."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import ForumMention
from extraction.russian.clauses import Clauses
from extraction.russian.event_names import head_class
from extraction.russian.organizations import side_at, sides
from extraction.russian.tagging import Word


def attach_organizers(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«Организаторами выступили X и Y», «Организатор — X», «организованный X»."""
    words = clauses.context.tagged.words
    for word in words:
        start = _organizers_start(clauses, word)
        if start is None or not mentions:
            continue
        ceiling = clauses.context.tagged.bounds[word.sentence][1]
        found = [s for s in sides(clauses.context, start, ceiling) if s.kind in ("organization", "territory")]
        found = [s for s in found if not head_class(words[s.head])]
        if word.is_participle:
            found = [s for s in found if words[s.head].case in ("ablt", "") or words[s.head].text.isupper()]
        mention = _forum_before(mentions, word)
        if mention is not None:
            known = {value.value for value in mention.organizers}
            mention.organizers += [Value(s.name, s.span, "organizers") for s in found if s.name not in known]


def _organizers_start(clauses: Clauses, word: Word) -> int | None:
    words = clauses.context.tagged.words
    last = clauses.context.tagged.bounds[word.sentence][1]
    if word.lemma in ("организатор", "соорганизатор", "учредитель", "устроитель"):
        for index in range(word.index + 1, min(word.index + 10, last)):
            if words[index].text in ("—", "–", "-", ":") or words[index].lemma in (
                "выступить",
                "выступать",
                "стать",
                "являться",
            ):
                return index + 1
            if words[index].lemma in (
                "проведение",
                "мероприятие",
                "форум",
                "выставка",
                "съезд",
                "конгресс",
                "ярмарка",
                "конференция",
            ):
                continue
            if words[index].is_finite:
                return None
        return None
    if word.lemma in ("организовать", "организованный", "проводимый") and (
        word.is_participle or "Variant=Short" in word.feats
    ):
        return word.index + 1
    if (
        word.lemma in ("организовать", "организовывать", "проводить", "провести")
        and word.is_finite
        and "Voice=Act" in word.feats
    ):
        side = side_at(clauses.context, word.index + 1, last)
        if side is not None and head_class(words[side.head]):
            return _subject_before(clauses, word)
        return (
            word.index + 1
            if side is not None
            and side.kind == "organization"
            and words[side.head].case in ("nomn", "accs", "")
            else None
        )
    return None


def _subject_before(clauses: Clauses, verb: Word) -> int | None:
    """«Карельская ассоциация проводит конференцию»: where the subject begins."""
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[verb.sentence][0]
    for index in range(max(floor, verb.index - 12), verb.index):
        side = side_at(clauses.context, index, verb.index)
        if side is not None and side.kind == "organization" and words[side.head].case == "nomn":
            return index
    return None


def _forum_before(mentions: list[ForumMention], word: Word) -> ForumMention | None:
    before = [m for m in mentions if m.span.start <= word.start]
    here = [m for m in mentions if m.sentence == word.sentence]
    if here:
        return here[0] if here[0].name is not None or not before else before[-1]
    return before[-1] if before else mentions[0]
