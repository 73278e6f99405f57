"""House styles of Chinese reports: spaces beside numbers, calendars, lists, programmes, corrections."""

from datetime import date

import pytest

from extraction import extract
from extraction.chinese.plain import plain

PUBLISHED = date(2026, 9, 10)
SETTING = "第六届中蒙俄贸易博览会9月8日至10日在满洲里举行。\n"


def read(text, published_on=PUBLISHED, setting=SETTING):
    return extract(setting + text, published_on=published_on, language="zh")


def value(field):
    return field.value if field is not None else None


def values(fields):
    return [field.value for field in fields]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("第 29 届论坛,将于 5 月 3 日举行.", "第29届论坛，将于5月3日举行。"),
        ("「数字贸易」分论坛（3 场）", "“数字贸易”分论坛（3场）"),
        ("签约额 1,200 万元", "签约额1,200万元"),
        ("10:20 银行签约", "10:20 银行签约"),
    ],
)
def test_one_spelling_for_all_house_styles(text, spelled):
    assert plain(text).text == spelled


def test_spans_count_in_the_text_as_given():
    text = "第 29 届圣彼得堡国际经济论坛 6 月 3 日在圣彼得堡开幕。辽宁省副省长 王健 率团出席。"

    report = extract(text, published_on=date(2026, 6, 4), language="zh")

    forum = report.forums[0]
    assert text[forum.number.span.start : forum.number.span.end] == "第 29 届"
    assert text[forum.dates.span.start : forum.dates.span.end] == "6 月 3 日"


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        ("萨哈（雅库特）共和国政府副主席安东·列别杰夫发言。", "安东·列别杰夫", [("副主席", "萨哈（雅库特）共和国政府", False)]),
        ("俄罗斯“支柱”联合会主席亚历山大·卡利宁发言。", "亚历山大·卡利宁", [("主席", "俄罗斯“支柱”联合会", False)]),
        ("蒙古国前总理、现任战略研究所顾问诺·阿勒坦呼雅格发言。", "诺·阿勒坦呼雅格", [("总理", "蒙古国", True), ("顾问", "战略研究所", False)]),
        ("俄罗斯副总理兼总统驻远东联邦区全权代表尤里·特鲁特涅夫发言。", "尤里·特鲁特涅夫", [("副总理", "俄罗斯", False), ("全权代表", "总统驻远东联邦区", False)]),
        ("广西投资集团董事长朱坚和透露计划。", "朱坚和", [("董事长", "广西投资集团", False)]),
        ("萨哈林州工商会开会，州政府副主席安东·列别杰夫到会。", "安东·列别杰夫", [("副主席", "萨哈林州政府", False)]),
    ],
)  # fmt: skip
def test_people_with_bodies_told_in_many_ways(text, name, posts):
    person = next(p for p in read(text).people if value(p.name) == name)

    assert [(p.value.title, p.value.organization, p.value.is_former) for p in person.posts] == posts


@pytest.mark.parametrize(
    "text", ["中俄总理第二十九次定期会晤。", "主持人：内蒙古自治区代表。", "李明误写为厅长马建国。"]
)
def test_no_people(text):
    assert "马建国" not in [value(p.name) for p in read(text).people]
    assert all("俄" not in value(p.name) and "蒙古" not in value(p.name) for p in read(text).people)


@pytest.mark.parametrize(
    ("text", "series", "dates", "place", "status"),
    [
        ("10月12日至14日，第九届撒马尔罕果蔬展，撒马尔罕，主办单位：中亚会展公司。", "撒马尔罕果蔬展", "2026-10-12/2026-10-14", "撒马尔罕", "planned"),
        ("2026年11月15日，第四届里海水资源会议，阿特劳。因洪水取消。", "里海水资源会议", "2026-11-15", "阿特劳", "cancelled"),
        ("第九届“俄罗斯能源周”将于10月14日至16日在莫斯科举行。", "俄罗斯能源周", "2026-10-14/2026-10-16", "莫斯科", "planned"),
        ("原定10月在凭祥举行的第五届中越边境商务峰会推迟至明年3月18日至20日。", "中越边境商务峰会", "2027-03-18/2027-03-20", "凭祥", "postponed"),
        ("第九届中国国际寒地农业博览会将于下月下旬在哈尔滨开幕。", "中国国际寒地农业博览会", "2026-10", "哈尔滨", "planned"),
    ],
)  # fmt: skip
def test_events_of_calendars_and_notices(text, series, dates, place, status):
    forum = next(f for f in read(text).forums if value(f.series) == series)

    assert (value(forum.dates), value(forum.place), value(forum.status)) == (dates, place, status)


def test_a_month_to_come_is_the_next_one():
    text = "第十二届国际冰雪产业博览会将于11月在长春举办。"

    forum = read(text, published_on=date(2026, 2, 12), setting="").forums[0]

    assert value(forum.dates) == "2026-11"


