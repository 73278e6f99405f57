"""Delegations in a Chinese text: 代表团, 一行32人, 由X率领, X任团长, 随团."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from extraction import ordinals
from extraction.chinese.clauses import Clauses, Where, own_places
from extraction.chinese.gatherings import extent, gatherings
from extraction.chinese.posts import full_body, home_city
from extraction.findings import Post, Span, Value
from extraction.mentions import DelegationMention, PersonMention
from extraction.places import find_place

WORD = r"代表团|考察团|访问团|参访团|经贸团|商务团|参展团|展团|企业团|采购团|工作团|商贸团|贸易团|投资团|观摩团|访华团|交易团|参会团|招商团|客商团|企业家团|团组|交流团|观光团|友好团|访日团|访俄团|访韩团|首发团"
QUALIFIER = (
    r"(?:(?:约|共)?\d{1,4}(?:余|多)?人(?:的|组成的)?|高级别|高级|经贸|政府|企业家|企业|友好|商务|参展|党政|贸易|官方|青年|工商界|工商|科技|农业|文化|旅游|联合|"
    r"投资|代表|大型|庞大|庞大的|考察|访华|媒体|地方|经济|经贸|交流|民间|行业|教育|体育|议会|市政|各界|招商|观光|外宣|青少年|青年|友好使者|学生|大学生|记者|干部|公务员|市民|港湾|妇女|政府(?:与|和|及|、)|经贸(?:与|和|及|、))"
)
GROUP = re.compile(
    rf"(?P<qualifiers>{QUALIFIER}{{0,6}})(?P<word>{WORD}|(?<=率)团(?!队|结|长|员)|(?<=[带组])团(?=参|赴|出|前|来|访|亮)|(?<=[率带])队(?=赴|参|前|访|出|到|来))"
)
PARTY = re.compile(
    r"一行(?:约|共)?(?P<n>\d{1,4})(?:余|多)?人|派出(?:了)?(?:约|近|逾)?(?P<sent>\d{1,4})(?:余|多)?(?:人|名[\u4e00-\u9fff]{0,6}代表)(?=参会|参展|参加|出席|与会|赴|前往|，)"
    r"|(?<!\d)(?P<came>\d{1,4})(?:余|多)?名(?P<whence>[\u4e00-\u9fff]{2,10}?)(?:代表|企业家|客商)(?=[^，。]{0,4}由)"
)
MOST_GROUPS = 12  # of one sentence
PARTY_AFTER, PARTY_BEFORE = 12, 16  # characters between «代表团» and the «一行32人» that counts it
NUMBER = r"(?P<n>\d{1,4}|[一二两三四五六七八九十百]{1,5})"
SIZE = re.compile(
    rf"(?:（|一行|共计|共有|共|预计|规模(?:应?为|约|达)?|总?人数(?:应?为|多?达到?|约|共)?|由|率|率领|带领|组织|组成|派出|包括)(?:约|近|逾|超过|几乎有|来自[^，。]{{2,12}}的)?{NUMBER}(?:余|多)?(?:人|名|位)"
)
SIZE_RIGHT_BEHIND = re.compile(rf"(?:，)?(?:约|近|逾|超过|几乎有)?{NUMBER}(?:余|多)?(?:人|名|位)(?!员)")
SIZE_WITH_FIRMS = re.compile(
    rf"[^，。；]{{0,8}}?\d+(?:余|多)?(?:家|个)[^，。；、]{{0,6}}[、，]{NUMBER}(?:余|多)?(?:人|名)"
)
SIZE_OF_CLAUSE_BEFORE = re.compile(rf"{NUMBER}(?:余|多)?(?:人|名|位)[^，。；]{{2,20}}，(?:该|整个)?$")
SIZE_BEFORE = re.compile(rf"{NUMBER}(?:余|多)?(?:人|名|位)(?:的|组成的)?(?:[\u4e00-\u9fff]{{0,10}})$")
LEADS = re.compile(
    r"(?:先生|女士)?(?:于)?(?:\d{1,2}日|近日|日前|当天)?(?:共同|亲自|将|也|还|曾|此前曾|已|所)?(?:率(?!先)|率领|带领|带队|率队|带团|任(?:[\u4e00-\u9fff]{0,4})团长|担任(?:[\u4e00-\u9fff]{0,4})团长|为团长|为首|的?(?:带领|率领)下|一行(?:约|共)?\d)"
)
CHIEF = re.compile(r"(?<!副)团长(?:、|，|兼|：)")
LEADER_BEFORE = re.compile(
    r"带队(?:者|人)(?:应?为|是|：|:)?\s*$|领队(?:由|为|是|：|:)?\s*$|团长(?:由|为|是|：|:)?\s*$|团长[^，。；]{0,24}，?[^，。；]{0,6}应为$|以$"
)
LED_BY = re.compile(r"由\s*$")
INVITED = re.compile(r"应(?P<by>[^，。]{2,40}?)(?:的)?(?:邀请|之邀)")
DESTINATION = re.compile(r"(?:访问|出访|赴|抵达|前往|到访|来到|走进|亮相)")
TO_US = re.compile(r"(?:来|到|抵|访问)(?:我市|本市)")
VISITED = re.compile(r"对(?P<where>[^，。]{2,16}?)进行[^，。]{0,8}(?:访问|考察)")
FOLLOWED = re.compile(r"随团|成员(?:还)?(?:包括|有|为)|陪同|一同前往|同行|随行|随访|参团|同机|一同出访")
LISTED = "成员"
ORGANIZED = re.compile(
    r"(?:拟|将|已|计划|决定)?(?:组织|组成|派出|选派|组建|派遣|派|组)(?:了|由)?[^，。]{0,40}$"
)
SIDE = re.compile(r"([俄中韩日蒙哈白乌印越朝美欧泰]方)[\u4e00-\u9fff]{0,6}$")
COUNTRY_OF_SIDE = {
    "中": "CN",
    "俄": "RU",
    "韩": "KR",
    "日": "JP",
    "蒙": "MN",
    "哈": "KZ",
    "白": "BY",
    "乌": "UZ",
}
SHORT_BODY = 6
BODY = re.compile(
    r"(?P<body>[\u4e00-\u9fffA-Za-z（）]{0,24}(?:有限公司|公司|集团|商会|协会|联合会|贸促会|工商会|大学|学院|厅|局|部|委员会|政府|银行|中心|促进会|联盟|组委会|研究院|研究所|机构|总会|基金会|港务局|秘书处|木业|农业|重工|能源|物流|科技|实业|股份|药业|食品|机械|矿业|乳业|水产|建材|航运|化工|钢铁|商贸|粮油|林业|渔业|港))$"
)
CUT = re.compile(
    r".*(?:率领|带领|率|由|的|与(?!发展)|和(?!平|田|浩)|及|了|是|来自|邀请|会见|接待|欢迎|组织(?!$)|派出|其中|上午|下午|当天|日(?!本|中|韩|俄|产|方)|人(?!民|才|工)|上(?!海|饶|合)|期间|包括|还有|有(?!限|色))"
)
TERRITORIAL = re.compile(r"(?:政府|部|省|市|州|区|县|盟|厅|局|委|办公室|常委会|政协|办|边疆区|共和国)$")
HOME_REACH = 400  # characters back to the province that «省代表团» means
RANK_BEHIND = re.compile(r"(?:州|省|道|府|县|盟|边疆区|地区)(?!政府所)")
OWN_GOVERNMENT = re.compile(r"(?:边疆|自治|我|该|本)?(?P<letter>[省州市区])(?:人民)?政府")
TERRITORIAL_LETTER = re.compile(r"[省州市区]")
UNKNOWN_REGION = re.compile(
    rf"(?P<region>[\u4e00-\u9fff]{{1,8}}?(?:道|州|省|市|县|郡|府|大区|盟|共和国))(?:政府)?{QUALIFIER}{{0,6}}$"
)
NAMED_REGION = re.compile(
    rf"(?P<region>[\u4e00-\u9fff（）]{{2,12}}(?:省|州|市|县|郡|盟|旗|边疆区|自治区|共和国|地区))(?:人民)?(?:政府)?{QUALIFIER}{{0,6}}$"
)
BACK = re.compile(r"\s*(?:[一二三四五六七八九]、)?(?:该|此次|本次|整个)?\s*")
GOVERNMENT = re.compile(r"(?:人民)?政府$")
UNKNOWN = re.compile(r"尚未确定|是否|未派|不再派|未能成行")
INVITED_TO_SEND = re.compile(r"(?:邀请|希望|欢迎|请)[^，。]{2,24}(?:派|组织?|选派)$")


def find_delegations(clauses: Clauses) -> list[DelegationMention]:
    text = clauses.text
    mentions: list[DelegationMention] = []
    groups = [*GROUP.finditer(text)]
    starts = {match.start() for match in groups}
    groups += [
        m
        for m in PARTY.finditer(text)
        if starts.isdisjoint(range(m.start() - PARTY_AFTER, m.start() + PARTY_BEFORE))
    ]
    groups.sort(key=lambda match: match.start())
    groups = [m for i, m in enumerate(groups) if not (i and _only_leads(text, groups[i - 1], m))]
    words = sorted(match.end() for match in groups)
    counts: Counter[int] = Counter()
    for match in groups:
        sentence = clauses.sentence_of(match.start())
        row = clauses.sentences[sentence]
        counts[sentence] += 1
        if counts[sentence] > MOST_GROUPS:
            continue
        if row.is_title or UNKNOWN.search(text, match.end(), row.span.end):
            continue
        each = _each_leads(clauses, match, sentence)
        if each:
            mentions += each
            continue
        if INVITED_TO_SEND.search(text, row.span.start, match.start()):
            continue
        is_word = "word" in match.re.groupindex
        word = Span(match.start("word"), match.end()) if is_word else Span(*match.span())
        mention = DelegationMention(word, sentence, rule="delegation")
        window = _window(text, row.span, word, words)
        head = _head(clauses, word, window)
        if head is not None:
            mention.head = Value(head.name, head.span, "leads")
        lead = text[clauses.clause(word.start).start : match.start()]
        is_back = bool(mentions) and is_word and BACK.fullmatch(lead) is not None
        whence = match.groupdict().get("whence")
        if whence and clauses.places_in(Span(*match.span("whence"))):
            where = clauses.places_in(Span(*match.span("whence")))[-1]
            mention.sender = Value(where.name, where.span, "whence_they_came")
        elif is_back:
            mention.sender = mentions[-1].sender
        else:
            mention.sender = _sender(clauses, match.start(), word, row.span, head, mentions)
        _complete_posts(head, mention)
        mention.size = _size(clauses, word, window)
        for group in ("n", "sent", "came"):
            if mention.size is None and match.groupdict().get(group):
                mention.size = Value(int(match[group]), Span(*match.span(group)), "size_of_party")
        invited = INVITED.search(text, row.span.start, row.span.end)
        if invited is not None:
            by = Span(*invited.span("by"))
            mention.invited_by = Value(invited["by"], by, "invited_by")
        mention.destination = _destination(clauses, row.span)
        mention.members = _members(clauses, sentence, mention)
        is_new = mention.sender is not None and not (mentions and mention.sender is mentions[-1].sender)
        if is_new or is_back and (mention.head or mention.size or mention.members):
            mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span)


def _each_leads(clauses: Clauses, match: re.Match[str], sentence: int) -> list[DelegationMention]:
    """«A国部长X、B国部长Y分别率团出席»: a delegation for each of them."""
    text = clauses.text
    before = max(0, match.start() - 8), match.start()
    together = TOGETHER.search(text, *before)
    if not EACH.search(text, *before) and together is None:
        return []
    span = clauses.sentences[sentence].span
    lists = gatherings(clauses, Span(span.start, match.start()))
    people = lists[-1].people if lists else ()
    if together is not None and (len(people) < 2 or people[-1].span.end != together.start()):
        return []
    found = []
    for person in people:
        sender = _of_head(clauses, person)
        if sender is not None:
            mention = DelegationMention(Span(*match.span()), sentence, sender, rule="each_leads_his_own")
            mention.head = Value(person.name, person.span, "leads")
            found.append(mention)
    return found


EACH = re.compile(r"(?:分别|各自|各)(?:率领?|带领?)$")
TOGETHER = re.compile(r"率领的(?:[\u4e00-\u9fff]{0,4})$")  # «由A州副州长X、B州副州长Y率领的政府代表团»


def _complete_posts(head: PersonMention | None, mention: DelegationMention) -> None:
    """«商会代表团由会长X率领»: an office without a body is one of the sender."""
    if head is None or mention.sender is None:
        return
    head.posts = [
        post
        if post.value.organization
        else Value(
            Post(post.value.title, mention.sender.value, post.value.is_former), post.span, "office_of_sender"
        )
        for post in head.posts
    ]


def _only_leads(text: str, before: re.Match[str], match: re.Match[str]) -> bool:
    """«A代表团由X率团», «由X带队的A代表团»: the second word says who leads the first group."""
    between = text[before.end() : match.start()]
    if len(between) > LEADER_REACH or any(mark in between for mark in "。；\n"):
        return False
    return match.groupdict().get("word") in BARE_WORDS and "由" in between


BARE_WORDS = ("团", "队")
LEADER_REACH = 60


def _head(clauses: Clauses, word: Span, sentence: Span) -> PersonMention | None:
    """Who is said to lead: «X率», «由X率领», «X任团长», «团长X»."""
    text = clauses.text
    for people in gatherings(clauses, sentence):
        by_name = LEADER_BEFORE.search(text, max(sentence.start, people.span.start - 4), people.span.start)
        is_with = text.startswith("以", people.span.start - 1)  # «以X为团长»
        is_after = people.span.start >= word.end and not is_with
        if by_name and (is_after or is_with and text.startswith(("为团长", "为首"), people.span.end)):
            return people.people[0]
        chief = next((p for p in people.people if CHIEF.search(text, *_bounds(p))), None)
        if chief is not None:
            return chief
        if LEADS.match(text, people.span.end):
            return people.people[-1]
    return None


def _window(text: str, sentence: Span, word: Span, words: list[int]) -> Span:
    """What a sentence says of this delegation: after the one before it, up to the next one."""
    index = bisect_left(words, word.end)
    before = words[index - 1] if index else sentence.start
    after = words[index + 1] if index + 1 < len(words) else sentence.end
    parted = text.rfind("；", sentence.start, word.start) + 1
    closed = text.find("；", word.end, sentence.end)
    end = min(sentence.end, after) if closed < 0 else min(closed, after)
    return Span(max(sentence.start, before, parted), end)


def _bounds(person: PersonMention) -> tuple[int, int]:
    """From the six characters before the offices to the name: «代表团团长、副省长X»."""
    span = extent(person)
    return max(0, span.start - 6), person.span.start


def _size(clauses: Clauses, word: Span, sentence: Span) -> Value[int | str] | None:
    text = clauses.text
    before = SIZE_BEFORE.search(text, max(sentence.start, word.start - 18), word.end)
    for match in (
        SIZE_BEFORE.search(text, max(sentence.start, word.start - 18), word.start),
        SIZE_WITH_FIRMS.match(text, word.end, sentence.end),
        SIZE_RIGHT_BEHIND.match(text, word.end, sentence.end),
        SIZE.search(text, word.end, min(sentence.end, word.end + 60)),
        SIZE.search(text, max(sentence.start, word.start - 30), min(sentence.end, word.end + 12)),
        before,
        SIZE_OF_CLAUSE_BEFORE.search(text, max(sentence.start, word.start - 40), word.start),
    ):
        if match is not None and not clauses.is_mistake(Span(*match.span("n"))):
            count = int(match["n"]) if match["n"].isdigit() else ordinals.han(match["n"])
            if count and count > 1:
                return Value(count, Span(*match.span("n")), "size_of_delegation")
    return None


def _sender(
    clauses: Clauses,
    start: int,
    word: Span,
    sentence: Span,
    head: PersonMention | None,
    earlier: list[DelegationMention],
) -> Value[str] | None:
    """The territory or body right before the word, or the one that sends, or that of the head."""
    text = clauses.text
    clause = clauses.clause(word.start)
    before = text[clause.start : start]
    side = SIDE.search(text, clause.start, word.start)
    if side is not None:
        home = COUNTRY_OF_SIDE.get(side[1][0])
        for told in earlier[-1:]:
            place = find_place(told.sender.value) if told.sender is not None else None
            if place is not None and place.country == home:
                return told.sender  # «黑龙江省代表团…中方代表团»
        return Value(side[1], Span(*side.span(1)), "side_of_delegation")
    near = [p for p in clauses.places_in(clause) if p.span.end <= word.start]
    adjacent = [
        p
        for p in near
        if re.fullmatch(
            rf"(?:(?:省|市|州|县|道|府|区)?(?:人民)?政府|省|市|州|县|道|府|国家)?{QUALIFIER}{{0,6}}",
            text[p.span.end : word.start],
        )
    ]
    named = (
        None
        if OURS.search(before) and head is not None
        else (
            _body_before(clauses, before, start, word, sentence, head, earlier, bool(adjacent))
            or _adjacent_place(text, adjacent, start)
            or _region_before(clauses, before, start, word, near)
            or _organizer_of_party(clauses, before, near, clause.start)
        )
    )
    if named is not None:
        return named
    last = text[max(0, start - 1) : start]
    own = _of_head(clauses, head)
    if OURS.search(before) and own is not None:
        return own
    if own is None or TERRITORIAL_LETTER.match(last) and own.rule == "body_of_head":
        return _home(clauses, last, word, sentence) or own
    return own


OURS = re.compile(
    r"(?:我|该|本)(?:市|省|州|县|区)(?:市|省)?(?:人民)?(?:政府)?$"
)  # «以哈尔滨市商务局副局长X为团长的我市代表团»


def _body_before(
    clauses: Clauses,
    before: str,
    start: int,
    word: Span,
    sentence: Span,
    head: PersonMention | None,
    earlier: list[DelegationMention],
    has_place: bool,
) -> Value[str] | None:
    """«商会代表团», «边疆区政府代表团», «石油公司代表团»."""
    text = clauses.text
    body = BODY.search(before)
    if body is None:
        return None
    name = CUT.sub("", body["body"])
    told = next((m.sender.value for m in reversed(earlier) if m.sender and m.sender.value.endswith(name)), "")
    told = told or full_body(clauses, name, start)
    if told != name and len(name) < SHORT_BODY:
        at = text.rfind(told, 0, start)
        return Value(told, Span(at, at + len(told)) if at >= 0 else word, "body_told_before")
    unnamed = OWN_GOVERNMENT.fullmatch(name)
    if unnamed is not None and not has_place:
        return _of_head(clauses, head) or _home(clauses, unnamed["letter"], word, sentence)
    is_home = len(name) < 4 and not has_place
    if len(name) > 2 and not is_home and not (has_place and TERRITORIAL.search(name)):
        return Value(name, Span(start - len(name), start), "body_of_delegation")
    return None


def _adjacent_place(text: str, adjacent: list[Where], start: int) -> Value[str] | None:
    """«谅山省代表团»: the place right before, with its rank."""
    if not adjacent:
        return None
    where = adjacent[-1]
    rank = RANK_BEHIND.match(text, where.span.end, start)
    end = rank.end() if rank is not None and where.place.kind != "country" else where.span.end
    name = text[where.span.start : end] if end > where.span.end else where.name
    return Value(name, Span(where.span.start, end), "sender_of_delegation")


def _region_before(
    clauses: Clauses, before: str, start: int, word: Span, near: list[Where]
) -> Value[str] | None:
    """A region that the gazetteer lacks."""
    text = clauses.text
    begin = start - len(before)
    unknown = UNKNOWN_REGION.match(text, near[-1].span.end, start) if near else None
    if unknown is None and (region := NAMED_REGION.search(before)) is not None:
        name = CUT.sub("", region["region"])
        told = full_body(clauses, name, start)
        if told != name:
            at = text.rfind(told, 0, start)
            return Value(told, Span(at, at + len(told)) if at >= 0 else word, "region_told_before")
        if len(name) > 2:
            at = begin + region.start("region") + len(region["region"]) - len(name)
            return Value(name, Span(at, at + len(name)), "region_by_its_rank")
    if unknown is not None:
        return Value(unknown["region"], Span(*unknown.span("region")), "region_of_country")
    return None


SENDER_REACH = 90  # characters before the clause
TOLD_TO_SEND = re.compile(  # «协会（会长为X）4日宣布，将派出…访华团»
    r"(?P<body>[\u4e00-\u9fff]{2,20}(?:协会|商会|联合会|公司|集团|政府|部|厅|局|贸促会|工商会))(?:（[^）\n]{2,30}）)?(?:\d{1,2}日)?(?:宣布|表示|决定|称|透露)，"
    r"(?:将|拟|计划)[^。；]{0,40}派(?:出|遣)?[^。；]{0,30}$"
)


def _organizer_of_party(clauses: Clauses, before: str, near: list[Where], begin: int) -> Value[str] | None:
    """«商会组织…代表团»: who sends it."""
    told = TOLD_TO_SEND.search(clauses.text, max(0, begin - SENDER_REACH), begin + len(before))
    if told is not None:
        name = CUT.sub("", told["body"])
        return (
            Value(name, Span(told.end("body") - len(name), told.end("body")), "sends")
            if len(name) > 2
            else None
        )
    organized = ORGANIZED.search(before)
    if organized is not None:
        body = BODY.search(before[: organized.start()])
        if body is not None:
            end = begin + organized.start()
            name = CUT.sub("", body["body"])
            if len(name) > 2:
                return Value(name, Span(end - len(name), end), "sends")
        senders = [p for p in near if p.span.end <= begin + organized.start()]
        if senders and begin + organized.start() - senders[-1].span.end <= 3:
            return Value(senders[-1].name, senders[-1].span, "sends")
    return None


def _of_head(clauses: Clauses, head: PersonMention | None) -> Value[str] | None:
    """«X率团»: the territory or the body of the head's first office."""
    if head is None:
        return None
    posts = head.posts or next((p.posts for p in clauses.people if p.key == head.key and p.posts), [])
    if not posts:
        return None
    post = posts[0]
    organization = post.value.organization
    at = clauses.text.find(organization, post.span.start, post.span.end) if organization else -1
    territory = GOVERNMENT.sub("", organization)
    if at < 0 and territory != organization and (find_place(territory) or own_places().get(territory)):
        return Value(territory, post.span, "territory_of_head")
    if at < 0:
        at = clauses.text.rfind(organization, 0, post.span.end) if organization else -1
        return Value(organization, Span(at, at + len(organization)), "company_of_head") if at >= 0 else None
    places = clauses.places_in(Span(at, at + len(organization)))
    unlisted = (
        UNLISTED.fullmatch(clauses.text, places[-1].span.end, at + len(organization)) if places else None
    )
    if unlisted is not None:
        return Value(unlisted[0], Span(*unlisted.span()), "region_of_head")
    if places and places[-1].place.kind == "country" and re.search(r"(?:省|州|市|区)$", organization):
        start = places[-1].span.end
        if start < at + len(organization):
            return Value(
                clauses.text[start : at + len(organization)],
                Span(start, at + len(organization)),
                "region_of_head",
            )
    if places and (TERRITORIAL.search(organization) or places[-1].span.end == at + len(organization)):
        regions = [p for p in places if p.place.kind != "country"] or places
        return Value(regions[-1].name, regions[-1].span, "territory_of_head")
    if organization in ("公司", "集团") or len(organization) < 3:
        return None
    return Value(organization, Span(at, at + len(organization)), "body_of_head")


