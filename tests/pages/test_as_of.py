"""What was so on a day, as known on a day: for each kind of record, for those who are signed in."""

import datetime as dt

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from delegations.models import DelegationStatus
from directory.models import Post
from events.models import ForumStatus
from investments.models import ProjectStage
from news.as_of import facts_of, moment_of
from tests.factories import (
    ClaimFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    ForumStatusFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PersonFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db
DAY = dt.date(2024, 5, 1)


def told(record, day=DAY, known=None):
    """label → what is told under it; values with a detail as “text (detail)”."""
    with translation.override("en"):
        return {
            fact.label: [f"{v.text} ({v.detail})" if v.detail else str(v.text) for v in fact.values]
            for fact in facts_of(moment_of(record, day, known))
        }


def named(record):
    with translation.override("en"):
        return str(record)


def aged(record, days=400):
    """Made long ago, so that something was known of it."""
    type(record).objects.filter(pk=record.pk).update(created_at=timezone.now() - dt.timedelta(days=days))
    record.refresh_from_db()
    return record


def post(person, title, **facts):
    return PostFactory(person=person, title=title, organization=None, **facts)


def test_posts_of_that_day_are_told_with_how_they_are_known():
    person = PersonFactory()
    stated = {"first_stated_on": dt.date(2024, 1, 10), "last_stated_on": dt.date(2024, 6, 2)}
    post(person, "ректор", dates="2021/2023")
    post(person, "президент", dates="2024-02/..")
    post(person, "советник", **stated)
    post(person, "декан", first_stated_on=dt.date(2023, 3, 1), last_stated_on=dt.date(2023, 3, 1))
    post(person, "посол", first_stated_on=dt.date(2025, 3, 1), last_stated_on=dt.date(2025, 3, 1))
    post(person, "почётный член", first_stated_on=None, last_stated_on=None)

    assert told(person) == {
        "Posts held on that day": [
            "президент (from February 2024)",
            "советник (so in reports from January 10, 2024 to June 2, 2024)",
        ],
        "Named so before that day": ["декан (so in the report of March 1, 2023)"],
        "Not known when": ["1 post"],
    }


@pytest.mark.parametrize(
    ("day", "held"),
    [("2020-12-31", []), ("2021-01-01", ["ректор"]), ("2023-12-31", ["ректор"]), ("2024-01-01", [])],
)
def test_post_is_held_from_its_first_day_to_its_last(day, held):
    person = PersonFactory()
    post(person, "ректор", dates="2021/2023")

    found = told(person, dt.date.fromisoformat(day)).get("Posts held on that day", [])

    assert [text.partition(" (")[0] for text in found] == held


def test_who_held_posts_in_a_body_on_that_day():
    body = OrganizationFactory()
    PostFactory(person=PersonFactory(name="Иван Орлов"), organization=body, title="директор", dates="2023/..")
    PostFactory(
        person=PersonFactory(name="Пётр Зайцев"), organization=body, title="директор", dates="2019/2022"
    )

    assert told(body)["Posts held on that day"] == ["Иван Орлов, директор (from 2023)"]


def test_editions_that_a_person_had_come_to_by_then():
    person = PersonFactory()
    for year in (2023, 2025):
        forum = ForumFactory(
            series__name=f"Форум {year}", number=None, year=year, dates=f"{year}-06-08", place=None
        )
        MemberFactory(person=person, delegation=DelegationFactory(forum=forum))

    assert told(person)["Editions taken part in by then"] == ["Форум 2023 2023 (June 8, 2023)"]


@pytest.fixture
def forum():
    """Proposed in 2023, planned in March 2024, held in November 2024."""
    row = ForumFactory(status="held", dates="2024-11-25/2024-11-26", year=2024)
    for status, day in (("proposed", "2023-05-02"), ("planned", "2024-03-12"), ("held", "2024-11-27")):
        ForumStatusFactory(forum=row, status=status, stated_on=day, said_by="АмурМедиа")
    return row


@pytest.mark.parametrize(
    ("day", "status"),
    [
        ("2023-01-01", "No report of that day or before says it."),
        ("2023-05-02", "proposed (May 2, 2023, АмурМедиа)"),
        ("2024-05-01", "planned (March 12, 2024, АмурМедиа)"),
        ("2024-11-25", "taking place (by its dates: November 25–26, 2024)"),
        # Its days are over, though the first report of it is of the 27th.
        ("2024-11-30", "held (November 27, 2024, АмурМедиа)"),
    ],
)
def test_status_of_a_forum_is_the_newest_word_of_that_day_or_before(forum, day, status):
    assert told(forum, dt.date.fromisoformat(day))["Status on that day"] == [status]


def test_cancelled_forum_is_not_held_by_its_dates():
    forum = ForumFactory(status="cancelled", dates="2024-04-02", year=2024)
    ForumStatusFactory(forum=forum, status="cancelled", stated_on="2024-03-01", said_by="")

    assert told(forum)["Status on that day"] == ["cancelled (March 1, 2024)"]


def test_what_reports_had_said_by_then(forum):
    for day, place in ((dt.date(2024, 2, 1), "Сиань"), (dt.date(2024, 9, 1), "Омск")):
        item = ItemFactory(published_on=day, source__name=f"Газета {day.month}")
        ClaimFactory(
            item=item, forum=forum, values={"series": "Форум", "place": place}, evidence={"place": "Сиане"}
        )

    found = told(forum)

    assert found["1 report by then"][0].endswith("(the newest, Газета 2, February 1, 2024)")
    assert [row for row in found["Said by then"] if "Сиань" in row or "Омск" in row] == [
        "place: Сиань (Газета 2, February 1, 2024)"
    ]


def test_editions_of_a_series_are_sorted_by_what_they_were_then(forum):
    series = forum.series
    held = ForumFactory(
        series=series, number=3, year=2023, dates="2023-06-08", status="held", slug="3", place=None
    )
    ForumStatusFactory(forum=held, status="held", stated_on="2023-06-09")
    ForumFactory(series=series, number=9, year=2026, slug="9", status="planned")

    found = told(series)

    assert found["Held by then"] == [f"{named(held)} (June 8, 2023)"]
    assert found["Still to come then"] == [f"{named(forum)} (planned: March 12, 2024, АмурМедиа)"]


def test_series_without_an_edition_held_says_so():
    assert told(ForumSeriesFactory())["Held by then"] == ["no edition"]


def test_project_is_told_with_its_stage_and_the_sum_of_that_day():
    project = ProjectFactory()
    for stage, dates in (("idea", "2022"), ("planned", "2024-02"), ("under_way", "2025")):
        ProjectStage.objects.create(project=project, stage=stage, dates=dates)
    for day, amount in ((dt.date(2023, 1, 1), "3 млрд рублей"), (dt.date(2025, 1, 1), "5 млрд рублей")):
        ClaimFactory(
            kind="project", project=project, item=ItemFactory(published_on=day, source__name=f"Газета {day.year}"),
            values={"name": "порт", "amount": amount}, evidence={"amount": "VI форум"},
        )  # fmt: skip
    shown = PresentationFactory(
        project=project, forum__dates="2023-06-08", forum__year=2023, forum__place=None
    )
    PresentationFactory(project=project, forum__dates="2025-06-08", forum__year=2025)

    found = told(project)

    assert found["Stage on that day"] == ["planned (February 2024)"]
    assert found["Stages before"] == ["idea (2022)"]
    assert found["Presented by then"] == [f"{named(shown.forum)} (June 8, 2023)"]
    assert "sum: 3 млрд рублей (Газета 2023, January 1, 2023)" in found["Said by then"]


def test_delegation_is_told_with_its_status_of_that_day(forum):
    delegation = DelegationFactory(forum=forum)
    for status, day in (("invited", "2024-01-10"), ("announced", "2024-04-20"), ("arrived", "2024-11-24")):
        DelegationStatus.objects.create(delegation=delegation, status=status, stated_on=day)

    found = told(delegation)

    assert found["Status on that day"] == ["announced (April 20, 2024)"]
    assert found["Said before"] == ["invited (January 10, 2024)"]
    assert found["The forum on that day"] == [f"{named(forum)} (planned, March 12, 2024, АмурМедиа)"]


@pytest.mark.parametrize(
    ("day", "state"),
    [("2024-11-24", "still to come"), ("2024-11-25", "taking place"), ("2024-12-01", "over")],
)
def test_session_is_told_by_its_days_or_those_of_its_forum(forum, day, state):
    session = SessionFactory(forum=forum)

    assert told(session, dt.date.fromisoformat(day))["On that day"] == [f"{state} (November 25–26, 2024)"]


def test_what_was_learned_later_is_not_known_then(forum):
    for row in (forum, *forum.status_history.all()):
        aged(row)
    then = timezone.now()
    ForumStatus.objects.filter(status="planned").update(stated_on="2024-06-01")
    late = ForumStatusFactory(forum=forum, status="postponed", stated_on="2024-04-01", said_by="Газета")

    assert told(forum)["Status on that day"] == ["postponed (April 1, 2024, Газета)"]
    assert told(forum, known=then)["Status on that day"] == ["planned (March 12, 2024, АмурМедиа)"]
    late.delete()
    assert told(forum, known=timezone.now())["Status on that day"] == ["proposed (May 2, 2023, АмурМедиа)"]


def test_post_that_was_moved_to_another_person_was_known_as_the_first_ones():
    one, other = aged(PersonFactory()), aged(PersonFactory())
    moved = aged(post(one, "ректор", dates="2021/.."))
    then = timezone.now()
    Post.objects.filter(pk=moved.pk).update(person=other)

    assert "Posts held on that day" not in told(one)
    assert told(one, known=then)["Posts held on that day"] == ["ректор (from 2021)"]
    assert "Posts held on that day" not in told(other, known=then)


# On the page


@pytest.fixture
def person():
    record = aged(PersonFactory())
    aged(post(record, "ректор", dates="2021/.."))
    return record


def test_page_tells_both_times_in_words(person, admin_client):
    known = timezone.localdate() - dt.timedelta(days=3)

    shown = admin_client.get(
        f"/en{person.get_absolute_url()}", {"as_of": "2024-05-01", "known_on": known.isoformat()}
    ).content.decode()

    assert "As of May 1, 2024, as known on" in shown
    assert "Posts held on that day" in shown
    assert '<details class="past" id="past" open>' in shown


@pytest.mark.parametrize(
    ("prefix", "words"), [("", "На 1 мая 2024"), ("/zh", "2024年5月1日"), ("/en", "As of May 1, 2024")]
)
def test_page_tells_it_in_three_languages(person, admin_client, prefix, words):
    shown = admin_client.get(f"{prefix}{person.get_absolute_url()}", {"as_of": "2024-05-01"}).content.decode()

    assert words in shown.partition('id="past"')[2].partition("</summary>")[0].replace("\xa0", " ")


def test_day_may_be_written_as_russians_do(person, admin_client):
    shown = admin_client.get(f"/en{person.get_absolute_url()}", {"as_of": "01.05.2024"}).content.decode()

    assert "As of May 1, 2024" in shown


@pytest.mark.parametrize("name", ["as_of", "known_on"])
@pytest.mark.parametrize("asked", ["yesterday", "2025-02-31", "0", "9" * 500, "\0", "2024-05"])
def test_wrong_day_is_told_beside_its_field(person, admin_client, name, asked):
    response = admin_client.get(person.get_absolute_url(), {name: asked})

    assert response.status_code == 200
    assert f'id="id_{name}_error"' in response.content.decode()


def test_day_of_knowing_that_is_still_to_come_is_told(person, admin_client):
    day = timezone.localdate() + dt.timedelta(days=2)

    shown = admin_client.get(person.get_absolute_url(), {"known_on": day.isoformat()}).content.decode()

    assert 'id="id_known_on_error"' in shown


def test_panel_is_for_those_who_are_signed_in(person, client):
    assert 'id="past"' not in client.get(person.get_absolute_url()).content.decode()
    client.force_login(get_user_model().objects.create_user("reader"))

    assert 'id="past"' in client.get(person.get_absolute_url()).content.decode()


def test_reader_who_sees_only_what_is_checked_is_not_shown_the_rest_by_another_way(person, client, settings):
    settings.PUBLIC_SHOWS_UNCHECKED = False
    client.force_login(get_user_model().objects.create_user("reader"))
    person.checked_at = timezone.now()
    person.save()

    assert 'id="past"' not in client.get(person.get_absolute_url(), {"as_of": "2024-05-01"}).content.decode()


@pytest.mark.parametrize("known", [False, True])
def test_what_was_so_is_asked_in_a_constant_number_of_queries(known, django_assert_num_queries):
    """However many posts somebody held and however many editions a series had."""
    person, series = aged(PersonFactory()), aged(ForumSeriesFactory())

    def add(number):
        aged(PostFactory(person=person, title=f"ректор {number}", dates="2021/.."))
        forum = aged(
            ForumFactory(
                series=series, number=number, slug=str(number), dates=f"201{number}-06-08", year=2010 + number
            )
        )
        aged(ForumStatusFactory(forum=forum, status="held", stated_on=f"201{number}-06-09"))
        aged(MemberFactory(person=person, delegation=DelegationFactory(forum=forum)))

    add(1)
    instant = timezone.now() if known else None
    with CaptureQueriesContext(connection) as one:
        assert len(told(person, known=instant)["Posts held on that day"]) == 1
        assert len(told(series, known=instant)["Held by then"]) == 1
    add(2), add(3)
    instant = timezone.now() if known else None
    with django_assert_num_queries(len(one)):
        assert len(told(person, known=instant)["Posts held on that day"]) == 3
        assert len(told(series, known=instant)["Held by then"]) == 3
