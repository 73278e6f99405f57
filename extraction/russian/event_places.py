"""Where an event takes place: which of the places of its clause is its own."""

from __future__ import annotations

from extraction import lexicon
from extraction.findings import Value
from extraction.mentions import ForumMention
from extraction.places import find_place, place_stem
from extraction.russian.clauses import Clauses
from extraction.russian.context import PostContext
from extraction.russian.event_names import EventWords
from extraction.russian.event_predicates import Predicate
from extraction.russian.localities import Locality

PLACE_PREPOSITIONS = frozenset({"в", "во", "на"})


CITY_PREFIX = frozenset(
    {"г", "город", "городе", "гор", "столице", "посёлке", "поселке", "селе", "острове", "о", "пос"}
)


PLACE_KINDS = ("city", "island", "", "district")


def set_place(
    clauses: Clauses,
    event: EventWords,
    mention: ForumMention,
    predicate: Predicate | None,
    left: int,
    right: int,
) -> None:
    locality = _place_for(clauses, event, predicate, left, right) or _there(clauses, event, predicate, left)
    if locality is None:
        if event.adjective_city is not None:
            mention.place = event.adjective_city
        return
    capital = _capital(clauses, locality)
    if capital is not None:
        mention.place = capital
    elif locality.kind != "country":
        mention.place = Value(locality.name, locality.span, "place_of_event")
    country = locality.country or _country_after(clauses, locality)
    if country:
        mention.country = Value(country, locality.span, "country_of_place")


def _capital(clauses: Clauses, locality: Locality) -> Value[str] | None:
    """«в столице Узбекистана», «в малайзийской столице»: the town that the table gives."""
    tagged = clauses.context.tagged
    before = tagged.words[locality.first - 1] if locality.first else None
    after = tagged.words[locality.last] if locality.last < len(tagged.words) else None
    if before is not None and before.lemma == "столица":
        span = tagged.span(locality.first - 1, locality.last)
    elif after is not None and after.lemma == "столица" and tagged.words[locality.first].is_adjective:
        span = tagged.span(locality.first, locality.last + 1)
    else:
        return None
    town = _capitals().get(place_stems(locality.name)) or (
        _capitals().get(place_stems(locality.place.name_ru)) if locality.place else None
    )
    return Value(town, span, "capital_of") if town else None


def _capitals() -> dict[str, str]:
    return {place_stems(row[0]): row[1] for row in lexicon.table("capitals_ru")}


def place_stems(name: str) -> str:
    return " ".join(place_stem(word) for word in name.lower().replace("ё", "е").split())


FARTHEST_THERE = 2  # sentences back to the town that «там» means


def _there(clauses: Clauses, event: EventWords, predicate: Predicate | None, left: int) -> Locality | None:
    """«Доехали до Бурчуна. Форум проходил там»: the town told of last."""
    if predicate is None or predicate.weight < 3:
        return None
    words = clauses.context.tagged.words
    near = words[max(left, predicate.index - 3) : predicate.index + 3]
    if not any(w.lower in ("там", "здесь", "тут") for w in near):
        return None
    start = min(event.first, predicate.index)
    sentence = words[event.head].sentence
    before = [
        p
        for p in clauses.context.localities
        if p.last <= start
        and sentence - words[p.first].sentence <= FARTHEST_THERE
        and p.kind in PLACE_KINDS
        and words[p.first - 1].pos == "ADP"
    ]
    return before[-1] if before else None


def _country_after(clauses: Clauses, locality: Locality) -> str:
    """«в Маньчжурии (автономный район Внутренняя Монголия, КНР)», «в Тебризе, Иран»."""
    words = clauses.context.tagged.words
    limit = locality.last + 3
    if locality.last < len(words) and words[locality.last].text == "(":
        limit = next(
            (i for i in range(locality.last, min(locality.last + 12, len(words))) if words[i].text == ")"),
            limit,
        )
    for other in clauses.context.localities:
        if locality.last <= other.first <= limit and other.country:
            return other.country
    return ""


