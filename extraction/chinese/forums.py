"""Events in a Chinese text: «第七届中俄博览会», «论坛», «上届论坛» with what the sentence says of them."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import date, timedelta

from extraction import ordinals
from extraction.chinese.bodies import split_bodies
from extraction.chinese.clauses import Clauses, When, Where, value
from extraction.chinese.event_names import PAIR_TURNED, find_names
from extraction.chinese.people import SYLLABLES
from extraction.findings import Span, Value
from extraction.mentions import ForumMention

POSTPONED = re.compile(
    r"延期|推迟|改期|顺延|延后|延至|改至|改到|改于|改在\d|改为(?:\d|[今明后本下])|另行(?:通知|确定)|暂缓"
)
CANCELLED = re.compile(
    r"(?<!并未)(?<!没有)(?<!不会)(?<!不)取消(?!了?关税|限制|参[会展加]|的原因)|停办|叫停|不再举办|未能(?:如期)?(?:举行|举办)|不再举行|停止举办|(?:将)?不(?:会)?(?:如期)?举[行办]"
)
PROPOSED = re.compile(
    r"提议|建议|倡议|提出，|希望.{0,10}举办|有意.{0,6}举办|申办|考虑.{0,12}举办|有望.{0,12}(?:举办|举行)|可能.{0,12}(?:举办|举行)"
)
PLANNED = re.compile(
    r"将于|将在|将举行|将举办|将由|拟于|拟在|拟定于|定于|定在|订于|计划于|计划在|即将|(?:将|拟|待)[^，。]{0,14}(?:举行|举办|召开|开幕|亮相|拉开|移师)|预计|计划[^，。]{0,12}(?:举行|举办)|明年|筹备|进入倒计时|倒计时|确定(?:于|在)|(?:将|拟)(?:参加|出席|赴|组团|率团|亮相)|报名|关于(?:举办|召开|组团|组织|参加|做好)"
)
HELD = re.compile(
    r"闭幕|落幕|落下帷幕|收官|谢幕|圆满结束|圆满落|已于|曾于|举行了|举办了|召开了|举行过|成功举[行办]|结束|收展|散场|上届|上一届|去年|前年|刚刚(?:举行|结束)|出席了|参加了"
)
ONGOING = re.compile(
    r"开幕|启幕|启动(?!仪式)|揭幕|举行中|进入第[二三四五六七]天|火热进行|如火如荼|进行中|拉开帷幕|拉开序幕|正在|(?<!同期)举行(?!地|时间)|举办(?!时间|地|方|权|城市|单位|日期)|召开(?!时间)|主持(?=[^，。]{0,6}$)|共同主持|开馆"
)
# A meeting about the event: its day and place are not those of the event.
ABOUT_IT = re.compile(
    r"(?:的)?(?:(?P<ahead>筹备|倒计时|招展|招商|动员)|新闻发布会|新闻通气会|发布会|推介会|组委会|秘书处)"
)
OPENED = re.compile(r"开幕(?!式|会)|启幕|揭幕|拉开帷幕|拉开序幕|开馆")
CLOSED = re.compile(r"闭幕(?!式|会)|落幕|圆满结束|圆满落|落下帷幕|收官|谢幕")
LASTS = re.compile(r"(?:为期|历时|会期|展期|持续)(?:为|共)?(?P<n>[一二两三四五六七八九十]|\d{1,2})天")
ORGANIZER = (
    r"[^，。；：\n对由]{2,30}?(?:会|局|厅|部|公司|政府|协会|商会|委|集团|大学|中心|院|组织|省|市|州|区)"
)
ORGANIZED = re.compile(
    rf"由(?P<names>[^，。；]{{2,60}}?)(?:共同|联合|携手|联手|合作)?(?:主办|举办|承办|组织举办|创办|发起)(?:[，、](?:由)?(?P<hosts>[^，。；：]{{2,40}}?)(?:共同|联合|携手|联手|合作)?承办)?|主办(?:单位|方|机构)?(?:为|是|：|:)?(?P<names2>{ORGANIZER}(?:(?:、|和|与){ORGANIZER})*)(?=[，。；、对]|\d{{1,2}}月|\d{{1,2}}日|通报|介绍|透露|宣布|表示|$)"
)
HOSTED_BEFORE = re.compile(
    r"由(?P<names>[^，。；]{2,50}?)(?:共同|联合|携手|联手|合作)?(?:主办|举办|承办)的?[，]?(?:[^，。；]{0,20})$"
)
HOSTS_IT = re.compile(
    r"(?:^|[，。；日])(?P<names>[^，。；：\d]{3,40}?(?:会|局|厅|部|公司|政府|集团|大学|中心|院|组织|省|市|州))(?:将|拟|已|计划|决定)?(?:共同|联合|携手|联手|合作)?(?:于|在)?[^，。；：]{0,24}?(?:主办|举办|承办)(?:了)?$"
)


def find_forums(clauses: Clauses) -> list[ForumMention]:
    """Every mention of an event with what its sentence says of it."""
    mentions = find_names(clauses)
    for index, mention in enumerate(mentions):
        following = mentions[index + 1] if index + 1 < len(mentions) else None
        _fill(clauses, mention, following)
    _set_organizers_said_later(clauses, mentions)
    _set_status_said_alone(clauses, mentions)
    _read_key_facts(clauses, mentions)
    _correct_dates(clauses, mentions)
    _complete_titles(clauses, mentions)
    _close_past_editions(mentions)
    return mentions


def _close_past_editions(mentions: list[ForumMention]) -> None:
    """«第三届博览会在X举行» beside «第四届博览会将于…举办»: the third is over, and not of this year."""
    latest: dict[str, int] = {}
    for mention in mentions:
        if mention.name and mention.number and mention.status and mention.status.value in AT_HAND:
            key = _pair_key(mention.name.value)
            latest[key] = max(latest.get(key, 0), mention.number.value)
    for mention in mentions:
        if not (mention.name and mention.number and mention.status and mention.status.value == "ongoing"):
            continue
        if mention.number.value < latest[_pair_key(mention.name.value)]:
            mention.status = Value("held", mention.status.span, "edition_before_the_last")
            if not mention.is_own_year and mention.dates is None:
                mention.year = None


AT_HAND = ("planned", "ongoing", "proposed")


def _pair_key(name: str) -> str:
    """«俄中博览会», «中国—俄罗斯博览会» and «中俄博览会» alike."""
    return PAIR_TURNED.sub(r"\2\1", name.replace("中国—俄罗斯", "中俄").replace("中国-俄罗斯", "中俄"))


CORRECTED = re.compile(r"(?:会期|展期|举办时间|举办日期|开幕时间|时间|日期)(?:应为|应是|更正为|更正：)")
LONGEST_CORRECTION = 30  # characters


def _correct_dates(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«…有误，会期应为6月12日至15日»: of the event named last before."""
    named = [mention for mention in mentions if mention.name is not None]
    for found in CORRECTED.finditer(clauses.text):
        dates = clauses.dates_in(Span(found.end(), found.end() + LONGEST_CORRECTION))
        before = bisect_left(named, found.start(), key=lambda mention: mention.span.end)
        if dates and before and dates[0].edtf is not None and dates[0].span.start - found.end() < FEW:
            named[before - 1].dates = Value(dates[0].edtf, dates[0].span, "date_corrected")


