"""Offices of people in a Chinese text: the words before a name, and whose office each is."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.chinese.clauses import Clauses
from extraction.chinese.titles import titles
from extraction.findings import Post, Span, Value

DESCRIPTORS = frozenset(row[0] for row in lexicon.table("offices_zh") if row[1:] == ("descriptor",))
HAN = r"[\u4e00-\u9fff]"
DELIMITERS = "，。；：、！？\n“”（）()《》【】 "
STOPS = re.compile(
    r"由|单位|(?:发言|致辞|主持|签字)的|出席的有|参会的有|还有|得到|获得|现任|以(?!色|及)|派出|(?<![业能态济化全育商息林源流易])(?:与(?!发展|矿业|技术)|和(?!平|田|龙|国|浩))|据|成员包括|包括|成员有|请联系|联系(?!会)|宣读|举行|时任|对(?!外|华|俄|台)|同(?!江|济|仁)|及(?=[^、]{2,})|向|以及|"
    r"会见了|会见|会晤|邀请|是|为|称|说|者|日(?!本|照|喀|中|韩|俄|美|产|方|蒙)|午|晚|了|给|让|率|在|时(?!代|任)|上(?!海|饶|合|市)|还|受|来自|代表(?!兼)(?=.*代表|.{4,})|委托|陪同|带领|率领|介绍|其中|作为|感谢|欢迎|对话(?=.{3,})|分别|今天|昨天|当天"
)
KEEPS_AND = re.compile(
    rf"{HAN}{{2,7}}(?:和|与|及){HAN}{{1,8}}(?:部|委员会|厅|局|委|协会|联合会|商会|司|署|办公室)"
)
LONGEST_POST = 44  # characters
SHARING = frozenset({"部长", "厅长", "局长", "司长", "州长", "省长", "市长", "县长"})
FORMER = ("前任", "前", "原", "时任")
SHARED_OFFICES = re.compile(r"(?:党委|党组|党工委|党总支)$")
CITY_PARTY = re.compile(r"(省|市|县|区|州|盟|旗)委$")


def posts_before(clauses: Clauses, end: int, taken: bytearray) -> list[Value[Post]]:
    """All titles in a row before a name, joined by «、»."""
    text = clauses.text
    posts: list[Value[Post]] = []
    stop = end
    while stop > 0:
        start = _phrase_start(text, stop, taken)
        phrase = text[start:stop]
        title = titles().at_end.search(phrase)
        if title is None:
            break
        wider = _ministry_start(text, start, start + title.start(), taken)
        title_start = start + title.start() - wider
        start, phrase = wider, text[wider:stop]
        if phrase[title_start:].removeprefix("副") not in DESCRIPTORS and not OF_A_CROWD.search(phrase):
            pieces = _with_concurrent(phrase, title_start, start)
            posts[:0] = [_whole_post(clauses, *piece, taken) for piece in pieces]
        if text.endswith("现任", 0, start):
            start -= 2
        if start == 0 or text[start - 1] != "、":
            break
        stop = start - 1
    return _shared(posts)


def _with_concurrent(phrase: str, title_start: int, start: int) -> list[tuple[str, int, int]]:
    """«副总理兼总统驻远东联邦区全权代表»: (phrase, where its title begins, its offset) of each office."""
    joint = phrase.find("兼", 1, title_start)
    first = titles().at_end.search(phrase[:joint]) if joint > 0 else None
    if first is None:
        return [(phrase, title_start, start)]
    return [
        (phrase[:joint], first.start(), start),
        (phrase[joint + 1 :], title_start - joint - 1, start + joint + 1),
    ]


def _whole_post(clauses: Clauses, phrase: str, title: int, start: int, taken: bytearray) -> Value[Post]:
    """The office with its body, where the body is told before: «该州», «公司», «州政府», «(…)»."""
    post = read_post(phrase, title, start, start + len(phrase))
    post = _before_parenthesis(clauses.text, _of_that_region(clauses, post), taken)
    post = _of_territory_at_hand(clauses, _of_that_company(clauses.text, post))
    organization = full_body(clauses, post.value.organization, post.span.start)
    if organization == post.value.organization:
        return post
    return Value(Post(post.value.title, organization, post.value.is_former), post.span, "body_told_before")


def _phrase_start(text: str, stop: int, taken: bytearray) -> int:
    """Back to a delimiter, another person or a word that is no part of an office."""
    floor = max(0, stop - LONGEST_POST)
    start = stop
    while start > floor and not taken[start - 1]:
        if text[start - 1] not in DELIMITERS:
            start -= 1
            continue
        opened = _inside_of_name(text, start, stop)
        if not opened:
            break
        start = opened
    if start and taken[start - 1]:
        lead = LEAD.match(text, start, stop)
        start = lead.end() if lead is not None else start
    if BIDDEN.match(text, start):
        start += 1  # «应X市市长Y邀请»
    stops = [m for m in STOPS.finditer(text, start, stop) if m.end() <= stop - 2]
    for match in reversed(stops):
        is_inside = match[0] in ("和", "与", "及") and not re.search("[和与及]", text[match.end() : stop])
        if is_inside and KEEPS_AND.search(text, max(start, match.start() - 7), stop):
            continue
        return match.end()
    return start


def _inside_of_name(text: str, start: int, stop: int) -> int:
    """Where the quotation or parenthesis begins that a body's name goes on behind: «“支柱”联合会», «萨哈（雅库特）»."""
    mark = text[start - 1]
    if mark not in BRACKETS or not BODY_GOES_ON.match(text, start, stop):
        return 0
    opened = text.rfind(BRACKETS[mark], max(0, start - LONGEST_QUOTED), start - 1)
    if opened < 0 or any(delimiter in text[opened + 1 : start - 1] for delimiter in "，。；：、"):
        return 0
    return opened


