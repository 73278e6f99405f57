"""Investment and construction projects in a Russian text."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from extraction.findings import Span, Value
from extraction.keys import phrase_key
from extraction.mentions import ProjectMention, Reading
from extraction.money import Amount
from extraction.russian.clauses import Clauses
from extraction.russian.phrases import is_ordinal, nominative, phrase_start, tidy
from extraction.russian.project_facts import (
    set_amount,
    set_place,
    set_presenters,
    set_reporter,
)
from extraction.russian.project_names import (
    BUILDING,
    CALLED_RULE,
    PROJECT,
    built,
    named_project,
    objects_from,
)
from extraction.russian.project_objects import (
    VAGUE,
    has_own_modifier,
    is_object,
    is_passing,
    lowered,
    object_end,
)
from extraction.russian.project_reasons import (
    APPEAR_VERBS,
    BUILD_VERBS,
    INTEND,
    PRESENTED_NOUNS,
    ObjectWords,
    reason,
)
from extraction.russian.tagging import TaggedText, Word

Found = tuple[ProjectMention, int]


def find_projects(clauses: Clauses, reading: Reading, amounts: list[Amount]) -> list[ProjectMention]:
    told = _told(clauses, _found(clauses, amounts, is_title=False), amounts)
    keys = {key for mention in told for key in phrase_key(mention.name.value).split()}
    if any(" " not in mention.name.value for mention in told):
        return told  # «производство» may be what the title calls a works
    titles = _told(clauses, _found(clauses, amounts, is_title=True), amounts)
    # the title repeats the text, shorter: it counts for what the text does not tell
    return [*told, *(m for m in titles if not keys & set(phrase_key(m.name.value).split()))]


def _found(clauses: Clauses, amounts: list[Amount], *, is_title: bool) -> list[Found]:
    """Every project of the text in its order: those of the titles, or those of what follows."""
    tagged = clauses.context.tagged
    found: list[Found] = []
    taken = -1
    for word in tagged.words:
        if word.index < taken or tagged.sentences[word.sentence].is_title != is_title:
            continue
        for mention, end in _list_told(clauses, word) or _projects_at(clauses, word, amounts):
            found.append((mention, end))
            taken = max(taken, end)
            if mention.rule in BUILT_TOGETHER:
                found += _joined(clauses, mention, end)
                taken = max(taken, found[-1][1])
    return _called(found)


def _list_told(clauses: Clauses, word: Word) -> list[Found]:
    """«…определились с первыми проектами. Это мост через Лену, обход Хабаровска и порт»: a list of its own sentence."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    if word.index != floor or word.lower != "это" or not word.sentence:
        return []
    before = tagged.words[tagged.bounds[word.sentence - 1][0] : floor]
    if not any(w.lemma == "проект" and w.number == "plur" for w in before):
        return []
    return objects_from(clauses, floor + 1, ceiling)


BUILT_TOGETHER = frozenset({"object_to_build", "project_to_build", "project_for", "project_of_building"})
JOINTS = frozenset({"и", ",", "а", "также", "ещё", "еще"})


def _joined(clauses: Clauses, mention: ProjectMention, end: int) -> list[Found]:
    """«разместятся мебельная фабрика, а также завод станков»: what is built together with the first."""
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[mention.sentence][1]
    found: list[Found] = []
    index = end
    while index < ceiling and tagged.words[index].lower in JOINTS:
        while index < ceiling and tagged.words[index].lower in JOINTS:
            index += 1
        head = next((w for w in tagged.words[index : min(index + 5, ceiling)] if w.is_noun), None)
        if head is None or not is_object(head) or phrase_start(tagged, head.index, index) != index:
            break
        last = object_end(tagged, head.index, ceiling)
        if head.lemma in VAGUE and last == head.index + 1 and not has_own_modifier(tagged, index, head):
            break
        first = index
        while first < head.index and is_passing(tagged, tagged.words[first]):
            first += 1
        span = tagged.span(first, last)
        text = nominative(tagged, first, last, head.index)
        found.append(
            (ProjectMention(span, mention.sentence, Value(text, span, mention.rule), rule=mention.rule), last)
        )
        index = last
    return found


