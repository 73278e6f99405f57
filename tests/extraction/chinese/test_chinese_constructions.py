"""Chinese constructions: what each kind of record must be read from, and what must not give one."""

from datetime import date

import pytest

from extraction import extract

PUBLISHED = date(2026, 9, 10)
SETTING = "第六届中蒙俄贸易博览会9月8日至10日在满洲里举行。"


def read(text, published_on=PUBLISHED):
    return extract(text, published_on=published_on, language="zh")


def value(field):
    return field.value if field is not None else None


def values(fields):
    return [field.value for field in fields]


@pytest.mark.parametrize(
    ("text", "name", "posts"),
    [
        ("内蒙古自治区商务厅副厅长云志强出席。", "云志强", [("副厅长", "内蒙古自治区商务厅", False)]),
        (
            "满洲里市委副书记、市长许爱莲致辞。",
            "许爱莲",
            [("副书记", "满洲里市委", False), ("市长", "满洲里市", False)],
        ),
        ("赤塔州工商会原会长维克多·叶夫列莫夫说。", "维克多·叶夫列莫夫", [("会长", "赤塔州工商会", True)]),
        ("俄罗斯联邦政府副总理奥韦尔丘克表示欢迎。", "奥韦尔丘克", [("副总理", "俄罗斯联邦政府", False)]),
        (
            "俄罗斯工业和贸易部副部长阿列克谢·格鲁兹杰夫见证签约。",
            "阿列克谢·格鲁兹杰夫",
            [("副部长", "俄罗斯工业和贸易部", False)],
        ),
        (
            "哈萨克斯坦投资、工业和贸易部部长叶尔兰·萨比托夫致辞。",
            "叶尔兰·萨比托夫",
            [("部长", "哈萨克斯坦投资、工业和贸易部", False)],
        ),
        ("俄罗斯驻上海总领事伊万·库兹明到场。", "伊万·库兹明", [("总领事", "俄罗斯驻上海", False)]),
        (
            "草原牧业有限公司董事长、总经理白建军发言。",
            "白建军",
            [("董事长", "草原牧业有限公司", False), ("总经理", "草原牧业有限公司", False)],
        ),
        (
            "北方木业有限公司（简称“北方木业”）总裁贺东来致辞。",
            "贺东来",
            [("总裁", "北方木业有限公司", False)],
        ),
        ("市人大常委会副主任马论业、嘉宾到场。", "马论业", [("副主任", "市人大常委会", False)]),
        ("国务委员唐家旋、部长到场。", "唐家旋", [("国务委员", "", False)]),
        ("哈巴罗夫斯克副市长亚历山大罗夫以及嘉宾发言。", "亚历山大罗夫", [("副市长", "哈巴罗夫斯克", False)]),
        ("海峡关系协会副会长王在远和嘉宾出席。", "王在远", [("副会长", "海峡关系协会", False)]),
        ("访问团拜访了我国驻蒙古国大使沈敏洁。", "沈敏洁", [("大使", "我国驻蒙古国", False)]),
        ("越南常务副总理张和平、部长出席。", "张和平", [("常务副总理", "越南", False)]),
        ("老挝总理通邢、各国代表到场。", "通邢", [("总理", "老挝", False)]),
        (
            "中国商务部国际贸易谈判代表兼副部长傅自应陪同出席。",
            "傅自应",
            [("代表", "中国商务部国际贸易谈判", False), ("副部长", "中国商务部", False)],
        ),
        ("论坛开幕，钱克远副部长陪同出席。", "钱克远", [("副部长", "", False)]),
        ("北方投资有限公司董事长助理郭晓平表示满意。", "郭晓平", [("董事长助理", "北方投资有限公司", False)]),
        ("中国国家主席林建宇出席。", "林建宇", [("国家主席", "中国", False)]),
        ("1996年4月俄罗斯总统叶利金访华期间签署了协定。", "叶利金", [("总统", "俄罗斯", False)]),
        ("滨海边疆区州长米克卢舍夫表示欢迎。", "米克卢舍夫", [("州长", "滨海边疆区", False)]),
        ("青林市商会会长蔡其年等致辞。", "蔡其年", [("会长", "青林市商会", False)]),
        (
            "市人大常委会副主任、市工商联主席张远龙到会。",
            "张远龙",
            [("副主任", "市人大常委会", False), ("主席", "市工商联", False)],
        ),
        ("吉林省人民政府省长韩松岭出席开幕式。", "韩松岭", [("省长", "吉林省人民政府", False)]),
        ("海南省代省长蒋沛之，四川省省长讲话。", "蒋沛之", [("代省长", "海南省", False)]),
        ("市工商联党组书记杨立新带队考察。", "杨立新", [("党组书记", "市工商联", False)]),
        ("北星集团总裁于清波发言。", "于清波", [("总裁", "北星集团", False)]),
        ("全国人大常委会副委员长陈知远宣布开幕。", "陈知远", [("副委员长", "全国人大常委会", False)]),
    ],
)
def test_people_are_named_after_their_offices(text, name, posts):
    people = read(text).people

    assert [value(p.name) for p in people] == [name]
    assert [(v.title, v.organization, v.is_former) for v in values(people[0].posts)] == posts


