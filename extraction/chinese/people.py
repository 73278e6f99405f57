"""People in a Chinese text: a title, then a name; transliterated names with a middle dot; the last part of one alone."""

from __future__ import annotations

import re

from extraction import lexicon
from extraction.chinese.clauses import Clauses
from extraction.chinese.titles import alternatives, titles
from extraction.findings import Post, Span, Value
from extraction.keys import person_key
from extraction.mentions import PersonMention

SURNAMES = lexicon.words("surnames_zh")
SYLLABLES = lexicon.words("transliteration_zh")
SURNAME = alternatives(SURNAMES)
DESCRIPTORS = frozenset(row[0] for row in lexicon.table("offices_zh") if row[1:] == ("descriptor",))
FOLLOW = rf"(?=[，。；、：！？（）()《》“”\s\d—]|$|{alternatives(lexicon.words('after_names_zh'))})"
HAN = r"[\u4e00-\u9fff]"
FOREIGN = re.compile(rf"{HAN}{{1,6}}(?:[·•・∙‧]{HAN}{{1,8}}){{1,3}}")
# Characters that stand in names of bodies, in verbs and in particles, and hardly ever in a name.
UNNAMED = "会团盟部厅局处室厂司省市区县的是在于和与及等了已并们员家界坛企业案示级项届次个第这该此其各每所能可要把被给副"
CHINESE = re.compile(
    rf"(?P<name>(?:{SURNAME})(?!方)(?:其(?={HAN}{FOLLOW})|[和在](?={HAN}(?:[、，。；（]|[和与等]{HAN}))|(?![{UNNAMED}]){HAN})(?:(?![{UNNAMED}]){HAN})?)"
)
UNSPELLED = re.compile(rf"((?:(?![{UNNAMED}]){HAN}){{2,7}}?){FOLLOW}")
DELIMITERS = "，。；：、！？\n“”（）()《》【】 "
STOPS = re.compile(
    r"由|单位|(?:发言|致辞|主持|签字)的|出席的有|参会的有|还有|得到|获得|现任|以(?!色|及)|派出|(?<![业能态济化全育商息林源流易])(?:与(?!发展|矿业|技术)|和(?!平|田|龙|国|浩))|据|成员包括|包括|成员有|请联系|联系(?!会)|宣读|举行|时任|对(?!外|华|俄|台)|同(?!江|济|仁)|及(?=[^、]{2,})|向|以及|"
    r"会见了|会见|会晤|邀请|是|为|称|说|者|日(?!本|照|喀|中|韩|俄|美|产|方|蒙)|午|晚|了|给|让|率|在|时(?!代|任)|上(?!海|饶|合|市)|还|受|来自|代表(?!兼)(?=.*代表|.{4,})|委托|陪同|带领|率领|介绍|其中|作为|感谢|欢迎|对话(?=.{3,})|分别|今天|昨天|当天"
)
KEEPS_AND = re.compile(
    rf"{HAN}{{2,7}}(?:和|与|及){HAN}{{1,8}}(?:部|委员会|厅|局|委|协会|联合会|商会|司|署|办公室)"
)
PERSON_TITLE_AFTER = re.compile(
    rf"(?P<name>(?:(?:{SURNAME})(?![{UNNAMED}国]){HAN}(?:(?![{UNNAMED}国]){HAN})?)|普京|卢卡申科|托卡耶夫)(?P<title>主席|总书记|总统|总理|首相)"
    r"(?![\u4e00-\u9fff]{0,2}[·•]|团|国)"
)
OF_COUNTRIES = re.compile(r"中[俄韩日美蒙哈]|[俄韩日美蒙哈]中|两国|各国|双方")
JAPANESE_REACH = 36  # characters back to «日本», after which a name is no Chinese one
LONGEST_POST = 44  # characters
LONGEST_RUN = 30  # names of one list
SHARING = frozenset({"部长", "厅长", "局长", "司长", "州长", "省长", "市长", "县长"})
FORMER = ("前任", "前", "原", "时任")
SHARED_OFFICES = re.compile(r"(?:党委|党组|党工委|党总支)$")
CITY_PARTY = re.compile(r"(省|市|县|区|州|盟|旗)委$")
NO_OWN_NAMES = lexicon.words("no_names_zh")


