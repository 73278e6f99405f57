"""Who leads a delegation, by the words around it."""

from __future__ import annotations

from extraction.findings import Value
from extraction.russian.clauses import Clauses
from extraction.russian.names import NameSpan
from extraction.russian.parties import Party, is_party_noun, lead_phrases
from extraction.russian.tagging import Word

LEADERS = frozenset({"глава", "руководитель", "руководительница", "старший", "главный", "лидер"})
ADJECTIVAL = frozenset({"старший", "главный"})  # leaders only beside the party or a pronoun
LEAD_VERBS = frozenset({"возглавить", "возглавлять", "возглавляет", "руководить"})
BRING_VERBS = frozenset({"привести", "привезти", "повезти", "возить", "везти", "вести", "собрать"})
APPOINT_VERBS = frozenset({"быть", "стать", "становиться", "назначить", "назначать", "избрать", "являться", "выступить", "выступать", "утвердить", "ехать", "поехать",
                          "лететь", "полететь", "отправиться", "прибыть", "приехать", "прилететь", "значиться"})  # fmt: skip
PRONOUNS = frozenset(
    {"её", "ее", "ею", "ей", "ней", "которую", "которой", "нас", "нами", "ними", "гостей", "гостями"}
)
LONGEST_LEAD = 40  # words of an office between "во главе с" and the name
NEAR = 4


def head_of(clauses: Clauses, party: Party) -> Value[str] | None:
    """The person whom the stretch of text about the party calls its leader."""
    return (
        _by_lead_phrase(clauses, party)
        or _by_lead_verb(clauses, party)
        or _by_leader_noun(clauses, party)
        or _by_dash(clauses, party)
    )


def head_told_later(clauses: Clauses, floor: int, ceiling: int) -> Value[str] | None:
    """«Её возглавил X», «Руководитель — X», «Во главе группы — X» in a sentence that follows."""
    words = clauses.context.tagged.words
    for verb in words[floor:ceiling]:
        is_leading = verb.lemma in LEAD_VERBS or verb.lemma in BRING_VERBS
        is_of_party = _pronoun_beside(words, verb.index, floor, ceiling) or _object_beside(
            words, verb, ceiling
        )
        if is_leading and _is_said(verb) and is_of_party:
            return _named(_subject(clauses, verb.index, floor, ceiling), "leads")
    for word in words[floor:ceiling]:
        is_told = (
            word.index == floor
            or words[floor].lower in OPENING
            or _pronoun_beside(words, word.index, floor, ceiling)
        )
        if word.lemma in LEADERS and is_told and word.case in ("nomn", "ablt", ""):
            found = _of_leader(clauses, word, floor, ceiling)
            if found is not None:
                return found
    for index in lead_phrases(clauses.context.tagged, floor, min(floor + 3, ceiling)):
        return _named(next(iter(clauses.context.names_in(index, ceiling)), None), "led_by")
    return None


def _object_beside(words: list[Word], verb: Word, ceiling: int) -> bool:
    """«Возглавит группу X», «Их возглавляет X»."""
    if verb.lemma not in LEAD_VERBS:
        return False
    before = words[verb.index - 1].lower if verb.index else ""
    after = words[verb.index + 1 : min(verb.index + 3, ceiling)]
    return before == "их" or any(
        w.lower in ("группу", "делегацию", "миссию", "команду", "десант") for w in after
    )


OPENING = frozenset({"она", "делегация", "группа", "гости", "миссия"})


def is_denied(clauses: Clauses, name: NameSpan) -> bool:
    """«возглавит не губернатор X, а его заместитель Y», «делегацию она не возглавляла»: not that person."""
    index = _before_post(clauses, name)
    return index >= 0 and clauses.context.tagged.words[index].lower == "не"


def _before_post(clauses: Clauses, name: NameSpan) -> int:
    context = clauses.context
    index = name.first - 1
    while index >= 0 and index in context.post_words:
        index -= 1
    return index


def _named(name: NameSpan | None, rule: str) -> Value[str] | None:
    return Value(name.name, name.span, rule) if name is not None else None


def _by_lead_phrase(clauses: Clauses, party: Party) -> Value[str] | None:
    """«во главе с X», «под руководством X», «с X во главе», «X прибыл во главе делегации»."""
    context = clauses.context
    words = context.tagged.words
    for index in lead_phrases(context.tagged, party.floor, party.ceiling):
        following = words[index + 1] if index + 1 < party.ceiling else None
        if party.first == index + 1:  # «во главе делегации …»
            return _named(_nearest(clauses, party.word.index, party.floor, party.ceiling), "led_by")
        ended = following is None or following.lower not in ("с", "со") and words[index].lower == "главе"
        before = next(
            (n for n in context.names_in(max(party.floor, index - 6), index) if n.last == index - 1), None
        )
        if ended and before is not None and index > party.word.index:
            return _named(before, "led_by")
        if index > party.word.index or party.kind == "people":
            return _named(_first_after(clauses, index, party.ceiling), "led_by")
    return None


