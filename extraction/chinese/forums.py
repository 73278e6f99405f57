"""Events in a Chinese text: «第七届中俄博览会», «论坛», «上届论坛» with what the sentence says of them."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses, When, Where, number, value
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

HEADS = {
    "论坛": "forum", "博览会": "exhibition", "展览会": "exhibition", "洽谈会": "fair", "交易会": "fair", "展销会": "fair", "峰会": "summit",
    "大会": "congress", "年会": "congress", "研讨会": "conference", "进出口商品交易会": "fair", "展": "exhibition", "展会": "exhibition",
    "投洽会": "fair", "经贸洽谈会": "fair", "经洽会": "fair", "节": "festival", "对话会": "forum", "交流会": "forum", "会议": "meeting",
}  # fmt: skip
HEAD = r"(?:论坛|博览会|展览会|洽谈会|交易会|展销会|峰会|年会|对话会|投洽会|大会|展(?!会|览|馆|位|台|区|团|示|品|商|期|开|望|现|业|厅))"
ORDINAL = r"(?P<ordinal>第(?:[一二三四五六七八九十百]{1,5}|\d{1,3})届|首届)"
NAME = r"(?P<name>[\u4e00-\u9fffA-Za-z0-9·—－\-–]{2,28}?" + HEAD + r"(?!" + HEAD + r"))"
NUMBERED = re.compile(ORDINAL + r"(?:[“《](?P<quoted>[^”》\n]{2,30})[”》])?" + NAME)
BARE_NUMBERED = re.compile(
    r"(?P<ordinal>第(?:[一二三四五六七八九十百]{1,5}|\d{1,3})届|首届|本届|上届|上一届|下届|下一届|此次)(?P<head>论坛|博览会|展览会|洽谈会|峰会|大会|展会|年会|交易会)"
)
UNNUMBERED = re.compile(
    r"(?:参加|参与|出席|赴|举办|举行|举行的|举办的|同期举行的|的|组织|亮相|《|“)(?P<name>(?:中|俄|国际|亚|世界|全球|东|上合|金砖|太平|三|哈|圣|中国|[\u4e00-\u9fff]{2,8}国际)[\u4e00-\u9fff—－\-·]{1,22}?"
    + HEAD + r")(?=[，。、；的在于由开将上期简（(”》]|$|举|主|与)"
)  # fmt: skip
COMMITTEE = re.compile(
    r"(?P<name>[\u4e00-\u9fff—]{3,24}(?:委员会|理事会|联委会|定期会晤机制))(?P<ordinal>第(?:[一二三四五六七八九十百]{1,5}|\d{1,3})次)(?P<head>会议|例会|会晤)"
)
REGULAR = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,12}(?:总理定期会晤|首脑会晤))")
ANAPHORA = re.compile(
    r"(?<![\u4e00-\u9fff分坛])(?P<head>论坛|大会|展会|博览会|峰会|会议)(?=[由于在将为期举开闭结主期间，。]|$)|(?P<this>本届)(?P<head2>论坛|大会|展会|博览会|峰会)"
)
ALIAS = re.compile(
    r"[（(](?:以下)?(?:简称|又称|下称)(?:为)?[“\"《]?(?P<alias>[^”\"》）)]{2,20})[”\"》]?[）)]"
)
POSTPONED = re.compile(r"延期|推迟|改期|顺延")
CANCELLED = re.compile(r"取消|停办|不再举办|未能举行")
PROPOSED = re.compile(r"提议|建议|倡议|希望.{0,10}举办|有意.{0,6}举办|申办")
PLANNED = re.compile(
    r"将于|将在|将举行|将举办|拟于|定于|计划于|即将|将[^，。]{0,12}(?:举行|举办|召开|开幕)|预计|计划[^，。]{0,12}(?:举行|举办)|明年|筹备"
)
HELD = re.compile(r"闭幕|落幕|圆满结束|已于|曾于|举行了|结束|上届|上一届|去年")
ONGOING = re.compile(r"开幕|正在|举行|举办|召开|开展")
ORGANIZED = re.compile(
    r"由(?P<names>[^，。；]{2,60}?)(?:共同|联合)?(?:主办|举办|承办)|主办单位(?:为|是|：)?(?P<names2>[^，。；对由]{2,30}(?:会|局|厅|部|公司|政府|协会|商会|委))"
)


def find_forums(clauses: Clauses) -> list[ForumMention]:
    text = clauses.text
    mentions: list[ForumMention] = []
    taken = bytearray(len(text))
    for pattern, rule in (
        (NUMBERED, "numbered_event"),
        (COMMITTEE, "committee_meeting"),
        (UNNUMBERED, "event_without_number"),
    ):
        for match in pattern.finditer(text):
            start = (
                match.start("ordinal")
                if "ordinal" in match.re.groupindex and rule == "numbered_event"
                else match.start("name")
            )
            if any(taken[start : match.end()]) or not _is_event(match["name"], rule):
                continue
            taken[start : match.end()] = b"\x01" * (match.end() - start)
            mentions.append(_named(clauses, match, start, rule))
    for match in BARE_NUMBERED.finditer(text):
        if not any(taken[match.start() : match.end()]):
            taken[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
            mentions.append(_bare(clauses, match))
    for match in ANAPHORA.finditer(text):
        if not any(taken[match.start() : match.end()]):
            head = match["head"] or match["head2"]
            sentence = clauses.sentence_of(match.start())
            kind = "event" if head == "会议" else HEADS.get(head, "event")
            mentions.append(ForumMention(Span(*match.span()), sentence, kind, rule="event_meant"))
    mentions.sort(key=lambda mention: mention.span)
    _by_alias(clauses, mentions)
    mentions.sort(key=lambda mention: mention.span)
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        _fill(clauses, mention, following)
    return mentions


def _is_event(name: str, rule: str) -> bool:
    if re.search(r"(?:分论坛|平行论坛|主论坛|同期|全会|人大|会议室)", name):
        return False
    return not (
        rule == "event_without_number"
        and re.search(r"(?:代表大会|全体会议|运动会|座谈会|研讨会|[，。了]|代表团)", name)
    )


LEADING = re.compile(r"^.*(?:主持|出席|参加|召开|举行|同意|向|在北京|副总理|总理)(?=[\u4e00-\u9fff]{4,})")


def _named(clauses: Clauses, match: re.Match[str], start: int, rule: str) -> ForumMention:
    text = clauses.text
    name = match["name"]
    lead = LEADING.match(name) if rule == "committee_meeting" else None
    if lead is not None:
        name, start = name[lead.end() :], match.start("name") + lead.end()
    head = next((HEADS[h] for h in sorted(HEADS, key=len, reverse=True) if name.endswith(h)), "meeting")
    sentence = clauses.sentence_of(start)
    mention = ForumMention(Span(start, match.end()), sentence, head, rule=rule)
    quoted = match.groupdict().get("quoted")
    mention.name = Value(
        f"“{quoted}”{name}" if quoted else name, Span(match.end("name") - len(name), match.end("name")), rule
    )
    ordinal = match.groupdict().get("ordinal")
    if ordinal:
        count = number(ordinal)
        mention.number = (
            Value(count, Span(match.start("ordinal"), match.end("ordinal")), "number_of_edition")
            if count
            else None
        )
    alias = ALIAS.match(text, match.end())
    if alias is not None:
        mention.aliases = [
            Value(alias["alias"], Span(alias.start("alias"), alias.end("alias")), "name_in_parenthesis")
        ]
        mention.span = Span(start, alias.end())
    return mention


def _bare(clauses: Clauses, match: re.Match[str]) -> ForumMention:
    ordinal = match["ordinal"]
    mention = ForumMention(
        Span(*match.span()),
        clauses.sentence_of(match.start()),
        HEADS.get(match["head"], "event"),
        rule="event_meant",
    )
    if ordinal.startswith(("上届", "上一届")):
        mention.order = "previous"
    elif ordinal.startswith(("下届", "下一届")):
        mention.order = "next"
    elif ordinal not in ("本届", "此次"):
        count = number(ordinal)
        mention.number = (
            Value(count, Span(match.start("ordinal"), match.end("ordinal")), "number_of_edition")
            if count
            else None
        )
    return mention


def _by_alias(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«渔业大会» once it has been said that it is short for the full name; «第五届渔业大会» too."""
    text = clauses.text
    aliases = [(alias.value, mention) for mention in mentions for alias in mention.aliases]
    for alias, source in aliases:
        position = text.find(alias, source.span.end)
        while position >= 0:
            end = position + len(alias)
            if not any(m.span.start < end and position < m.span.end for m in mentions):
                mention = ForumMention(
                    Span(position, end), clauses.sentence_of(position), source.head, rule="event_by_alias"
                )
                mention.name = Value(alias, Span(position, end), "event_by_alias")
                mentions.append(mention)
            position = text.find(alias, end)


