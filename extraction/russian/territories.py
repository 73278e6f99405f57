"""What a bare «региона», «края», «компании» stands for in a text."""

from __future__ import annotations

from bisect import bisect_left

from extraction import lexicon, morphology
from extraction.findings import Value
from extraction.places import find_place
from extraction.russian.context import PostContext
from extraction.russian.localities import Locality, adjective_place
from extraction.russian.offices import is_organization
from extraction.russian.phrases import complement_end, nominative, phrase_start, recase

ADJECTIVES = {"краевой": "край", "областной": "область", "республиканский": "республика", "региональный": "регион", "окружной": "округ",
              "городской": "город", "районный": "район", "провинциальный": "провинция"}  # fmt: skip


def territory_meant(context: PostContext, index: int) -> str:
    """The territory that a bare «региона», «края», «страны» stands for: the one of that kind named last before it."""
    return _meant_by(context, index, context.tagged.words[index].lemma)


def adjective_meant(context: PostContext, index: int) -> str:
    """The territory that «краевая», «городская» stands for."""
    word = context.tagged.words[index]
    noun = ADJECTIVES.get(word.lemma, "") if word.is_adjective else ""
    return _meant_by(context, index, noun) if noun else ""


def _meant_by(context: PostContext, index: int, noun: str) -> str:
    kind = lexicon.mapping("territories_ru").get(noun)
    if kind is None or index in context.locality_at:
        return ""
    end = bisect_left(context.localities, index + 1, key=lambda place: place.last)
    nearest = (place for place in reversed(context.localities[max(0, end - FARTHEST) : end]))
    before = [place for place in nearest if _is_of_kind(place, kind, noun)]
    if kind == "country":
        before = [place for place in before if place.country != "RU"] or before
    if before:
        name, known = before[0].name, before[0].place
        if noun == "провинция" and "провинци" not in name.casefold():
            return f"провинция {name}"
        is_other_name = known is not None and noun[:5] in known.name_ru.casefold()
        return known.name_ru if known is not None and is_other_name else name  # «области» after «Поморье»
    if kind != "region":
        return ""
    if noun == "республика" and (states := [p for p in nearest_states(context, end) if p.country != "RU"]):
        return states[0].name  # «Делегацию республики возглавит премьер-министр»
    if noun not in context.only_regions:
        context.only_regions[noun] = _only_region(context, noun)
    return context.only_regions[noun]


def nearest_states(context: PostContext, end: int) -> list[Locality]:
    """The countries named before, the last first."""
    return [p for p in reversed(context.localities[max(0, end - FARTHEST) : end]) if p.kind == "country"]


def _is_of_kind(place: Locality, kind: str, noun: str) -> bool:
    """«край», «аймак» stand for a territory with this word in its name; a province is often named without it."""
    if place.kind != kind and not (kind == "region" and noun[:5] in place.name.casefold()):
        return False
    if noun in NEUTRAL or kind != "region":
        return True
    own = place.place.name_ru.casefold() if place.place is not None else ""
    return noun[:5] in place.name.casefold() or noun[:5] in own or noun == "провинция"


def _only_region(context: PostContext, noun: str) -> str:
    """Nobody said which before: the only region that the text names at all."""
    if noun in ("область", "край"):  # «область» in a bulletin of the «Ростовская ТПП»
        for adjective in context.tagged.words:
            if adjective.is_adjective and adjective.is_capitalized:
                place = find_place(f"{adjective.lower} {noun}")
                if place is not None and place.kind == "region":
                    return place.name_ru
    names = {p.name for p in context.localities if _is_of_kind(p, "region", noun)}
    return next(iter(names)) if len(names) == 1 else ""


FARTHEST = 200  # places back
NEUTRAL = frozenset({"регион", "территория", "субъект", "автономия"})


MEDIA = frozenset(
    {"агентство", "информагентство", "газета", "телеканал", "канал", "портал", "издание", "журнал"}
)
COMPANY_NOUNS = frozenset(
    {"компания", "предприятие", "фирма", "организация"}
)  # each may stand for a company of any kind
FARTHEST_WORDS = 600


