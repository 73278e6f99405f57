"""Proposals and invitations in a Chinese text: 提议, 建议, 倡议, 邀请, and who agreed."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import ForumMention, PersonMention, ProposalMention

PROPOSED = re.compile(r"(?:提议|建议|倡议|呼吁)(?:，)?(?P<text>[^。；]{4,80})")
POINTS = re.compile(r"(?P<text>(?:就|对)[^，。]{2,30}提出[一二三四五六七八九\d]{1,2}点(?:建议|倡议|主张))")
FIRST_POINT = re.compile(r"一是(?P<text>[^。]{4,80})")
INVITED = re.compile(
    r"邀请(?P<to>[\u4e00-\u9fff·]{2,16}?)(?P<text>(?:参加|出席|访问|赴|来|前往|参展)[^。；，]{2,60})"
)
AGREED = re.compile(
    r"表示(?:支持|赞同|同意|欢迎|认同)|(?:对[^，。]{0,12})表示(?:支持|赞同)|予以支持|接受(?:了)?邀请|表示愿意"
)


def find_proposals(clauses: Clauses, forums: list[ForumMention]) -> list[ProposalMention]:
    text = clauses.text
    mentions: list[ProposalMention] = []
    for pattern, rule in ((POINTS, "points"), (PROPOSED, "proposed"), (INVITED, "invited")):
        for match in pattern.finditer(text):
            sentence = clauses.sentence_of(match.start())
            row = clauses.sentences[sentence]
            by = _by(clauses, match.start(), row.span)
            if row.is_title or by is None or any(m.span.overlaps(Span(*match.span())) for m in mentions):
                continue
            span = Span(match.start("text"), match.end("text"))
            if rule == "points":
                first = FIRST_POINT.search(text, match.end(), min(len(text), match.end() + 120))
                span = Span(first.start("text"), first.end("text")) if first is not None else span
            mention = ProposalMention(
                Span(match.start(), span.end),
                sentence,
                Value(text[span.start : span.end].strip("，"), span, rule),
                [by],
                rule=rule,
            )
            if rule == "invited":
                mention.to = [Value(match["to"], Span(match.start("to"), match.end("to")), "invited")]
            mention.forum = next((f for f in forums if span.covers(f.span)), None)
            mention.supported_by = _supporters(clauses, mention)
            mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span)


def _by(clauses: Clauses, offset: int, sentence: Span) -> Value[str] | None:
    """The last person before the verb in its sentence."""
    before: list[PersonMention] = [p for p in clauses.people_in(sentence) if p.span.end <= offset]
    if not before or re.search(r"应[^，]{0,20}$", clauses.text[sentence.start : offset]):
        return None
    nearest = before[-1]
    if offset - nearest.span.end > 40:
        return None
    return Value(nearest.name, nearest.span, "proposed_by")


def _supporters(clauses: Clauses, mention: ProposalMention) -> list[Value[str]]:
    by = {value.value for value in mention.by}
    for sentence in range(mention.sentence, min(mention.sentence + 2, len(clauses.sentences))):
        span = clauses.sentences[sentence].span
        start = max(span.start, mention.span.end) if sentence == mention.sentence else span.start
        agreed = AGREED.search(clauses.text, start, span.end)
        if agreed is None:
            continue
        people = [
            p for p in clauses.people_in(span) if start <= p.span.start < agreed.end() and p.name not in by
        ]
        if people:
            return [Value(people[0].name, people[0].span, "agreed")]
    return []
