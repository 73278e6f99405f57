"""Proposals and invitations in a Russian text: by whom, to whom, what, and who supported them."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.mentions import ForumMention, ProposalMention, Reading
from extraction.russian.clauses import Clauses, clause_end, is_nominative, sides_of
from extraction.russian.organizations import Side, side_at
from extraction.russian.phrases import cases, complement_end, nominative, phrase_start
from extraction.russian.proposal_parts import forum_in, infinitive_after, proposal_of
from extraction.russian.proposal_sides import (
    PROPOSE,
    actors,
    addressees,
    covered,
    invitees,
    pronoun_actor,
    set_supporters,
    somebody_acting,
    who,
)
from extraction.russian.proposal_stands import HOSTING, READY, taken_stand
from extraction.russian.tagging import Word

CALL = frozenset({"призвать", "призывать"})
ASK = frozenset({"попросить", "просить", "рекомендовать", "порекомендовать"})  # only of somebody who is named
INVITE = frozenset({"пригласить", "приглашать", "позвать", "звать"})
VOICE = frozenset({"выступить", "выступать", "выйти", "озвучить", "внести", "выдвинуть", "высказать", "обратиться", "поделиться", "прозвучать"})  # fmt: skip


def find_proposals(clauses: Clauses, reading: Reading) -> list[ProposalMention]:
    return _proposals(clauses, reading, is_title=False) or _proposals(clauses, reading, is_title=True)


def _proposals(clauses: Clauses, reading: Reading, *, is_title: bool) -> list[ProposalMention]:
    """Every proposal of the text in its order: of the titles, which repeat the text, or of what follows."""
    tagged = clauses.context.tagged
    found: list[ProposalMention] = []
    for word in tagged.words:
        if tagged.sentences[word.sentence].is_title != is_title:
            continue
        if word.is_finite or word.lower in READY:
            mention = _proposal_at(clauses, reading, word)
        else:
            mention = (
                _of_somebody(clauses, reading, word) if word.lemma in OF_SOMEBODY and word.is_noun else None
            )
        if mention is not None:
            found.append(mention)
            set_supporters(clauses, mention)
    return found


def _proposal_at(clauses: Clauses, reading: Reading, word: Word) -> ProposalMention | None:
    if _in_speech(clauses, word):
        return _in_own_words(clauses, reading, word)
    if word.lemma in PROPOSE:
        return _proposed(clauses, reading, word, "proposed")
    if word.lemma in CALL:
        called = _proposed(clauses, reading, word, "called_upon")
        if called is not None:
            return called
    if word.lemma in INVITE:
        return _invited(clauses, reading, word)
    if word.lemma in ASK:
        asked = _proposed(clauses, reading, word, "asked_for")
        return asked if asked is not None and asked.to else None
    if word.lemma in VOICE:
        voiced = _with_initiative(clauses, reading, word)
        if voiced is not None:
            return voiced
    return taken_stand(clauses, reading, word)


OF_SOMEBODY = frozenset({"предложение", "инициатива", "идея"})


def _of_somebody(clauses: Clauses, reading: Reading, noun: Word) -> ProposalMention | None:
    """«Предложение Ли Вэя создать фонд поддержали…», «Инициатива X о запуске рейса нашла поддержку»."""
    context = clauses.context
    tagged = context.tagged
    ceiling = tagged.bounds[noun.sentence][1]
    side = side_at(context, noun.index + 1, ceiling)
    is_body = side is not None and side.kind != "person" and side.last < ceiling
    if side is not None and is_body and "VerbForm=Inf" in tagged.words[side.last].feats:
        return _to_do(clauses, reading, noun, side)
    if (
        side is not None
        and side.kind in ("side", "organization", "territory")
        and side.last < ceiling
        and tagged.words[side.last].lower in ("о", "об")
    ):
        end = clause_end(context, side.last + 1, ceiling)
        end = next((i for i in range(side.last + 1, end) if tagged.words[i].is_finite), end)
        head = next(
            (i for i in range(side.last + 1, min(side.last + 6, end)) if tagged.words[i].is_noun), None
        )
        mention = proposal_of(
            clauses, reading, noun, (side.last + 1, end), ([side], []), "proposal_of_somebody"
        )
        if mention is not None and head is not None:
            text = nominative(tagged, side.last + 1, end, head)
            mention.text = Value(text[:1].lower() + text[1:], mention.text.span, "proposal_of_somebody")
        return mention
    name = next(
        (n for n in context.names_in(noun.index + 1, min(noun.index + 12, ceiling)) if n.case == "gent"), None
    )
    if name is None or any(
        w.is_finite or w.text in (",", ".") for w in tagged.words[noun.index + 1 : name.first]
    ):
        return None
    start = name.last
    if start >= ceiling:
        return None
    by = [Side(name.name, name.span, name.first, name.last, "person", name.first)]
    if "VerbForm=Inf" in tagged.words[start].feats:
        return _to_do(clauses, reading, noun, by[0])
    if tagged.words[start].lower not in ("о", "об"):
        return None
    head = next((i for i in range(start + 1, min(start + 6, ceiling)) if tagged.words[i].is_noun), None)
    if head is None:
        return None
    end = complement_end(tagged, head, ceiling, frozenset({"по", "в", "для"}))
    mention = proposal_of(clauses, reading, noun, (start + 1, end), (by, []), "proposal_of_somebody")
    if mention is not None:
        text = nominative(tagged, start + 1, end, head)
        mention.text = Value(text[:1].lower() + text[1:], mention.text.span, "proposal_of_somebody")
    return mention


def _to_do(clauses: Clauses, reading: Reading, noun: Word, by: Side) -> ProposalMention | None:
    """«предложение российской стороны создать рабочую группу»."""
    words = clauses.context.tagged.words
    ceiling = clauses.context.tagged.bounds[noun.sentence][1]
    stops = (i for i in range(by.last, ceiling) if words[i].is_finite or words[i].text in (",", ".", ";"))
    end = next(stops, ceiling)
    return proposal_of(clauses, reading, noun, (by.last, end), ([by], []), "proposal_of_somebody")


def _in_own_words(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«Предлагаю создать…», «Хочу предложить провести…», «Мы готовы провести форум», — сказал X."""
    context = clauses.context
    tagged = context.tagged
    start = _own_offer(clauses, verb)
    if start is None:
        return None
    _floor, ceiling = tagged.bounds[verb.sentence]
    infinitive = infinitive_after(clauses, start, ceiling)
    quotation = next((q for o, q in tagged.quotations.items() if o < verb.index < q.last), None)
    if infinitive is None or quotation is None:
        return None
    by = [
        s
        for s in sides_of(context, quotation.last, ceiling)
        if s.kind == "person" and is_nominative(context, s)
    ][:1]
    end = clause_end(context, infinitive, quotation.last)
    if not by:
        return None
    mention = proposal_of(clauses, reading, verb, (infinitive, end), (by, []), "proposed_in_own_words")
    needs_forum = verb.lower in READY
    return None if needs_forum and (mention is None or mention.forum is None) else mention


