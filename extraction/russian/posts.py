"""Offices in Russian: titles before or after a name, split into title and organization, in the nominative."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field

from extraction import lexicon, morphology
from extraction.findings import Post, Value
from extraction.places import find_place
from extraction.russian.localities import Locality
from extraction.russian.names import NameSpan
from extraction.russian.phrases import (
    cases,
    complement_end,
    nominative,
    phrase_start,
    preposition_group_end,
    recase,
    tidy,
)
from extraction.russian.tagging import TaggedText, Word

LONGEST_POST = 45  # words before a name
FORMER = frozenset({"бывший", "экс", "прежний", "тогдашний", "предыдущий"})
COMPLEMENT_PREPOSITIONS = frozenset({"по", "при", "в", "на", "с", "для", "во", "со", "из"})
DESCRIPTIVE = frozenset({"новый", "действующий", "нынешний", "тогдашний", "бывший", "прежний", "сам", "сей", "этот", "свой",
                         "наш", "мой", "его", "её", "ее", "их", "один", "другой", "предыдущий", "избранный", "текущий"})  # fmt: skip
NOT_OFFICES = frozenset({"делегация", "форум", "выставка", "конференция", "сессия", "заседание", "секция", "миссия", "стол",
                         "проект", "переговоры", "мероприятие", "встреча"})  # fmt: skip
MINISTERS = frozenset(
    {"министр", "замминистра", "экс-министр"}
)  # what follows is the domain, not an organization
CABINETS = frozenset({"правительство", "кабинет", "администрация", "министерство"})


@dataclass(slots=True)
class PostContext:
    """What posts are read against: the text, its places, and where persons' names are."""

    tagged: TaggedText
    localities: list[Locality]
    names: list[NameSpan]
    name_at: dict[int, NameSpan]
    locality_at: dict[int, Locality]
    proper_adjectives: frozenset[str] = frozenset()  # lemmas of adjectives with a capital inside a sentence
    post_words: frozenset[int] = frozenset()  # words of the posts beside names
    posts: dict[int, list[Value[Post]]] = field(default_factory=dict)  # by the first word of the name

    def names_in(self, first: int, last: int) -> list[NameSpan]:
        """The names that begin at words [first, last); names are kept in order."""
        start = bisect_left(self.names, first, key=lambda name: name.first)
        return self.names[start : bisect_left(self.names, last, key=lambda name: name.first)]

    def refer(self, references: list[NameSpan]) -> None:
        """Add people meant by an office or a pronoun, for who does what; posts are read before."""
        self.names = sorted([*self.names, *references], key=lambda name: name.first)
        self.name_at |= {i: n for n in references for i in range(n.first, n.last)}


def context(tagged: TaggedText, localities: list[Locality], names: list[NameSpan]) -> PostContext:
    return PostContext(
        tagged,
        localities,
        names,
        {i: n for n in names for i in range(n.first, n.last)},
        {i: place for place in localities for i in range(place.first, place.last)},
        frozenset(
            w.lemma
            for w in tagged.words
            if w.is_adjective
            and w.is_capitalized
            and w.index != tagged.bounds[w.sentence][0]
            and tagged.words[w.index - 1].is_word
        ),
    )


ORGANIZATION_ENDING = re.compile(
    r"(?:компания|холдинг|корпорация|банк|завод|комбинат|институт|университет|фонд|центр|агентство|объединение|консерватория|министерство)$"
)


def is_organization(word: Word) -> bool:
    """A noun that heads the name of an organization: «авиакомпания», «правительство»."""
    return (
        word.lemma in lexicon.words("organizations_ru") or ORGANIZATION_ENDING.search(word.lemma) is not None
    )


def office_class(word: Word) -> str:
    """How the office word behaves in a title, "" when it is none."""
    if word.entity[2:] == "PER":
        return ""
    offices = lexicon.mapping("offices_ru")
    return offices.get(word.lemma) or offices.get(word.lower) or ""


def posts_of(context: PostContext, name: NameSpan) -> list[Value[Post]]:
    """All posts said right beside the name: in apposition before it, or after a comma or dash."""
    held = office_held(context, name)
    before = _before(context, name)
    shared = _shared(context, name) if not before else None
    return [*before, *_after(context, name), *(post for post in (held, shared) if post is not None)]