def _place_for(
    clauses: Clauses, event: EventWords, predicate: Predicate | None, left: int, right: int
) -> Locality | None:
    context = clauses.context
    in_brackets = _in_parenthesis(context, event)
    if in_brackets is not None:
        return in_brackets
    host = _host(clauses, event, predicate, left, right)
    if host is not None:
        return host
    candidates = [
        p
        for p in context.localities
        if left <= p.first < right
        and (
            _is_where(context, p)
            or _is_in_venue(context, p)
            or _is_followed_by_where(context, p)
            or _is_left_for_home(context, p)
            or _is_named_as_place(context, p, event)
        )
    ]
    candidates = [p for p in candidates if not event.first <= p.first < event.last]
    candidates += _after_town_prefix(context, left, right, event)
    after = [p for p in candidates if p.first >= event.last]
    before = [p for p in candidates if p.last <= event.first]
    if predicate is None or predicate.weight < 3:
        after = [p for p in after if _is_adjacent(context, event.last, p.first)]
        before = [p for p in before if _leads_to(context, p.last, event.first)]
    elif predicate.rule in ("participle_of_event", "relative_clause_of_event") and event.case != "nomn":
        before = []
    for group in (after, before[::-1]):
        for kinds in (PLACE_KINDS, ("region", "area"), ("country",)):
            fitting = [p for p in group if p.kind in kinds]
            if fitting:
                return _town_of_island(fitting)
    return None


def _town_of_island(fitting: list[Locality]) -> Locality:
    """«на острове Русском во Владивостоке» is in Владивосток."""
    first = fitting[0]
    beside = next((p for p in fitting[1:] if 0 < p.first - first.last <= 2 and p.kind == "city"), None)
    return beside if first.kind == "island" and beside is not None else first


def _in_parenthesis(context: PostContext, event: EventWords) -> Locality | None:
    """«форум «Тайга» (Чита, 3–5 июля)»."""
    if event.parenthesis is None:
        return None
    inside = [
        p
        for p in context.localities
        if event.parenthesis[0] <= p.first < event.parenthesis[1] and p.place is not None
    ]
    cities = [p for p in inside if p.kind in PLACE_KINDS]
    return next(iter(cities or inside), None)


HOST_NOUNS = frozenset({"столица", "площадка", "место", "хозяин", "хозяйка"})
HOST_VERBS = frozenset({"принять", "принимать", "приютить", "готовить"})


def _host(
    clauses: Clauses, event: EventWords, predicate: Predicate | None, left: int, right: int
) -> Locality | None:
    """«Форум примет Ховд», «его принимал Мурэн», «которую готовит Хошимин», «местом форума станет Казань»."""
    context = clauses.context
    words = context.tagged.words
    becomes_host = any(w.lemma in HOST_NOUNS and w.case == "ablt" for w in words[left : event.first])
    verb = next(
        (
            w.index
            for w in words[left:right]
            if w.lemma in HOST_VERBS and w.is_finite and not event.first <= w.index < event.last
        ),
        None,
    )
    if predicate is not None and words[predicate.index].lemma in ("принять", "принимать"):
        verb = predicate.index
    if verb is None and not becomes_host:
        return None
    if verb is not None and any(w.lemma == "участие" for w in words[verb + 1 : min(verb + 4, right)]):
        return None
    hosts = [
        p
        for p in context.localities
        if left <= p.first < right
        and p.kind in PLACE_KINDS
        and words[p.first].case in ("nomn", "accs", "")
        and (p.first == 0 or words[p.first - 1].pos != "ADP")
        and not event.first <= p.first < event.last
        and (becomes_host or verb is not None and _distance(p, verb) <= FARTHEST_HOST)
    ]
    if not hosts and verb is not None:
        return _unseen_host(context, verb, event, right)
    return min(hosts, key=lambda p: _distance(p, verb if verb is not None else event.head), default=None)