BIDDEN = re.compile(r"应[^，。；]{4,40}(?:邀请|之邀)")
BRACKETS = {"”": "“", "）": "（"}
LONGEST_QUOTED = 16
BODY_GOES_ON = re.compile(
    r"[\u4e00-\u9fff]{0,14}?(?:公司|集团|联合会|协会|商会|基金会|联盟|组织|中心|银行|企业|俱乐部|共和国|工厂|厂|研究院|学院|控股|港|园区)"
)
OF_A_CROWD = re.compile(
    r"(?:企业家|企业|客商|嘉宾|青年|学生|参展商|商户|媒体|[中俄蒙韩日双各]方|专家|学者)代表$"
)
LEAD = re.compile(r"(?:以及|与|和|同|及|、|还|并|先后|分别|共同|则|也)+")
LAST_OF_LIST = re.compile(
    rf"{HAN}{{1,6}}(?:和|与|及){HAN}{{1,8}}(?:部|委员会|厅|局|委|协会|商会|司|署|办公室|理事会)(?:{HAN}方)?$"
)


def _ministry_start(text: str, start: int, title: int, taken: bytearray) -> int:
    """«投资、工业和贸易部»: the name of one ministry goes on before «、»."""
    while start > 1 and text[start - 1] == "、" and LAST_OF_LIST.match(text, start, title):
        before = start - 1
        while before > 0 and text[before - 1] not in DELIMITERS and not taken[before - 1]:
            before -= 1
        piece = text[before : start - 1]
        if not piece or len(piece) > 14 or titles().at_end.search(piece) or taken[start - 2]:
            break
        cut = [m.end() for m in STOPS.finditer(piece) if m.end() < len(piece)]
        start = before + (cut[-1] if cut else 0)
        if cut:
            break
    return start


def read_post(phrase: str, title_start: int, start: int, stop: int) -> Value[Post]:
    organization = re.sub(r"^.*?(?:\d日电?|社电|报讯|网讯|\d年(?:\d{1,2}月)?)", "", phrase[:title_start])
    organization = re.sub(r"^(?:该(?![省州市县区])|本|我(?!国))(?=[\u4e00-\u9fff])", "", organization)
    name = phrase[title_start:]
    former = name.startswith(FORMER)
    for prefix in (*FORMER, "现任"):
        name = name.removeprefix(prefix)
        if organization.endswith(prefix) and organization != "目前":
            organization, former = organization.removesuffix(prefix), prefix in FORMER or former
    is_ministry = not organization.endswith(
        ("政府", "边疆区", "边区", "自治区")
    )  # their heads share no letter with them
    if organization and is_ministry and name in SHARING and organization[-1] not in f"{name[0]}：":
        organization += name[0]  # «经济发展部长» heads the 经济发展部
    if organization.startswith("原") and len(organization) > 2:
        organization, former = organization[1:], True
    return Value(Post(name, organization, former), Span(start, stop), "title_before_name")


