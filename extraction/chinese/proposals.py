"""Proposals and invitations in a Chinese text: 提议, 建议, 倡议, 邀请, and who agreed."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.chinese.gatherings import gatherings
from extraction.findings import Span, Value
from extraction.mentions import ForumMention, ProposalMention

VERB = r"(?:提议|建议|倡议|呼吁|主张|提出(?=，[^。；]{0,40}(?:举办|举行|召开|建立|设立|成立|开通|组建|轮流))|希望(?=[^，。]{0,20}(?:举办|召开|建立|设立|开通|恢复|成立|共建|移师|移至|(?:仍|继续)?留在|落户|轮流))|倾向于(?=[^。；]{0,16}[办举]))"
AGAINST = r"，[^，。]{1,12}(?:则|却)(?:建议|提议|希望|主张|倾向)"  # «…，中方则建议»: another proposal
PROPOSED = re.compile(
    rf"(?<![这该此述的其项点条一划份为]){VERB}(?:称|说)?[，：]?(?P<text>(?:(?!{AGAINST})[^。；]){{4,90}})"
)
PUT_FORWARD = re.compile(
    r"提出(?:了)?(?:关于)?(?P<text>(?![一二两三四五六七八九\d]{1,2}[点条项])[^，。]{4,44}?)(?:的|这一)(?:重要|具体|若干)?(?:建议|倡议|提议|设想|构想|主张)"
)
TO = re.compile(r"向(?P<to>[\u4e00-\u9fff·]{2,24}?)(?:正式|再次|当面|书面)?$")
NOUN = re.compile(r"^(?:书|稿|案|者|人|得到|获得|，得到|的|和|、|与|》|”|获)")
POINTS = re.compile(
    r"(?P<text>(?:就|对|围绕)[^，。]{2,36}提出(?:了)?[一二两三四五六七八九\d]{1,2}(?:点|条|项)(?:建议|倡议|主张|意见))|提出(?:了)?[一二两三四五六七八九\d]{1,2}(?:点|条|项)(?:建议|倡议|主张)"
)
FIRST_POINT = re.compile(r"(?:一是|第一，|一、|首先，)(?P<text>[^。；]{4,80})")
INVITED = re.compile(
    r"(?:诚挚|正式|热情|诚邀|向[^，。]{2,12}发出)?(?<!应)(?<!受)(?<!收到)(?:邀请|诚邀|欢迎(?=[\u4e00-\u9fff·]{2,20}(?:参加|出席|前来|参展)))(?P<to>[\u4e00-\u9fff·]{2,20}?)(?:组团|组织代表团|派出?代表团|派团|派代表|派员|率团|率代表团|届时|于|明年|今年|积极|踊跃)?"
    r"(?P<text>(?:(?:今年|明年|20\d\d年)[^，。]{0,8})?(?:参加|参与|出席|访问|赴|来(?!自|访)|前来|前往|参展|到访|走进|担任|参会)[^。；，]{0,60})"
)
INVITED_LATER = re.compile(
    r"向(?P<to>[\u4e00-\u9fff·]{2,16}?)(?:正式)?发出(?:了)?(?:参会|参展)?邀请，(?:希望|邀请|请|欢迎)[^，。]{0,10}?(?:派员|派团|组团|派代表|届时)?(?P<text>(?:参加|出席|访问|赴|前往|参展)[^。；，]{2,60})"
)
ANSWER = re.compile(
    r"[，,](?=并(?:正式|诚挚|热情)?(?:邀请|诚邀|欢迎)|[^，。]{0,24}(?:附议|一口答应)|(?:[^，。]{0,24}(?:对此|当场|欣然|表示(?:支持|赞同|赞成|同意|欢迎|认同|感谢|愿意|响应)|予以支持|积极(?:回应|响应)|接受(?:了)?(?:这一|该)?(?:邀请|建议|提议))|(?:并)?(?:得到|获得|获|赢得)[^，。]{0,24}(?:支持|赞同|响应|回应|欢迎|认可)))"
)
AGREED = re.compile(
    r"(?:当场|当即|随即|立即)?(?:附议|一口答应)|(?:对[^，。]{0,16})?(?:均|都|当即|当场|也|明确)?表示(?:完全|原则|高度|将|愿)?(?:积极|大力|全力)?(?:支持|赞同|赞成|同意|欢迎|认同|愿意|响应|推动|配合)|予以支持|(?:欣然)?接受(?:了)?(?:这一|该|上述)?(?:邀请|建议|提议)|欣然(?:接受|应允|应邀)|积极(?:回应|响应)"
)
GOT = re.compile(
    r"(?:得到|获得|获|赢得)(?:了)?(?P<by>[^，。]{2,24}?)(?:的)?(?:一致|积极|大力|热烈|广泛)?(?:支持|赞同|响应|回应|欢迎|认可)"
)
ADVERBS = re.compile(
    r"(?:还|也|则|并|又|再次|此前|随后|当场|现场|正式|同时|共同|联合|此外|日前|曾|已|就此|会上|同日|当天|表示|说|，|（[^）]{1,20}）|另|\d{1,2}月\d{1,2}日|\d{1,2}日|今天|昨天|今日|昨日|当日|在[^，。]{2,40}(?:时|上|中|后|期间|会谈|致辞)|致辞时|发言时|演讲时|会谈时|"
    r"代表[^，。]{2,12}|就[^，。]{2,24}|对[^，。]{2,16}|向[^，。]{2,16})*"
)
FRAME = re.compile(r"(?:在|于)[^，。]{0,30}$")
PRONOUN = re.compile(r"(?:他|她|其)$")
BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fffA-Za-z]{1,20}(?:方面|政府|会馆|总会|公会|学会|组委会|委员会|商会|协会|工商会|联合会|公司|集团|秘书处|部|厅|局|大学|代表团|双方)|[俄中韩日蒙哈白乌印越朝美欧泰外对]方|双方)$"
)
BODY_LEAD = re.compile(r".*(?:，|上|后|时|日|中|由|和|与|据|了)(?=[\u4e00-\u9fff]{2})")


def find_proposals(clauses: Clauses, forums: list[ForumMention]) -> list[ProposalMention]:
    text = clauses.text
    mentions: list[ProposalMention] = []
    taken: list[Span] = []
    for pattern, rule in (
        (POINTS, "points"),
        (PUT_FORWARD, "put_forward"),
        (INVITED_LATER, "invited"),
        (PROPOSED, "proposed"),
        (INVITED, "invited"),
    ):
        for match in pattern.finditer(text):
            sentence = clauses.sentence_of(match.start())
            row = clauses.sentences[sentence]
            span = _text(text, match, rule)
            if row.is_title or span is None or any(t.overlaps(Span(*match.span())) for t in taken[-4:]):
                continue
            by = _by(clauses, match.start(), sentence, mentions)
            if not by:
                continue
            whole = Span(match.start(), max(span.end, match.end() if rule == "points" else span.end))
            taken.append(whole)
            mention = ProposalMention(
                whole, sentence, Value(text[span.start : span.end], span, rule), by, rule=rule
            )
            mention.to = _to(clauses, match, rule, row.span.start)
            mention.forum = _forum(forums, span)
            if rule != "invited":
                _mark_as_proposed(text, mention, forums)
            mention.supported_by = _supporters(clauses, mention)
            mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span)


def _to(clauses: Clauses, match: re.Match[str], rule: str, start: int) -> list[Value[str]]:
    """Who is invited; whom the proposal is addressed to: «向越方提议»."""
    if rule == "invited":
        return [Value(match["to"], Span(*match.span("to")), "invited")]
    addressed = TO.search(clauses.text, max(start, match.start() - 30), match.start())
    if addressed is None:
        return []
    span = Span(*addressed.span("to"))
    people = clauses.people_in(span)
    if people:
        return [Value(p.name, p.span, "addressee") for p in people]
    return [Value(addressed["to"].removesuffix("方面"), span, "addressee")]


HELD_BEFORE = re.compile(r"(?:创办|发起|举办|举行|召开|承办|主办|移师|轮流举办)[^，。；]{0,24}$")
HELD_BEHIND = re.compile(r"[^，。；]{0,24}?(?:举办|举行|召开|移师|移至|留在|落户)")
ATTENDED = re.compile(r"(?:参加|出席|参展|亮相)[^，。；]{0,24}$")


def _mark_as_proposed(text: str, mention: ProposalMention, forums: list[ForumMention]) -> None:
    """What somebody proposes to hold is a proposed edition."""
    forum = mention.forum
    if forum is None or forum.status is not None and forum.status.value in ("cancelled", "postponed"):
        return
    start, end = mention.text.span.start, mention.text.span.end
    if ATTENDED.search(text, start, forum.span.start):
        return
    before = HELD_BEFORE.search(text, start, forum.span.start)
    behind = HELD_BEHIND.match(text, forum.span.end, end)
    if before is not None or behind is not None:
        same = [
            other
            for other in forums
            if other is forum
            or other.sentence == forum.sentence
            and other.name is not None
            and forum.name is not None
            and other.name.value == forum.name.value
        ]
        for other in same:
            other.status = Value("proposed", Span(start, forum.span.end), "proposed_to_be_held")
            other.status_weight = 3


def _forum(forums: list[ForumMention], span: Span) -> ForumMention | None:
    inside = [forum for forum in forums if span.covers(forum.span)]
    return next(
        (f for f in inside if f.name is not None or f.order or f.number), inside[0] if inside else None
    )


def _text(text: str, match: re.Match[str], rule: str) -> Span | None:
    """What is proposed, without the answer to it."""
    if rule == "points":
        first = FIRST_POINT.search(text, match.end(), min(len(text), match.end() + 130))
        if first is not None:
            return Span(*first.span("text"))
        return Span(*match.span("text")) if match["text"] else None
    start, end = match.span("text")
    answer = ANSWER.search(text, start, end)
    if answer is not None:
        end = answer.start()
    while end > start and text[end - 1] in "，,、 ":
        end -= 1
    if rule == "proposed" and NOUN.match(text[start:end]):
        return None
    return Span(start, end) if end - start > 3 else None


def _by(clauses: Clauses, offset: int, sentence: int, earlier: list[ProposalMention]) -> list[Value[str]]:
    """Who proposes: the people or the body right before the verb; 他 is who proposed or spoke last."""
    text = clauses.text
    span = clauses.sentences[sentence].span
    for people in reversed(gatherings(clauses, Span(span.start, offset))):
        between = text[people.span.end : offset]
        if not ADVERBS.fullmatch(between):
            frame = FRAME.search(text, span.start, people.span.start)
            ends = re.match(r"[^，。]{0,12}(?:时|上|中|后)，?", between)
            if frame is not None and ends is not None:
                continue  # «在会见Y时»: Y hears it
            if (
                not re.search(r"(?:^|[，；])(?:并|还|同时|随后)$|^[^，]{0,30}，并?$", between)
                or len(between) > 44
            ):
                break
        return [Value(person.name, person.span, "proposed_by") for person in people.people]
    lead = re.sub(
        r"(?:还|也|则|并|又|再次|此前|随后|当场|正式|同时|共同|曾|已)+$", "", text[span.start : offset]
    )
    if PRONOUN.search(lead):
        return _last_speaker(clauses, sentence, earlier)
    body = BODY.search(lead)
    if body is None:
        return []
    name = BODY_LEAD.sub("", body["body"])
    end = span.start + len(lead)
    return [Value(name, Span(end - len(name), end), "proposed_by_body")] if len(name) > 1 else []


def _last_speaker(clauses: Clauses, sentence: int, earlier: list[ProposalMention]) -> list[Value[str]]:
    if earlier and sentence - earlier[-1].sentence <= 1:
        return list(earlier[-1].by)
    if sentence == 0:
        return []
    lists = gatherings(clauses, clauses.sentences[sentence - 1].span)
    return [Value(p.name, p.span, "proposed_by") for p in lists[0].people[:1]] if lists else []


def _supporters(clauses: Clauses, mention: ProposalMention) -> list[Value[str]]:
    text = clauses.text
    by = {value.value for value in mention.by}
    for sentence in range(mention.sentence, min(mention.sentence + 2, len(clauses.sentences))):
        span = clauses.sentences[sentence].span
        start = max(span.start, mention.text.span.end) if sentence == mention.sentence else span.start
        if (
            start >= span.end
            or sentence > mention.sentence
            and PROPOSED.search(text, start, min(span.end, start + 24))
        ):
            continue
        got = GOT.search(text, start, span.end)
        agreed = AGREED.search(text, start, span.end)
        if got is not None:
            people = [p for p in clauses.people_in(Span(*got.span("by"))) if p.name not in by]
            if people:
                return [Value(p.name, p.span, "agreed") for p in people]
            return [Value(got["by"], Span(*got.span("by")), "body_agreed")]
        if agreed is None:
            continue
        lists = [g for g in gatherings(clauses, Span(start, agreed.end())) if g.span.end <= agreed.end()]
        people = [p for g in lists[-1:] for p in g.people if p.name not in by]
        if people:
            return [Value(p.name, p.span, "agreed") for p in people]
        lead = re.sub(
            r"(?:对此|对这一提议|对该提议|对这一建议|均|也|当场|当即)+$", "", text[start : agreed.start()]
        )
        said = start + max(lead.rfind("，"), lead.rfind("。")) + 1
        bodies = _bodies(text, said, start + len(lead))
        if bodies:
            return bodies
    return []


def _bodies(text: str, start: int, end: int) -> list[Value[str]]:
    """«俄方、哈方», «黑河市方面»: every side that a list names."""
    found: list[Value[str]] = []
    position = start
    for piece in re.split(r"、|和|与", text[start:end]):
        body = BODY.search(piece)
        if body is not None:
            name = BODY_LEAD.sub("", body["body"]).removesuffix("方面")
            at = text.find(name, position)
            if len(name) > 1:
                found.append(Value(name, Span(at, at + len(name)), "body_agreed"))
        position += len(piece) + 1
    return found
