"""Reportages, corrections and programmes: who spoke at which session, what was put right, what was seconded."""

from datetime import date

import pytest

from extraction import extract

PUBLISHED = date(2026, 9, 10)
SETTING = "第六届中蒙俄贸易博览会9月8日至10日在满洲里举行。\n"


def read(text, setting=SETTING):
    return extract(setting + text, published_on=PUBLISHED, language="zh")


def value(field):
    return field.value if field is not None else None


def values(fields):
    return [field.value for field in fields]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("两个分论坛“粮食通道”和“冷链物流”分别由满洲里学院院长王建、辽宁港集团总经理刘伟主持。", {"粮食通道": ["王建"], "冷链物流": ["刘伟"]}),
        ("平行论坛“粮食通道”、“冷链物流”分别由满洲里学院院长王建和辽宁港集团总经理刘伟主持。", {"粮食通道": ["王建"], "冷链物流": ["刘伟"]}),
        ("在题为“粮食通道”的分论坛上，辽宁港集团总经理刘伟公开了扩建方案。满洲里学院院长王建则坦言压力很大。", {"粮食通道": ["刘伟", "王建"]}),
        ("在“粮食通道圆桌对话”上发言的满洲里学院院长应为王建。", {"粮食通道圆桌对话": ["王建"]}),
    ],
)  # fmt: skip
def test_who_spoke_where(text, speakers):
    assert {value(s.title): values(s.speakers) for s in read(text).sessions} == speakers


@pytest.mark.parametrize(
    ("text", "name", "amount"),
    [
        (
            "辽宁港集团总经理刘伟首次公开了赤塔电芯工厂的时间表：投资32亿元，2028年投产。",
            "赤塔电芯工厂",
            "32亿元",
        ),
        ("辽宁港集团总经理刘伟披露了赤塔冷链物流园的进展，总投资5亿元。", "赤塔冷链物流园", "5亿元"),
        ("辽宁港集团总经理刘伟公布了赤塔木材加工园区的方案。", "赤塔木材加工园区", None),
    ],
)
def test_projects_made_public(text, name, amount):
    (project,) = read(text).projects

    assert (value(project.name), value(project.amount), values(project.presented_by)) == (
        name,
        amount,
        ["刘伟"],
    )


@pytest.mark.parametrize(
    ("text", "proposed", "supported_by"),
    [
        ("满洲里学院院长王建呼吁两国尽快建立互认机制，辽宁港集团总经理刘伟当场附议。", ["两国尽快建立互认机制"], ["刘伟"]),
        ("满洲里学院院长王建建议轮流办会，辽宁港集团总经理刘伟一口答应。", ["轮流办会"], ["刘伟"]),
        ("满洲里学院院长王建没有把话说死，但他呼吁两国尽快建立互认机制。", ["两国尽快建立互认机制"], []),
        ("满洲里学院院长王建提议在赤塔设立商品展厅，并诚邀刘伟组团出席第六届中蒙俄贸易博览会。", ["在赤塔设立商品展厅", "出席第六届中蒙俄贸易博览会"], []),
    ],
)  # fmt: skip
def test_proposals_end_where_the_answer_begins(text, proposed, supported_by):
    found = read(text).proposals

    assert [value(p.text) for p in found] == proposed
    assert values(found[0].supported_by) == supported_by


@pytest.mark.parametrize(
    ("text", "sender", "head", "size"),
    [
        (
            "肯尼亚蒙巴萨郡代表团的规模应为27人，带队者为郡长助理法图玛·奥马尔女士。",
            "肯尼亚蒙巴萨郡",
            "法图玛·奥马尔",
            27,
        ),
        ("辽宁港集团总经理刘伟曾率18人采购团专程看厂。", "辽宁港集团", "刘伟", 18),
        ("赤塔市代表团规模为12人，带队人是副市长安东·列别杰夫。", "赤塔", "安东·列别杰夫", 12),
    ],
)
def test_delegations_put_right(text, sender, head, size):
    (delegation,) = read(text).delegations

    assert (value(delegation.sender), value(delegation.head), value(delegation.size)) == (sender, head, size)


@pytest.mark.parametrize("name", ["夸贝纳·门萨", "王建"])
def test_the_office_of_a_corrected_name(name):
    (person,) = read(f"发言的加纳可可局副局长应为{name}。").people

    assert (value(person.name), person.posts[0].value.title, person.posts[0].value.organization) == (
        name,
        "副局长",
        "加纳可可局",
    )


def test_the_city_of_the_paper():
    text = "沈阳日报讯（记者 王建）9月8日，赤塔市市长安东·列别杰夫率代表团来我市访问。市委副书记、市长孟庆瑞会见客人。副市长兰秋萍参加。"

    report = read(text, setting="")

    posts = {
        value(p.name): [(post.value.title, post.value.organization) for post in p.posts]
        for p in report.people
    }
    assert posts["孟庆瑞"] == [("副书记", "沈阳市委"), ("市长", "沈阳市")]
    assert posts["兰秋萍"] == [("副市长", "沈阳")]
    assert [value(d.destination) for d in report.delegations] == ["沈阳"]


@pytest.mark.parametrize(
    "text",
    [
        "文中“第六届中蒙俄贸易博览会9月8日至9日在满洲里举办”有误，会期应为9月8日至11日。",
        "第六届中蒙俄贸易博览会展期应为9月8日至11日。",
        "第六届中蒙俄贸易博览会的日期更正为9月8日至11日。",
    ],
)
def test_dates_put_right(text):
    assert value(read(text, setting="").forums[0].dates) == "2026-09-08/2026-09-11"


def test_the_organizer_who_tells():
    report = read("有读者询问“湖南东非机械展”。据主办方湖南省贸促会9月1日通报，该展会已取消。", setting="")

    assert values(report.forums[0].organizers) == ["湖南省贸促会"]


@pytest.mark.parametrize(
    ("text", "proposed", "by", "supported_by"),
    [
        ("满洲里学院院长王建希望下届博览会移师赤塔，俄方表示赞同。", "下届博览会移师赤塔", ["王建"], ["俄方"]),
        ("俄方希望第七届博览会仍留在赤塔。", "第七届博览会仍留在赤塔", ["俄方"], []),
        ("俄方希望第七届博览会落户赤塔，中方当场附议。", "第七届博览会落户赤塔", ["俄方"], ["中方"]),
    ],
)  # fmt: skip
def test_where_the_next_edition_should_go(text, proposed, by, supported_by):
    report = read(text)
    (proposal,) = report.proposals

    assert (value(proposal.text), values(proposal.by), values(proposal.supported_by)) == (
        proposed,
        by,
        supported_by,
    )
    assert "proposed" in {value(f.status) for f in report.forums}


def test_two_sides_propose_against_each_other():
    found = read("俄方希望第七届博览会仍留在赤塔，中方则建议轮流办会。").proposals

    assert [(values(p.by), value(p.text)) for p in found] == [
        (["俄方"], "第七届博览会仍留在赤塔"),
        (["中方"], "轮流办会"),
    ]