@pytest.mark.parametrize(
    "text",
    [
        "会议由部长会议秘书处组织。",
        "主席团成员合影留念。",
        "总经理办公会研究了方案。",
        "大会由黑龙江省政府主办。",
        "教授团队完成了任务。",
        "企业负责人和专家参加了会议。",
    ],
)
def test_offices_without_a_name_are_nobody(text):
    assert read(text).people == []


def test_last_part_of_a_transliterated_name_is_the_same_person():
    report = read(SETTING + "后贝加尔边疆区副主席德米特里·库兹涅佐夫致辞。库兹涅佐夫说，合作前景广阔。")

    assert [value(p.name) for p in report.people] == ["德米特里·库兹涅佐夫"]


@pytest.mark.parametrize(
    ("text", "series", "number", "year", "dates", "place", "status"),
    [
        (SETTING, "中蒙俄贸易博览会", 6, 2026, "2026-09-08/2026-09-10", "满洲里", "ongoing"),
        (
            "2027年中俄极地装备展览会将于明年5月在青岛举行。",
            "中俄极地装备展览会",
            None,
            2027,
            "2027-05",
            "青岛",
            "planned",
        ),
        (
            "首届中国—老挝农业合作论坛8月3日在万象举行。",
            "中国—老挝农业合作论坛",
            1,
            2026,
            "2026-08-03",
            "万象",
            "held",
        ),
        (
            "原定10月在长春举行的第九届东北亚粮食展延期至明年4月举行。",
            "东北亚粮食展",
            9,
            2027,
            "2027-04",
            "长春",
            "postponed",
        ),
        (
            "原计划11月2日在伊尔库茨克举办的中俄木材博览会已取消。",
            "中俄木材博览会",
            None,
            2026,
            "2026-11-02",
            "伊尔库茨克",
            "cancelled",
        ),
        (
            "9月9日，为期三天的第四届中俄药材交易会在通化落下帷幕。",
            "中俄药材交易会",
            4,
            2026,
            "2026-09-07/2026-09-09",
            "通化",
            "held",
        ),
        (
            "中俄海关合作委员会第八次会议9月1日在莫斯科举行。",
            "中俄海关合作委员会会议",
            8,
            2026,
            "2026-09-01",
            "莫斯科",
            "held",
        ),
        (
            "俄方建议，第十二届中俄极地论坛明年在摩尔曼斯克举办。",
            "中俄极地论坛",
            12,
            2027,
            None,
            "摩尔曼斯克",
            "proposed",
        ),
    ],
)
def test_events_are_read_with_number_dates_place_and_status(text, series, number, year, dates, place, status):
    forum = read(text).forums[0]

    assert value(forum.series) == series
    assert value(forum.number) == number
    assert value(forum.year) == year
    assert value(forum.dates) == dates
    assert value(forum.place) == place
    assert value(forum.status) == status


