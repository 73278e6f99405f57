"""What is to be built or founded, in a Chinese text: 介绍了…项目, 建设…园, 总投资…亿元."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.chinese.clauses import Clauses
from extraction.chinese.gatherings import gatherings
from extraction.findings import Span, Value
from extraction.mentions import ProjectMention
from extraction.money import Amount

OBJECTS = lexicon.mapping("project_objects_zh")
OBJECT = "|".join(sorted(OBJECTS, key=len, reverse=True))
ENDS = r"(?=[，。；：、（()）”》的]|$|的|于|在|由|将|已|正|总|计划|预计|进展|情况|和|与|及|等|建设(?!厅|局|部)|首期|落|拟|位|投|并|规划|建成|举行|开工|奠基|前期|方案|概况|进度|招商|合作|签署|签订)"
NAME = (
    rf"(?P<name>[\u4e00-\u9fffA-Za-z0-9·—\-（）]{{2,30}}?(?:{OBJECT})(?:(?:二|一|三)期(?:工程)?)?(?:项目)?)"
)
PRESENTED = re.compile(
    r"(?:介绍|推介|宣传推介|发布|展示|推出|路演|讲解|汇报|通报|说明|公开|披露|透露|公布)(?:了|的是|的)?(?:本公司|该公司|公司|集团|企业|该州|该市|该省|该区|当地)?"
    r"(?:正在|拟|规划|计划|在|即将|准备|将)?(?:筹建|建设|建|推进|实施|新建|投建|打造|开发|兴建)?(?:中)?(?:的)?(?:“|《)?"
    + NAME
    + r"(?:”|》)?"
    + ENDS
)
BUILT = re.compile(
    r"(?P<verb>(?:投资|合作|联合|共同|合资|出资)?(?:建设|兴建|新建|投建|共建|筹建|修建|扩建|改建|开工建设|设立|建立|打造|启动|承建|合建|建成|建(?!议|设|立|成|筑|材|言|党|国|交|行)))(?:一座|一个|一处|一条|年产[^，。]{1,10}的)?(?:“|《)?"
    + NAME
    + r"(?:”|》)?"
    + ENDS
)
INVESTED_IN = re.compile(
    r"(?:^|[，。；、]|在|的)(?:“|《)?"
    + NAME
    + r"(?:”|》)?(?:，|（)?(?:项目)?(?:由[^，。]{2,20})?(?:计划|预计|拟|首期)?(?:总投资|投资额|投资|总造价|造价)"
)
INVESTED = re.compile(r"(?:总投资|投资额|计划投资|计划总投资|首期投资|投资|估算|造价|出资|总额|资金|耗资)")
PLACED = re.compile(r"(?:在|位于|落户|选址|地点为|建在|建于|落地|设在|坐落于|位在)$")
ENOUGH = 3  # characters before the last word of the name
GENERIC = re.compile(
    r"^(?:该|此|这|本|上述|相关|有关|重点|合作|多个|一批|一系列|若干|系列|投资|各|其|两|三|四|五|双方|新|优质|具体|重大|示范|所有|部分|大型|签约|产业|建设|招商|优势|首批|\d)+$"
)
LEADING = re.compile(
    r"^(?:了|好|其|该|本|我国|正在筹建的|拟建的|规划建设的|在建的|计划建设的|筹建中的|将在|将|拟|正在|的|新的|一个|一座|位于|开放型|更加紧密的|该州|该市|该省|该区)+"
)
ENOUGH_ALONE = (
    "陆港",
    "无水港",
    "索道",
    "机场",
    "冷库",
    "海外仓",
    "炼油厂",
    "水电站",
    "大桥",
    "公路桥",
    "铁路桥",
)
UNNAMED = re.compile(
    r"命运共同体|伙伴关系|营商环境|友好城市|常设秘书处|机制|体系|格局|平台|签[订约]|最大|的一[个项]|\d个"
)
NEXT = re.compile(r"^(?:该|上述|这一|此)?(?:项目|工程|园区|基地|生产线|中心|产业园|工厂)")


def find_projects(clauses: Clauses, amounts: list[Amount]) -> list[ProjectMention]:
    mentions: list[ProjectMention] = []
    taken = bytearray(len(clauses.text))
    for pattern, rule in (
        (PRESENTED, "presented_project"),
        (BUILT, "project_to_build"),
        (INVESTED_IN, "project_with_investment"),
    ):
        for match in pattern.finditer(clauses.text):
            mention = _project(clauses, match, rule, amounts)
            if mention is None or any(taken[mention.name.span.start : mention.name.span.end]):
                continue
            taken[mention.name.span.start : mention.name.span.end] = b"\x01" * len(mention.name.span)
            mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span)


def _project(
    clauses: Clauses, match: re.Match[str], rule: str, amounts: list[Amount]
) -> ProjectMention | None:
    text = clauses.text
    sentence = clauses.sentence_of(match.start("name"))
    row = clauses.sentences[sentence]
    where = _name(text, Span(*match.span("name")))
    if where is None or row.is_title or not row.span.covers(where):
        return None
    if rule != "presented_project" and (_is_inside_body(text, where) or _is_in_title(text, where)):
        return None
    mention = ProjectMention(
        Span(match.start("name"), match.end()),
        sentence,
        Value(text[where.start : where.end], where, rule),
        rule=rule,
    )
    if rule == "presented_project":
        before = [g for g in gatherings(clauses, row.span) if g.span.end <= match.start()]
        if before:
            mention.presented_by = [Value(p.name, p.span, "presented") for p in before[-1].people[-1:]]
    parted = text.find("；", where.end, row.span.end)  # «A在X建设P；B在Y建设Q»
    end = _end(clauses, sentence) if parted < 0 else parted
    mention.place = _place(clauses, where, row.span, end)
    mention.amount = _amount(text, where, row.span, end, amounts)
    return mention


def _name(text: str, span: Span) -> Span | None:
    """The name alone: without "a", "the planned" and a last «项目»."""
    start, end = span.start, span.end
    lead = LEADING.match(text, start, end)
    if lead is not None:
        start = lead.end()
    inner = max(
        (text.rfind(word, start, end) + len(word) for word in INNER if text.rfind(word, start, end) >= 0),
        default=start,
    )
    start = max(start, inner)
    joint = max(
        (
            text.rfind(word, start, end) + len(word)
            for word in ("共建", "兴建", "新建", "合建")
            if text.rfind(word, start, end) >= 0
        ),
        default=start,
    )
    start = max(start, joint)
    name = text[start:end]
    if name.endswith("项目"):
        end -= 2
        name = name[:-2]
    own = next((word for word in sorted(OBJECTS, key=len, reverse=True) if name.endswith(word)), "")
    if (
        len(name) - len(own) < (2 if own else ENOUGH)
        and not (joint > span.start and own in ENOUGH_ALONE)
        or GENERIC.match(name)
        or GENERIC.match(name[: len(name) - len(own)])
    ):
        return None
    return None if UNNAMED.search(name) else Span(start, end)


INNER = (
    "建设的",
    "筹建的",
    "打造的",
    "推进的",
    "投资的",
    "实施的",
    "在建的",
    "拟建的",
    "介绍",
    "推介了",
    "负责的",
    "承建的",
    "公司的",
    "集团的",
    "会上",
)


def _is_inside_body(text: str, span: Span) -> bool:
    """«建设哈尔滨物流中心有限公司» names a company."""
    return (
        re.match(
            r"有限|公司|集团|管委会|管理委员会|协会|论坛|博览会|大会|企业|负责人",
            text[span.end : span.end + 5],
        )
        is not None
    )


def _is_in_title(text: str, span: Span) -> bool:
    """The name of a document says what it is about, not what is being built."""
    opened = text.rfind("《", max(0, span.start - 40), span.start)
    return opened >= 0 and "》" not in text[opened : span.start]


def _end(clauses: Clauses, sentence: int) -> int:
    """The sentence, with the next one where it goes on about «该项目»."""
    end = clauses.sentences[sentence].span.end
    if sentence + 1 < len(clauses.sentences) and NEXT.match(clauses.sentence_text(sentence + 1)):
        return clauses.sentences[sentence + 1].span.end
    return end


def _place(clauses: Clauses, name: Span, sentence: Span, end: int) -> Value[str] | None:
    text = clauses.text
    inside = [p for p in clauses.places_in(name) if p.place.kind != "country"]
    if inside:
        return Value(inside[-1].name, inside[-1].span, "place_in_the_name")
    after = [
        p
        for p in clauses.places_in(Span(name.end, end))
        if PLACED.search(text, max(0, p.span.start - 5), p.span.start) or _goes_on(clauses, p.span.start)
    ]
    before = [
        p
        for p in clauses.places_in(Span(max(sentence.start, name.start - 24), name.start))
        if re.search(r"[，。；]", text[p.span.end : name.start]) is None
        and (PLACED.search(text, max(0, p.span.start - 5), p.span.start) or _goes_on(clauses, p.span.start))
    ]
    for group in (after, before[::-1]):
        cities = [p for p in group if p.place.kind in ("city", "island")] or [
            p for p in group if p.place.kind == "region"
        ]
        if cities:
            return Value(cities[0].name, cities[0].span, "place_of_project")
    unknown = IN_REGION.search(text, max(sentence.start, name.start - 30), name.start)
    if unknown is not None:
        return Value(unknown["region"], Span(*unknown.span("region")), "region_by_its_rank")
    return None


IN_REGION = re.compile(
    r"在(?P<region>[\u4e00-\u9fff]{2,8}?(?:州|省|市|县|盟|旗|镇|区))(?:境内)?(?:投资)?(?:建设|兴建|新建|筹建|打造|建)(?:的)?[^，。；]{0,6}$"
)


def _goes_on(clauses: Clauses, start: int) -> bool:
    """«在俄罗斯符拉迪沃斯托克»: a place right after a place that 在 stands before."""
    before = [p for p in clauses.places_in(Span(max(0, start - 14), start)) if start - p.span.end <= 1]
    return (
        bool(before)
        and PLACED.search(clauses.text, max(0, before[-1].span.start - 5), before[-1].span.start) is not None
    )


def _amount(text: str, name: Span, sentence: Span, end: int, amounts: list[Amount]) -> Value[str] | None:
    invested = INVESTED.search(text, name.end, end)
    if invested is not None:
        amount = next(
            (a for a in amounts if invested.end() - 2 <= a.span.start < min(end, invested.end() + 16)), None
        )
        if amount is not None:
            return Value(amount.text, amount.span, "investment")
    bracket = re.compile(r"(?:项目|工程)?(?:”|》)?（(?:约|总投资|投资额?|造价)?").match(text, name.end)
    if bracket is not None:
        inside = next((a for a in amounts if a.span.start == bracket.end()), None)
        if inside is not None:
            return Value(inside.text, inside.span, "sum_in_brackets")
    before = [
        a
        for a in amounts
        if max(sentence.start, name.start - 40) <= a.span.start
        and a.span.end <= name.start
        and "；" not in text[a.span.end : name.start]
    ]
    if before and INVESTED.search(
        text, max(sentence.start, before[-1].span.start - 8), before[-1].span.start
    ):
        return Value(before[-1].text, before[-1].span, "investment_before")
    return None
