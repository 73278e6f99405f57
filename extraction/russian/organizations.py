"""Organizations and sides in Russian: who signs, organizes, invites, supports; in the nominative."""

from __future__ import annotations

from dataclasses import dataclass

from extraction import morphology
from extraction.findings import Span
from extraction.russian.context import PostContext
from extraction.russian.localities import adjective_place
from extraction.russian.offices import is_organization, office_class
from extraction.russian.phrases import (
    ADJECTIVE_ENDING,
    cases,
    complement_end,
    inflected,
    nominative,
    phrase_start,
    quoted_name,
)
from extraction.russian.post_reading import TERRITORY_NOUNS, organization_end
from extraction.russian.tagging import Word
from extraction.russian.territories import territory_meant

SIDES = frozenset({"сторона", "делегация", "участник", "предприниматель", "бизнес", "партнёр", "партнер", "власть", "коллега",
                   "экспортёр", "экспортер", "бизнесмен", "инвестор"})  # fmt: skip
ORGANIZATION_PREPOSITIONS = frozenset({"по", "при", "в", "для", "с", "на"})
UNLISTED = frozenset(
    {"аймак", "сомон", "хошун", "уезд", "префектура", "эмират", "провинция"}
)  # the gazetteer has few of them
NAMED_BODIES = frozenset({"университет", "институт", "академия", "центр", "палата", "банк", "фонд", "союз", "ассоциация", "совет", "комитет",
                          "дума", "собрание", "агентство", "биржа", "музей", "тпп", "федерация", "дорога", "консерватория", "колледж"})  # fmt: skip
LONGEST_POST = 30  # words before the name
LEGAL_FORMS = frozenset(
    {"ооо", "оао", "ао", "пао", "зао", "фгуп", "гуп", "муп", "нко", "ано", "ип", "спк", "нао", "тоо", "фгбоу"}
)


@dataclass(slots=True)
class Side:
    """Somebody who can act: a person, an organization, a territory, "китайская сторона"."""

    name: str
    span: Span
    first: int
    last: int
    kind: str  # person, organization, territory, side
    head: int


def side_at(context: PostContext, index: int, ceiling: int) -> Side | None:
    """The side whose words begin at `index`."""
    tagged = context.tagged
    if index >= ceiling:
        return None
    name = context.name_at.get(index)
    if name is not None:
        return Side(name.name, name.span, index, name.last, "person", index)
    named = index + 1 < ceiling and tagged.words[index + 1].is_capitalized and tagged.words[index + 1].is_noun
    if tagged.words[index].lemma in UNLISTED and named and index + 1 not in context.locality_at:
        text = f"{nominative(tagged, index, index + 1, index)} {tagged.words[index + 1].text}"
        return Side(text, tagged.span(index, index + 2), index, index + 2, "territory", index)
    head = _head(context, index, ceiling)
    if head is None:
        return None
    after = context.locality_at.get(index + 1)
    if tagged.words[index].lemma in TERRITORY_NOUNS and after is not None and after.first == index + 1:
        is_region = after.kind == "region" and tagged.words[index].lemma in ("район", "округ", "республика")
        text = after.name if is_region else f"{nominative(tagged, index, index + 1, index)} {after.name}"
        return Side(text, tagged.span(index, after.last), index, after.last, "territory", index)
    locality = context.locality_at.get(index)
    if (
        locality is not None
        and locality.first <= head < locality.last
        and not _is_latin_name(tagged.words, index, ceiling)
    ):
        end = min(locality.last, ceiling)
        return Side(locality.name, locality.span, index, end, "territory", head)
    territory = territory_meant(context, head) if head == index else ""
    if territory:
        return Side(territory, tagged.span(index, index + 1), index, index + 1, "territory", head)
    end = organization_close(context, head, ceiling)
    text = _name(context, index, end, head)
    kind = "side" if tagged.words[head].lemma in SIDES else "organization"
    first_word = tagged.words[index]
    if first_word.is_capitalized and not _keeps_capital(context, index, head):
        text = text[:1].lower() + text[1:]
    return Side(text, tagged.span(index, end), index, end, kind, head)


def person_at(context: PostContext, index: int, ceiling: int) -> Side | None:
    """The person whose post begins at `index`: «с президентом ПАО «Роснефть» Игорем Сечиным»."""
    start = context.tagged.words[index].start if index < ceiling else -1
    for name in context.names_in(index + 1, min(index + LONGEST_POST, ceiling)):
        posts = context.posts.get(name.first, [])
        if any(post.span.start == start for post in posts):
            return Side(name.name, name.span, name.first, name.last, "person", name.first)
        if posts:
            break
    return None


