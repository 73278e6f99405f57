"""Parts of a programme in a Russian text, their titles and who spoke there."""

from __future__ import annotations

import re

from extraction.findings import Value
from extraction.mentions import ForumMention, Reading, SessionMention
from extraction.russian.clauses import Clauses
from extraction.russian.offices import office_class
from extraction.russian.phrases import complement_end, phrase_start, tidy
from extraction.russian.session_lists import (
    counted_titles,
    led_titles,
    listed_sessions,
    may_be_plural,
    session_row,
)
from extraction.russian.session_speakers import add_speakers, is_item_line, is_only_source
from extraction.russian.tagging import TaggedText, Word

MEETING_QUALIFIERS = frozenset({"двусторонний", "отдельный", "рабочий", "узкий", "деловой", "официальный", "закрытый", "личный", "трёхсторонний",
                                "трехсторонний", "b2b"})  # fmt: skip


SIDELINES = (
    "на полях",
    "в кулуарах",
    "в рамках",
    "на площадке",
    "на форуме",
    "на выставке",
    "на саммите",
    "в ходе форума",
    "по итогам пленарного",
)


VENUES = frozenset({"центр", "комплекс", "технопарк", "компания", "отель", "гостиница", "конгресс-центр", "конгресс-холл", "арена", "университет",
                    "завод", "корпорация", "банк", "фонд", "институт", "академия", "палата", "агентство"})  # fmt: skip


UNTITLED = frozenset({"лекция", "мастер-класс", "завтрак", "бизнес-завтрак"})


CEREMONIES = {
    "подписание": "signing",
    "открытие": "other",
    "закрытие": "other",
    "награждение": "other",
    "вручение": "other",
}


LEADERS = frozenset({"модератор", "ведущий", "председатель", "спикер", "докладчик"})


def find_sessions(clauses: Clauses, reading: Reading) -> list[SessionMention]:
    """Every part of a programme in order; speakers of the following sentences are those until the next part."""
    tagged = clauses.context.tagged
    mentions: list[SessionMention] = []
    event_words = _event_words(clauses)
    for word in tagged.words:
        if (
            word.index in event_words
            or tagged.sentences[word.sentence].is_title
            and _is_repeated(clauses, word)
        ):
            continue
        mentions += _sessions_at(clauses, reading, word)
    mentions += [*listed_sessions(clauses, mentions), *led_titles(clauses, mentions)]
    mentions += counted_titles(clauses, mentions)
    mentions.sort(key=lambda m: m.span)
    add_speakers(clauses, reading, mentions)
    return mentions


def _event_words(clauses: Clauses) -> set[int]:
    """Words inside the names of events: «сессия Совета», a festival's «выставка», the noun before «IV … ЭКСПО»."""
    named = [event for event in clauses.events if event.name is not None]
    kinds = {e.first - 2 for e in named if (e.first - 1) in clauses.context.tagged.quotations}
    return kinds | {i for event in named for i in range(event.first, event.last)}


def _is_repeated(clauses: Clauses, word: Word) -> bool:
    """A session of the title line is told again in the text."""
    return any(w.lemma == word.lemma and w.sentence != word.sentence for w in clauses.context.tagged.words)


def _sessions_at(clauses: Clauses, reading: Reading, word: Word) -> list[SessionMention]:
    tagged = clauses.context.tagged
    if word.pos == "VERB" and not _inside_quotation(tagged, word.index):
        return _met(clauses, reading, word)
    row = session_row(word)
    if row is None or not word.is_noun or _inside_quotation(tagged, word.index):
        return []
    floor, ceiling = tagged.bounds[word.sentence]
    first = phrase_start(tagged, word.index, floor)
    modifiers = {w.lemma for w in tagged.words[first : word.index]}
    kind, mode = row[1], row[2]
    if word.lemma == "стол" and "круглый" not in modifiers:
        return []
    if "пленарный" in modifiers:
        kind, mode = "plenary", "plain"
    elif word.lemma == "заседание":
        return []
    if _is_denied(tagged, word, first, ceiling):
        return []
    if mode == "presented":
        return _presentation(clauses, word, ceiling)
    if mode == "item":
        is_item = is_item_line(tagged, word.sentence) and first - floor <= 2 and not _is_agenda(tagged, floor)
        span = tagged.span(first, word.index + 1)
        return [SessionMention(span, word.sentence, kind, rule="item_of_programme")] if is_item else []
    if mode == "opening":
        return _opening(clauses, reading, word, first, ceiling)
    if mode == "ceremony":
        return _ceremony(clauses, reading, word, first, ceiling)
    if mode == "people":
        return _meeting(clauses, reading, word, first, modifiers)
    return _titled(clauses, reading, word, first, ceiling, kind, mode)


