"""A site may keep to its staff what no person has checked: PUBLIC_SHOWS_UNCHECKED."""

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Forum
from tests.factories import ClaimFactory, ForumFactory, PersonFactory, ProjectFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def checked():
    return ForumFactory(checked_at=timezone.now(), series__name="Проверенный форум")


@pytest.fixture
def unchecked():
    return ForumFactory(series__name="Непроверенный форум")


def text_of(client, url):
    return client.get(url).content.decode()


@pytest.mark.parametrize("path", ["/", "/forums/", "/series/", "/forums/?format=csv"])
def test_public_sees_all_by_default_and_only_what_was_checked_where_set_so(
    client, settings, checked, unchecked, path
):
    shown = text_of(client, path)
    settings.PUBLIC_SHOWS_UNCHECKED = False
    kept = text_of(client, path)

    assert ("Непроверенный форум" in shown) == ("Проверенный форум" in shown)
    assert "Непроверенный форум" not in kept
    assert ("Проверенный форум" in kept) == ("Проверенный форум" in shown)


def test_unchecked_records_have_no_page_for_the_public(client, settings, checked, unchecked):
    settings.PUBLIC_SHOWS_UNCHECKED = False

    hidden = [unchecked, unchecked.series, PersonFactory(), ProjectFactory(), SessionFactory(forum=checked)]
    assert [client.get(record.get_absolute_url()).status_code for record in hidden] == [404] * 5
    assert client.get(checked.get_absolute_url()).status_code == 200
    assert client.get(checked.series.get_absolute_url()).status_code == 200


def test_staff_see_everything(admin_client, settings, unchecked):
    settings.PUBLIC_SHOWS_UNCHECKED = False

    assert admin_client.get(unchecked.get_absolute_url()).status_code == 200
    assert "Непроверенный форум" in text_of(admin_client, "/forums/")


def test_report_names_only_checked_records_to_the_public(client, settings, unchecked):
    claim = ClaimFactory(
        forum=unchecked,
        values={"series": "Непроверенный форум", "place": "Сиань"},
        evidence={"place": "Сиане"},
    )
    settings.PUBLIC_SHOWS_UNCHECKED = False

    assert unchecked.get_absolute_url() not in text_of(client, claim.item.get_absolute_url())


def test_search_finds_only_checked_records_for_the_public(client, settings, checked, unchecked):
    settings.PUBLIC_SHOWS_UNCHECKED = False

    found = text_of(client, reverse("search:search") + "?q=форум")

    assert "Непроверенный форум" not in found


def test_work_behind_the_pages_sees_everything(client, settings, unchecked):
    settings.PUBLIC_SHOWS_UNCHECKED = False
    client.get("/")

    assert Forum.objects.standing().get() == unchecked
