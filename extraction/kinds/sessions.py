"""Sessions: parts of a programme, each of one forum, with who spoke there."""

from __future__ import annotations

from dataclasses import dataclass, field

from extraction.findings import Session, Span, Value
from extraction.keys import phrase_key
from extraction.kinds.forums import Editions
from extraction.kinds.people import Persons
from extraction.mentions import Reading, SessionMention


@dataclass(slots=True)
class Programme:
    """The sessions of a report and where the text speaks of them."""

    sessions: list[Session] = field(default_factory=list)
    mentions: list[tuple[SessionMention, int]] = field(default_factory=list)

    def of_speaker(self, name: str, sentence: int) -> tuple[Session, Span] | None:
        """The session told of here, or in the sentence before or after, at which this person spoke."""
        near = [pair for pair in self.mentions if abs(pair[0].sentence - sentence) <= 1]
        spoke = [pair for pair in near if name in {s.value for s in self.sessions[pair[1]].speakers}]
        indexes = {index for _, index in spoke if _is_programme(self.sessions[index])}
        if len(indexes) != 1:
            return None
        index = indexes.pop()
        return self.sessions[index], next(mention.span for mention, i in spoke if i == index)

    def at(self, reading: Reading, sentence: int, offset: int) -> tuple[Session, Span] | None:
        """The session that the text speaks of here: in the sentence, else the last in the paragraph."""
        here = [pair for pair in self.mentions if pair[0].sentence == sentence]
        before = [pair for pair in here if pair[0].span.start <= offset]
        chosen = before[-1:] or here[:1]
        if not chosen:
            paragraph = reading.sentences[sentence].paragraph
            earlier = [
                pair
                for pair in self.mentions
                if pair[0].sentence < sentence and reading.sentences[pair[0].sentence].paragraph == paragraph
            ]
            chosen = earlier[-1:]
        if not chosen:
            return None
        return self.sessions[chosen[0][1]], chosen[0][0].span


def _is_programme(session: Session) -> bool:
    return session.kind is not None and session.kind.value in ("session", "plenary", "other")


def resolve(reading: Reading, editions: Editions, persons: Persons) -> Programme:
    programme = Programme()
    for mention in reading.sessions:
        forum = _forum(mention, reading, editions)
        if forum is None:
            continue
        index = _meant(programme, mention, reading)
        if index is None:
            index = _known(programme, mention, forum)
        if index is None:
            is_bare = mention.title is None and not mention.speakers and not mention.rule.endswith("on_topic")
            is_bare = is_bare and mention.kind != "plenary"
            is_bare = is_bare and (mention.is_reference or not mention.rule.endswith("_of_forum"))
            if is_bare and (mention.is_reference or mention.kind in ("session", "other", "meeting")):
                continue
            session = Session(
                id=f"session-{len(programme.sessions) + 1}",
                forum=forum,
                kind=Value(mention.kind, mention.span, mention.rule),
                title=mention.title,
                rule=mention.rule,
                span=mention.span,
            )
            programme.sessions.append(session)
            index = len(programme.sessions) - 1
        session = programme.sessions[index]
        if session.title is None and mention.title is not None:
            session.title = mention.title
        for speaker in mention.speakers:
            value = persons.value(speaker)
            if value.value not in {s.value for s in session.speakers}:
                session.speakers.append(value)
        programme.mentions.append((mention, index))
    return programme


def _forum(mention: SessionMention, reading: Reading, editions: Editions) -> Value[str] | None:
    own = editions.of(mention.forum)
    if own is not None and mention.forum is not None:
        return Value(own.id, mention.forum.span, "forum_in_the_phrase")
    found = editions.at(reading, mention.sentence, mention.span.start, is_of_programme=True)
    return Value(found[0].id, found[1], "forum_at_hand") if found else None


def _meant(programme: Programme, mention: SessionMention, reading: Reading) -> int | None:
    """«На встрече X предложил…»: the session of that kind told of last in the paragraph."""
    if not mention.is_reference or mention.title is not None or mention.forum is not None:
        return None
    paragraph = reading.sentences[mention.sentence].paragraph
    for earlier, index in reversed(programme.mentions):
        is_beside = mention.sentence - earlier.sentence == 1
        if reading.sentences[earlier.sentence].paragraph != paragraph and not is_beside:
            return None
        kind = programme.sessions[index].kind
        if kind is not None and kind.value == mention.kind:
            return index
        is_last = (earlier, index) == programme.mentions[-1]
        if is_last and kind is not None and kind.value == "plenary" and mention.kind == "session":
            return index  # «На пленарном заседании … Модератором сессии стала X»
    return None


def _known(programme: Programme, mention: SessionMention, forum: Value[str]) -> int | None:
    """The session told of before that this mention means."""
    for index in range(len(programme.sessions) - 1, -1, -1):
        session = programme.sessions[index]
        if session.forum is None or session.forum.value != forum.value or session.kind is None:
            continue
        if mention.rule.endswith("on_topic"):
            continue
        if mention.title is not None and session.title is not None:
            if phrase_key(mention.title.value) == phrase_key(session.title.value):
                return index
            continue
        if session.kind.value != mention.kind:
            continue
        if mention.kind in ("plenary", "signing") or mention.is_reference:
            return index
        if mention.title is None and mention.kind == "session" and not mention.rule.endswith("on_topic"):
            return index
        if mention.kind == "meeting" and _same_people(session, mention):
            return index
    return None


def _same_people(session: Session, mention: SessionMention) -> bool:
    mine = {s.value for s in mention.speakers}
    return bool(mine) and mine <= {s.value for s in session.speakers}