UNLISTED = re.compile(
    r"[\u4e00-\u9fff]{1,5}(?:市|县|郡|旗|区)"
)  # «台湾金门县», a region that the gazetteer lacks


def _home(clauses: Clauses, last: str, word: Span, sentence: Span) -> Value[str] | None:
    """«省代表团» is of the province named in the sentence."""
    kind = {"省": "region", "州": "region", "区": "region", "市": "city"}.get(last)
    if kind is None:
        return None
    before = Span(max(0, word.start - HOME_REACH), word.start)
    earlier = [p for p in clauses.places_in(before) if p.place.kind == kind]
    home = [p for p in earlier if p.place.country == "CN"] or earlier
    return Value(home[-1].name, home[-1].span, "home_region") if home else None


def _destination(clauses: Clauses, sentence: Span) -> Value[str] | None:
    for verb in DESTINATION.finditer(clauses.text, sentence.start, sentence.end):
        place: Where | None = next(
            (p for p in clauses.places_in(sentence) if verb.end() <= p.span.start <= verb.end() + 8), None
        )
        if place is not None:
            inner = next((p for p in clauses.places_in(sentence) if p.span.start == place.span.end), place)
            return Value(inner.name, inner.span, "destination")
    own = TO_US.search(clauses.text, sentence.start, sentence.end)
    home = home_city(clauses) if own is not None else ""
    if own is not None and home:
        return Value(home, Span(*own.span()), "city_of_the_paper")
    visit = VISITED.search(clauses.text, sentence.start, sentence.end)
    if visit is not None:
        inside = clauses.places_in(Span(*visit.span("where")))
        if inside:
            return Value(inside[-1].name, inside[-1].span, "destination")
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
        if follow is None or index > sentence and GROUP.search(clauses.text, span.start, follow.start()):
            continue
        is_list = follow[0].startswith(LISTED)
        for person in clauses.people_in(span):
            is_after = person.span.start >= (follow.end() if is_list else mention.span.end)
            if person.name != head and (is_after or not is_list and index > sentence):
                found.append(Value(person.name, person.span, "member_of_delegation"))
    return found
