"""Who spoke at, led or met in the parts of a programme."""

from __future__ import annotations

from extraction import lexicon
from extraction.findings import Value
from extraction.mentions import ForumMention, Reading, SessionMention
from extraction.russian.clauses import Clauses
from extraction.russian.names import NameSpan
from extraction.russian.tagging import TaggedText, Word


def add_speakers(clauses: Clauses, reading: Reading, mentions: list[SessionMention]) -> None:
    """Who spoke: people of the session's sentence, then of the sentences after it in the paragraph."""
    tagged = clauses.context.tagged
    by_sentence: dict[int, list[SessionMention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    current: SessionMention | None = None
    paragraph = -1
    for index, sentence in enumerate(tagged.sentences):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            if current is not None and not _goes_on(clauses, current, index):
                current = None
        here = by_sentence.get(index, [])
        names = clauses.context.names_in(*tagged.bounds[index])
        if here:
            _assign(clauses, here, names, index)
            # after a list of sessions nobody can tell which one the next sentence speaks of
            current = here[-1] if len(here) <= 2 and not _is_on_paper(clauses, here[-1]) else None
            continue
        if current is None or sentence.is_background:
            continue
        if _leaves(clauses, reading, index):
            current = None
            continue
        in_list = sentence.paragraph != tagged.sentences[current.sentence].paragraph
        for name in names:
            if in_list or _has_part(clauses, name) and not _tells_press(clauses, name):
                current.speakers.append(Value(name.name, name.span, "spoke_after"))


def _goes_on(clauses: Clauses, session: SessionMention, sentence: int) -> bool:
    """In a programme the lines under a session name who leads it and who speaks; they have no verbs."""
    tagged = clauses.context.tagged

    def is_line(index: int) -> bool:
        first, last = tagged.bounds[index]
        return last - first <= LONGEST_LINE and not any(w.is_finite for w in tagged.words[first:last])

    if sentence == session.sentence + 1 and tagged.words[tagged.bounds[sentence][0]].lemma in LEADING_WORDS:
        return True  # the next paragraph: «Модератором мероприятия выступила X»
    if sentence - session.sentence > MOST_LINES or not is_line(session.sentence) or not is_line(sentence):
        return False
    first, last = tagged.bounds[sentence]
    names = clauses.context.names_in(first, min(first + 3, last))
    heading = tagged.words[first].lemma in LINE_WORDS
    return bool(names) or heading


LONGEST_LINE = 30  # words


MOST_LINES = 14


LEADING_WORDS = frozenset({"модератор", "модерировать", "ведущий", "спикер", "докладчик", "вести"})


LINE_WORDS = frozenset(
    {
        "модератор",
        "ведущий",
        "спикер",
        "выступать",
        "выступающий",
        "докладчик",
        "участник",
        "участвовать",
        "ведущая",
        "эксперт",
        "спикеры",
    }
)


def _leaves(clauses: Clauses, reading: Reading, sentence: int) -> bool:
    """«На форуме…»: the text goes back from the session to the forum."""
    first, last = clauses.context.tagged.bounds[sentence]
    words = clauses.context.tagged.words
    opening = clauses.context.tagged.quote(first, min(first + 4, last)).lower()
    if opening.startswith(ELSEWHERE):
        return True
    return any(
        m.sentence == sentence
        and not m.is_pronoun
        and words[_first_of_mention(m, words, first, last)].lower in ("на", "в", "за")
        for m in reading.forums
    )


ELSEWHERE = ("на обратном пути", "тем временем", "между тем", "вечером", "напомним", "позже", "накануне", "отдельно", "справка", "кстати",
             "после форума", "вернувшись")  # fmt: skip


def _first_of_mention(mention: ForumMention, words: list[Word], first: int, last: int) -> int:
    for index in range(first, last):
        if words[index].start >= mention.span.start:
            return max(first, index - 1)
    return first


def _assign(clauses: Clauses, here: list[SessionMention], names: list[NameSpan], sentence: int) -> None:
    """Share the people of a sentence among its sessions: each goes to the session before the name, else the first."""
    for mention in here:
        if mention.kind == "meeting":
            for name in names:
                if not is_only_source(clauses, name):
                    mention.speakers.append(Value(name.name, name.span, "met"))
    others = [m for m in here if m.kind != "meeting" and not _is_on_paper(clauses, m)]
    if not others:
        return
    in_item = is_item_line(clauses.context.tagged, sentence)
    for name in names:
        takes_part = in_item and any(m.span.end <= name.span.start for m in others)
        if not (takes_part or _has_part(clauses, name)) or is_only_source(clauses, name):
            continue
        if is_denied(clauses, name):
            continue
        others_here = [m for m in others if not _is_in_speech_of(clauses, m, name)]
        if not others_here:
            continue
        before = [m for m in others if (m.title.span if m.title else m.span).start < name.span.start]
        target = before[-1] if before else others[0]
        target.speakers.append(Value(name.name, name.span, "spoke_at_session"))


def _is_in_speech_of(clauses: Clauses, session: SessionMention, name: NameSpan) -> bool:
    """«…включая сессию „Океан“», — рассказала X: who speaks of a session did not speak there."""
    tagged = clauses.context.tagged
    for opening, quotation in tagged.quotations.items():
        inside = tagged.words[opening].start < session.span.start < tagged.words[quotation.last].start
        if inside and not opening < name.first < quotation.last and quotation.last - opening > LONGEST_TITLE:
            return True
    return False


LONGEST_TITLE = 12  # words


def is_denied(clauses: Clauses, name: NameSpan) -> bool:
    """«вёл не профессор Дёмин, а доцент Галина Штерн»: the first did not."""
    words = clauses.context.tagged.words
    for index in range(name.first - 1, max(0, name.first - 8), -1):
        word = words[index]
        if word.lower == "не":
            return True
        if not (word.is_noun or word.is_adjective or index in clauses.context.post_words):
            return False
    return False


def _is_on_paper(clauses: Clauses, session: SessionMention) -> bool:
    """«стояла в программе секции «Зерно в движении»»: nobody speaks there."""
    words = clauses.context.tagged.words
    floor, ceiling = clauses.context.tagged.bounds[session.sentence]
    first = next((w.index for w in words[floor:ceiling] if w.start >= session.span.start), floor)
    return any(w.lemma in ("программа", "план", "заявка") for w in words[max(floor, first - 2) : first])


def _has_part(clauses: Clauses, name: NameSpan) -> bool:
    return (
        speaks(clauses, name)
        or leads(clauses, name)
        or _is_given_word(clauses, name)
        or _is_to_present(clauses, name)
        or _comes_with(clauses, name)
        or _is_speech_of(clauses, name)
    )


def _is_given_word(clauses: Clauses, name: NameSpan) -> bool:
    """«слово дали директору Герману Зауэру», «секцию поручили Фаине Огурцовой»."""
    if name.case not in ("datv", ""):
        return False
    words = clauses.context.tagged.words
    floor, ceiling = clauses.context.tagged.bounds[words[name.first].sentence]
    near = words[max(floor, name.first - FARTHEST_GIVEN) : min(name.last + 4, ceiling)]
    is_word = any(w.lemma == "слово" for w in near) and any(w.lemma in GIVE for w in near)
    entrusted = [w for w in near if w.lemma in ENTRUST and w.index < name.first]
    heads = session_heads()
    return is_word or bool(entrusted) and any(w.lemma in heads for w in words[floor : name.first])


FARTHEST_GIVEN = 18  # words
GIVE = frozenset({"дать", "давать", "предоставить", "предоставлять", "передать", "взять", "получить"})
ENTRUST = frozenset({"поручить", "доверить", "поручать"})


def session_heads() -> frozenset[str]:
    return lexicon.words("session_heads_ru")


def _is_to_present(clauses: Clauses, name: NameSpan) -> bool:
    """«М. В. Слинкиной представить проект технопарка»: what a protocol charges somebody with."""
    if name.case not in ("datv", ""):
        return False
    words = clauses.context.tagged.words
    following = words[name.last] if name.last < len(words) else None
    roles = lexicon.mapping("speech_verbs_ru")
    return (
        following is not None
        and "VerbForm=Inf" in following.feats
        and roles.get(following.lemma, "") in ("present", "lead", "speak")
        and following.sentence == words[name.first].sentence
    )


def _comes_with(clauses: Clauses, name: NameSpan) -> bool:
    """«пленарное заседание с участием президента Владимира Путина и премьера Ли Цяна»."""
    if name.case not in ("gent", ""):
        return False
    words = clauses.context.tagged.words
    floor = clauses.context.tagged.bounds[words[name.first].sentence][0]
    for index in range(name.first - 1, max(floor, name.first - FARTHEST_GIVEN), -1):
        word = words[index]
        if word.lower == "участием" and words[index - 1].lower == "с":
            return True
        if word.is_finite or word.text in (";", ":", "."):
            return False
    return False


PRESS = frozenset({"агентство", "журналист", "издание", "корреспондент", "тасс", "риа", "газета", "редакция", "пресса", "репортёр", "репортер",
                   "интерфакс", "обозреватель", "читатель"})  # fmt: skip


def _tells_press(clauses: Clauses, name: NameSpan) -> bool:
    """«сказал агентству президент X»: said to a reporter, not at the session."""
    words = clauses.context.tagged.words
    for verb in _verbs_of(clauses, name):
        if any(w.lemma in PRESS and w.case in ("datv", "") for w in words[verb.index + 1 : verb.index + 4]):
            return True
    return False


def speaks(clauses: Clauses, name: NameSpan) -> bool:
    """The person is the subject of a verb of speech in the sentence, or takes part beside the subject."""
    words = clauses.context.tagged.words
    if name.case not in ("nomn", ""):
        return _is_beside_subject(clauses, name)
    floor, ceiling = clauses.context.tagged.bounds[words[name.first].sentence]
    if _takes_part(words[floor:ceiling]):
        return True
    return bool(_verbs_of(clauses, name))


def _takes_part(words: list[Word]) -> bool:
    """«примет участие в пленарном заседании», «участие в сессии принимают», «участвовали в секции»."""
    is_taken = any(w.is_finite and w.lemma in ("принять", "принимать") for w in words)
    return any(w.lemma == "участвовать" or w.lemma == "участие" and is_taken for w in words)


def _is_beside_subject(clauses: Clauses, name: NameSpan) -> bool:
    """«вместе с президентом X»."""
    words = clauses.context.tagged.words
    floor, ceiling = clauses.context.tagged.bounds[words[name.first].sentence]
    before = [w.lower for w in words[max(floor, name.first - 12) : name.first]]
    return name.case == "ablt" and "вместе" in before and _takes_part(words[floor:ceiling])


def _verbs_of(clauses: Clauses, name: NameSpan) -> list[Word]:
    tagged = clauses.context.tagged
    verbs = lexicon.mapping("speech_verbs_ru")
    floor, ceiling = tagged.bounds[tagged.words[name.first].sentence]
    found = []
    for word in tagged.words[floor:ceiling]:
        if (
            word.pos == "VERB"
            and (word.lemma in verbs or word.lemma in DELIVER and _has_report(tagged, floor, ceiling))
            and not _stands_for_territory(clauses, word, ceiling)
            and (word.is_finite or _is_to_come(tagged, word, floor))
            and abs(word.index - name.first) < 40
        ):
            if "Number=Plur" in word.feats and not _is_one_of_many(clauses, name):
                continue
            found.append(word)
    return found


def _has_report(tagged: TaggedText, floor: int, ceiling: int) -> bool:
    """«доклады сделали X и Y», «X начал выступление»."""
    return any(w.lemma in REPORTS for w in tagged.words[floor:ceiling])


DELIVER = frozenset({"сделать", "начать", "произнести", "завершить"})
REPORTS = frozenset({"доклад", "сообщение", "презентация", "выступление", "речь", "заявление"})


def _stands_for_territory(clauses: Clauses, verb: Word, ceiling: int) -> bool:
    """«Наш регион на форуме представляют X и Y»: that is no speech."""
    words = clauses.context.tagged.words
    if verb.lemma not in ("представлять", "представить"):
        return False
    floor = clauses.context.tagged.bounds[verb.sentence][0]
    near = [*words[floor : verb.index], *words[verb.index + 1 : min(verb.index + 4, ceiling)]]
    return any(
        w.case in ("accs", "nomn") and lexicon.mapping("territories_ru").get(w.lemma) is not None
        for w in near
    )


def _is_speech_of(clauses: Clauses, name: NameSpan) -> bool:
    """«выступление президента Владимира Путина на пленарной сессии»."""
    if name.case not in ("gent", ""):
        return False
    context = clauses.context
    words = context.tagged.words
    index = name.first - 1
    while index > 0 and (index in context.post_words or words[index].text == ","):
        index -= 1
    after = words[name.last] if name.last < len(words) else None
    return (
        words[index].lemma in ("выступление", "речь", "доклад") and after is not None and after.pos == "ADP"
    )


def _is_to_come(tagged: TaggedText, verb: Word, floor: int) -> bool:
    """«будет представлять», «собирается выступить», «Выступая на…»."""
    if "VerbForm=Conv" in verb.feats:
        return verb.lemma in ("выступать", "открывать", "приветствовать", "выступить")
    if "VerbForm=Inf" not in verb.feats:
        return False
    before = tagged.words[max(floor, verb.index - 3) : verb.index]
    return any(w.lemma in INTEND or w.lower in ("будет", "будут") for w in before)


INTEND = frozenset(
    {"собираться", "планировать", "намеренный", "намерен", "обещать", "готовиться", "должный", "должен"}
)


def _is_one_of_many(clauses: Clauses, name: NameSpan) -> bool:
    words = clauses.context.tagged.words
    floor, ceiling = clauses.context.tagged.bounds[words[name.first].sentence]
    return sum(1 for n in clauses.context.names_in(floor, ceiling)) > 1


def leads(clauses: Clauses, name: NameSpan) -> bool:
    """«модератор — X», «под председательством X», «модератором выступил X»."""
    tagged = clauses.context.tagged
    floor, _ceiling = tagged.bounds[tagged.words[name.first].sentence]
    nouns = ("модератор", "ведущий", "модерация", "председательство", "модераторство", "ведение", "докладчик", "спикер", "сопредседательство",
             "участие", "приветствие", "участник")  # fmt: skip
    for word in tagged.words[max(floor, name.first - 40) : name.first]:
        if word.lemma in ("выступать", "выступить") and word.is_participle and word.number == "plur":
            return True
        if word.lemma == "участник" and not (word.case == "ablt" and word.number == "plur"):
            continue
        if word.lemma in nouns and (
            word.number == "plur" or not clauses.context.names_in(word.index + 1, name.first)
        ):
            return word.lemma not in ("участие",) or tagged.words[word.index - 1].lower == "при"
    return False


def is_only_source(clauses: Clauses, name: NameSpan) -> bool:
    """«…, уточнил Песков»: who tells of the meeting did not meet."""
    tagged = clauses.context.tagged
    words = tagged.words
    before = words[name.first - 1] if name.first else None
    for index in range(name.first - 1, max(0, name.first - 12), -1):
        word = words[index]
        if word.sentence != words[name.first].sentence:
            break
        if word.is_finite and word.lemma in (
            "уточнить",
            "сообщить",
            "заявить",
            "сказать",
            "отметить",
            "добавить",
            "рассказать",
        ):
            return index > 0 and words[index - 1].text == ","
        if word.text == ",":
            break
    return before is not None and before.lower in ("словам",)


def is_item_line(tagged: TaggedText, sentence: int) -> bool:
    """A line or sentence of a programme: it has no verb."""
    first, last = tagged.bounds[sentence]
    return not tagged.sentences[sentence].is_title and not any(w.is_finite for w in tagged.words[first:last])
