"""The review screen: what it shows, what it decides, and what it says when somebody else was faster."""

import datetime as dt
import html
import threading
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import connection
from django.urls import reverse

from directory.models import Person
from events.models import Forum
from news import reviewing
from news.actions import DecisionError, apply_claims, store_findings
from news.decisions import confirm, correct
from news.models import Claim, Decision, Evidence, Hold, Item, Review
from tests.factories import ItemFactory

pytestmark = pytest.mark.django_db

TEXT = "VI форум портов прошёл в Сиане. Форум открыл мэр Иван Ли. В 2026 году форум пройдёт в Омске."


def span(words, text=TEXT):
    start = text.index(words)
    return {"start": start, "end": start + len(words)}


def findings(**forum):
    return {
        "forums": [
            {
                "id": "f",
                "series": "форум портов",
                "aliases": [],
                "number": 6,
                "year": None,
                "place": "Сиань",
                "status": "held",
                "organizers": [],
                "evidence": [
                    {"field": "series", **span("форум портов")},
                    {"field": "number", **span("VI")},
                    {"field": "place", **span("в Сиане")},
                ],
                "rule": "named_event",
                "confidence": 0.9,
            }
            | forum
        ],
        "people": [
            {
                "id": "p",
                "name": "Иван Ли",
                "posts": [{"title": "мэр", "organization": "Сиань"}],
                "evidence": [
                    {"field": "name", **span("Иван Ли")},
                    {"field": "posts", "index": 0, **span("мэр")},
                ],
                "rule": "person_named",
                "confidence": 0.8,
            }
        ],
        "sessions": [
            {
                "id": "s",
                "forum": "f",
                "kind": "plenary",
                "title": None,
                "speakers": ["Иван Ли"],
                "evidence": [{"field": "speakers", "index": 0, **span("Иван Ли")}],
                "rule": "opened",
                "confidence": 0.7,
            }
        ],
    }


def read(item, version="1", **forum):
    store_findings(item, findings(**forum), version=version)
    apply_claims(item)
    return item


@pytest.fixture
def item():
    return read(ItemFactory(text=TEXT, published_on=dt.date(2025, 11, 25)))


def page_of(item, **query):
    return reverse("admin:news_review", args=[item.pk], query=query)


def post(client, item, decision, **data):
    return client.post(page_of(item), {"decision": decision, **data}, follow=True)


def claim_of(item, kind="forum"):
    return item.claims.get(kind=kind)


def answer(claim, name):
    return f"{name}:{claim.pk}:{claim.version}"


def told(response):
    return " ".join(str(message) for message in response.context["messages"])


def test_report_is_shown_whole_with_overlapping_quotes(admin_client, item):
    page = admin_client.get(page_of(item)).content.decode()

    text = page.split("data-text>")[1].split("</article>")[0]
    assert "".join(html.unescape(part.partition(">")[2]) for part in ("x>" + text).split("<")) == TEXT
    assert page.count('class="passage kind-') >= 4


def test_value_and_its_quote_name_each_other(admin_client, item):
    page = admin_client.get(page_of(item)).content.decode()

    for quote in Evidence.objects.all():
        assert f'id="q-{quote.pk}"' in page
        assert f'id="v-{quote.pk}"' in page


def test_claim_that_differs_from_its_record_is_marked(admin_client, item):
    forum = Forum.objects.get()
    forum.year, forum.locked_fields = 2024, ["year"]
    forum.save()
    read(item, version="2", year=2025)

    page = admin_client.get(page_of(item))

    lines = {line.field: line for card in page.context["cards"] for line in card.lines}
    assert (lines["year"].text, lines["year"].present, lines["year"].sign) == ("2025", "2024", "differs")
    assert (lines["place"].sign, lines["posts"].sign, lines["speakers"].sign) == ("same", "same", "same")


def test_screen_asks_a_constant_number_of_queries(admin_client, item, django_assert_num_queries):
    admin_client.get(page_of(item))
    with django_assert_num_queries(14):
        admin_client.get(page_of(item))

    more = findings()
    more["people"] += [
        more["people"][0] | {"id": f"p{n}", "name": name} for n, name in enumerate(["Олег Ким", "Анна Цой"])
    ]
    store_findings(item, more, version="2")
    apply_claims(item)

    with django_assert_num_queries(14):
        page = admin_client.get(page_of(item))
    assert len(page.context["cards"]) == 5