def partner_at(context: PostContext, index: int, ceiling: int) -> Side | None:
    """Who stands after «с»: a side, a person after his post, or the body of an office without a name («с мэром Харбина»)."""
    side = side_at(context, index, ceiling) or person_at(context, index, ceiling)
    if side is not None or index >= ceiling or not office_class(context.tagged.words[index]):
        return side
    holder = side_at(context, index + 1, ceiling)
    is_of_it = holder is not None and context.tagged.words[holder.head].case in ("gent", "")
    return (
        holder if is_of_it and holder is not None and holder.kind in ("territory", "organization") else None
    )


def _name(context: PostContext, index: int, end: int, head: int) -> str:
    tagged = context.tagged
    if head not in tagged.quotations:
        is_one = tagged.words[head].number == "plur" and head + 1 in tagged.quotations  # «компании «А» и «Б»»
        return nominative(tagged, index, end, head, number="sing" if is_one else "")
    if head == index:
        return quoted_name(tagged, index, end)
    adjectives = [inflected(w, w.case, "sing", w.gender, is_head=False) for w in tagged.words[index:head]]
    return " ".join([*adjectives, quoted_name(tagged, head, end)])


def _keeps_capital(context: PostContext, index: int, head: int) -> bool:
    """«Агентство Амурской области», «Торговая палата» inside a sentence are names; what opens a sentence may not be."""
    tagged = context.tagged
    word = tagged.words[index]
    opens = index == tagged.bounds[word.sentence][0]
    if opens and tagged.words[head].lemma in SIDES:
        return False  # «Оманская сторона предложила…»
    if not opens or word.text[1:2].isupper() or "-" in word.text:
        return True
    if (
        index in context.locality_at
        or word.entity == "B-ORG"
        and tagged.words[head].lemma not in ("правительство",)
    ):
        return True
    if word.is_adjective:
        return tagged.words[head].lemma in NAMED_BODIES or word.lemma in context.proper_adjectives
    return not is_organization(word) and word.lemma not in SIDES and not office_class(word)


def organization_close(context: PostContext, head: int, ceiling: int) -> int:
    """The end of an organization's name from its head noun, with the person whose name it bears."""
    end = _close(context, head, ceiling)
    words = context.tagged.words
    start = end if words[end - 1].lower in NAMED_AFTER else end + 1
    if start >= ceiling or words[start - 1].lower not in NAMED_AFTER:
        return end
    name = context.name_at.get(start + (words[start].text == "."))
    return min(name.last, ceiling) if name is not None else end  # «МГТУ им. Н. Э. Баумана»


NAMED_AFTER = ("им", "имени")


def _close(context: PostContext, head: int, ceiling: int) -> int:
    tagged = context.tagged
    if head in tagged.quotations:
        return tagged.quotations[head].last + 1
    if tagged.words[head].text.isupper():
        joined = _joined_end(tagged.words, head, ceiling)
        if joined > head + 1:
            return joined
    upper = head
    while (
        upper < ceiling
        and tagged.words[upper].text.isupper()
        and len(tagged.words[upper].text) > 1
        and tagged.words[upper].is_word
    ):
        upper += 1
    if upper > head + 1 and tagged.words[head].lower not in LEGAL_FORMS:
        return upper  # «СО РАН», «ТПП РФ»
    latin = head
    while latin < ceiling and tagged.words[latin].text[0].isascii() and tagged.words[latin].text[0].isalpha():
        latin += 1
    if latin > head:
        return latin
    latin = head + 1
    while (
        latin < ceiling
        and tagged.words[latin].text[0].isascii()
        and tagged.words[latin].text[0].isalpha()
        and tagged.words[head + 1].is_capitalized
    ):
        latin += 1
    if latin > head + 1:
        return latin
    end = complement_end(
        tagged,
        head,
        ceiling,
        ORGANIZATION_PREPOSITIONS if _takes_prepositions(tagged.words[head]) else frozenset(),
    )
    if (
        end < ceiling
        and end in context.locality_at
        and context.locality_at[end].first == end
        and _is_attribute(context, end)
    ):
        end = context.locality_at[end].last
        if end < ceiling and tagged.words[end].lower == "по":
            more = complement_end(tagged, end - 1, ceiling, frozenset({"по"}))
            end = max(end, more)
    return max(head + 1, min(organization_end(tagged, head, end), ceiling))


def _joined_end(words: list[Word], head: int, ceiling: int) -> int:
    """«ВЭБ.РФ»: an abbreviation printed without spaces."""
    end = head + 1
    while (
        end + 1 < ceiling
        and words[end].text == "."
        and words[end].start == words[end - 1].end
        and words[end + 1].start == words[end].end
    ):
        end += 2
    return end


def _takes_prepositions(word: Word) -> bool:
    return word.lemma in ("комитет", "агентство", "департамент", "комиссия", "управление", "совет", "центр", "фонд", "союз",
                          "служба", "министерство", "комплекс", "отдел", "ассоциация", "предприятие", "дирекция", "инспекция", "объединение")  # fmt: skip


