"""What the text says of a project: who presented it, what it costs, where it is."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.mentions import ProjectMention
from extraction.money import Amount
from extraction.russian.clauses import Clauses
from extraction.russian.localities import Locality
from extraction.russian.names import NameSpan
from extraction.russian.phrases import nominative, tidy
from extraction.russian.session_speakers import is_denied
from extraction.russian.tagging import Word

COST = re.compile(
    r"стоимост|объ[её]м|вложени|инвестици|\bсумм|\bцен[аыуе]\b|бюджет|капвложени|затрат|\bсмет|потреб|оценива|обойд[её]тся|составит|составят|составляет"
    r"|нужно|нужны|стоить|стоит|требует|вложит|вложат|профинансир|покупает|ищет|указан|значится|вкладыва|цена вопроса",
    re.IGNORECASE,
)
OF_TRADE = re.compile(
    r"контракт|договор|постав[ко]|товарооборот|экспорт|импорт|\bсделк|соглашени", re.IGNORECASE
)

OF_OTHERS = re.compile(
    r"на данный момент|\bв (?:тор|оэз)\b|налог|субсиди|выручк|\bвсего\b|суммарн|совокупн|(?:инвестиций|вложений) (?:двух |трёх |трех |всех |обеих )?(?:компаний|резидентов)|по (?:двум|трём|трем|всем|этим) проектам",
    re.IGNORECASE,
)


PLACE_WORDS = frozenset(
    {
        "станция",
        "мыс",
        "уезд",
        "аул",
        "поселение",
        "территория",
        "город",
        "село",
        "посёлок",
        "поселок",
        "порт",
        "штат",
        "район",
        "провинция",
        "г",
        "округ",
        "деревня",
        "пос",
        "станица",
        "остров",
        "полуостров",
        "бухта",
        "юг",
        "север",
        "восток",
        "запад",
        "центр",
        "окраина",
        "побережье",
        "берег",
        "пригород",
        "окрестность",
    }
)


BUILT = frozenset({"заложить", "выделить", "появиться", "появляться", "возводить", "возвестись", "заработать", "ввести", "вводить", "открыться", "вырасти", "разместиться", "создаваться", "создать", "развивать",
                   "построить", "строить", "возвести", "запустить", "открыть", "разместить", "реализовать", "модернизировать", "строиться",
                   "построиться", "поставить", "расположиться", "организовать", "реализовываться", "войти"})  # fmt: skip
BUILDING_NOUNS = frozenset({"строительство", "создание", "организация", "возведение", "размещение", "запуск"})
PRESENT_VERBS = frozenset({"провести", "представить", "представлять", "презентовать", "показать", "показывать", "рассказать", "рассказывать", "продемонстрировать", "анонсировать",
                           "докладывать", "доложить", "объявить"})  # fmt: skip


def set_presenters(clauses: Clauses, mention: ProjectMention, sentence: int) -> None:
    """Who presented it: the person in the nominative with a verb of presenting in the sentence."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[sentence]
    verbs = [w for w in tagged.words[floor:ceiling] if w.lemma in PRESENT_VERBS and w.pos == "VERB"]
    if not any(w.lemma == "презентация" for w in tagged.words[floor:ceiling]):
        verbs = [w for w in verbs if w.lemma != "провести"]
    if not verbs and _is_spoken_of(clauses, mention, floor):
        verbs = [w for w in tagged.words[floor:ceiling] if w.lemma in TELL and w.pos == "VERB"]
    charged = _charged(clauses, verbs)
    if charged is not None:
        mention.presented_by = [Value(charged.name, charged.span, "charged_to_present")]
        return
    names = context.names_in(floor, ceiling)
    if verbs:
        verb = verbs[0]
        nominative_names = [n for n in names if n.case in ("nomn", "") and not is_denied(clauses, n)]
        last_named = _the_latter(clauses, sentence, floor)
        if last_named is not None:
            mention.presented_by = [last_named]
            return
        if nominative_names:
            best = min(
                nominative_names,
                key=lambda n: (
                    abs(n.first - verb.index) if n.last <= verb.index else abs(n.first - verb.index) + 1
                ),
            )
            mention.presented_by = [Value(best.name, best.span, "presented")]
            return
        if not nominative_names:
            subject = _pronoun_subject(clauses, sentence, verb)
            if subject is not None:
                mention.presented_by = [subject]
            return
    said = _speaker(clauses, floor, ceiling)
    if said is not None:
        mention.presented_by = [said]
        return
    if sentence + 1 < len(tagged.bounds):
        floor, ceiling = tagged.bounds[sentence + 1]
        if tagged.words[floor].lemma in ("докладчик", "спикер", "представлять") or _speaks_of_it(
            tagged.words[floor:ceiling]
        ):
            names = context.names_in(floor, ceiling)
            name = next((n for n in names if n.case in ("nomn", "")), None)
            if name is not None:
                mention.presented_by = [Value(name.name, name.span, "reports_on_it")]


