"""Parties in a Russian text: the words that mean a delegation, and the stretch of text that tells of each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extraction import lexicon
from extraction.russian.clauses import Clauses
from extraction.russian.counts import counts
from extraction.russian.localities import adjective_place
from extraction.russian.phrases import phrase_start
from extraction.russian.tagging import TaggedText, Word
from extraction.russian.territories import territory_meant

MISSIONS = frozenset({"деловой", "торговый", "торгово-экономический", "экспортный", "торгово-закупочный"})
LEADING = frozenset(
    {"главе", "руководством", "началом", "предводительством", "председательством", "водительством"}
)
REPRESENT = frozenset({"представлять", "представить"})
TRAVEL = frozenset({"прибыть", "прибывать", "приехать", "приезжать", "отправиться", "отправляться", "вылететь", "посетить", "посещать", "побывать",
                    "ездить", "съездить", "прилететь", "направиться", "направляться", "выехать", "находиться", "работать", "лететь", "поехать",
                    "ехать", "полететь", "участвовать", "вернуться", "возвратиться", "съехаться", "пожаловать", "заехать",
                    "вылетать", "прилетать", "выезжать", "возвращаться", "отбыть", "отбывать"})  # fmt: skip
JOURNEY = frozenset({"прибыть", "прибывать", "приехать", "приезжать", "отправиться", "отправляться", "вылететь", "прилететь", "выехать", "поехать",
                     "полететь", "направиться", "направляться", "побывать", "посетить"})  # fmt: skip
DISPATCH = frozenset({"направить", "направлять", "отправить", "отправлять", "прислать", "присылать", "делегировать", "командировать"})  # fmt: skip
LONGEST_REACH = 14  # words between people and who leads them
CLAUSE_MARKS = frozenset({",", ";", "а", "и", "—", "–"})


@dataclass(slots=True)
class Party:
    """A delegation as a sentence names it: its noun, and the words [floor, ceiling) that tell of it."""

    word: Word
    first: int  # of the noun phrase
    kind: str  # party, group, people; "ellipsis": «китайскую делегацию возглавил X, белорусскую — Y»
    floor: int
    ceiling: int
    again: list[Word] = field(default_factory=list)  # bare «делегация» further on in the same stretch

    @property
    def words(self) -> list[Word]:
        return [self.word, *self.again]


def find_parties(clauses: Clauses) -> Iterator[list[Party]]:
    """The parties of each sentence that names any, in the order of the text."""
    tagged = clauses.context.tagged
    candidates: dict[int, list[tuple[Word, str]]] = {}
    seen_mission = False
    for word in tagged.words:
        kind = _kind(clauses, word, seen_mission)
        seen_mission = seen_mission or word.lemma == "бизнес-миссия"
        if kind:
            candidates.setdefault(word.sentence, []).append((word, kind))
    for sentence, found in sorted(candidates.items()):
        floor, ceiling = tagged.bounds[sentence]
        sure = [(w, k) for w, k in found if k != "people"] or found[:1]
        parties = [Party(w, phrase_start(tagged, w.index, floor), k, floor, ceiling) for w, k in sure]
        yield _cut(tagged, _with_ellipses(tagged, parties))


def is_party_noun(word: Word) -> bool:
    """A noun that alone means a delegation."""
    return word.is_noun and lexicon.mapping("parties_ru").get(word.lemma) == "party"


def is_people_noun(word: Word) -> bool:
    return lexicon.mapping("parties_ru").get(word.lemma) == "people"


def _kind(clauses: Clauses, word: Word, seen_mission: bool) -> str:
    if not word.is_noun:
        return ""
    kind = lexicon.mapping("parties_ru").get(word.lemma, "")
    words = clauses.context.tagged.words
    if word.lemma == "миссия":
        before = words[word.index - 1].lemma if word.index else ""
        return "party" if seen_mission or before in MISSIONS else ""
    if kind == "group":
        return kind if _is_group_of_people(clauses, word) else ""
    if kind == "people":
        return kind if word.number == "plur" and _acts_as_party(clauses, word) else ""
    return kind


def _is_group_of_people(clauses: Clauses, word: Word) -> bool:
    """«группа предпринимателей», «пекинская группа из восьми человек» that is led, came or represents somebody."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    if word.lemma == "команда" and any(
        w.lemma in ("возглавить", "возглавлять") for w in tagged.words[floor:ceiling]
    ):
        return True
    following = tagged.words[
        word.index + 1 : min(word.index + (10 if word.lemma == "команда" else 6), ceiling)
    ]
    people = next((i for i, w in enumerate(following) if is_people_noun(w) or w.lemma == "человек"), None)
    if people is None or any(w.is_finite or w.text == "«" for w in following[:people]):
        return False
    if (
        following[people].lemma in ("компания", "предприятие", "фирма", "организация")
        and word.lemma == "группа"
        and not people
    ):
        return False  # «группа компаний»
    placed = word.index > floor and bool(adjective_place(tagged.words[word.index - 1]))
    return (
        placed
        or is_led(tagged, word.index, ceiling)
        or any(
            w.is_finite and (w.lemma in TRAVEL or w.lemma in REPRESENT) for w in tagged.words[floor:ceiling]
        )
    )