def _of_that_region(clauses: Clauses, post: Value[Post]) -> Value[Post]:
    """«该州林业部部长»: of the region named last."""
    organization = post.value.organization
    if not organization.startswith("该"):
        return post
    before = [p for p in clauses.places if p.span.end <= post.span.start and p.place.kind != "country"]
    fitting = [p for p in before if organization[1] in clauses.text[p.span.end - 1 : p.span.end + 1]]
    if not fitting:
        return post
    where = fitting[-1]
    name = where.name if where.name.endswith(organization[1]) else where.name + organization[1]
    own = Post(post.value.title, name + organization[2:], post.value.is_former)
    return Value(own, post.span, "office_in_that_region")


def full_body(clauses: Clauses, short: str, offset: int) -> str:
    """«州政府» is the government of the region named last, «商会» the chamber named last; else the words as given."""
    rank = OF_RANK.fullmatch(short)
    if rank is not None:
        return _of_rank(clauses, rank, offset) or short
    if short in BARE_BODIES:
        before = [*BARE_BODIES[short].finditer(clauses.text, max(0, offset - COMPANY_REACH), offset)]
        for found in reversed(before):
            cuts = [m.end() for m in STOPS.finditer(found[0]) if m.end() <= len(found[0]) - len(short)]
            name = found[0][cuts[-1] if cuts else 0 :]
            if len(name) > len(short) + 1:
                return name
    return short


def home_city(clauses: Clauses) -> str:
    """The city that «我市» means: that of the paper at the head of the report, «沈阳日报讯»."""
    if clauses.home is None:
        paper = PAPER.search(clauses.text, 0, HEAD_OF_REPORT)
        is_ours = paper is not None and OUR_CITY.search(clauses.text) is not None
        named = clauses.places_in(Span(*paper.span("city"))) if paper is not None and is_ours else []
        clauses.home = next((p.name for p in reversed(named) if p.place.kind == "city"), "")
    return clauses.home


OUR_CITY = re.compile(r"我市|本市|全市|[应由经]市政府|，市政府")
PAPER = re.compile(
    r"(?P<city>[\u4e00-\u9fff]{2,5})(?:日报|晚报|晨报|早报|新闻网)(?:讯|社|全媒体|[ （(]?记者)"
)
HEAD_OF_REPORT = 160  # characters


def _of_rank(clauses: Clauses, rank: re.Match[str], offset: int) -> str | None:
    """The last place before the offset whose name ends in that rank, with what follows the rank."""
    if rank["rank"] == "市" and (home := home_city(clauses)):
        return f"{home.removesuffix('市')}市{rank['rest']}"
    for where in reversed(clauses.places_before(offset)):
        name = where.name
        if name.endswith(rank["rank"]):
            return f"{name}{rank['rest']}"
        if clauses.text.startswith(rank["rank"], where.span.end):
            return f"{name}{rank['rank']}{rank['rest']}"
    return None


OF_RANK = re.compile(
    r"(?P<rank>边疆区|共和国|自治区|自治州|省|州|盟|市|县|旗)(?P<rest>(?:委|政协|人大|(?:人民)?政府|[\u4e00-\u9fff]{2,8}?(?:厅|局|部|委|委员会|办|办公室|署|处))?)"
)
BARE_BODIES = {
    word: re.compile(rf"[\u4e00-\u9fff]{{2,16}}?{word}")
    for word in ("商会", "协会", "联合会", "工商会", "联盟", "基金会", "银行", "大学", "学院", "研究院", "研究所", "中心", "贸促会")
}  # fmt: skip


