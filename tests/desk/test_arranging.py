"""Staff-only fields: seen by few, each look written down, and never on a public page."""

import datetime as dt

import pytest
from django.db import IntegrityError
from django.urls import reverse
from django.utils import timezone

from delegations.models import Arrangements, ArrangementsAccess, Entry
from tests.desk.test_pages import fields
from tests.factories import DelegationFactory, MemberFactory, StaffFactory

pytestmark = pytest.mark.django_db
SOURCE = {"source_kind": "call", "source_text": "Иванова"}


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def address(member):
    return reverse("delegations:desk-arrangements", args=[member.delegation.slug])


def test_looking_is_written_down_and_only_for_those_who_may(client, address):
    client.force_login(StaffFactory(permissions=("enter_delegation",)))
    assert client.get(address).status_code == 403

    staff = StaffFactory()
    client.force_login(staff)
    client.get(address)

    assert [(row.by, row.what) for row in ArrangementsAccess.objects.all()] == [(staff, "seen")]


def test_arrangements_are_saved_for_all_and_for_one(client, address, member):
    client.force_login(StaffFactory())
    page = fields(client.get(address)) | SOURCE
    page |= {
        "a0-hotel": "Гостиница «Берег»",
        "a0-arrival": "2026-06-08T14:30",
        f"a{member.pk}-diet": "без рыбы",
    }

    client.post(address, page)

    whole, own = Arrangements.objects.get(member=None), Arrangements.objects.get(member=member)
    assert whole.hotel == "Гостиница «Берег»"
    assert timezone.localtime(whole.arrival).strftime("%H:%M") == "14:30"
    assert own.diet == "без рыбы"
    assert ArrangementsAccess.objects.filter(what="changed").get().fields == "arrival, diet, hotel"
    assert Entry.objects.get().source_text == "Иванова"


def test_what_is_arranged_is_on_no_other_page(client, address, member):
    client.force_login(StaffFactory())
    client.post(address, fields(client.get(address)) | SOURCE | {"a0-contacts": "тел. 123-45"})

    for page in (
        member.delegation.get_absolute_url(),
        reverse("delegations:desk-delegation", args=[member.delegation.slug]),
    ):
        assert "123-45" not in client.get(page).content.decode()


def test_two_people_arrange_different_things_and_both_stay(client, address, member):
    client.force_login(StaffFactory())
    page = fields(client.get(address)) | SOURCE

    client.post(address, page | {"a0-hotel": "Гостиница «Берег»"})
    client.post(address, page | {"a0-flights": "SU 1700"})
    conflict = client.post(address, page | {"a0-hotel": "Гостиница «Порт»"})

    row = Arrangements.objects.get()
    assert (row.hotel, row.flights) == ("Гостиница «Берег»", "SU 1700")
    assert conflict.status_code == 409


def test_departure_before_arrival_is_told_and_nothing_is_lost(client, address):
    client.force_login(StaffFactory())
    page = fields(client.get(address)) | SOURCE
    response = client.post(
        address,
        page | {"a0-arrival": "2026-06-08T14:30", "a0-departure": "2026-06-07T10:00", "a0-hotel": "Берег"},
    )

    assert response.status_code == 422
    assert fields(response)["a0-hotel"] == "Берег"
    assert not Arrangements.objects.exists()


def test_database_refuses_a_departure_before_the_arrival():
    now = timezone.now()
    with pytest.raises(IntegrityError, match="delegation_arrives_before_it_departs"):
        Arrangements.objects.create(
            delegation=DelegationFactory(), arrival=now, departure=now - dt.timedelta(days=1)
        )