TELL = frozenset({"сообщить", "говорить", "упомянуть", "поведать", "озвучить", "заявить", "объяснить"})


def _is_spoken_of(clauses: Clauses, mention: ProjectMention, floor: int) -> bool:
    """«О проекте кемпинговой сети сообщила X», «о сухом порте говорил министр»."""
    words = clauses.context.tagged.words
    first = next((w.index for w in words[floor:] if w.start >= mention.name.span.start), floor)
    return any(w.lower in ("о", "об", "про") for w in words[max(floor, first - 3) : first])


SAY = frozenset(
    {
        "подчеркнуть",
        "сказать",
        "рассказать",
        "отметить",
        "пояснить",
        "сообщить",
        "добавить",
        "уточнить",
        "заявить",
        "говорить",
        "рассказывать",
    }
)


def _speaker(clauses: Clauses, floor: int, ceiling: int) -> Value[str] | None:
    """«– Одна из площадок — терминал «Южный створ», – подчеркнул губернатор»: who says it presents it."""
    words = clauses.context.tagged.words
    if words[floor].text not in ("–", "—", "-", "«", '"'):
        return None
    verb = next((w for w in reversed(words[floor:ceiling]) if w.lemma in SAY and w.is_finite), None)
    if verb is None:
        return None
    names = [n for n in clauses.context.names_in(verb.index + 1, ceiling) if n.case in ("nomn", "")]
    return Value(names[0].name, names[0].span, "said_in_speech") if names else None


def _charged(clauses: Clauses, verbs: list[Word]) -> NameSpan | None:
    """«М. В. Слинкиной представить проект технопарка»: the dative of a protocol."""
    for verb in verbs:
        name = clauses.context.name_at.get(verb.index - 1)
        if name is not None and "VerbForm=Inf" in verb.feats and name.case in ("datv", ""):
            return name
    return None


def _speaks_of_it(words: list[Word]) -> bool:
    """«Его представил вице-губернатор X», «Проект будет представлять X»."""
    opens = words[0].lower in ("его", "её", "ее", "их", "о") or words[0].lemma == "проект"
    near = words[1:6]
    verb = next((w for w in near if w.lemma in PRESENT_VERBS | {"озвучить"} and w.pos == "VERB"), None)
    return opens and verb is not None


REPORTERS = frozenset({"докладчик", "докладывать", "представлять", "спикер", "докладчица", "презентовать"})


def set_reporter(clauses: Clauses, mention: ProjectMention, end: int, limit: int) -> None:
    """«комплекс «Ангир» (2,2 млрд руб., докладчик X)»."""
    words = clauses.context.tagged.words
    for name in clauses.context.names_in(end, min(end + 25, len(words))):
        before = [w for w in words[max(end, name.first - 3) : name.first] if w.is_word]
        if name.span.end <= limit and before and before[-1].lemma in REPORTERS:
            mention.presented_by = [Value(name.name, name.span, "reports_on_it")]
            return


def _the_latter(clauses: Clauses, sentence: int, floor: int) -> Value[str] | None:
    """«Последний показал проект…»: the last person of the sentence before, whatever the case."""
    context = clauses.context
    words = context.tagged.words
    if words[floor].lemma != "последний" or not sentence:
        return None
    before = context.names_in(*context.tagged.bounds[sentence - 1])
    return Value(before[-1].name, before[-1].span, "the_latter") if before else None


