"""People in a Chinese text: a title, then a name; transliterated names with a middle dot; the last part of one alone."""

from __future__ import annotations

import re

from extraction.chinese.clauses import Clauses
from extraction.findings import Post, Span, Value
from extraction.keys import person_key
from extraction.mentions import PersonMention

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方"
    "白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁"
    "尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷曲盛冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫"
    "米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝习朴玉鹿雒"
)
TITLE = (
    r"(?:(?:第一|常务|高级|首席|资深|执行|名誉|荣誉|联合|代理|前|原|时任|现任)?(?:副)?(?:主席|部长|省长|州长|市长|县长|区长|厅长|局长|司长|处长|科长|主任|书记|秘书长|"
    r"总经理|董事长|总裁|会长|理事长|院长|校长|所长|馆长|行长|总统|总理|首相|大使|总领事|领事|议长|团长|总监|总工程师|工程师|经理|教授|研究员|专员|代表|参赞|顾问|"
    r"总干事|负责人|创始人|站长|台长|董事|常委|委员|首席执行官|行政长官|秘书|大臣|国务卿|联席主席|站长|总代表|外长|财长|讲师))"
)
FOLLOW = (
    r"(?=率|出席|表示|主持|致|介绍|推介|说|与|和|、|，|。|及|作|在|就|为|任|等|还|提议|建议|邀请|宣布|代表|先后|会见|同|将|随|；|（|\(|指出|强调|发言|宣读|对|"
    r"会谈|分别|共同|也|向|参加|应|则|担任|带队|率领|现场|当天|当日|回应|透露|接受|回答|到|赴|之|的|称|认为|所|于|举行|签|通过|带领|\s|$|\d|：|”|并)"
)
FOREIGN = re.compile(r"[\u4e00-\u9fff]{1,6}(?:[·•・][\u4e00-\u9fff]{1,8}){1,3}")
CHINESE = re.compile(rf"(?P<name>(?:欧阳|司马|上官|诸葛|[{SURNAMES}])[\u4e00-\u9fff]{{1,2}}?){FOLLOW}")
TITLE_AT_END = re.compile(rf"{TITLE}$")
TITLES = re.compile(TITLE)
DELIMITERS = "，。；：、\n“”（）()《》"
STOP_WORDS = re.compile(
    r".*(?:由|(?<![业能态济化全育商息林源流])(?:与|和)|据|成员包括|包括|成员有|请联系|联系|宣读|举行|时任|对|同|及|向|以及|会见了|会见|邀请|是|为|称|说|者|日|午|晚|了|给|让|率|在|时|上)(?=[\u4e00-\u9fff]{2,}$)"
)
TITLE_AFTER = re.compile(
    rf"(?P<name>[{SURNAMES}][\u4e00-\u9fff]{{1,2}}?|普京|卢卡申科|托卡耶夫)(?P<title>主席|总统|总理|首相)(?![\u4e00-\u9fff]{{0,2}}[·•])"
)
LONGEST_POST = 40  # characters
FORMER = ("前", "原", "时任")
NOT_NAMES = frozenset(
    {
        "贺信",
        "白方",
        "俄方",
        "中方",
        "蒙方",
        "韩方",
        "方",
        "和",
        "表",
        "代",
        "成立",
        "方案",
        "于今",
        "向论",
        "和国",
        "高级",
        "方面",
        "时间",
        "成员",
        "任务",
        "金额",
        "常务",
        "方企业",
        "方代表",
    }
)


def find_people(clauses: Clauses) -> list[PersonMention]:
    """Every person once for each place where he is named."""
    text = clauses.text
    found: dict[int, PersonMention] = {}
    for title in TITLES.finditer(text):
        _after_title(clauses, title.end(), found)
    for name in TITLE_AFTER.finditer(text):
        if (
            not any(name.start() < p.span.end and p.span.start < name.end("name") for p in found.values())
            and name["name"] not in NOT_NAMES
        ):
            person = _add(clauses, name.start("name"), name.end("name"), found)
            person.posts = [
                Value(Post(name["title"]), Span(name.start("title"), name.end("title")), "title_after_name")
            ]
    for name in FOREIGN.finditer(text):
        start, end = _trimmed(text, name.start(), name.end())
        if not any(start < p.span.end and p.span.start < end for p in found.values()):
            _add(clauses, start, end, found)
    _repeated(clauses, found)
    _posts_after(clauses, found)
    return sorted(found.values(), key=lambda person: person.span)


