"""From a list to records and back: the preview is the import, and one undo takes all of it away."""

import datetime as dt
import threading

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from delegations import actions
from delegations.delegates import DELEGATES
from delegations.models import Delegation, Draft, Entry, Member
from delegations.planning import plan_of
from directory.history import UndoError
from directory.models import Organization, Person, PersonName, Post
from tests.factories import (
    DelegationFactory,
    DraftFactory,
    MemberFactory,
    OrganizationFactory,
    OrganizationNameFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceNameFactory,
    PostFactory,
    StaffFactory,
)

pytestmark = pytest.mark.django_db

LIST = """Состав делегации:
1. Иванов Пётр Сергеевич – министр спорта, Министерство спорта, глава делегации
2. Петрова Анна Ильинична – директор, ООО «Причал»
3. Ван Сяомин – переводчик
"""
OF_THE_DESK = {"draft", "entry", "document", "presence", "act", "rowchange"}


def enter(draft):
    return actions.enter(DELEGATES, draft, by=draft.owner, digest=plan_of(draft).digest)


def everything():
    """All rows of the records, but for when they were touched."""
    return {
        model._meta.label: list(
            model._base_manager.order_by("pk").values(
                *(
                    f.attname
                    for f in model._meta.concrete_fields
                    if f.name not in ("updated_at", "created_at")
                )
            )
        )
        for app in ("directory", "events", "delegations")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
        if model._meta.model_name not in OF_THE_DESK
    }


def known_person(name, **post):
    person = PersonFactory(name=name)
    PersonNameFactory(person=person)
    if post:
        PostFactory(person=person, **post)
    return person


def test_list_becomes_a_delegation_as_the_preview_said():
    draft = DraftFactory(text=LIST)
    plan = plan_of(draft)

    entry = enter(draft)

    assert plan.counts == {
        "new": 3, "updated": 0, "unchanged": 0, "unclear": 0, "error": 0, "left_out": 0,
    }  # fmt: skip
    members = Member.objects.order_by("position")
    assert [(m.person.name, m.role) for m in members] == [
        ("Пётр Сергеевич Иванов", "head"), ("Анна Ильинична Петрова", "member"), ("Ван Сяомин", "interpreter"),
    ]  # fmt: skip
    assert [str(post) for post in members[1].posts.all()] == ["директор, ООО «Причал»"]
    assert members[0].post_as_printed == "министр спорта, Министерство спорта, глава делегации"
    assert all(member.is_checked and "role" in member.locked_fields for member in members)
    assert Post.objects.first().first_stated_on == draft.source_on
    assert entry.counts == plan.counts | {"new_people": 3}
    draft.refresh_from_db()
    assert draft.closed_at is not None
    assert draft.delegation == Delegation.objects.get()


def test_undo_takes_the_whole_entry_back():
    organization = OrganizationNameFactory(text="ООО «Причал»").organization
    known_person("Анна Петрова", title="бухгалтер", organization=organization)
    delegation = DelegationFactory()
    MemberFactory(delegation=delegation, role="head", position=1)
    draft = DraftFactory(
        text=LIST.replace(", глава делегации", ""),
        forum=delegation.forum,
        sending_place=delegation.sending_place,
    )
    before = everything()
    entry = enter(draft)
    assert everything() != before

    actions.undo(entry, by=draft.owner, now=timezone.now())

    assert everything() == before
    assert Entry.objects.get().act.undone_by.by == draft.owner
    assert Draft.objects.get().closed_at is None


def test_undo_is_refused_where_something_is_built_on_the_entry():
    draft = DraftFactory(text=LIST)
    entry = enter(draft)
    person = Person.objects.get(name="Ван Сяомин")
    MemberFactory(person=person)
    before = everything()

    with pytest.raises(UndoError, match=str(Member._meta.verbose_name_plural)), transaction.atomic():
        actions.undo(entry, by=draft.owner, now=timezone.now())

    assert everything() == before


def test_undo_is_refused_where_a_field_was_changed_later():
    draft = DraftFactory(text=LIST)
    entry = enter(draft)
    Member.objects.filter(role="head").update(post_as_printed="министр туризма")

    with pytest.raises(UndoError), transaction.atomic():
        actions.undo(entry, by=draft.owner, now=timezone.now())


def test_undo_ends_after_thirty_days_and_works_once():
    draft = DraftFactory(text=LIST)
    entry = enter(draft)

    with pytest.raises(UndoError, match="30"):
        actions.undo(entry, by=draft.owner, now=timezone.now() + dt.timedelta(days=31))
    actions.undo(entry, by=draft.owner, now=timezone.now())
    with pytest.raises(UndoError):
        actions.undo(entry, by=draft.owner, now=timezone.now())


def test_saving_again_changes_nothing():
    draft = DraftFactory(text=LIST)
    enter(draft)
    before = everything()

    again = DraftFactory(text=LIST, forum=draft.forum, sending_place=draft.sending_place)

    assert plan_of(again).counts["unchanged"] == 3
    with pytest.raises(actions.EntryError):
        enter(again)
    assert everything() == before