def _unseen_host(context: PostContext, verb: int, event: EventWords, right: int) -> Locality | None:
    """«примет Ховд»: a town beside the verb that the tagger takes for a person."""
    for index in (verb + 1, verb + 2, verb - 1):
        if index == verb + 2 and not context.tagged.words[verb + 1].is_adjective:
            continue
        if not 0 <= index < right or event.first <= index < event.last:
            continue
        word = context.tagged.words[index]
        place = find_place(word.text) if word.is_capitalized else None
        if place is not None and place.kind == "city" and word.case in ("nomn", "accs", ""):
            return Locality(index, index + 1, place.name_ru, place, word.span, "city")
    return None


FARTHEST_HOST = 4  # words between the verb and the town that hosts


def _distance(locality: Locality, index: int) -> int:
    return locality.first - index if locality.first > index else index - locality.last + 1


def _is_named_as_place(context: PostContext, locality: Locality, event: EventWords) -> bool:
    """«CIIE открывается 5 ноября, это Шанхай», «самым первым был Бийск»."""
    words = context.tagged.words
    if locality.first <= event.last or locality.kind not in PLACE_KINDS:
        return False
    before = words[locality.first - 1]
    return before.lower == "это" or before.lemma == "быть" and event.rule == "number_alone"


def _after_town_prefix(context: PostContext, left: int, right: int, event: EventWords) -> list[Locality]:
    """«, г. Пермь»: no preposition, but the word for a town."""
    words = context.tagged.words
    return [
        p
        for p in context.localities
        if left <= p.first < right and p.first >= event.last and p.first >= 2
        and words[p.first - 1].text == "." and words[p.first - 2].lower == "г" and not _is_where(context, p)
    ]  # fmt: skip


def _is_where(context: PostContext, locality: Locality) -> bool:
    """«в Хабаровске», «в г. Сиане», «в столице Китая»: not «из Хабаровска»."""
    words = context.tagged.words
    index = locality.first - 1
    steps = 0
    while index >= 0 and steps < 4:
        word = words[index]
        if word.lower in PLACE_PREPOSITIONS:
            is_on_territory = words[index + 1].lower == "территории"
            return locality.kind != "country" or word.lower in ("в", "во") or is_on_territory
        if (
            word.text in ("—", "–", ":")
            and index
            and any(w.lower in ("место", "площадка", "город") for w in words[max(0, index - 2) : index])
        ):
            return True
        if (
            word.text == "."
            or word.lower in CITY_PREFIX
            or word.lower
            in (
                "территории",
                "уезде",
                "провинции",
                "столицу",
                "курортном",
                "приморском",
                "областном",
                "районном",
            )
            or word.is_adjective
            and word.lemma.replace("ё", "е") in lexicon.mapping("country_adjectives")
        ):
            index -= 1
            steps += 1
            continue
        break
    return False


VENUES = frozenset({"центр", "комплекс", "зал", "дворец", "дом", "отель", "гостиница", "конгресс-холл", "конгресс-центр", "театр", "университет",
                    "институт", "музей", "арена", "площадка", "технопарк", "бизнес-центр", "экспоцентр", "стадион", "библиотека", "филармония",
                    "резиденция", "академия", "парк", "кампус", "санаторий", "правительство", "администрация"})  # fmt: skip
LONGEST_VENUE = 8  # words, what stands in quotation marks being one


def _is_in_venue(context: PostContext, locality: Locality) -> bool:
    """«в центре Пскова», «в выставочном центре «Патриот» Московской области», «в Доме правительства Карелии»."""
    tagged = context.tagged
    words = tagged.words
    if locality.kind not in ("city", "region") or words[locality.first].case not in ("gent", ""):
        return False
    index = locality.first - 1
    steps = 0
    while index >= 0 and steps < LONGEST_VENUE and words[index].sentence == words[locality.first].sentence:
        if index in tagged.closing:
            index = tagged.closing[index] - 1
            steps += 1
            continue
        if words[index].lower in ("в", "во", "на"):
            head = next((w for w in words[index + 1 : locality.first] if not w.is_adjective), None)
            return head is not None and head.lemma in VENUES and head.case in ("loct", "")
        if not (words[index].is_noun or words[index].is_adjective or words[index].text == "."):
            return False
        index -= 1
        steps += 1
    return False