def _is_denied(tagged: TaggedText, word: Word, first: int, ceiling: int) -> bool:
    """«Пленарного заседания в этот раз не будет», «секции не планируются»."""
    floor = tagged.bounds[word.sentence][0]
    for index in [
        *range(word.index + 1, min(word.index + 7, ceiling - 1)),
        *range(max(floor, first - 4), first),
    ]:
        if tagged.words[index].lower == "не" and tagged.words[index + 1].lemma in DENIED:
            return not any(w.text in (",", ";", "—") for w in tagged.words[word.index : index])
    return False


def _presentation(clauses: Clauses, word: Word, ceiling: int) -> list[SessionMention]:
    """«14:30–16:00. Презентация проекта «Курильский гребешок»»: an item of a programme."""
    tagged = clauses.context.tagged
    opening = next(
        (i for i in range(word.index + 1, min(word.index + 5, ceiling)) if i in tagged.quotations), None
    )
    line = tagged.folded.rfind("\n", 0, word.start) + 1
    before = tagged.folded[line : word.start]
    has_time = TIME.match(before) is not None and not any(c.isalpha() for c in before)
    if opening is None or not has_time or not is_item_line(tagged, word.sentence):
        return []
    span = tagged.span(word.index, tagged.quotations[opening].last + 1)
    title = Value(tidy(tagged.quote(word.index, tagged.quotations[opening].last + 1)), span, "title_of_item")
    return [SessionMention(span, word.sentence, "other", title, rule="item_of_programme")]


TIME = re.compile(r"\W*\d{1,2}[.:]\d\d")


DENIED = frozenset({"быть", "состояться", "планироваться", "предусмотреть", "проводиться", "пройти"})


def _is_agenda(tagged: TaggedText, floor: int) -> bool:
    """«Вопрос 4. Подписание»: a point of an agenda, not of a programme."""
    before = tagged.words[max(0, floor - 4) : floor]
    return any(w.lemma == "вопрос" for w in before) and before[-1].text == "."


def _titled(
    clauses: Clauses, reading: Reading, word: Word, first: int, ceiling: int, kind: str, mode: str
) -> list[SessionMention]:
    tagged = clauses.context.tagged
    titles = _titles(tagged, word.index, min(ceiling, _next_event(clauses, word.index, ceiling)))
    forum = _forum_in_phrase(reading, tagged, word.index, titles[-1].span.end if titles else word.end)
    if titles:
        return [
            SessionMention(
                tagged.span(first, word.index + 1).to(title.span),
                word.sentence,
                kind,
                title,
                forum=forum,
                rule=f"titled_{kind}",
            )
            for title in titles
        ]
    if mode == "plain" and word.number != "plur":
        span = tagged.span(first, word.index + 1)
        return [
            SessionMention(
                span, word.sentence, kind, forum=forum, is_reference=_is_reference(tagged, first), rule=kind
            )
        ]
    if mode == "titled" and word.number != "plur" and (kind == "session" or word.lemma in UNTITLED):
        reference = _is_reference(tagged, first) or kind != "session"
        span = tagged.span(first, word.index + 1)
        topic = _topic(tagged, word.index, ceiling)
        if topic is not None:
            return [SessionMention(span, word.sentence, kind, topic if kind == "session" and topic.rule == "topic_named" else None, forum=forum,
                                   is_reference=False, rule=f"{kind}_on_topic")]  # fmt: skip
        return [
            SessionMention(
                span, word.sentence, kind, forum=forum, is_reference=reference, rule=f"untitled_{kind}"
            )
        ]
    return []


