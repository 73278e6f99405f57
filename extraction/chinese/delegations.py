"""Delegations in a Chinese text: 代表团, 一行32人, 由X率领, 随团."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses, Where
from extraction.findings import Span, Value
from extraction.mentions import DelegationMention

GROUP = re.compile(
    r"(?P<of>[\u4e00-\u9fff]{0,14}?)(?:高级别|经贸|政府|企业家|友好|商务|参展)?(?P<word>代表团|考察团|展团|经贸团|访问团)"
)
SIZE = re.compile(
    r"(?:一行|共|共计|规模为|由)(?P<n>\d{1,4}|[一二三四五六七八九十百]{1,5})(?:余|多)?(?:人|名|位)"
)
LED = re.compile(r"(?:由|团长(?:为|是|：)?)")
INVITED = re.compile(r"应(?P<by>[^，。]{2,40}?)(?:的)?邀请")
DESTINATION = re.compile(r"(?:访问|赴|抵达|前往|到访|来到)")
FOLLOWED = re.compile(r"随团|成员(?:包括|有)|陪同|一同前往|同行")


def find_delegations(clauses: Clauses) -> list[DelegationMention]:
    text = clauses.text
    mentions: list[DelegationMention] = []
    for match in GROUP.finditer(text):
        sentence = clauses.sentence_of(match.start())
        if clauses.sentences[sentence].is_title:
            continue
        span = clauses.sentences[sentence].span
        mention = DelegationMention(Span(match.start("word"), match.end()), sentence, rule="delegation")
        mention.sender = _sender(clauses, match, span)
        mention.head = _head(clauses, match, span)
        size = SIZE.search(text, match.start(), span.end)
        if size is not None:
            mention.size = Value(
                _count(size["n"]), Span(size.start("n"), size.end("n")), "size_of_delegation"
            )
        invited = INVITED.search(text, span.start, span.end)
        if invited is not None:
            mention.invited_by = Value(
                invited["by"], Span(invited.start("by"), invited.end("by")), "invited_by"
            )
        mention.destination = _destination(clauses, span)
        mention.members = _members(clauses, sentence, mention)
        if re.search(r"尚未确定|是否", text[match.end() : span.end]):
            continue
        if mention.sender is None and mention.head is None and mention.size is None and not mention.members:
            continue
        mentions.append(mention)
    return mentions


def _count(text: str) -> int:
    if text.isdigit():
        return int(text)
    from_words = 0
    digit = 0
    for character in text:
        if character == "十":
            from_words, digit = from_words + (digit or 1) * 10, 0
        elif character == "百":
            from_words, digit = from_words + (digit or 1) * 100, 0
        else:
            digit = "零一二三四五六七八九".find(character)
    return from_words + digit


def _sender(clauses: Clauses, match: re.Match[str], sentence: Span) -> Value[str] | None:
    """The territory right before the word; «省代表团» is of the province named in the sentence."""
    text = clauses.text
    clause = clauses.clause(match.start("word"))
    before = [p for p in clauses.places if clause.start <= p.span.start and p.span.end <= match.start("word")]
    adjacent = [
        p
        for p in before
        if match.start("word") - p.span.end <= 6
        and not re.search(r"[与和、，]", text[p.span.end : match.start("word")])
    ]
    if adjacent:
        return Value(adjacent[-1].name, adjacent[-1].span, "sender_of_delegation")
    side = re.search(
        r"([俄中韩日蒙哈白乌印越朝]方)[\u4e00-\u9fff]{0,6}$", text[clause.start : match.start("word")]
    )
    if side is not None:
        return Value(
            side[1], Span(clause.start + side.start(1), clause.start + side.end(1)), "side_of_delegation"
        )
    if text[match.start("word") - 1 : match.start("word")] in ("省", "州", "市", "区"):
        earlier = [
            p
            for p in clauses.places
            if p.span.start >= sentence.start
            and p.span.end <= match.start("word")
            and p.place.kind == "region"
        ]
        home = [p for p in earlier if p.place.country == "CN"] or earlier
        if home:
            return Value(home[-1].name, home[-1].span, "home_region")
    if text[match.start("word") - 2 : match.start("word")] == "公司":
        company = re.search(
            r"([\u4e00-\u9fff]{2,20}(?:有限公司|集团|公司))", text[sentence.start : match.start("word") - 2]
        )
        if company is not None:
            start = sentence.start + company.start(1)
            return Value(company[1], Span(start, start + len(company[1])), "company_of_delegation")
    return None


def _head(clauses: Clauses, match: re.Match[str], sentence: Span) -> Value[str] | None:
    text = clauses.text
    people = clauses.people_in(sentence)
    for person in people:
        following = text[person.span.end : person.span.end + 3]
        if following.startswith(("率", "带队", "带领", "率领")) or re.match(
            r"(?:率领|率队|带队|任团长|担任团长)", text[person.span.end : person.span.end + 6]
        ):
            return Value(person.name, person.span, "leads")
        if re.match(r"率领|率|带领", following):
            return Value(person.name, person.span, "leads")
    led = LED.search(text, match.end(), sentence.end)
    if led is not None:
        leader = next((p for p in people if p.span.start >= led.end()), None)
        if leader is not None and (
            led[0].startswith("团长")
            or re.match(r"(?:率领|带队|率团|任团长)", text[leader.span.end : leader.span.end + 4])
        ):
            return Value(leader.name, leader.span, "led_by")
    return None


def _destination(clauses: Clauses, sentence: Span) -> Value[str] | None:
    for verb in DESTINATION.finditer(clauses.text, sentence.start, sentence.end):
        place: Where | None = next(
            (p for p in clauses.places if verb.end() <= p.span.start <= verb.end() + 8), None
        )
        if place is not None:
            return Value(place.name, place.span, "destination")
    return None


def _members(clauses: Clauses, sentence: int, mention: DelegationMention) -> list[Value[str]]:
    """«成员包括A、B», and the next sentence when it says 随团."""
    head = mention.head.value if mention.head else None
    found: list[Value[str]] = []
    for index in (sentence, sentence + 1):
        if index >= len(clauses.sentences):
            break
        span = clauses.sentences[index].span
        follow = FOLLOWED.search(clauses.text, span.start, span.end)
        if follow is None:
            continue
        after = follow[0].startswith("成员")
        for person in clauses.people_in(span):
            if (
                person.name != head
                and (not after or person.span.start >= follow.end())
                and (after or index > sentence or person.span.start > mention.span.end)
            ):
                found.append(Value(person.name, person.span, "member_of_delegation"))
    return found
