"""Dossiers: who comes, seen where before, what was promised and what became of it, each line with its source."""

import datetime as dt

import pytest
from django.urls import reverse

from publishing.dossier import dossier_of_delegation, dossier_of_forum
from tests.factories import (
    AgreementPartyFactory,
    AppearanceFactory,
    ClaimFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    PersonFactory,
    PlaceFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def editions(count=1):
    """Two editions: `count` delegations came to the first and come again to the second."""
    series = ForumSeriesFactory(name="Форум портов")
    before = ForumFactory(series=series, number=6, year=2025, dates="2025-11-25", place__name="Сиань")
    coming = ForumFactory(
        series=series, number=7, year=2099, dates="2099-12-08", place__name="Хабаровск", status="planned"
    )
    members = []
    for _ in range(count):
        sender, person = PlaceFactory(), PersonFactory()
        post = PostFactory(person=person)
        for forum in (before, coming):
            delegation = DelegationFactory(forum=forum, sending_place=sender)
            members.append(MemberFactory(delegation=delegation, person=person, role="head", posts=[post]))
        session = SessionFactory(forum=before)
        AppearanceFactory(session=session, person=person, posts=[post])
        PresentationFactory(forum=before, session=session, presenter=person)
        AgreementPartyFactory(
            agreement__forum=before, organization=None, place=sender, name_as_printed=sender.name
        )
        InitiativePartyFactory(initiative__forum=coming, person=person)
        AppearanceFactory(session__forum=coming)
    return before, coming, members


def lines_of(dossier, section):
    part = next(row for row in dossier.sections if row.title == section)
    return {entry.heading.text: [line.text for line in entry.lines] for entry in part.entries}


def paths(coming, members):
    return [
        reverse("publishing:forum-dossier", args=[coming.series.slug, coming.slug]),
        reverse("publishing:delegation-dossier", args=[members[1].delegation.slug]),
    ]


def test_forum_dossier_says_who_comes_and_seen_where_before():
    before, coming, members = editions()
    person = members[0].person

    lines = lines_of(dossier_of_forum(coming, host="https://forums.example"), "Кто едет")
    (mine,) = [rows for heading, rows in lines.items() if heading.startswith(person.name)]

    assert mine[0] == str(person.posts.get())
    assert any(str(before) in row and "Сиань" in row for row in mine)
    assert any("зерновой терминал" in row for row in mine)


def test_forum_dossier_says_what_was_promised_last_time():
    before, coming, _ = editions()
    again = PresentationFactory(forum=before)
    PresentationFactory(forum=coming, project=again.project)
    dossier = dossier_of_forum(coming, host="")

    signed = lines_of(dossier, f"В прошлый раз, {before}: что подписали")
    shown = lines_of(dossier, "В прошлый раз: какие проекты показали и где они были с тех пор")

    assert [rows[-1] for rows in signed.values()] == ["Что из этого вышло, не известно"]
    told = {heading: rows[-1] for heading, rows in shown.items()}
    assert str(coming) in told[again.project.name.capitalize()]
    assert list(told.values()).count("С тех пор не упоминался") == 1


def test_person_seen_only_later_was_not_seen_before():
    _, coming, members = editions()

    lines = lines_of(dossier_of_delegation(members[0].delegation, host=""), "Кто едет")

    assert all(str(coming) not in row for rows in lines.values() for row in rows)


def test_delegation_dossier_says_who_has_another_post_today():
    _, _, members = editions()
    PostFactory(
        person=members[0].person,
        title="губернатор",
        first_stated_on=dt.date(2026, 1, 1),
        last_stated_on=dt.date(2026, 1, 1),
    )

    lines = lines_of(dossier_of_delegation(members[0].delegation, host=""), "Кто едет")

    assert any(row.startswith("Сегодня: губернатор") for rows in lines.values() for row in rows)


def test_delegation_dossier_says_what_sender_and_members_agreed_and_proposed():
    _, coming, members = editions()
    dossier = dossier_of_delegation(members[1].delegation, host="")

    assert len(lines_of(dossier, "О чём договорились сторона и участники, и где")) == 1
    (proposed,) = lines_of(dossier, "Что они предложили и что из этого вышло").values()
    assert str(coming) in proposed[-1]


def test_each_line_names_its_report():
    item = ItemFactory(url="https://news.example/1")
    forum = ForumFactory(dates="")
    ClaimFactory(item=item, forum=forum, values={"place": "Сиань"}, evidence={"place": "Сиане"})

    dossier = dossier_of_forum(forum, host="https://forums.example")
    facts = dict(dossier.facts)

    assert facts["Где"].sources == (1,)
    assert facts["Когда"].sources == ()
    assert [(row.number, row.address) for row in dossier.references] == [(1, "https://news.example/1")]


def test_report_without_an_address_of_its_own_is_cited_by_ours():
    item = ItemFactory()
    forum = ForumFactory()
    ClaimFactory(item=item, forum=forum, values={"place": "Сиань"}, evidence={"place": "Сиане"})

    (reference,) = dossier_of_forum(forum, host="https://forums.example").references

    assert reference.address == "https://forums.example" + item.get_absolute_url()


def test_unknown_is_said():
    forum = ForumFactory(year=None, number=None, place=None, slug="undated")

    facts = dict(dossier_of_forum(forum, host="").facts)

    assert facts["Когда"].is_unknown
    assert facts["Где"].is_unknown


@pytest.mark.parametrize("count", [1, 3])
def test_dossiers_take_constant_queries(client, django_assert_num_queries, count):
    _, coming, members = editions(count)

    for path, queries in zip(paths(coming, members), (19, 16), strict=True):
        with django_assert_num_queries(queries):
            assert client.get(path).status_code == 200


@pytest.mark.parametrize("language", ["", "/zh", "/en"])
def test_dossier_is_a_page_and_a_pdf_in_every_language(client, language):
    _, coming, members = editions()

    for path in paths(coming, members):
        page = client.get(language + path)
        pdf = client.get(language + path.removesuffix("/") + ".pdf")

        assert str(coming.number) or page.context["dossier"].title in page.text
        assert page.context["dossier"].title in page.text
        assert pdf["Content-Type"] == "application/pdf"
        assert pdf.content.startswith(b"%PDF-")


def test_markup_in_a_name_is_text_in_the_pdf(client):
    person = PersonFactory(name='#panic("x") *_$\\ <img src=x> 李鸿忠')
    member = MemberFactory(person=person)

    response = client.get(reverse("publishing:delegation-dossier-pdf", args=[member.delegation.slug]))

    assert response.content.startswith(b"%PDF-")


def test_pdf_has_fonts_for_russian_and_chinese(client):
    member = MemberFactory(person__name="李鸿忠", delegation__sending_place__name="Шэньси")

    content = client.get(reverse("publishing:delegation-dossier-pdf", args=[member.delegation.slug])).content

    assert b"LibertinusSerif" in content
    assert b"NotoSansCJK" in content


@pytest.mark.parametrize(
    "path", ["/forums/no/such/dossier/", "/forums/no/such/dossier.pdf", "/delegations/no/dossier.pdf"]
)
def test_dossier_on_nothing_is_not_found(client, path):
    assert client.get(path).status_code == 404


def test_dossier_on_a_withdrawn_forum_is_not_found(client):
    forum = ForumFactory(withdrawn_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))

    assert client.get(f"{forum.get_absolute_url()}dossier/").status_code == 404


def test_project_of_the_edition_is_listed_with_its_sum():
    project = ProjectFactory(name="зерновой терминал", amount_as_printed="4,5 млрд рублей")
    row = PresentationFactory(project=project)

    lines = lines_of(dossier_of_forum(row.forum, host=""), "Проекты")

    assert lines["Зерновой терминал"][0] == "Сумма: 4,5 млрд рублей"