def _fill(clauses: Clauses, mention: ForumMention, following: ForumMention | None) -> None:
    sentence = clauses.sentences[mention.sentence].span
    right = (
        following.span.start
        if following is not None and following.sentence == mention.sentence
        else sentence.end
    )
    clause = _with_date_before(clauses, clauses.clause(mention.span.start), sentence)
    after = Span(mention.span.end, min(right, sentence.end))
    _set_status(clauses, mention, clause, after)
    when = _date(clauses, mention, clause, after)
    if when is not None:
        if when.edtf is not None and when.precision != "year":
            mention.dates = Value(when.edtf, when.span, f"date_{when.precision}")
        if when.year is not None:
            mention.year = Value(when.year, when.span, f"date_{when.precision}")
            mention.is_own_year = True
    published = clauses.published_on
    if (
        mention.status is not None
        and mention.status.value == "ongoing"
        and mention.year is not None
        and published is not None
        and mention.year.value < published.year
    ):
        mention.status = Value("held", mention.status.span, "year_before_publication")
    where = _place(clauses, mention, clause, after)
    if where is not None and where.place.kind != "country":
        mention.place = Value(where.name, where.span, "place_of_event")
        if where.place.country:
            mention.country = Value(where.place.country, where.span, "country_of_place")
    _set_organizers(clauses, mention, sentence)


