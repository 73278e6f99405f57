"""The words of an office read as a post: its title and its organization, in the nominative."""

from __future__ import annotations

from extraction import lexicon
from extraction.findings import Post, Value
from extraction.russian.context import PostContext
from extraction.russian.offices import FORMER, acting_start, is_organization, office_class
from extraction.russian.phrases import (
    complement_end,
    nominative,
    phrase_start,
    preposition_group_end,
    quoted_name,
    tidy,
)
from extraction.russian.tagging import TaggedText, possible_cases
from extraction.russian.territories import adjective_meant, company_meant, genitive_name, territory_meant

COMPLEMENT_PREPOSITIONS = frozenset({"по", "от", "при", "в", "на", "с", "для", "во", "со", "из"})

DESCRIPTIVE = frozenset({"новый", "действующий", "нынешний", "тогдашний", "бывший", "прежний", "сам", "сей", "этот", "свой",
                         "наш", "мой", "его", "её", "ее", "их", "один", "другой", "предыдущий", "избранный", "текущий"})  # fmt: skip

NOT_OFFICES = frozenset({"делегация", "форум", "выставка", "конференция", "сессия", "заседание", "секция", "миссия", "стол",
                         "проект", "переговоры", "мероприятие", "встреча"})  # fmt: skip

MINISTERS = frozenset(
    {"министр", "замминистра", "экс-министр"}
)  # what follows is the domain, not an organization

REGIONAL_BODIES = frozenset({"правительство", "администрация", "дума", "парламент"})  # a region has one
TERRITORY_NOUNS = frozenset({"аймак", "сомон", "хошун"}) | frozenset(
    {
        "провинция",
        "штат",
        "город",
        "республика",
        "район",
        "округ",
        "муниципалитет",
        "уезд",
        "село",
        "посёлок",
        "поселок",
    }
)
OF_PLACES = frozenset(
    {
        "мэр",
        "вице-мэр",
        "губернатор",
        "вице-губернатор",
        "аким",
        "хоким",
        "префект",
        "градоначальник",
        "экс-мэр",
    }
)
CABINETS = frozenset({"правительство", "кабинет", "администрация", "министерство"})


def post_end(context: PostContext, head: int, ceiling: int) -> int:
    """The end of a title that is not closed by a name: genitives, then "по связям…", "при ООН"."""
    tagged = context.tagged
    end = complement_end(tagged, head, ceiling, COMPLEMENT_PREPOSITIONS)
    while end < ceiling and end not in context.name_at:
        word = tagged.words[end]
        if end in tagged.quotations:
            end = tagged.quotations[end].last + 1
        elif end in context.locality_at and context.locality_at[end].first == end:
            end = context.locality_at[end].last
        elif word.text.isupper() and len(word.text) > 1 and word.is_word:
            end = complement_end(tagged, end, ceiling, COMPLEMENT_PREPOSITIONS)
        elif word.lower in COMPLEMENT_PREPOSITIONS and end + 1 < ceiling:
            group = preposition_group_end(tagged, end, ceiling)
            following = tagged.words[end + 1]
            if group == end and following.text.isupper() and len(following.text) > 1:
                group = end + 2
            if group == end:
                break
            end = group
        else:
            break
    return end


def read_post(
    context: PostContext, start: int, head: int, end: int, rule: str, case: str = ""
) -> Value[Post] | None:
    """Words [start, end) around an office word as a post, or None where they describe no office."""
    tagged = context.tagged
    kind = office_class(tagged.words[head])
    if kind == "none":
        return None
    is_former = tagged.words[start].lemma in FORMER or tagged.words[head].lower.startswith("экс-")
    territory = ""
    while start < head and (
        tagged.words[start].lemma in DESCRIPTIVE
        or not tagged.words[start].is_word
        and not tagged.words[start].text[0].isdigit()
    ):
        start += 1
    while start < head:
        country = lexicon.mapping("country_adjectives").get(tagged.words[start].lemma)
        if not country:
            break
        territory = country
        start += 1
    split = organization_start(context, head, end)
    following = tagged.words[head + 1] if head + 1 < end else None
    if (
        split == end
        and following is not None
        and tagged.words[head].lemma in OF_PLACES
        and following.is_capitalized
        and following.is_noun
    ):
        split = head + 1  # a town that nobody knows: «мэр Тонхэ»
    runs_event = tagged.words[head].lemma in ("директор", "президент", "организатор", "исполнительный")
    if not runs_event and any(w.lemma in NOT_OFFICES for w in tagged.words[head + 1 : min(end, head + 3)]):
        return None
    title_end = split
    while title_end > head + 1 and tagged.words[title_end - 1].lower in (
        "в",
        "во",
        "на",
        "при",
        "от",
        ",",
        "(",
        "г",
        ".",
    ):
        title_end -= 1
    printed = (
        start < head and acting_start(tagged, head, start) == start
    )  # «и. о. министра» governs a genitive
    text = (
        tidy(tagged.quote(start, title_end))
        if printed
        else nominative(tagged, start, title_end, head, number="sing", case=case)
    )
    title = lower_offices(tagged, start, title_end, text)
    organization = territory or _organization(context, split, organization_end(tagged, split, end))
    if organization in ("группа", "команда", "миссия"):
        return None  # «руководитель группы» leads a delegation
    if not organization and tagged.words[head].lemma in (
        "спикер",
        "глава",
        "руководитель",
        "эксперт",
        "лидер",
        "первый",
        "член",
        "специалист",
        "партнёр",
        "партнер",
    ):
        return None
    return Value(Post(title, organization, is_former), tagged.span(start, end), rule)


