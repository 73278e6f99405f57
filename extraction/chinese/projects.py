"""Projects in a Chinese text: 介绍 or 推介 of 项目, 产业园, 工程 with their investment."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import ProjectMention
from extraction.money import Amount

OBJECT = r"(?:项目|产业园|工业园|物流园|科技园|示范园|加工园|园区|二期工程|工程|生产线|加工基地|基地|海外仓|物流中心|枢纽|码头|港口|大桥|铁路|公路|电站|电厂|工厂|综合体|合作区|产业带)"
PRESENTED = re.compile(
    rf"(?:介绍|推介|发布|展示|宣传推介)(?:了)?(?:正在筹建的|拟建的|规划建设的|在建的|计划建设的)?(?P<name>[\u4e00-\u9fffA-Za-z·—\-]{{3,30}}?{OBJECT})(?=[，。；、（的]|$|，)"
)
INVESTED = re.compile(r"(?:总投资|投资额|计划投资|计划总投资|首期投资|投资|估算|造价)")


def find_projects(clauses: Clauses, amounts: list[Amount]) -> list[ProjectMention]:
    text = clauses.text
    mentions = []
    for match in PRESENTED.finditer(text):
        sentence = clauses.sentence_of(match.start())
        span = clauses.sentences[sentence].span
        name = match["name"].removesuffix("项目")
        where = Span(match.start("name"), match.start("name") + len(name))
        mention = ProjectMention(
            Span(*match.span()), sentence, Value(name, where, "presented_project"), rule="presented_project"
        )
        before = [p for p in clauses.people_in(span) if p.span.end <= match.start()]
        if before:
            mention.presented_by = [Value(before[-1].name, before[-1].span, "presented")]
        place = next((p for p in clauses.places if where.covers(p.span)), None)
        if place is None:
            place = next(
                (
                    p
                    for p in clauses.places
                    if match.end() <= p.span.start < span.end
                    and re.search(r"(?:在|位于|落户)$", text[: p.span.start][-3:])
                ),
                None,
            )
        if place is not None:
            mention.place = Value(place.name, place.span, "place_of_project")
        invested = INVESTED.search(text, match.end(), span.end)
        if invested is not None:
            amount = next((a for a in amounts if invested.end() - 2 <= a.span.start < span.end), None)
            if amount is not None:
                mention.amount = Value(amount.text, amount.span, "investment")
        mentions.append(mention)
    return mentions