def _first_after(clauses: Clauses, index: int, ceiling: int) -> NameSpan | None:
    """The first name after; what a verb parts from the phrase is another clause."""
    context = clauses.context
    name = next(iter(context.names_in(index + 1, min(index + LONGEST_LEAD, ceiling))), None)
    if name is None or any(
        w.is_finite and w.index not in context.post_words for w in context.tagged.words[index : name.first]
    ):
        return None
    return name


def _by_lead_verb(clauses: Clauses, party: Party) -> Value[str] | None:
    """«делегацию возглавил X», «возглавляемая X делегация», «X привёз делегацию»."""
    words = clauses.context.tagged.words
    for verb in words[party.floor : party.ceiling]:
        if verb.is_participle and verb.lemma.startswith("возглавл"):
            led = _of_participle(clauses, party, verb)
        elif _is_said(verb) and verb.lemma in LEAD_VERBS and _governs(words, party, verb):
            led = _subject(clauses, verb.index, party.floor, party.ceiling)
        elif verb.is_finite and verb.lemma in BRING_VERBS and _governs(words, party, verb):
            led = _subject(clauses, verb.index, party.floor, party.ceiling, most=3)
        else:
            continue
        if led is not None:
            return _named(led, "led_by" if verb.is_participle else "leads")
    return None


def _of_participle(clauses: Clauses, party: Party, verb: Word) -> NameSpan | None:
    names = clauses.context.names_in(party.floor, party.ceiling)
    if "Voice=Pass" in verb.feats or verb.lemma == "возглавляемый":
        return next((n for n in names if n.first > verb.index and n.case == "ablt"), None)
    return next((n for n in reversed(names) if n.last <= verb.index), None)  # «X, возглавивший делегацию»


def _is_said(verb: Word) -> bool:
    """A finite verb, or the infinitive of «должен был возглавить»."""
    return verb.is_finite or verb.pos == "VERB" and "VerbForm=Inf" in verb.feats


def _governs(words: list[Word], party: Party, verb: Word) -> bool:
    """The party, or a pronoun that means it, is the object of the verb."""
    if verb.index > 0 and words[verb.index - 1].lower == "не":
        return False
    if party.kind == "ellipsis" or _pronoun_beside(words, verb.index, party.floor, party.ceiling):
        return True
    return any(w.case in ("accs", "ablt", "gent", "") for w in party.words)


def _pronoun_beside(words: list[Word], index: int, floor: int, ceiling: int) -> bool:
    return any(w.lower in PRONOUNS for w in words[max(floor, index - 3) : min(index + NEAR, ceiling)])


def _subject(
    clauses: Clauses, verb: int, floor: int, ceiling: int, most: int = LONGEST_LEAD
) -> NameSpan | None:
    """The name in the nominative nearest to the verb: offices before names do not count as distance."""
    context = clauses.context
    words = context.tagged.words
    best: tuple[int, NameSpan] | None = None
    for name in context.names_in(floor, ceiling):
        if name.case not in ("nomn", "") or is_denied(clauses, name):
            continue
        between = words[name.last : verb] if name.last <= verb else words[verb + 1 : name.first]
        told = [w for w in between if w.index not in context.post_words]
        is_parted = any(w.is_finite or w.lower in ("что", ":") for w in told)
        if is_parted and not (told and told[-1].lemma in APPOINT_VERBS):
            continue
        distance = len(told)
        if distance <= most and (best is None or distance < best[0]):
            best = (distance, name)
    return best[1] if best is not None else None


def _by_leader_noun(clauses: Clauses, party: Party) -> Value[str] | None:
    """«глава делегации X», «делегация (12 человек, руководитель — X)», «её руководителем назначена X», «рук. X»."""
    context = clauses.context
    words = context.tagged.words
    for word in words[party.floor : party.ceiling]:
        if word.lower == "руководство" and any(
            p.case == "ablt" and p.index <= word.index + 3 for p in party.words if p.index > word.index
        ):
            return _named(next(iter(context.names_in(word.index, party.ceiling)), None), "head_of_delegation")
        is_leader = (
            word.lemma in LEADERS
            or word.lower == "рук"
            and words[min(word.index + 1, party.ceiling - 1)].text == "."
        )
        leads = is_leader and _leads_party(words, party, word)
        if not is_leader or word.index in context.post_words and not leads:
            continue
        is_told = (
            leads
            or _is_aside(words, party, word)
            or _pronoun_beside(words, word.index, party.floor, party.ceiling)
        )
        if (
            not is_told
            or word.lemma in ADJECTIVAL
            and not leads
            and words[word.index + 1].lower not in ("в", "—", "–", "группы")
        ):
            continue
        found = _of_leader(clauses, word, party.floor, party.ceiling)
        if found is not None:
            return found
    return None


