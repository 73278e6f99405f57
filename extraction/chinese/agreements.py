"""Documents that sides sign, in a Chinese text: A与B签署…协议."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace

from extraction import lexicon
from extraction.chinese.bodies import split_bodies
from extraction.chinese.clauses import Clauses
from extraction.chinese.gatherings import extent
from extraction.findings import Span, Value
from extraction.mentions import AgreementMention, PersonMention
from extraction.money import Amount

KINDS = lexicon.mapping("documents_zh")
DOCUMENT = "|".join(sorted(KINDS, key=len, reverse=True))
VERB = r"(?:签署|签订|签下|签定|签(?=了)|缔结|续签|换签|达成|互换|草签|签约)"
SIGNED = re.compile(
    rf"{VERB}(?:了)?(?:一份|一项|一揽子)?(?:[“《「](?P<title>[^”》」\n]{{2,60}}?(?P<inner>{DOCUMENT}))[”》」]|(?P<topic>[^，。；：《]{{0,44}}?)(?P<document>{DOCUMENT}))"
    r"(?![\u4e00-\u9fff]{0,2}\d{1,4}(?:余|多)?(?:项|份|个))"
)
ANOTHER = re.compile(VERB)
COUNTED = re.compile(
    r"\d{1,4}(?:余|多)?(?:项|份|个)|多(?:项|份)|一(?:系列|批)|系列|若干|相关|有关|等文件|[几数两三四五六七八九十]{1,3}(?:项|份)"
)
NEGATED = re.compile(r"(?:未|没有|并未|尚未|不|拒绝)(?:能|再)?$")
LEAD = re.compile(
    r"^(?:(?![^，]{1,30}(?:公司|集团|政府|厅|局|会|大学|院|中心|部)(?:拟|将|已|计划)?(?:在|于))[^，]{0,24}?(?:仪式上|仪式现场|期间|会上|会后|论坛上|大会上|现场|见证下|当天|当日|上午|下午|框架下|日)|\d{1,2}[:：]\d\d\s*|昨天|昨日|今天|今日|日前|近日|会后|其中|此外|另外|同时|随后|最终|目前|据悉|\d{1,2}月\d{1,2}日)(?:，)?"
)
TAIL = re.compile(
    r"(?:(?:共同|刚刚|刚|均|正式|将|拟|计划|当场|现场|还|也|则|先后|分别|已|已经|曾|又|双方|代表双方|之间|就此|成功|联合|再次|签字|签约|并|于|(?:在|于)[^，]{1,16}(?:会上|仪式上|期间))+|就[^，]{2,30}|围绕[^，]{2,30})$"
)
SUM = re.compile(r"额|价值|标的|总价|合同价|涉及资金|资金|总投资|投资|总计|价款|货款|约|达|为|（")
BACK = re.compile(r"(?:该|本)?(?:公司|集团|企业)")
ABOUT = re.compile(r"(?:就|围绕)(?P<topic>[^，]{2,30}?)(?:事宜|等)?$")
FOLLOWING = re.compile(
    r"^(?:，)?(?:约定|商定|内容(?:为|是|涉及)|双方将|旨在|拟|涉及|用于)(?P<topic>[^，。；]{3,30})"
)
STATED_PARTIES = re.compile(r"(?:双方|两国|三方|各方)(?:企业|代表|总理|元首|部长|领导人|政府|有关部门)?$")
ANNOUNCED = re.compile(
    r"(?P<body>[\u4e00-\u9fff“”A-Za-z]{2,30}?(?:公司|集团|厅|局|委|商会|协会|大学|银行|政府|港|中心|院))(?:（[^）]{2,30}）)?(?:\d{1,2}月)?(?:\d{1,2}日)?(?:今日|今天|昨日|日前|近日|在[^，]{2,16})?(?:对外)?(?:宣布|表示|透露|称|公告|发布公告|证实)"
)
WITH_ANOTHER = re.compile(r"(?:公司|集团|其|该公司)?(?:已经|已|将|拟|又|并|刚刚|成功)?(?:与|同|和)")


def find_agreements(clauses: Clauses, amounts: list[Amount]) -> list[AgreementMention]:
    mentions = []
    for match in SIGNED.finditer(clauses.text):
        sentence = clauses.sentence_of(match.start())
        if clauses.sentences[sentence].is_title or NEGATED.search(
            clauses.text, max(0, match.start() - 5), match.start()
        ):
            continue
        mention = _signed(clauses, sentence, match, amounts)
        if mention is not None:
            pairs = _in_pairs(clauses.text, mention)
            mentions += pairs
            for pair in pairs:
                mentions += _joined(clauses, sentence, match, pair)
    mentions += _included(clauses)
    signed = {m.sentence for m in mentions}
    listed = [m for m in _listed(clauses, amounts) if m.sentence not in signed]
    ordered = [
        m for m in _ordered(clauses, amounts) if m.sentence not in signed | {x.sentence for x in listed}
    ]
    return sorted([*mentions, *listed, *ordered], key=lambda mention: mention.span)


def _in_pairs(text: str, mention: AgreementMention) -> list[AgreementMention]:
    """«A与B、C与D等签署建立友好城市关系协议书»: one document for each pair."""
    parties = mention.parties
    joints = [text[a.span.end : b.span.start] for a, b in itertools.pairwise(parties)]
    is_paired = len(parties) > 2 and len(parties) % 2 == 0
    if not is_paired or any((joint in WITH) != (place % 2 == 0) for place, joint in enumerate(joints)):
        return [mention]
    return [replace(mention, parties=[*parties[at : at + 2]]) for at in range(0, len(parties), 2)]


WITH = ("与", "和", "同")
AND_ANOTHER = re.compile(
    rf"[”》」]?(?:、|和|及|以及|与)(?:[“《「](?P<title>[^”》」\n]{{2,60}}?(?P<inner>{DOCUMENT}))[”》」]|(?P<topic>[^，。；《、和]{{2,24}}?)(?P<document>{DOCUMENT}))"
)


def _joined(
    clauses: Clauses, sentence: int, match: re.Match[str], first: AgreementMention
) -> list[AgreementMention]:
    """«签署会议纪要和旅游合作谅解备忘录»: another document of the same sides."""
    found: list[AgreementMention] = []
    position, end = match.end(), clauses.sentences[sentence].span.end
    while (another := AND_ANOTHER.match(clauses.text, position, end)) is not None:
        name = "inner" if another["inner"] else "document"
        document = Span(*another.span(name))
        mention = AgreementMention(
            Span(another.start(), document.end),
            sentence,
            Value(KINDS[another[name]], document, "document"),
            rule="agreement",
        )
        mention.subject = _subject(clauses.text, match.start(), another, name, another.end())
        mention.parties = list(first.parties)
        if mention.subject is not None and not COUNTED.search(mention.subject.value):
            found.append(mention)
        position = another.end()
    return found


ITEM = re.compile(
    r"(?m)^[ 　]*(?:[-—·•*●▪]|\d{1,2}[.、．）)]|[（(]\d{1,2}[）)]|[①-⑳])?\s*(?P<parties>[^：:\n，。；]{5,60})[：:](?P<what>[^；。\n]{3,80})"
)
LIST_OF_DEALS = re.compile(r"签约|签署|合同|协议|合作项目|成交|文件")
LIST_REACH = 260  # characters back to the line that says what is listed


def _listed(clauses: Clauses, amounts: list[Amount]) -> list[AgreementMention]:
    """«1.A公司与B公司：明太鱼采购合同，4100万元；» in a list of what was signed."""
    found: list[AgreementMention] = []
    for item in ITEM.finditer(clauses.text):
        text = clauses.text
        sentence = clauses.sentence_of(item.start("parties"))
        is_next = bool(found) and sentence - found[-1].sentence <= 2
        head = text[max(0, item.start() - LIST_REACH) : item.start()]
        document = re.search(DOCUMENT, item["what"])
        if (
            clauses.sentences[sentence].is_title
            or document is None
            or not (is_next or LIST_OF_DEALS.search(head))
        ):
            continue
        parties = [
            party
            for piece in _pieces(clauses, Span(*item.span("parties")))
            if (party := _party(clauses, piece)) is not None
        ]
        if len(parties) < 2:
            continue
        at = item.start("what") + document.start()
        where = Span(at, at + len(document[0]))
        mention = AgreementMention(
            where, sentence, Value(KINDS[document[0]], where, "document"), rule="agreement"
        )
        mention.parties = parties
        topic = item["what"][: document.start()].strip()
        if len(topic) > 1:
            mention.subject = Value(topic, Span(item.start("what"), item.start("what") + len(topic)), "item")
        amount = next((a for a in amounts if item.start("what") <= a.span.start < item.end("what")), None)
        mention.amount = Value(amount.text, amount.span, "sum_of_document") if amount else None
        found.append(mention)
    return found


SIDE = (
    r"[\u4e00-\u9fff“”（）A-Za-z]{2,22}?(?:公司|集团|大学|学院|政府|局|厅|委|会|院|港|中心|银行|管委会|企业)"
)
INCLUDED = re.compile(
    r"(?:签署|签订|拟签|待签|签约)(?:署|订)?[^，。；：]{0,8}?(?:主要)?(?:包括|有|为|涉及)[：:]?(?P<items>[^。\n]{8,300})"
)
INCLUDED_ITEM = re.compile(
    rf"(?:^|[、；，])(?P<one>{SIDE})(?:与|和|同)(?P<other>{SIDE})(?:关于|就)?(?P<topic>[^、；，。与]{{2,24}}?)的?(?P<document>{DOCUMENT})"
)


def _included(clauses: Clauses) -> list[AgreementMention]:
    """«拟签文件包括A与B联合培养协议、C与D关于种羊引进的备忘录»."""
    found = []
    for match in INCLUDED.finditer(clauses.text):
        sentence = clauses.sentence_of(match.start())
        if clauses.sentences[sentence].is_title:
            continue
        for item in INCLUDED_ITEM.finditer(match["items"]):
            base = match.start("items")
            spans = {
                name: Span(base + item.start(name), base + item.end(name))
                for name in ("one", "other", "topic", "document")
            }
            mention = AgreementMention(
                spans["document"],
                sentence,
                Value(KINDS[item["document"]], spans["document"], "document"),
                rule="agreement",
            )
            mention.subject = Value(item["topic"], spans["topic"], "item")
            mention.parties = [Value(item[side], spans[side], "party") for side in ("one", "other")]
            found.append(mention)
    return found


def _pieces(clauses: Clauses, span: Span) -> list[Span]:
    """The sides of an item; a dash parts them too."""
    pieces: list[Span] = []
    for piece in split_bodies(clauses, span):
        dash = re.compile("[—–/]+").search(clauses.text, piece.start + 2, piece.end - 2)
        if dash is None:
            pieces.append(piece)
        else:
            pieces += [Span(piece.start, dash.start()), Span(dash.end(), piece.end)]
    return pieces


ORDERED = re.compile(
    r"(?P<buyer>[\u4e00-\u9fff“”A-Za-z]{3,24}(?:公司|集团|厂|港|企业))(?:将|已|拟|还)?(?:向|从|与)(?P<seller>[\u4e00-\u9fff“”A-Za-z]{3,24}?(?:公司|集团|厂|港|企业))(?:订购|采购|购买|购入|出售|签约采购)(?:了)?(?P<what>[^，。；]{2,30})，(?:合同)?(?:总?金额|总价|总值|合同额|价值|货值)"
)


def _ordered(clauses: Clauses, amounts: list[Amount]) -> list[AgreementMention]:
    """«A公司向B公司订购30台冷藏车，合同金额960万元»."""
    found = []
    for match in ORDERED.finditer(clauses.text):
        sentence = clauses.sentence_of(match.start())
        amount = next((a for a in amounts if match.end() <= a.span.start < match.end() + 16), None)
        if amount is None or clauses.sentences[sentence].is_title:
            continue
        what = Span(*match.span("what"))
        mention = AgreementMention(
            what, sentence, Value("contract", Span(*match.span()), "ordered"), rule="agreement"
        )
        mention.subject = Value(match["what"], what, "what_is_ordered")
        for side in ("buyer", "seller"):
            name = LEAD.sub("", match[side])
            mention.parties.append(Value(name, Span(match.end(side) - len(name), match.end(side)), "party"))
        mention.amount = Value(amount.text, amount.span, "sum_of_document")
        found.append(mention)
    return found


def _signed(
    clauses: Clauses, sentence: int, match: re.Match[str], amounts: list[Amount]
) -> AgreementMention | None:
    text = clauses.text
    row = clauses.sentences[sentence].span
    name = "inner" if match["inner"] else "document"
    document = Span(*match.span(name))
    begin = max(row.start, _part_start(text, row.start, match.start()))
    parties = _parties(clauses, begin, match.start()) or _parties_in_title(match)
    are_both = bool(STATED_PARTIES.search(text[begin : match.start()].rstrip("还又并正式共同将")))
    if not parties and are_both:
        parties = _both_sides(clauses, sentence)
    subject = _subject(text, begin, match, name, row.end)
    if match["topic"] and COUNTED.search(match["topic"]):
        return None
    mention = AgreementMention(
        Span(match.start(), document.end),
        sentence,
        Value(KINDS[match[name]], document, "document"),
        rule="agreement",
    )
    mention.subject = subject
    mention.parties = parties
    end = min(_part_end(text, match.end(), row.end), match.end() + 60)
    following = ANOTHER.search(text, match.end(), row.end)
    if following is not None:
        parted = max(text.rfind(mark, match.end(), following.start()) for mark in "，；")
        end = min(end, max(match.end(), parted))
    amount = next((a for a in amounts if match.end() <= a.span.start < end), None)
    if amount is not None and SUM.search(text, match.end(), amount.span.start):
        mention.amount = Value(amount.text, amount.span, "sum_of_document")
    if mention.amount is None and match["topic"]:
        inside = next((a for a in amounts if match.start("topic") <= a.span.start < document.start), None)
        if inside is not None:
            mention.amount = Value(inside.text, inside.span, "sum_in_the_name")
    if are_both and (subject is not None or parties):
        return mention
    return mention if len(parties) > 1 or parties and subject is not None else None


BOTH = re.compile(r"(?:共同主持|会谈|会晤|会见|签字|举行)")


def _both_sides(clauses: Clauses, sentence: int) -> list[Value[str]]:
    """«双方»: the two people told of together in this sentence or the ones before."""
    for number in range(sentence, max(-1, sentence - 3), -1):
        span = clauses.sentences[number].span
        people = [person for person in clauses.people_in(span) if person.posts]
        names = {person.name for person in people}
        if len(names) == 2 and BOTH.search(clauses.text, span.start, span.end):
            first = people[0]
            second = next(p for p in people if p.name != first.name)
            return [Value(p.name, p.span, "both_sides") for p in (first, second)]
    return []


def _part_start(text: str, start: int, at: int) -> int:
    """After the last semicolon or colon; the clause before a comma belongs to the parties only if it ends on one."""
    cut = max(text.rfind("；", start, at), text.rfind("：", start, at), text.rfind("，", start, at)) + 1
    return cut or start


def _part_end(text: str, start: int, end: int) -> int:
    stop = text.find("；", start, end)
    return stop if stop >= 0 else end


# «价值3亿元的设备采购合同», «关于…的备忘录»: what stands before the matter itself.
SUBJECT_LEAD = re.compile(
    r"(?:(?:总?价值|总额|金额|价款)?(?:约|达|近|超|超过)?[\d.,]+[万亿]*(?:美元|元|人民币|卢布|欧元|港元|[\u4e00-\u9fff]{1,4}?)的)?(?:关于|有关)?"
)


def _subject(text: str, begin: int, match: re.Match[str], name: str, end: int) -> Value[str] | None:
    """The words before the kind of document; else «就…», else what the next clause says."""
    if match["title"]:
        start, stop = match.start("title"), match.start(name)
    else:
        start, stop = match.span("topic")
    if match[name].startswith(PART_OF_SUBJECT) and stop > start and text[stop - 1] not in "的之了":
        stop += 2
    lead = SUBJECT_LEAD.match(text, start, stop)
    start = lead.end() if lead is not None else start
    while stop > start and text[stop - 1] in "的之了":
        stop -= 1
    about = ABOUT.search(text, begin, match.start())
    if stop - start > 1 and (about is None or stop - start > len("投资")):
        return Value(text[start:stop], Span(start, stop), "subject_of_document")
    if about is not None:
        return Value(about["topic"], Span(*about.span("topic")), "subject_before")
    following = FOLLOWING.match(text[match.end() : end])
    if following is not None:
        begin = match.end() + following.start("topic")
        return Value(following["topic"], Span(begin, begin + len(following["topic"])), "subject_after")
    return None


PART_OF_SUBJECT = "合作"  # «旅游合作备忘录»: about cooperation in tourism
SIDES_IN_TITLE = re.compile(
    r"(?P<one>[\u4e00-\u9fff]{2,20}?)(?:与|和|同)(?P<other>[\u4e00-\u9fff]{2,20}?)(?=\d|关于|友好|合作|经贸|战略|长期|建立)"
)


def _parties_in_title(match: re.Match[str]) -> list[Value[str]]:
    """«双方签署《A与B友好合作行动计划》»."""
    sides = SIDES_IN_TITLE.match(match["title"]) if match["title"] else None
    if sides is None:
        return []
    begin = match.start("title")
    return [
        Value(sides[group], Span(begin + sides.start(group), begin + sides.end(group)), "side_in_the_title")
        for group in ("one", "other")
    ]


def _parties(clauses: Clauses, start: int, end: int) -> list[Value[str]]:
    """«A与B»: the words before the verb, without "during the forum"; a person signs for his body."""
    text = clauses.text
    lead = LEAD.match(text[start:end])
    if lead is not None and lead.end() < end - start:
        start += lead.end()
    while True:
        tail = TAIL.search(text[start:end])
        if tail is None or tail.end() == tail.start():
            break
        end = start + tail.start()
    if STATED_PARTIES.search(text, start, end):
        return []
    announcer = _announcer(clauses, start)
    if announcer is not None:
        start = WITH_ANOTHER.match(text, start).end()  # type: ignore[union-attr]
    parties = [
        party
        for piece in split_bodies(clauses, Span(start, end))
        if (party := _party(clauses, piece)) is not None
    ]
    if announcer is not None and parties:
        return [announcer, *parties]
    return parties if len(parties) > 1 or parties and len(parties[0].value) > 3 else []


def _announcer(clauses: Clauses, start: int) -> Value[str] | None:
    """«A宣布，已与B签订»: the subject stands in the clause before."""
    if WITH_ANOTHER.match(clauses.text, start) is None:
        return None
    span = clauses.sentences[clauses.sentence_of(start)].span
    found = ANNOUNCED.search(clauses.text, span.start, start)
    return None if found is None else Value(found["body"], Span(*found.span("body")), "announces")


def _party(clauses: Clauses, piece: Span) -> Value[str] | None:
    text = clauses.text
    start, end = piece.start, piece.end
    while start < end and (text[start] in "”，、 由" or text[start] == "“" and "”" not in text[start:end]):
        start += 1
    tail = TAIL.search(text[start:end])
    if tail is not None and tail.start():
        end = start + tail.start()
    if text[start:end] in ("我们", "我方", "我司"):
        return None
    if BACK.fullmatch(text, start, end) or text[start:end] in ("其", "对方"):
        return _company_before(clauses, start)
    stood_for = STOOD_FOR.search(text, start, end)
    if stood_for is not None:
        return Value(stood_for["body"], Span(*stood_for.span("body")), "stood_for")
    person = next((p for p in reversed(clauses.people_in(piece))), None)
    if person is not None:
        return _body_of(clauses, person, start)
    others = OTHERS.search(text, start, end)
    end = others.start() if others is not None else end
    if end - start < 2 or end - start > 30:
        return None
    return Value(text[start:end], Span(start, end), "party")


STOOD_FOR = re.compile(
    r"(?<![\u4e00-\u9fff]全权)代表(?P<body>[\u4e00-\u9fff]{2,20}?(?:市|省|州|县|区|盟|旗|政府|公司|集团|商会|协会|大学|厅|局))$"
)
OTHERS = re.compile(r"(?<=[\u4e00-\u9fff]{3})等(?:[\u4e00-\u9fff（）]{0,10})?$")  # «新北市商业会等商协会»


def _company_before(clauses: Clauses, offset: int) -> Value[str] | None:
    """«该公司»: the company of the person named last."""
    for person in reversed(clauses.people_in(Span(max(0, offset - 300), offset))):
        for post in person.posts:
            organization = post.value.organization
            at = clauses.text.rfind(organization, 0, offset) if organization else -1
            if organization.endswith(("公司", "集团")) and len(organization) > 3 and at >= 0:
                return Value(organization, Span(at, at + len(organization)), "company_named_before")
    return None


def _body_of(clauses: Clauses, person: PersonMention, start: int) -> Value[str]:
    """A post before the name says for whom he signs; a name alone is the party."""
    if extent(person).start < person.span.start and person.posts[0].value.organization:
        post = person.posts[0]
        organization = post.value.organization
        at = clauses.text.find(organization, post.span.start, post.span.end)
        if at >= 0:
            return Value(organization, Span(at, at + len(organization)), "body_of_signer")
    return Value(person.name, person.span, "signer")
