"""The history of rows: nothing escapes it, every act can be put back exactly, and what came later stays."""

import json

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.utils import IntegrityError

from delegations.models import Member
from directory.history import (
    UndoError,
    act,
    because_of,
    changes_about,
    changes_of,
    put_back_field,
    put_back_row,
    undo,
    written_by,
)
from directory.models import Act, Person, PersonName, RowChange
from directory.prose import paragraphs
from tests.factories import ForumFactory, MemberFactory, PersonFactory, PersonNameFactory

pytestmark = pytest.mark.django_db
# Logs, drafts and what the reader makes anew; everything else is a record or a decision about one.
WITHOUT_HISTORY = {
    "directory_act", "directory_rowchange",
    "delegations_document", "delegations_draft", "delegations_entry", "delegations_arrangements",
    "delegations_arrangementsaccess", "delegations_completeness", "delegations_presence",
    "news_source", "news_decision", "news_batchconfirmation", "news_review", "news_hold", "news_waitingitem", "news_item", "news_itemwords", "news_evidence", "news_rereading", "news_rereadbatch", "news_rereaditem",
}  # fmt: skip


@pytest.fixture
def curator(admin_user):
    return admin_user


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb(t) - 'updated_at' FROM {table} t ORDER BY id")
        return [row for (row,) in cursor.fetchall()]


def test_every_table_of_records_has_its_history():
    with connection.cursor() as cursor:
        cursor.execute("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'history_is_kept'")
        with_history = {table for (table,) in cursor.fetchall()}

    tables = {
        model._meta.db_table
        for app in ("directory", "events", "delegations", "investments", "news")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }
    assert tables - WITHOUT_HISTORY == with_history


def test_bulk_update_and_raw_sql_are_in_the_history():
    person = PersonFactory(name="Иван Орлов")

    Person.objects.filter(pk=person.pk).update(name="Иван Орел")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE directory_person SET name = 'Иван Сокол' WHERE id = %s", [person.pk])

    assert [(c.before["name"], c.after["name"]) for c in changes_of(person)] == [
        ("Иван Орел", "Иван Сокол"),
        ("Иван Орлов", "Иван Орел"),
    ]


def test_update_that_changes_nothing_leaves_no_entry():
    person = PersonFactory()

    person.save()

    assert list(changes_of(person)) == []


def test_history_cannot_be_rewritten():
    person = PersonFactory()
    Person.objects.filter(pk=person.pk).update(name="x")

    with pytest.raises(IntegrityError, match="history_is_for_ever"), transaction.atomic():
        RowChange.objects.update(before={})


def test_undone_act_leaves_every_row_as_it_was(curator):
    member = MemberFactory()
    tables = ["directory_person", "directory_personname", "delegations_member"]
    before = [rows(table) for table in tables]

    with act(Act.Kind.EDIT, by=curator) as done:
        other = PersonFactory(name="Новый Человек")
        type(member).objects.filter(pk=member.pk).update(person=other)
        PersonName.objects.filter(person_id=member.person_id).delete()
        Person.objects.filter(pk=member.person_id).update(name="Другой")
    assert [rows(table) for table in tables] != before
    undo(done, by=curator)

    assert [rows(table) for table in tables] == before


def test_undo_of_an_undo_brings_the_act_back(curator):
    person = PersonFactory(name="Иван Орлов")
    with act(Act.Kind.EDIT, by=curator) as done:
        Person.objects.filter(pk=person.pk).update(name="Пётр Орлов")

    undone = undo(done, by=curator)
    undo(undone, by=curator)

    assert Person.objects.get(pk=person.pk).name == "Пётр Орлов"


def test_later_edit_of_another_field_stays_when_an_act_is_undone(curator):
    person = PersonFactory(name="Иван Орлов", language="ru")
    with act(Act.Kind.EDIT, by=curator) as done:
        Person.objects.filter(pk=person.pk).update(name="Ivan Orlov", language="en")
    Person.objects.filter(pk=person.pk).update(name="Ivan Orloff")

    undo(done, by=curator)

    person.refresh_from_db()
    assert (person.name, person.language) == ("Ivan Orloff", "ru")


def test_act_that_others_stand_on_is_not_undone(curator):
    with act(Act.Kind.EDIT, by=curator) as done:
        person = PersonFactory()
    MemberFactory(person=person)

    with pytest.raises(UndoError, match=str(Member._meta.verbose_name_plural)):
        undo(done, by=curator)

    assert Person.objects.filter(pk=person.pk).exists()


def test_act_is_undone_once(curator):
    with act(Act.Kind.EDIT, by=curator) as done:
        PersonFactory()
    undo(done, by=curator)

    with pytest.raises(UndoError):
        undo(done, by=curator)


def test_act_that_fails_leaves_nothing(curator):
    def fail():
        with act(Act.Kind.EDIT, by=curator):
            PersonFactory()
            raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        fail()

    assert not Act.objects.exists()
    Person.objects.filter(pk=PersonFactory().pk).update(name="x")
    assert RowChange.objects.get().act is None


