"""Records that very many reports tell of: what the page reads of them, what it counts, and where the rest is."""

import re

import pytest
from django.urls import reverse

from delegations.history_views import SHOWN, SHOWN_ELSEWHERE
from news.templatetags import evidence
from news.templatetags.evidence import cite
from tests.factories import (
    ClaimFactory,
    ConflictFactory,
    DelegationFactory,
    ForumFactory,
    ItemFactory,
    MemberFactory,
    OrganizationFactory,
    PersonFactory,
    PlaceFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db


def told(forum, number, value="Сиань", quote="Сиане", field="place", **others):
    return [
        ClaimFactory(
            forum=forum,
            values={field: value},
            evidence={field: quote},
            item=ItemFactory(published_on=f"2025-11-{day + 1:02}"),
            **others,
        )
        for day in range(number)
    ]


@pytest.fixture
def few(monkeypatch):
    """Ten claims are many already."""
    monkeypatch.setattr(evidence, "FEW", 10)


def test_many_claims_are_counted_and_the_first_of_each_value_read(few):
    forum = ForumFactory()
    told(forum, 12)
    told(forum, 1, value="Пекин", quote="VI")

    cited = cite([forum])

    assert cited.item_count == 13
    assert cited.independent_count == 13
    assert len(cited.items) == evidence.SHOWN_QUOTES + 1
    assert [quote.text for quote in cited.quotes(forum, "place", "Пекин")] == ["VI"]
    quotes = list(cited.quotes(forum, "place", "Сиань"))
    assert len(quotes) + sum(quote.unread_count for quote in quotes) == 12


def test_few_and_many_claims_give_the_same_numbers(few):
    forum = ForumFactory()
    claims = told(forum, 12)
    numbers = cite([forum]).numbers

    evidence.FEW = 100

    assert cite([forum]).numbers == numbers
    assert list(numbers) == [claim.item_id for claim in claims]


def test_a_confirmed_claim_and_a_disputed_one_are_read_however_late_they_are(few):
    forum = ForumFactory(year=2026)
    told(forum, 11)
    (confirmed,) = told(forum, 1, state="confirmed", decided_at="2025-12-01T00:00Z")
    other = ClaimFactory(
        forum=forum,
        values={"year": 2027},
        evidence={"year": "VI"},
        item=ItemFactory(published_on="2026-01-01"),
    )
    ConflictFactory(claim=other)

    cited = cite([forum])

    assert any(quote.is_checked for quote in cited.quotes(forum, "place", "Сиань"))
    assert confirmed.item in cited.items
    assert [conflict["item"] for conflict in cited.conflicts] == [other.item]


def test_each_outlet_of_a_status_is_read(few):
    forum = ForumFactory()
    claims = told(forum, 12, field="status", value="held", quote="Сиане")

    cited = cite([forum])

    outlets = {claim.item.source.name for claim in claims}
    assert len(outlets) == 12
    assert all(list(cited.quotes(forum, "status", "held", outlet)) for outlet in outlets)


def test_the_mark_says_how_many_reports_there_are(client, few):
    forum = ForumFactory(place=PlaceFactory(name="Сиань"))
    told(forum, 12)

    page = client.get("/en" + forum.get_absolute_url()).text

    assert "12 sources of this value" in page
    assert "and 4 more reports" in page


def test_the_page_leads_to_the_list_of_all_reports(client, few, monkeypatch):
    monkeypatch.setattr(evidence, "SHOWN_REPORTS", 3)
    forum = ForumFactory()
    claims = told(forum, 5)
    session = ClaimFactory(kind="session", session=SessionFactory(forum=forum), forum=None)
    ClaimFactory(forum=ForumFactory())

    page = client.get(forum.get_absolute_url()).text
    address = re.search(r'href="(/news/\?about=forum:[^"]*)"', page)[1]
    context = client.get(address).context

    assert page.count('<li value="') == 3
    assert {item.pk for item in context["object_list"]} == {claim.item_id for claim in [*claims, session]}
    assert [choice["value"] for choice in context["chosen"]] == [str(forum)]


@pytest.mark.parametrize(
    "record",
    [
        lambda: ClaimFactory(kind="person", person=PersonFactory(), forum=None).person,
        lambda: ClaimFactory(forum=ForumFactory()).forum.series,
        lambda: ClaimFactory(forum=ForumFactory(place=PlaceFactory())).forum.place,
        lambda: (
            ClaimFactory(
                kind="delegation",
                delegation=DelegationFactory(sending_place=None, sending_organization=OrganizationFactory()),
                forum=None,
            ).delegation.sending_organization
        ),
    ],
)
def test_reports_about_every_kind_of_record(client, record):
    made = record()
    ItemFactory()

    listed = client.get(reverse("news:item-list"), {"about": f"{made._meta.model_name}:{made.uuid}"}).context[
        "object_list"
    ]

    assert len(listed) == 1


@pytest.mark.parametrize(
    "text", ["forum:1", "item:1", "forum:00000000-0000-0000-0000-000000000000", "\0", "user:x"]
)
def test_reports_about_nothing_are_all_reports_and_the_page_says_so(client, text):
    item = ItemFactory()

    context = client.get(reverse("news:item-list"), {"about": text}).context

    assert list(context["object_list"]) == [item]
    assert context["ignored"]


def test_other_filters_keep_what_the_reports_are_about(client):
    forum = ClaimFactory(forum=ForumFactory()).forum

    page = client.get(reverse("news:item-list"), {"about": f"forum:{forum.uuid}"}).text

    assert f'<input type="hidden" name="about" value="forum:{forum.uuid}">' in page


def test_a_sender_of_very_many_delegations_shows_the_latest_and_the_way_to_all(client):
    place = PlaceFactory()
    sent = [
        DelegationFactory(sending_place=place, forum__year=2000 + number, forum__place=None)
        for number in range(SHOWN + 3)
    ]

    context = client.get(sent[0].get_absolute_url()).context

    assert list(context["others"]) == sent[:2:-1]
    assert [row.pk for row in client.get(context["all_others"]).context["object_list"]] == [
        row.pk for row in reversed(sent)
    ]


def test_a_member_of_very_many_delegations_shows_the_latest(client):
    person = PersonFactory()
    rows = [
        MemberFactory(person=person, delegation__forum__year=2000 + number, delegation__forum__place=None)
        for number in range(SHOWN_ELSEWHERE + 3)
    ]

    (member,) = client.get(rows[0].delegation.get_absolute_url()).context["members"]

    assert member.elsewhere == rows[:2:-1]
    assert member.has_more
