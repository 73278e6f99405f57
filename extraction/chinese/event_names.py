"""Names of events in a Chinese text: with a number, with a year, inside quotation marks, or bare."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from extraction import lexicon, taught
from extraction.chinese.clauses import Clauses, number
from extraction.findings import Span, Value
from extraction.mentions import ForumMention
from extraction.taught import Occurrence, find_series

HEADS = lexicon.mapping("event_heads_zh")


def _heads(words: list[str]) -> str:
    longest = sorted((word for word in words if word != "展"), key=len, reverse=True)
    return "|".join(
        [
            *longest,
            r"(?<![会发进参拓扩开施招布伸组办观撤延画筹])展(?!会|览|馆|位|台|区|团|示|品|商|期(?!间)|开|望|现|业|厅|出|销)",
            r"(?<![本上下一两每这那数几双半])周(?=[（(在将于期开闭上，。]|$)",
        ]
    )


FREE = _heads([row[0] for row in lexicon.table("event_heads_zh") if row[2:] == ("free",)])
ANY = _heads(list(HEADS))
COUNT = r"(?:[一二三四五六七八九十百]{1,5}|\d{1,3})"
LETTER = r"[\u4e00-\u9fffA-Za-z0-9·—－\-–（）()]"
JOINED = rf"(?:暨(?!第){LETTER}{{2,24}}?(?:{ANY})(?!(?:{ANY})))?"  # two names of one gathering
NUMBERED = re.compile(
    rf"(?P<ordinal>第{COUNT}届|首届)(?!(?:论坛|大会|峰会|年会|博览会|洽谈会|展会|会议)(?:[^\u4e00-\u9fff]|[把在于将拟由已的是有与和去移]))(?:[“《](?P<quoted>[^”》\n]{{2,30}})[”》])?(?P<name>{LETTER}{{2,30}}?(?:{ANY})(?!(?:{ANY})){JOINED})"
)
OF_BODY = re.compile(
    rf"(?P<body>(?:[\u4e00-\u9fff]{{0,6}}[“《][^”》\n]{{2,16}}[”》]\s?)?[\u4e00-\u9fff—－\-·]{{2,40}})(?:[（(][A-Za-z]{{2,12}}[）)])?(?P<ordinal>第{COUNT}(?:届|次))(?P<name>[\u4e00-\u9fff]{{0,10}}?(?:全体会议|会议|例会|会晤|年会|峰会|大会|理事会|对话))"
)
BODY_ENDS = re.compile(
    r"(?:委员会|理事会|联委会|机制|组织|协会|联盟|会议|会晤|论坛|峰会|大会|对话|合作组|工作组|小组|亚信|东盟|委|委会)$"
)
TIMED = re.compile(
    rf"(?P<ordinal>第{COUNT}次)(?P<name>(?:{LETTER}){{4,24}}?(?:会议|会晤|峰会|对话会?|论坛|大会)(?!室|中心))"
)
YEARED = re.compile(
    rf"(?P<year>20\d\d)(?:年度|年)?(?P<name>{LETTER}{{3,30}}?(?:{FREE})(?!(?:{FREE})){JOINED})"
)
YEARED_QUOTED = re.compile(
    rf"(?P<year_word>(?P<year>20\d\d)(?:年度|年)?)[“《][^”》\n]{{2,24}}[”》][\u4e00-\u9fff]{{0,10}}?(?:{FREE})(?!(?:{FREE}))"
)
FREE_HEAD = re.compile(
    rf"(?P<head>{FREE})(?=[，。、；：的在于由开将上期简（(”》举主与和及闭落同现已因参是为推延组未又刚结并还召框有]|\d|\s|$)"
)
QUOTED_EVENT = re.compile(rf"[“《](?P<name>[^”》\n]{{2,30}}?(?:{FREE}))[”》]")
QUOTED_PREFIX = re.compile(r"(?:中[俄日韩蒙白哈美欧非]|[俄日韩蒙白哈]中)?[“《][^”》\n]{2,16}[”》]$")
# What stands before a name: verbs, particles, dates.
CUT = re.compile(
    r".*(?:希望|听说过?|看好|关注|期待|错过|把|请进|参加|参与|出席|赴|举办|举行|(?<!上合)(?<!合作)(?<!世界)(?<!欧亚)组织(?!成员|国家|$)|亮相|的|了|在(?!线)|于|主办|承办|期间|关于|原定|同期|筹办|申办|将|由|对(?!外|接|话)|向|是|为(?!期)|年(?!会)|月|日(?!本|韩|照)|届|次|(?<!线)上(?!海|合|饶|游)|"
    r"主持|召开|同意|宣布|致|召集|筹备|讨论|赶赴|前往|闭幕|开幕|迎来|推动|介绍|同(?!江)|本|该|此|称|邀请|借助|通过|发布|抵达|会见|参展|设立|建立|打造|支持|恢复|取消|推迟|加入|欢迎|以及|及|其|各|等|与会)"
)
PAIR = re.compile(
    r"中[俄日韩蒙白哈乌吉塔土朝越老缅泰印巴美欧德法英非阿东澳国亚]|[俄日韩蒙白哈越印欧德法英美]中|[俄哈蒙白乌吉塔韩日印土伊沙][匈波捷塞保罗希芬瑞挪丹荷比奥意西葡土伊沙印越泰马新澳加俄蒙哈韩日白乌吉塔美欧德法英]|国际|中东欧|中非|中拉|中东|澜湄|湄公河|里海|波罗的海|欧洲|非洲|拉美|美洲|亚欧|远东|西伯利亚|东北|西部|中部|黑龙江|长江|界江|大图们|中亚|南亚|东南亚|独联体|上海合作|世界|全球|全国|亚太|亚洲|欧亚|东北亚|东方|上合|金砖|丝绸之路|丝路|东盟|太平洋|环球|黄海|图们江|大湾区|一带一路|北极|阿拉伯"
)
NOT_EVENTS = re.compile(
    r"分论坛|平行论坛|主论坛|分会|同期|全会|人大|会议室|代表大会|全体会议|运动会|[，。了“”]|代表团|各类|系列|大型|多个|一批|新闻|记者|签约|推介大会|动员|表彰|总结|股东|职工|党代"
)
GENERIC_NUMBERED = re.compile(
    r"分论坛|平行论坛|主论坛|同期|人大|会议室|全国人民代表大会|中央委员会|[二三四五六七八九]中全会|政协|常务委员会"
)
BARE_HEADS = "论坛|博览会|展览会|洽谈会|峰会|大会|展会|年会|交易会|投洽会|展销会|对话会|会议|交流会"
BARE_NUMBERED = re.compile(
    rf"(?P<ordinal>第{COUNT}届|首届|本届|本次|上届|上一届|下届|下一届|此次|该届)(?:(?P<head>{BARE_HEADS})|(?=在|于|将|拟|定于|举办|由))"
)
ANAPHORA = re.compile(
    r"(?:(?<![\u4e00-\u9fff])|(?<=出席)|(?<=参加)|(?<=参与)|(?<=亮相))(?P<head>论坛|大会|展会|博览会|峰会|洽谈会|年会|交易会|会议|对话会|交流会|展览会)(?=[由于在将为期举开闭结主期间，。已因拟定原共吸]|$)|(?P<this>本届|该)(?P<head2>论坛|大会|展会|博览会|峰会|洽谈会)"
)
WITH_YEAR = re.compile(r"[\s\-]*20\d\d$")
ALIAS = re.compile(
    r"[（(](?:(?:以下)?(?:简称|又称|下称)(?:为|：)?[“\"《]?(?P<alias>[^”\"》）)]{2,20})[”\"》]?|(?P<short>[\u4e00-\u9fff]{1,7}(?:会|展|坛))|[“\"]?(?P<latin>[A-Z][A-Za-z\d\- ]{1,14})[”\"]?)[）)]"
)


def find_names(clauses: Clauses) -> list[ForumMention]:
    """Every naming of an event, in the order of the text."""
    text = clauses.text
    mentions: list[ForumMention] = []
    taken = bytearray(len(text))

    def add(mention: ForumMention | None) -> None:
        if (
            mention is None
            or clauses.is_mistake(mention.span)
            or any(taken[mention.span.start : mention.span.end])
        ):
            return
        taken[mention.span.start : mention.span.end] = b"\x01" * len(mention.span)
        mentions.append(mention)

    for mention in _all_namings(clauses):
        add(mention)
    mentions.sort(key=lambda mention: mention.span)
    _name_first_editions(text, mentions)
    return _with_aliases(clauses, mentions, taken)


SHORT_NAME = re.compile("|".join(sorted(lexicon.words("short_series_zh"), key=len, reverse=True)))
LATIN = re.compile(
    rf"(?P<ordinal>第{COUNT}届)(?P<name>[A-Z][A-Za-z]{{2,11}})(?![A-Za-z])"
    r"|(?<![A-Za-z])(?P<year_name>[A-Z]{3,8})(?P<year>20\d\d)(?=延期|推迟|取消|将|拟|定于|在|于|开幕|闭幕|举办|举行|期间)"
)
YEARED_INSIDE = re.compile(rf"[“《](?P<year>20\d\d)(?:年)?(?P<name>[^”》\n]{{4,40}}?(?:{FREE}))[”》]")
BETWEEN_PLACES = re.compile(
    r"[\u4e00-\u9fff]{2,12}[—－–-][\u4e00-\u9fff]{2,30}?(?:对接会|推介会|交流会|研讨会|座谈会|洽谈会)"
)
TIMED_CUT = re.compile(
    r"^(?:参加|举行|举办|召开|在|出席|主办|全体|访|来|赴)|[，。]|的"
)  # «第二次举办…研讨会»


def _all_namings(clauses: Clauses) -> Iterator[ForumMention | None]:
    """Candidates, the surest kind of naming first."""
    text = clauses.text
    for occurrence in find_series(text, "zh"):
        yield _taught(clauses, occurrence)
    for match in OF_BODY.finditer(text):
        yield _of_body(clauses, match)
    for match in NUMBERED.finditer(text):
        if not GENERIC_NUMBERED.search(match["name"]) and match["name"] not in HEADS:
            yield _numbered(clauses, match)
    for match in TIMED.finditer(text):
        if PAIR.search(match["name"]) and not TIMED_CUT.search(match["name"]):
            yield _numbered(clauses, match)
    yield from _with_year(clauses)
    yield from _quoted(clauses)
    for match in FREE_HEAD.finditer(text):
        yield _free(clauses, match)
    for match in BETWEEN_PLACES.finditer(text):
        yield _between_places(clauses, match)
    for match in SHORT_NAME.finditer(text):
        yield _named(clauses, Span(*match.span()), Span(*match.span()), "short_name")
    for match in BARE_NUMBERED.finditer(text):
        yield _bare(clauses, match)
    for match in ANAPHORA.finditer(text):
        head = match["head"] or match["head2"]
        kind = "event" if head == "会议" else HEADS.get(head, "event")
        yield ForumMention(Span(*match.span()), clauses.sentence_of(match.start()), kind, rule="event_meant")


def _with_year(clauses: Clauses) -> Iterator[ForumMention]:
    """«第86届CMEF», «FIC2020», «2026中国木材大会»: a year or an abbreviation with a number makes the name."""
    text = clauses.text
    for match in LATIN.finditer(text):
        yield _latin(clauses, match)
    for match in YEARED_INSIDE.finditer(text):
        yield _yeared(clauses, match, Span(*match.span("name")))
    for match in YEARED_QUOTED.finditer(text):
        yield _yeared(clauses, match, Span(match.end("year_word"), match.end()))
    for match in YEARED.finditer(text):
        if not CUT.match(match["name"]) and not NOT_EVENTS.search(match["name"]):
            yield _yeared(clauses, match, Span(*match.span("name")))


def _quoted(clauses: Clauses) -> Iterator[ForumMention]:
    """Names inside quotation marks; a title of a session or of a text is none."""
    text = clauses.text
    for match in ONLY_QUOTED.finditer(text):
        mention = _named(clauses, Span(*match.span()), Span(*match.span("name")), "event_in_quotation_marks")
        mention.number = _number(match)
        yield mention
    for pattern in (QUOTED_EVENT, QUOTED_PAIR):
        for match in pattern.finditer(text):
            name = Span(*match.span("name"))
            is_text = CUT.match(match["name"]) or ABOUT_A_TEXT.match(text, match.end())
            if pattern is QUOTED_EVENT and is_text or not _is_event(clauses, name):
                continue
            if not SESSION_AFTER.match(text, match.end()):
                yield _named(clauses, name, name, "event_in_quotation_marks")


def _name_first_editions(text: str, mentions: list[ForumMention]) -> None:
    """«…对接会”，首届拟于…»: the number belongs to the name right before."""
    for before, mention in itertools.pairwise(mentions):
        between = text[before.span.end : mention.span.start]
        is_bare = mention.name is None and mention.number is not None
        if is_bare and before.name is not None and between in BESIDE:
            mention.name = Value(before.name.value, before.name.span, "edition_of_the_one_before")
            before.number = before.number or mention.number


ORDINAL_BEFORE = re.compile(rf"(?P<ordinal>第{COUNT}[届次]|首届)[“《]?$")


def _taught(clauses: Clauses, occurrence: Occurrence) -> ForumMention:
    """A name that curators taught, with the number before it."""
    text, name = clauses.text, occurrence.span
    before = ORDINAL_BEFORE.search(text, max(0, name.start - 10), name.start)
    span = Span(before.start() if before else name.start, name.end)
    mention = _named(clauses, span, name, taught.RULE)
    mention.head = occurrence.term.detail or mention.head
    mention.number = _number(before) if before else None
    return mention


BESIDE = ("，", "”，", "》，", "”", "）")  # «…对接会”，首届拟于…»
QUOTED_PAIR = re.compile(
    rf"(?<=[创举承主]办|[设成建]立|召开|参加|出席)[“《](?P<name>[^”》\n]{{4,30}}?(?:{ANY}))[”》]"
)
ONLY_QUOTED = re.compile(
    rf"(?P<ordinal>第{COUNT}届|首届)[“《](?P<name>[^”》\n]{{2,24}})[”》](?=将|拟|定于|在|于|由|已|，|。|期间|开幕|闭幕)"
)
ABOUT_A_TEXT = re.compile(r"一文|一稿|的?(?:报道|消息|文章|通知|公告)")
SESSION_AFTER = re.compile(r"(?:主题|专题|平行)?(?:分论坛|圆桌|研讨会|论坛|专场|展区|推介|对接)")


def _of_body(clauses: Clauses, match: re.Match[str]) -> ForumMention | None:
    """«中俄投资合作委员会第十二次会议», «亚太经合组织第三十一届贸易部长会议»."""
    body = match["body"]
    cut = CUT.match(body)
    start = match.start("body") + (cut.end() if cut is not None else 0)
    body = clauses.text[start : match.end("body")]
    if (
        GENERIC_NUMBERED.search(body.replace("全国人大与", "") + match["name"])
        or "中共" in body
        or "全国人大" in body
        and "合作" not in body
    ):
        return None
    if not BODY_ENDS.search(body) and not match["name"].startswith(REGULAR):
        return None
    span = Span(start, match.end())
    if len(body) <= 3:  # «委员会第三十次会议», «论坛第五届会议»: the one at hand
        head = HEADS.get(body, "meeting")
        mention = ForumMention(span, clauses.sentence_of(start), head, rule="event_meant")
    else:
        mention = _named(clauses, span, Span(start, match.end("body")), "committee_meeting")
        if match["name"] not in ("会议", "例会", "会晤") or not BODY_ENDS.search(body):
            mention.name = Value(body + match["name"], span, "committee_meeting")
    mention.number = _number(match)
    return mention


REGULAR = ("定期会", "例会", "年度会")  # «中俄总理第二十九次定期会晤»


def _numbered(clauses: Clauses, match: re.Match[str]) -> ForumMention:
    name = Span(*match.span("name"))
    mention = _named(clauses, Span(match.start(), match.end()), name, "numbered_event")
    if match.groupdict().get("quoted"):
        value = f"“{match['quoted']}”{match['name']}"
        mention.name = Value(value, Span(match.end("ordinal"), name.end), "numbered_event")
    mention.number = _number(match)
    return mention


def _latin(clauses: Clauses, match: re.Match[str]) -> ForumMention:
    """«第86届CMEF», «FIC2020延期至»."""
    group = "name" if match["ordinal"] else "year_name"
    mention = _named(clauses, Span(*match.span()), Span(*match.span(group)), "latin_name")
    mention.head = "exhibition"
    if match["ordinal"]:
        mention.number = _number(match)
    else:
        mention.year = Value(int(match["year"]), Span(*match.span("year")), "year_in_the_name")
        mention.is_own_year = True
    return mention


def _between_places(clauses: Clauses, match: re.Match[str]) -> ForumMention | None:
    """«哈巴罗夫斯克边疆区—黑龙江省经贸合作对接会»: an event of its own where both sides are places."""
    dash = re.search(r"[—－–-]", match[0])
    at = match.start() + (dash.start() if dash is not None else 0)
    left = [p for p in clauses.places_in(Span(match.start(), at)) if at - p.span.end <= 2]
    right = [p for p in clauses.places_in(Span(at, match.end())) if p.span.start - at <= 2]
    if not left or not right:
        return None
    name = Span(left[-1].span.start, match.end())
    return _named(clauses, name, name, "event_between_places")


def _yeared(clauses: Clauses, match: re.Match[str], name: Span) -> ForumMention:
    mention = _named(clauses, Span(*match.span()), name, "event_with_year")
    mention.year = Value(int(match["year"]), Span(*match.span("year")), "year_in_the_name")
    mention.is_own_year = True
    return mention


def _free(clauses: Clauses, match: re.Match[str]) -> ForumMention | None:
    """«俄罗斯国际机床展»: the run of characters before the word, from the last verb or particle on."""
    text = clauses.text
    end = match.end("head")
    start = end
    floor = max(0, end - LONGEST_NAME)
    while start > floor and NAME_LETTER.match(text[start - 1]):
        start -= 1
    cut = CUT.match(text, start, match.start("head"))
    if cut is not None:
        start = cut.end()
    quoted = QUOTED_PREFIX.search(text, max(0, start - 20), start)
    if quoted is not None and end - start > 4:
        start = quoted.start()
    name = Span(start, end)
    return _named(clauses, name, name, "event_without_number") if _is_event(clauses, name) else None


LONGEST_NAME = 40
NAME_LETTER = re.compile(LETTER)


def _is_event(clauses: Clauses, name: Span) -> bool:
    """An event's name says where or how wide it is; "a large forum" does not."""
    text = clauses.text[name.start : name.end]
    own = text.strip("“”《》")
    if len(own) < 5 or text[:1] in "（）)—－-" or NOT_EVENTS.search(own.replace("“", "").replace("”", "")):
        return False
    return PAIR.search(own) is not None or bool(clauses.places_in(name))


