"""Proposals told without «предложить»: «высказался за…», «считает необходимым…», «готов принять форум», «поддержал идею…»."""

from __future__ import annotations

from extraction.findings import Value
from extraction.mentions import ProposalMention, Reading
from extraction.russian.clauses import Clauses, clause_end, is_nominative, sides_of
from extraction.russian.organizations import Side
from extraction.russian.phrases import complement_end, nominative
from extraction.russian.proposal_parts import infinitive_after, proposal_of
from extraction.russian.proposal_sides import IDEA_NOUNS, SUPPORT, who
from extraction.russian.tagging import Word

FOR = frozenset({"высказаться", "выступить", "высказываться", "выступать"})  # «за создание…»
CALL = frozenset({"призвать", "призывать"})  # «к созданию…»
THINK = frozenset({"считать", "полагать", "назвать", "посчитать", "счесть"})
NEEDED = frozenset(
    {"необходимый", "целесообразный", "важный", "нужный", "правильный", "полезный", "возможный"}
)
READINESS = frozenset({"готовность", "намерение", "желание"})
HOSTING = frozenset(
    {
        "провести",
        "принять",
        "организовать",
        "создать",
        "открыть",
        "построить",
        "разместить",
        "запустить",
        "предоставить",
    }
)
GATHERINGS = frozenset(
    {
        "форум",
        "выставка",
        "ярмарка",
        "конференция",
        "семинар",
        "стол",
        "миссия",
        "бизнес-миссия",
        "фестиваль",
        "саммит",
        "заседание",
    }
)
READY = frozenset({"готов", "готова", "готово", "готовы"})
START = frozenset({"инициировать"})
ACTIONS = ("ние", "ция", "ство", "ка", "тие")  # endings of nouns that say what is to be done
FARTHEST_OBJECT = 8  # words
PREPOSITIONS = frozenset({"по", "для", "о", "об", "в", "на", "с", "между"})


def taken_stand(clauses: Clauses, reading: Reading, word: Word) -> ProposalMention | None:
    """The proposal that the verb tells of, if it takes a stand for something to be done."""
    if word.lower in READY:
        return _ready(clauses, reading, word)
    if not word.is_finite:
        return None
    if word.lemma in FOR:
        return _for_something(clauses, reading, word, "за", "accs")
    if word.lemma in CALL:
        return _for_something(clauses, reading, word, "к", "datv")
    if word.lemma in THINK:
        return _thought_needed(clauses, reading, word)
    if word.lemma == "выразить":
        return _readiness(clauses, reading, word)
    if word.lemma in START:
        return _started(clauses, reading, word)
    if word.lemma in SUPPORT:
        return _supported_idea(clauses, reading, word)
    return None


def _for_something(
    clauses: Clauses, reading: Reading, verb: Word, preposition: str, case: str
) -> ProposalMention | None:
    """«высказался за создание хаба», «призвал к созданию фонда»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    index = next(
        (
            i
            for i in range(verb.index + 1, min(verb.index + FARTHEST_OBJECT, ceiling - 1))
            if tagged.words[i].lower in (preposition, preposition + "о")
        ),
        None,
    )
    if index is None:
        return None
    if [w.lower for w in tagged.words[index + 1 : index + 4]] == ["то", ",", "чтобы"] or [
        w.lower for w in tagged.words[index + 1 : index + 4]
    ] == ["тому", ",", "чтобы"]:
        first, last = index + 4, clause_end(clauses.context, index + 4, ceiling)
        by = who(clauses, verb, floor, index)
        return proposal_of(clauses, reading, verb, (first, last), (by, []), "stood_for") if by else None
    return _action(clauses, reading, verb, index + 1, case, "stood_for")


def _action(
    clauses: Clauses, reading: Reading, verb: Word, start: int, case: str, rule: str
) -> ProposalMention | None:
    """A noun that says what is to be done, in this case, from word `start`."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    head = next((w for w in tagged.words[start : min(start + 4, ceiling)] if w.is_noun), None)
    if head is None or not head.lemma.endswith(ACTIONS) or head.case not in (case, ""):
        return None
    last = complement_end(tagged, head.index, ceiling, PREPOSITIONS)
    if last == head.index + 1:
        return None  # «выступил за сотрудничество»: nothing to be done is said
    by = who(clauses, verb, floor, start)
    if not by:
        return None
    mention = proposal_of(clauses, reading, verb, (start, last), (by, []), rule)
    return _renamed(clauses, mention, start, last, head)


def _renamed(
    clauses: Clauses, mention: ProposalMention | None, first: int, last: int, head: Word
) -> ProposalMention | None:
    if mention is not None:
        text = nominative(clauses.context.tagged, first, last, head.index)
        mention.text = Value(text[:1].lower() + text[1:], mention.text.span, mention.rule)
    return mention


