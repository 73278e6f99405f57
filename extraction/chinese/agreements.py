"""Documents that sides sign, in a Chinese text: A与B签署…协议."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.findings import Span, Value
from extraction.mentions import AgreementMention
from extraction.money import Amount

KINDS = {
    "谅解备忘录": "memorandum", "合作备忘录": "memorandum", "备忘录": "memorandum", "意向书": "intent", "意向协议": "intent", "合同": "contract",
    "议定书": "protocol", "会议纪要": "protocol", "纪要": "protocol", "路线图": "roadmap", "联合声明": "statement", "声明": "statement",
    "行动计划": "plan", "合作计划": "plan", "协议书": "agreement", "协议": "agreement", "协定": "agreement", "条约": "agreement",
}  # fmt: skip
DOCUMENT = "|".join(sorted(KINDS, key=len, reverse=True))
SIGNED = re.compile(
    rf"(?P<a>[\u4e00-\u9fff“”A-Za-z·（）]{{2,40}}?)(?:与|同|和)(?P<b>[\u4e00-\u9fff“”A-Za-z·]{{2,40}}?)(?:共同|正式|将|拟|当场|现场)?(?:签署|签订|签下|达成|缔结)(?:了)?"
    rf"(?P<topic>[^，。；]{{0,40}}?)(?P<document>{DOCUMENT})"
)
MINUTES = re.compile(
    rf"(?P<a>[\u4e00-\u9fff·]{{2,20}}?)(?:与|同|和)(?P<b>[\u4e00-\u9fff·]{{2,20}}?)(?:共同)?签署(?P<topic>[^，。；]{{0,20}}?)(?P<document>会议纪要|纪要)"
)
LEAD = re.compile(r"^.*?(?:上|期间|后|下|日|，|；|。|其中|此外|同时|该公司拟在展会期间)(?=[\u4e00-\u9fff“])")
TRAILING = re.compile(r"(?:的|了|《)$")


def find_agreements(clauses: Clauses, amounts: list[Amount]) -> list[AgreementMention]:
    text = clauses.text
    mentions = []
    for sentence, row in enumerate(clauses.sentences):
        if row.is_title:
            continue
        position = row.span.start
        for part in re.split(r"(；)", text[row.span.start : row.span.end]):
            mention = _signed(clauses, sentence, position, position + len(part), amounts)
            if mention is not None:
                mentions.append(mention)
            position += len(part)
    return mentions


def _signed(
    clauses: Clauses, sentence: int, start: int, end: int, amounts: list[Amount]
) -> AgreementMention | None:
    text = clauses.text
    verb = re.search(r"签署|签订|签下|缔结", text[start:end])
    if verb is None or re.search(r"未签署|未达成|没有签", text[start:end]):
        return None
    at = start + verb.start()
    clause = clauses.clause(at)
    begin = max(start, clause.start)
    match = re.match(
        rf"(?:签署|签订|签下|缔结)(?:了)?(?P<topic>[^，。；]{{0,40}}?)(?P<document>{DOCUMENT})", text[at:end]
    )
    if match is None:
        return None
    parties = _parties(clauses, begin, at)
    kind = KINDS[match["document"]]
    document = Span(at + match.start("document"), at + match.end("document"))
    topic = (
        match["topic"].removeprefix("为期").removesuffix("的") if False else TRAILING.sub("", match["topic"])
    )
    topic_start = at + match.start("topic")
    mention = AgreementMention(
        Span(at, document.end), sentence, Value(kind, document, "document"), rule="agreement"
    )
    if topic:
        mention.subject = Value(topic, Span(topic_start, topic_start + len(topic)), "subject_of_document")
    mention.parties = parties
    amount = next((a for a in amounts if document.end <= a.span.start < end), None)
    if amount is not None and re.search(r"金额|总额|价值|合同额", text[document.end : amount.span.start]):
        mention.amount = Value(amount.text, amount.span, "sum_of_document")
    return mention if mention.subject is not None or len(parties) > 1 else None


def _parties(clauses: Clauses, start: int, end: int) -> list[Value[str]]:
    """«A与B»: the words before the verb, without "during the forum"."""
    text = clauses.text
    phrase = text[start:end]
    lead = re.match(
        r"^(?:[\u4e00-\u9fff“”]{0,16}(?:仪式上|期间|会上|会后|论坛上|现场)|会后|当天|其中|此外|该公司拟在展会期间)",
        phrase,
    )
    if lead is not None:
        start += lead.end()
    phrase = re.sub(r"(?:共同|正式|将|拟|当场|现场|还|也)+$", "", text[start:end])
    found: list[Value[str]] = []
    position = start
    for name in re.split(r"与|同|和|、", phrase):
        if len(name) > 1:
            found.append(Value(name, Span(position, position + len(name)), "party"))
        position += len(name) + 1
    return found if len(found) > 1 or found and len(found[0].value) > 3 else []
