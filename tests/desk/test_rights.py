"""The groups that come with the site, and territories of staff."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from delegations.rights import may_enter
from tests.factories import DelegationFactory, DraftFactory, OrganizationFactory, PlaceFactory

pytestmark = pytest.mark.django_db
MATRIX = {
    "organizer": {"directory.view_person"},
    "staff": {"directory.view_person", "delegations.enter_delegation", "delegations.see_arrangements", "news.add_item"},
    "curator": {
        "directory.view_person", "delegations.enter_delegation", "delegations.see_arrangements", "news.add_item",
        "directory.change_person", "news.change_claim",
    },
    "admin": {
        "directory.view_person", "delegations.enter_delegation", "delegations.see_arrangements", "news.add_item",
        "directory.change_person", "news.change_claim", "auth.change_user", "delegations.add_staffterritory",
    },
}  # fmt: skip


@pytest.mark.parametrize("name", MATRIX)
def test_group_has_its_rights_and_no_others(name):
    user = get_user_model().objects.create(username=name, is_staff=True)
    user.groups.add(Group.objects.get(name=name))

    held = {right for right in MATRIX["admin"] if user.has_perm(right)}

    assert held == MATRIX[name]
    assert not user.has_perm("delegations.change_entry")


def test_territory_takes_in_its_places_and_their_organizations():
    region = PlaceFactory()
    city = PlaceFactory(part_of=region)
    user = get_user_model().objects.create(username="limited")
    user.territories.create(place=region)

    assert may_enter(user, DelegationFactory(sending_place=city))
    organization = OrganizationFactory(place=city)
    assert may_enter(user, DelegationFactory(sending_place=None, sending_organization=organization))
    assert not may_enter(user, DelegationFactory())
    assert may_enter(user, DraftFactory(owner=user, sending_place=None))


def test_undo_of_another_territory_is_refused(client):
    user = get_user_model().objects.create(username="limited", is_staff=True)
    user.groups.add(Group.objects.get(name="staff"))
    user.territories.create(place=PlaceFactory())
    delegation = DelegationFactory()
    entry = delegation.entries.create(kind="list", about="x", by=user, source_kind="call", source_text="y")
    client.force_login(user)

    assert client.post(reverse("delegations:desk-entry-undo", args=[entry.pk])).status_code == 403
    assert client.get(reverse("delegations:desk-arrangements", args=[delegation.slug])).status_code == 403
