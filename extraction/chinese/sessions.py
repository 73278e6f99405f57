"""Parts of a programme in a Chinese text and who spoke there."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.chinese.clauses import Clauses, marks
from extraction.chinese.gatherings import Gathering, gatherings
from extraction.findings import Span, Value
from extraction.mentions import SessionMention

KIND_OF_HEAD = lexicon.mapping("session_heads_zh")


def _heads(*kinds: str) -> str:
    heads = [head for head, kind in KIND_OF_HEAD.items() if kind in kinds]
    return "|".join(sorted(heads, key=len, reverse=True))


HEAD = rf"(?P<head>{_heads('session', 'general', 'exhibition')})"
BEFORE_HEAD = (
    r"(?:等)?(?:[一二两三四五六七八九十\d]+(?:场|个))?(?:为主题的|为题的|主题的|的)?[\u4e00-\u9fff]{0,8}?"
)
QUOTED = r"[“《「](?P<title>[^”》」\n]{2,40})[”》」]"
TITLED = re.compile(QUOTED + BEFORE_HEAD + HEAD)
SERIES_OF_TITLES = re.compile(
    r"(?P<titles>[“《][^”》\n]{2,40}[”》](?:(?:、|和|与|以及|及|，)?[“《][^”》\n]{2,40}[”》])+)"
    + BEFORE_HEAD
    + HEAD
)
HEAD_THEN_TITLE = re.compile(
    rf"(?P<head>{_heads('session', 'exhibition')})(?:[一二三四五六七八九十\d]{{1,2}})?"
    rf"(?:[：:]\s*|的?主题(?:为|是|：)|(?:以|围绕))" + QUOTED
)
ONE_TITLE = re.compile(r"[“《](?P<title>[^”》\n]{2,40})[”》]")
UNTITLED = re.compile(
    rf"(?P<plenary>{_heads('plenary')}|(?<=论坛)全会)|(?P<signing>{_heads('signing')})|(?P<other>{_heads('ceremony')})"
    rf"|(?P<session>{_heads('session')})"
)
MEETING = re.compile(
    r"(?:举行|进行)(?:了)?(?:小范围|工作|双边|闭门|友好|简短|单独)?(?P<head>会见|会谈|会晤)|(?P<met>会见)(?:了)?(?!记者|活动)|(?:与|同)[^，。]{2,40}?(?P<talk>会谈|会晤|会面)"
)
SPOKE = re.compile(
    r"致(?:开幕|闭幕|欢迎|视频|贺)?(?:辞|词)|主持|发言|演讲|讲话|介绍|推介|报告|宣布|宣读|分享|解读|汇报|讲解|主讲|点评|阐述|授课|发布|揭幕|总结|答问|回答"
)
SPOKE_HERE = re.compile(r"表示|指出|强调|参加|作了|出席")
ROLE_BEFORE = re.compile(
    r"(?:主持人|主持|致辞|致辞嘉宾|演讲嘉宾|演讲人|主讲人|主讲|主讲嘉宾|发言|发言人|发言嘉宾|嘉宾|报告人|对话嘉宾)[：:]\s*$"
)
NO_TITLE = re.compile(r"(?:题为|主题为|主题是|题目为|作了|签署|签订)$")
AFTERWARDS = re.compile(r"(?:结束)?(?:之)?(?:后|前)(?=[，,]|[\u4e00-\u9fff]{2})")
OPENINGS = frozenset({"other", "plenary"})
GREETED = re.compile(r"致(?:开幕|闭幕|欢迎|视频|贺)?(?:辞|词)|宣读[^，。]{0,20}贺信")
ABOUT_TIME = re.compile(r"(?:访问|会议|大会|论坛|展会|博览会|活动)期间")
SCHEDULE = re.compile(r"^\s*(?:\d{1,2}月\d{1,2}日)?\s*\d{1,2}[:：]\d\d")


def find_sessions(clauses: Clauses) -> list[SessionMention]:
    mentions = [*_titled(clauses)]
    mentions += _untitled(clauses, mentions)
    meetings = _meetings(clauses)
    mentions.sort(key=lambda mention: mention.span)
    _add_speakers(clauses, mentions)
    return sorted([*mentions, *meetings], key=lambda mention: mention.span)


def _titled(clauses: Clauses) -> list[SessionMention]:
    text = clauses.text
    found: list[SessionMention] = []
    taken: set[int] = set()
    events = marks(len(text), (forum.span for forum in clauses.forums if forum.name is not None))

    def add(span: Span, title: Span, head: str) -> None:
        is_own = text.startswith(("的", "为主题", "为题"), title.end + 1)
        if title.start in taken or any(events[span.start : span.end]):
            return
        if not is_own and NO_TITLE.search(text, max(0, title.start - 5), title.start - 1):
            return
        taken.add(title.start)
        kind = "exhibition" if KIND_OF_HEAD[head] == "exhibition" else "session"
        value = Value(text[title.start : title.end], title, "title_in_quotation_marks")
        sentence = clauses.sentence_of(title.start)
        found.append(SessionMention(span, sentence, kind, value, rule=f"titled_{kind}"))

    for match in HEAD_THEN_TITLE.finditer(text):
        title = Span(*match.span("title"))
        taken.add(title.start)
        value = Value(match["title"], title, "title_in_quotation_marks")
        found.append(
            SessionMention(
                Span(*match.span()),
                clauses.sentence_of(title.start),
                "session",
                value,
                rule="title_of_session",
            )
        )
    for match in SERIES_OF_TITLES.finditer(text):
        for one in ONE_TITLE.finditer(text, match.start("titles"), match.end("titles")):
            add(Span(*one.span()), Span(*one.span("title")), match["head"])
    for match in TITLED.finditer(text):
        add(Span(*match.span()), Span(*match.span("title")), match["head"])
    return found


def _untitled(clauses: Clauses, titled: list[SessionMention]) -> list[SessionMention]:
    found = []
    events = [forum.span for forum in clauses.forums if forum.name is not None]
    taken = marks(len(clauses.text), [*events, *(mention.span for mention in titled)])
    for match in UNTITLED.finditer(clauses.text):
        span = Span(*match.span())
        sentence = clauses.sentence_of(match.start())
        if clauses.sentences[sentence].is_title or any(taken[span.start : span.end]):
            continue
        if AFTERWARDS.match(clauses.text, match.end()):
            continue
        kind = match.lastgroup or "session"
        is_reference = kind in ("session", "other")
        found.append(SessionMention(span, sentence, kind, is_reference=is_reference, rule=f"untitled_{kind}"))
    return found


def _meetings(clauses: Clauses) -> list[SessionMention]:
    found: list[SessionMention] = []
    for match in MEETING.finditer(clauses.text):
        sentence = clauses.sentence_of(match.start())
        row = clauses.sentences[sentence]
        if row.is_title:
            continue
        at = match.end() if match["met"] else match.start()
        for people in _those_who_met(clauses, row.span, at, match):
            mention = SessionMention(Span(*match.span()), sentence, "meeting", rule="meeting")
            mention.speakers = people
            found.append(mention)
    return found


def _those_who_met(clauses: Clauses, sentence: Span, at: int, match: re.Match[str]) -> list[list[Value[str]]]:
    """One list of participants a meeting: «分别会见了A、B» are two."""
    clause = clauses.clause(match.start())
    if not match["met"]:
        people = [Value(p.name, p.span, "met") for p in clauses.people_in(clause)]
        return [people] if len(people) > 1 else []
    lists = gatherings(clauses, sentence)
    before = [g for g in lists if g.span.end <= match.start() and match.start() - g.span.end <= 16]
    after = next((g for g in lists if 0 <= g.span.start - at <= 24), None)
    hosts = [Value(p.name, p.span, "met") for p in (before[-1].people if before else ())]
    guests = [Value(p.name, p.span, "met") for p in (after.people if after is not None else ())]
    if guests and re.search(r"分别$", clauses.text[sentence.start : match.start()]):
        return [[*hosts, guest] for guest in guests]
    return [[*hosts, *guests]] if hosts or len(guests) > 1 or guests else []


def _add_speakers(clauses: Clauses, mentions: list[SessionMention]) -> None:
    """Those with a verb of speech in the session's sentence; then in the next sentences of the paragraph."""
    by_sentence: dict[int, list[SessionMention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    current: SessionMention | None = None  # the session that the text is telling of
    opening: SessionMention | None = None  # the last ceremony or plenary session
    paragraph = -1
    is_schedule = False
    for index, sentence in enumerate(clauses.sentences):
        if sentence.paragraph != paragraph:
            paragraph = sentence.paragraph
            if not is_schedule or SCHEDULE.match(clauses.sentence_text(index)):
                current = None
        here = by_sentence.get(index, [])
        lists = gatherings(clauses, sentence.span)
        if here:
            is_schedule = SCHEDULE.match(clauses.sentence_text(index)) is not None
            for people in lists:
                if _spoke(clauses, people, is_here=True):
                    _session_of(here, people).speakers += _values(people)
            current = here[-1] if len(here) < 3 else None
            opening = next((m for m in reversed(here) if m.kind in OPENINGS), opening)
        elif not sentence.is_background and not _is_other(clauses, index):
            if current is not None and ABOUT_TIME.match(clauses.sentence_text(index)):
                current = None
            else:
                _go_on(clauses, lists, current, None if sentence.is_title else opening)


def _go_on(
    clauses: Clauses, lists: list[Gathering], current: SessionMention | None, opening: SessionMention | None
) -> None:
    """Who speaks in a sentence without a session: at the one told of; who greets, at the opening."""
    for people in lists:
        if current is not None:
            if _spoke(clauses, people, is_here=False):
                current.speakers += _values(people)
        elif opening is not None and GREETED.search(clauses.text, people.rest.start, people.rest.end):
            opening.speakers += _values(people)


def _session_of(here: list[SessionMention], people: Gathering) -> SessionMention:
    """The session named in what is said of them, else the nearest before, else the first."""
    said = [m for m in here if people.rest.start <= m.span.start < people.rest.end]
    before = [m for m in here if m.span.start <= people.span.start]
    if before:
        return before[-1] if not said or said[0].title is None else said[0]
    return said[0] if said else here[0]


def _values(people: Gathering) -> list[Value[str]]:
    return [Value(person.name, person.span, "spoke") for person in people.people]


def _is_other(clauses: Clauses, index: int) -> bool:
    return (
        re.search(r"签署|签订|提议|邀请|率[^，]{0,8}代表团|上届|第[^届]{1,4}届", clauses.sentence_text(index))
        is not None
    )


def _spoke(clauses: Clauses, people: Gathering, *, is_here: bool) -> bool:
    text = clauses.text
    if ROLE_BEFORE.search(text, max(0, people.span.start - 8), people.span.start):
        return True
    rest = text[people.rest.start : people.rest.end]
    return SPOKE.search(rest) is not None or is_here and SPOKE_HERE.search(rest) is not None
