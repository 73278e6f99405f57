"""Proposals and invitations in a Russian text: by whom, to whom, what, and who supported them."""

from __future__ import annotations

import re

from extraction.findings import Span, Value
from extraction.mentions import ForumMention, ProposalMention, Reading
from extraction.russian.clauses import Clauses, clause_end, is_nominative, sides_of, subjects, values
from extraction.russian.organizations import Side, side_at
from extraction.russian.phrases import cases, complement_end, nominative, phrase_start, tidy
from extraction.russian.tagging import Word

PROPOSE = frozenset({"предложить", "предлагать"})
CALL = frozenset({"призвать", "призывать"})
INVITE = frozenset({"пригласить", "приглашать"})
SUPPORT = frozenset({"поддержать", "поддерживать", "одобрить", "приветствовать", "согласиться"})
IDEA = frozenset({"идея", "инициатива", "предложение", "приглашение", "его", "её", "ее", "он", "это", "идею"})
SUPPORT_WINDOW = 3  # sentences


def find_proposals(clauses: Clauses, reading: Reading) -> list[ProposalMention]:
    tagged = clauses.context.tagged
    found: list[ProposalMention] = []
    for word in tagged.words:
        if tagged.sentences[word.sentence].is_title:
            continue
        if word.is_finite:
            mention = _proposal_at(clauses, reading, word)
        else:
            mention = (
                _of_somebody(clauses, reading, word) if word.lemma in OF_SOMEBODY and word.is_noun else None
            )
        if mention is not None:
            found.append(mention)
            _set_supporters(clauses, mention)
    return found


def _proposal_at(clauses: Clauses, reading: Reading, word: Word) -> ProposalMention | None:
    if _in_speech(clauses, word):
        return _in_own_words(clauses, reading, word)
    if word.lemma in PROPOSE:
        return _proposed(clauses, reading, word, "proposed")
    if word.lemma in CALL:
        return _proposed(clauses, reading, word, "called_upon")
    if word.lemma in INVITE:
        return _invited(clauses, reading, word)
    if word.lemma in ("выступить", "выступать", "выйти", "озвучить", "внести", "выдвинуть", "высказать"):
        return _with_initiative(clauses, reading, word)
    return None


OF_SOMEBODY = frozenset({"предложение", "инициатива", "идея"})


def _of_somebody(clauses: Clauses, reading: Reading, noun: Word) -> ProposalMention | None:
    """«Предложение Ли Вэя создать фонд поддержали…», «Инициатива X о запуске рейса нашла поддержку»."""
    context = clauses.context
    tagged = context.tagged
    ceiling = tagged.bounds[noun.sentence][1]
    side = side_at(context, noun.index + 1, ceiling)
    if (
        side is not None
        and side.kind in ("side", "organization")
        and side.last < ceiling
        and tagged.words[side.last].lower in ("о", "об")
    ):
        end = clause_end(context, side.last + 1, ceiling)
        head = next(
            (i for i in range(side.last + 1, min(side.last + 6, end)) if tagged.words[i].is_noun), None
        )
        mention = _mention(clauses, reading, noun, side.last + 1, end, [side], [], "proposal_of_somebody")
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
        end = next(
            (
                i
                for i in range(start, ceiling)
                if tagged.words[i].is_finite or tagged.words[i].text in (",", ".", ";")
            ),
            ceiling,
        )
        return _mention(clauses, reading, noun, start, end, by, [], "proposal_of_somebody")
    if tagged.words[start].lower not in ("о", "об"):
        return None
    head = next((i for i in range(start + 1, min(start + 6, ceiling)) if tagged.words[i].is_noun), None)
    if head is None:
        return None
    end = complement_end(tagged, head, ceiling, frozenset({"по", "в", "для"}))
    mention = _mention(clauses, reading, noun, start + 1, end, by, [], "proposal_of_somebody")
    if mention is not None:
        text = nominative(tagged, start + 1, end, head)
        mention.text = Value(text[:1].lower() + text[1:], mention.text.span, "proposal_of_somebody")
    return mention