KEY_FACT = re.compile(
    r"(?m)^[ 　]*(?:[一二三四五六七八九]、|\d[.、])?(?:(?P<when>(?:举办|会议|展会|活动)?(?:时间|日期))|(?P<where>(?:举办|会议|展会|活动)?(?:地点|地址)))[：:](?P<what>[^\n]{2,60})"
)


def _read_key_facts(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«时间：2026年8月24日—27日», «地点：呼和浩特市…» on lines of their own: of the event named first."""
    mention = next((m for m in mentions if m.name is not None and not m.order), None)
    if mention is None:
        return
    for fact in KEY_FACT.finditer(clauses.text):
        span = Span(*fact.span("what"))
        if fact["when"] and mention.dates is None:
            for when in clauses.dates_in(span)[:1]:
                _set_entry_date(mention, when)
        elif fact["where"] and mention.place is None:
            cities = [p for p in clauses.places_in(span) if p.place.kind in ("city", "island")]
            if cities:
                mention.place = Value(cities[0].name, cities[0].span, "key_facts")
                mention.country = Value(cities[0].place.country, cities[0].span, "country_of_place")


def _complete_titles(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """A title says «界江论坛» of the edition whose number the text gives."""
    body = [m for m in mentions if m.name is not None and not clauses.sentences[m.sentence].is_title]
    for mention in mentions:
        if not clauses.sentences[mention.sentence].is_title or mention.number is not None or not mention.name:
            continue
        same = [m for m in body if m.name is not None and m.name.value == mention.name.value]
        same += [m for m in body if mention.name.value in {alias.value for alias in m.aliases}]
        numbers = {m.number.value for m in same if m.number is not None}
        if len(numbers) == 1 and not mention.order:
            mention.number = next(m.number for m in same if m.number is not None)
            if any(m.status is not None for m in same):
                mention.status, mention.status_weight = None, 0


def _fill(clauses: Clauses, mention: ForumMention, following: ForumMention | None) -> None:
    sentence = clauses.sentences[mention.sentence].span
    right = (
        following.span.start
        if following is not None and following.sentence == mention.sentence
        else sentence.end
    )
    around = ABOUT_IT.match(clauses.text, mention.span.end)
    if around is not None:
        if around["ahead"]:
            mention.status = Value("planned", Span(*around.span("ahead")), "status_planned")
        return
    clause = _with_date_before(clauses, clauses.clause(mention.span.start), sentence)
    clause = _with_proposal_before(clauses, clause, sentence)
    after = Span(mention.span.end, min(right, sentence.end))
    _set_status(clauses, mention, clause, after)
    when = _date(clauses, mention, clause, after)
    if when is None:
        when = _day_of_sentence(clauses, mention, sentence)
    if when is not None:
        when = _in_time_to_come(clauses, mention, when)
    if when is not None and _is_frame(clauses, mention):
        _set_status_at_hand(clauses, mention, when)
        when = When(when.span, None, when.year, "year")
    if when is not None:
        if when.edtf is not None and when.precision != "year":
            edtf = _as_range(clauses, when, clause.to(after), mention.sentence)
            mention.dates = Value(edtf, when.span, f"date_{when.precision}")
        if when.year is not None and (mention.year is None or mention.year.rule != "year_in_the_name"):
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
    _read_entry(clauses, mention)
    _set_year_beside(clauses, mention)
    where = _place(
        clauses, mention, clause, Span(after.start, after.start) if _is_frame(clauses, mention) else after
    )
    if where is None and mention.place is None:
        mention.place = _unknown_place(clauses, clause.to(after))
    is_country = where is not None and where.place.kind == "country" and mention.place is None
    if where is not None and is_country and clauses.text[where.span.start - 1] in "在于":
        mention.country = Value(where.place.country, where.span, "country_of_event")
    if where is not None and where.place.kind != "country":
        mention.place = Value(where.name, where.span, "place_of_event")
        if where.place.country:
            mention.country = Value(where.place.country, where.span, "country_of_place")
    _set_organizers(clauses, mention, Span(sentence.start, right))


LOCAL_TIME = re.compile(r"\s*(?:当地时间|据悉，|近日，)")


def _day_of_sentence(clauses: Clauses, mention: ForumMention, sentence: Span) -> When | None:
    """«4月17日上午，由…主办，以…为主题的第十二届洽谈会在郑州开幕»: the day that the sentence opens with."""
    at_hand = mention.status is not None and mention.status.value in ("ongoing", "held") and not mention.order
    if mention.name is None or not at_hand or _is_frame(clauses, mention):
        return None
    opening = clauses.dates_in(Span(sentence.start, sentence.start + LONGEST_DATE))
    lead = LOCAL_TIME.match(clauses.text, sentence.start)
    begin = lead.end() if lead is not None else sentence.start
    own = [d for d in opening if d.precision == "day" and d.span.start - begin < FEW]
    between = clauses.text[own[0].span.end : mention.span.start] if own else ""
    is_own = bool(own) and "届" not in between and OF_THE_NEWS.match(clauses.text, own[0].span.end) is None
    return own[0] if is_own else None


ENTRY = re.compile(r"(?:[，（；(]|，?(?:地点|时间|会期)[：:])\s*(?P<part>[^，（）；。\n]{2,24})")


def _read_entry(clauses: Clauses, mention: ForumMention) -> None:
    """An entry of a calendar: «3月12日至14日，第九届果蔬展，撒马尔罕», «亚洲周（9月16日至19日，首尔；…）»."""
    text = clauses.text
    position = mention.span.end
    for _ in range(MOST_PARTS):
        part = ENTRY.match(text, position)
        if part is None:
            break
        span = Span(*part.span("part"))
        dates = [d for d in clauses.dates_in(span) if len(d.span) >= len(span) - 1]
        places = [p for p in clauses.places_in(span) if len(p.span) >= len(span) - 1]
        if dates:
            _set_entry_date(mention, dates[0])
        elif places and places[0].place.kind in ("city", "island"):
            if mention.place is None:
                mention.place = Value(places[0].name, places[0].span, "place_of_entry")
                mention.country = Value(places[0].place.country, places[0].span, "country_of_place")
        else:
            break
        position = part.end()
    start = mention.span.start
    before = [d for d in clauses.dates_in(Span(max(0, start - LONGEST_DATE), start)) if d.span.end <= start]
    if before and mention.dates is None and text[before[-1].span.end : start] in ("，", "：", " ", "　"):
        line = text.rfind("\n", 0, start) + 1
        is_told_by = TELLS.match(text, mention.span.end) is not None  # «1月31日，建博会主办方发布公告»
        if before[-1].span.start - line < FEW and not is_told_by:
            _set_entry_date(mention, before[-1])


TELLS = re.compile(r"（[^）\n]{1,8}）|(?:的)?(?:主办|组委会|执委会|秘书处|官方|发布|宣布)")
MOST_PARTS = 3
LONGEST_DATE = 26  # characters
FEW = 4  # characters of a bullet or a number


def _set_entry_date(mention: ForumMention, when: When) -> None:
    if mention.dates is None and when.edtf is not None and when.precision != "year":
        mention.dates = Value(when.edtf, when.span, "date_of_entry")
    if mention.year is None and when.year is not None:
        mention.year = Value(when.year, when.span, "date_of_entry")
        mention.is_own_year = True


SAID_ALONE = re.compile(r"(?:因[^，。]{1,16})?(?:已|现)?(?P<status>取消|延期|推迟)(?=[。；，]|$)")


def _set_status_said_alone(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«第四届水资源会议，阿特劳。因洪水取消。»: of the event of the sentence before."""
    for number, sentence in enumerate(clauses.sentences):
        found = SAID_ALONE.match(clauses.text, sentence.span.start, sentence.span.end)
        before = [m for m in mentions if m.sentence == number - 1] if found is not None else []
        if found is None or not before or clauses.sentences[number - 1].paragraph != sentence.paragraph:
            continue
        status = "cancelled" if found["status"] == "取消" else "postponed"
        before[-1].status = Value(status, Span(*found.span("status")), "status_said_alone")
        before[-1].status_weight = 3


def _is_frame(clauses: Clauses, mention: ForumMention) -> bool:
    """«在…博览会现场», «…论坛期间»: a day beside it tells when something else happened there."""
    is_held = clauses.text.endswith(("举办", "举行", "召开"), 0, mention.span.start)  # «于2日举办论坛期间»
    return not is_held and FRAMED.match(clauses.text, mention.span.end) is not None


def _set_status_at_hand(clauses: Clauses, mention: ForumMention, when: When) -> None:
    """What happened there on a day near publication happened while the event went on."""
    if mention.status is not None or clauses.published_on is None or when.precision != "day" or not when.edtf:
        return
    days = (clauses.published_on - date.fromisoformat(when.edtf[:10])).days
    if 0 <= days <= LONGEST_EVENT:
        mention.status = Value("ongoing" if days < 2 else "held", when.span, "something_happened_there")
        mention.status_weight = 1


LONGEST_EVENT = 30  # days
FRAMED = re.compile(r"(?:的)?(?:现场|期间|间隙|框架下|框架内|上(?!海|饶|合)|主宾国|展台|展馆|展位|签约)")


def _set_year_beside(clauses: Clauses, mention: ForumMention) -> None:
    """«今年第139届广交会»."""
    start = mention.span.start
    before = clauses.dates_in(Span(max(0, start - LONGEST_YEAR), start))
    beside = next((d for d in before if d.span.end == start and d.precision == "year"), None)
    if beside is not None and mention.year is None and mention.order == "":
        mention.year = Value(beside.year or 0, beside.span, "year_beside_the_name")
        mention.is_own_year = True


LONGEST_YEAR = 6  # characters


def _in_time_to_come(clauses: Clauses, mention: ForumMention, when: When) -> When:
    """«将于11月举办» in February: the coming November, not the nearest."""
    said = clauses.text[when.span.start : when.span.end]
    is_planned = mention.status is not None and mention.status.value in ("planned", "proposed", "postponed")
    published = clauses.published_on
    if not is_planned or published is None or when.edtf is None or when.year is None or "年" in said:
        return when
    last = when.edtf.rsplit("/", 1)[-1]
    if last >= published.isoformat()[: len(last)] or "月" not in said:
        return when
    later = when.edtf.replace(f"{when.year}-", f"{when.year + 1}-")
    return When(when.span, later, when.year + 1, when.precision)


def _with_proposal_before(clauses: Clauses, clause: Span, sentence: Span) -> Span:
    """«X提议，第九届论坛明年在…举办»: the verb stands before the comma."""
    before = clauses.text[max(sentence.start, clause.start - 3) : clause.start]
    return Span(clause.start - 3, clause.end) if before.endswith(("提议，", "建议，", "倡议，")) else clause


def _as_range(clauses: Clauses, when: When, said: Span, sentence: int) -> str:
    """One day with "opened" or "closed" is an end of a range; «为期三天» gives the other end."""
    edtf = when.edtf or ""
    if when.precision != "day" or "/" in edtf:
        return edtf
    words = clauses.text[said.start : said.end]
    closed = CLOSED.search(words) is not None
    if not closed and OPENED.search(words) is None:
        return edtf
    following = clauses.sentences[min(sentence + 1, len(clauses.sentences) - 1)].span
    lasts = LASTS.search(words) or LASTS.search(
        clauses.text, following.start, min(following.end, following.start + 16)
    )
    count = _days(lasts["n"]) if lasts is not None else None
    if count is not None and count > 1:
        day = date.fromisoformat(edtf)
        other = day + timedelta(days=(count - 1) * (-1 if closed else 1))
        return f"{min(day, other).isoformat()}/{max(day, other).isoformat()}"
    return f"../{edtf}" if closed else f"{edtf}/.."


def _days(text: str) -> int | None:
    return int(text) if text.isdigit() else ordinals.han(text.replace("两", "二"))


def _with_date_before(clauses: Clauses, clause: Span, sentence: Span) -> Span:
    """«5月11日至12日，第四届…在…举行»: a date that stands before the comma."""
    if clause.start <= sentence.start:
        return clause
    before = clauses.clause(clause.start - 2)
    has_date = bool(clauses.dates_in(before)) and "届" not in clauses.text[before.start : before.end]
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
    inside = clauses.dates_in(Span(clause.start, max(clause.end, after.end)))
    if mention.status is not None and mention.status.value == "postponed":
        end = clauses.sentences[mention.sentence].span.end
        moved = clauses.dates_in(Span(mention.status.span.end, min(end, mention.status.span.end + 26)))
        return (
            moved[0] if moved else next((When(d.span, None, d.year, "year") for d in inside if d.year), None)
        )
    inside = [d for d in inside if not OF_THE_NEWS.match(text, d.span.end) and not clauses.is_mistake(d.span)]
    if not inside:
        return None
    attended = [d for d in inside if d.span.end <= mention.span.start and "/" in (d.edtf or "")]
    if attended and re.search(r"出席|参加|参展|亮相", text[attended[-1].span.end : mention.span.start]):
        return attended[-1]
    about = re.search(
        r"举行|举办|召开|开幕|启幕|闭幕|落幕|落下|拉开|收官|举|取消|在|主持|为\d",
        text[clause.start : max(clause.end, after.end)],
    )
    if about is None:
        return None
    before = [d for d in inside if d.span.end <= mention.span.start]
    later = [d for d in inside if d.span.start >= mention.span.end]
    rank = {"day": 0, "month": 1, "year": 2}
    options = sorted(
        [*before, *later], key=lambda d: (rank[d.precision], abs(d.span.start - mention.span.start))
    )
    return options[0] if options else None


OF_THE_NEWS = re.compile(
    r"[，]?(?:电|前|起|创办|创立|以来|内|消息|讯|报道|获悉|(?:对外)?宣布|发布|通报|表示|说|称|透露|介绍|从|在会见|会见|致信|签署|签订|下午会见|上午会见|确定|公布|揭晓|截止|刊发|报名)"
)


def _place(clauses: Clauses, mention: ForumMention, clause: Span, after: Span) -> Where | None:
    text = clauses.text

    def is_where(where: Where) -> bool:
        before = text[max(0, where.span.start - 12) : where.span.start]
        return (
            re.search(
                r"(?:在|于|地点(?:仍|调整|变更|更改|定)?(?:为|在)|改在|改为|移师|落户|走进|重返|回到|抵|赴|访问)(?:[\u4e00-\u9fff]{0,8})$",
                before,
            )
            is not None
        )

    said = Span(clause.start, max(clause.end, after.end))
    places = [p for p in clauses.places_in(said) if not mention.span.covers(p.span)]
    after_name = [p for p in places if p.span.start >= mention.span.end and is_where(p)]
    before_name = [p for p in places if p.span.end <= mention.span.start and is_where(p)]
    for group in (after_name, before_name[::-1]):
        cities = [p for p in group if p.place.kind in ("city", "island")]
        if cities:
            return cities[0]
    found = next(iter([*after_name, *before_name[::-1]]), None)
    if found is None and "当地" in text[clause.start : mention.span.start]:
        sentence = clauses.sentences[mention.sentence].span
        earlier = clauses.places_in(Span(sentence.start, mention.span.start))
        return next((p for p in reversed(earlier) if p.place.kind == "city"), None)
    return found


HELD_AT = re.compile(r"在(?P<name>[\u4e00-\u9fff]{2,8}?)(?:市)?(?:举行|举办|召开|开幕|闭幕|拉开)")
NO_TOWN = re.compile(
    r"[会场馆店厅院校楼园区港司站台网心国省内外上下间中里处地此年月日期届今明去本该当同线我两双各由共]|举|将|已|成功|隆重|联合|首次|再次|顺利|如期"
)


def _unknown_place(clauses: Clauses, said: Span) -> Value[str] | None:
    """A town that the gazetteer lacks: «在下塔吉尔举办», «在凭祥举行»."""
    match = HELD_AT.search(clauses.text, said.start, said.end)
    if match is None:
        return None
    is_spelled = len(match["name"]) > 2 and all(c in SYLLABLES for c in match["name"][1:])
    is_named = len(match["name"]) < 5 and NO_TOWN.search(match["name"]) is None
    if not (is_spelled or is_named) or clauses.places_in(Span(*match.span("name"))):
        return None
    return Value(match["name"], Span(*match.span("name")), "place_by_its_sound")


def _set_organizers(clauses: Clauses, mention: ForumMention, sentence: Span) -> None:
    if mention.order:
        return
    found = ORGANIZED.search(clauses.text, mention.span.end, sentence.end)
    if found is None:
        found = HOSTED_BEFORE.search(
            clauses.text, max(sentence.start, mention.span.start - 60), mention.span.start
        )
    if found is not None:
        _add_organizers(clauses, mention, found)


def _add_organizers(clauses: Clauses, mention: ForumMention, found: re.Match[str]) -> None:
    groups = found.groupdict()
    group = "names" if groups["names"] else "names2"
    pieces = split_bodies(clauses, Span(*found.span(group)))
    if groups.get("hosts"):
        pieces += split_bodies(clauses, Span(*found.span("hosts")))
    for piece in pieces:
        name = re.sub(r"（[^）]*）$", "", clauses.text[piece.start : piece.end].removesuffix("等"))
        piece = Span(piece.start, piece.start + len(name))
        if len(name) > 2 and not re.search(r"[\d届]", name):
            mention.organizers.append(value(clauses.text, piece.start, piece.end, "organizers"))


def _set_organizers_said_later(clauses: Clauses, mentions: list[ForumMention]) -> None:
    """«主办单位：…» in a sentence that does not name the event."""
    told = {mention.sentence for mention in mentions if mention.name is not None}
    named = [m for m in mentions if m.name is not None and not m.order]
    for found in ORGANIZED.finditer(clauses.text):
        sentence = clauses.sentence_of(found.start())
        before = bisect_left(named, sentence, key=lambda mention: mention.sentence)
        if sentence not in told and before and not named[before - 1].organizers:
            _add_organizers(clauses, named[before - 1], found)
