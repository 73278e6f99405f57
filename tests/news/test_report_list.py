"""The staff's list of reports: narrowed by state, language, outlet and day."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from news.models import Item
from tests.factories import ItemFactory

pytestmark = pytest.mark.django_db


def listed(client, **asked):
    page = client.get(reverse("news:report-list"), asked)
    return [item.title for item in page.context["page_obj"]], page.content.decode()


@pytest.fixture
def items():
    old = ItemFactory(title="Старое", source__name="Вестник края", language="ru", state="done")
    Item.objects.filter(pk=old.pk).update(received_at=timezone.now() - dt.timedelta(days=9))
    return [old, ItemFactory(title="新", source__name="Газета", language="zh", state="queued", text="论坛")]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, ["新", "Старое"]),
        ({"state": "done"}, ["Старое"]),
        ({"language": "zh"}, ["新"]),
        ({"source": "вестник"}, ["Старое"]),
        ({"since": (timezone.localdate() - dt.timedelta(days=2)).isoformat()}, ["新"]),
        ({"until": (timezone.localdate() - dt.timedelta(days=2)).isoformat()}, ["Старое"]),
        ({"state": "done", "language": "zh"}, []),
    ],
)
def test_list_is_narrowed(admin_client, items, asked, titles):
    assert listed(admin_client, **asked)[0] == titles


@pytest.mark.parametrize("asked", [{"state": "lost"}, {"since": "yesterday"}, {"language": "x" * 5000}])
def test_filter_that_does_not_exist_is_told(admin_client, items, asked):
    titles, page = listed(admin_client, **asked)

    assert titles == ["新", "Старое"]
    assert "errorlist" in page
