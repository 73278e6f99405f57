"""An edition entered at the desk, with its date as somebody types it."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from delegations import actions
from delegations.dates import understood
from delegations.models import Entry
from events.models import Forum, ForumSeries
from tests.factories import DraftFactory, ForumFactory, SeriesNameFactory, StaffFactory

pytestmark = pytest.mark.django_db
GIVEN = {
    "series": "Форум портов", "number": "7", "dates": "осень 2026", "place": "Приозёрск", "source_kind": "letter",
    "source_text": "№ 5", "source_on": "1 октября 2025",
}  # fmt: skip


@pytest.fixture
def desk(client):
    client.force_login(StaffFactory())
    return client


def test_edition_is_as_precise_as_it_was_typed_and_the_draft_goes_on_with_it(desk):
    draft = DraftFactory(forum=None, forum_typed="Форум портов")

    desk.post(reverse("delegations:desk-forum-add") + f"?draft={draft.pk}", GIVEN)

    forum = Forum.objects.get()
    assert (forum.dates, forum.year, forum.number, forum.status) == ("2026-23", 2026, 7, "planned")
    assert forum.status_history.get().said_by == "№ 5"
    draft.refresh_from_db()
    assert draft.forum == forum


def test_edition_of_a_known_series_is_added_to_it(desk):
    series = SeriesNameFactory(text="Форум портов").series

    desk.post(reverse("delegations:desk-forum-add"), GIVEN | {"series": "форума портов"})

    assert Forum.objects.get().series == series


def test_number_that_is_taken_is_told(desk):
    series = SeriesNameFactory(text="Форум портов").series
    ForumFactory(series=series, number=7)

    response = desk.post(reverse("delegations:desk-forum-add"), GIVEN)

    assert response.status_code == 200
    assert response.context["form"].errors["number"]
    assert Forum.objects.count() == 1


def test_date_that_is_not_understood_is_told_with_examples(desk):
    response = desk.post(reverse("delegations:desk-forum-add"), GIVEN | {"dates": "когда-нибудь"})

    assert "Q3 2026" in str(response.context["form"].errors["dates"])
    assert not Forum.objects.exists()


def test_added_edition_is_undone_as_a_whole(desk):
    desk.post(reverse("delegations:desk-forum-add"), GIVEN)
    entry = Entry.objects.get()

    actions.undo(entry, by=entry.by, now=timezone.now())

    assert not Forum.objects.exists()
    assert not ForumSeries.objects.exists()


@pytest.mark.parametrize(
    ("typed", "words"),
    [("осень 2026", "2026-23"), ("Q3 2026", "2026-35"), ("никогда", "не понимается"), ("", "")],
)
def test_typed_date_is_echoed(desk, typed, words):
    said = desk.get(reverse("delegations:desk-dates"), {"q": typed}).content.decode()

    assert words in said or (typed == "никогда" and "никогда" in said)


def test_desk_of_an_edition_tells_its_history_and_undoes_it(client):
    staff = StaffFactory()
    client.force_login(staff)
    given = {
        "series": "Форум портов",
        "number": "6",
        "dates": "",
        "place": "",
        "source_kind": "call",
        "source_text": "Орлова",
    }
    client.post(reverse("delegations:desk-forum-add"), given)
    forum = Forum.objects.get()

    page = client.get(reverse("delegations:desk-forum", args=[forum.pk]))

    ((account, can_undo),) = page.context["accounts"]
    assert (account.by, account.added, can_undo) == (staff, [str(forum)], True)
    client.post(reverse("delegations:desk-entry-undo", args=[account.entry.pk]))
    assert not Forum.objects.exists()


@pytest.mark.parametrize(
    ("typed", "today", "edtf"),
    [
        ("1 октября", dt.date(2026, 11, 24), "2026-10-01"),
        ("24 ноября", dt.date(2026, 11, 24), "2026-11-24"),
        ("25 ноября", dt.date(2026, 11, 24), "2025-11-25"),
        ("1 октября 2027", dt.date(2026, 11, 24), "2027-10-01"),
        ("01.10.2027", dt.date(2026, 11, 24), "2027-10-01"),
        ("29 февраля 2024", dt.date(2026, 2, 28), "2024-02-29"),
    ],
)
def test_letter_of_a_day_without_a_year_is_not_from_the_future(typed, today, edtf):
    assert understood(typed, today, is_past=True) == edtf