def lower_offices(tagged: TaggedText, first: int, last: int, title: str) -> str:
    """«заместитель Председателя» → заместитель председателя: an office is a common noun."""
    for word in tagged.words[first:last]:
        if (
            word.is_capitalized
            and not word.text[1:2].isupper()
            and (office_class(word) or word.index == first)
        ):
            title = title.replace(word.text[:1] + word.text[1:3], word.text[:1].lower() + word.text[1:3])
    return title[:1].lower() + title[1:] if not title[1:2].isupper() else title


def organization_end(tagged: TaggedText, first: int, last: int) -> int:
    """Before ", выступающего оператором форума": a participle begins another clause."""
    for index in range(first + 1, last - 1):
        if tagged.words[index].text == "," and (
            tagged.words[index + 1].is_participle or tagged.words[index + 1].pos == "ADP"
        ):
            return index
    return last


def organization_start(context: PostContext, head: int, end: int) -> int:
    """Where the organization or territory begins after the office word; `end` when all of it is the title."""
    tagged = context.tagged
    territories = lexicon.mapping("territories_ru")
    is_minister = tagged.words[head].lemma in MINISTERS or any(
        w.lemma == "министр" for w in tagged.words[head:end]
    )
    index = head + 1
    while index < end:
        word = tagged.words[index]
        if index in tagged.quotations:
            return index
        if index in context.locality_at:
            return _whole_title_if_more(context, index, end, head)
        if (
            is_organization(word)
            and not office_class(word)
            and not (is_minister and word.lemma not in CABINETS)
        ):
            return phrase_start(tagged, index, head + 1)
        if word.lemma in territories:
            return phrase_start(tagged, index, head + 1)
        if (
            word.text.isupper()
            and len(word.text) > 1
            and word.is_word
            and word.entity[2:] in ("ORG", "LOC", "")
        ):
            return end if _is_of_inner_office(tagged, head, index) else index
        if word.entity == "B-ORG" and word.is_capitalized:
            return phrase_start(tagged, index, head + 1) if word.is_noun else index
        index += 1
    return end


def _is_of_inner_office(tagged: TaggedText, head: int, index: int) -> bool:
    """«полпред президента в ДФО»: where the other office is represented belongs to the title."""
    inner = any(office_class(w) for w in tagged.words[head + 1 : index])
    return inner and tagged.words[index - 1].lower in ("в", "при")


def _whole_title_if_more(context: PostContext, place: int, end: int, head: int) -> int:
    """«спецпредставитель президента РФ по связям…»: the country is inside the title."""
    if _is_of_inner_office(context.tagged, head, place):
        return end
    last = context.locality_at[place].last
    if last < end and context.tagged.words[last].lower in ("по", "для", "в", "при"):
        inner = any(office_class(w) for w in context.tagged.words[head + 1 : place])
        return end if inner or context.tagged.words[last].lower != "при" else place
    return context.locality_at[place].first


def _organization(context: PostContext, first: int, last: int) -> str:
    """The organization in the nominative, «региона», «края» and «краевого» as the territory meant."""
    tagged = context.tagged
    if first >= last:
        return ""
    locality = context.locality_at.get(first)
    if locality is not None and locality.last >= last:
        return locality.name
    named = context.locality_at.get(first + 1)
    if (
        tagged.words[first].lemma in TERRITORY_NOUNS
        and named is not None
        and named.first == first + 1
        and named.last >= last
    ):
        return f"{nominative(tagged, first, first + 1, first)} {named.name}"
    if first in tagged.quotations and tagged.quotations[first].last + 1 == last:
        return quoted_name(tagged, first, last)
    if last - first == 1:
        meant = territory_meant(context, first) or company_meant(context, first)
        if meant:
            return meant
    bare = "" if first + 1 in context.locality_at else territory_meant(context, first)
    if bare:
        return f"{bare} {tagged.quote(first + 1, last)}"
    head = organization_head(tagged, first, last)
    region = adjective_meant(context, first) if head == first + 1 and last == first + 2 else ""
    if region and tagged.words[head].lemma in REGIONAL_BODIES:
        return f"{nominative(tagged, head, last, head)} {genitive_name(region)}"
    name = nominative(tagged, first, last, head, case=_governed_case(tagged, first, head))
    if tagged.words[last - 1].lemma in lexicon.mapping("territories_ru") and last - 1 > head:
        territory_last = territory_meant(context, last - 1)
        if territory_last:
            stem = nominative(tagged, first, last - 1, head)
            return f"{stem} {genitive_name(territory_last)}"
    return name


def _governed_case(tagged: TaggedText, first: int, head: int) -> str:
    """The genitive that an office governs, where the tagger took a new word for a nominative: «глава Росмолодёжи»."""
    word = tagged.words[head]
    is_governed = first > 0 and tagged.words[first - 1].pos != "ADP" and not word.text.isupper()
    possible = possible_cases(word.lower)
    is_wrong = word.case == "nomn" or bool(possible) and word.case not in possible
    return "gent" if is_governed and is_wrong and "gent" in possible else ""


def organization_head(tagged: TaggedText, first: int, last: int) -> int:
    """The noun that an organization's name is built on."""
    for index in range(first, last):
        if index in tagged.quotations:
            return index
        if tagged.words[index].is_noun and (tagged.words[index].is_word):
            return index
    return first