def _is_aside(words: list[Word], party: Party, leader: Word) -> bool:
    """«делегация (12 человек, руководитель — X)», «…, 16 чел., рук. X»."""
    after = words[leader.index + 1] if leader.index + 1 < party.ceiling else None
    if after is None or not party.word.index < leader.index < party.word.index + 18:
        return False
    return after.text in ("—", "–", ":", "-") or words[leader.index - 1].text in ("(", ",")


def _leads_party(words: list[Word], party: Party, leader: Word) -> bool:
    """«глава [официальной] делегации», «старшим в делегации»: the party is the complement of the word."""
    for word in party.words:
        between = words[leader.index + 1 : word.index]
        if leader.index < word.index <= leader.index + 4 and all(
            w.is_adjective or w.lower in ("в", "во") for w in between
        ):
            return True
    return False


def _of_leader(clauses: Clauses, leader: Word, floor: int, ceiling: int) -> Value[str] | None:
    """Whose name goes with «глава», «руководителем»: the one in apposition, after a dash or an appointing verb."""
    context = clauses.context
    words = context.tagged.words
    so_called = words[max(floor, leader.index - 5) : leader.index]
    if any(w.lemma in ("назвать", "указать", "заместитель", "зам", "представитель", "не") for w in so_called):
        return None
    before = _in_apposition(clauses, leader, floor)
    if before is not None and _is_listed_after(clauses, leader, ceiling):
        before = None
    if before is not None:
        return _named(before, "head_of_delegation")
    for name in context.names_in(leader.index + 1, ceiling):
        between = [w for w in words[leader.index + 1 : name.first] if w.index not in context.post_words]
        if (
            any(w.is_finite and w.lemma not in APPOINT_VERBS for w in between)
            or len(between) > 14
            or is_denied(clauses, name)
        ):
            return None
        if name.case in ("nomn", "", leader.case):
            return _named(name, "head_of_delegation")
    return None


def _in_apposition(clauses: Clauses, leader: Word, floor: int) -> NameSpan | None:
    """«X, глава делегации», «X (руководитель)»."""
    context = clauses.context
    words = context.tagged.words
    for name in context.names_in(max(floor, leader.index - 14), leader.index):
        between = words[name.last : leader.index]
        if name.last <= leader.index and all(
            w.text in (",", "(", "—", "–", "-") or w.index in context.post_words for w in between
        ):
            return name
    return None


def _is_listed_after(clauses: Clauses, leader: Word, ceiling: int) -> bool:
    """«A, руководитель тувинской делегации, первый зампред B»: an office with its own name follows."""
    context = clauses.context
    words = context.tagged.words
    name = next(iter(context.names_in(leader.index + 1, min(ceiling, leader.index + 24))), None)
    if name is None or name.first - 1 not in context.post_words and not is_party_noun(words[name.first - 1]):
        return False
    between = [w for w in words[leader.index + 1 : name.first] if w.index not in context.post_words]
    return not any(w.is_finite or w.lower in ("и", "а") or w.pos == "ADP" for w in between)


def _by_dash(clauses: Clauses, party: Party) -> Value[str] | None:
    """«министр Y — делегацию Бурятии», «белорусскую — посол X», «монгольскую делегацию — посол X»: a verb not said again."""
    context = clauses.context
    words = context.tagged.words
    if party.kind == "ellipsis":
        return _named(_first_after(clauses, party.word.index + 1, party.ceiling), "leads")
    if party.word.case != "accs":
        return None
    if party.first > party.floor and words[party.first - 1].text in ("—", "–"):
        before = [n for n in context.names_in(party.floor, party.first) if n.last == party.first - 1]
        return _named(before[0], "leads") if before and before[0].case in ("nomn", "") else None
    name = _first_after(clauses, party.word.index, party.ceiling)
    if name is None or name.case not in ("nomn", ""):
        return None
    between = [w for w in words[party.word.index + 1 : name.first] if w.index not in context.post_words]
    return (
        _named(name, "leads")
        if between and between[-1].text in ("—", "–") and not any(w.is_finite for w in between)
        else None
    )


def _nearest(clauses: Clauses, anchor: int, floor: int, ceiling: int) -> NameSpan | None:
    """The name in the nominative nearest to the delegation that somebody came at the head of."""
    names = [
        n
        for n in clauses.context.names_in(floor, ceiling)
        if n.case in ("nomn", "") and not is_denied(clauses, n)
    ]
    return min(names, key=lambda n: abs(n.first - anchor), default=None)