@pytest.mark.parametrize(
    "text",
    [
        "双方合作始终保持积极发展的良好态势。",
        "工程进展顺利，企业积极参展。",
        "他参观了哈尔滨国际会展中心的展馆。",
        "第十四届全国人民代表大会第三次会议在北京举行。",
        "公司召开了职工大会。",
        "外交部举行例行记者会。",
    ],
)
def test_growth_halls_and_staff_meetings_are_no_events(text):
    assert read(text).forums == []


@pytest.mark.parametrize(
    ("text", "organizers"),
    [
        (
            "博览会由满洲里市人民政府和俄罗斯工业和贸易部共同主办。",
            ["满洲里市人民政府", "俄罗斯工业和贸易部"],
        ),
        ("主办单位为内蒙古自治区商务厅。", ["内蒙古自治区商务厅"]),
        ("博览会吸引了众多企业。", []),
    ],
)
def test_organizers_are_cut_between_bodies_and_not_inside_them(text, organizers):
    assert values(read(SETTING + text).forums[0].organizers) == organizers


def test_previous_and_next_editions_are_told_apart():
    report = read(SETTING + "上届博览会去年在乌兰巴托举行。下届博览会将于2027年在赤塔举办。")

    assert [(value(f.year), value(f.place)) for f in report.forums] == [
        (2026, "满洲里"),
        (2025, "乌兰巴托"),
        (2027, "赤塔"),
    ]


def test_short_form_of_the_headline_is_the_same_event():
    report = read("中白林业论坛开幕\n第五届中国—白俄罗斯林业合作论坛9月10日在明斯克开幕。")

    assert len(report.forums) == 1
    assert value(report.forums[0].series) == "中国—白俄罗斯林业合作论坛"


@pytest.mark.parametrize(
    ("text", "kind", "title", "speakers"),
    [
        ("“冷链与口岸”分论坛由海关总署研究员陶冶主持。", "session", "冷链与口岸", ["陶冶"]),
        ("以“绿色矿业”为主题的圆桌会议上，中科院研究员骆新华作报告。", "session", "绿色矿业", ["骆新华"]),
        ("分论坛一：“人才培养”，主讲人：黑龙江大学教授穆立新", "session", "人才培养", ["穆立新"]),
        ("全体会议由商务部副部长凌云主持。", "plenary", None, ["凌云"]),
        (
            "满洲里市市长许爱莲、赤塔市市长叶夫根尼·亚里洛夫出席开幕式并致辞。",
            "other",
            None,
            ["许爱莲", "叶夫根尼·亚里洛夫"],
        ),
        (
            "许爱莲市长说完，满洲里市副市长秦岭会见了赤塔市副市长奥列格·库兹涅佐夫。",
            "meeting",
            None,
            ["秦岭", "奥列格·库兹涅佐夫"],
        ),
    ],
)
def test_sessions_are_read_with_title_and_speakers(text, kind, title, speakers):
    session = read(SETTING + text).sessions[0]

    assert (value(session.kind), value(session.title)) == (kind, title)
    assert values(session.speakers) == speakers


@pytest.mark.parametrize(
    "text",
    ["博览会主题为“共建新通道”。", "签约仪式后，代表们参观了口岸。", "他作了题为《牧业的未来》的报告。"],
)
def test_mottos_and_what_follows_a_ceremony_are_no_sessions(text):
    assert read(SETTING + text).sessions == []


@pytest.mark.parametrize(
    ("text", "sender", "head", "size"),
    [
        (
            "后贝加尔边疆区副主席谢尔盖·诺维奇科夫率边疆区代表团一行45人参会。",
            "后贝加尔边疆区",
            "谢尔盖·诺维奇科夫",
            45,
        ),
        ("由蒙古国副总理甘赫雅格率领的蒙古国代表团抵达。", "蒙古国", "甘赫雅格", None),
        ("吉林省派出以副省长郭灵计为团长的30人代表团。", "吉林省", "郭灵计", 30),
        ("辽宁省贸促会会长辛志刚率团参会。", "辽宁省贸促会", "辛志刚", None),
        ("哈萨克斯坦工商会代表团共18人。", "哈萨克斯坦工商会", None, 18),
        ("由台湾金门县县长李炷明带领的代表团一行七十余人抵达。", "金门", "李炷明", 70),
        ("美国俄勒冈州政府与经贸代表团于5月21日至30日先后访问了福州。", "俄勒冈州", None, None),
        ("日中经济协会（会长为宗冈）4日宣布，将于11月派出联合访华团。", "日中经济协会", None, None),
        ("三师图木舒克市招商考察团前往上海。", "图木舒克", None, None),
        ("此次滨海边疆区政府代表团人数多达370人。", "滨海边疆区", None, 370),
    ],
)
def test_delegations_are_read_with_sender_head_and_size(text, sender, head, size):
    delegation = read(SETTING + text).delegations[0]

    assert (value(delegation.sender), value(delegation.head), value(delegation.size)) == (sender, head, size)