def find_people(clauses: Clauses) -> list[PersonMention]:
    """Every person once for each place where he is named."""
    text = clauses.text
    found: dict[int, PersonMention] = {}
    taken = bytearray(len(text))
    in_place = bytearray(len(text))
    for place in clauses.places:
        in_place[place.span.start : place.span.end] = b"\x01" * len(place.span)
    posts: list[tuple[PersonMention, int]] = []
    of_others = {
        match.start("title")
        for match in PERSON_TITLE_AFTER.finditer(text)
        if not in_place[match.start()] and match["name"] not in NO_OWN_NAMES
    }
    for title in titles().anywhere.finditer(text):
        is_corrected = text.startswith(CORRECTED, title.end())
        start = title.end() + (2 if is_corrected else text[title.end() : title.end() + 1] in LINKS)
        end = None if in_place[start : start + 1] == b"\x01" else _name_after(text, start)
        if end is None or any(taken[start:end]):
            continue
        if title.start() in of_others:
            continue  # «普京总统战略引领»: the title is that of the name before
        person = _add(clauses, start, end, found, taken)
        if start == title.end() or is_corrected:
            posts.append((person, title.end()))
    _repeated(clauses, found, taken)
    _named_without_office(clauses, found, taken, in_place)
    _repeated(clauses, found, taken)
    for person, end in posts:
        person.posts = _posts_before(clauses, end, taken)
    _posts_after(clauses, found)
    _pronouns(clauses, found, taken)
    said = [person for person in found.values() if not clauses.is_mistake(person.span)]
    return sorted(said, key=lambda person: person.span)


def _named_without_office(
    clauses: Clauses, found: dict[int, PersonMention], taken: bytearray, in_place: bytearray
) -> None:
    """Transliterated names, names before a title («普京总统»), lists of names that readers know."""
    text = clauses.text
    for name in FOREIGN.finditer(text):
        start, end = _trimmed(text, _given_start(text, name.start()), name.end())
        if not any(taken[start:end]) and not any(in_place[start:end]):
            _add(clauses, start, end, found, taken)
    for name in PERSON_TITLE_AFTER.finditer(text):
        where = Span(name.start("name"), name.end("name"))
        if any(taken[where.start : where.end]) or name["name"] in NO_OWN_NAMES or in_place[where.start]:
            continue
        if OF_COUNTRIES.search(name["name"]):
            continue  # «中俄总理定期会晤»
        person = _add(clauses, name.start("name"), name.end("name"), found, taken)
        span = Span(name.start("title"), name.end("title"))
        person.posts = [Value(Post(name["title"]), span, "title_after_name")]
    for name in OFFICE_BEHIND.finditer(text):
        if not any(taken[name.start("name") : name.end("name")]) and not in_place[name.start("name")]:
            person = _add(clauses, name.start("name"), name.end("name"), found, taken)
            person.posts = [Value(Post(name["title"]), Span(*name.span("title")), "title_after_name")]
    for listed in NAMES_ALONE.finditer(text):
        for name in CHINESE.finditer(text, listed.start("names"), listed.end("names")):
            if not any(taken[name.start() : name.end()]) and name["name"] not in NO_OWN_NAMES:
                _add(clauses, name.start(), name.end(), found, taken)


def _name_after(text: str, start: int) -> int | None:
    """Where the name ends that follows a title: «副部长叶尔兰·朱马别科夫», «主任曲明哲», «副总理诺瓦克»."""
    foreign = FOREIGN.match(text, start)
    if foreign is not None:
        given = re.split("[·•・∙‧]", foreign[0])[0]
        is_name = not NOT_IN_GIVEN.search(given) and not titles().anywhere.search(given)
        return _trimmed(text, start, foreign.end())[1] if is_name else None
    end = _chinese_end(text, start)
    if end is not None:
        return end
    match = UNSPELLED.match(text, start)
    if match is None or match[1] in NO_OWN_NAMES:
        return _usual_end(text, start)
    if len(match[1]) > 3 and titles().anywhere.match(text, match.end(1)):
        return None  # «会长为新日铁住金董事长宗冈»: a body
    if OF_A_STATE.search(text, max(0, start - 12), start) and text[match.end(1) : match.end(1) + 1] in LISTED:
        return match.end(1)
    if 3 <= len(match[1]) <= 5 and "日本" in text[max(0, start - JAPANESE_REACH) : start]:
        return match.end(1)
    spelled = sum(character in SYLLABLES for character in match[1])
    return match.end(1) if spelled >= max(2, len(match[1]) - 1) else _usual_end(text, start)