def _of_territory_at_hand(clauses: Clauses, post: Value[Post]) -> Value[Post]:
    """«A州代表团由州长X率领»: of the territory of that rank named before in the sentence."""
    rank = TERRITORIAL_OFFICES.get(post.value.title[-2:])
    is_joined = clauses.text[post.span.start - 1 : post.span.start] == "、"  # it shares the body before
    if post.value.organization or rank is None or is_joined:
        return post
    home = home_city(clauses) if rank[1] == "city" else ""
    if home:
        return Value(Post(post.value.title, home, post.value.is_former), post.span, "city_of_the_paper")
    start = clauses.sentences[clauses.sentence_of(post.span.start)].span.start
    for where in reversed(clauses.places_before(post.span.start)):
        if where.span.start < start - TERRITORY_REACH:
            return post
        ranked = next((r for r in rank[0] if clauses.text.startswith(r, where.span.end)), "")
        if where.name.endswith(rank[0]) or where.place.kind == rank[1] or ranked:
            own = Post(post.value.title, where.name + ranked, post.value.is_former)
            return Value(own, post.span, "territory_at_hand")
    return post


TERRITORIAL_OFFICES = {
    "州长": (("州", "边疆区"), "region"),
    "省长": (("省",), "region"),
    "盟长": (("盟",), ""),
    "市长": (("市",), "city"),
    "县长": (("县",), ""),
}
TERRITORY_REACH = 120  # characters before the sentence
COMPANY = re.compile(r"[\u4e00-\u9fffA-Za-z]{2,20}?(?:股份有限公司|有限责任公司|有限公司|集团)")
COMPANY_OFFICE = re.compile(r"总经理|董事长|总裁|总监|总工程师")
COMPANY_REACH = 500


def _of_that_company(text: str, post: Value[Post]) -> Value[Post]:
    """«公司董事长», «由副总经理X带队»: of the company named last."""
    organization = post.value.organization
    is_open = not organization and text[post.span.start - 1 : post.span.start] in ("由", "以")
    if organization not in ("公司", "集团") and not (is_open and COMPANY_OFFICE.search(post.value.title)):
        return post
    before = [*COMPANY.finditer(text, max(0, post.span.start - COMPANY_REACH), post.span.start)]
    if not before:
        return post
    start = before[-1].start()
    cuts = [m.end() for m in STOPS.finditer(text, start, before[-1].end() - 3)]
    name = text[cuts[-1] if cuts else start : before[-1].end()]
    return Value(Post(post.value.title, name, post.value.is_former), post.span, "office_in_that_company")


def _before_parenthesis(text: str, post: Value[Post], taken: bytearray) -> Value[Post]:
    """«公司（以下简称“X”）董事长»: the body stands before the parenthesis."""
    start = post.span.start
    if post.value.organization or text[start - 1 : start] not in ("）", ")"):
        return post
    opened = max(text.rfind("（", max(0, start - 30), start), text.rfind("(", max(0, start - 30), start))
    if opened <= 0:
        return post
    begin = _phrase_start(text, opened, taken)
    if opened - begin < 3:
        return post
    own = Post(post.value.title, text[begin:opened], post.value.is_former)
    return Value(own, Span(begin, post.span.end), "office_after_parenthesis")


def _shared(posts: list[Value[Post]]) -> list[Value[Post]]:
    """«公司董事长、总经理»: both at the company; «市委副书记、市长»: the mayor of that city."""
    for index in range(1, len(posts)):
        before, here = posts[index - 1], posts[index]
        if here.value.organization or not before.value.organization:
            continue
        body = SHARED_OFFICES.sub("", CITY_PARTY.sub(r"\1", before.value.organization))
        body = body.removeprefix("中共")  # the party's committee, the mayor of the city
        letter = here.value.title[-2:-1]
        if here.value.title[-2:] in SHARING and letter in body:
            body = body[: body.rindex(letter) + 1]  # «商务部国际贸易谈判代表兼副部长»
        post = Post(here.value.title, body, here.value.is_former or before.value.is_former)
        posts[index] = Value(post, before.span.to(here.span), "office_at_the_same_body")
    return posts