@pytest.mark.parametrize("text", ["各国代表参加了论坛。", "芬兰展团是否参展尚未确定。", "公司团结一致。"])
def test_people_who_merely_attend_are_no_delegation(text):
    assert read(SETTING + text).delegations == []


@pytest.mark.parametrize(
    ("text", "name", "place", "amount"),
    [
        (
            "满洲里市市长许爱莲介绍了满洲里冷链物流园项目，总投资3.5亿元。",
            "满洲里冷链物流园",
            "满洲里",
            "3.5亿元",
        ),
        ("双方将共同出资2亿元在赤塔建设一座木材加工厂。", "木材加工厂", "赤塔", "2亿元"),
        ("草原羊绒加工基地总投资8000万元，位于通辽。", "草原羊绒加工基地", "通辽", "8000万元"),
        (
            "精诚科技拟投资3.5亿元，在双流建设西部智能卡数据中心；海高公司拟投资6.2亿元，在通辽建设锂电池项目。",
            "西部智能卡数据中心",
            "双流",
            "3.5亿元",
        ),
    ],
)
def test_projects_are_read_with_place_and_sum(text, name, place, amount):
    project = read(SETTING + text).projects[0]

    assert (value(project.name), value(project.place), value(project.amount)) == (name, place, amount)


@pytest.mark.parametrize(
    "text",
    [
        "双方愿建设开放型世界经济。",
        "多个重点项目集中亮相。",
        "各方建立合作机制。",
        "双方签署《关于建设跨境物流园的备忘录》。",
    ],
)
def test_aims_mechanisms_and_documents_are_no_projects(text):
    assert read(SETTING + text).projects == []


@pytest.mark.parametrize(
    ("text", "kind", "subject", "parties", "amount"),
    [
        (
            "会上，呼和浩特市与乌兰乌德市签署建立友好城市关系协议书。",
            "agreement", "建立友好城市关系", ["呼和浩特市", "乌兰乌德市"], None,
        ),
        (
            "草原乳业有限公司同赤塔乳品厂签署《关于奶粉供应的合作备忘录》。",
            "memorandum", "奶粉供应", ["草原乳业有限公司", "赤塔乳品厂"], None,
        ),
        (
            "签约仪式上，内蒙古自治区工业和信息化厅与贝加尔矿业公司就尾矿利用签署议定书，金额300万美元。",
            "protocol", "尾矿利用", ["内蒙古自治区工业和信息化厅", "贝加尔矿业公司"], "300万美元",
        ),
    ],
)  # fmt: skip
def test_agreements_are_read_with_kind_subject_parties_and_sum(text, kind, subject, parties, amount):
    agreement = read(SETTING + text).agreements[0]

    assert (value(agreement.kind), value(agreement.subject)) == (kind, subject)
    assert (values(agreement.parties), value(agreement.amount)) == (parties, amount)


@pytest.mark.parametrize("text", ["博览会共签署合作协议35项。", "双方未签署任何协议。", "双方达成多项共识。"])
def test_totals_and_talks_without_a_document_are_no_agreements(text):
    assert read(SETTING + text).agreements == []


PEOPLE = "满洲里市市长许爱莲致辞。赤塔市市长叶夫根尼·亚里洛夫发言。"