def test_what_happened_at_an_event_does_not_date_it():
    text = "9月9日，在第七届中国国际进口博览会现场，两家企业签约。"

    forum = next(f for f in read(text).forums if value(f.series) == "中国国际进口博览会")

    assert forum.dates is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "滨海边疆区代表团由州长奥列格·科热米亚科率领，人数达120人；阿穆尔州代表团由该州副州长安东·列别杰夫带队。",
            [("滨海边疆区", "奥列格·科热米亚科", 120), ("阿穆尔州", "安东·列别杰夫", None)],
        ),
        ("芬兰代表团约40人，由国务秘书米卡·拉赫蒂宁率团。", [("芬兰", "米卡·拉赫蒂宁", 40)]),
        ("马来西亚派出110人参会，由贸易部长东姑·扎夫鲁率领。", [("马来西亚", "东姑·扎夫鲁", 110)]),
        (
            "泰国商业部副部长素猜·素占威、老挝工商部部长马来通·贡玛西分别率团出席。",
            [("泰国", "素猜·素占威", None), ("老挝", "马来通·贡玛西", None)],
        ),
        ("州长邀请石油集团派代表团参会。", []),
    ],
)
def test_delegations_and_who_leads_which(text, found):
    delegations = read(text).delegations

    assert [(value(d.sender), value(d.head), value(d.size)) for d in delegations] == found


@pytest.mark.parametrize(
    ("text", "agreements"),
    [
        (
            "签约项目：\n1.长白食品公司与纳霍德卡渔业公司：明太鱼采购合同，4100万元；",
            [("contract", ["长白食品公司", "纳霍德卡渔业公司"], "4100万元")],
        ),
        (
            "图们江物流公司向滨海快运公司订购30台冷藏车，合同金额960万元。",
            [("contract", ["图们江物流公司", "滨海快运公司"], "960万元")],
        ),
        (
            "哈电集团9日宣布，已与俄罗斯水电公司签订机组供货合同，合同金额1.8亿美元。",
            [("contract", ["哈电集团", "俄罗斯水电公司"], "1.8亿美元")],
        ),
        (
            "大连港集团与瓦尼诺商业海港签署合作协议，沈阳机床公司同哈巴机械厂签订了价值2300万元的供货合同。",
            [("agreement", ["大连港集团", "瓦尼诺商业海港"], None), ("contract", ["沈阳机床公司", "哈巴机械厂"], "2300万元")],
        ),
        (
            "拟签文件包括内蒙古大学与蒙古国国立大学联合培养协议、锡林浩特市政府与东戈壁省政府关于种羊引进的备忘录。",
            [("agreement", ["内蒙古大学", "蒙古国国立大学"], None), ("memorandum", ["锡林浩特市政府", "东戈壁省政府"], None)],
        ),
    ],
)  # fmt: skip
def test_agreements_of_lists_and_releases(text, agreements):
    found = [(value(a.kind), values(a.parties), value(a.amount)) for a in read(text).agreements]

    assert found == agreements


def test_a_pronoun_is_who_the_sentence_before_began_with():
    text = "集团总经理王伟明会见了来宾。他在“里海光缆”分论坛上发言，介绍了阿克套海底光缆项目（6200万美元）。"

    report = read(text)

    assert values(report.sessions[-1].speakers) == ["王伟明"]
    assert values(report.projects[0].presented_by) == ["王伟明"]
    assert value(report.projects[0].amount) == "6200万美元"


def test_who_is_asked_and_what_is_proposed():
    text = "满洲里市市长许爱莲向俄方提议，明年在赤塔举办第七届博览会。"

    report = read(text)

    assert values(report.proposals[0].to) == ["俄方"]
    assert [value(f.status) for f in report.forums if value(f.number) == 7] == ["proposed"]


def test_sessions_on_different_topics_stay_apart():
    text = "农业分论坛上，满洲里市市长许爱莲发言。能源分论坛由赤塔市市长叶夫根尼·亚里洛夫主持。"

    assert [values(s.speakers) for s in read(text).sessions] == [["许爱莲"], ["叶夫根尼·亚里洛夫"]]


def test_traditional_characters_are_read_and_kept():
    text = "第六屆中俄木材論壇在瀋陽開幕。由12人組成的黑龍江省代表團由副省長王立遠率領抵達瀋陽。"
    report = extract(text, published_on=date(2026, 11, 14), language="zh")

    forum, delegation, person = report.forums[0], report.delegations[0], report.people[0]
    assert (forum.series.value, forum.number.value, forum.place.value) == ("中俄木材論壇", 6, "瀋陽")
    assert (delegation.sender.value, delegation.head.value, delegation.size.value) == (
        "黑龍江省",
        "王立遠",
        12,
    )
    assert (person.name.value, [p.value.title for p in person.posts]) == ("王立遠", ["副省長"])
    assert text[person.name.span.start : person.name.span.end] == "王立遠"


@pytest.mark.parametrize("character", ["\ud800", "\x00", "\U0002a6a5", "\u200d"])
def test_odd_characters_beside_traditional_ones(character):
    extract(f"第六屆中俄木材論壇{character}在瀋陽開幕。", published_on=date(2026, 11, 14), language="zh")
