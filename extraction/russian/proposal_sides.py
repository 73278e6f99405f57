"""Who proposed, to whom, and who supported it."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import ProposalMention
from extraction.russian.clauses import Clauses, is_nominative, sides_of, subjects
from extraction.russian.organizations import Side, side_at
from extraction.russian.phrases import cases, complement_end, nominative, phrase_start
from extraction.russian.tagging import Word

PROPOSE = frozenset({"предложить", "предлагать"})


SUPPORT = frozenset({"поддержать", "поддерживать", "одобрить", "приветствовать", "согласиться"})


IDEA_NOUNS = frozenset({"идея", "инициатива", "предложение"})
IDEA = frozenset(
    {
        "идея",
        "инициатива",
        "предложение",
        "приглашение",
        "его",
        "её",
        "ее",
        "он",
        "это",
        "идею",
        "ним",
        "ней",
        "этим",
        "мысль",
    }
)
AGREED = frozenset({"поддержать", "согласиться", "одобрить"})


SUPPORT_WINDOW = 3  # sentences


def actors(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> list[Side]:
    context = clauses.context
    before = [s for s in sides_of(context, floor, verb.index) if is_nominative(context, s)]
    territories = [s for s in before if s.kind == "territory" and s.last == verb.index]
    before = [
        s
        for s in before
        if not _is_in_other_clause(clauses, s, verb)
        and s.kind != "territory"
        and _agrees_in_gender(clauses, s, verb)
    ]
    if before:
        if "Number=Plur" not in verb.feats:
            people = [s for s in before if s.kind == "person"]
            return [(people or before)[-1]]
        return before
    if territories:
        return territories  # «Узбекистан предложил…»
    return [s for s in sides_of(context, verb.index + 1, ceiling) if is_nominative(context, s)][:1]


def who(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> list[Side]:
    """Who does it: named, a pronoun, or people without a name."""
    return (
        actors(clauses, verb, floor, ceiling)
        or pronoun_actor(clauses, verb, floor)
        or somebody_acting(clauses, verb, floor, ceiling)
    )


COLLECTIVES = frozenset(
    {"молодежь", "руководство", "бизнес-сообщество", "сообщество", "команда", "промышленность", "отрасль"}
)
FARTHEST_SUBJECT = 12  # words


def somebody_acting(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> list[Side]:
    """«молодые люди выступили с инициативой», «эксперты предложили»: people without a name as the subject of the verb."""
    words = clauses.context.tagged.words
    if verb.is_past and "Aspect=Imp" in verb.feats:
        return []  # «соседи предлагали ехать вместе»: told in passing
    before = range(verb.index - 1, max(floor, verb.index - FARTHEST_SUBJECT) - 1, -1)
    for index in [*before, *range(verb.index + 1, min(verb.index + 4, ceiling))]:
        word = words[index]
        if word.is_finite or word.text in (";", ":"):
            break
        side = _people_named_by(clauses, word, verb, floor, ceiling)
        if side is not None:
            return [side]
    return []


def _people_named_by(clauses: Clauses, word: Word, verb: Word, floor: int, ceiling: int) -> Side | None:
    context = clauses.context
    tagged = context.tagged
    if not word.is_noun or word.case != "nomn" or word.index in context.name_at:
        return None
    if "Animacy=Anim" not in word.feats and word.lemma not in COLLECTIVES or word.index in context.post_words:
        return None
    if ("Number=Plur" in verb.feats) != (word.number == "plur") or word.entity[2:] == "PER":
        return None
    first = phrase_start(tagged, word.index, floor)
    if first > floor and tagged.words[first - 1].pos == "ADP":
        return None
    last = complement_end(tagged, word.index, verb.index if word.index < verb.index else ceiling, names=True)
    text = nominative(tagged, first, last, word.index)
    if first == floor and not tagged.words[first].text[1:2].isupper() and first not in context.locality_at:
        text = text[:1].lower() + text[1:]
    return Side(text, tagged.span(first, last), first, last, "side", word.index)


def _agrees_in_gender(clauses: Clauses, side: Side, verb: Word) -> bool:
    """Not «порт … предложила построить»: the object may look like a nominative."""
    head = clauses.context.tagged.words[side.head]
    if side.kind == "person" or not head.is_word or head.text[1:2].isupper() or head.pos != "NOUN":
        return True
    told = next(
        (g for n, g in (("Masc", "masc"), ("Fem", "femn"), ("Neut", "neut")) if f"Gender={n}" in verb.feats),
        "",
    )
    return not told or not head.gender or head.gender == told


def _is_in_other_clause(clauses: Clauses, side: Side, verb: Word) -> bool:
    """Another finite verb stands between the side and the verb without "и"."""
    between = clauses.context.tagged.words[side.last : verb.index]
    finite = [w for w in between if w.is_finite]
    return (
        bool(finite)
        and not any(w.lower in ("и", "а", "также") for w in between)
        and any(w.text == "," for w in between)
    )


def pronoun_actor(clauses: Clauses, verb: Word, floor: int) -> list[Side]:
    """«Он пригласил…»: the last person in the nominative before the sentence, in its paragraph."""
    context = clauses.context
    tagged = context.tagged
    near = tagged.words[floor : verb.index + 2]
    if any(w.lower == "мы" for w in tagged.words[max(floor, verb.index - 2) : verb.index + 2]):
        we = next(w for w in tagged.words[max(floor, verb.index - 2) : verb.index + 2] if w.lower == "мы")
        return [Side("мы", we.span, we.index, we.index + 1, "side", we.index)]
    i = next((w for w in near if w.lower == "я" and abs(w.index - verb.index) <= 3), None)
    if i is not None and tagged.words[floor].text in ("—", "–", "-") and context.names:
        guest = context.names[0]  # an interview: its guest is named first
        return [Side(guest.name, guest.span, guest.first, guest.last, "person", guest.first)]
    if any(w.lower in ("тот", "та", "последний") and w.index <= floor + 1 for w in near) and verb.sentence:
        named = context.names_in(*tagged.bounds[verb.sentence - 1])
        return [Side(n.name, n.span, n.first, n.last, "person", n.first) for n in named[-1:]]
    if not any(w.lower in ("он", "она") for w in near):
        return []
    paragraph = tagged.sentences[verb.sentence].paragraph
    before = [
        n
        for n in context.names
        if n.last <= floor
        and tagged.sentences[tagged.words[n.first].sentence].paragraph == paragraph
        and n.case in ("nomn", "")
    ]
    if not before:
        return []
    name = before[-1]
    return [Side(name.name, name.span, name.first, name.last, "person", name.first)]


def addressees(clauses: Clauses, verb: Word, first: int, last: int, floor: int) -> list[Side]:
    """«предложил участникам…», «призвал Минпромторг…»: between the verb and the infinitive."""
    context = clauses.context
    words = context.tagged.words
    found = []
    index = verb.index + 1
    has_actor = any(is_nominative(context, s) for s in sides_of(context, floor, verb.index))
    while index < first:
        if index in context.post_words and index not in context.name_at:
            index += 1
            continue  # «главу РЖД Петра Рога»: the person is asked
        side = side_at(context, index, first)
        is_actor = side is not None and is_nominative_person(clauses, side) and not has_actor
        if side is not None and not is_actor and words[index - 1].pos != "ADP":
            wanted = ("datv",) if verb.lemma in PROPOSE else ("accs", "datv", "nomn")
            name = context.name_at.get(side.first)
            case = name.case if name is not None else words[side.head].case
            if (
                case in wanted
                or not case
                or side.kind == "person"
                and has_actor
                or set(wanted) & set(cases(words[side.head]))
                and side.kind != "person"
            ):
                found.append(side)
            index = side.last
        else:
            somebody = _somebody(clauses, index, first) if side is None and not found else None
            if somebody is not None and verb.lemma in PROPOSE | RECOMMEND:
                found.append(somebody)
            index = somebody.last if somebody is not None else index + 1
    return found


RECOMMEND = frozenset({"рекомендовать", "порекомендовать", "посоветовать", "советовать"})


def _somebody(clauses: Clauses, index: int, ceiling: int) -> Side | None:
    """«предложила соседям…», «предлагали организаторам…», «предложил нам…»: people without a name, in the dative."""
    tagged = clauses.context.tagged
    word = tagged.words[index]
    if tagged.words[index - 1].pos == "ADP" or index in clauses.context.name_at:
        return None
    if index in clauses.context.post_words:
        return None
    if word.lower == "нам":
        return Side("мы", word.span, index, index + 1, "side", index)
    if not (word.is_noun and word.case == "datv" and "Animacy=Anim" in word.feats):
        return None
    first = phrase_start(tagged, index, index - 3)
    first = max(
        first,
        next((i + 1 for i in range(index - 1, first - 1, -1) if not tagged.words[i].is_adjective), first),
    )
    end = complement_end(tagged, index, ceiling, names=False)
    text = nominative(tagged, first, end, index)
    return Side(text, tagged.span(first, end), first, end, "side", index)


def is_nominative_person(clauses: Clauses, side: Side) -> bool:
    name = clauses.context.name_at.get(side.first)
    return name is not None and name.case == "nomn"


def invitees(clauses: Clauses, verb: Word, floor: int, end: int, by: list[Side]) -> list[Side]:
    context = clauses.context
    first = next(
        (i for i in range(verb.index + 1, end) if "VerbForm=Inf" in context.tagged.words[i].feats), end
    )
    candidates = sides_of(context, verb.index + 1, first) or sides_of(context, floor, verb.index)
    chosen = []
    for side in candidates:
        if any(side.first == other.first for other in by):
            continue
        name = context.name_at.get(side.first)
        word = context.tagged.words[side.head]
        before = context.tagged.words[side.first - 1] if side.first else None
        if before is not None and before.pos == "ADP" or side.kind == "territory":
            continue
        if (
            name is not None
            and name.case in ("accs", "gent")
            or name is None
            and word.case in ("accs", "gent", "")
        ):
            chosen.append(side)
    return chosen


def covered(found: list[Side], index: int) -> bool:
    return any(side.first <= index < side.last for side in found)


def set_supporters(clauses: Clauses, mention: ProposalMention) -> None:
    """«Китайская сторона поддержала инициативу», «его поддержали X и Y», «приглашение принято»."""
    context = clauses.context
    tagged = context.tagged
    last = min(mention.sentence + SUPPORT_WINDOW + 1, len(tagged.bounds))
    for sentence in range(mention.sentence, last):
        if (
            sentence != mention.sentence
            and tagged.sentences[sentence].paragraph - tagged.sentences[mention.sentence].paragraph > 1
        ):
            break
        floor, ceiling = tagged.bounds[sentence]
        for word in tagged.words[floor:ceiling]:
            if sentence == mention.sentence and word.start < mention.span.end:
                continue
            if word.lemma == "поддержка" and _is_about_idea(clauses, word, floor, ceiling):
                found = sides_of(context, word.index + 1, ceiling)[:2] or _among(clauses, word, ceiling)
                mention.supported_by = [Value(s.name, s.span, "found_support") for s in found]
                return
            is_next = mention.sentence < sentence <= mention.sentence + 1
            agrees = word.lemma in AGREED and is_next and _has_no_object(clauses, word, ceiling)
            about = _is_about_idea(clauses, word, floor, ceiling)
            if word.lemma in SUPPORT and word.is_finite and (about or agrees):
                found = _supporters(clauses, word, floor, ceiling)
                found = [s for s in found if not mention.span.overlaps(s.span)]
                by = {v.value for v in mention.by}
                mention.supported_by = [
                    Value(s.name, s.span, "supported_by") for s in found if s.name not in by
                ]
                return
            if is_next and word.lower == "за" and _is_for(tagged.words, word.index):
                found = [
                    s
                    for s in sides_of(context, floor, ceiling)
                    if s.kind == "person" and is_nominative(context, s)
                ]
                mention.supported_by = [Value(s.name, s.span, "was_for_it") for s in found[:1]]
                return
            agreed = word.lemma in ("возражать", "возразить") and tagged.words[word.index - 1].lower == "не"
            if agreed and is_next:
                found = _supporters(clauses, word, floor, ceiling)
                mention.supported_by = [Value(s.name, s.span, "did_not_object") for s in found]
                return
            if word.lower == "согласием" and tagged.words[word.index - 1].lemma == "ответить":
                found = _supporters(clauses, tagged.words[word.index - 1], floor, ceiling)
                mention.supported_by = [Value(s.name, s.span, "answered_yes") for s in found]
                return
            if word.lemma == "принять" and any(w.lemma == "приглашение" for w in tagged.words[floor:ceiling]):
                found = [s for s in _supporters(clauses, word, floor, ceiling) if _may_accept(clauses, s)]
                mention.supported_by = [Value(s.name, s.span, "accepted_invitation") for s in found] or [
                    Value(v.value, word.span, "accepted_invitation") for v in mention.to
                ]
                return


def _among(clauses: Clauses, noun: Word, ceiling: int) -> list[Side]:
    """«нашла поддержку у сенаторов», «среди предпринимателей»: people without a name."""
    tagged = clauses.context.tagged
    for index in range(noun.index + 1, min(noun.index + 3, ceiling)):
        if tagged.words[index].lower not in ("у", "среди"):
            continue
        head = next((w for w in tagged.words[index + 1 : min(index + 5, ceiling)] if w.is_noun), None)
        if head is None or "Animacy=Anim" not in head.feats:
            return []
        first = phrase_start(tagged, head.index, index + 1)
        last = complement_end(tagged, head.index, ceiling)
        text = nominative(tagged, first, last, head.index)
        return [Side(text, tagged.span(first, last), first, last, "side", head.index)]
    return []


def _is_about_idea(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> bool:
    words = clauses.context.tagged.words
    if any(w.lower == "не" for w in words[max(floor, verb.index - 1) : verb.index]):
        return False
    return any(w.lemma in IDEA or w.lower in IDEA for w in words[floor:ceiling])


def _may_accept(clauses: Clauses, side: Side) -> bool:
    """«Правительство приглашение приняло»; in «…выставке Watrex Expo — и приглашение принято» nobody is named."""
    return side.kind == "person" or not clauses.context.tagged.words[side.head].text.isascii()


def _is_for(words: list[Word], index: int) -> bool:
    """«Мы за», «край за»: the end of what is said."""
    following = words[index + 1] if index + 1 < len(words) else None
    return following is None or following.text in (".", "»", "!", ",")


def _has_no_object(clauses: Clauses, verb: Word, ceiling: int) -> bool:
    """«Губернатор поддержал, заметив…», «Палата согласилась.»: with what was proposed just before."""
    words = clauses.context.tagged.words
    if any(w.lower == "не" for w in words[max(0, verb.index - 2) : verb.index]):
        return False
    following = next((w for w in words[verb.index + 1 : ceiling]), None)
    return (
        following is None
        or following.text in (",", ".", ";", "»", "!", "и")
        or following.index in clauses.context.name_at
    )


def _supporters(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> list[Side]:
    context = clauses.context
    start = max(
        (i + 1 for i in range(floor, verb.index) if context.tagged.words[i].text == ";"), default=floor
    )
    stop = next((i for i in range(verb.index, ceiling) if context.tagged.words[i].text == ";"), ceiling)
    return subjects(context, verb.index, start, stop)
