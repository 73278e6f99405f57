"""A list of projects at the desk: name, place, sector, sum, initiator, stage; the preview is the import."""

import datetime as dt
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations import actions
from delegations.models import Draft, Entry
from directory.models import Organization, Place
from investments.desk_views import PROJECTS
from investments.models import Presentation, Project, ProjectStage
from investments.project_planning import plan_projects
from investments.project_rows import find_sector
from tests.desk.test_entering import everything
from tests.desk.test_pages import fields
from tests.factories import (
    ForumFactory,
    OrganizationNameFactory,
    PlaceNameFactory,
    PresentationFactory,
    ProjectFactory,
    ProjectsDraftFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db

LIST = """Перечень инвестиционных проектов
1. Зерновой терминал (Приморский край) – 5 млрд руб., инициатор – ООО «Причал», стадия: проектирование
2. Лесопильный завод, Хабаровский край, 350 млн юаней, АО «Маяк», строится
"""
TABLE = (
    "№\tНаименование проекта\tТерритория\tОтрасль\tСтоимость, млн руб.\tИнициатор\tСтадия\n"
    "1\tЗерновой терминал\tПриморский край\tтранспорт и логистика\t5000\tООО «Причал»\tпроектирование\n"
    "2\tЛесопильный завод\tХабаровский край\t\t350 млн юаней\tАО «Маяк»\tстроится\n"
)


def enter(draft):
    return actions.enter(PROJECTS, draft, by=draft.owner, digest=plan_projects(draft).digest)


def codes(step):
    return {notice.code for notice in step.notices}


@pytest.mark.parametrize("text", [LIST, TABLE])
def test_list_becomes_projects_as_the_preview_said(text):
    draft = ProjectsDraftFactory(text=text)
    plan = plan_projects(draft)

    entry = enter(draft)

    assert plan.counts["new"] == entry.counts["new"] == 2
    first, second = Project.objects.order_by("pk")
    assert (first.name, first.place.name, first.initiator.name) == (
        "Зерновой терминал",
        "Приморский край",
        "ООО «Причал»",
    )
    assert (first.amount, first.currency) == (Decimal("5000000000.00"), "RUB")
    assert (second.amount, second.currency, second.amount_as_printed) == (
        Decimal("350000000.00"),
        "CNY",
        "350 млн юаней",
    )
    assert (first.sector, second.sector) == ("transport", "forestry")
    assert [(s.stage, s.dates) for s in ProjectStage.objects.order_by("pk")] == [
        ("planned", "2025-10-01"), ("under_way", "2025-10-01"),
    ]  # fmt: skip
    assert set(Presentation.objects.values_list("forum", flat=True)) == {draft.forum.pk}
    assert first.is_checked
    assert "amount" in first.locked_fields
    draft.refresh_from_db()
    assert draft.closed_at is not None


def test_undo_takes_the_whole_list_back():
    place = PlaceNameFactory(text="Приморский край").place
    known = ProjectFactory(name="Зерновой терминал", place=place)
    draft = ProjectsDraftFactory(text=LIST)
    before = everything()
    projects = list(Project.objects.values())
    entry = enter(draft)
    assert Project.objects.count() == 2
    known.refresh_from_db()
    assert known.initiator.name == "ООО «Причал»"

    actions.undo(entry, by=draft.owner, now=timezone.now())

    assert everything() == before
    assert [p | {"updated_at": None} for p in Project.objects.values()] == [
        p | {"updated_at": None} for p in projects
    ]
    assert not Presentation.objects.exists()


def test_entering_again_changes_nothing():
    draft = ProjectsDraftFactory(text=LIST)
    enter(draft)

    again = ProjectsDraftFactory(text=TABLE, forum=draft.forum)

    plan = plan_projects(again)
    assert plan.counts["unchanged"] == 2, [step.changes for step in plan.steps]
    with pytest.raises(actions.EntryError):
        enter(again)


def test_known_project_is_updated_and_the_changes_are_shown():
    place = PlaceNameFactory(text="Хабаровский край", place__name="Хабаровский край").place
    project = ProjectFactory(name="Лесопильный завод", place=place, amount_as_printed="300 млн юаней")
    ProjectStage.objects.create(project=project, stage="planned", dates="2024")
    draft = ProjectsDraftFactory(text=LIST)

    step = plan_projects(draft).steps[1]

    assert (step.outcome, step.project) == ("updated", project)
    assert ("300 млн юаней", "350 млн юаней") in {(was, now) for _field, was, now in step.changes}
    enter(draft)
    assert [s.stage for s in project.stages.order_by("pk")] == ["planned", "under_way"]


def test_same_name_in_another_place_is_decided_by_a_person():
    ProjectFactory(name="Зерновой терминал")
    PlaceNameFactory(text="Приморский край")
    draft = ProjectsDraftFactory(text=LIST)

    step = plan_projects(draft).steps[0]

    assert step.outcome == "unclear"
    assert "Город" in " ".join(step.candidates[0].reasons)


def test_similar_name_is_a_candidate_with_its_reason():
    ProjectFactory(name="большой зерновой терминал")

    step = plan_projects(ProjectsDraftFactory(text="Зерновой терминал, Приморский край")).steps[0]

    assert [str(candidate.record) for candidate in step.candidates] == ["большой зерновой терминал"]
    assert step.outcome == "unclear"


def test_known_bodies_are_taken_and_new_ones_announced():
    OrganizationNameFactory(text="ООО «Причал»", organization__name="ООО «Причал»")
    draft = ProjectsDraftFactory(text=LIST)

    plan = plan_projects(draft)

    assert "Приморский край" in plan.about
    assert "Причал" not in plan.about
    enter(draft)
    assert Organization.objects.count() == 2
    assert Place.objects.filter(name__in=["Приморский край", "Хабаровский край"]).count() == 2


@pytest.mark.parametrize(
    ("field", "value", "row", "code"),
    [
        ("name", "", 0, "no_project_name"), ("name", "РџСЂРёРІРµС‚", 0, "mojibake"), ("amount", "много денег", 0, "sum"),
        ("place", "", 0, "no_place"), ("name", "зернового терминала", 1, "same_project"),
    ],
)  # fmt: skip
def test_what_is_odd_is_said_at_its_row(field, value, row, code):
    draft = ProjectsDraftFactory(text=LIST)
    draft.rows[row][field] = value

    assert code in codes(plan_projects(draft).steps[row])


def test_same_project_twice_is_an_error():
    project = ProjectFactory(name="Зерновой терминал")
    draft = ProjectsDraftFactory(text=LIST)
    for row in draft.rows:
        row["choice"] = str(project.pk)

    first, second = plan_projects(draft).steps

    assert first.outcome == "updated"
    assert "project_twice" in codes(second)


@pytest.mark.parametrize(
    ("words", "name", "sector"),
    [("энергетика", "", "energy"), ("能源", "", "energy"), ("Tourism and hospitality", "", "tourism"),
     ("", "зерновой терминал", "transport"), ("", "нечто", "")],
)  # fmt: skip
def test_sector_is_found_by_its_name_or_by_that_of_the_project(words, name, sector):
    assert find_sector(words, name) == sector


@pytest.mark.parametrize("length", [1, 3, 12])
def test_plan_asks_a_constant_number_of_queries(length, django_assert_max_num_queries):
    for number in range(length):
        PresentationFactory(project=ProjectFactory(name=f"Зерновой терминал {number}"))
    text = "\n".join(
        f"{n + 1}. Зерновой терминал {n}, Приморский край, ООО «Порт {n}»" for n in range(length)
    )
    draft = Draft.objects.with_heads().get(pk=ProjectsDraftFactory(text=text).pk)

    with django_assert_max_num_queries(6):
        plan = plan_projects(draft)

    assert len(plan.steps) == length


# The page


@pytest.fixture
def staff():
    return StaffFactory()


@pytest.fixture
def desk(client, staff):
    client.force_login(staff)
    return client


def test_projects_go_in_by_a_plain_form_and_come_out_again(desk, staff):
    forum = ForumFactory()
    address = desk.post(reverse("delegations:desk-draft-add"), {"kind": "projects", "forum": forum.pk}).url

    page = fields(desk.get(address)) | {"text": LIST, "source_kind": "letter", "source_text": "№ 15"}
    desk.post(address, page | {"do": "read"})
    response = desk.post(address, fields(desk.get(address)) | {"do": "enter"})

    assert response.url == reverse("delegations:desk-forum", args=[forum.pk])
    ((account, can_undo),) = desk.get(response.url).context["accounts"]
    assert (account.added, can_undo) == (["Зерновой терминал", "Лесопильный завод"], True)
    desk.post(reverse("delegations:desk-entry-undo", args=[Entry.objects.get().pk]))
    assert not Project.objects.exists()


def test_projects_are_typed_row_by_row(desk, staff):
    draft = ProjectsDraftFactory(owner=staff, forum=None)
    address = draft.get_absolute_url()
    desk.post(address, fields(desk.get(address)) | {"do": "add-row"})

    typed = {"r1-name": "Теплицы", "r1-amount": "1 млрд руб.", "r1-stage": "idea", "r1-sector": "agriculture"}
    desk.post(address, fields(desk.get(address)) | typed, headers={"X-Autosave": "1"})
    response = desk.post(address, fields(desk.get(address)) | {"do": "enter"})

    assert response.url == reverse("delegations:desk-home")
    project = Project.objects.get()
    assert (project.name, project.sector, project.currency) == ("Теплицы", "agriculture", "RUB")
    assert not Presentation.objects.exists()


def test_staff_of_a_territory_enter_its_projects_alone(client, staff):
    own = PlaceNameFactory(text="Приморский край").place
    PlaceNameFactory(text="Хабаровский край")
    staff.territories.create(place=own)
    client.force_login(staff)
    draft = ProjectsDraftFactory(owner=staff, text=LIST)
    address = draft.get_absolute_url()

    refused = client.post(address, fields(client.get(address)) | {"do": "enter"})
    entered = client.post(address, fields(client.get(address)) | {"r2-choice": "skip", "do": "keep"})

    assert refused.status_code == 422
    assert not Project.objects.exists()
    assert entered.status_code == 302
    client.post(address, fields(client.get(address)) | {"do": "enter"})
    assert [project.place for project in Project.objects.all()] == [own]


def test_stage_is_as_of_the_day_of_the_source():
    draft = ProjectsDraftFactory(text=LIST, source_on=dt.date(2026, 3, 2))

    enter(draft)

    assert set(ProjectStage.objects.values_list("dates", flat=True)) == {"2026-03-02"}