def _in_own_words(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«Предлагаю создать…», — сказал X."""
    if verb.lemma not in PROPOSE or "Person=1" not in verb.feats:
        return None
    context = clauses.context
    tagged = context.tagged
    _floor, ceiling = tagged.bounds[verb.sentence]
    infinitive = _infinitive_after(tagged.words, verb.index, ceiling)
    quotation = next((q for o, q in tagged.quotations.items() if o < verb.index < q.last), None)
    if infinitive is None or quotation is None:
        return None
    by = [
        s
        for s in sides_of(context, quotation.last, ceiling)
        if s.kind == "person" and is_nominative(context, s)
    ][:1]
    end = clause_end(context, infinitive, quotation.last)
    return _mention(clauses, reading, verb, infinitive, end, by, [], "proposed_in_own_words") if by else None


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
    infinitive = _infinitive_after(tagged.words, verb.index, ceiling)
    purpose = next(
        (i for i in range(verb.index + 1, min(verb.index + 6, ceiling)) if tagged.words[i].lower == "чтобы"),
        None,
    )
    if infinitive is None and purpose is not None:
        first, last = purpose + 1, clause_end(context, purpose + 1, ceiling)
        by = _actors(clauses, verb, floor, purpose)
    elif infinitive is not None:
        first, last = infinitive, clause_end(context, infinitive, ceiling)
        by = _actors(clauses, verb, floor, infinitive)
    else:
        infinitive = _infinitive_before(tagged.words, verb.index, floor)
        if infinitive is None:
            return _proposed_noun(clauses, reading, verb, rule)
        first, last = infinitive, verb.index
        by = [s for s in sides_of(context, verb.index + 1, ceiling) if is_nominative(context, s)][:1]
    if not by:
        by = _pronoun(clauses, verb, floor)
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
    to = _addressees(clauses, verb, first, last, floor)
    return _mention(clauses, reading, verb, first, last, by, to, rule)


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
            tagged, head, ceiling if head > verb.index else verb.index, frozenset({"по", "для", "о", "об"})
        )
        by = (
            _actors(clauses, verb, floor, verb.index)
            if head > verb.index
            else [s for s in sides_of(context, verb.index + 1, ceiling) if is_nominative(context, s)][:1]
        )
        if not by:
            return None
        to = _addressees(clauses, verb, first, last, floor) if head > verb.index else []
        mention = _mention(clauses, reading, verb, first, last, by, to, rule)
        if mention is not None:
            text = nominative(tagged, first, last, head)
            mention.text = Value(text[:1].lower() + text[1:], mention.text.span, rule)
        return mention
    return None


def _infinitive_after(words: list[Word], verb: int, ceiling: int) -> int | None:
    for index in range(verb + 1, min(verb + 14, ceiling)):
        if "VerbForm=Inf" in words[index].feats:
            return index
        if words[index].is_finite or words[index].text in (";", ":", ".", ","):
            return None
    return None


def _infinitive_before(words: list[Word], verb: int, floor: int) -> int | None:
    for index in range(floor, min(floor + 4, verb)):
        if "VerbForm=Inf" in words[index].feats and not any(w.is_finite for w in words[index + 1 : verb]):
            return index
    return None


def _actors(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> list[Side]:
    context = clauses.context
    before = [s for s in sides_of(context, floor, verb.index) if is_nominative(context, s)]
    before = [s for s in before if not _is_in_other_clause(clauses, s, verb) and s.kind != "territory"]
    if before:
        if "Number=Plur" not in verb.feats:
            people = [s for s in before if s.kind == "person"]
            return [(people or before)[-1]]
        return before
    return [s for s in sides_of(context, verb.index + 1, ceiling) if is_nominative(context, s)][:1]


def _is_in_other_clause(clauses: Clauses, side: Side, verb: Word) -> bool:
    """Another finite verb stands between the side and the verb without "и"."""
    between = clauses.context.tagged.words[side.last : verb.index]
    finite = [w for w in between if w.is_finite]
    return (
        bool(finite)
        and not any(w.lower in ("и", "а", "также") for w in between)
        and any(w.text == "," for w in between)
    )


def _pronoun(clauses: Clauses, verb: Word, floor: int) -> list[Side]:
    """«Он пригласил…»: the last person in the nominative before the sentence, in its paragraph."""
    context = clauses.context
    tagged = context.tagged
    if not any(w.lower in ("он", "она") for w in tagged.words[floor : verb.index + 2]):
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


def _addressees(clauses: Clauses, verb: Word, first: int, last: int, floor: int) -> list[Side]:
    """«предложил участникам…», «призвал Минпромторг…»: between the verb and the infinitive."""
    context = clauses.context
    words = context.tagged.words
    found = []
    index = verb.index + 1
    while index < first:
        side = side_at(context, index, first)
        if side is not None and not is_nominative_person(clauses, side) and words[index - 1].pos != "ADP":
            wanted = ("datv",) if verb.lemma in PROPOSE else ("accs", "datv", "nomn")
            name = context.name_at.get(side.first)
            case = name.case if name is not None else words[side.head].case
            if (
                case in wanted
                or not case
                or set(wanted) & set(cases(words[side.head]))
                and side.kind != "person"
            ):
                found.append(side)
            index = side.last
        else:
            index += 1
    return found


def is_nominative_person(clauses: Clauses, side: Side) -> bool:
    name = clauses.context.name_at.get(side.first)
    return name is not None and name.case == "nomn"


def _mention(
    clauses: Clauses,
    reading: Reading,
    verb: Word,
    first: int,
    last: int,
    by: list[Side],
    to: list[Side],
    rule: str,
) -> ProposalMention | None:
    tagged = clauses.context.tagged
    while last > first and not (
        tagged.words[last - 1].is_word
        or tagged.words[last - 1].text[0].isdigit()
        or tagged.words[last - 1].text in ("»", '"', "``")
    ):
        last -= 1
    if last - first < 2:
        return None
    text = tidy(tagged.quote(first, last))
    text = text[:1].lower() + text[1:]
    span = tagged.span(first, last)
    mention = ProposalMention(
        verb.span.to(span),
        verb.sentence,
        Value(text, span, rule),
        values(by, "proposed_by"),
        values(to, "proposed_to"),
        rule=rule,
    )
    mention.forum = _forum_in(reading, span)
    return mention


def _forum_in(reading: Reading, span: Span) -> ForumMention | None:
    return next((m for m in reading.forums if span.overlaps(m.span) and m.head != "event"), None)


_BREAKS = frozenset({",", ":", ";", "—", "–"})


def _invited(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«пригласил X посетить Китай», «пригласил X на форум», «Путина на форум пригласил Си Цзиньпин»."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    by = _actors(clauses, verb, floor, ceiling) or _pronoun(clauses, verb, floor)
    if not by:
        return None
    end = clause_end(context, verb.index + 1, ceiling)
    to = _invitees(clauses, verb, floor, end, by)
    infinitive = _infinitive_after(tagged.words, verb.index, end)
    if infinitive is not None:
        return _mention(clauses, reading, verb, infinitive, end, by, to, "invited")
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
        if tagged.words[index].lower in ("на", "в") and not _covered(to, index):
            stop = comma if index > verb.index else verb.index
            mention = _mention(clauses, reading, verb, index, stop, by, to, "invited")
            if mention is not None:
                mention.text = Value(
                    f"{verb.lower} {mention.text.value}", verb.span.to(mention.text.span), "invited"
                )
                return mention
    return None


def _covered(found: list[Side], index: int) -> bool:
    return any(side.first <= index < side.last for side in found)


def _invitees(clauses: Clauses, verb: Word, floor: int, end: int, by: list[Side]) -> list[Side]:
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


def _with_initiative(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«выступил с инициативой создать…», «выступил с предложением о проведении…»."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    nouns = ("инициатива", "предложение", "идея")
    noun = next(
        (i for i in range(verb.index + 1, min(verb.index + 4, ceiling)) if tagged.words[i].lemma in nouns),
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
    by = _actors(clauses, verb, floor, ceiling) or _pronoun(clauses, verb, floor)
    infinitive = _infinitive_after(tagged.words, noun, ceiling_of_text)
    start = infinitive if infinitive is not None else noun + 1
    if infinitive is None and start < ceiling and tagged.words[start].lower in ("о", "об", "по"):
        start += 1
    end = clause_end(context, start, ceiling_of_text)
    if not by or end - start < 2:
        return None
    if infinitive is None:
        head = next((i for i in range(start, end) if tagged.words[i].is_noun), None)
        mention = _mention(clauses, reading, verb, start, end, by, [], "initiative")
        if mention is not None and head is not None:
            text = nominative(tagged, start, end, head)
            mention.text = Value(text[:1].lower() + text[1:], mention.text.span, "initiative")
        return mention
    return _mention(clauses, reading, verb, start, end, by, [], "initiative")


def _set_supporters(clauses: Clauses, mention: ProposalMention) -> None:
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
                found = sides_of(context, word.index + 1, ceiling)[:2]
                mention.supported_by = [Value(s.name, s.span, "found_support") for s in found]
                return
            if word.lemma in SUPPORT and word.is_finite and _is_about_idea(clauses, word, floor, ceiling):
                found = _supporters(clauses, word, floor, ceiling)
                found = [s for s in found if not mention.span.overlaps(s.span)]
                by = {v.value for v in mention.by}
                mention.supported_by = [
                    Value(s.name, s.span, "supported_by") for s in found if s.name not in by
                ]
                return
            if word.lemma == "принять" and any(w.lemma == "приглашение" for w in tagged.words[floor:ceiling]):
                mention.supported_by = [Value(v.value, word.span, "accepted_invitation") for v in mention.to]
                return


def _is_about_idea(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> bool:
    words = clauses.context.tagged.words
    if any(w.lower == "не" for w in words[max(floor, verb.index - 1) : verb.index]):
        return False
    return any(w.lemma in IDEA or w.lower in IDEA for w in words[floor:ceiling])


def _supporters(clauses: Clauses, verb: Word, floor: int, ceiling: int) -> list[Side]:
    context = clauses.context
    start = max(
        (i + 1 for i in range(floor, verb.index) if context.tagged.words[i].text == ";"), default=floor
    )
    stop = next(
        (i for i in range(verb.index, ceiling) if context.tagged.words[i].text in (";", ".")), ceiling
    )
    return subjects(context, verb.index, start, stop)
