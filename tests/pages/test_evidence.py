"""Quotes: behind each value on the pages, and in the text that they were read from."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from news.models import Evidence
from news.passages import passages
from tests.factories import ClaimFactory, ConflictFactory, ForumFactory, ItemFactory, SessionFactory

pytestmark = pytest.mark.django_db


def test_value_shows_its_quote_outlet_and_the_way_to_the_text(client):
    forum = ForumFactory()
    claim = ClaimFactory(forum=forum, values={"place": "Сиань"}, evidence={"place": "Сиане"})
    quote = claim.evidence.get()

    text = client.get(forum.get_absolute_url()).text

    assert "<q>Сиане</q>" in text
    assert claim.item.source.name in text
    assert f'href="/news/{claim.item_id}/#quote-{quote.pk}"' in text
    assert f'id="quote-{quote.pk}"' in client.get(claim.item.get_absolute_url()).text


def test_unchecked_value_is_marked_and_a_checked_one_is_not(client):
    forum = ForumFactory(checked_at="2025-11-26T00:00Z")
    ClaimFactory(
        forum=forum,
        values={"place": "Сиань"},
        evidence={"place": "Сиане"},
        state="confirmed",
        decided_at="2025-11-26T00:00Z",
    )
    unchecked = ForumFactory()
    ClaimFactory(forum=unchecked, values={"place": "Сиань"}, evidence={"place": "Сиане"})

    assert "cite-unchecked" not in client.get(forum.get_absolute_url()).text
    assert "cite-unchecked" in client.get(unchecked.get_absolute_url()).text


@pytest.mark.parametrize("state", ["rejected", "withdrawn"])
def test_rejected_claim_is_no_evidence(client, state):
    forum = ForumFactory()
    ClaimFactory(
        forum=forum,
        values={"place": "Сиань"},
        evidence={"place": "Сиане"},
        state=state,
        decided_at="2025-11-26T00:00Z",
    )

    assert "Сиане" not in client.get(forum.get_absolute_url()).text


def test_conflict_is_shown_with_both_values(client):
    forum = ForumFactory(year=2026)
    claim = ClaimFactory(forum=forum, values={"year": 2027}, evidence={"year": "VI"})
    ConflictFactory(claim=claim)

    text = client.get(forum.get_absolute_url()).text

    assert "здесь <strong>2026</strong>, в другом сообщении <strong>2027</strong>" in text
    assert "Здесь сказано иначе: 2027" in text


def test_quote_of_a_list_stands_beside_its_own_value(client):
    session = SessionFactory()
    item = ItemFactory(text="Говорили Анна Орлова и Павел Сомов.", title="Сессия")
    claim = ClaimFactory(
        kind="session", item=item, session=session, values={"speakers": ["Анна Орлова", "Павел Сомов"]}
    )
    for index, name in enumerate(claim.values["speakers"]):
        start = item.text.index(name)
        Evidence.objects.create(
            claim=claim, field="speakers", index=index, start=start, end=start + len(name), quote=name
        )
        session.appearances.create(name_as_printed=name)

    text = client.get(session.get_absolute_url()).text

    assert text.count("<q>") == 2


def test_value_that_a_person_set_says_so(client):
    forum = ForumFactory(locked_fields=["place"])

    assert "Это значение внёс человек." in client.get(forum.get_absolute_url()).text


def test_text_is_never_html(client):
    item = ItemFactory(title="<script>alert(1)</script>", text="<b>VI</b> форум & <img src=x> прошёл")
    ClaimFactory(item=item, forum=ForumFactory(), values={"number": 6}, evidence={"number": "<b>VI</b>"})

    text = client.get(item.get_absolute_url()).text

    assert "<script>alert" not in text
    assert "<b>" not in text
    assert "&lt;b&gt;VI&lt;/b&gt;" in text


def test_highlights_lead_to_the_records_and_back(client):
    item = ItemFactory()
    forum = ForumFactory()
    ClaimFactory(
        item=item,
        forum=forum,
        values={"place": "Сиань"},
        evidence={"place": "Сиане", "series": "форум портов"},
    )

    text = client.get(item.get_absolute_url()).text

    assert text.count(f'href="{forum.get_absolute_url()}"') == 3


def test_item_that_was_not_read_has_no_page(client):
    item = ItemFactory(state="queued")

    assert client.get(item.get_absolute_url()).status_code == 404


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 40)), max_size=8)


@given(st.text(max_size=30), spans)
def test_passages_joined_are_the_text_and_cover_each_quote(text, spans):
    quotes = [Evidence(pk=n, start=start, end=end) for n, (start, end) in enumerate(spans)]

    found = list(passages(text, quotes))

    assert "".join(passage.text for passage in found) == text
    for quote in quotes:
        covered = "".join(passage.text for passage in found if quote in passage.quotes)
        assert covered == text[quote.start : quote.end]
        assert sum(quote in passage.beginning for passage in found) == bool(covered)