def _next_event(clauses: Clauses, head: int, ceiling: int) -> int:
    """Where the next event of the sentence begins: what its quotation marks hold is no title of a session."""
    for event in clauses.events:
        if head < event.first < ceiling and event.name is not None:
            return event.first
    return ceiling


def _titles(tagged: TaggedText, head: int, ceiling: int) -> list[Value[str]]:
    """Titles in quotation marks after the head: one, or a list «A», «B» и «C»."""
    index = complement_end(tagged, head, ceiling, frozenset({"по"}), names=False)
    for probe in range(head + 1, min(head + 8, ceiling)):
        if probe in tagged.quotations:
            index = probe
            break
        word = tagged.words[probe]
        if word.is_noun and session_row(word) is not None and probe > head + 1:
            index = ceiling  # «завтрак и выставку-ярмарку «…»»: the title is that of the other
            break
        if word.is_noun and word.case == "gent" and word.lemma in VENUES:
            return []  # «на площадке выставочного центра «Казань Экспо»»
        if word.is_finite or word.text in (".", ";", "(") or word.text == "," and probe > head + 1 + 5:
            break
        if word.text == "," and not (probe + 1 < ceiling and (probe + 1) in tagged.quotations):
            break
    titles: list[Value[str]] = []
    while index < ceiling and index in tagged.quotations:
        quotation = tagged.quotations[index]
        text = tidy(tagged.quote(index + 1, quotation.last))
        if len(text) > 2:
            titles.append(
                Value(text.rstrip(".,"), tagged.span(index + 1, quotation.last), "title_in_quotation_marks")
            )
        index = _after_parenthesis(tagged, quotation.last + 1, ceiling)
        if index < ceiling and (tagged.words[index].text in (",", ";") or tagged.words[index].lower == "и"):
            index += 1
            if index < ceiling and tagged.words[index].lower in ("и", "а"):
                index += 1
        else:
            break
    is_list = (
        tagged.words[head].number == "plur"
        or head > 0
        and any(w.pos == "NUM" or w.text.isdigit() for w in tagged.words[max(0, head - 3) : head])
    )
    return titles if is_list or len(titles) > 1 and may_be_plural(tagged.words[head]) else titles[:1]


def _after_parenthesis(tagged: TaggedText, index: int, ceiling: int) -> int:
    """«секции: «А» (модератор — X), «Б»»: the list goes on after what stands in brackets."""
    if index >= ceiling or tagged.words[index].text != "(":
        return index
    close = next((i for i in range(index, min(index + 30, ceiling)) if tagged.words[i].text == ")"), None)
    if (
        close is None
        or close + 2 >= ceiling
        or tagged.words[close + 1].text not in (",", ";")
        and tagged.words[close + 1].lower != "и"
    ):
        return index
    return close + 1 if (close + 2) in tagged.quotations else index


def _topic(tagged: TaggedText, head: int, ceiling: int) -> Value[str] | None:
    """«круглый стол на тему развития туризма», «секция, посвящённая…»: the latter has no title."""
    for index in range(head + 1, min(head + 4, ceiling)):
        word = tagged.words[index]
        if word.lemma == "посвятить" or word.lower in ("по", "о", "об") and index == head + 1:
            return Value("", word.span, "topic_described")
        if word.lemma in ("тема", "вопрос") and tagged.words[index - 1].lower in ("на", "по", "под"):
            return Value("", word.span, "topic_described")
    return None


def _is_reference(tagged: TaggedText, first: int) -> bool:
    """«на встрече», «в рамках сессии», «по итогам заседания» speak of a session rather than announce it."""
    before = tagged.words[first - 1].lower if first else ""
    return before in (
        "на",
        "в",
        "рамках",
        "итогам",
        "ходе",
        "после",
        "перед",
        "время",
        "окончании",
        "для",
        "участники",
        "участник",
        "участниками",
        "модератор",
        "модератором",
        "спикером",
        "спикерами",
        "ведущим",
    )