def test_preview_that_is_out_of_date_is_shown_again():
    draft = DraftFactory(text=LIST)
    digest = plan_of(draft).digest
    organization = OrganizationNameFactory(text="ООО «Причал»").organization
    known_person("Анна Петрова", title="директор", organization=organization)

    with pytest.raises(actions.PreviewOutdatedError):
        actions.enter(DELEGATES, draft, by=draft.owner, digest=digest)

    assert Member.objects.count() == 0


def test_known_person_is_taken_only_when_more_than_the_name_agrees():
    namesake = known_person("Анна Петрова")
    draft = DraftFactory(text="1. Петрова Анна Ильинична – директор, ООО «Причал»")

    assert plan_of(draft).counts["unclear"] == 1

    PostFactory(person=namesake, title="директор", organization=OrganizationFactory(name="ООО «Причал»"))
    step = plan_of(draft).steps[0]
    assert (step.outcome, step.person) == ("new", namesake)


def test_unclear_rows_stay_in_the_draft():
    known_person("Анна Петрова")
    draft = DraftFactory(text=LIST)

    entry = enter(draft)

    assert entry.counts["new"] == 2
    assert entry.counts["unclear"] == 1
    draft.refresh_from_db()
    assert draft.closed_at is None
    assert plan_of(draft).counts["unchanged"] == 2


def test_fuller_name_of_a_known_person_is_kept():
    person = known_person("Анна Петрова", title="директор")
    draft = DraftFactory(text="1. Петрова Анна Ильинична – директор")

    enter(draft)

    assert set(PersonName.objects.filter(person=person).values_list("text", flat=True)) == {
        "Анна Петрова", "Анна Ильинична Петрова",
    }  # fmt: skip


def test_organization_of_a_list_is_found_or_made_once():
    known = OrganizationNameFactory(text="ООО «Причал»").organization
    text = "1. Иванов Пётр – директор, ООО «Причал»\n2. Петрова Анна – инженер, АО «Маяк»\n3. Сидоров Павел – юрист, АО «Маяк»"

    enter(DraftFactory(text=text))

    assert list(Organization.objects.order_by("pk").values_list("name", flat=True)) == [
        known.name,
        "АО «Маяк»",
    ]
    assert Post.objects.get(title="директор").organization == known


def test_same_person_twice_and_two_heads_are_errors_at_their_rows():
    person = known_person("Анна Петрова", title="директор")
    text = "1. Петрова Анна – директор, глава делегации\n2. Петрова А. И. – директор, глава делегации"
    draft = DraftFactory(text=text)
    for row in draft.rows:
        row["choice"] = str(person.pk)

    first, second = plan_of(draft).steps

    assert first.outcome == "new"
    assert second.outcome == "error"
    assert {notice.code for notice in second.notices} >= {"twice"}


def test_database_refuses_an_entry_without_a_source():
    with pytest.raises(IntegrityError, match="entry_has_a_source"):
        Entry.objects.create(kind="list", about="x", by=StaffFactory())


@pytest.mark.parametrize("length", [1, 3, 30])
def test_plan_asks_a_constant_number_of_queries(length, django_assert_max_num_queries):
    names = ["Абрамов", "Белов", "Волков", "Громов", "Дронов"]
    lines = []
    for n in range(length):
        known_person(f"Пётр {names[n % 5]}ский", title=f"юрист {n}")
        lines.append(f"{n + 1}. {names[n % 5]}ский Пётр – директор, ООО «Порт {n}»")
    draft = Draft.objects.with_heads().get(pk=DraftFactory(text="\n".join(lines)).pk)

    with django_assert_max_num_queries(12):
        plan_of(draft)


@pytest.mark.django_db(transaction=True)
def test_two_lists_at_once_make_one_person():
    drafts = [DraftFactory(text="1. Петрова Анна – директор, ООО «Причал»")]
    drafts.append(
        DraftFactory(text=drafts[0].text, forum=drafts[0].forum, sending_place=drafts[0].sending_place)
    )
    plans = [plan_of(draft).digest for draft in drafts]
    results = []

    def work(draft, digest):
        try:
            actions.enter(DELEGATES, draft, by=draft.owner, digest=digest)
            results.append("entered")
        except actions.PreviewOutdatedError:
            results.append("shown again")
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=pair) for pair in zip(drafts, plans, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(results) == ["entered", "shown again"]
    assert Person.objects.count() == 1


def test_delegation_on_a_visit_has_a_destination_instead_of_a_forum():
    known = PlaceNameFactory(text="Харбин", place__name="Харбин").place
    drafts = [
        DraftFactory(text=LIST, forum=None, destination_typed=place) for place in ("Харбина", "Чаньчунь", " ")
    ]

    assert plan_of(drafts[2]).obstacles
    visits = [enter(draft).delegation for draft in drafts[:2]]

    assert [visit.forum for visit in visits] == [None, None]
    assert visits[0].destination == known
    assert visits[1].destination.name == "Чанчунь" or visits[1].destination.name == "Чаньчунь"
    assert "destination" in visits[0].locked_fields
    actions.undo(Entry.objects.latest("pk"), by=drafts[1].owner, now=timezone.now())
    assert Delegation.objects.get() == visits[0]


def test_destination_is_nothing_where_there_is_a_forum():
    draft = DraftFactory(text=LIST, destination_typed="Харбин")

    assert enter(draft).delegation.destination is None
