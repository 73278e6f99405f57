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
            current = here[-1] if len(here) <= 2 else None
            continue
        if current is None or sentence.is_background:
            continue
        if _leaves(clauses, reading, index):
            current = None
            continue
        in_list = sentence.paragraph != tagged.sentences[current.sentence].paragraph
        for name in names:
            if in_list or speaks(clauses, name) or leads(clauses, name):
                current.speakers.append(Value(name.name, name.span, "spoke_after"))


def _goes_on(clauses: Clauses, session: SessionMention, sentence: int) -> bool:
    """In a programme the lines under a session name who leads it and who speaks; they have no verbs."""
    tagged = clauses.context.tagged

    def is_line(index: int) -> bool:
        first, last = tagged.bounds[index]
        return last - first <= LONGEST_LINE and not any(w.is_finite for w in tagged.words[first:last])

    if sentence - session.sentence > MOST_LINES or not is_line(session.sentence) or not is_line(sentence):
        return False
    first, last = tagged.bounds[sentence]
    names = clauses.context.names_in(first, min(first + 3, last))
    heading = tagged.words[first].lemma in LINE_WORDS
    return bool(names) or heading


LONGEST_LINE = 30  # words


MOST_LINES = 14


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
    return any(
        m.sentence == sentence and words[_first_of_mention(m, words, first, last)].lower in ("на", "в", "за")
        for m in reading.forums
    )


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
    others = [m for m in here if m.kind != "meeting"]
    if not others:
        return
    in_item = is_item_line(clauses.context.tagged, sentence)
    for name in names:
        takes_part = in_item and any(m.span.end <= name.span.start for m in others)
        if not (takes_part or speaks(clauses, name) or leads(clauses, name)) or is_only_source(clauses, name):
            continue
        before = [m for m in others if m.span.start < name.span.start]
        target = before[-1] if before else others[0]
        target.speakers.append(Value(name.name, name.span, "spoke_at_session"))


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
    """«примет участие в пленарном заседании», «участвовали в секции»."""
    return any(
        w.lemma in ("участвовать",)
        or w.lemma == "участие"
        and words[max(0, i - 1)].lemma in ("принять", "принимать")
        for i, w in enumerate(words)
    )


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
            and word.lemma in verbs
            and word.is_finite
            and abs(word.index - name.first) < 40
        ):
            if "Number=Plur" in word.feats and not _is_one_of_many(clauses, name):
                continue
            found.append(word)
    return found


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