def _pronoun_subject(clauses: Clauses, sentence: int, verb: Word) -> Value[str] | None:
    """«Вчера на стенде он представил проект…»: the last person of the sentence before."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[sentence]
    if not any(
        w.lower in ("он", "она", "последний", "министр", "губернатор", "директор")
        for w in tagged.words[floor:ceiling]
    ):
        return None
    before = [
        n for n in context.names if n.last <= floor and tagged.words[n.first].sentence >= sentence - 2
        and tagged.sentences[tagged.words[n.first].sentence].paragraph == tagged.sentences[sentence].paragraph
    ]  # fmt: skip
    subjects = [n for n in before if n.case in ("nomn", "")] or before
    return Value(subjects[-1].name, subjects[-1].span, "presented_by_pronoun") if subjects else None


FARTHEST_COST = 3  # sentences
SHORTEST_OPENING = (
    14  # characters: «5,6 млрд руб., из которых банк одобрил половину» tells of what was said before
)


def set_amount(
    clauses: Clauses, mention: ProjectMention, limit: int, until: int, amounts: list[Amount]
) -> None:
    """A sum after the object in its sentence, or in the sentences before `until` when they speak of cost."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[mention.sentence]
    here = [a for a in amounts if mention.name.span.end <= a.span.start < limit]
    before = [a for a in amounts if tagged.words[floor].start <= a.span.start < mention.name.span.start]
    invests = any(
        w.lemma
        in ("вложить", "инвестировать", "направить", "вкладывать", "потратить", "оцениваться", "обойтись")
        for w in tagged.words[floor:ceiling]
    )
    if not here and invests and before:
        mention.amount = Value(before[-1].text, before[-1].span, "sum_invested")
        return
    if here:
        between = tagged.folded[mention.name.span.end : here[0].span.start]
        is_of_document = re.search(r"на (?:общую )?сумму|контракт", between) is not None
        is_right_after = re.fullmatch(r"\s*на(?: общую)?(?: сумму)?\s*", between) is not None
        if len(between) < 160 and (is_right_after or not is_of_document):
            mention.amount = Value(here[0].text, here[0].span, "cost_in_sentence")
            return
    last = min(mention.sentence + FARTHEST_COST + 1, until, len(tagged.bounds))
    for following in range(mention.sentence + 1, last):
        cost = _cost(clauses, mention, following, amounts)
        if cost is not None:
            mention.amount = Value(cost.text, cost.span, "cost_in_next_sentence")
            return


def _cost(clauses: Clauses, mention: ProjectMention, sentence: int, amounts: list[Amount]) -> Amount | None:
    """What the sentence says that the project costs; in another paragraph only where it speaks of the investment."""
    tagged = clauses.context.tagged
    own = tagged.sentences[mention.sentence].paragraph
    span = tagged.span(*tagged.bounds[sentence])
    text = tagged.folded[span.start : span.end]
    inside = [a for a in amounts if span.covers(a.span)]
    said = OF_PROJECT.search(text)
    is_investment = said is not None
    if not inside or OF_TRADE.search(text) and not is_investment or OF_OTHERS.search(text):
        return None
    if said is not None:
        place = span.start + said.start()
        inside.sort(key=lambda a: abs(a.span.start - place))  # «Сделка — 200 млн, объём инвестиций — 3 млрд»
    if tagged.sentences[sentence].paragraph != own:
        is_next = tagged.sentences[sentence].paragraph - own <= FARTHEST_PARAGRAPH
        return inside[0] if is_next and is_investment else None
    opens = inside[0].span.start - span.start < SHORTEST_OPENING
    return inside[0] if COST.search(text) or opens and sentence == mention.sentence + 1 else None


OF_PROJECT = re.compile(
    r"(?:об[ъь][её]м|сумма|размер)\w*\s(?:\w+\s)?(?:инвестиц|вложени|капитал)|инвестици\w+ (?:в (?:\w+ )?(?:проект|строительств|завод|производств|предприяти)|составят|оцен)"
    r"|стоимость (?:проекта|строительства|завода|объекта|комплекса)|в (?:реализацию )?проект[аеу]? (?:\w+ )?(?:влож|инвест|направ|планир)",
    re.IGNORECASE,
)
FARTHEST_PARAGRAPH = 2  # paragraphs after that of the project


def set_place(
    clauses: Clauses, mention: ProjectMention, end: int, limit: int, until: int, since: int
) -> None:
    """«в Лесосибирске», «в порту Оля» right after the object; «в Чите построят…» before it; «место — …» after it."""
    localities = clauses.context.localities
    inside = [p for p in localities if mention.name.span.covers(p.span) and p.kind == "island"]
    if inside:
        mention.place = Value(inside[0].name, inside[0].span, "place_in_name")
        return
    mention.place = (
        _district_in_brackets(clauses, mention, end, limit)
        or _place_after(clauses, mention, end, limit)
        or _zone(clauses, mention)
        or _place_before(clauses, mention, since)
        or _place_in_next_sentence(clauses, mention)
        or _place_told_after(clauses, mention, until)
    )