def _is_attribute(context: PostContext, index: int) -> bool:
    word = context.tagged.words[index]
    return word.case in ("gent", "") or "gent" in cases(word)


def _head(context: PostContext, index: int, ceiling: int) -> int | None:
    """The noun of the side whose first word is at `index`: after agreeing adjectives."""
    tagged = context.tagged
    if index in tagged.quotations:
        return index
    if tagged.words[index].lemma in TERRITORY_NOUNS and (index + 1) in context.locality_at:
        return index
    if (
        index + 1 < ceiling
        and tagged.words[index + 1].lemma in SIDES
        and _is_misread_adjective(tagged.words[index])
    ):
        return index + 1
    for position in range(index, min(index + 6, ceiling)):
        word = tagged.words[position]
        locality = context.locality_at.get(position)
        if (
            position == index
            and locality is not None
            and locality.first == index
            and not _is_latin_name(tagged.words, index, ceiling)
        ):
            after = tagged.words[locality.last] if locality.last < ceiling else None
            is_body = after is not None and (is_organization(after) or after.lemma in SIDES)
            if not (tagged.words[index].is_adjective and is_body):
                return index
        if is_organization(word) or word.lemma in SIDES or word.lower in LEGAL_FORMS:
            return position if phrase_start(tagged, position, index) <= index else None
        if position > index and position in tagged.quotations and adjective_place(tagged.words[position - 1]):
            return position  # «харбинская «Дунъюань Вуд»»
        if _is_foreign_head(tagged.words, position, index, ceiling):
            return position
        if (
            word.is_noun
            and (position + 1) in tagged.quotations
            and (position + 1) < ceiling
            and not word.is_finite
        ):
            return position if phrase_start(tagged, position, index) <= index else None
        is_glued = position > 0 and tagged.words[position - 1].end == word.start
        if (
            word.is_noun
            and _is_proper(word)
            and not (is_glued and tagged.words[position - 1].text[-1].isdigit())
        ):
            return position  # not «Су-30МКИ»
        opens_name = tagged.words[index].entity == "B-ORG" and tagged.words[index].is_capitalized
        if word.is_noun and word.entity[2:] == "ORG" and (word.is_capitalized or opens_name):
            return position  # «Высшей школой экономики»
        if not (word.is_adjective or word.pos == "NUM" or word.lower == "и" and position > index):
            return None
    return None


def _is_foreign_head(words: list[Word], position: int, index: int, ceiling: int) -> bool:
    """«Harbin Electric», «китайская Xinhua Trading»."""
    word = words[position]
    if not (word.pos == "X" or word.text[0].isascii() and word.text[0].isalpha()):
        return False
    if position == index:
        return _is_latin_name(words, position, ceiling)
    return word.is_capitalized and bool(adjective_place(words[position - 1]))


def _is_misread_adjective(word: Word) -> bool:
    """«Оманская сторона»: an adjective that opens a sentence and that the tagger takes for a family name."""
    if word.pos != "PROPN" or not ADJECTIVE_ENDING.search(word.lower):
        return False
    return any(str(parse.tag.POS) == "ADJF" for parse in morphology.parses(word.lower))


def _is_latin_name(words: list[Word], index: int, ceiling: int) -> bool:
    """«China Coal», «Dalian Timber»: two Latin words with capitals are a company, not a town."""
    return index + 1 < ceiling and all(
        w.text[0].isascii() and w.text[0].isalpha() and w.is_capitalized for w in words[index : index + 2]
    )


def _is_proper(word: Word) -> bool:
    """An abbreviation or a Latin name: «ТПП», «Минпромторг», "EuroChem"."""
    if len(word.text) > 1 and word.text.isupper():
        return not any(c.isdigit() for c in word.text)  # «Ми-17В-5»
    return word.is_capitalized and (
        word.text[0].isascii()
        or not office_class(word)
        and word.lemma.startswith(("мин", "рос", "гос"))
        and len(word.text) > 6
    )


def sides(context: PostContext, start: int, ceiling: int, most: int = 8) -> list[Side]:
    """«X, Y и Z» from `start`: sides joined by commas and "и"."""
    tagged = context.tagged
    found: list[Side] = []
    index = start
    while index < ceiling and len(found) < most:
        side = side_at(context, index, ceiling)
        if side is None:
            break
        found.append(side)
        index = side.last
        if index < ceiling and tagged.words[index].text == "(":
            while index < ceiling and tagged.words[index].text != ")":
                index += 1
            index += 1
        if index < ceiling and (
            tagged.words[index].text == "," or tagged.words[index].lower in ("и", "с", "со")
        ):
            index += 1
            if index < ceiling and tagged.words[index].lower in ("а", "и"):
                index += 2 if index + 1 < ceiling and tagged.words[index + 1].lower == "также" else 1
            continue
        break
    return found
