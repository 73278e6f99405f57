"""Histories: a series with its gaps, hosts and figures; who came again; posts then and now; what is missing."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import translation

from directory.spans import spans
from events.editions import Gap, figures_of, hosts_of, in_order, marked, summary_of, timeline
from tests.factories import (
    AgreementFactory,
    AppearanceFactory,
    ClaimFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    ForumStatusFactory,
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


# The series


def test_edition_without_a_date_stands_in_a_band_of_its_own_and_is_no_gap(client):
    series = ForumSeriesFactory()
    fifth = ForumFactory(series=series, number=5, year=2024, dates="2024-10-16/2024-10-17")
    sixth = ForumFactory(series=series, number=6, year=None, dates="", status="held")
    seventh = ForumFactory(series=series, number=7, year=2026, dates="2026-12-08", status="planned")
    eighth = ForumFactory(series=series, number=8, year=2028, dates="", status="proposed")

    context = client.get(series.get_absolute_url()).context

    assert context["timeline"] == [Gap(1, 4), fifth, seventh]
    assert context["unfixed"] == [sixth, eighth]


def test_year_alone_of_a_past_edition_is_listed_as_without_days(client):
    series = ForumSeriesFactory()
    exact = ForumFactory(series=series, number=1, year=2024, dates="2024-10-16")
    vague = ForumFactory(series=series, number=2, year=2025, dates="2025-11")

    context = client.get(series.get_absolute_url()).context

    assert context["timeline"] == [exact, vague]
    assert context["without_days"] == [vague]


def test_gap_that_is_broken_by_an_undated_edition_is_two_gaps():
    series = ForumSeriesFactory()
    sixth = ForumFactory(series=series, number=6)
    third = ForumFactory(series=series, number=3, year=None)

    assert timeline([sixth], [third]) == [Gap(1, 2), Gap(4, 5), sixth]


def test_cancelled_edition_stays_visible_with_its_reason_and_is_not_counted(client):
    series = ForumSeriesFactory()
    ForumFactory(series=series, number=1, year=2024)
    instead = ForumFactory(number=4, year=2025, series__name="Форум гаваней")
    cancelled = ForumFactory(series=series, number=2, year=2025, status="cancelled", replaced_by=instead)
    ForumStatusFactory(forum=cancelled, status="cancelled", said_by="Вестник", note="ремонт зала")

    response = client.get(series.get_absolute_url())

    assert "известен 1 форум, 2024; 1 отменён" in response.context["summary"]
    assert "ремонт зала" in response.text
    for page in (response, client.get(cancelled.get_absolute_url())):
        assert f'href="{instead.get_absolute_url()}"' in page.text
    assert 'class="stop status-line-cancelled"' in response.text


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("ru", "известно 2 форума, 2013–2014; следующий: V, 2026, Хабаровск, предложен"),
        ("en", "2 known editions, 2013–2014; next: 5th, 2026, Khabarovsk, proposed"),
    ],
)
def test_summary_speaks_the_readers_language(language, expected):
    series = ForumSeriesFactory()
    forums = [ForumFactory(series=series, number=n, year=2010 + n) for n in (3, 4)]
    place = PlaceFactory(name="Хабаровск", names_by_language={})
    place.names.create(text="Khabarovsk", language="en", kind="main", key="khabarovsk")
    place.refresh_from_db()
    forums.append(ForumFactory(series=series, number=5, year=2026, status="proposed", place=place))

    with translation.override(language):
        assert summary_of(forums, dt.date(2026, 1, 1)) == expected


def test_hosts_are_places_in_order_of_time_without_cancelled_editions():
    series = ForumSeriesFactory()
    xian = PlaceFactory(name="Сиань", latitude="34.26", longitude="108.94")
    first = ForumFactory(series=series, number=1, year=2021, place=xian)
    ForumFactory(series=series, number=2, year=2022, status="cancelled")
    third = ForumFactory(series=series, number=3, year=2023, place=xian)
    unknown = ForumFactory(series=series, number=4, year=2024, status="proposed")

    hosts = hosts_of(in_order(series.forums.all()))
    mark = marked(hosts[0])

    assert [(host.place, host.forums) for host in hosts] == [
        (xian, [first, third]),
        (unknown.place, [unknown]),
    ]
    assert (mark.name, mark.note, mark.weight, mark.is_planned) == ("Сиань", "I · 2021, III · 2023", 2, False)
    assert marked(hosts[1]) is None


def test_figures_say_what_is_not_known_and_fade_what_is_ahead(client):
    series = ForumSeriesFactory()
    past = ForumFactory(series=series, number=1, year=2024)
    coming = ForumFactory(series=series, number=2, year=2099, dates="2099-05-05", status="planned")
    MemberFactory(delegation__forum=past)
    appearance = AppearanceFactory(session__forum=past)
    MemberFactory(delegation__forum=past, person=appearance.person)
    DelegationFactory(forum=coming)
    AgreementFactory(forum=past, withdrawn_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))

    forums = client.get(series.get_absolute_url()).context["forums"]
    charts = figures_of(
        forums, {"delegations": "Делегации", "people": "Люди", "projects": "П", "agreements": "С"}
    )

    assert [(f.delegations_count, f.people_count, f.agreements_count) for f in forums] == [
        (2, 2, 0),
        (1, 0, 0),
    ]
    assert [chart.title for chart in charts] == ["Делегации", "Люди"]
    assert [(column.value, column.is_faded) for column in charts[1].columns] == [(2, False), (None, True)]


def test_figures_are_in_a_table_too(client):
    series = ForumSeriesFactory()
    MemberFactory(delegation__forum=ForumFactory(series=series, number=1, year=2024))

    text = client.get(series.get_absolute_url()).text

    assert '<table class="figures-table">' in text
    assert "<td>1</td>" in text


# Who came again


def again(count):
    series = ForumSeriesFactory()
    sender = PlaceFactory(name="Хабаровский край")
    members = [
        MemberFactory(
            delegation__forum=ForumFactory(series=series, number=number + 1, year=2020 + number),
            delegation__sending_place=sender,
            role="head",
        )
        for number in range(count)
    ]
    return series, members


@pytest.mark.parametrize("count", [2, 4])
def test_table_of_senders_shows_who_came_again_under_whom_in_constant_queries(
    client, django_assert_num_queries, count
):
    series, members = again(count)
    MemberFactory(delegation__forum=members[0].delegation.forum, role="head")
    address = reverse("delegations:series-delegations", args=[series.slug])

    with django_assert_num_queries(5):
        response = client.get(address)

    (line,) = response.context["again"]
    assert line["sender"] == members[0].delegation.sending_place
    assert [cell[0].heads[0] for cell in line["cells"]] == members
    assert len(response.context["once"]) == 1
    assert all(f'href="{row.person.get_absolute_url()}"' in response.text for row in members)


def test_two_delegations_to_one_edition_are_not_coming_again(client):
    forum, sender = ForumFactory(), PlaceFactory()
    for _ in range(2):
        DelegationFactory(forum=forum, sending_place=sender)

    context = client.get(reverse("delegations:series-delegations", args=[forum.series.slug])).context

    assert context["again"] == []
    assert len(context["once"]) == 1


def test_withdrawn_delegations_and_editions_did_not_come(client):
    series, members = again(2)
    members[0].delegation.forum.withdrawn_at = dt.datetime(2025, 1, 1, tzinfo=dt.UTC)
    members[0].delegation.forum.save()

    context = client.get(reverse("delegations:series-delegations", args=[series.slug])).context

    assert context["again"] == []


# Posts then and now


@pytest.fixture
def minister():
    """A member who was a minister at a forum of 2024."""
    then = PostFactory(
        title="министр", first_stated_on=dt.date(2024, 10, 1), last_stated_on=dt.date(2024, 10, 18)
    )
    return MemberFactory(
        delegation__forum__year=2024,
        delegation__forum__dates="2024-10-16/2024-10-17",
        person=then.person,
        posts=[then],
    )


def moved(client, member):
    return [
        post.title
        for row in client.get(member.delegation.get_absolute_url()).context["moved"]
        for post in row.later_posts
    ]


def test_delegation_says_who_has_another_post_today(client, minister):
    PostFactory(
        person=minister.person,
        title="заместитель председателя",
        first_stated_on=dt.date(2025, 11, 25),
        last_stated_on=dt.date(2026, 9, 14),
    )

    text = client.get(minister.delegation.get_absolute_url()).text.replace("\xa0", " ")

    assert moved(client, minister) == ["заместитель председателя"]
    assert "заместитель председателя" in text
    assert "14 сентября 2026" in text


@pytest.mark.parametrize(
    "later",
    [
        {
            "title": "министр",
            "organization": None,
            "first_stated_on": dt.date(2025, 1, 1),
            "last_stated_on": dt.date(2025, 1, 1),
        },
        {"title": "депутат", "first_stated_on": dt.date(2024, 10, 17), "last_stated_on": dt.date(2026, 1, 1)},
        {
            "title": "советник",
            "is_former": True,
            "first_stated_on": dt.date(2025, 1, 1),
            "last_stated_on": dt.date(2025, 1, 1),
        },
    ],
    ids=["the same told shorter", "held then already", "former"],
)
def test_post_that_is_no_other_one_is_not_shown_as_new(client, minister, later):
    PostFactory(person=minister.person, **later)

    assert moved(client, minister) == []


def test_delegation_says_where_a_member_came_else(client, minister):
    other = MemberFactory(person=minister.person)

    text = client.get(minister.delegation.get_absolute_url()).text

    assert f'href="{other.delegation.get_absolute_url()}"' in text


def test_person_is_told_edition_by_edition_with_the_posts_of_then(client):
    person = PersonFactory()
    then, now = PostFactory(person=person, title="министр"), PostFactory(person=person, title="губернатор")
    old, new = ForumFactory(number=5, year=2024), ForumFactory(number=6, year=2025)
    MemberFactory(person=person, delegation__forum=old, posts=[then])
    session = SessionFactory(forum=old)
    AppearanceFactory(person=person, session=session, posts=[then])
    PresentationFactory(presenter=person, forum=old, session=session)
    AppearanceFactory(person=person, session__forum=new, posts=[now])

    rows = client.get(person.get_absolute_url()).context["attendances"]

    assert [(row.forum, row.posts) for row in rows] == [(new, [now]), (old, [then])]
    assert (len(rows[1].memberships), len(rows[1].appearances), len(rows[1].presentations)) == (1, 1, 1)


def test_person_is_introduced_by_the_posts_of_the_newest_report(client):
    person = PersonFactory()
    old = PostFactory(person=person, first_stated_on=dt.date(2024, 1, 1), last_stated_on=dt.date(2024, 1, 1))
    new = [
        PostFactory(person=person, first_stated_on=dt.date(2025, 1, 1), last_stated_on=dt.date(2026, 1, 1))
        for _ in range(2)
    ]

    context = client.get(person.get_absolute_url()).context

    assert sorted(post.pk for post in context["latest_posts"]) == [post.pk for post in new]
    assert old in context["object"].posts.all()


def test_posts_held_at_the_same_time_lie_over_one_another_on_one_scale():
    person = PersonFactory()
    long = PostFactory(person=person, dates="2020/..")
    short = PostFactory(
        person=person, first_stated_on=dt.date(2023, 1, 1), last_stated_on=dt.date(2024, 1, 1)
    )
    named_once = PostFactory(
        person=person, first_stated_on=dt.date(2025, 12, 31), last_stated_on=dt.date(2025, 12, 31)
    )
    unknown = PostFactory(person=person)

    rows, scale = spans([long, short, named_once, unknown], dt.date(2025, 6, 1))
    by_post = {row.post: row for row in rows}

    assert [year for year, _ in scale.ticks] == [2020, 2021, 2022, 2023, 2024, 2025]
    assert by_post[long].x < by_post[short].x
    assert by_post[long].x + by_post[long].width > by_post[short].x + by_post[short].width
    assert (by_post[long].is_stated, by_post[short].is_stated) == (False, True)
    assert by_post[named_once].width > 0
    assert by_post[named_once].x + by_post[named_once].width <= scale.width
    assert not by_post[unknown].is_shown


def test_posts_without_any_date_have_no_scale():
    assert spans([PostFactory()], dt.date(2025, 6, 1))[1] is None


# One edition


def test_missing_is_said_and_nothing_is_expected_of_a_cancelled_edition(client):
    bare = ForumFactory(year=2024, dates="", place=None)
    cancelled = ForumFactory(status="cancelled", place=None)
    DelegationFactory(forum=bare, stated_size=12)

    missing = client.get(bare.get_absolute_url()).context["missing"]

    assert "дни" in missing
    assert "имена 12 членов делегаций" in missing
    assert client.get(cancelled.get_absolute_url()).context["missing"] == []


def test_programme_is_told_day_by_day(client):
    forum = ForumFactory()
    second = SessionFactory(forum=forum, position=1, dates="2025-11-26")
    first = SessionFactory(forum=forum, position=2, dates="2025-11-25")
    unknown = SessionFactory(forum=forum, position=3)

    response = client.get(forum.get_absolute_url())

    assert response.context["sessions"] == [first, second, unknown]
    assert response.text.index("25 ноября 2025") < response.text.index("26 ноября 2025")


def test_reports_are_counted_by_what_they_were_made_of(client):
    forum = ForumFactory()
    first = ItemFactory()
    items = [first, ItemFactory(repeats=first), ItemFactory(repeats=first), ItemFactory()]
    for item in items:
        ClaimFactory(item=item, forum=forum, values={"place": "Сиань"}, evidence={"place": "Сиане"})

    text = client.get(forum.get_absolute_url()).text

    assert "4 сообщения, 2 независимых" in text
    assert text.count("тот же текст, что в сообщении 1") == 2


def test_edition_leads_to_its_neighbours_by_number_or_by_year(client):
    series = ForumSeriesFactory()
    numbered = [ForumFactory(series=series, number=number, year=2030 - number) for number in (1, 2, 4)]
    other = ForumSeriesFactory()
    dated = [ForumFactory(series=other, number=None, year=year, slug=str(year)) for year in (2020, 2023)]

    middle = client.get(numbered[1].get_absolute_url()).context["object"]
    last = client.get(dated[1].get_absolute_url()).context["object"]

    assert (middle.previous_edition["slug"], middle.next_edition["slug"]) == ("1", "4")
    assert (last.previous_edition["slug"], last.next_edition) == ("2020", None)


def test_what_came_of_a_proposed_edition_is_how_far_it_is(client):
    party = InitiativePartyFactory(initiative__forum__status="held")

    text = client.get(party.initiative.get_absolute_url()).text

    assert "прошёл" in text


def test_project_lists_what_each_report_says_of_its_sum(client):
    project = ProjectFactory(amount_as_printed="4,5 млрд рублей")
    for day, said in ((dt.date(2024, 1, 1), "4,5 млрд рублей"), (dt.date(2025, 1, 1), "5 млрд рублей")):
        ClaimFactory(kind="project", project=project, item__published_on=day, values={"amount": said})

    text = client.get(project.get_absolute_url()).text.replace("\xa0", " ")

    assert "5 млрд рублей" in text
    assert text.index("1 января 2024") < text.index("1 января 2025")


def test_territory_shows_forums_in_its_towns(client):
    krai = PlaceFactory(name="Хабаровский край", kind="territory")
    forum = ForumFactory(place=PlaceFactory(part_of=krai))

    assert client.get(krai.get_absolute_url()).context["forums"] == [forum]


def test_series_that_does_not_exist_is_not_found(client):
    withdrawn = ForumSeriesFactory(withdrawn_at=dt.datetime(2025, 1, 1, tzinfo=dt.UTC))

    for name in ("delegations:series-delegations", "investments:editions-to-compare"):
        assert client.get(reverse(name, args=[withdrawn.slug])).status_code == 404
        assert client.get(reverse(name, args=["no-such"])).status_code == 404