def _forum_in_phrase(reading: Reading, tagged: TaggedText, head: int, end: int) -> ForumMention | None:
    """«пленарное заседание форума», «сессия «…» ВЭФ», «в рамках форума прошла сессия»: the event right beside."""
    sentence = tagged.words[head].sentence
    for mention in reading.forums:
        if mention.sentence == sentence and 0 <= mention.span.start - tagged.words[head].end <= 3:
            return mention
        if mention.sentence == sentence and 0 <= mention.span.start - end <= 3:
            return mention
    return None


def _ceremony(
    clauses: Clauses, reading: Reading, word: Word, first: int, ceiling: int
) -> list[SessionMention]:
    tagged = clauses.context.tagged
    for index in range(word.index + 1, min(word.index + 4, ceiling)):
        kind = CEREMONIES.get(tagged.words[index].lemma)
        if kind:
            if tagged.words[index].lemma in ("награждение", "вручение"):
                return []
            forum = _forum_in_phrase(reading, tagged, index, tagged.words[index].end)
            return [
                SessionMention(
                    tagged.span(first, index + 1), word.sentence, kind, forum=forum, rule=f"ceremony_{kind}"
                )
            ]
    return []


def _has_mark_after(tagged: TaggedText, word: Word) -> bool:
    return word.index + 1 < len(tagged.words) and tagged.words[word.index + 1].text in (
        ":",
        ".",
        "—",
        "–",
        "(",
        ",",
    )


def _opening(
    clauses: Clauses, reading: Reading, word: Word, first: int, ceiling: int
) -> list[SessionMention]:
    """«на открытии форума выступил X», «10:00. Открытие.»: only with those who spoke, so a reference."""
    tagged = clauses.context.tagged
    floor = tagged.bounds[word.sentence][0]
    before = tagged.words[first - 1].lower if first > floor else ""
    stands_alone = (
        ceiling - floor <= 4
        or not any(w.is_word for w in tagged.words[floor:first])
        and is_item_line(tagged, word.sentence)
        and _has_mark_after(tagged, word)
    )
    if before not in ("на", "церемонии") and not stands_alone or tagged.sentences[word.sentence].is_title:
        return []
    forum = _forum_in_phrase(reading, tagged, word.index, word.end)
    return [
        SessionMention(
            tagged.span(first, word.index + 1),
            word.sentence,
            "other",
            forum=forum,
            is_reference=not stands_alone,
            rule=f"{word.lemma}_of_forum",
        )
    ]


MEETING_VERBS = frozenset({"встретиться", "встречаться", "переговорить"})


