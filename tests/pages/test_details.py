"""Pages of single records: constant queries, the unknown said as unknown, the withdrawn gone."""

import datetime as dt

import pytest
from django.core.cache import cache
from django.utils import translation

from events.editions import Gap, in_order, summary_of, timeline
from tests.factories import (
    AgreementPartyFactory,
    AppearanceFactory,
    ClaimFactory,
    ConflictFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    ForumStatusFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def series(count):
    record = ForumSeriesFactory()
    for number in range(count):
        forum = ForumFactory(series=record, number=number + 1)
        claim(forum=forum)
    return record, record.forums.all()


def claim(**about):
    return ClaimFactory(values={"place": "Сиань"}, evidence={"place": "Сиане"}, **about)


def forum(count):
    record = ForumFactory()
    shown = []
    for _ in range(count):
        person = PersonFactory()
        post = PostFactory(person=person)
        session = SessionFactory(forum=record)
        AppearanceFactory(session=session, person=person, posts=[post])
        delegation = DelegationFactory(forum=record)
        MemberFactory(delegation=delegation, person=person, posts=[post], role="head")
        project = PresentationFactory(forum=record, session=session, presenter=person).project
        agreement = AgreementPartyFactory(agreement__forum=record).agreement
        initiative = InitiativePartyFactory(initiative__forum=record, person=person).initiative
        ForumStatusFactory(forum=record)
        ConflictFactory(claim=claim(forum=record))
        shown += [session, delegation, project, agreement, initiative, person]
    return record, shown


def session(count):
    record = SessionFactory()
    shown = []
    for _ in range(count):
        post = PostFactory()
        AppearanceFactory(session=record, person=post.person, posts=[post])
        project = PresentationFactory(forum=record.forum, session=record).project
        neighbour = SessionFactory(forum=record.forum)
        ClaimFactory(kind="session", session=record)
        shown += [post.person, project, neighbour]
    return record, shown


def delegation(count):
    record = DelegationFactory()
    shown = []
    for _ in range(count):
        post = PostFactory()
        MemberFactory(delegation=record, person=post.person, posts=[post])
        ClaimFactory(kind="delegation", delegation=record)
        shown += [post.person, DelegationFactory(sending_place=record.sending_place)]
    return record, shown


def person(count):
    record = PersonFactory()
    shown = []
    for _ in range(count):
        post = PostFactory(person=record)
        session = AppearanceFactory(person=record, posts=[post]).session
        delegation = MemberFactory(person=record, posts=[post]).delegation
        project = PresentationFactory(presenter=record, forum=session.forum, session=session).project
        initiative = InitiativePartyFactory(person=record).initiative
        ClaimFactory(kind="person", person=record)
        shown += [session, delegation, project, initiative, post.organization]
    return record, shown


def organization(count):
    record = OrganizationFactory()
    shown = []
    for _ in range(count):
        shown += [
            PostFactory(organization=record).person,
            DelegationFactory(sending_place=None, sending_organization=record),
            AgreementPartyFactory(organization=record).agreement,
        ]
    return record, shown


def place(count):
    record = PlaceFactory()
    shown = []
    for _ in range(count):
        shown += [
            ForumFactory(place=record),
            DelegationFactory(sending_place=record),
            ProjectFactory(place=record),
            PostFactory(organization=None, place=record).person,
            OrganizationFactory(place=record),
            PlaceFactory(part_of=record),
        ]
    return record, shown


def project(count):
    record = ProjectFactory()
    rows = [PresentationFactory(project=record) for _ in range(count)]
    return record, [row.forum for row in rows] + [row.presenter for row in rows]


def agreement(count):
    record = AgreementPartyFactory().agreement
    return record, [AgreementPartyFactory(agreement=record).organization for _ in range(count)]


def initiative(count):
    record = InitiativePartyFactory().initiative
    return record, [InitiativePartyFactory(initiative=record).person for _ in range(count)]


def item(count):
    record = ItemFactory()
    claims = [claim(item=record, forum=ForumFactory()) for _ in range(count)]
    return record, [row.forum for row in claims]


DETAILS = [
    (series, 11),
    (forum, 15),
    (session, 6),
    (delegation, 8),
    (person, 11),
    (organization, 10),
    (place, 13),
    (project, 4),
    (agreement, 3),
    (initiative, 3),
    (item, 3),
]


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize(("make", "queries"), DETAILS)
def test_page_links_what_belongs_to_it_in_constant_queries(
    client, django_assert_num_queries, make, queries, count
):
    record, shown = make(count)

    with django_assert_num_queries(queries):
        response = client.get(record.get_absolute_url())

    assert [row for row in shown if f'href="{row.get_absolute_url()}"' not in response.text] == []


@pytest.mark.parametrize(("make", "queries"), DETAILS[:-1])
def test_withdrawn_record_is_gone_and_the_page_says_so(client, make, queries):
    record, _ = make(1)
    record.withdrawn_at = dt.datetime(2025, 11, 25, tzinfo=dt.UTC)
    record.save(update_fields=["withdrawn_at"])

    response = client.get(record.get_absolute_url())

    assert response.status_code == 410
    assert "Запись отозвана" in response.text


def test_withdrawn_children_are_not_shown(client):
    record, _ = forum(1)
    record.sessions.update(withdrawn_at="2025-11-25T00:00Z")

    response = client.get(record.get_absolute_url())

    assert response.context["sessions"] == []


def test_year_alone_is_never_a_day(client):
    record = ForumFactory(year=2026, dates="")

    text = client.get(record.get_absolute_url()).text

    assert "дни не известны" in text
    assert "января" not in text


def test_unknown_is_said(client):
    record = ForumFactory(year=None, number=None, place=None, status="", slug="undated")

    text = client.get(record.get_absolute_url()).text

    assert "Дата не назначена".lower() in text.lower() or "дата не" in text
    for phrase in ("статус не известен", "О делегациях ничего не известно", "Сообщений нет"):
        assert phrase in text


def test_delegation_tells_stated_from_known(client):
    member = MemberFactory(delegation__stated_size=12)

    text = client.get(member.delegation.forum.get_absolute_url()).text

    assert "заявлено 12, поимённо известно 1" in text


def test_speaker_is_shown_in_the_post_held_then(client):
    person = PersonFactory()
    then, now = PostFactory(person=person, title="министр"), PostFactory(person=person, title="губернатор")
    appearance = AppearanceFactory(person=person, posts=[then])

    text = client.get(appearance.session.get_absolute_url()).text

    assert then.title in text
    assert now.title not in text


@pytest.mark.parametrize(
    "path", ["/forums/a/b/sessions/99999999999999999999/", "/news/99999999999999999999/", "/people/nobody/"]
)
def test_page_that_never_was_is_not_found(client, path):
    response = client.get(path)

    assert response.status_code == 404


def test_home_shows_what_comes_and_what_was_read(client, django_assert_num_queries):
    coming = ForumFactory(year=2199, status="planned")
    held = ForumFactory(year=2024)
    item = ItemFactory()
    cache.clear()

    with django_assert_num_queries(9):
        response = client.get("/")
    with django_assert_num_queries(3):
        client.get("/")

    assert list(response.context["upcoming"]) == [coming]
    assert list(response.context["recent"]) == [held]
    assert list(response.context["items"]) == [item]


def test_timeline_shows_gaps_in_the_numbering():
    series = ForumSeriesFactory()
    third, sixth = (ForumFactory(series=series, number=n, year=2010 + n) for n in (3, 6))

    rows = timeline([third, sixth])

    assert rows == [Gap(1, 2), third, Gap(4, 5), sixth]
    assert [str(row) for row in rows if isinstance(row, Gap)] == ["I–II", "IV–V"]


def test_edition_without_a_year_stands_by_its_number():
    series = ForumSeriesFactory()
    second = ForumFactory(series=series, number=2, year=2012)
    first = ForumFactory(series=series, number=1, year=None)
    fourth = ForumFactory(series=series, number=4, year=2014)
    third = ForumFactory(series=series, number=3, year=None)

    assert in_order([second, first, fourth, third]) == [first, second, third, fourth]


def test_summary_knows_what_was_and_what_comes():
    series = ForumSeriesFactory()
    forums = [ForumFactory(series=series, number=n, year=2010 + n) for n in (3, 4)]
    forums.append(
        ForumFactory(series=series, number=5, year=2026, status="proposed", place__name="Хабаровск")
    )

    with translation.override("ru"):
        summary = summary_of(forums, dt.date(2026, 1, 1))

    assert summary == "известно 2 форума, 2013–2014; следующий: V, 2026, Хабаровск, предложен"
