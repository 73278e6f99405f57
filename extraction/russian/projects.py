"""Investment and construction projects in a Russian text."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import ProjectMention, Reading
from extraction.money import Amount
from extraction.russian.clauses import Clauses
from extraction.russian.phrases import complement_end, nominative, phrase_start
from extraction.russian.project_facts import (
    BUILD_VERBS,
    PRESENT_VERBS,
    set_amount,
    set_place,
    set_presenters,
    set_reporter,
)
from extraction.russian.project_names import (
    BUILDING,
    OBJECT_PREPOSITIONS,
    PROJECT,
    built,
    is_object,
    lowered,
    named_project,
)
from extraction.russian.tagging import Word


def find_projects(clauses: Clauses, reading: Reading, amounts: list[Amount]) -> list[ProjectMention]:
    tagged = clauses.context.tagged
    found: list[tuple[ProjectMention, int]] = []
    taken = -1
    for word in tagged.words:
        if word.index < taken or tagged.sentences[word.sentence].is_title:
            continue
        for mention, end in _projects_at(clauses, word):
            found.append((mention, end))
            taken = max(taken, end)
    mentions = [mention for mention, _ in found]
    for position, (mention, end) in enumerate(found):
        ceiling = tagged.bounds[mention.sentence][1]
        following = mentions[position + 1] if position + 1 < len(mentions) else None
        limit = (
            following.name.span.start
            if following is not None and following.sentence == mention.sentence
            else tagged.words[ceiling - 1].end
        )
        set_presenters(clauses, mention, mention.sentence)
        set_reporter(clauses, mention, end, limit)
        set_amount(clauses, mention, limit, amounts)
        set_place(clauses, mention, end, limit)
    return [m for m in mentions if _is_told(clauses, m)]


def _projects_at(clauses: Clauses, word: Word) -> list[tuple[ProjectMention, int]]:
    if not word.is_noun:
        return []
    if PROJECT.match(word.lemma):
        return named_project(clauses, word)
    if word.lemma in BUILDING:
        return built(clauses, word.index, "project_to_build")
    if is_object(word):
        return _object(clauses, word)
    return []


def _object(clauses: Clauses, word: Word) -> list[tuple[ProjectMention, int]]:
    """«рассказал о тепличном комплексе «Даурия»», «построит завод клеёных панелей»: an object with a reason to be a project."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    first = phrase_start(tagged, word.index, floor)
    end = complement_end(tagged, word.index, ceiling, OBJECT_PREPOSITIONS, names=True)
    has_name = (end - 1) in tagged.closing
    near = tagged.words[max(floor, first - 30) : min(end + 14, ceiling)]
    governed = any(
        w.lemma in PRESENT_VERBS and w.lemma != "провести" and w.is_finite
        for w in tagged.words[max(floor, first - 3) : first]
    )
    is_told_of = (
        governed
        and word.case == "accs"
        or first > floor
        and tagged.words[first - 1].lower in ("о", "об", "про")
    )
    is_presented = any(
        w.lemma in PRESENT_VERBS
        and w.lemma != "провести"
        or w.lemma in ("презентация", "говорить", "упомянуть")
        for w in near
    )
    is_built = any(w.lemma in BUILD_VERBS and (w.pos == "VERB") for w in near)
    if not (
        (has_name or is_told_of)
        and is_presented
        or is_built
        and word.case in ("accs", "nomn", "")
        and not word.is_past
    ):
        return []
    if any(w.lemma in ("генеральный", "коммерческий") for w in tagged.words[first : word.index]):
        return []
    if _is_actor(clauses, first, word):
        return []
    while first < word.index and tagged.words[first].lemma in (
        "этот",
        "новый",
        "собственный",
        "свой",
        "первый",
        "крупный",
    ):
        first += 1
    text = lowered(clauses, first, nominative(tagged, first, end, word.index))
    span = tagged.span(first, end)
    return [
        (
            ProjectMention(span, word.sentence, Value(text, span, "object_to_build"), rule="object_to_build"),
            end,
        )
    ]


def _is_actor(clauses: Clauses, first: int, word: Word) -> bool:
    """A works that signs or sends people is an organization, not a project; so is one after an office."""
    tagged = clauses.context.tagged
    if word.case == "nomn" and any(
        w.is_finite and w.index > word.index and w.lemma not in BUILD_VERBS
        for w in tagged.words[word.index : word.index + 8]
    ):
        return True
    before = tagged.words[first - 1] if first else None
    if before is not None and before.lemma in (
        "презентация",
        "проект",
        "строительство",
        "концепция",
        "макет",
    ):
        return False
    return before is not None and before.is_noun and word.case == "gent"


def _is_told(clauses: Clauses, mention: ProjectMention) -> bool:
    """A project that somebody presented, priced, named or announced; a passing «строительство завода» is none."""
    if mention.rule in (
        "project_of",
        "project_for",
        "project_named",
        "project_of_cooperation",
        "project_of_building",
        "listed_project",
    ):
        return True
    if mention.amount is not None or mention.presented_by:
        return True
    return "«" in mention.name.value and mention.rule == "object_to_build"