def _thought_needed(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«считает необходимым создать…»."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    needed = next(
        (w for w in tagged.words[verb.index + 1 : min(verb.index + 5, ceiling)] if w.lemma in NEEDED), None
    )
    if needed is None or needed.case != "ablt":
        return None
    return _to_do(
        clauses, reading, verb, needed.index, who(clauses, verb, floor, needed.index), "thought_needed"
    )


def _readiness(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«выразил готовность принять форум»: to do what is needed for an event or a common undertaking."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    noun = next(
        (w for w in tagged.words[verb.index + 1 : min(verb.index + 5, ceiling)] if w.lemma in READINESS), None
    )
    if noun is None:
        return None
    return _hosting(clauses, reading, verb, noun.index, who(clauses, verb, floor, noun.index))


def _ready(clauses: Clauses, reading: Reading, word: Word) -> ProposalMention | None:
    """«Иркутск готов принять следующий форум»."""
    tagged = clauses.context.tagged
    floor = tagged.bounds[word.sentence][0]
    before = [
        s
        for s in sides_of(clauses.context, floor, word.index)
        if is_nominative(clauses.context, s) and word.index - s.last <= 2
    ]
    return _hosting(clauses, reading, word, word.index, before[-1:])


def _hosting(
    clauses: Clauses, reading: Reading, verb: Word, start: int, by: list[Side]
) -> ProposalMention | None:
    ceiling = clauses.context.tagged.bounds[verb.sentence][1]
    infinitive = infinitive_after(clauses, start, ceiling)
    if infinitive is None or clauses.context.tagged.words[infinitive].lemma not in HOSTING:
        return None
    mention = _to_do(clauses, reading, verb, start, by, "ready_to")
    words = clauses.context.tagged.words
    is_gathering = any(w.lemma in GATHERINGS for w in words[infinitive + 1 : infinitive + 6])
    return mention if mention is not None and (mention.forum is not None or is_gathering) else None


def _to_do(
    clauses: Clauses, reading: Reading, verb: Word, start: int, by: list[Side], rule: str
) -> ProposalMention | None:
    ceiling = clauses.context.tagged.bounds[verb.sentence][1]
    infinitive = infinitive_after(clauses, start, ceiling)
    if infinitive is None or not by:
        return None
    last = clause_end(clauses.context, infinitive, ceiling)
    return proposal_of(clauses, reading, verb, (infinitive, last), (by, []), rule)


def _started(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«инициировал создание хаба»."""
    return _action(clauses, reading, verb, verb.index + 1, "accs", "initiated")


def _supported_idea(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«поддержал идею провести форум в Смоленске»: whose idea it is nobody says."""
    context = clauses.context
    tagged = context.tagged
    floor, ceiling = tagged.bounds[verb.sentence]
    noun = next(
        (
            w
            for w in tagged.words[verb.index + 1 : min(verb.index + 5, ceiling)]
            if w.lemma in IDEA_NOUNS and w.case == "accs"
        ),
        None,
    )
    if noun is None:
        return _idea_supported(clauses, reading, verb)
    if noun.index + 2 >= ceiling:
        return None
    following = tagged.words[noun.index + 1]
    if "VerbForm=Inf" in following.feats:
        last = clause_end(context, following.index, ceiling)
        span = (following.index, last)
    elif following.lower in ("о", "об"):
        head = next(
            (w for w in tagged.words[noun.index + 2 : min(noun.index + 6, ceiling)] if w.is_noun), None
        )
        if head is None or not head.lemma.endswith(ACTIONS):
            return None
        span = (noun.index + 2, complement_end(tagged, head.index, ceiling, PREPOSITIONS))
    else:
        return None
    mention = proposal_of(clauses, reading, verb, span, ([], []), "proposed_by_nobody_named")
    if mention is not None:
        supporters = who(clauses, verb, floor, noun.index)
        mention.supported_by = [Value(s.name, s.span, "supported_idea") for s in supporters]
        if following.lower in ("о", "об"):
            head = next(w for w in tagged.words[noun.index + 2 : ceiling] if w.is_noun)
            _renamed(clauses, mention, span[0], span[1], head)
    return mention


def _idea_supported(clauses: Clauses, reading: Reading, verb: Word) -> ProposalMention | None:
    """«Идею провести форум в Якутске поддержали в министерстве»."""
    context = clauses.context
    words = context.tagged.words
    floor, ceiling = context.tagged.bounds[verb.sentence]
    noun = next((w for w in words[floor : min(floor + 3, verb.index)] if w.lemma in IDEA_NOUNS), None)
    if noun is None or noun.case not in ("accs", "") or "VerbForm=Inf" not in words[noun.index + 1].feats:
        return None
    span = (noun.index + 1, verb.index)
    mention = proposal_of(clauses, reading, verb, span, ([], []), "proposed_by_nobody_named")
    if mention is not None:
        supporters = [s for s in sides_of(context, verb.index + 1, ceiling) if s.kind != "territory"][:2]
        mention.supported_by = [Value(s.name, s.span, "supported_idea") for s in supporters]
    return mention