def _with_date_before(clauses: Clauses, clause: Span, sentence: Span) -> Span:
    """«5月11日至12日，第四届…在…举行»: a date that stands before the comma."""
    if clause.start <= sentence.start:
        return clause
    before = clauses.clause(clause.start - 2)
    has_date = any(before.covers(d.span) for d in clauses.dates)
    return before.to(clause) if has_date and len(before) <= 18 and before.start >= sentence.start else clause


def _set_status(clauses: Clauses, mention: ForumMention, clause: Span, after: Span) -> None:
    text = clauses.text
    own = text[clause.start : max(after.end, clause.end)]
    near = text[clause.start : clause.end]
    for pattern, status, weight in (
        (CANCELLED, "cancelled", 3), (POSTPONED, "postponed", 3), (PROPOSED, "proposed", 3), (PLANNED, "planned", 3),
        (HELD, "held", 2), (ONGOING, "ongoing", 2),
    ):  # fmt: skip
        found = pattern.search(near) or (
            pattern.search(own) if status not in ("proposed", "planned", "cancelled") else None
        )
        if found is None:
            continue
        if status == "postponed" and mention.name is None or status == "cancelled" and not found:
            continue
        base = clause.start
        if status == "proposed" and text.rfind("邀请", base, mention.span.start) >= 0:
            continue
        mention.status = Value(status, Span(base + found.start(), base + found.end()), f"status_{status}")
        mention.status_weight = (
            weight if mention.name is not None or status in ("cancelled", "proposed") else 2
        )
        if status == "ongoing" and mention.order == "previous":
            mention.status = Value("held", mention.status.span, "status_held")
        return


def _date(clauses: Clauses, mention: ForumMention, clause: Span, after: Span) -> When | None:
    text = clauses.text
    inside = [
        d for d in clauses.dates if clause.start <= d.span.start and d.span.end <= max(clause.end, after.end)
    ]
    if mention.status is not None and mention.status.value == "postponed":
        moved = [
            d for d in clauses.dates if mention.status.span.end <= d.span.start < mention.status.span.end + 16
        ]
        return moved[0] if moved else None
    inside = [d for d in inside if not re.match(r"(?:电|前|起|内)", text[d.span.end : d.span.end + 1])]
    if not inside:
        return None
    about = re.search(r"举行|举办|召开|开幕|闭幕|举|取消|在", text[clause.start : max(clause.end, after.end)])
    if about is None:
        return None
    before = [d for d in inside if d.span.end <= mention.span.start]
    later = [d for d in inside if d.span.start >= mention.span.end]
    rank = {"day": 0, "month": 1, "year": 2}
    options = sorted(
        [*before, *later], key=lambda d: (rank[d.precision], abs(d.span.start - mention.span.start))
    )
    return options[0] if options else None


def _place(clauses: Clauses, mention: ForumMention, clause: Span, after: Span) -> Where | None:
    text = clauses.text

    def is_where(where: Where) -> bool:
        before = text[max(0, where.span.start - 12) : where.span.start]
        return (
            re.search(r"(?:在|于|地点(?:仍)?为|移师|落户|抵|赴|访问)(?:[\u4e00-\u9fff]{0,8})$", before)
            is not None
        )

    places = [
        p
        for p in clauses.places
        if clause.start <= p.span.start < max(clause.end, after.end) and not mention.span.covers(p.span)
    ]
    after_name = [p for p in places if p.span.start >= mention.span.end and is_where(p)]
    before_name = [p for p in places if p.span.end <= mention.span.start and is_where(p)]
    for group in (after_name, before_name[::-1]):
        cities = [p for p in group if p.place.kind in ("city", "island")]
        if cities:
            return cities[0]
    return next(iter([*after_name, *before_name[::-1]]), None)


def _set_organizers(clauses: Clauses, mention: ForumMention, sentence: Span) -> None:
    found = ORGANIZED.search(clauses.text, mention.span.start, sentence.end)
    if found is None or mention.order:
        return
    group = "names" if found["names"] else "names2"
    position = found.start(group)
    for name in re.split(r"、|和|与|，", found[group]):
        start = clauses.text.find(name, position)
        if len(name) > 2 and start >= 0:
            mention.organizers.append(value(clauses.text, start, start + len(name), "organizers"))
            position = start + len(name)