def _after_title(clauses: Clauses, start: int, found: dict[int, PersonMention]) -> None:
    """«哈萨克斯坦交通部副部长叶尔兰·朱马别科夫», «黑龙江省政府副秘书长、省外办主任曲明哲»."""
    text = clauses.text
    foreign = FOREIGN.match(text, start)
    chinese = CHINESE.match(text, start)
    if foreign is not None:
        end = _trimmed(text, start, foreign.end())[1]
    elif chinese is not None and chinese["name"] not in NOT_NAMES and len(chinese["name"]) > 1:
        end = chinese.end("name")
    else:
        end = _transliterated_end(text, start)
        if end is None:
            return
    person = _add(clauses, start, end, found)
    person.posts = _posts_before(clauses, start)


TRANSLITERATION = re.compile(rf"([\u4e00-\u9fff]{{2,6}}?){FOLLOW}")
SYLLABLES = frozenset(
    "阿埃艾安奥巴贝比别波布查达德蒂丁东多厄尔法菲费佛弗戈格古哈赫华霍基吉加杰津卡凯科克库拉莱兰朗劳勒雷里利林卢鲁罗洛马玛曼梅米密姆穆纳娜尼涅诺帕佩彭皮普其奇齐恰乔切钦萨塞森沙什舍申斯苏索塔泰坦特提图托瓦维温沃乌西希夏谢辛休雅亚扬耶叶伊因尤约泽扎兹佐诺泽夫娃姆宾普京钦"
)


def _transliterated_end(text: str, start: int) -> int | None:
    """«副总理诺瓦克»: a foreign family name after a title, all of it in characters that spell sounds."""
    match = TRANSLITERATION.match(text, start)
    if match is None or not all(character in SYLLABLES for character in match[1]):
        return None
    return match.end(1)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The last part of a transliterated name ends where a verb begins."""
    last = max(index for index in range(start, end) if text[index] in "·•・")
    cut = re.compile(rf"[\u4e00-\u9fff]{{2,7}}?{FOLLOW}").match(text, last + 1)
    return start, cut.end() if cut is not None and cut.end() <= end else end


def _add(clauses: Clauses, start: int, end: int, found: dict[int, PersonMention]) -> PersonMention:
    name = clauses.text[start:end]
    person = PersonMention(Span(start, end), name, person_key(name), case="nomn", rule="person_named")
    found[start] = person
    return person


def _posts_before(clauses: Clauses, end: int) -> list[Value[Post]]:
    """All titles in a row before a name, joined by «、»."""
    text = clauses.text
    posts: list[Value[Post]] = []
    stop = end
    while stop > 0:
        floor = max(0, stop - LONGEST_POST)
        start = stop
        while start > floor and text[start - 1] not in DELIMITERS:
            start -= 1
        phrase = text[start:stop]
        trimmed = STOP_WORDS.match(phrase)
        if trimmed is not None:
            start += trimmed.end()
            phrase = text[start:stop]
        title = TITLE_AT_END.search(phrase)
        if title is None or not phrase:
            break
        posts.insert(0, _post(phrase, title, start, stop))
        if start == 0 or text[start - 1] != "、" or trimmed is not None:
            break
        stop = start - 1
    return posts


def _post(phrase: str, title: re.Match[str], start: int, stop: int) -> Value[Post]:
    organization = re.sub(r"^.*?(?:\d日|电|记者)", "", phrase[: title.start()])
    name = title[0]
    former = name.startswith(FORMER)
    for prefix in (*FORMER, "现任"):
        name = name.removeprefix(prefix)
        if organization.endswith(prefix):
            organization, former = organization.removesuffix(prefix), prefix in FORMER
    return Value(Post(name, organization, former), Span(start, stop), "title_before_name")


def _repeated(clauses: Clauses, found: dict[int, PersonMention]) -> None:
    """A name told in full once is found again, also by the last part of a transliterated one."""
    text = clauses.text
    full = {person.name for person in found.values()}
    short = {name.rsplit("·", 1)[-1].rsplit("•", 1)[-1]: name for name in full if "·" in name or "•" in name}
    for name in sorted(full | set(short), key=len, reverse=True):
        if len(name) < 2:
            continue
        position = text.find(name)
        while position >= 0:
            end = position + len(name)
            if not any(p.span.start < end and position < p.span.end for p in found.values()):
                person = _add(clauses, position, end, found)
                person.name = short.get(name, name)
                person.key = person_key(person.name)
            position = text.find(name, end)


def _posts_after(clauses: Clauses, found: dict[int, PersonMention]) -> None:
    """«由东北林业大学教授沈佩兰主持» is read before; «X（公司总经理）» after the name."""
    text = clauses.text
    for person in found.values():
        if person.posts or text[person.span.end : person.span.end + 1] not in ("（", "("):
            continue
        close = text.find("）", person.span.end, person.span.end + LONGEST_POST)
        title = TITLE_AT_END.search(text[person.span.end + 1 : close]) if close > 0 else None
        if title is not None:
            phrase = text[person.span.end + 1 : close]
            person.posts = [_post(phrase, title, person.span.end + 1, close)]