def test_one_is_confirmed_and_the_next_one_comes(admin_client, item):
    page = post(admin_client, item, answer(claim_of(item), "confirm"))

    assert claim_of(item).state == "confirmed"
    assert page.context["at"] == str(claim_of(item, "session").pk)


def test_all_are_confirmed_at_once_and_undone_at_once(admin_client, item):
    admin_client.get(page_of(item))
    shown = [f"{claim.pk}:{claim.version}" for claim in item.claims.all()]
    post(admin_client, item, "all", waiting=shown)
    assert set(item.claims.values_list("state", flat=True)) == {"confirmed"}
    assert Review.objects.get().finished_at

    page = post(admin_client, item, "undo")

    assert set(item.claims.values_list("state", flat=True)) == {"unchecked"}
    assert "3" in told(page)
    assert not Forum.objects.get().is_checked
    assert set(Decision.objects.values_list("undone_by__username", flat=True)) == {"admin"}


def test_undo_goes_back_step_by_step_to_the_first_state(admin_client, item):
    before = list(Claim.objects.order_by("pk").values())
    records = list(Forum.objects.values()) + list(Person.objects.values())
    quotes = list(Evidence.objects.order_by("field", "start").values_list("field", "index", "start", "end"))
    post(admin_client, item, answer(claim_of(item), "correct"), target="place", value="Омск", quote="в Омске")
    post(admin_client, item, answer(claim_of(item), "correct"), target="year", value="2026", quote="2026")
    post(admin_client, item, answer(claim_of(item, "person"), "reject"), reason="не он")
    assert str(Forum.objects.get().place) == "Омск"

    for _ in range(3):
        post(admin_client, item, "undo")

    ignored = {"updated_at", "revision"}
    assert list(Claim.objects.order_by("pk").values()) == before
    assert (
        list(Evidence.objects.order_by("field", "start").values_list("field", "index", "start", "end"))
        == quotes
    )
    after = list(Forum.objects.values()) + list(Person.objects.values())
    assert [{k: v for k, v in row.items() if k not in ignored} for row in after] == [
        {k: v for k, v in row.items() if k not in ignored} for row in records
    ]


def test_value_is_corrected_with_the_words_that_were_selected(admin_client, item):
    start = TEXT.index("2026")

    post(
        admin_client,
        item,
        answer(claim_of(item), "correct"),
        target="year",
        value="2026",
        quote="2026",
        start=start,
    )

    claim = claim_of(item)
    assert (claim.state, claim.corrections, Forum.objects.get().year) == ("corrected", {"year": 2026}, 2026)
    assert list(claim.evidence.filter(field="year").values_list("start", "quote")) == [(start, "2026")]


def test_value_that_is_not_in_the_text_goes_with_its_quote(admin_client, item):
    post(admin_client, item, answer(claim_of(item), "absent"), target="place")

    claim = claim_of(item)
    assert claim.stated["place"] is None
    assert not claim.evidence.filter(field="place").exists()
    assert Forum.objects.get().place is None


def test_one_of_several_is_taken_away_and_another_added(admin_client, item):
    session = claim_of(item, "session")
    post(
        admin_client, item, answer(session, "correct"), target="speakers.1", value="мэр Омска", quote="Омске"
    )
    post(admin_client, item, answer(claim_of(item, "session"), "absent"), target="speakers.0")

    claim = claim_of(item, "session")
    assert claim.stated["speakers"] == ["мэр Омска"]
    assert list(claim.evidence.values_list("index", "quote")) == [(0, "Омске")]


def test_words_that_the_report_does_not_have_are_refused_and_what_was_typed_stays(admin_client, item):
    page = post(
        admin_client,
        item,
        answer(claim_of(item), "correct"),
        target="year",
        value="2026",
        quote="в две тысячи",
    )

    panel = page.context["panel"]
    assert claim_of(item).state == "unchecked"
    assert "в две тысячи" in panel.error
    assert panel.typed["value"] == "2026"


@pytest.mark.parametrize(
    ("target", "value"),
    [
        ("year", "26"),
        ("number", "шесть"),
        ("dates", "вчера"),
        ("status", "done"),
        ("series", ""),
        ("colour", "red"),
    ],
)
def test_value_that_cannot_be_is_refused_with_a_reason(admin_client, item, target, value):
    page = post(admin_client, item, answer(claim_of(item), "correct"), target=target, value=value)

    assert claim_of(item).state == "unchecked"
    assert page.context["panel"].error


