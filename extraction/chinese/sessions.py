"""Parts of a programme in a Chinese text and who spoke there."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import SessionMention

TITLED = re.compile(
    r"[“《](?P<title>[^”》\n]{2,40})[”》](?:主题|专题|平行|国际)?(?P<head>分论坛|研讨会|圆桌会议|圆桌会|专题会议|专题会|平行论坛|主题论坛|对话会|座谈会|推介会|交流会|论坛|会议|专场|沙龙|讲座|活动|展区|展览|图片展|成果展)"
)
UNTITLED = re.compile(
    r"(?P<plenary>全体会议|全体大会|主论坛|论坛全会|(?<=论坛)全会|主旨论坛)|(?P<signing>签约仪式|签字仪式|签署仪式)|(?P<ceremony>开幕式|闭幕式|开幕会|闭幕会)|(?P<session>(?:平行)?分论坛|圆桌会议|研讨会)"
)
MEETING = re.compile(
    r"(?:举行|进行)(?:了)?(?:小范围|工作|双边|闭门|友好)?(?P<head>会见|会谈|会晤)|(?P<met>会见)(?:了)?|(?:与|同)[^，。]{2,20}(?P<talk>会谈|会晤|会面)"
)
SPOKE = re.compile(
    r"致辞|致词|主持|发言|演讲|讲话|介绍|推介|作.{0,20}报告|宣布|出席|表示|指出|强调|作了|参加"
)
EXHIBITIONS = frozenset({"展区", "展览", "图片展", "成果展"})


def find_sessions(clauses: Clauses) -> list[SessionMention]:
    text = clauses.text
    mentions: list[SessionMention] = []
    for match in TITLED.finditer(text):
        if re.search(r"题为$|主题为$|主题是$", text[max(0, match.start() - 4) : match.start()]):
            continue
        kind = "exhibition" if match["head"] in EXHIBITIONS else "session"
        title = Value(
            match["title"], Span(match.start("title"), match.end("title")), "title_in_quotation_marks"
        )
        mentions.append(
            SessionMention(
                Span(*match.span()), clauses.sentence_of(match.start()), kind, title, rule=f"titled_{kind}"
            )
        )
    for match in UNTITLED.finditer(text):
        if (
            any(m.span.overlaps(Span(*match.span())) for m in mentions)
            or clauses.sentences[clauses.sentence_of(match.start())].is_title
        ):
            continue
        kind = {"plenary": "plenary", "signing": "signing", "ceremony": "other", "session": "session"}[
            match.lastgroup or "session"
        ]
        reference = kind in ("session", "other")
        mentions.append(
            SessionMention(
                Span(*match.span()),
                clauses.sentence_of(match.start()),
                kind,
                is_reference=reference,
                rule=f"untitled_{kind}",
            )
        )
    for match in MEETING.finditer(text):
        sentence = clauses.sentence_of(match.start())
        if clauses.sentences[sentence].is_title:
            continue
        clause = clauses.clause(match.start())
        people = clauses.people_in(clause)
        if len(people) < 2 and not (people and match["met"]):
            continue
        mention = SessionMention(Span(*match.span()), sentence, "meeting", rule="meeting")
        mention.speakers = [Value(p.name, p.span, "met") for p in people]
        mentions.append(mention)
    mentions.sort(key=lambda mention: mention.span)
    _add_speakers(clauses, mentions)
    return mentions


def _add_speakers(clauses: Clauses, mentions: list[SessionMention]) -> None:
    """Those with a verb of speech in the session's sentence; then in the next sentences of the paragraph."""
    current: SessionMention | None = None
    paragraph = -1
    for index, sentence in enumerate(clauses.sentences):
        if sentence.paragraph != paragraph:
            paragraph, current = sentence.paragraph, None
        here = [m for m in mentions if m.sentence == index and m.kind != "meeting"]
        spoken = _speakers(clauses, sentence.span)
        if here:
            for person in spoken:
                before = [m for m in here if m.span.start <= person.span.start]
                (before[-1] if before else here[0]).speakers.append(person)
            current = here[-1] if len(here) < 3 else None
        elif current is not None and not sentence.is_background and not _is_other(clauses, index):
            if re.match(r"(?:访问|会议|大会|论坛|展会)期间", clauses.sentence_text(index)):
                current = None
                continue
            current.speakers += spoken


def _is_other(clauses: Clauses, index: int) -> bool:
    return (
        re.search(r"签署|签订|提议|邀请|率[^，]{0,8}代表团|上届|第[^届]{1,4}届", clauses.sentence_text(index))
        is not None
    )


def _speakers(clauses: Clauses, span: Span) -> list[Value[str]]:
    found = []
    for person in clauses.people_in(span):
        clause = clauses.clause(person.span.start)
        rest = clauses.text[person.span.end : min(span.end, clause.end + 30)]
        if SPOKE.search(rest) or re.search(r"由[^，]{0,40}$", clauses.text[clause.start : person.span.start]):
            found.append(Value(person.name, person.span, "spoke"))
    return found