def _place_after(clauses: Clauses, mention: ProjectMention, end: int, limit: int) -> Value[str] | None:
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[mention.sentence][1]
    for locality in clauses.context.places_in(end, min(end + 14, ceiling)):
        is_near = locality.span.end <= limit
        if not is_near or locality.kind == "country":
            continue
        gap = _without_capacity(tagged.words[end : locality.first])
        if any(_ends_part(tagged.words, w) for w in gap):
            return None
        if _is_in_relative_clause(tagged.words, gap):
            return _with_district(clauses, locality, "place_of_project")
        in_parenthesis = any(w.text == "(" for w in gap) and not any(w.text == ")" for w in gap)
        if in_parenthesis:
            return _with_district(clauses, locality, "place_of_project")
        if any(w.is_noun and w.lemma not in PLACE_WORDS for w in gap):
            return None
        is_where = any(w.lower in ("в", "во", "на", "под") for w in gap[-3:])
        is_other = any(w.text == "," or w.is_finite and w.lemma not in BUILT | {"быть"} for w in gap)
        if is_where and not is_other:
            return _with_district(clauses, locality, "place_of_project")
    return None


def _without_capacity(gap: list[Word]) -> list[Word]:
    """«на 3 тыс. коров в Ростовской области»: how much it holds says nothing of where it is."""
    if len(gap) < 3 or gap[0].lower != "на" or not gap[1].text[0].isdigit():
        return gap
    return next((gap[i:] for i in range(2, len(gap)) if gap[i].lower in ("в", "во", "под")), gap)


ZONES = frozenset({"оэз", "тор", "тосэр", "сэз", "тэо"})


def _zone(clauses: Clauses, mention: ProjectMention) -> Value[str] | None:
    """«построит в ОЭЗ «Иннополис» фабрику»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[mention.sentence]
    for index in range(floor + 1, ceiling - 1):
        is_zone = tagged.words[index].lower in ZONES and (index + 1) in tagged.quotations
        if is_zone and tagged.words[index - 1].lower in ("в", "на", "территории"):
            last = tagged.quotations[index + 1].last + 1
            return Value(tidy(tagged.quote(index, last)), tagged.span(index, last), "zone_of_project")
    return None


def _is_in_relative_clause(words: list[Word], gap: list[Word]) -> bool:
    """«…комплексе, который компания намерена построить в Агинском»."""
    if len(gap) < 3 or not any(w.lemma == "который" for w in gap[:3]):
        return False
    where = any(w.lower in ("в", "во", "на", "под") for w in gap[-3:])
    return where and any(w.lemma in BUILT and w.pos == "VERB" for w in gap)


def _district_in_brackets(
    clauses: Clauses, mention: ProjectMention, end: int, limit: int
) -> Value[str] | None:
    """«(инвестор — АО «…», 31 млрд руб., Добрянский округ)», «…: 310 млн рублей, Калязинский район»."""
    tagged = clauses.context.tagged
    ceiling = tagged.bounds[mention.sentence][1]
    for index in range(end + 1, min(end + 30, ceiling)):
        word = tagged.words[index]
        if word.is_finite or word.start >= limit or word.text == ";":
            return None
        before = tagged.words[index - 1]
        if word.lemma in ("округ", "район") and before.is_adjective and before.is_capitalized:
            span = tagged.span(index - 1, index + 1)
            return Value(nominative(tagged, index - 1, index + 1, index), span, "district_in_brackets")
    return None


def _ends_part(words: list[Word], word: Word) -> bool:
    """A full stop or semicolon that is not that of «г.», «руб.», «млрд.»."""
    return word.text in (".", ";") and words[word.index - 1].lower not in (
        "г",
        "руб",
        "млрд",
        "млн",
        "о",
        "пос",
    )


def _is_cut_off(words: list[Word], start: int, mention: ProjectMention) -> bool:
    """Another verb or a bracket lies between the place and what is built."""
    index = start
    while index < len(words) and words[index].start < mention.name.span.start:
        if words[index].is_finite or words[index].text in ("(", ")", ";"):
            return True
        index += 1
    return False


OF_EVENTS = frozenset({"форум", "выставка", "ярмарка", "саммит", "конференция", "экспо"})


def _place_before(clauses: Clauses, mention: ProjectMention, since: int) -> Value[str] | None:
    """«в Чите построят завод»; a place after another project (its name ends at character `since`) is of that one."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[mention.sentence]
    words = tagged.words[floor:ceiling]
    if not _is_to_build(words) and not any(w.lemma in BUILDING_NOUNS for w in words):
        return None
    for locality in clauses.context.places_in(floor + 1, ceiling):
        is_before = locality.span.end <= mention.name.span.start
        is_before = is_before and not 0 < since <= locality.span.start
        is_where = is_before and _is_where(tagged.words, locality.first)
        near = tagged.words[max(floor, locality.first - 7) : locality.first] if is_where else []
        if is_where and not _is_to_build(words) and _is_cut_off(tagged.words, locality.last, mention):
            continue  # «в Петербурге заключила соглашение о строительстве комбината»
        if any(w.lemma in OF_EVENTS for w in near):
            continue  # «на форуме, который проходит в Сочи, подписано соглашение о строительстве завода»
        if is_where and locality.kind in ("city", "region", "", "district", "island"):
            return Value(locality.name, locality.span, "place_before_project")
    return None


