"""Parts of a programme in a Chinese text and who spoke there."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.chinese.clauses import Clauses, marks
from extraction.chinese.gatherings import Gathering, gatherings
from extraction.findings import Span, Value
from extraction.mentions import ForumMention, SessionMention

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
HEAD_THEN_TITLES = re.compile(
    rf"(?P<head>{_heads('session')})(?P<titles>“[^”\n]{{2,40}}”(?:(?:、|和|与|以及|及)“[^”\n]{{2,40}}”)*)"
)
TITLE_WITH_HEAD = re.compile(
    rf"(?<=[在于])[“《「](?P<title>[^”》」\n]{{2,30}}(?P<head>{_heads('session')}))[”》」]"
)
ONE_TITLE = re.compile(r"[“《](?P<title>[^”》\n]{2,40})[”》]")
UNTITLED = re.compile(
    rf"(?P<plenary>{_heads('plenary')}|(?<=[坛会 ])全会|(?<![\u4e00-\u9fff])全会(?=[。，：]))|(?P<signing>{_heads('signing')})|(?P<other>{_heads('ceremony')})"
    rf"|(?P<session>{_heads('session')})|(?P<exhibition>{_heads('exhibition')})"
)
MEETING = re.compile(
    r"(?:举行|进行|展开)(?:了)?(?:小范围|工作|双边|闭门|友好|简短|单独|深入|正式|多场|一对一){0,2}(?P<head>会见|会谈|会晤|磋商|洽谈)(?!会)|(?P<met>会见|拜会|接见)(?:了)?(?!记者|活动|中|时|室|厅)|(?:与|同)[^，。]{2,40}?(?P<talk>会谈|会晤|会面)"
)
SPOKE = re.compile(
    r"致(?:开幕|闭幕|欢迎|视频|贺)?(?:辞|词)|主持|发言|演讲|讲话|介绍|推介|报告|宣布|宣读|分享|解读|汇报|讲解|主讲|点评|阐述|授课|发布|揭幕|总结|答问|回答|坦言|直言|回应(?:说|称)"
)
SPOKE_HERE = re.compile(r"式上说|表示|指出|强调|作了|公开了|首次公开|透露|披露|开门见山|认为|提出")
ROLE_BEFORE = re.compile(
    r"(?:主持人|主持|致辞|致辞嘉宾|演讲嘉宾|演讲人|主讲人|主讲|主讲嘉宾|发言|发言人|发言嘉宾|嘉宾|报告人|对话嘉宾|台上嘉宾|点评|致辞人|出席嘉宾|与谈人|点评人|召集人|主席)[：:]\s*$"
)
WHO_SPOKE = re.compile(r"(?:主持|致辞|主讲|发言|演讲)[^，。；]{0,14}的$")  # «主持全体会议的X»
NO_TITLE = re.compile(r"(?:题为|主题为|主题是|题目为|作了|签署|签订)$")
AFTERWARDS = re.compile(r"(?:结束)?(?:之)?(?:后|前)(?=[，,]|[\u4e00-\u9fff]{2})")
OPENINGS = frozenset({"other", "plenary"})
GREETED = re.compile(r"致(?:开幕|闭幕|欢迎|视频|贺)?(?:辞|词)|宣读[^，。]{0,20}贺信")
ABOUT_TIME = re.compile(r"(?:访问|会议|大会|论坛|展会|博览会|活动)期间")
SCHEDULE = re.compile(r"^\s*(?:\d{1,2}月\d{1,2}日)?\s*\d{1,2}[:：]\d\d")


def find_sessions(clauses: Clauses) -> list[SessionMention]:
    mentions = [*_titled(clauses)]
    untitled, again = _untitled(clauses, mentions)
    mentions += untitled
    meetings = _meetings(clauses)
    mentions.sort(key=lambda mention: mention.span)
    for mention in mentions:
        mention.forum = _forum_before(clauses, mention)
    _add_speakers(clauses, mentions, again)
    return sorted([*mentions, *meetings], key=lambda mention: mention.span)


def _forum_before(clauses: Clauses, mention: SessionMention) -> ForumMention | None:
    """«第四届峰会去年在…举行，X主持了全体会议»: the one numbered edition that the sentence names before the session."""
    span = clauses.sentences[mention.sentence].span
    before = [
        forum
        for forum in clauses.forums
        if span.start <= forum.span.start and forum.span.end <= mention.span.start
    ]
    numbers = {forum.number.value for forum in before if forum.number is not None}
    if len(numbers) != 1 or any(forum.order for forum in before):
        return None
    chosen = next(forum for forum in before if forum.number is not None)
    is_proposed = chosen.status is not None and chosen.status.value == "proposed"
    return None if is_proposed else chosen


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
    for match in HEAD_THEN_TITLES.finditer(text):
        for one in ONE_TITLE.finditer(text, match.start("titles"), match.end("titles")):
            add(Span(*one.span()), Span(*one.span("title")), match["head"])
    for match in TITLE_WITH_HEAD.finditer(text):
        add(Span(*match.span()), Span(*match.span("title")), match["head"])
    for match in SERIES_OF_TITLES.finditer(text):
        for one in ONE_TITLE.finditer(text, match.start("titles"), match.end("titles")):
            add(Span(*one.span()), Span(*one.span("title")), match["head"])
    for match in TITLED.finditer(text):
        add(Span(*match.span()), Span(*match.span("title")), match["head"])
    return found


def _untitled(
    clauses: Clauses, titled: list[SessionMention]
) -> tuple[list[SessionMention], dict[int, list[SessionMention]]]:
    """Sessions without a title; and by sentence those that are named once more, «农业分论坛» by their topic."""
    found: list[SessionMention] = []
    by_topic: dict[str, SessionMention] = {}
    again: dict[int, list[SessionMention]] = {}
    events = [forum.span for forum in clauses.forums if forum.name is not None]
    own_heads = _heads_of_events(clauses)
    taken = marks(len(clauses.text), [*events, *(mention.span for mention in titled)])
    for match in UNTITLED.finditer(clauses.text):
        span = Span(*match.span())
        sentence = clauses.sentence_of(match.start())
        if clauses.sentences[sentence].is_title or any(taken[span.start : span.end]):
            continue
        if match["exhibition"] and not IN_PROGRAMME.fullmatch(
            clauses.text, row_start(clauses, sentence), match.start()
        ):
            continue
        if AFTERWARDS.match(clauses.text, match.end()):
            continue
        kind = match.lastgroup or "session"
        if kind == "session" and TO_BE_SET_UP.search(clauses.text, row_start(clauses, sentence), span.start):
            continue
        if kind == "session" and match[0] in own_heads:
            continue  # the report is about a 对话会: «对话会» is the event itself
        topic = _topic(clauses.text, span) if kind == "session" else ""
        if topic in by_topic:
            again.setdefault(sentence, []).append(by_topic[topic])
            continue
        is_reference = kind in ("session", "other") and not topic
        rule = f"untitled_{kind}_on_topic" if topic or kind == "exhibition" else f"untitled_{kind}"
        found.append(SessionMention(span, sentence, kind, is_reference=is_reference, rule=rule))
        if topic:
            by_topic[topic] = found[-1]
    return found, again


def _heads_of_events(clauses: Clauses) -> frozenset[str]:
    names = {forum.name.value for forum in clauses.forums if forum.name is not None}
    return frozenset(head for head in KIND_OF_HEAD for name in names if name.endswith(head))


def row_start(clauses: Clauses, sentence: int) -> int:
    return clauses.sentences[sentence].span.start


IN_PROGRAMME = re.compile(r"\s*(?:\d{1,2}月\d{1,2}日)?[^，。\n]{0,12}")
TO_BE_SET_UP = re.compile(r"(?:提议|建议|倡议|希望)[^。]*(?:增设|设立|举办|召开|举行|开设|建立)[^。]{0,20}$")
TOPIC = re.compile(r"(?P<topic>[\u4e00-\u9fff]{2,10})$")
BEFORE_TOPIC = re.compile(
    r".*(?:举行|举办|召开|组织|参加|出席|主持|在|的|了|由|为|与|和(?!平)|及|还有|设有|设|日|天|午|晚|场|个|届|次|同期|于|称|是|开展|进行|当天|随后|期间)"
)
NO_TOPIC = re.compile(
    r"^(?:该|本|此|各|上述|两|双边|系列|相关|多|专题|主题|平行|分组|重要|配套|首|第[一二三四五六])"
)


def _topic(text: str, head: Span) -> str:
    """«农业» of «农业分论坛»; "" where the words before the head say no topic."""
    match = TOPIC.search(text, max(0, head.start - 10), head.start)
    topic = BEFORE_TOPIC.sub("", match["topic"]) if match is not None else ""
    return "" if len(topic) < 2 or NO_TOPIC.match(topic) else topic + text[head.start : head.end]


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
        if len(people) == 1 and GOES_ON.match(clauses.text, clause.start):
            subject = gatherings(clauses, sentence)[0]
            people[:0] = [Value(p.name, p.span, "met") for p in subject.people if p.span.end <= clause.start]
        return [people] if len(people) > 1 else []
    lists = gatherings(clauses, sentence)
    before = [g for g in lists if g.span.end <= match.start() and match.start() - g.span.end <= 16]
    after = next((g for g in lists if 0 <= g.span.start - at <= 24), None)
    hosts = [Value(p.name, p.span, "met") for p in (before[-1].people if before else ())]
    guests = [Value(p.name, p.span, "met") for p in (after.people if after is not None else ())]
    if guests and re.search(r"分别$", clauses.text[sentence.start : match.start()]):
        return [[*hosts, guest] for guest in guests]
    if len(hosts) + len(guests) == 1 and not _tells_of_event(clauses, Span(sentence.start, match.end())):
        return []  # who received whom, with no event around it
    return [[*hosts, *guests]] if hosts or guests else []


GOES_ON = re.compile(r"(?:并|还|随后|会后|期间|其间|又|分别|先后)*(?:与|同|和)")
EVENT_WORD = re.compile(r"论坛|博览会|峰会|大会|洽谈会|展会|年会|期间|与会|会前|会后|间隙")


def _tells_of_event(clauses: Clauses, sentence: Span) -> bool:
    behind = clauses.clause(sentence.end - 1)
    begin = max(sentence.start, sentence.end - NEAR_EVENT)
    is_told_when = clauses.text.startswith("时", behind.end - 1)  # «在会见代表团时»: he says something there
    return not is_told_when and EVENT_WORD.search(clauses.text, begin, behind.end) is not None


NEAR_EVENT = 60  # characters


def _add_speakers(
    clauses: Clauses, mentions: list[SessionMention], again: dict[int, list[SessionMention]]
) -> None:
    """Those with a verb of speech in the session's sentence; then in the next sentences of the paragraph."""
    by_sentence: dict[int, list[SessionMention]] = {}
    for mention in mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    for number, others in again.items():
        by_sentence.setdefault(number, []).extend(others)
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
                if _each_his_own(clauses, here, people):
                    continue
                if _spoke(clauses, people, is_here=True):
                    _session_of(here, people).speakers += _values(people)
            current = here[-1] if len(here) < 3 else None
            opening = next((m for m in reversed(here) if m.kind in OPENINGS), opening)
        elif not sentence.is_background and not _is_other(clauses, index):
            if current is not None and ABOUT_TIME.match(clauses.sentence_text(index)):
                current = None
            else:
                _go_on(clauses, lists, current, None if sentence.is_title else opening)


