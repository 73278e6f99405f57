"""Whose a delegation is: by its own noun phrase, by the clause that it stands in, by who leads it or tells of it."""

from __future__ import annotations

from extraction import morphology
from extraction.findings import Post, Value
from extraction.mentions import DelegationMention
from extraction.places import find_place
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts
from extraction.russian.delegation_facts import SEND
from extraction.russian.localities import Locality, adjective_place
from extraction.russian.names import NameSpan
from extraction.russian.organizations import Side, side_at, sides
from extraction.russian.parties import REPRESENT, TRAVEL, Party, is_people_noun
from extraction.russian.phrases import cases
from extraction.russian.tagging import Word
from extraction.russian.territories import adjective_meant, house_meant, territory_meant

MOST_SKIPPED = 12  # words between «делегация» and whose it is
CALL = frozenset({"набор", "отбор", "заявка", "приём", "прием"})
BRING = frozenset(
    {
        "формировать",
        "собирать",
        "набирать",
        "набрать",
        "привезти",
        "привести",
        "возить",
        "собрать",
        "сформировать",
        "готовить",
        "подготовить",
        "провести",
        "проводить",
        "организовать",
    }
)
PEOPLE = frozenset({"круг", "бизнес", "власть", "орган", "предприниматель", "представитель", "бизнесмен", "экспортёр", "экспортер",
                    "производитель", "промышленник", "руководитель", "учёный", "ученый", "студент", "специалист", "чиновник", "эксперт",
                    "аграрий", "депутат", "инвестор", "сообщество", "участник"})  # fmt: skip
SENDERS = ("territory", "organization")


def senders_of(clauses: Clauses, party: Party) -> list[Value[str]]:
    """Whose the party is, by its own phrase, else by the clause that it stands in."""
    tagged = clauses.context.tagged
    for modifier in tagged.words[party.first : party.word.index + (party.kind == "ellipsis")]:
        place = adjective_place(modifier) or adjective_meant(clauses.context, modifier.index)
        if place:
            return [Value(place, modifier.span, "adjective_of_delegation")]
    own = _complement(clauses, party)
    if own:
        return own
    if party.word.number == "plur" and party.kind == "party":
        return _sent_by_several(clauses, party) or _come_from_several(clauses, party)
    for rule in (
        _by_possessive,
        _by_speaker,
        _by_origin,
        _by_representing,
        _by_sending,
        _by_companion,
        _by_guests,
        _by_travellers,
    ):
        value = rule(clauses, party)
        if value is not None:
            return [value]
    return []