def company_meant(context: PostContext, index: int) -> str:
    """The body that a bare «палаты», «компании» stands for: the only one of that noun named in full before it."""
    tagged = context.tagged
    word = tagged.words[index]
    if word.is_capitalized or word.number == "plur" or not is_organization(word):
        return ""
    names = set()
    for other in tagged.words[max(0, index - FARTHEST_WORDS) : index]:
        if other.lemma == word.lemma and other.number != "plur":
            if other.index not in context.full_names:
                context.full_names[other.index] = _full_name(context, other.index)
            names.add(context.full_names[other.index])
        elif other.lower == "тпп" and word.lemma == "палата":
            return ""
    names.discard("")
    if names:
        return names.pop() if len(names) == 1 else ""  # of two nobody knows which
    return _named_company(context, index) if word.lemma in COMPANY_NOUNS else ""


def _full_name(context: PostContext, head: int) -> str:
    """The name of a body around its noun: «Пермская торгово-промышленная палата», «агентство «Кама»»; "" for a bare noun."""
    tagged = context.tagged
    floor, ceiling = tagged.bounds[tagged.words[head].sentence]
    first = phrase_start(tagged, head, floor)
    last = complement_end(tagged, head, ceiling)
    own = tagged.words[first:head]
    is_named = any(w.is_capitalized or adjective_place(w) for w in own) or any(
        w.is_capitalized or w.text == "«" for w in tagged.words[head + 1 : last]
    )
    if not is_named:
        return ""
    name = nominative(tagged, first, last, head)
    is_lower = first == floor and first == head and not tagged.words[head].text.isupper()
    return name[:1].lower() + name[1:] if is_lower else name


def _named_company(context: PostContext, index: int) -> str:
    """Any company named last before in quotation marks."""
    tagged = context.tagged
    for opening in sorted((o for o in tagged.quotations if o < index), reverse=True):
        word = tagged.words[opening - 1] if opening else None
        if word is not None and (word.lemma in MEDIA or word.text in ("ИА", "РИА")):
            continue  # «как пишет ИА «Регион»»
        if word is not None and (is_organization(word) or word.text.isupper() and len(word.text) > 1):
            first = phrase_start(tagged, opening - 1, tagged.bounds[word.sentence][0])
            return nominative(tagged, first, tagged.quotations[opening].last + 1, opening - 1)
    return ""


def genitive_name(name: str) -> str:
    """A name in the genitive: «Амурская область» → Амурской области; up to the noun, what follows it is governed."""
    from_words = []
    words = name.split()
    for position, word in enumerate(words):
        if position and any("NOUN" in morphology.parses(w.lower())[0].tag for w in words[:position]):
            from_words += words[position:]
            break
        parse = next((p for p in morphology.parses(word.lower()) if str(p.tag.case) == "nomn"), None)
        form = parse.inflect({"gent"}) if parse is not None else None
        from_words.append(recase(word, str(form.word)) if form is not None else word)
    return " ".join(from_words)


FIRST_PERSON = frozenset(
    {"мы", "нас", "нам", "нами", "наш", "наша", "наше", "наши", "нашего", "нашей", "нашему", "нашим", "нашу"}
)


def house_meant(context: PostContext, floor: int, ceiling: int) -> Value[str] | None:
    """The company that tells of itself in words [floor, ceiling): «мы заключили контракт» in its own release.

    It is the first organization that the text names in quotation marks, with its noun where a noun goes with it.
    """
    tagged = context.tagged
    if not any(
        w.lower in FIRST_PERSON and not _is_quoted(context, w.index) for w in tagged.words[floor:ceiling]
    ):
        return None
    openings = sorted(tagged.quotations)[:MOST_QUOTATIONS]
    named = [
        o
        for o in openings
        if o and (is_organization(tagged.words[o - 1]) or tagged.words[o - 1].text.isupper())
    ]
    if not named or tagged.words[named[0]].sentence > HEADLINES:
        return None
    opening = named[0]
    head = tagged.words[opening - 1]
    first = phrase_start(tagged, opening - 1, tagged.bounds[head.sentence][0])
    last = tagged.quotations[opening].last + 1
    name = nominative(tagged, first, last, opening - 1)
    is_lower = (
        tagged.words[first].is_capitalized
        and not head.text.isupper()
        and first == tagged.bounds[head.sentence][0]
    )
    return Value(
        name[:1].lower() + name[1:] if is_lower else name, tagged.span(first, last), "house_of_release"
    )


def _is_quoted(context: PostContext, index: int) -> bool:
    """Inside quotation marks: somebody else's «мы»."""
    tagged = context.tagged
    sentence = tagged.words[index].sentence
    floor = tagged.bounds[sentence][0]
    return any(o in tagged.quotations and o < index < tagged.quotations[o].last for o in range(floor, index))


MOST_QUOTATIONS = 20
HEADLINES = 6  # sentences: a release names its company at once
