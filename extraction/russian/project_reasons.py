"""Why an object is a project: it is presented, is to be built, has a price, or looks for money."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from extraction.money import Amount
from extraction.russian.clauses import Clauses
from extraction.russian.document_subjects import document_kind
from extraction.russian.project_facts import PRESENT_VERBS
from extraction.russian.project_objects import is_object
from extraction.russian.tagging import Word

BUILD_VERBS = frozenset({
    "построить", "строить", "достроить", "возвести", "возводить", "создать", "создавать", "запустить", "запускать", "открыть", "открывать",
    "разместить", "размещать", "реализовать", "реализовывать", "модернизировать", "ввести", "вводить", "развернуть", "организовать", "наладить",
    "развивать", "заложить", "проложить", "прокладывать", "соорудить", "сооружать", "обустроить", "сдать", "освоить", "восстановить",
    "реконструировать", "расширить", "сделать", "поставить", "оборудовать", "смонтировать", "начать", "выстроить", "пустить", "возродить",
    "отстроить", "организовывать", "локализовать", "разворачивать", "обустраивать", "сдавать", "осваивать", "закладывать", "налаживать",
})  # fmt: skip
APPEAR_VERBS = frozenset({
    "появиться", "появляться", "заработать", "открыться", "открываться", "вырасти", "разместиться", "создаваться", "строиться", "построиться",
    "возводиться", "запуститься", "начаться", "развернуться", "встать", "расположиться", "проектироваться", "запускаться",
    "войти", "действовать", "функционировать", "стартовать", "реализовываться", "вестись", "организоваться", "сооружаться", "разворачиваться", "располагаться", "расти",
})  # fmt: skip
INTEND = frozenset({
    "планировать", "намерен", "намереваться", "собираться", "готовиться", "готовый", "готов", "хотеть", "мочь", "смочь", "решить", "начать", "приступить",
    "предложить", "предлагать", "обещать", "пообещать", "рассчитывать", "договориться", "быть", "предстоять", "рассматривать", "взяться", "обязаться",
    "предполагать", "предусматривать", "позволить", "прорабатывать", "проработать", "изучать", "изучить", "заинтересовать", "запланировать",
    "обсудить", "обсуждать", "удаться", "взять", "желать", "желающий", "предполагаться", "рассчитать", "подготовить", "стремиться",
    "намеренный", "должный", "заинтересованный", "планироваться", "намечаться", "наметить", "предлагаться", "ожидаться", "надеяться", "мечтать", "думать",
})  # fmt: skip
INTENTIONS = frozenset({"план", "задача", "цель", "идея", "возможность", "решение", "намерение", "готовность", "право", "договоренность", "предложение",
                        "инициатива", "вопрос", "интерес", "перспектива", "необходимость", "поручение", "одобрение", "соглашение"})  # fmt: skip
PRESENTED_NOUNS = frozenset(
    {"презентация", "макет", "модель", "эскиз", "паспорт", "стенд", "концепция", "проектирование"}
)
INVEST = frozenset(
    {
        "вложить",
        "вложиться",
        "вкладывать",
        "инвестировать",
        "направить",
        "инвестиция",
        "вложение",
        "капиталовложение",
    }
)
SEEK = frozenset({"искать", "нужный", "нужен", "требоваться", "потребоваться", "понадобиться", "привлечь", "привлекать", "найти", "просить"})  # fmt: skip
PRICE_WORDS = frozenset({"стоимость", "цена", "инвестиция", "вложение", "объем", "бюджет", "мощность", "сумма", "ориентировочно", "около", "порядка"})  # fmt: skip
FARTHEST_VERB = 14  # words between the verb and the object
FARTHEST_AFTER = 24  # words from the object to the verb after a list
FARTHEST_PRICE = 7  # words between the object and its price


@dataclass(frozen=True, slots=True)
class ObjectWords:
    """The words of something that can be built: [first, last) around its head noun."""

    first: int
    head: int
    last: int
    is_named: bool


def reason(clauses: Clauses, found: ObjectWords, amounts: list[Amount]) -> str:
    """The rule that makes a project of the object; "" if nothing does."""
    words = clauses.context.tagged.words
    floor, ceiling = clauses.context.tagged.bounds[words[found.head].sentence]
    before = words[found.first - 1] if found.first > floor else None
    preposition = before.lower if before is not None and before.pos == "ADP" else ""
    if _is_presented(words, found, floor, ceiling, preposition):
        return "project_presented"
    head = words[found.head].lemma
    if preposition in ("о", "об") and head != "база" and _is_agreed_on(clauses, found, floor):
        return "project_agreed_on"
    if not preposition and _is_to_be_built(words, found, floor, ceiling):
        return "object_to_build"
    if preposition == "под" and _is_site_for(words, found, floor):
        return "project_sought"
    if preposition in ("в", "на", "для", "под", "во") and _is_paid_for(words, found, floor, preposition):
        return "project_sought"
    if not preposition and _is_priced_later(clauses, found, amounts):
        return "project_priced_later"
    if not preposition and words[found.head].case != "gent" and _is_priced(clauses, found, ceiling, amounts):
        return "project_priced"
    return ""


def _is_agreed_on(clauses: Clauses, found: ObjectWords, floor: int) -> bool:
    """«соглашения о заводе красок, о производстве лаков»: what documents are about."""
    words = clauses.context.tagged.words
    for index in range(found.first - 2, floor - 1, -1):
        if words[index].is_finite or words[index].text in (";", ":"):
            return False
        if document_kind(clauses, words[index]):
            return True
    return False


def _is_presented(words: list[Word], found: ObjectWords, floor: int, ceiling: int, preposition: str) -> bool:
    head = words[found.head]
    before = words[found.first - 1] if found.first > floor else None
    if before is not None and before.lemma in PRESENTED_NOUNS and head.case == "gent":
        return True
    if (
        before is not None
        and before.lemma == "проект"
        and before.number == "plur"
        and head.case in ("nomn", "accs")
    ):
        return True
    if before is not None and before.lower == "про" or preposition in ("о", "об"):
        return _has_verb(words, floor, ceiling, PRESENT_VERBS | {"говорить", "упомянуть", "речь"})
    if preposition or head.case not in ("accs", "nomn", ""):
        return False
    if head.case in ("nomn", "") and (
        _becomes_project(words, found, floor)
        or _is_enumerated(words, found, floor)
        or _is_spoken_of_after(words, found, ceiling)
    ):
        return True
    near = words[max(floor, found.first - 30) : min(found.last + 14, ceiling)]
    verbs = [w for w in near if w.lemma in PRESENT_VERBS and w.lemma != "провести" and w.pos == "VERB"]
    if found.is_named and any(w.lemma == "презентация" for w in near):
        return True
    governs = any(0 < found.first - w.index <= 3 and w.is_finite and head.case == "accs" for w in verbs)
    return bool(verbs) and (found.is_named or governs)


COUNTED = frozenset({"во-первых", "во-вторых", "в-третьих", "в-четвертых", "первый", "второй", "третий", "четвертый", "последний", "наконец", "ещё", "еще"})  # fmt: skip
FARTHEST_PROJECTS = 90  # words back to «Какие проекты вы показывали?»


def _is_enumerated(words: list[Word], found: ObjectWords, floor: int) -> bool:
    """«Какие проекты вы показывали? Во-первых, комбинат «Удокан-2». Третий — парк «Даурия»»."""
    before = words[floor : found.first]
    opens = len(before) <= 5 and any(w.lower in COUNTED or w.lemma in COUNTED for w in before)
    told = words[max(0, floor - FARTHEST_PROJECTS) : floor]
    return opens and any(w.lemma == "проект" for w in told)


def _is_spoken_of_after(words: list[Word], found: ObjectWords, ceiling: int) -> bool:
    """«комбинат «Удокан» — его презентовал X», «фабрика в Агинском, о ней рассказывал инвестор»."""
    near = words[found.last : min(found.last + 9, ceiling)]
    pronoun = next(
        (
            w
            for w in near
            if w.lower in ("его", "её", "ее", "нём", "нем", "ней", "которую", "который", "котором", "которой")
        ),
        None,
    )
    if pronoun is None:
        return False
    after = words[pronoun.index + 1 : min(pronoun.index + 5, ceiling)]
    return any(w.lemma in PRESENT_VERBS | {"защищать", "защитить"} and w.pos == "VERB" for w in after)


def _becomes_project(words: list[Word], found: ObjectWords, floor: int) -> bool:
    """«Ключевым проектом, который покажут инвесторам, станет комплекс»."""
    before = words[floor : found.first]
    return any(w.lemma == "проект" and w.case == "ablt" for w in before) and any(
        w.lemma in ("стать", "являться", "быть") for w in before[-3:]
    )


def _has_verb(words: list[Word], floor: int, ceiling: int, lemmas: frozenset[str]) -> bool:
    return any(w.lemma in lemmas and words[w.index - 1].lower != "не" for w in words[floor:ceiling])


def _is_to_be_built(words: list[Word], found: ObjectWords, floor: int, ceiling: int) -> bool:
    """«планирует построить X», «X появится в Чите», «построят X»: not «построили X»."""
    head = words[found.head]
    if head.case == "ablt":
        return _is_taken_up(words, found, floor)
    if head.case not in ("accs", "nomn", "gent", ""):
        return False
    options = [
        *range(found.first - 1, max(floor - 1, found.first - FARTHEST_VERB), -1),
        *range(found.last, min(found.last + FARTHEST_AFTER, ceiling)),
    ]
    for index in options:
        word = words[index]
        if word.pos not in ("VERB", "AUX") or word.is_participle:
            continue
        kind = "appear" if word.lemma in APPEAR_VERBS else "build" if word.lemma in BUILD_VERBS else ""
        if not kind or not _is_clear(words, index, found):
            continue
        if kind == "appear" and head.case not in ("nomn", "accs", ""):
            continue
        if kind == "build" and head.case == "gent":
            continue
        if _is_ahead(words, index, floor, ceiling):
            return not any(w.lower == "не" for w in words[max(floor, index - 2) : index])
    return False


def _is_taken_up(words: list[Word], found: ObjectWords, floor: int) -> bool:
    """«компания займётся выпуском кабеля»."""
    before = words[max(floor, found.first - 3) : found.first]
    return any(w.lemma in ("заняться", "заниматься") and not w.is_past and w.pos == "VERB" for w in before)


def _is_clear(words: list[Word], verb: int, found: ObjectWords) -> bool:
    """No other clause lies between the verb and the object."""
    between = words[verb + 1 : found.first] if verb < found.first else words[found.last : verb]
    commas = sum(1 for w in between if w.text == ",")
    if verb >= found.last:
        commas -= sum(
            1 for w in between if w.is_noun and w.case == "nomn" and is_object(w)
        )  # others of a list
    breaks = any(w.text in (";", ":", ".", "»") and w.text != "»" for w in between)
    finite = any(w.is_finite and w.lemma not in INTEND for w in between)
    return commas <= 1 and not breaks and not finite


WILL_BE = frozenset({"будет", "будут", "может", "могут"})
FARTHEST_AUXILIARY = 16  # words: «может быть построен завод, а также создан комбинат»


def _is_ahead(words: list[Word], verb: int, floor: int, ceiling: int) -> bool:
    """The verb speaks of the future: an infinitive after an intention, a future or present form."""
    word = words[verb]
    if word.lemma in ("заложить", "закладывать"):
        return True  # «заложили завод»: the first stone
    if "VerbForm=Inf" in word.feats:
        if words[floor].lower == "а" and words[verb - 1].text in ("—", "–", "-"):
            return True  # «А компания «Вега» — возвести завод»
        near = words[max(floor, verb - 12) : min(verb + 12, ceiling)]
        return any(w.lemma in INTEND or w.lemma in INTENTIONS for w in near)
    if "Variant=Short" in word.feats:
        return any(w.lower in WILL_BE for w in words[max(floor, verb - FARTHEST_AUXILIARY) : verb])
    return not word.is_past and ("Tense=Fut" in word.feats or "Tense=Pres" in word.feats)


def _is_paid_for(words: list[Word], found: ObjectWords, floor: int, preposition: str) -> bool:
    """«вложить 2,5 млрд рублей в тепличный комплекс», «ищет партнёра для молочного комплекса»."""
    near = words[max(floor, found.first - 12) : found.first - 1]
    lemmas = INVEST if preposition in ("в", "во") else SEEK | INVEST
    if preposition in ("в", "во", "на") and words[found.head].case == "loct":
        return False
    return any(w.lemma in lemmas for w in near) and not any(w.text in (".", ";", ":") for w in near)


def _is_site_for(words: list[Word], found: ObjectWords, floor: int) -> bool:
    """«выделена площадка под зерновой терминал», «участок под завод»."""
    before = words[max(floor, found.first - 4) : found.first - 1]
    return words[found.head].case in ("accs", "") and any(w.lemma in SITE_NOUNS for w in before)


SITE_NOUNS = frozenset({"площадка", "участок", "земля", "территория", "место"})


def _is_priced(clauses: Clauses, found: ObjectWords, ceiling: int, amounts: list[Amount]) -> bool:
    """«завод кормов в Зее (1,2 млрд рублей)», «терминал стоимостью 3 млрд», «цех за 40 млн рублей»."""
    words = clauses.context.tagged.words
    end = words[min(found.last + FARTHEST_PRICE, ceiling) - 1].end
    start = words[found.last - 1].end
    for amount in amounts[bisect_left(amounts, start, key=lambda a: a.span.start) :]:
        if amount.span.start >= end:
            break
        gap = [w for w in words[found.last : ceiling] if w.start < amount.span.start]
        if any(w.is_finite or w.text in (";", ".") and not _is_of_town(words, w) for w in gap):
            return False
        return (
            not any(w.is_noun and w.lemma in ("контракт", "договор", "поставка", "сумма") for w in gap)
            and any(
                w.text in ("(", "—", "–") or w.lower in ("за", "стоимостью", "ценой", "стоимость")
                for w in gap
            )
            or [w.lower for w in gap] == ["на"]
        )
    return False


COST_NOUN = frozenset({"стоимость", "цена", "строительство", "бюджет", "объем"})
FARTHEST_COST = 3  # sentences from the object to its cost


def _is_priced_later(clauses: Clauses, found: ObjectWords, amounts: list[Amount]) -> bool:
    """«…ветки Зун-Хараа — Баянтал. Стоимость ветки оценивается в 420 млн долларов», «терминал «Южный створ»: объём вложений…»."""
    tagged = clauses.context.tagged
    head = tagged.words[found.head]
    for sentence in range(head.sentence, min(head.sentence + FARTHEST_COST + 1, len(tagged.bounds))):
        floor, ceiling = tagged.bounds[sentence]
        words = tagged.words[max(floor, found.last) : ceiling]
        cost = next((w for w in words if w.lemma in COST_NOUN), None)
        if cost is None or not _has_sum(amounts, cost.end, tagged.words[ceiling - 1].end):
            continue
        again = any(w.lemma == head.lemma for w in tagged.words[cost.index + 1 : cost.index + 4])
        if again or sentence == head.sentence and found.is_named:
            return True
    return False


def _has_sum(amounts: list[Amount], start: int, end: int) -> bool:
    """A sum begins at characters [start, end)."""
    first = bisect_left(amounts, start, key=lambda a: a.span.start)
    return first < len(amounts) and amounts[first].span.start < end


def _is_of_town(words: list[Word], word: Word) -> bool:
    return word.text == "." and word.index > 0 and words[word.index - 1].lower in ("г", "руб", "с", "пос")