FOLLOWED = re.compile(FOLLOW)
LISTED = ("、", "，")
OF_A_STATE = re.compile(
    r"(?:国|[\u4e00-\u9fff]{2,8})(?:总统|总理|首相|国王|苏丹|大公|亲王)$"
)  # «老挝总理通邢、»
# «，钱克明副部长陪同出席»: a full name, the office behind it, then what he did.
OFFICE_BEHIND = re.compile(
    rf"(?:^|(?<=[，。；、\n]))(?P<name>(?:{SURNAME})(?:(?![{UNNAMED}]){HAN}){{1,2}})"
    r"(?P<title>副?(?:部长|省长|市长|州长|主任|局长|厅长|会长|司长|县长|区长|书记|大使|总领事|参赞|董事长|总经理|院长|校长))"
    r"(?=陪同|出席|主持|参加|表示|介绍|致辞|致词|说|指出|强调|会见|率|还|也|分别|代表)"
)
# Without offices, for readers who know them: «王文涛、李海涛出席，程志明主持会议».
NAME_ALONE = rf"(?:{SURNAME})(?!方)(?:(?![{UNNAMED}]){HAN}){{1,2}}"
NAMES_ALONE = re.compile(
    rf"(?:^|(?<=[，。；\n]))(?P<names>{NAME_ALONE}(?:、{NAME_ALONE})+(?=等?(?:分别|一同|共同)?(?:出席|参加|陪同|会见))"
    rf"|(?:{SURNAME})(?:(?![{UNNAMED}]){HAN}){{2}}(?=主持(?:会议|仪式|论坛|开幕|大会|座谈|活动|推介)|陪同[会参活考。，]))"
)


def _chinese_end(text: str, start: int) -> int | None:
    """A family name and one or two characters, then a word that no name holds."""
    match = CHINESE.match(text, start)
    if match is None:
        return None
    longer = min(match.end(), start + 2) + 1
    if text[longer - 1 : longer] in JOINING_LETTERS and SPEAKS.match(text, longer):
        return longer  # «朱坚和透露»: no list goes on with a verb
    if text[longer - 1 : longer] == "之" and longer == match.end() and FOLLOWED.match(text, longer):
        return longer  # «蒋定之，»
    for end in range(match.end() - 1, match.end() + 1):
        name = text[start:end]
        if len(name) > 1 and name not in SURNAMES and name not in NO_OWN_NAMES and FOLLOWED.match(text, end):
            is_joint = name[0] in PREPOSITIONS and titles().anywhere.match(text, end)
            return None if is_joint else end  # «黄市长向张主任介绍»
    return None


def _usual_end(text: str, start: int) -> int | None:
    """A word follows that no table has: nine Chinese given names in ten are two characters long."""
    match = CHINESE.match(text, start)
    if match is None or len(match[0]) < 3 or match[0] in NO_OWN_NAMES or FOLLOWED.match(text, start):
        return None
    return match.end()


PREPOSITIONS = frozenset("向应于和从")
CORRECTED = ("应为", "应是")  # «副局长应为X»
LINKS = ("：", "为", "是", "由")  # «团长为X», «主持人：X»
JOINING_LETTERS = frozenset("和与同及从向以应于")
SPEAKS = re.compile(
    r"陪同|表示|透露|介绍|指出|说|认为|主持|致(?:辞|词|开幕|欢迎)|出席|强调|提议|建议|宣布|率团|率队|参加|发言|主讲|签署|称|坦言"
)
NOT_IN_GIVEN = re.compile(rf"[{UNNAMED}为由时对]")


def _given_start(text: str, start: int) -> int:
    """A name without an office before it begins after the last character that spells no foreign sound."""
    dot = next(index for index in range(start, len(text)) if text[index] in "·•・∙‧")
    begin = dot
    while begin > start and text[begin - 1] in SYLLABLES:
        begin -= 1
    if begin < dot:
        return begin
    particles = [m.end() for m in PARTICLE.finditer(text, start, dot)]
    return particles[-1] if particles and particles[-1] < dot else start