def _each_his_own(clauses: Clauses, here: list[SessionMention], people: Gathering) -> bool:
    """«“A”和“B”分别由X、Y主持»: the first is moderated by X, the second by Y."""
    text = clauses.text
    is_each = EACH.search(text, max(0, people.span.start - 24), people.span.start)
    titled = [m for m in here if m.title is not None and m.span.end <= people.span.start]
    rest = text[people.rest.start : people.rest.end]
    if is_each is None or len(titled) < len(people.people) or SPOKE.match(rest) is None:
        return False
    for mention, value in zip(titled[-len(people.people) :], _values(people), strict=True):
        mention.speakers.append(value)
    return True


EACH = re.compile(r"分别由[^，。、；]{0,16}$")


def _go_on(
    clauses: Clauses, lists: list[Gathering], current: SessionMention | None, opening: SessionMention | None
) -> None:
    """Who speaks in a sentence without a session: at the one told of; who greets, at the opening."""
    for people in lists:
        if current is not None:
            if _spoke(clauses, people, is_here=False):
                current.speakers += _values(people)
        elif opening is not None and _spoke_at(clauses, opening, people):
            opening.speakers += _values(people)


def _spoke_at(clauses: Clauses, opening: SessionMention, people: Gathering) -> bool:
    """Greetings are for the opening; «X、Y等先后发言» after a plenary session was named was said there."""
    greeted = GREETED.search(clauses.text, people.rest.start, people.rest.end)
    took_turns = TOOK_TURNS.search(clauses.text, people.rest.start, people.rest.end)
    opened = OPENED_IT.search(clauses.text, people.rest.start, people.rest.end)
    is_opening = greeted is not None or opening.kind == "other" and opened is not None
    return is_opening or opening.kind == "plenary" and took_turns is not None


OPENED_IT = re.compile(
    r"宣布[^。]{0,30}(?:开幕|闭幕)|在(?:开幕式|闭幕式|仪式|开幕大会)上(?:说|表示|指出|强调|讲话)"
)
TOOK_TURNS = re.compile(r"(?:先后|分别|依次|相继)[^，。]{0,8}(?:发言|演讲|讲话)|主持(?:会议|全体会议|大会)")


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
    text = clauses.sentence_text(index)
    is_opening = OPENED_IT.search(text) is not None  # «X宣布第十二届论坛开幕»
    return not is_opening and OTHER_MATTERS.search(text) is not None


OTHER_MATTERS = re.compile(r"签署|签订|提议|邀请|率[^，]{0,8}代表团|上届|第[^届]{1,4}届")


def _spoke(clauses: Clauses, people: Gathering, *, is_here: bool) -> bool:
    text = clauses.text
    if ROLE_BEFORE.search(text, max(0, people.span.start - 8), people.span.start):
        return True
    if WHO_SPOKE.search(text, max(0, people.span.start - 24), people.span.start):
        return True
    rest = text[people.rest.start : people.rest.end]
    return SPOKE.search(rest) is not None or is_here and SPOKE_HERE.search(rest) is not None