def _own_offer(clauses: Clauses, verb: Word) -> int | None:
    """The word after which the speaker says what he offers to do."""
    words = clauses.context.tagged.words
    if verb.lemma in PROPOSE and "Person=1" in verb.feats:
        return verb.index
    if verb.lower in READY:
        after = words[verb.index + 1 : verb.index + 4]
        return verb.index if any(w.lemma in HOSTING for w in after) else None
    if verb.lemma == "хотеть" and ("Person=1" in verb.feats or verb.is_past):
        near = words[verb.index + 1 : verb.index + 4]
        return next((w.index for w in near if w.lemma in PROPOSE and "VerbForm=Inf" in w.feats), None)
    return None


def _in_speech(clauses: Clauses, word: Word) -> bool:
    tagged = clauses.context.tagged
    return any(
        opening < word.index < q.last for opening, q in tagged.quotations.items() if opening < word.index
    )


def _proposed(clauses: Clauses, reading: Reading, verb: Word, rule: str) -> ProposalMention | None:
    """«X предложил Y провести форум», «Провести форум предложил X»."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    infinitive = infinitive_after(clauses, verb.index, ceiling)
    purpose = next(
        (i for i in range(verb.index + 1, min(verb.index + 6, ceiling)) if tagged.words[i].lower == "чтобы"),
        None,
    )
    if infinitive is None and purpose is not None:
        first, last = purpose + 1, clause_end(context, purpose + 1, ceiling)
        by = actors(clauses, verb, floor, purpose)
    elif infinitive is not None:
        if tagged.words[infinitive - 1].lower == "не":
            infinitive -= 1  # «попросил не повышать пошлины»
        first, last = infinitive, clause_end(context, infinitive, ceiling)
        by = actors(clauses, verb, floor, infinitive)
        if not by and infinitive == verb.index + 1:
            turned = _object_first(clauses, reading, verb, rule)
            if turned is not None:
                return turned
    else:
        infinitive = _infinitive_before(tagged.words, verb.index, floor)
        if infinitive is None:
            return _proposed_speech(clauses, reading, verb, rule) or _proposed_noun(
                clauses, reading, verb, rule
            )
        first, last = infinitive, verb.index
        by = [s for s in sides_of(context, verb.index + 1, ceiling) if is_nominative(context, s)][:1]
    if not by:
        by = pronoun_actor(clauses, verb, floor) or somebody_acting(clauses, verb, floor, first)
    if (
        not by
        and "Person=1" in verb.feats
        or any(w.lower == "мы" for w in tagged.words[max(floor, verb.index - 2) : verb.index])
    ):
        we = next((w for w in tagged.words[max(floor, verb.index - 2) : verb.index] if w.lower == "мы"), None)
        by = [Side("мы", we.span, we.index, we.index + 1, "side", we.index)] if we is not None else []
    is_passive = "Variant=Short" in verb.feats and "Gender=Neut" in verb.feats
    if not by and is_passive:
        rule = "proposed_by_nobody_named"
    elif not by:
        return None
    to = addressees(clauses, verb, first, last, floor)
    mention = proposal_of(clauses, reading, verb, (first, last), (by, to), rule)
    if mention is not None and mention.forum is None:
        mention.forum = _forum_before(clauses, reading, verb)
    return mention


def _forum_before(clauses: Clauses, reading: Reading, verb: Word) -> ForumMention | None:
    """«Следующий форум X предложил посвятить экологии»: the forum that opens the sentence as the object."""
    floor = clauses.context.tagged.bounds[verb.sentence][0]
    words = clauses.context.tagged.words
    opening = next((m for m in reading.forums if m.sentence == verb.sentence and m.head != "event"), None)
    if opening is None or opening.span.start > words[min(floor + 4, verb.index)].start:
        return None
    first = next(w for w in words[floor:] if w.end > opening.span.start)
    is_object = first.pos != "ADP" and (first.index == floor or words[first.index - 1].pos != "ADP")
    return opening if is_object else None


def _object_first(clauses: Clauses, reading: Reading, verb: Word, rule: str) -> ProposalMention | None:
    """«Рабочую группу по туризму предложила создать Анна Зотова»: what is to be created stands first."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    infinitive = tagged.words[verb.index + 1]
    by = [s for s in sides_of(context, infinitive.index + 1, ceiling) if is_nominative(context, s)][:1]
    first = next((i + 1 for i in range(verb.index - 1, floor, -1) if tagged.words[i].text in _BREAKS), floor)
    head = next((w for w in tagged.words[first : verb.index] if w.is_noun), None)
    if not by or head is None or "accs" not in cases(head) and head.case != "gent":
        return None
    mention = proposal_of(clauses, reading, verb, (first, verb.index), (by, []), rule)
    if mention is not None:
        said = mention.text.value
        mention.text = Value(f"{infinitive.lower} {said}", mention.text.span.to(infinitive.span), rule)
    return mention