def _named(clauses: Clauses, span: Span, name: Span, rule: str) -> ForumMention:
    text = clauses.text
    words = text[name.start : name.end]
    head = next((HEADS[h] for h in sorted(HEADS, key=len, reverse=True) if words.endswith(h)), "meeting")
    if rule == "committee_meeting":
        head = "meeting"
        words = words if words.endswith(("会议", "会晤")) else words + "会议"
    mention = ForumMention(span, clauses.sentence_of(span.start), head, Value(words, name, rule), rule=rule)
    alias = ALIAS.match(
        text, span.end + (text[span.end : span.end + 1] in "”》" if span.end < len(text) else 0)
    )
    if alias is not None:
        group = next(name for name in ("alias", "short", "latin") if alias[name])
        short = WITH_YEAR.sub("", alias[group])
        at = Span(alias.start(group), alias.start(group) + len(short))
        mention.aliases = [Value(short, at, "name_in_parenthesis")]
        mention.span = Span(span.start, alias.end())
    return mention


def _number(match: re.Match[str]) -> Value[int] | None:
    count = number(match["ordinal"])
    return Value(count, Span(*match.span("ordinal")), "number_of_edition") if count else None


def _bare(clauses: Clauses, match: re.Match[str]) -> ForumMention:
    ordinal = match["ordinal"]
    head = "event" if match["head"] in (None, "会议") else HEADS.get(match["head"], "event")
    sentence = clauses.sentence_of(match.start())
    mention = ForumMention(Span(*match.span()), sentence, head, rule="event_meant")
    if ordinal.startswith("上"):
        mention.order = "previous"
    elif ordinal.startswith("下"):
        mention.order = "next"
    elif ordinal not in ("本届", "本次", "此次", "该届"):
        mention.number = _number(match)
        if TO_COME.match(clauses.text, match.end()) and ordinal != "首届":
            mention.order = "next"
    return mention


