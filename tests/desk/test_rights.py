"""The groups that come with the site, and territories of staff."""

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.urls import reverse

from delegations.models import Delegation, Member
from delegations.planning import plan_of
from delegations.rights import may_enter
from tests.desk.test_pages import fields
from tests.factories import (
    DelegationFactory,
    DraftFactory,
    OrganizationFactory,
    PlaceFactory,
    PlaceNameFactory,
)

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


@pytest.fixture
def limited(client):
    """A member of staff who enters what one territory sends, signed in."""
    user = get_user_model().objects.create(username="limited", is_staff=True)
    user.groups.add(Group.objects.get(name="staff"))
    user.territories.create(place=PlaceFactory())
    client.force_login(user)
    return user


LIST = "1. Иванов Пётр – министр"


def test_new_sender_is_added_by_somebody_without_a_limit(client, limited):
    draft = DraftFactory(owner=limited, text=LIST, sending_place=None)
    page = fields(client.get(draft.get_absolute_url()))
    page |= {"sender_typed": "Союз портов", "sender_kind": "organization"}
    client.post(draft.get_absolute_url(), page | {"do": "keep"})

    response = client.post(
        draft.get_absolute_url(), fields(client.get(draft.get_absolute_url())) | {"do": "enter"}
    )

    assert response.status_code == 422
    assert not Delegation.objects.exists()


def test_sender_changed_in_the_same_breath_is_looked_at_again(client, limited):
    own, other = (
        limited.territories.get().place,
        PlaceNameFactory(text="Чужой край", place__name="Чужой край"),
    )
    draft = DraftFactory(owner=limited, text=LIST, sending_place=own)
    page = fields(client.get(draft.get_absolute_url()))
    draft.sending_place = other.place
    crafted = page | {"sender_typed": "Чужой край", "digest": plan_of(draft).digest, "do": "enter"}

    response = client.post(draft.get_absolute_url(), crafted)

    assert response.status_code == 403
    assert not Member.objects.exists()
