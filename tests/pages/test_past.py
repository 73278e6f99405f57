"""What was known of a record on an earlier day, for those who are signed in."""

import datetime as dt

import pytest
from django.utils import timezone

from directory.models import Person, PersonName
from directory.past import learned_since
from tests.factories import PersonFactory, PostFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def person():
    record = PersonFactory(name="Иван Орлов")
    Person.objects.filter(pk=record.pk).update(created_at=timezone.now() - dt.timedelta(days=10))
    return record


@pytest.fixture
def then(person):
    return timezone.now()


def told(record, then):
    return [
        (paragraph.change.operation, [(line.before, line.after) for line in paragraph.lines])
        for paragraph in learned_since(record, then)
    ]


def test_value_of_then_stands_beside_that_of_now(person, then):
    Person.objects.filter(pk=person.pk).update(name="Иван Сокол")
    Person.objects.filter(pk=person.pk).update(name="Иван Беркут")

    assert told(person, then) == [("UPDATE", [("Иван Орлов", "Иван Беркут")])]


def test_change_that_was_taken_back_is_none(person, then):
    Person.objects.filter(pk=person.pk).update(name="Иван Сокол")
    Person.objects.filter(pk=person.pk).update(name="Иван Орлов")

    assert told(person, then) == []


def test_change_before_that_instant_was_known(person):
    Person.objects.filter(pk=person.pk).update(name="Иван Сокол")

    assert told(person, timezone.now()) == []


def test_row_that_came_later_and_row_that_went_are_told(person, then):
    name = PersonName.objects.create(person=person, text="Ivan Orlov", language="en", key="ivan orlov")
    name.delete()
    PostFactory(person=person, title="ректор")

    assert [operation for operation, _ in told(person, then)] == ["DELETE", "INSERT"]


def test_page_shows_it_to_those_who_are_signed_in(person, client, admin_client):
    Person.objects.filter(pk=person.pk).update(name="Иван Сокол")
    day = timezone.localdate() - dt.timedelta(days=1)
    address = f"{person.get_absolute_url()}?known_on={day.isoformat()}"

    assert "<del>Иван Орлов</del>" in admin_client.get(address).content.decode()
    assert 'id="past"' not in client.get(address).content.decode()


def test_day_before_the_record_was_made_says_so(admin_client):
    record = PersonFactory()
    day = timezone.localdate() - dt.timedelta(days=3)

    shown = admin_client.get(record.get_absolute_url(), {"known_on": day.isoformat()}).content.decode()

    assert "<del>" not in shown
    assert '<details class="past" id="past" open>' in shown