TO_COME = re.compile(r"[^，。；]{0,6}(?:将于|将在|拟于|定于|计划于|明年|后年)")


def _with_aliases(clauses: Clauses, mentions: list[ForumMention], taken: bytearray) -> list[ForumMention]:
    """«渔业大会» once it has been said that it is short for the full name; «第五届渔业大会» too."""
    text = clauses.text
    found = list(mentions)
    for mention in mentions:
        _as_short_form(mentions, mention)
    for source in [m for m in mentions if m.aliases][:MOST_NAMES]:
        for alias in source.aliases[:1]:
            position = text.find(alias.value)
            while position >= 0:
                end = position + len(alias.value)
                if not any(taken[position:end]):
                    taken[position:end] = b"\x01" * (end - position)
                    span = Span(position, end)
                    mention = ForumMention(
                        span, clauses.sentence_of(position), source.head, rule="event_by_alias"
                    )
                    known = (
                        alias.value
                        if position > source.span.start or source.name is None
                        else source.name.value
                    )
                    mention.name = Value(known, span, "event_by_alias")
                    found.append(mention)
                position = text.find(alias.value, end)
    return sorted(found, key=lambda mention: mention.span)


def _as_short_form(mentions: list[ForumMention], mention: ForumMention) -> None:
    """«中白工业合作论坛» is «中国—白俄罗斯工业合作论坛» with characters left out; «俄中博览会» is «中俄博览会»."""
    if mention.name is None or mention.aliases:
        return
    short = mention.name.value
    for other in mentions[:MOST_NAMES]:
        if other.name is None or other.number is None or other.name.value == short:
            continue
        if mention.number is not None and mention.number.value != other.number.value:
            continue
        full = other.name.value
        turned = PAIR_TURNED.sub(r"\2\1", short, count=1)
        if turned == full or turned != short and len(turned) >= SHORTEST_FORM and _is_within(turned, full):
            mention.name = Value(full, mention.name.span, "pair_of_countries_turned")
            return
        is_alike = short[0] == full[0] and short[-1] == full[-1] and _is_within(short, full)
        is_short = (
            short in lexicon.words("short_series_zh") and short[-1] == full[-1] and _is_within(short, full)
        )
        if is_short or len(short) >= SHORTEST_FORM and (is_alike or full.endswith(short)):
            if all(alias.value != short for alias in other.aliases):
                other.aliases.append(Value(short, mention.name.span, "short_form"))
            return


MOST_NAMES = 60
SHORTEST_FORM = 5
PAIR_TURNED = re.compile(r"^([俄日韩蒙白哈乌德法美印])(中)")


def _is_within(short: str, full: str) -> bool:
    rest = iter(full)
    return all(character in rest for character in short)