def _complement(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«делегация Хабаровского края», «из 45 предпринимателей провинции X», «деловых кругов Якутии», «из Индии и Непала»."""
    context = clauses.context
    words = context.tagged.words
    found: list[Value[str]] = []
    index = party.word.index + 1
    limit = min(party.ceiling, index + MOST_SKIPPED)
    while index < party.ceiling:
        value, last = _sender_at(clauses, index, party.ceiling)
        if value is not None:
            found.append(value)
            if party.word.number != "plur" or party.kind != "party":
                return found
            index = last
            if index < party.ceiling and words[index].text == "(":
                index = next((i + 1 for i in range(index, party.ceiling) if words[i].text == ")"), index)
            while index < party.ceiling and words[index].lower in (",", "и", "а", "также", "из"):
                index += 1
            continue
        following = _skipped(clauses, index, limit) if not found else index
        if following == index:
            break
        index = following
    return found


def _sender_at(clauses: Clauses, index: int, ceiling: int) -> tuple[Value[str] | None, int]:
    context = clauses.context
    words = context.tagged.words
    is_other_case = words[index].case in ("nomn", "ablt", "datv") and not _may_be_genitive(clauses, index)
    if words[index].lemma in PEOPLE or words[index].pos == "ADP" or is_other_case:
        return None, index
    place = adjective_place(words[index])
    followed = words[index + 1] if index + 1 < ceiling else None
    if (
        place
        and followed is not None
        and (followed.lemma in PEOPLE or is_people_noun(followed) or followed.lemma == "регион")
        and index not in context.locality_at
    ):
        return Value(place, words[index].span, "adjective_of_delegation"), index + 1
    side = side_at(context, index, ceiling)
    if side is not None and side.kind in SENDERS and not _is_counted_people(words, side):
        if _are_several(words[side.head]):
            return None, index  # «делегации региональных объединений» are of nobody by name
        return _of_namesake(clauses, side) or _without_date(clauses, side), side.last
    territory = territory_meant(context, index) if not _are_several(words[index]) else ""
    if territory:
        return Value(territory, words[index].span, "territory_meant"), index + 1
    return None, index


def _may_be_genitive(clauses: Clauses, index: int) -> bool:
    """«ХМАО-Югры» in a list: a name of a place that the tagger does not know."""
    word = clauses.context.tagged.words[index]
    return "-" in word.text and index in clauses.context.locality_at and "gent" in cases(word)


def _are_several(word: Word) -> bool:
    """«стран», «регионов», «объединений»: a common noun in the plural, whatever the tagger says of «аймака»."""
    return word.lower == word.text and any(
        p.tag.number == "plur" and str(p.tag.case) == "gent" for p in morphology.parses(word.lower)
    )


def _of_namesake(clauses: Clauses, side: Side) -> Value[str] | None:
    """«ЧГУ имени И.Н. Ульянова»: whose name it bears belongs to it whole."""
    tagged = clauses.context.tagged
    word = next((w for w in tagged.words[side.head + 1 : side.last + 1] if w.lower in ("имени", "им")), None)
    person = clauses.context.name_at.get(word.index + 1 + (word.lower == "им")) if word is not None else None
    if word is None or person is None:
        return None
    text = f"{side.name.split(f' {word.text}')[0]} {tagged.quote(word.index, person.last)}"
    return Value(text, tagged.span(side.first, person.last), "sender_of_delegation")


def _without_date(clauses: Clauses, side: Side) -> Value[str]:
    """«делегация палаты области 12–15 мая посетит …»: the days are no part of the name."""
    tagged = clauses.context.tagged
    digit = next((i for i in range(side.head + 1, side.last) if tagged.words[i].text[0].isdigit()), None)
    if digit is None or "«" in side.name:
        return Value(side.name, side.span, "sender_of_delegation")
    tail = tagged.quote(digit, side.last)
    name = side.name.removesuffix(tail).rstrip()
    return Value(name, tagged.span(side.first, digit), "sender_of_delegation")


def _is_counted_people(words: list[Word], side: Side) -> bool:
    return is_people_noun(words[side.head]) and words[side.head].number == "plur"


def _skipped(clauses: Clauses, index: int, limit: int) -> int:
    """The index after a word that may stand between «делегация» and whose it is; `index` for any other word."""
    words = clauses.context.tagged.words
    if index >= limit:
        return index
    count = next(
        (c for c in counts(clauses.context.tagged, index, min(index + 4, limit)) if c.first == index), None
    )
    if count is not None:
        return count.last
    word = words[index]
    if word.lower == "и" and index + 1 < limit and is_people_noun(words[index + 1]):
        return index + 2  # «делегации и компании из Китая»
    if word.lower in ("из", "от", "с") or word.lemma in PEOPLE or is_people_noun(word):
        return index + 1
    if word.text == "(" or word.text == ")" and words[index - 1].is_noun:
        return index + 1
    return index + 1 if word.is_adjective and word.case == "gent" else index


def _by_possessive(clauses: Clauses, party: Party) -> Value[str] | None:
    """«гостем стала Индонезия: её делегация…»: the territory named last before the pronoun."""
    context = clauses.context
    words = context.tagged.words[max(party.floor, party.first - 1) : party.word.index]
    pronoun = next((w for w in words if w.lower in ("её", "ее", "их", "его")), None)
    if pronoun is None:
        return None
    floor = context.tagged.bounds[party.word.sentence][0]
    for place in reversed(_places_between(clauses, floor, pronoun.index)):
        if place.kind in ("country", "region", "city") and context.tagged.words[place.first].case in (
            "nomn",
            "accs",
            "",
        ):
            return Value(place.name, place.span, "territory_meant")
    return None


def _by_origin(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Из Монголии приехала делегация», «От Приморья поедут 20 компаний»."""
    context = clauses.context
    words = context.tagged.words
    opens = words[party.floor].lower == "от" and not any(
        w.is_finite for w in words[party.floor : party.word.index]
    )
    if not opens and not any(
        w.is_finite and w.lemma in TRAVEL or w.lemma in ("собираться", "ожидаться")
        for w in words[party.floor : party.ceiling]
    ):
        return None
    for place in _places(clauses, party):
        before = words[place.first - 1] if place.first else None
        came_back = any(
            w.lemma in ("вернуться", "возвратиться", "возвращаться")
            for w in words[max(0, place.first - 4) : place.first]
        )
        if (
            before is not None
            and before.lower in ("из", "от", "с", "со")
            and place.first not in context.post_words
            and not came_back
        ):
            return Value(place.name, place.span, "origin_of_delegation")
    return None


def _places(clauses: Clauses, party: Party) -> list[Locality]:
    return _places_between(clauses, party.floor, party.ceiling)


def _places_between(clauses: Clauses, floor: int, ceiling: int) -> list[Locality]:
    at = clauses.context.locality_at
    return [at[i] for i in range(floor, ceiling) if i in at and at[i].first == i]


def _by_representing(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Узбекистан представит делегация из 50 человек», «Регион представляют 15 предприятий»."""
    context = clauses.context
    words = context.tagged.words
    verb = next((w for w in words[party.floor : party.first] if w.lemma in REPRESENT and w.is_finite), None)
    if verb is None:
        return None
    for place in _places(clauses, party):
        if (
            place.first < party.first
            and words[place.first - 1].pos != "ADP"
            and place.first not in context.post_words
        ):
            return Value(place.name, place.span, "territory_represented")
    for word in words[party.floor : party.first]:
        territory = territory_meant(context, word.index) if word.case in ("accs", "nomn", "") else ""
        if territory:
            return Value(territory, word.span, "territory_meant")
    return None


def _by_sending(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Правительство края направит делегацию», «Область отправляет делегацию»."""
    context = clauses.context
    words = context.tagged.words
    calls = any(w.lemma in CALL for w in words[party.floor : party.first])
    verb = next(
        (
            w
            for w in words[party.floor : party.ceiling]
            if (w.lemma in SEND or w.lemma in BRING or calls and w.index < party.first) and w.is_finite
        ),
        None,
    )
    if verb is None or party.word.case not in ("accs", "") and party.kind != "people":
        return None
    for index in range(party.floor, verb.index):
        if (
            index in context.post_words
            or index in context.name_at
            or words[index].case not in ("nomn", "accs", "")
        ):
            continue
        if index > party.floor and words[index - 1].pos == "ADP":
            continue
        if words[index].is_adjective and words[index + 1].lemma == "сторона":
            place = adjective_place(words[index])  # «Вьетнамская сторона направит делегацию»
            return Value(place, words[index].span, "sender_of_delegation") if place else None
        side = side_at(context, index, verb.index)
        if side is not None and side.kind in SENDERS:
            return Value(side.name, side.span, "sender_of_delegation")
        territory = territory_meant(context, index)
        if territory:
            return Value(territory, words[index].span, "territory_meant")
    return None


def _come_from_several(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«Делегации прибыли из Китая (120 человек), Кореи (45) и Японии (18)»."""
    words = clauses.context.tagged.words
    if party.word.case != "nomn":
        return []
    for index in range(party.word.index + 1, min(party.word.index + MOST_SKIPPED, party.ceiling - 1)):
        is_origin = words[index].lower == "из" and any(
            w.is_finite and w.lemma in TRAVEL for w in words[party.floor : index]
        )
        if is_origin:
            found = [s for s in sides(clauses.context, index + 1, party.ceiling) if s.kind == "territory"]
            return [Value(s.name, s.span, "origin_of_delegation") for s in found]
    return []


OURS = frozenset({"наш", "наша", "нашу", "нашей", "нашего", "нашему", "нашим", "нашем", "нашею"})


def _by_speaker(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Наша делегация», says a minister, or somebody whom an interview presents: the territory of the speaker's office."""
    context = clauses.context
    tagged = context.tagged
    if not any(w.lower in OURS for w in tagged.words[max(party.floor, party.first - 2) : party.word.index]):
        return None
    paragraph = tagged.sentences[party.word.sentence].paragraph
    after = [
        n
        for n in context.names_in(
            party.word.index, min(party.word.index + FARTHEST_SPEAKER, len(tagged.words))
        )
        if tagged.sentences[tagged.words[n.first].sentence].paragraph == paragraph
    ]
    before = context.names_in(max(0, party.word.index - FARTHEST_PRESENTED), party.word.index)
    for name in [*after, *reversed(before)]:
        if name.case in ("nomn", ""):
            value = territory_of(clauses, _posts_known(clauses, name))
            if value is not None:
                return value
    return house_meant(context, party.floor, party.ceiling)


FARTHEST_SPEAKER = 40  # words after «наша делегация»
FARTHEST_PRESENTED = 800  # words before it


def _by_travellers(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Тверские компании отправились с бизнес-миссией», «участниками миссии стали восемь компаний Липецкой области»."""
    context = clauses.context
    words = context.tagged.words
    if not party.word.lemma.endswith("миссия"):
        return None
    for people in words[party.floor + 1 : party.ceiling - 1]:
        if not is_people_noun(people) or people.number != "plur":
            continue
        before = words[people.index - 1]
        place = adjective_place(before) if people.index < party.first and people.case == "nomn" else ""
        if place:
            return Value(place, before.span, "adjective_of_delegation")
        after = context.locality_at.get(people.index + 1)
        if after is not None and after.kind == "region" and words[people.index + 1].case == "gent":
            return Value(after.name, after.span, "origin_of_delegation")
    return None


GUESTS = frozenset({"гость", "коллега", "партнёр", "партнер", "бизнесмен", "предприниматель"})


def _by_guests(clauses: Clauses, party: Party) -> Value[str] | None:
    """«Уссурийск принял гостей из Суйфэньхэ: делегация осмотрела парк»."""
    context = clauses.context
    words = context.tagged.words
    floor = context.tagged.bounds[party.word.sentence][0]
    if party.kind != "party" or party.word.case != "nomn":
        return None
    for place in reversed(_places_between(clauses, floor, party.first)):
        if (
            place.first >= floor + 2
            and words[place.first - 1].lower == "из"
            and words[place.first - 2].lemma in GUESTS
        ):
            return Value(place.name, place.span, "origin_of_delegation")
    return None


def _sent_by_several(clauses: Clauses, party: Party) -> list[Value[str]]:
    """«Самые большие делегации прислали Китай и Монголия»."""
    words = clauses.context.tagged.words
    verb = next((w for w in words[party.word.index : party.ceiling] if w.lemma in SEND and w.is_finite), None)
    if verb is None or party.word.case not in ("accs", "nomn", ""):
        return []
    found = [s for s in sides(clauses.context, verb.index + 1, party.ceiling) if s.kind in SENDERS]
    return [Value(side.name, side.span, "sender_of_delegation") for side in found]


def _by_companion(clauses: Clauses, party: Party) -> Value[str] | None:
    """«министр экономики Тувы X прибыл с делегацией»: the territory of who came with it; that makes X no head."""
    context = clauses.context
    before = context.tagged.words[party.first - 1] if party.first > party.floor else None
    if before is None or before.lower not in ("с", "со") or party.kind != "party":
        return None
    name = next(
        (n for n in reversed(context.names_in(party.floor, party.first)) if n.case in ("nomn", "")), None
    )
    return territory_of(clauses, context.posts.get(name.first, [])) if name is not None else None


def sender_of_head(clauses: Clauses, mention: DelegationMention) -> Value[str] | None:
    """«Делегация во главе с губернатором Амурской области X»: the territory of the head's office, said here or before."""
    context = clauses.context
    if mention.head is None:
        return None
    name = next((n for n in context.names if mention.head is not None and n.span == mention.head.span), None)
    if name is None:
        return None
    return territory_of(clauses, _posts_known(clauses, name))


def territory_of(clauses: Clauses, posts: list[Value[Post]]) -> Value[str] | None:
    for post in posts:
        place = find_place(post.value.organization) if post.value.organization else None
        if place is not None and place.kind in ("region", "country", "city"):
            return Value(_state(post.value.organization), post.span, "territory_of_head")
        for locality in clauses.context.localities:
            if post.span.covers(locality.span) and locality.kind in ("region", "country", "city"):
                return Value(_state(locality.name), locality.span, "territory_of_head")
    return None


def _state(name: str) -> str:
    return "Россия" if name.startswith("Российск") else name


def _posts_known(clauses: Clauses, name: NameSpan) -> list[Value[Post]]:
    """The posts beside the name, and those said of the person elsewhere in the text."""
    context = clauses.context
    own = context.posts.get(name.first, [])
    family = max(name.key.split(), key=len, default="")
    others = [
        post
        for other in context.names
        if other.first != name.first and family and family in other.key.split()
        for post in context.posts.get(other.first, [])
    ]
    return [post for post in [*own, *others] if not post.value.is_former]


def sender_of_paragraph(clauses: Clauses, party: Party, mention: DelegationMention) -> Value[str] | None:
    """A bare «делегация» in a paragraph on one territory: the territory named last before it."""
    tagged = clauses.context.tagged
    is_composition = party.first > party.floor and tagged.words[party.first - 1].lemma == "состав"
    if party.kind != "party" or not (
        mention.head or mention.size or mention.members or mention.invited_by or is_composition
    ):
        return None
    paragraph = tagged.sentences[mention.sentence].paragraph
    here = [
        p
        for p in clauses.context.localities
        if p.span.end <= mention.span.start
        and p.kind == "region"
        and tagged.sentences[tagged.words[p.first].sentence].paragraph == paragraph
    ]
    return Value(here[-1].name, here[-1].span, "territory_of_paragraph") if here else None