def test_name_that_was_misread_leads_to_another_person(admin_client, item):
    person = Person.objects.get()

    post(admin_client, item, answer(claim_of(item, "person"), "correct"), target="name", value="Иван Лим")

    person.refresh_from_db()
    assert person.is_withdrawn
    assert [str(p) for p in Person.objects.standing()] == ["Иван Лим"]
    assert claim_of(item, "session").record.appearances.standing().get().person.name == "Иван Лим"

    post(admin_client, item, "undo")
    assert [str(p) for p in Person.objects.standing()] == ["Иван Ли"]
    assert claim_of(item, "session").record.appearances.standing().get().person.name == "Иван Ли"


def test_record_that_was_not_read_is_added_and_stays_when_the_report_is_read_again(admin_client, item):
    post(admin_client, item, "add", kind="project", value="порт в Омске", quote="Омске")
    read(item, version="2")

    claim = claim_of(item, "project")
    assert (claim.state, claim.record.name, claim.evidence.get().quote) == (
        "corrected",
        "порт в Омске",
        "Омске",
    )

    post(admin_client, item, "undo")
    assert claim_of(item, "project").state == "withdrawn"
    assert claim_of(item, "project").record.is_withdrawn


def test_record_that_is_there_is_not_added_twice(admin_client, item):
    page = post(admin_client, item, "add", kind="person", value="Иван Ли", quote="Иван Ли")

    assert item.claims.filter(kind="person").count() == 1
    assert page.context["panel"].error


def test_report_that_was_read_again_meanwhile_is_told_and_nothing_is_lost(admin_client, item):
    seen = claim_of(item)
    read(item, version="2", place="Омск")

    page = post(admin_client, item, answer(seen, "correct"), target="year", value="2026", quote="2026")

    assert claim_of(item).state == "unchecked"
    assert page.context["panel"].error
    assert page.context["panel"].typed["value"] == "2026"
    again = post(admin_client, item, answer(claim_of(item), "correct"), target="year", value="2026")
    assert claim_of(item).corrections == {"year": 2026}
    assert again.context["panel"] is None


def test_screen_is_told_that_what_it_shows_has_changed(admin_client, item):
    shown = admin_client.get(page_of(item)).context["shown"]
    state = reverse("admin:news_review_state", args=[item.pk], query={"shown": shown})
    assert admin_client.get(state).status_code == 204

    read(item, version="2", year=2025)

    assert page_of(item) in admin_client.get(state).content.decode()


def test_confirming_all_leaves_out_what_changed(admin_client, item):
    shown = [f"{claim.pk}:{claim.version}" for claim in item.claims.all()]
    read(item, version="2", year=2025)

    page = post(admin_client, item, "all", waiting=shown)

    assert claim_of(item).state == "unchecked"
    assert claim_of(item, "person").state == "confirmed"
    assert "2" in told(page)


def test_decision_on_what_is_no_longer_read_is_a_clear_message(admin_client, item):
    seen = claim_of(item, "person")
    store_findings(item, findings() | {"people": []}, version="2")

    page = post(admin_client, item, answer(seen, "confirm"))

    assert claim_of(item, "person").state == "withdrawn"
    assert str(seen) in told(page)


def test_decision_on_what_is_deleted_is_a_clear_message(admin_client, item):
    seen = claim_of(item, "person")
    claim_of(item, "person").delete()

    assert told(post(admin_client, item, answer(seen, "confirm")))


def test_second_of_two_curators_is_told_who_was_first(admin_client, item, django_user_model):
    seen = claim_of(item)
    confirm(claim_of(item), by=django_user_model.objects.create_user("anna"))

    page = post(admin_client, item, answer(seen, "reject"))

    assert claim_of(item).state == "confirmed"
    assert "anna" in told(page)


def test_decision_is_not_undone_under_a_later_one_of_somebody_else(admin_client, item, django_user_model):
    post(admin_client, item, answer(claim_of(item), "correct"), target="year", value="2026")
    anna = django_user_model.objects.create_user("anna", is_staff=True, is_superuser=True)
    admin_client.force_login(anna)
    post(admin_client, item, answer(claim_of(item), "correct"), target="year", value="2027")
    admin_client.force_login(django_user_model.objects.get(username="admin"))

    page = post(admin_client, item, "undo")

    assert claim_of(item).corrections == {"year": 2027}
    assert "anna" in told(page)