PARTICLE = re.compile(r"[的是由和与对向请让给为在部厅局署]")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The last part of a transliterated name ends where a verb begins."""
    last = max(index for index in range(start, end) if text[index] in "·•・∙‧")
    for stop in range(last + 3, end + 1):
        following = FOLLOWED_WORD.match(text, stop)
        is_sound = (
            stop < len(text)
            and text[stop] in SYLLABLES
            and following is not None
            and len(following["word"]) == 1
        )
        if following is not None and not is_sound:
            return start, stop
    return start, end


FOLLOWED_WORD = re.compile(
    rf"(?P<word>[，。；、：！？（）()《》“”\s\d—]|$|{alternatives(lexicon.words('after_names_zh'))})"
)


def _add(
    clauses: Clauses, start: int, end: int, found: dict[int, PersonMention], taken: bytearray
) -> PersonMention:
    name = clauses.text[start:end]
    person = PersonMention(Span(start, end), name, person_key(name), case="nomn", rule="person_named")
    found[start] = person
    taken[start:end] = b"\x01" * (end - start)
    return person


def _posts_before(clauses: Clauses, end: int, taken: bytearray) -> list[Value[Post]]:
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
    post = _post(phrase, title, start, start + len(phrase))
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


def _post(phrase: str, title_start: int, start: int, stop: int) -> Value[Post]:
    organization = re.sub(r"^.*?(?:\d日电?|社电|报讯|网讯|\d年(?:\d{1,2}月)?)", "", phrase[:title_start])
    organization = re.sub(r"^(?:该(?![省州市县区])|本|我(?!国))(?=[\u4e00-\u9fff])", "", organization)
    name = phrase[title_start:]
    former = name.startswith(FORMER)
    for prefix in (*FORMER, "现任"):
        name = name.removeprefix(prefix)
        if organization.endswith(prefix) and organization != "目前":
            organization, former = organization.removesuffix(prefix), prefix in FORMER or former
    is_ministry = not organization.endswith(
        ("政府", "边疆区", "自治区")
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
        letter = here.value.title[-2:-1]
        if here.value.title[-2:] in SHARING and letter in body:
            body = body[: body.rindex(letter) + 1]  # «商务部国际贸易谈判代表兼副部长»
        post = Post(here.value.title, body, here.value.is_former or before.value.is_former)
        posts[index] = Value(post, before.span.to(here.span), "office_at_the_same_body")
    return posts


def _repeated(clauses: Clauses, found: dict[int, PersonMention], taken: bytearray) -> None:
    """A name told in full once is found again, also by the last part of a transliterated one."""
    text = clauses.text
    names = {person.name: person.name for person in found.values() if len(person.name) > 1}
    for name in list(names):
        last = re.split("[·•・∙‧]", name)[-1]
        if last != name and len(last) > 1:
            names[last] = name
    for person in found.values():
        person.name = names.get(person.name, person.name)
        person.key = person_key(person.name)
    by_start: dict[str, list[str]] = {}
    for name in sorted(names, key=lambda name: (-len(name), name)):
        by_start.setdefault(name[:2], []).append(name)
    for position in range(len(text) - 1):
        if taken[position]:
            continue
        for name in by_start.get(text[position : position + 2], ()):
            end = position + len(name)
            if text.startswith(name, position) and not any(taken[position:end]):
                person = _add(clauses, position, end, found, taken)
                person.name = names[name]
                person.key = person_key(person.name)
                break


PRONOUN = re.compile(
    r"(?:^|(?<=[，。；！？\n”日]))(?:随后|同时|此外|但|而|不过)?(?P<who>[他她])(?!们|国|人|乡|方|山|说的)"
)


def _pronouns(clauses: Clauses, found: dict[int, PersonMention], taken: bytearray) -> None:
    """«他» at the head of a clause is who the sentence, or the one before, began with."""
    by_sentence: dict[int, PersonMention] = {}
    for start in sorted(found):
        by_sentence.setdefault(clauses.sentence_of(start), found[start])
    for match in PRONOUN.finditer(clauses.text):
        at = match.start("who")
        sentence = clauses.sentence_of(at)
        meant = by_sentence.get(sentence)
        if meant is None or meant.span.start > at:
            meant = by_sentence.get(sentence - 1)
        if meant is None or taken[at]:
            continue
        person = _add(clauses, at, at + 1, found, taken)
        person.name, person.key, person.rule = meant.name, meant.key, "person_by_pronoun"
        by_sentence.setdefault(sentence, person)


def _posts_after(clauses: Clauses, found: dict[int, PersonMention]) -> None:
    """«X（公司总经理）» and «X现任公司顾问» after the name."""
    text = clauses.text
    for person in [*found.values()]:
        end = person.span.end
        now = titles().held_now.match(text, end)
        if now is not None:
            start = now.start("post")
            title = titles().at_end.search(now["post"])
            if title is not None:
                person.posts.append(_post(now["post"], title.start(), start, now.end("post")))
            continue
        once = titles().held_once.match(text, end)
        if once is not None:
            title = titles().at_end.search(once["post"])
            if title is not None:
                held = _post(once["post"], title.start(), once.start("post"), once.end("post"))
                former = Post(held.value.title, held.value.organization, is_former=True)
                person.posts.append(Value(former, held.span, "office_held_once"))
            continue
        if person.posts or text[end : end + 1] not in ("（", "("):
            continue
        close = text.find("）", end, end + LONGEST_POST)
        phrase = text[end + 1 : close] if close > 0 else ""
        title = titles().at_end.search(phrase)
        if title is not None:
            person.posts = [_post(phrase, title.start(), end + 1, close)]