def _met(clauses: Clauses, reading: Reading, word: Word) -> list[SessionMention]:
    """«На полях форума X встретился с Y», «X провёл переговоры с Y»: a meeting told by a verb."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    held_talks = word.lemma in ("провести", "проводить") and any(
        w.lemma in ("встреча", "переговоры", "беседа")
        for w in tagged.words[word.index + 1 : min(word.index + 5, ceiling)]
    )
    if not (word.lemma in MEETING_VERBS or held_talks) or word.pos != "VERB":
        return []
    sentence = tagged.quote(floor, ceiling).lower()
    people = [n for n in clauses.context.names_in(floor, ceiling) if not is_only_source(clauses, n)]
    at_event = any(phrase in sentence for phrase in SIDELINES) or any(
        m.sentence == word.sentence for m in reading.forums
    )
    near = (
        word.sentence
        and any(m.sentence == word.sentence - 1 for m in reading.forums)
        and tagged.sentences[word.sentence - 1].paragraph == tagged.sentences[word.sentence].paragraph
    )
    if (
        len(people) < 2
        or not (at_event or near)
        or any(w.lower == "не" for w in tagged.words[max(floor, word.index - 2) : word.index])
    ):
        return []
    return [SessionMention(word.span, word.sentence, "meeting", rule="met_at_forum")]


def _meeting(
    clauses: Clauses, reading: Reading, word: Word, first: int, modifiers: set[str]
) -> list[SessionMention]:
    """A meeting counts with a qualifier, on the sidelines, or with the people who met."""
    tagged = clauses.context.tagged
    floor, ceiling = tagged.bounds[word.sentence]
    span = tagged.span(first, word.index + 1)
    forum = _forum_in_phrase(reading, tagged, word.index, word.end)
    people_met = _met_in_phrase(clauses, word, ceiling)
    if people_met and word.number != "plur" and any(w.lemma in TOOK_PLACE for w in tagged.words[floor:first]):
        return [SessionMention(span, word.sentence, "meeting", forum=forum, rule="meeting_of_people")]
    sentence = tagged.quote(floor, ceiling).lower()
    near = " ".join(w.lower for w in tagged.words[word.index + 1 : min(word.index + 5, ceiling)])
    people = clauses.context.names_in(floor, ceiling)
    is_narrow = "узк" in near
    is_sideline = any(phrase in sentence for phrase in SIDELINES)
    if not is_sideline and not _is_at_event(tagged, reading, word):
        return []
    if word.lemma == "встреча" and word.number == "plur" and len(people) < 2:
        return []  # «запланирован ряд двусторонних встреч»
    if word.lemma == "встреча" and near.startswith(("с журналист", "с пресс", "участник")):
        return []
    if (
        is_narrow
        or (is_sideline or modifiers & MEETING_QUALIFIERS)
        and (people or _is_reference(tagged, first))
    ):
        return [
            SessionMention(
                span,
                word.sentence,
                "meeting",
                forum=forum,
                is_reference=_is_reference(tagged, first),
                rule="meeting_at_forum",
            )
        ]
    if _is_reference(tagged, first) and tagged.words[first - 1].lower == "на":
        return [
            SessionMention(
                span, word.sentence, "meeting", forum=forum, is_reference=True, rule="meeting_meant"
            )
        ]
    is_item = not any(w.is_finite for w in tagged.words[floor:ceiling]) and word.index - floor <= 4
    if is_item and sum(1 for n in people if n.first > word.index) > 1:
        return [SessionMention(span, word.sentence, "meeting", forum=forum, rule="meeting_in_programme")]
    took_place = any(w.lemma in ("состояться", "пройти", "провести") for w in tagged.words[floor:ceiling])
    if (
        took_place
        and word.number != "plur"
        and sum(1 for n in people if n.first > word.index) > 1
        and word.case in ("nomn", "accs")
    ):
        return [SessionMention(span, word.sentence, "meeting", forum=forum, rule="meeting_of_people")]
    return []


def _is_at_event(tagged: TaggedText, reading: Reading, word: Word) -> bool:
    """The report has told of an event already, or the next sentence says that they met at one."""
    if any(m.span.start < word.start or m.sentence == word.sentence for m in reading.forums):
        return True
    if word.sentence + 1 >= len(tagged.bounds):
        return False
    following = tagged.quote(*tagged.bounds[word.sentence + 1]).lower()
    return any(phrase in following for phrase in SIDELINES)


LONGEST_TITLE = 8  # words: what is longer and has a verb in quotation marks is speech


TOOK_PLACE = frozenset({"состояться", "пройти", "проходить"})


def _met_in_phrase(clauses: Clauses, word: Word, ceiling: int) -> bool:
    """«встреча главы региона с заместителем председателя У Жигэном»: two people, one of them by the office."""
    tagged = clauses.context.tagged
    by_name = [n for n in clauses.context.names_in(word.index + 1, ceiling) if n.last > n.first]
    with_whom = next(
        (w.index for w in tagged.words[word.index + 1 : ceiling] if w.lower in ("с", "со")), None
    )
    if with_whom is None:
        return False
    offices = [w for w in tagged.words[word.index + 1 : with_whom] if office_class(w) not in ("", "none")]
    return bool(offices) and any(n.first > with_whom for n in by_name)


def _inside_quotation(tagged: TaggedText, index: int) -> bool:
    """Inside a title; what somebody says in quotation marks may name sessions."""
    for opening, quotation in tagged.quotations.items():
        if opening < index < quotation.last:
            words = tagged.words[opening + 1 : quotation.last]
            if len(words) <= LONGEST_TITLE or not any(w.is_finite for w in words):
                return True
    return False