def _is_left_for_home(context: PostContext, locality: Locality) -> bool:
    """«вернулись из Джакарты с выставки»."""
    words = context.tagged.words
    after = words[locality.last].lower if locality.last < len(words) else ""
    return locality.first > 0 and words[locality.first - 1].lower == "из" and after in ("с", "со")


def _is_followed_by_where(context: PostContext, locality: Locality) -> bool:
    """«вернулась из Ташкента, где проходил форум»."""
    words = context.tagged.words
    return (
        locality.last + 1 < len(words)
        and words[locality.last].text == ","
        and words[locality.last + 1].lower == "где"
    )


def _is_adjacent(context: PostContext, end: int, start: int) -> bool:
    """Only the preposition (and "г.") between the name and the place, or a month: «— в мае, тоже в Шанхай»."""
    gap = context.tagged.words[end:start]
    if any(w.lemma in MONTHS for w in gap) and len(gap) <= FARTHEST_WITH_MONTH:
        return all(
            w.lemma in MONTHS or w.pos in ("ADP", "PUNCT", "PART", "ADV") or w.text.isdigit() for w in gap
        )
    return len(gap) <= 4 and not any(
        w.is_finite or w.is_noun and w.lower not in CITY_PREFIX or w.text == "," for w in gap
    )


FARTHEST_WITH_MONTH = 8  # words
MONTHS = frozenset({"январь", "февраль", "март", "апрель", "май", "июнь", "июль", "август", "сентябрь", "октябрь", "ноябрь",
                    "декабрь"})  # fmt: skip


def _is_scene(context: PostContext, end: int, start: int) -> bool:
    """«В Минске губернатор принял участие в форуме»: the place that opens the sentence is where they took part."""
    words = context.tagged.words
    locality = next((p for p in context.localities if p.last == end), None)
    if locality is None or locality.first == 0:
        return False
    floor = context.tagged.bounds[words[locality.first].sentence][0]
    opening = words[floor : locality.first]
    between = words[end:start]
    took_part = any(w.lemma in ("участие", "участвовать", "выступить", "выступать") for w in between)
    return (
        len(opening) <= 3
        and opening[0].lower in PLACE_PREPOSITIONS
        and took_part
        and sum(w.is_finite for w in between) <= 1
        and not any(w.text in (";", ":", "—") for w in between)
    )


def _belongs_to_noun(context: PostContext, end: int) -> bool:
    """«о развитии причалов в Приозерске на форуме»: the town is that of the quays."""
    locality = next((p for p in context.localities if p.last == end), None)
    if locality is None or locality.first < 2:
        return False
    words = context.tagged.words
    noun = words[locality.first - 2]
    return (
        noun.is_noun and noun.lemma not in MONTHS and noun.case == "gent" and words[locality.first - 1].lower in PLACE_PREPOSITIONS
        and noun.sentence == words[locality.first].sentence
    )  # fmt: skip


def _leads_to(context: PostContext, end: int, start: int) -> bool:
    """«в Шанхай, где принял участие в форуме», «в Казани на форуме»."""
    words = context.tagged.words[end:start]
    if any(w.lower == "где" for w in words[:3]):
        return True
    if _belongs_to_noun(context, end):
        return False
    if _is_scene(context, end, start):
        return True
    if [w.lower for w in words] in ([",", "на"], [",", "в"], [",", "в", "рамках"]):
        return True
    return len(words) <= 4 and not any(w.is_finite or w.text in (",", ";") for w in words)