def _is_where(words: list[Word], index: int) -> bool:
    """«в Чите», «на территории Смидовичского района», «в городе Зея», «в г. Зея»: a preposition of place before."""
    while index > 1 and (words[index - 1].lemma in PLACE_WORDS or words[index - 1].text == "."):
        index -= 1
    return index > 0 and words[index - 1].lower in ("в", "во", "под", "на")


def _place_in_next_sentence(clauses: Clauses, mention: ProjectMention) -> Value[str] | None:
    tagged = clauses.context.tagged
    if mention.sentence + 1 >= len(tagged.bounds):
        return None
    start, stop = tagged.bounds[mention.sentence + 1]
    for locality in clauses.context.localities:
        if start <= locality.first < stop and locality.first >= 2:
            words = [w.lower for w in tagged.words[locality.first - 2 : locality.first]]
            if words[0] in ("место", "площадка", "локация", "адрес") and words[1] in ("—", "–", ":", "-"):
                return _with_district(clauses, locality, "place_told")
    return None


IS_PUT = frozenset(
    {"разместить", "размещать", "располагаться", "расположиться", "находиться", "разместиться", "расположить"}
)
WORKS = frozenset(
    {"завод", "производство", "предприятие", "объект", "комплекс", "площадка", "он", "проект", "здесь"}
)
FARTHEST_SITE = 2  # sentences


def _place_told_after(clauses: Clauses, mention: ProjectMention, until: int) -> Value[str] | None:
    """«…завод плит. Компания планирует разместить производство в районе деревни Трубино»."""
    tagged = clauses.context.tagged
    last = min(mention.sentence + FARTHEST_SITE + 1, until, len(tagged.bounds))
    for sentence in range(mention.sentence + 1, last):
        floor, ceiling = tagged.bounds[sentence]
        words = tagged.words[floor:ceiling]
        is_put = any(w.lemma in IS_PUT | BUILT and (w.is_finite or "VerbForm=Inf" in w.feats) for w in words)
        if not is_put or not any(w.lemma in WORKS or w.start == mention.name.span.start for w in words):
            continue
        for locality in clauses.context.places_in(floor + 1, ceiling):
            if locality.kind != "country" and _is_where(tagged.words, locality.first):
                return _with_district(clauses, locality, "place_told_after")
    return None


APPOSED = frozenset(
    {"порт", "станция", "мыс", "уезд", "посёлок", "поселок", "село", "деревня", "станица", "штат", "аул"}
)


def _with_district(clauses: Clauses, locality: Locality, rule: str) -> Value[str]:
    """«Благовещенский муниципальный округ»: the gazetteer may know only the town in the adjective; «порт Эннор»."""
    tagged = clauses.context.tagged
    kind = tagged.words[locality.first - 1] if locality.first else None
    if kind is not None and kind.lemma in APPOSED and kind.is_noun:
        span = tagged.span(locality.first - 1, locality.last)
        noun = nominative(tagged, kind.index, kind.index + 1, kind.index)
        return Value(f"{noun} {tagged.quote(locality.first, locality.last)}", span, rule)
    for last in range(locality.last, min(locality.last + 3, len(tagged.words))):
        word = tagged.words[last]
        if word.lemma in ("округ", "район") and tagged.words[locality.first].is_adjective:
            span = tagged.span(locality.first, last + 1)
            return Value(nominative(tagged, locality.first, last + 1, last), span, rule)
        if not word.is_adjective:
            break
    return Value(locality.name, locality.span, rule)


def _is_to_build(words: list[Word]) -> bool:
    return any(w.lemma in BUILT and w.pos == "VERB" for w in words)