@pytest.mark.parametrize(
    ("text", "by", "to", "said", "supported_by"),
    [
        (
            "亚里洛夫建议开通赤塔至满洲里的货运班列，许爱莲对此表示赞同。",
            ["叶夫根尼·亚里洛夫"],
            [],
            "开通赤塔至满洲里的货运班列",
            ["许爱莲"],
        ),
        ("许爱莲在会见亚里洛夫时提议设立联合工作组。", ["许爱莲"], [], "设立联合工作组", []),
        ("许爱莲邀请俄方企业参加明年的冬季展销会。", ["许爱莲"], ["俄方企业"], "参加明年的冬季展销会", []),
        (
            "中方倡议成立边贸商会联盟，俄方、蒙方表示支持。",
            ["中方"],
            [],
            "成立边贸商会联盟",
            ["俄方", "蒙方"],
        ),
    ],
)
def test_proposals_are_read_with_who_to_whom_and_who_agreed(text, by, to, said, supported_by):
    proposal = read(SETTING + PEOPLE + text).proposals[0]

    assert (values(proposal.by), values(proposal.to)) == (by, to)
    assert (value(proposal.text), values(proposal.supported_by)) == (said, supported_by)


@pytest.mark.parametrize(
    "text",
    [
        "许爱莲对这一提议表示支持。",
        "会议审议通过规划建议。",
        "应满洲里市政府邀请，客人到访。",
        "许爱莲介绍了全球发展倡议。",
    ],
)
def test_nouns_and_invitations_received_are_no_proposals(text):
    assert read(SETTING + PEOPLE + text).proposals == []


def test_each_pair_of_sides_has_its_own_document():
    text = "大会上，黑龙江省大庆市与韩国忠州市、广东省中山市与智利奇廉市等签署建立友好城市关系协议书。"

    assert [[value(party) for party in a.parties] for a in read(text).agreements] == [
        ["黑龙江省大庆市", "韩国忠州市"],
        ["广东省中山市", "智利奇廉市"],
    ]


def test_an_edition_before_the_coming_one_is_over():
    text = "第四届中俄木材博览会将于6月15日在哈尔滨举办。第三届俄中木材博览会在叶卡捷琳堡举行。"
    forums = {value(f.number): f for f in read(text).forums}

    assert (value(forums[4].status), value(forums[3].status), value(forums[3].year)) == (
        "planned",
        "held",
        None,
    )


@pytest.mark.parametrize(
    ("text", "series", "number"),
    [
        ("他出席了第五次中国与东盟领导人会议。", "中国与东盟领导人会议", 5),
        (
            "中俄“长江—伏尔加河”地方合作理事会第四次会议8日在南昌举行。",
            "中俄“长江—伏尔加河”地方合作理事会会议",
            4,
        ),
    ],
)
def test_meetings_are_counted_by_times(text, series, number):
    assert [(value(f.series), value(f.number)) for f in read(text).forums] == [(series, number)]


@pytest.mark.parametrize("text", ["第二次举办中美省州合作研讨会的消息属实。", "这是他第三次参加论坛。"])
def test_times_of_doing_something_are_no_editions(text):
    assert all(f.number is None for f in read(text).forums)


def test_organizer_of_the_next_edition_is_not_that_of_this_one():
    text = "第十二届世界华商大会26日在成都闭幕，第十三届世界华商大会将于2027年在印度尼西亚举办，由印尼中华总商会主办。"
    forums = {value(f.number): f for f in read(text).forums}

    assert [value(o) for o in forums[13].organizers] == ["印尼中华总商会"]
    assert (forums[12].organizers, value(forums[13].country)) == ([], "ID")


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("第四届世界木材高峰会将于十月十七日在澳门举行。", "2026-10-17"),
        ("第四届世界木材高峰会将于五月二十八日至三十日在澳门举行。", "2027-05-28/2027-05-30"),
    ],
)
def test_dates_in_characters(text, dates):
    assert value(read(text).forums[0].dates) == dates


def test_those_who_spoke_in_turn_after_a_plenary_session():
    text = "第二届中俄木材论坛全体会议在哈尔滨举行。\n副省长陈立平，北星集团总裁于清波先后发言。王文清出席会议，程志远主持会议。"

    assert [value(s) for s in read(text).sessions[0].speakers] == ["陈立平", "于清波", "程志远"]