def _proposed_speech(clauses: Clauses, reading: Reading, verb: Word, rule: str) -> ProposalMention | None:
    """«Мэр Лю Хуэй предложил: давайте девятый форум проведём у нас»."""
    context = clauses.context
    words = context.tagged.words
    floor, ceiling = context.tagged.bounds[verb.sentence]
    colon = next(
        (i for i in range(verb.index + 1, min(verb.index + 8, ceiling)) if words[i].text == ":"), None
    )
    if colon is None or colon + 2 >= ceiling:
        return None
    start = colon + 1
    while start < ceiling and words[start].lower in ("—", "–", "«", "давайте", "а", "пусть", "почему", "бы"):
        start += 1
    by = actors(clauses, verb, floor, verb.index)
    end = clause_end(context, start, ceiling)
    return proposal_of(clauses, reading, verb, (start, end), (by[:1], []), rule) if by else None


PROPOSED_NOUN = re.compile(
    r"(?:ние|ция|инициатива|идея|механизм|формат|проект|программа|вариант|площадка|маршрут)$"
)


def _proposed_noun(clauses: Clauses, reading: Reading, verb: Word, rule: str) -> ProposalMention | None:
    """«предложил создание рабочей группы», «Инициативу «…» предложил X»."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    for head in [
        *range(verb.index + 1, min(verb.index + 7, ceiling)),
        *range(floor, min(floor + 4, verb.index)),
    ]:
        word = tagged.words[head]
        if not (word.is_noun and PROPOSED_NOUN.search(word.lemma) and word.case == "accs"):
            continue
        first = phrase_start(tagged, head, floor if head < verb.index else verb.index + 1)
        last = complement_end(
            tagged,
            head,
            ceiling if head > verb.index else verb.index,
            frozenset({"по", "для", "о", "об", "под", "в", "между"}),
        )
        by = (
            actors(clauses, verb, floor, verb.index)
            if head > verb.index
            else [s for s in sides_of(context, verb.index + 1, ceiling) if is_nominative(context, s)][:1]
        )
        if not by:
            return None
        to = addressees(clauses, verb, first, last, floor) if head > verb.index else []
        mention = proposal_of(clauses, reading, verb, (first, last), (by, to), rule)
        if mention is not None:
            text = nominative(tagged, first, last, head)
            mention.text = Value(text[:1].lower() + text[1:], mention.text.span, rule)
        return mention
    return None


def _infinitive_before(words: list[Word], verb: int, floor: int) -> int | None:
    for index in range(floor, min(floor + 4, verb)):
        if "VerbForm=Inf" in words[index].feats and not any(w.is_finite for w in words[index + 1 : verb]):
            return index
    return None


_BREAKS = frozenset({",", ":", ";", "—", "–"})


def _invited(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«пригласил X посетить Китай», «пригласил X на форум», «Путина на форум пригласил Си Цзиньпин»."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    by = actors(clauses, verb, floor, ceiling) or pronoun_actor(clauses, verb, floor)
    if not by:
        return None
    if "Number=Plur" in verb.feats and len(by) == 1 and by[0].kind == "person":
        return None  # «всех позвали на стол, который вела X»
    end = clause_end(context, verb.index + 1, ceiling)
    to = [s for s in invitees(clauses, verb, floor, end, by) if forum_in(reading, s.span) is None]
    infinitive = infinitive_after(clauses, verb.index, end)
    if infinitive is not None:
        return proposal_of(clauses, reading, verb, (infinitive, end), (by, to), "invited")
    comma = next((i for i in range(verb.index + 1, end) if tagged.words[i].text == ","), end)
    # What stands before a comma or a colon belongs to another clause: «на нём был X: его пригласил Y».
    opening = next(
        (i + 1 for i in range(verb.index - 1, floor - 1, -1) if tagged.words[i].text in _BREAKS), floor
    )
    for index in [*range(verb.index + 1, comma), *range(opening, verb.index)]:
        if index + 1 < len(tagged.words) and tagged.words[index + 1].lemma in (
            "поле",
            "рамка",
            "ход",
            "время",
        ):
            continue
        if tagged.words[index].lower in ("на", "в") and not covered(to, index):
            stop = comma if index > verb.index else verb.index
            mention = proposal_of(clauses, reading, verb, (index, stop), (by, to), "invited")
            if mention is not None:
                mention.text = Value(
                    f"{verb.lower} {mention.text.value}", verb.span.to(mention.text.span), "invited"
                )
                return mention
    return None


def _turned_to(clauses: Clauses, verb: Word, noun: int) -> list[Side]:
    """«обратился к правительству КНР с предложением…»."""
    words = clauses.context.tagged.words
    for index in range(verb.index + 1, noun):
        if words[index].lower in ("к", "ко"):
            side = side_at(clauses.context, index + 1, noun)
            return [side] if side is not None else []
    return []


def _with_initiative(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«выступил с инициативой создать…», «выступил с предложением о проведении…»."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    nouns = ("инициатива", "предложение", "идея", "просьба", "приглашение")
    noun = next(
        (i for i in range(verb.index + 1, min(verb.index + 9, ceiling)) if tagged.words[i].lemma in nouns),
        None,
    )
    if noun is None:
        noun = next(
            (i for i in range(floor, min(floor + 3, verb.index)) if tagged.words[i].lemma in nouns), None
        )
        ceiling_of_text = verb.index
    else:
        ceiling_of_text = ceiling
    if noun is None:
        return None
    is_voiced = verb.lemma == "прозвучать"
    since = verb.index if noun < verb.index else floor  # «С инициативой создать совет выступила X»
    by = [] if is_voiced else who(clauses, verb, since, ceiling)
    rule = "proposed_by_nobody_named" if is_voiced else "initiative"
    to = _turned_to(clauses, verb, noun) if verb.lemma == "обратиться" else []
    infinitive = infinitive_after(clauses, noun, ceiling_of_text)
    start = infinitive if infinitive is not None else noun + 1
    if infinitive is None and start < ceiling and tagged.words[start].lower in ("о", "об", "по"):
        start += 1
    end = clause_end(context, start, ceiling_of_text)
    if not (by or is_voiced) or end - start < 2:
        return None
    if infinitive is None:
        head = next((i for i in range(start, end) if tagged.words[i].is_noun), None)
        mention = proposal_of(clauses, reading, verb, (start, end), (by, to), rule)
        if mention is not None and head is not None:
            text = nominative(tagged, start, end, head)
            mention.text = Value(text[:1].lower() + text[1:], mention.text.span, rule)
        return mention
    return proposal_of(clauses, reading, verb, (start, end), (by, to), rule)