def _shared(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«сотрудники института (А. Б., В. Г.)», «депутаты Госдумы X и Y»: an office in the plural before a list of names."""
    tagged = context.tagged
    floor = max(tagged.bounds[tagged.words[name.first].sentence][0], name.first - LONGEST_POST)
    index = name.first - 1
    while index >= floor and (
        index in context.name_at
        or tagged.words[index].text in (",", "(", ":")
        or tagged.words[index].lower in ("и", ".")
    ):
        index -= 1
    end = index + 1
    for head in range(index, max(floor, index - 12) - 1, -1):
        word = tagged.words[head]
        if word.is_finite or head in context.name_at:
            return None
        if office_class(word) and word.number == "plur":
            start = phrase_start(tagged, head, floor)
            return read_post(context, start, head, end, "post_of_list", word.case)
    return None


def _before(context: PostContext, name: NameSpan) -> list[Value[Post]]:
    tagged = context.tagged
    floor = max(tagged.bounds[tagged.words[name.first].sentence][0], name.first - LONGEST_POST)
    heads = _heads_before(context, name, floor)
    if not heads:
        return []
    composite = _composite(context, name, heads, floor)
    if composite is not None:
        return [composite]
    posts = []
    starts = [_with_prefix(tagged, phrase_start(tagged, head, floor), floor) for head in heads]
    for position, head in enumerate(heads):
        end = starts[position + 1] if position + 1 < len(heads) else name.first
        while end > head + 1 and tagged.words[end - 1].text in (",", "и", "а", "также", "—", "–", "-"):
            end -= 1
        post = read_post(context, starts[position], head, end, "post_before_name", name.case)
        if post is not None:
            posts.append(post)
    return posts


def _composite(context: PostContext, name: NameSpan, heads: list[int], floor: int) -> Value[Post] | None:
    """«заместитель председателя правительства региона — министр экономики X»: a composite office is one post."""
    tagged = context.tagged
    start = phrase_start(tagged, heads[0], floor)
    if len(heads) != 1 or start - 1 <= floor or tagged.words[start - 1].text not in ("—", "–", "-"):
        return None
    first_head = None
    index = start - 2
    while index >= floor and not _breaks(context, tagged.words[index], index):
        word = tagged.words[index]
        if office_class(word) and _fits(word, name) and _opens_post(context, index, floor):
            first_head = index
        index -= 1
    if first_head is None:
        return None
    first_start = phrase_start(tagged, first_head, floor)
    second = read_post(context, start, heads[0], name.first, "composite_post", name.case)
    one = read_post(context, first_start, first_head, start - 1, "composite_post", name.case)
    if one is None or second is None:
        return None
    title = _lower_offices(
        tagged,
        first_start,
        start - 1,
        nominative(tagged, first_start, start - 1, first_head, number="sing", case=name.case),
    )
    territory = next(
        (territory_meant(context, i) for i in range(first_head, start) if territory_meant(context, i)), ""
    )
    place = next(
        (context.locality_at[i].name for i in range(first_head, start) if i in context.locality_at), ""
    )
    organization = second.value.organization or territory or place
    return Value(
        Post(f"{title} — {second.value.title}", organization),
        tagged.span(first_start, name.first),
        "composite_post",
    )


def _with_prefix(tagged: TaggedText, start: int, floor: int) -> int:
    """«и.о. министра», «бывший министр»: what stands before the office and belongs to it."""
    if start - 1 >= floor and tagged.words[start - 1].lemma in FORMER:
        return start - 1
    return start


def _heads_before(context: PostContext, name: NameSpan, floor: int) -> list[int]:
    """Office words left of the name that agree with it, each opening a post of its own, in the order of the text."""
    tagged = context.tagged
    heads: list[int] = []
    index = name.first - 1
    while index >= floor:
        word = tagged.words[index]
        if index in tagged.closing and tagged.closing[index] >= floor:
            index = tagged.closing[index] - 1
            continue
        if _breaks(context, word, index):
            break
        if office_class(word) and _fits(word, name) and _opens_post(context, index, floor):
            heads.append(index)
        index -= 1
    return heads[::-1]


def _breaks(context: PostContext, word: Word, index: int) -> bool:
    if word.pos in ("VERB", "AUX") and not word.is_participle:
        return True
    if index in context.name_at:
        return True
    if word.lower in ("который", "что", "как", "где", "а", "но", "также") or word.pos == "SCONJ":
        return True
    return word.text in (
        ".",
        ";",
        ":",
        "(",
        ")",
        "—",
        "–",
        "!",
        "?",
        "•",
        "…",
        "«",
        "»",
        '"',
        "``",
    ) and not _is_dot(context.tagged, index)


def _is_dot(tagged: TaggedText, index: int) -> bool:
    """A full stop of an abbreviation («и.о.», «г. Минска») inside the phrase."""
    return tagged.words[index].text == "." and index > 0 and len(tagged.words[index - 1].text) <= 4


def _fits(head: Word, name: NameSpan) -> bool:
    """The office agrees with the name in case. An undeclined name fits every case, a nominative only itself."""
    possible = cases(head)
    if head.case == name.case:
        return True
    return name.case in possible and (not head.case or len(possible) > 1)


def _opens_post(context: PostContext, head: int, floor: int) -> bool:
    """Not the genitive inside another title: «заместитель министра», «председатель правительства»."""
    tagged = context.tagged
    start = phrase_start(tagged, head, floor)
    if start <= floor:
        return True
    before = tagged.words[start - 1]
    if before.text in (",", "—", "–") or before.lower in ("и", "а", "также"):
        return True
    if before.pos == "ADP" or before.lemma in FORMER:
        return True
    return not office_class(before)


def _after(context: PostContext, name: NameSpan) -> list[Value[Post]]:
    tagged = context.tagged
    index = name.last
    ceiling = tagged.bounds[tagged.words[name.first].sentence][1]
    ceiling = min([n.first for n in context.names_in(name.last + 1, ceiling)] or [ceiling])
    posts: list[Value[Post]] = []
    while index < ceiling and tagged.words[index].text in (",", "—", "–", "-", "(") and len(posts) < 4:
        is_dash = tagged.words[index].text in ("—", "–", "-")
        start = index + 1
        start, is_former = _past_words(tagged, start, ceiling)
        head = _head_after(context, start, ceiling, name, is_first=not posts, is_dash=is_dash or is_former)
        if head is None:
            former = _held_office(context, start, ceiling)
            return posts if former is None else [*posts, former]
        end = post_end(context, head, ceiling)
        if _belongs_to_next(context, end, ceiling):
            break
        post = read_post(context, start, head, end, "post_after_name")
        if post is None and not is_dash:
            break
        if post is not None and is_former:
            post = Value(
                Post(post.value.title, post.value.organization, True), post.span, "former_post_after_name"
            )
        if post is not None:
            post, end = _with_organization(context, post, end, ceiling)
            posts.append(post)
        index = end
        if index < ceiling and tagged.words[index].lower == "и":
            following = _head_after(context, index + 1, ceiling, name, is_first=False, is_dash=False)
            if following is not None:
                end = post_end(context, following, ceiling)
                if not _belongs_to_next(context, end, ceiling):
                    second = read_post(context, index + 1, following, end, "post_after_name")
                    posts += [second] if second else []
                    index = end
    return posts


def _with_organization(
    context: PostContext, post: Value[Post], end: int, ceiling: int
) -> tuple[Value[Post], int]:
    """«– генеральный директор, ООО «Уссури-Строй»»: in lists the organization follows after a comma."""
    tagged = context.tagged
    if post.value.organization or end + 1 >= ceiling or tagged.words[end].text != ",":
        return post, end
    start = end + 1
    word = tagged.words[start]
    head = next(
        (
            i
            for i in range(start, min(start + 4, ceiling))
            if is_organization(tagged.words[i]) or i in tagged.quotations
        ),
        None,
    )
    if (
        head is None
        or office_class(word)
        or head not in tagged.quotations
        and not (tagged.words[head].case in ("nomn", "accs", "") or tagged.words[head].text.isupper())
        or any(w.is_finite for w in tagged.words[start:head])
    ):
        return post, end
    last = (
        post_end(context, head, ceiling)
        if head not in tagged.quotations
        else tagged.quotations[head].last + 1
    )
    name = tidy(tagged.quote(start, last))
    value = Post(post.value.title, name, post.value.is_former)
    return Value(value, post.span.to(tagged.span(start, last)), post.rule), last


def _past_words(tagged: TaggedText, start: int, ceiling: int) -> tuple[int, bool]:
    """«в прошлом — капитан порта», «тогда — заместитель мэра»: (where the office begins, that it is former)."""
    words = [w.lower for w in tagged.words[start : min(start + 4, ceiling)]]
    for phrase in (["в", "прошлом"], ["тогда"], ["ранее"], ["в", "то", "время"], ["ныне"], ["сейчас"]):
        if words[: len(phrase)] == phrase:
            start += len(phrase)
            if start < ceiling and tagged.words[start].text in ("—", "–", "-"):
                start += 1
            return start, phrase not in (["ныне"], ["сейчас"])
    return start, False


def _belongs_to_next(context: PostContext, end: int, ceiling: int) -> bool:
    """«А. Иванов, губернатор края Б. Петров»: the title goes with the name that follows it."""
    return end in context.name_at


def _head_after(
    context: PostContext, start: int, ceiling: int, name: NameSpan, *, is_first: bool, is_dash: bool
) -> int | None:
    tagged = context.tagged
    for index in range(start, min(start + 5, ceiling)):
        word = tagged.words[index]
        if office_class(word):
            fits = _fits(word, name) or (is_dash and "nomn" in cases(word))
            return index if fits and phrase_start(tagged, index, start) == start else None
        if not (word.is_adjective or word.pos in ("NUM",) or word.lower in ("ныне", "а", "также")):
            return None
    return None


def office_held(context: PostContext, name: NameSpan) -> Value[Post] | None:
    """«X …, занимает должность заместителя директора»: said by the predicate of the sentence."""
    tagged = context.tagged
    ceiling = tagged.bounds[tagged.words[name.first].sentence][1]
    if name.case not in ("nomn", ""):
        return None
    for index in range(name.last, min(name.last + 20, ceiling)):
        if tagged.words[index].is_finite and tagged.words[index].lemma.startswith(("занимать", "занять")):
            return _held_office(context, index, ceiling)
        if index in context.name_at:
            return None
    return None


def _held_office(context: PostContext, start: int, ceiling: int) -> Value[Post] | None:
    """«занимавший в то время должность заместителя губернатора»: a former office."""
    tagged = context.tagged
    if start >= ceiling or not tagged.words[start].lemma.startswith(("занимать", "возглавлять", "занять")):
        return None
    for index in range(start, min(start + 8, ceiling)):
        if tagged.words[index].lemma in ("должность", "пост"):
            for head in range(index + 1, min(index + 5, ceiling)):
                if office_class(tagged.words[head]):
                    end = post_end(context, head, ceiling)
                    post = read_post(context, index + 1, head, end, "office_held_then")
                    if post is None:
                        return None
                    is_past = tagged.words[start].is_past
                    former = Post(post.value.title, post.value.organization, is_past)
                    return Value(former, tagged.span(start, end), post.rule)
    return None


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
    if any(w.lemma in NOT_OFFICES for w in tagged.words[head + 1 : min(end, head + 3)]):
        return None
    title_end = split
    while title_end > head + 1 and tagged.words[title_end - 1].lower in ("в", "во", "на", "при", ",", "("):
        title_end -= 1
    title = _lower_offices(
        tagged, start, title_end, nominative(tagged, start, title_end, head, number="sing", case=case)
    )
    organization = territory or _organization(context, split, organization_end(tagged, split, end))
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
    ):
        return None
    return Value(Post(title, organization, is_former), tagged.span(start, end), rule)


def _lower_offices(tagged: TaggedText, first: int, last: int, title: str) -> str:
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
            return index
        if word.entity == "B-ORG" and word.is_capitalized:
            return phrase_start(tagged, index, head + 1) if word.is_noun else index
        index += 1
    return end


def _whole_title_if_more(context: PostContext, place: int, end: int, head: int) -> int:
    """«спецпредставитель президента РФ по связям…»: the country is inside the title."""
    last = context.locality_at[place].last
    if last < end and context.tagged.words[last].lower in ("по", "для", "в", "при"):
        inner = any(office_class(w) for w in context.tagged.words[head + 1 : place])
        return end if inner or context.tagged.words[last].lower != "при" else place
    return context.locality_at[place].first


def _organization(context: PostContext, first: int, last: int) -> str:
    """The organization in the nominative, «региона» and «края» as the territory meant."""
    tagged = context.tagged
    if first >= last:
        return ""
    locality = context.locality_at.get(first)
    if locality is not None and locality.last >= last:
        return locality.name
    if last - first == 1:
        meant = territory_meant(context, first) or company_meant(context, first)
        if meant:
            return meant
    bare = "" if first + 1 in context.locality_at else territory_meant(context, first)
    if bare:
        return f"{bare} {tagged.quote(first + 1, last)}"
    head = organization_head(tagged, first, last)
    name = nominative(tagged, first, last, head)
    if tagged.words[last - 1].lemma in lexicon.mapping("territories_ru") and last - 1 > head:
        territory_last = territory_meant(context, last - 1)
        if territory_last:
            stem = nominative(tagged, first, last - 1, head)
            return f"{stem} {genitive_name(territory_last)}"
    return name


def organization_head(tagged: TaggedText, first: int, last: int) -> int:
    """The noun that an organization's name is built on."""
    for index in range(first, last):
        if index in tagged.quotations:
            return index
        if tagged.words[index].is_noun and (tagged.words[index].is_word):
            return index
    return first


def territory_meant(context: PostContext, index: int) -> str:
    """The territory that a bare «региона», «края», «страны» stands for: the one of that kind named last before it."""
    word = context.tagged.words[index]
    kind = lexicon.mapping("territories_ru").get(word.lemma)
    if kind is None or index in context.locality_at:
        return ""
    before = [place for place in context.localities if place.last <= index and place.kind == kind]
    if word.lemma in ("край", "область", "республика", "округ", "провинция"):
        stem = word.lemma[:5]
        before = [
            place
            for place in before
            if stem in place.name.casefold()
            or word.lemma == "провинция"
            or (
                word.lemma == "республика" and place.place is not None and "Республика" in place.place.name_ru
            )
        ]
    if kind == "country":
        before = [place for place in before if place.country != "RU"] or before
    if not before and kind == "region":
        # nobody said which before: the only region that the text names at all
        adjectives = [
            find_place(f"{w.lower} {word.lemma}")
            for w in context.tagged.words
            if w.is_adjective and w.is_capitalized
        ]
        named = next((p for p in adjectives if p is not None and p.kind == "region"), None)
        if named is not None and word.lemma in ("область", "край"):
            return named.name_ru  # «область» in a bulletin of the «Ростовская ТПП»
        names = {
            p.name
            for p in context.localities
            if p.kind == kind
            and (word.lemma in ("регион", "территория") or word.lemma[:5] in p.name.casefold())
        }
        return next(iter(names)) if len(names) == 1 else ""
    return before[-1].name if before else ""


COMPANY_NOUNS = frozenset({"компания", "предприятие", "холдинг", "корпорация", "завод", "банк", "группа", "фирма", "университет", "институт", "фонд", "объединение", "ассоциация",
                           "союз", "агрохолдинг", "концерн", "комбинат"})  # fmt: skip


def company_meant(context: PostContext, index: int) -> str:
    """The company that a bare «компании» stands for: the last one named before with a name in quotation marks."""
    tagged = context.tagged
    if tagged.words[index].lemma not in COMPANY_NOUNS:
        return ""
    for opening in sorted((o for o in tagged.quotations if o < index), reverse=True):
        word = tagged.words[opening - 1] if opening else None
        if word is not None and (is_organization(word) or word.text.isupper() and len(word.text) > 1):
            first = phrase_start(tagged, opening - 1, tagged.bounds[word.sentence][0])
            return nominative(tagged, first, tagged.quotations[opening].last + 1, opening - 1)
    return ""


def genitive_name(name: str) -> str:
    """A territory in the genitive: «Амурская область» → Амурской области."""
    from_words = []
    for word in name.split():
        parse = next((p for p in morphology.parses(word.lower()) if str(p.tag.case) == "nomn"), None)
        form = parse.inflect({"gent"}) if parse is not None else None
        from_words.append(recase(word, str(form.word)) if form is not None else word)
    return " ".join(from_words)