def _acts_as_party(clauses: Clauses, word: Word) -> bool:
    """«представители университета во главе с X»; «регион представляют 15 предприятий»; «22 бизнесмена, старший — X»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    reach = min(ceiling, word.index + LONGEST_REACH)
    if word.case in ("nomn", "gent", "accs", "") and is_led(tagged, word.index, reach):
        return True
    if _are_nationals(clauses, word, floor, ceiling):
        return True
    if not any(
        count.last == word.index + 1 for count in counts(tagged, max(floor, word.index - 4), word.index + 1)
    ):
        return False
    before = tagged.words[max(floor, word.index - 6) : word.index]
    if any(w.lemma in REPRESENT and w.is_finite for w in before):
        return True
    if _is_sent(clauses, word, floor) or _comes_from(clauses, word, floor, ceiling):
        return True
    has_leader = any(
        w.lemma in ("старший", "глава", "руководитель") and w.case == "nomn"
        for w in tagged.words[word.index : ceiling]
    )
    return has_leader and any(w.lemma in TRAVEL and w.is_finite for w in before)


BUSINESSMEN = frozenset({"предприниматель", "бизнесмен", "экспортёр", "экспортер", "промышленник", "инвестор", "аграрий", "производитель", "фермер"})  # fmt: skip


def _are_nationals(clauses: Clauses, word: Word, floor: int, ceiling: int) -> bool:
    """«Японские бизнесмены прибыли в Южно-Сахалинск»."""
    words = clauses.context.tagged.words
    before = words[word.index - 1] if word.index > floor else None
    if word.lemma not in BUSINESSMEN or word.case != "nomn" or before is None or not adjective_place(before):
        return False
    verb = next((w for w in words[word.index + 1 : min(word.index + 4, ceiling)] if w.is_finite), None)
    return verb is not None and verb.lemma in JOURNEY and words[verb.index - 1].lower != "не"


def _is_sent(clauses: Clauses, word: Word, floor: int) -> bool:
    """«Вьетнамская сторона направит на форум 60 человек»: as a governor would not «привёз»."""
    words = clauses.context.tagged.words
    verb = next((w for w in words[floor : word.index] if w.lemma in DISPATCH and w.is_finite), None)
    if verb is None or any(n.case in ("nomn", "") for n in clauses.context.names_in(floor, verb.index)):
        return False
    return word.index - verb.index < LONGEST_REACH and any(
        w.case == "nomn" for w in words[floor : verb.index]
    )


def has_travelled(tagged: TaggedText, party: Party) -> bool:
    """A movement is told in the stretch of the party."""
    return any(w.is_finite and w.lemma in JOURNEY for w in tagged.words[party.floor : party.ceiling])


def _comes_from(clauses: Clauses, word: Word, floor: int, ceiling: int) -> bool:
    """«В Благовещенск прибыли 30 предпринимателей из Хэйхэ», «Из Приморья в Циндао отправятся 25 компаний»."""
    context = clauses.context
    words = context.tagged.words
    verb = next((w for w in words[floor:ceiling] if w.lemma in JOURNEY and w.is_finite), None)
    if verb is None or words[verb.index - 1].lower == "не":
        return False
    opens = words[floor].lower in ("из", "от") and floor + 1 in context.locality_at and verb.index > floor
    after = word.index + 1
    if opens or after >= ceiling:
        return opens and word.index - verb.index < LONGEST_REACH
    if words[after].lower not in ("из", "от") or not _is_place(clauses, after + 1):
        return words[after].case == "gent" and (
            after in context.locality_at or bool(territory_meant(context, after))
        )
    last = context.locality_at[after + 1].last if after + 1 in context.locality_at else after + 3
    several = last + 1 < ceiling and words[last].lower in (",", "и") and last + 1 in context.locality_at
    return not several


def _is_place(clauses: Clauses, index: int) -> bool:
    """A place, or «префектуры», «провинции» before its name."""
    at = clauses.context.locality_at
    words = clauses.context.tagged.words
    return (
        index in at
        or lexicon.mapping("territories_ru").get(words[index].lemma) is not None
        and index + 1 in at
    )


def is_led(tagged: TaggedText, start: int, ceiling: int) -> bool:
    return any(_is_lead_phrase(tagged.words, i) for i in range(start + 1, ceiling))


def _is_lead_phrase(words: list[Word], index: int) -> bool:
    return words[index].lower in LEADING and words[index - 1].lower in ("во", "под")


def lead_phrases(tagged: TaggedText, floor: int, ceiling: int) -> Iterator[int]:
    """Where «главе» of "во главе", «руководством» of "под руководством" stand."""
    return (i for i in range(max(floor, 1), ceiling) if _is_lead_phrase(tagged.words, i))


def _with_ellipses(tagged: TaggedText, parties: list[Party]) -> list[Party]:
    """«…, белорусскую — посол X»: an adjective of a place in the case of the delegation before it, without its noun."""
    found = list(parties)
    for party in parties:
        if party.kind != "party" or party.word.number == "plur":
            continue
        for word in tagged.words[party.word.index + 1 : party.ceiling - 1]:
            alone = (
                tagged.words[word.index + 1].text in ("—", "–", "-")
                and tagged.words[word.index - 1].lower in CLAUSE_MARKS
            )
            if (
                alone
                and word.is_adjective
                and word.number != "plur"
                and word.case == party.word.case
                and adjective_place(word)
            ):
                found.append(Party(word, word.index, "ellipsis", party.floor, party.ceiling))
    return sorted(found, key=lambda p: p.word.index)


def _cut(tagged: TaggedText, parties: list[Party]) -> list[Party]:
    """Each party gets the stretch up to the clause of the next; a bare «делегация» goes on with the one before."""
    kept: list[Party] = []
    for party in parties:
        if kept and party.kind == "party" and _is_bare(tagged, party):
            kept[-1].again.append(party.word)
            continue
        if kept:
            border = _clause_start(tagged, party.first, kept[-1].word.index + 1)
            kept[-1].ceiling = border
            party.floor = border
        kept.append(party)
    return kept


def _is_bare(tagged: TaggedText, party: Party) -> bool:
    """Nothing says whose delegation it is: no adjective before, no noun, name or "из" after."""
    before = tagged.words[party.first : party.word.index]
    if any(adjective_place(w) for w in before) or party.word.number == "plur":
        return False
    after = tagged.words[party.word.index + 1] if party.word.index + 1 < party.ceiling else None
    if after is None or after.lower in ("из", "от"):
        return after is None
    return not (
        after.is_noun
        and after.case == "gent"
        or after.is_adjective
        and after.case == "gent"
        or after.text == "«"
    )


def _clause_start(tagged: TaggedText, first: int, floor: int) -> int:
    for index in range(first - 1, floor - 1, -1):
        if tagged.words[index].text in (",", ";"):
            return index
    return first