def _told(clauses: Clauses, found: list[Found], amounts: list[Amount]) -> list[ProjectMention]:
    """The projects with all that is said of them, without those that are named in passing."""
    tagged = clauses.context.tagged
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
        until = _until(tagged, mentions, position)
        set_amount(clauses, mention, limit, until, amounts)
        before = mentions[position - 1] if position else None
        since = before.name.span.end if before is not None and before.sentence == mention.sentence else 0
        set_place(clauses, mention, end, limit, until, since)
    for mention, other in reversed(list(pairwise(mentions))):
        is_pair = mention.name.value.split()[0] == other.name.value.split()[0] and "«" in other.name.value
        if mention.sentence == other.sentence and is_pair and other.rule in BUILT_TOGETHER:
            mention.place = mention.place or other.place  # «парки «А» и «Б» построят в Зее»
    _clear_totals(tagged, mentions)
    return _without_references(tagged, [m for m in mentions if _is_told(clauses, m)])


TOTAL = re.compile(r"\b(?:общ(?:ий|ая|ие)|суммарн|всего|совокупн)", re.IGNORECASE)
BEFORE_SUM = 120  # characters


def _clear_totals(tagged: TaggedText, mentions: list[ProjectMention]) -> None:
    """«Общий объём инвестиций компаний — 6,5 млрд»: the sum of several projects is of none of them."""
    of_sum: dict[Span, list[ProjectMention]] = {}
    for mention in mentions:
        if mention.amount is not None:
            of_sum.setdefault(mention.amount.span, []).append(mention)
    for span, sharing in of_sum.items():
        keys = [set(phrase_key(m.name.value).split()) for m in sharing]
        several = any(not (key <= keys[0] or keys[0] <= key) for key in keys)
        if several and TOTAL.search(tagged.folded[max(0, span.start - BEFORE_SUM) : span.start]):
            for mention in sharing:
                mention.amount = None


def _until(tagged: TaggedText, mentions: list[ProjectMention], position: int) -> int:
    """The sentence in which the text goes on to another project: what is said from there on is of that one."""
    mention = mentions[position]
    for index in range(position + 1, len(mentions)):
        other = mentions[index]
        if other.sentence > mention.sentence + FARTHEST_REFERENCE:
            break
        is_same = set(phrase_key(other.name.value).split()) & set(phrase_key(mention.name.value).split())
        if other.sentence > mention.sentence and not is_same:
            return other.sentence
    return len(tagged.bounds)


LONGEST_WORD = 20  # characters before the object
ANOTHER = ("новый", "новая", "новое", "новую", "один", "одно", "одну", "одна")
FARTHEST_REFERENCE = 4  # sentences


def _without_references(tagged: TaggedText, mentions: list[ProjectMention]) -> list[ProjectMention]:
    """Without «завод» alone soon after «завод плит» or «производство плит»: it stands for what was told just before."""
    kept: list[ProjectMention] = []
    for mention in mentions:
        before = kept[-1] if kept else None
        is_bare = " " not in mention.name.value and mention.name.value.islower()
        is_bare = is_bare and not tagged.folded[
            max(0, mention.span.start - LONGEST_WORD) : mention.span.start
        ].rstrip().lower().endswith(ANOTHER)
        if before is None or not is_bare or mention.sentence - before.sentence > FARTHEST_REFERENCE:
            kept.append(mention)
        elif mention.sentence > before.sentence:
            before.amount = before.amount or mention.amount
            before.place = before.place or mention.place
            before.presented_by = before.presented_by or mention.presented_by
        else:
            kept.append(mention)
    return kept


FARTHEST_NAME = 2  # sentences between «сервисный центр» and «Проект называется «…»»


def _called(found: list[Found]) -> list[Found]:
    """«…создать сервисный центр. Проект называется «Уралхолод»»: the object told of just before gets its name."""
    kept: list[Found] = []
    for mention, end in found:
        before = kept[-1][0] if kept else None
        is_name = mention.rule == CALLED_RULE and before is not None and "«" not in before.name.value
        if is_name and before is not None and mention.sentence - before.sentence <= FARTHEST_NAME:
            text = f"{before.name.value} «{mention.name.value}»"
            kept[-1] = (replace(mention, name=Value(text, mention.name.span, CALLED_RULE)), end)
        else:
            kept.append((mention, end))
    return kept