def test_field_is_put_back_from_the_history(curator):
    person = PersonFactory(name="Иван Орлов")
    Person.objects.filter(pk=person.pk).update(name="Иван Орел")
    Person.objects.filter(pk=person.pk).update(name="Иван Сокол")

    put_back_field(changes_of(person).last(), "name", by=curator)

    person.refresh_from_db()
    assert person.name == "Иван Орлов"
    assert changes_of(person).first().act.by == curator


def test_machines_leave_alone_what_was_put_back(curator):
    person = PersonFactory(name="Иван Орлов")
    Person.objects.filter(pk=person.pk).update(name="Иван Орел")

    put_back_field(changes_of(person).first(), "name", by=curator)

    person.refresh_from_db()
    assert "name" in person.locked_fields
    assert person.is_checked


def test_row_is_put_back_to_its_first_state_after_bulk_and_raw_changes(curator):
    person = PersonFactory(name="Иван Орлов", language="ru")
    first = rows("directory_person")
    Person.objects.filter(pk=person.pk).update(name="Иван Орел")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE directory_person SET name = 'x', language = 'en', withdrawn_at = now() WHERE id = %s",
            [person.pk],
        )

    put_back_row(changes_of(person).last(), by=curator)

    row, was = (json.loads(state[0]) for state in (rows("directory_person"), first))
    vouched = {"locked_fields", "checked_at"}
    assert {k: v for k, v in row.items() if k not in vouched} == {
        k: v for k, v in was.items() if k not in vouched
    }
    assert set(row["locked_fields"]) == {"language", "name"}


def test_row_is_put_back_to_the_middle_of_its_history(curator):
    person = PersonFactory(name="Иван Орлов")
    for name in ("Иван Орел", "Иван Сокол", "Иван Беркут"):
        Person.objects.filter(pk=person.pk).update(name=name)

    put_back_row(changes_of(person)[1], by=curator)

    person.refresh_from_db()
    assert person.name == "Иван Орел"


def test_row_that_raw_sql_deleted_comes_back_as_it_was(curator):
    name = PersonNameFactory(text="Иван Орлов")
    PersonName.objects.filter(pk=name.pk).update(text="Иван Орел")
    before = rows("directory_personname")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM directory_personname")

    put_back_row(RowChange.objects.get(operation="DELETE"), by=curator)
    assert rows("directory_personname") == before

    PersonName.objects.all().delete()
    put_back_row(RowChange.objects.get(table="directory_personname", operation="UPDATE"), by=curator)
    assert PersonName.objects.get().text == "Иван Орлов"


def test_history_of_a_record_has_the_rows_that_belong_to_it(curator):
    name = PersonNameFactory(text="Иван Орлов")
    other = PersonNameFactory()
    PersonName.objects.filter(pk=name.pk).update(text="Иван Орел")
    PersonName.objects.filter(pk=other.pk).update(text="Чужое имя")
    Person.objects.filter(pk=name.person_id).update(language="en")
    PersonName.objects.filter(pk=name.pk).delete()

    found = changes_about(name.person, [PersonName._meta.get_field("person")], 10)

    # The names by language follow from the names: that a row was updated for them is not told.
    assert [(p.change.table, p.change.operation) for p in paragraphs(found)] == [
        ("directory_personname", "DELETE"),
        ("directory_person", "UPDATE"),
        ("directory_personname", "UPDATE"),
    ]


def test_earlier_value_that_another_record_has_by_now_is_told(curator):
    person = PersonFactory(slug="ivan")
    Person.objects.filter(pk=person.pk).update(slug="ivan-2")
    PersonFactory(slug="ivan")

    with pytest.raises(UndoError):
        put_back_field(changes_of(person).first(), "slug", by=curator)

    person.refresh_from_db()
    assert person.slug == "ivan-2"


def test_change_names_its_author_and_its_report(curator):
    person = PersonFactory()
    with because_of(77):
        Person.objects.filter(pk=person.pk).update(name="a")
        with written_by(curator):
            Person.objects.filter(pk=person.pk).update(name="b")
    with written_by(curator):
        Person.objects.filter(pk=person.pk).update(name="c")
    Person.objects.filter(pk=person.pk).update(name="d")

    told = [(c.after["name"], c.by, c.report) for c in changes_of(person)]
    assert told == [("d", None, None), ("c", curator, None), ("b", curator, 77), ("a", None, 77)]


def test_what_follows_from_a_column_goes_back_with_it(curator):
    forum = ForumFactory(dates="2025-11-25/2025-11-26", year=2025)
    forum.dates, forum.note = "2026-06", "потом"
    forum.save()
    (told,) = paragraphs(changes_of(forum))
    assert {line.column for line in told.lines} == {"dates", "note"}

    put_back_field(changes_of(forum).first(), "dates", by=curator)

    forum.refresh_from_db()
    assert (str(forum.dates_first), str(forum.dates_last)) == ("2025-11-25", "2025-11-26")
    assert forum.note == "потом"
