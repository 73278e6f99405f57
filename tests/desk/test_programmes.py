"""A programme at the desk: sessions with times, halls and people; the preview is the import, one undo takes it away."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from delegations import actions
from delegations.models import Draft, Entry
from delegations.programme_planning import clock, plan_programme
from delegations.programmes import PROGRAMME
from directory.history import UndoError
from directory.models import Person
from events.models import Appearance, Session
from tests.desk.programmes import LINES, PROGRAMMES
from tests.desk.test_entering import everything, known_person
from tests.desk.test_files import workbook
from tests.desk.test_pages import fields
from tests.factories import (
    AppearanceFactory,
    ForumFactory,
    OrganizationFactory,
    PlaceFactory,
    PostFactory,
    ProgrammeDraftFactory,
    SessionFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db


def enter(draft):
    return actions.enter(PROGRAMME, draft, by=draft.owner, digest=plan_programme(draft).digest)


def codes(step):
    return {notice.code for notice in step.notices}


@pytest.mark.parametrize("style", PROGRAMMES)
def test_programme_becomes_sessions_as_the_preview_said(style):
    draft = ProgrammeDraftFactory(text=PROGRAMMES[style])
    plan = plan_programme(draft)

    entry = enter(draft)

    assert (plan.counts["new"], plan.counts["unclear"], plan.counts["error"]) == (9, 0, 0)
    assert entry.counts["new"] == 9
    assert entry.counts["new_people"] == 4  # one of them twice
    rows = Session.objects.order_by("position")
    assert [(s.dates, s.begins, s.ends, s.kind, s.title, s.hall) for s in rows] == [
        ("2026-06-08", dt.time(9), dt.time(10), "other", "Регистрация участников", "Фойе"),
        ("2026-06-08", dt.time(10), dt.time(11, 30), "plenary", "Восток – Запад: новые пути", "Зал «Амур»"),
        ("2026-06-08", dt.time(12), dt.time(13, 30), "session", "Логистика", "конференц-зал № 2"),
        ("2026-06-09", dt.time(10), None, "signing", "", ""),
    ]
    people = Appearance.objects.order_by("session__position", "pk")
    assert [(a.session.position, a.role, a.person.name) for a in people] == [
        (2, "moderator", "Андрей Викторович Соколов"),
        (2, "speaker", "Елена Павловна Морозова"),
        (2, "speaker", "Сергей Иванович Новиков"),
        (3, "moderator", "Сергей Иванович Новиков"),
        (3, "speaker", "Татьяна Сергеевна Павлова"),
    ]
    assert [str(post) for post in people[2].posts.all()] == ["генеральный директор, ООО «Причал»"]
    assert list(people[2].posts.all()) == list(people[3].posts.all())
    assert all(s.is_checked and "title" in s.locked_fields for s in rows if s.title)
    draft.refresh_from_db()
    assert draft.closed_at is not None


def test_undo_takes_the_programme_back_as_one_step():
    draft = ProgrammeDraftFactory(text=LINES)
    known_person("Сергей Новиков", title="генеральный директор")
    session = SessionFactory(forum=draft.forum, title="Логистика", position=1)
    AppearanceFactory(session=session)
    before = everything()
    entry = enter(draft)
    assert everything() != before

    actions.undo(entry, by=draft.owner, now=timezone.now())

    assert everything() == before
    assert Draft.objects.get().closed_at is None


def test_undo_is_refused_where_a_session_was_changed_since():
    entry = enter(ProgrammeDraftFactory(text=LINES))
    Session.objects.filter(title="Логистика").update(hall="зал № 5")

    with pytest.raises(UndoError, match="Логистика"), transaction.atomic():
        actions.undo(entry, by=entry.by, now=timezone.now())


def test_entering_again_changes_nothing():
    draft = ProgrammeDraftFactory(text=LINES)
    enter(draft)
    before = everything()
    again = ProgrammeDraftFactory(text=LINES, forum=draft.forum)

    plan = plan_programme(again)

    assert (plan.counts["unchanged"], plan.counts["new"]) == (9, 0)
    with pytest.raises(actions.EntryError):
        enter(again)
    assert everything() == before


def test_known_session_is_filled_and_the_change_is_shown():
    draft = ProgrammeDraftFactory(text=LINES)
    session = SessionFactory(forum=draft.forum, title="Логистика", kind="session", position=7)

    step = next(s for s in plan_programme(draft).steps if s.row.called == "Логистика")

    assert (step.outcome, step.session) == ("updated", session)
    assert {was for _field, was, _now in step.changes} == {"—"}
    assert {"12:00", "13:30", "конференц-зал № 2"} <= {now for _field, _was, now in step.changes}
    enter(draft)
    session.refresh_from_db()
    assert (session.position, session.begins, session.hall) == (7, dt.time(12), "конференц-зал № 2")
    assert list(Session.objects.order_by("position").values_list("position", flat=True)) == [7, 8, 9, 10]


def test_session_of_the_same_time_under_another_title_is_another_one():
    draft = ProgrammeDraftFactory(text="10:00–11:00 Секция «Порты»", forum__dates="2026-06-08")
    SessionFactory(forum=draft.forum, title="Туризм", dates="2026-06-08", begins=dt.time(10))

    (step,) = plan_programme(draft).steps

    assert step.outcome == "new"
    assert len(step.candidates) == 1


def test_only_day_of_the_forum_is_that_of_its_sessions():
    draft = ProgrammeDraftFactory(text="10:00 Открытие форума", forum__dates="2026-06-08")

    assert plan_programme(draft).steps[0].day == "2026-06-08"


def test_known_speaker_is_taken_only_when_more_than_the_name_agrees():
    namesake = known_person("Татьяна Павлова")
    draft = ProgrammeDraftFactory(text=LINES)
    assert plan_programme(draft).counts["unclear"] == 1

    PostFactory(person=namesake, title="главный инженер", organization=OrganizationFactory(name="АО «Маяк»"))

    step = plan_programme(draft).steps[-2]
    assert (step.outcome, step.person) == ("new", namesake)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("8 июня\n10:00–09:00 Обед", "ends_first"),
        ("8 июня\n10:00 Круглый стол", "no_session_title"),
        ("8 июня\n10:00 РџСЂРёРІРµС‚ участникам", "mojibake"),
    ],
)
def test_what_cannot_be_is_an_error_at_its_row(text, code):
    step = plan_programme(ProgrammeDraftFactory(text=text)).steps[0]

    assert step.outcome == "error"
    assert code in codes(step)


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [("begins", "вечером", "begins_time"), ("day", "когда-нибудь", "day"), ("begins", "", "no_begin")],
)
def test_what_was_typed_and_is_not_understood_is_an_error(field, value, code):
    draft = ProgrammeDraftFactory(text="8 июня\n10:00–11:00 Обед")
    draft.rows[0][field] = value

    (step,) = plan_programme(draft).steps

    assert step.outcome == "error"
    assert code in codes(step)


@pytest.mark.parametrize(
    ("text", "row", "code"),
    [
        ("10:00 Обед", 0, "no_day"),
        ("12 июня\n10:00 Обед", 0, "other_day"),
        ("8 июня\n10:00 Обед\n10:00 Обед", 1, "same_session"),
        ("8 июня\n10:00–12:00 Секция «А»\nСпикер: Орлов Пётр, мэр\n11:00 Секция «Б»\nСпикер: Орлов Пётр, мэр", 3, "at_once"),
        ("8 июня\n10:00 Обед\nМодератор: Орлов Пётр", 1, "no_post"),
    ],
)  # fmt: skip
def test_soft_warning_is_dismissed_with_a_reason(text, row, code):
    draft = ProgrammeDraftFactory(text=text)
    step = plan_programme(draft).steps[row]
    assert (step.outcome, code in codes(step)) == ("new", True)
    draft.rows[row]["reasons"] = {code: "так и есть"}
    draft.save()

    entry = enter(draft)

    assert [(d["row"], d["reason"]) for d in entry.dismissals] == [(row + 1, "так и есть")]


def test_same_person_twice_in_a_session_is_an_error():
    draft = ProgrammeDraftFactory(
        text="8 июня\n10:00 Обед\nМодератор: Орлов Пётр, мэр\nСпикеры:\nПётр Орлов, мэр"
    )

    first, second = plan_programme(draft).steps[1:]

    assert first.outcome == "new"
    assert "twice_in_session" in codes(second)


def test_people_of_a_session_that_is_left_out_are_left_out():
    draft = ProgrammeDraftFactory(text=LINES)
    draft.rows[1]["choice"] = "skip"

    assert plan_programme(draft).counts["left_out"] == 4


def test_people_wait_for_a_session_that_is_wrong():
    draft = ProgrammeDraftFactory(text="8 июня\n10:00–09:00 Обед\nМодератор: Орлов Пётр, мэр")

    assert [step.outcome for step in plan_programme(draft).steps] == ["error", "unclear"]


@pytest.mark.parametrize(
    ("text", "time"),
    [("9:30", dt.time(9, 30)), ("09.30", dt.time(9, 30)), ("9", dt.time(9)), ("9-30", dt.time(9, 30)), ("10:00:00", dt.time(10)),
     ("25:00", None), ("10:75", None), ("скоро", None)],
)  # fmt: skip
def test_time_is_understood_as_it_is_typed(text, time):
    assert clock(text) == time


@pytest.mark.parametrize("length", [1, 3, 12])
def test_plan_asks_a_constant_number_of_queries(length, django_assert_max_num_queries):
    for number in range(length):
        known_person(f"Пётр Волков{'ский' * (number % 3)}", title="директор")
    text = "8 июня\n" + "\n".join(
        f"{9 + n}:00 Секция «Порт {n}»\nСпикер: Волков{'ский' * (n % 3)} Пётр, директор"
        for n in range(length)
    )
    draft = Draft.objects.with_heads().get(pk=ProgrammeDraftFactory(text=text).pk)
    SessionFactory(forum=draft.forum)

    with django_assert_max_num_queries(14):
        plan = plan_programme(draft)

    assert len(plan.steps) == 2 * length


# The page


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def test_programme_goes_in_by_a_plain_form(desk, staff):
    forum = ForumFactory(year=2026, dates="2026-06-08/2026-06-09")
    address = desk.post(reverse("delegations:desk-draft-add"), {"kind": "programme", "forum": forum.pk}).url

    page = fields(desk.get(address)) | {"text": LINES, "source_kind": "letter", "source_text": "№ 15"}
    desk.post(address, page | {"do": "read"})
    page = desk.get(address)
    assert page.context["plan"].counts["new"] == 9
    response = desk.post(address, fields(page) | {"do": "enter"})

    assert response.url == reverse("delegations:desk-forum", args=[forum.pk])
    assert forum.sessions.count() == 4
    after = desk.get(response.url)
    ((account, can_undo),) = after.context["accounts"]
    assert can_undo
    assert [str(s) for s in after.context["sessions"]] == account.added
    desk.post(reverse("delegations:desk-entry-undo", args=[Entry.objects.get().pk]))
    assert not Session.objects.exists()
    assert not Person.objects.exists()


def test_programme_in_a_sheet_is_kept_and_read(desk, staff):
    draft = ProgrammeDraftFactory(owner=staff)
    rows = [
        ["Время", "Мероприятие", "Модератор и спикеры"],
        [
            dt.time(10),
            "Пленарное заседание «Пути»",
            "Модератор: Орлов Пётр, мэр\nСпикеры:\nЛи Мин, вице-губернатор",
        ],
    ]
    rows[0][2] = "Спикеры"
    file = SimpleUploadedFile("p.xlsx", workbook(rows))

    desk.post(
        draft.get_absolute_url(), fields(desk.get(draft.get_absolute_url())) | {"file": file, "do": "read"}
    )

    draft.refresh_from_db()
    assert [(r["what"], r.get("name", r["title"]), r.get("role")) for r in draft.rows] == [
        ("session", "Пути", None), ("speaker", "Пётр Орлов", "moderator"), ("speaker", "Ли Мин", "speaker"),
    ]  # fmt: skip
    assert draft.rows[0]["begins"] == "10:00"
    assert draft.document.name == "p.xlsx"


def test_rows_are_added_by_hand_where_they_belong(desk, staff):
    draft = ProgrammeDraftFactory(
        owner=staff, text="8 июня\n10:00 Обед\nМодератор: Орлов Пётр, мэр\n12:00 Концерт"
    )
    address = draft.get_absolute_url()

    response = desk.post(address, fields(desk.get(address)) | {"do": "add-row:speaker:1"})
    desk.post(address, fields(desk.get(address)) | {"do": "add-row:session"})

    draft.refresh_from_db()
    assert response.url.endswith("#row-4")
    assert [row["what"] for row in draft.rows] == ["session", "speaker", "speaker", "session", "session"]


def test_two_people_in_one_programme_lose_nothing(desk, staff):
    draft = ProgrammeDraftFactory(owner=staff, text=LINES)
    page = fields(desk.get(draft.get_absolute_url()))

    desk.post(draft.get_absolute_url(), page | {"r1-hall": "Холл"}, headers={"X-Autosave": "1"})
    desk.post(draft.get_absolute_url(), page | {"r2-begins": "10:15"}, headers={"X-Autosave": "1"})
    third = desk.post(draft.get_absolute_url(), page | {"r1-hall": "Фойе 2"}, headers={"X-Autosave": "1"})

    draft.refresh_from_db()
    assert (draft.rows[0]["hall"], draft.rows[1]["begins"]) == ("Холл", "10:15")
    assert third.status_code == 409
    assert "Фойе 2" in third.json()["conflicts"]


def test_staff_of_a_territory_enter_programmes_of_what_it_hosts(client, staff):
    own, other = ForumFactory(year=2026), ForumFactory(year=2026)
    staff.territories.create(place=own.place)
    client.force_login(staff)
    found = []
    for forum in (own, other):
        draft = ProgrammeDraftFactory(owner=staff, forum=forum, text="8 июня 2026\n10:00 Обед")
        response = client.get(draft.get_absolute_url())
        found.append(client.post(draft.get_absolute_url(), fields(response) | {"do": "enter"}).status_code)

    assert found == [302, 403]
    assert Session.objects.get().forum == own


def test_draft_of_another_kind_has_another_page(desk, staff):
    draft = ProgrammeDraftFactory(owner=staff)

    assert desk.get(reverse("delegations:desk-draft", args=[draft.pk])).status_code == 404


def test_one_field_of_a_session_is_undone(desk, staff):
    place = PlaceFactory()
    forum = ForumFactory(year=2026, dates="2026-06-08", place=place)
    session = SessionFactory(forum=forum, title="Логистика", hall="зал № 1")
    draft = ProgrammeDraftFactory(owner=staff, forum=forum, text="12:00 Круглый стол «Логистика», зал № 5")
    entry = enter(draft)
    change = entry.act.changes.get(table="events_session")

    desk.post(reverse("delegations:desk-field-undo", args=[entry.pk]), {"place": f"{change.pk}:hall"})

    session.refresh_from_db()
    assert (session.hall, session.begins) == ("зал № 1", dt.time(12))