def test_open_report_is_held_for_five_minutes_and_left_out_of_the_queue_of_others(
    admin_client, item, django_user_model, admin_user
):
    other = read(ItemFactory(text=TEXT + " Ещё раз.", published_on=dt.date(2025, 11, 26)))
    admin_client.get(page_of(item))
    anna = django_user_model.objects.create_user("anna", is_staff=True, is_superuser=True)
    admin_client.force_login(anna)

    page = admin_client.get(page_of(item))
    following = admin_client.get(reverse("admin:news_review_next"))

    assert page.context["holder"].by == admin_user
    assert following.url == page_of(other)
    hold = Hold.objects.get(item=item)
    later = hold.expires_at + dt.timedelta(seconds=1)
    assert reviewing.hold(item, by=anna, now=later) is None
    assert Hold.objects.get(item=item).by == anna


def test_next_releases_the_report(admin_client, item):
    admin_client.get(page_of(item))

    post(admin_client, item, "next")

    assert not Hold.objects.exists()


def test_session_that_ran_out_keeps_what_was_typed(client, admin_user, item):
    client.force_login(admin_user)
    claim = claim_of(item)
    client.logout()

    answered = client.post(
        page_of(item),
        {"decision": answer(claim, "correct"), "target": "year", "value": "2026", "quote": "2026"},
    )
    client.force_login(admin_user)
    page = client.get(_following(answered.url))

    assert claim_of(item).state == "unchecked"
    assert (page.context["panel"].claim, page.context["panel"].typed["value"]) == (claim, "2026")


def _following(url):
    return parse_qs(urlsplit(url).query)["next"][0]


def test_draft_that_was_tampered_with_is_not_shown(admin_client, item):
    page = admin_client.get(page_of(item, draft="abc:def"))

    assert page.context["panel"] is None


def test_panel_alone_is_sent_to_scripts(admin_client, item):
    claim = claim_of(item)

    part = admin_client.get(
        page_of(item, correct=claim.pk, target="status"), headers={"hx-request": "true", "hx-target": "panel"}
    ).content.decode()

    assert "<html" not in part
    assert '<option value="held" selected>' in part


def test_desk_needs_the_permission(client, item, django_user_model):
    client.force_login(django_user_model.objects.create_user("visitor", is_staff=True))

    assert client.get(page_of(item)).status_code == 403
    assert client.post(page_of(item), {"decision": "undo"}).status_code == 403


def test_median_is_measured_from_opening_to_the_last_decision(admin_client, item, admin_user):
    opened = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
    for seconds in (10, 20, 60):
        Review.objects.create(
            item=item,
            by=admin_user,
            opened_at=opened,
            decided_at=opened + dt.timedelta(seconds=seconds),
            finished_at=opened + dt.timedelta(seconds=seconds),
        )

    assert reviewing.progress(by=admin_user, now=opened).median == dt.timedelta(seconds=20)


def test_rejected_content_stays_away_when_another_outlet_repeats_it_and_returns_when_undone(
    admin_client, item
):
    post(admin_client, item, answer(claim_of(item, "person"), "reject"))
    other = read(ItemFactory(text=TEXT + " Перепечатано."))
    assert claim_of(other, "person").state == "rejected"

    post(admin_client, item, "undo")

    assert claim_of(other, "person").state == "unchecked"
    assert Person.objects.standing().count() == 1
    assert Item.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_four_who_correct_what_they_saw_at_once_one_wins_and_three_are_told(django_user_model):
    item = read(ItemFactory(text=TEXT, published_on=dt.date(2025, 11, 25)))
    users = [django_user_model.objects.create_user(f"curator-{n}") for n in range(4)]
    seen = claim_of(item)
    barrier = threading.Barrier(4)
    outcomes = []

    def decide(user, year):
        try:
            barrier.wait(timeout=10)
            correct(Claim(pk=seen.pk), by=user, corrections={"year": year}, seen=seen.version)
            outcomes.append("decided")
        except DecisionError:
            outcomes.append("told")
        finally:
            connection.close()

    threads = [
        threading.Thread(target=decide, args=[user, 2030 + number]) for number, user in enumerate(users)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sorted(outcomes) == ["decided", "told", "told", "told"]
    assert Decision.objects.count() == 1
    assert Forum.objects.get().year == claim_of(item).corrections["year"]