@pytest.mark.parametrize(
    ("text", "series", "dates"),
    [
        (
            "4月17日上午，由河南省人民政府主办，以“合作共赢”为主题的第十二届中国（河南）木材洽谈会在郑州开幕。",
            "中国（河南）木材洽谈会",
            "2026-04-17",
        ),
        (
            "张国远在莫斯科同特鲁涅夫举行中国东北地区和俄罗斯远东地区政府间合作委员会双方主席会晤。",
            "中国东北地区和俄罗斯远东地区政府间合作委员会双方主席会晤",
            None,
        ),
        ("张国远还出席中俄“长江—伏尔加河”高校联盟论坛并考察园区。", "中俄“长江—伏尔加河”高校联盟论坛", None),
        ("俄中经贸活动周线上论坛召开期间完成签约。", "俄中经贸活动周线上论坛", None),
    ],
)
def test_names_and_days_of_events(text, series, dates):
    forum = read(text).forums[0]

    assert (value(forum.series), value(forum.dates)) == (series, dates)


@pytest.mark.parametrize(
    ("text", "series", "number", "year"),
    [
        ("原定于4月7日至10日举办的第86届CMEF延期至2026年8月21日至24日。", "CMEF", 86, 2026),
        ("现将FIC2020延期至2021年3月16日至18日。", "FIC", None, 2020),
        (
            "决定将“2026北京国际道路运输、城市公交车辆及零部件展览会”延期。",
            "北京国际道路运输、城市公交车辆及零部件展览会",
            None,
            2026,
        ),
        ("黑龙江省—滨海边疆区经贸合作对接会在哈尔滨举行。", "黑龙江省—滨海边疆区经贸合作对接会", None, 2026),
        ("欢迎你们来参加哈洽会。", "哈洽会", None, None),
    ],
)
def test_events_with_short_and_latin_names(text, series, number, year):
    assert [(value(f.series), value(f.number), value(f.year)) for f in read(text).forums] == [
        (series, number, year)
    ]


@pytest.mark.parametrize("text", ["企业对接会很多。", "他说2026年IT行业将增长。"])
def test_what_only_resembles_them_is_no_event(text):
    assert read(text).forums == []


def test_several_heads_of_one_party_lead_a_delegation_each():
    text = "省长会见了由阿穆尔州副州长古列维奇、伊尔库茨克州副州长洛巴科夫率领的政府代表团。"

    assert [(value(d.sender), value(d.head)) for d in read(text).delegations] == [
        ("阿穆尔州", "古列维奇"),
        ("伊尔库茨克州", "洛巴科夫"),
    ]


def test_our_delegation_is_sent_from_where_its_head_holds_office():
    text = "以哈尔滨市商务局副局长肖亚民为团长的我市政府经贸代表团参加了洽谈会。"

    assert [value(d.sender) for d in read(text).delegations] == ["哈尔滨"]


def test_who_only_attends_is_no_speaker():
    text = "第十二届中国木材洽谈会开幕式在郑州举行。省长陈润平出席开幕式。副省长王清生致辞。"

    assert [value(s) for s in read(text).sessions[0].speakers] == ["王清生"]


def test_who_opens_an_event_speaks_at_its_opening():
    text = "第十二届中国木材洽谈会开幕式在郑州举行。\n省长陈润平宣布第十二届中国木材洽谈会开幕。\n总工程师陈凤远在开幕式上说，合作将扩大。"

    assert [value(s) for s in read(text).sessions[0].speakers] == ["陈润平", "陈凤远"]


def test_who_signs_for_a_city():
    text = "副市长王镇远代表乌兰察布市与蒙古国东戈壁省签署友好城市协议书。"

    assert [value(p) for p in read(text).agreements[0].parties] == ["乌兰察布市", "蒙古国东戈壁省"]


def test_every_value_has_a_quote():
    text = SETTING + PEOPLE + "亚里洛夫建议开通赤塔至满洲里的货运班列，许爱莲对此表示赞同。"

    for _, finding in read(text).findings():
        for _, _, found in finding.values():
            assert text[found.span.start : found.span.end].strip()