def _projects_at(clauses: Clauses, word: Word, amounts: list[Amount]) -> list[tuple[ProjectMention, int]]:
    if not word.is_noun:
        return []
    if PROJECT.match(word.lemma):
        return named_project(clauses, word)
    if word.lemma in BUILDING:
        return built(clauses, word.index, "project_to_build")
    if is_object(word):
        return _object(clauses, word, amounts)
    return []


def _object(clauses: Clauses, word: Word, amounts: list[Amount]) -> list[tuple[ProjectMention, int]]:
    """«рассказал о тепличном комплексе «Даурия»», «построит завод клеёных панелей»: an object with a reason to be a project."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    first = phrase_start(tagged, word.index, floor)
    end = object_end(tagged, word.index, ceiling)
    found = ObjectWords(first, word.index, end, (end - 1) in tagged.closing)
    if any(w.lemma in ("генеральный", "коммерческий") for w in tagged.words[first : word.index]):
        return []
    if (word.index - 1) in tagged.quotations or _is_of_year(tagged, word, floor):
        return []
    if any(w.lemma in OWN for w in tagged.words[first : word.index]) and not found.is_named:
        return []  # «рассказывал про нашу сыроварню»: it stands already
    is_counted = tagged.words[first].text.isdigit() or first > floor and tagged.words[first - 1].pos == "NUM"
    if is_counted and not found.is_named:
        return []  # «два причала и склад»
    if word.lemma == "площадка" and _is_for_talk(tagged, word.index):
        return []
    if word.lemma in VAGUE and end == word.index + 1 and not has_own_modifier(tagged, first, word):
        return []  # «создать предприятие», «начать выпуск»
    rule = reason(clauses, found, amounts)
    if word.lemma in ACTIVITIES and rule != "object_to_build":
        return []
    if not rule or rule != "project_priced_later" and _is_actor(clauses, first, word, end):
        return []
    if end - first == 1 and rule == "project_presented" and word.number == "plur":
        return []  # «говорили о дорогах»
    while first < word.index and is_passing(tagged, tagged.words[first]):
        first += 1
    number = "sing" if found.is_named and word.number == "plur" else ""
    text = lowered(clauses, first, nominative(tagged, first, end, word.index, number=number))
    span = tagged.span(first, end)
    one = (ProjectMention(span, word.sentence, Value(text, span, rule), rule=rule), end)
    return [one, *_further_names(clauses, word, first, end, rule)] if number else [one]


def _further_names(clauses: Clauses, head: Word, first: int, end: int, rule: str) -> list[Found]:
    """«индустриальные парки «Ключ» и «Импульс» построят…»: each name is of a project of its own."""
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[head.sentence][1]
    found: list[Found] = []
    while end + 1 < ceiling and tagged.words[end].lower in (",", "и") and end + 1 in tagged.quotations:
        last = tagged.quotations[end + 1].last + 1
        noun = nominative(tagged, first, head.index + 1, head.index, number="sing")
        span = tagged.span(end + 1, last)
        text = f"{lowered(clauses, first, noun)} {tidy(tagged.quote(end + 1, last))}"
        found.append((ProjectMention(span, head.sentence, Value(text, span, rule), rule=rule), last))
        end = last
    return found


ACTIVITIES = frozenset({"выпуск", "добыча", "розлив", "выращивание", "разведение"})


def _is_for_talk(tagged: TaggedText, index: int) -> bool:
    """«площадка для диалога»: nothing that is built."""
    following = tagged.words[index + 1 : index + 5]
    return bool(following) and following[0].lower == "для" and any(w.lemma in TALK for w in following)


TALK = frozenset({"общение", "диалог", "обсуждение", "обмен", "взаимодействие", "встреча", "переговоры", "сотрудничество", "дискуссия", "контакт"})  # fmt: skip


def _is_of_year(tagged: TaggedText, word: Word, floor: int) -> bool:
    """«на IV квартал 2025 года»: no quarter of a town."""
    before = tagged.words[word.index - 1] if word.index > floor else None
    return word.lemma == "квартал" and before is not None and is_ordinal(before)


SERVES = frozenset({"позволить", "обеспечить", "составить", "стать", "занять", "оцениваться", "обойтись", "дать", "производить", "выпускать",
                    "перерабатывать", "обслуживать", "принимать", "войти", "находиться", "располагаться", "рассчитать", "предназначить"})  # fmt: skip
OWN = frozenset({"наш", "мой", "действующий", "существующий", "здешний", "местный"})


def _is_actor(clauses: Clauses, first: int, word: Word, end: int) -> bool:
    """A works that signs or sends people is an organization, not a project; so is one after an office."""
    tagged = clauses.context.tagged
    if word.case == "nomn":
        ceiling = tagged.bounds[word.sentence][1]
        for following in tagged.words[end : min(end + 7, ceiling)]:
            if following.text in ("—", "–", ",", ";", ":", "("):
                break  # «комбинат «Удокан» — его презентовал X»
            if following.is_finite and following.lemma not in BUILD_VERBS | APPEAR_VERBS | INTEND | SERVES:
                return True
            if following.is_finite and _builds_itself(tagged, word, following, ceiling):
                return True
    before = tagged.words[first - 1] if first else None
    if before is not None and before.lemma in PRESENTED_NOUNS:
        return False
    if before is not None and before.lemma in (
        "презентация",
        "проект",
        "строительство",
        "концепция",
        "макет",
    ):
        return False
    return before is not None and before.is_noun and word.case == "gent"


def _builds_itself(tagged: TaggedText, head: Word, verb: Word, ceiling: int) -> bool:
    """«Предприятие Cadila запустит производство»: it builds, and is not built."""
    is_active = "Voice=Act" in verb.feats and verb.lemma in BUILD_VERBS
    agrees = ("Number=Plur" in verb.feats) == (head.number == "plur")
    after = tagged.words[verb.index + 1 : min(verb.index + 5, ceiling)]
    thing = next((w for w in after if w.is_noun), None)
    is_object_of_it = thing is not None and thing.case == "accs" and after[0].pos != "ADP"
    return is_active and agrees and is_object_of_it


ALWAYS = frozenset({CALLED_RULE, "project_of", "project_for", "project_named", "project_of_cooperation", "project_of_building", "listed_project",
                    "project_presented", "project_sought", "project_agreed_on", "project_priced", "project_priced_later"})  # fmt: skip
PLANS = frozenset({
    "план", "планировать", "намерен", "намереваться", "собираться", "начать", "начинать", "приступить", "объявить", "договориться", "обсудить",
    "обсуждать", "соглашение", "меморандум", "протокол", "предусматривать", "предполагать", "инвестировать", "вложить", "направить", "заявить",
    "предложить", "предложение", "инициатива", "рассмотреть", "готовиться", "запланировать", "интерес", "заинтересовать", "стартовать", "начаться",
    "старт", "концессия", "концессионер", "подрядчик", "вложение", "инвестиция", "финансирование", "профинансировать", "резидент", "договоренность", "речь", "заинтересованный", "намеренный", "готовый", "намерение", "контракт",
})  # fmt: skip


def _is_told(clauses: Clauses, mention: ProjectMention) -> bool:
    """A project that somebody presented, priced, named, planned or agreed on; a passing «строительство завода» is none."""
    if mention.rule in ALWAYS or mention.amount is not None or mention.presented_by:
        return True
    if "«" in mention.name.value and not _is_visited(clauses, mention):
        return True
    if mention.rule == "object_to_build":
        return True
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[mention.sentence]
    words = tagged.words[floor:ceiling]
    if words[0].lower in ("о", "об") and not any(w.is_finite for w in words):
        return True  # «О строительстве центра онкологии»: an item of a list
    return any(w.lemma in PLANS or w.is_finite and _is_under_way(w) for w in words)


VISITED = frozenset({"посетить", "посещать", "осмотреть", "ознакомиться", "познакомиться", "побывать"})


def _is_visited(clauses: Clauses, mention: ProjectMention) -> bool:
    words = clauses.context.tagged.words
    floor, ceiling = clauses.context.tagged.bounds[mention.sentence]
    return any(w.lemma in VISITED for w in words[floor:ceiling])


UNDER_WAY = frozenset(
    {"вестись", "идти", "продолжаться", "стартовать", "начаться", "планироваться", "осуществляться"}
)


def _is_under_way(verb: Word) -> bool:
    """«Строительство завода завершат в 2027 году», «ведётся строительство»."""
    return "Tense=Fut" in verb.feats or verb.lemma in UNDER_WAY
