"""Readers report errors: nothing typed is lost, the answer is found again, staff have a queue."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth import get_user_model
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from publishing import actions
from publishing.actions import TooManyReportsError, decide, receive, sender_of
from publishing.forms import path_of
from publishing.models import ErrorReport
from tests.factories import ForumFactory

pytestmark = pytest.mark.django_db

TEXT = "Форум прошёл в Харбине, а не в Сиане"


def send(client, **data):
    return client.post("/errors/report/", {"page": "/forums/x/6/", "text": TEXT, **data})


def test_page_leads_to_the_form_and_the_form_knows_the_page(client):
    forum = ForumFactory()
    path = forum.get_absolute_url()

    assert f'href="/errors/report/?page={path}"' in client.get(path).text
    assert (
        f'<input type="hidden" name="page" value="{path}">' in client.get(f"/errors/report/?page={path}").text
    )


def test_reporter_gets_an_address_and_sees_the_outcome_there(client):
    response = send(client, evidence="https://example.com/1")
    report = ErrorReport.objects.get()
    address = response.headers["Location"]

    received = client.get(address)
    decide(report, "applied", answer="Исправлено, спасибо.", by=get_user_model().objects.create_user("a"))
    decided = client.get(address).text

    assert report.secret in address
    assert len(report.secret) >= 32
    assert TEXT in received.text
    assert received.headers["Cache-Control"] == "private, no-store"
    assert received.headers["X-Robots-Tag"] == "noindex"
    assert "Исправлено, спасибо." in decided


def test_answer_is_in_the_language_that_was_reported_in(client):
    response = client.post("/zh/errors/report/", {"page": "/zh/", "text": TEXT})

    assert response.headers["Location"].startswith("/zh/errors/")
    assert ErrorReport.objects.get().language == "zh-hans"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"text": "", "evidence": "видел сам"}, "Напишите в нескольких словах, что неверно."),
        ({"text": "  \n ", "evidence": "видел сам"}, "Напишите в нескольких словах, что неверно."),
        ({"website": "https://spam.example", "evidence": "видел сам"}, "по нему отличают машины от людей"),
        ({"text": "ы" * 5001, "evidence": "видел сам"}, "5000"),
        ({"text": "a\0b", "evidence": "видел сам"}, "видел сам"),
    ],
)
def test_bad_report_is_not_stored_and_what_was_typed_stays(client, data, said):
    response = send(client, **data)

    assert response.status_code == 200
    assert said in response.text
    assert "видел сам" in response.text
    assert 'value="/forums/x/6/"' in response.text
    assert not ErrorReport.objects.exists()


def test_honeypot_is_hidden_from_people_until_it_is_filled(client):
    empty = client.get("/errors/report/").text
    filled = send(client, website="x").text

    assert empty.count("not-for-people") == 1
    assert 'tabindex="-1"' in empty
    assert "not-for-people" not in filled


def test_sixth_report_within_an_hour_waits_in_the_form(client):
    for _ in range(actions.MOST_OF_A_SENDER):
        assert send(client).status_code == 302

    response = send(client)
    elsewhere = client.post("/errors/report/", {"text": TEXT}, REMOTE_ADDR="203.0.113.9")
    ErrorReport.objects.update(received_at=timezone.now() - dt.timedelta(hours=1, minutes=1))
    later = send(client)

    assert "отправьте его ещё раз" in response.text
    assert TEXT in response.text
    assert elsewhere.status_code == 302
    assert later.status_code == 302


@pytest.mark.django_db(transaction=True)
def test_reports_at_once_do_not_slip_through_the_limit():
    def one(_number):
        try:
            receive(ErrorReport(path="/", text="x", sender="s"))
        except TooManyReportsError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(8) as pool:
        stored = sum(pool.map(one, range(16)))

    assert stored == ErrorReport.objects.count() == actions.MOST_OF_A_SENDER


def test_sender_is_no_address_and_a_household_is_one_sender(rf, settings):
    def sender(address, **headers):
        return sender_of(rf.get("/", REMOTE_ADDR=address, **headers))

    assert "203.0.113" not in sender("203.0.113.9")
    assert sender("203.0.113.9") != sender("203.0.113.10")
    assert sender("2001:db8::1") == sender("2001:db8::2") != sender("2001:db8:0:1::1")
    assert sender("203.0.113.9", HTTP_X_FORWARDED_FOR="1.1.1.1") == sender("203.0.113.9")
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert sender("10.0.0.1", HTTP_X_FORWARDED_FOR="1.1.1.1, 203.0.113.9") == sender("203.0.113.9")


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("/forums/x/6/", "/forums/x/6/"),
        ("/zh/search/?q=%D1%84", "/zh/search/?q=%D1%84"),
        ("//evil.example/", "/"),
        ("/\\evil.example/", "/"),
        ("https://evil.example/", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\nb", "/"),
        ("/" + "x" * 500, "/"),
        ("", "/"),
    ],
)
def test_page_is_one_of_this_site(text, path):
    assert path_of(text) == path


@pytest.mark.parametrize(
    "query", ["page=%00", "page=" + "x" * 10000, "page=//evil.example", "page=javascript:1"]
)
def test_hostile_address_gets_the_form(client, query):
    response = client.get(f"/errors/report/?{query}")

    assert '<input type="hidden" name="page" value="/">' in response.text


def test_nobody_finds_a_report_without_its_address(client):
    send(client)

    assert client.get(f"/errors/{ErrorReport.objects.get().uuid}/").status_code == 404
    assert TEXT not in client.get("/changes/").text


def test_staff_decide_in_the_admin_and_the_log_says_so(client):
    send(client)
    report = ErrorReport.objects.get()
    client.force_login(get_user_model().objects.create_superuser("curator"))
    page = f"/admin/publishing/errorreport/{report.pk}/change/"

    shown = client.get(page).text
    unanswered = client.post(page, {"state": "applied", "answer": ""})
    client.post(page, {"state": "applied", "answer": "Место исправлено."})

    assert 'href="/forums/x/6/"' in shown
    assert TEXT in shown
    assert unanswered.status_code == 200
    report.refresh_from_db()
    assert (report.state, report.answer, report.decided_by.username) == (
        "applied",
        "Место исправлено.",
        "curator",
    )
    assert "Место исправлено." in client.get("/changes/").text


def test_first_page_of_the_admin_says_how_many_wait(client):
    send(client)
    client.force_login(get_user_model().objects.create_superuser("curator"))

    assert "/admin/publishing/errorreport/?state__exact=received" in client.get("/admin/").text


def test_rejected_report_is_not_published(client):
    send(client)
    decide(
        ErrorReport.objects.get(), "rejected", answer="Верно.", by=get_user_model().objects.create_user("a")
    )

    assert "Верно." not in client.get("/changes/").text


@pytest.mark.parametrize(
    "fields", [{"state": "applied"}, {"answer": "x"}, {"state": "rejected", "answer": "x"}]
)
def test_decided_report_has_an_answer(fields):
    with pytest.raises(IntegrityError, match="decided_error_report_has_an_answer"), transaction.atomic():
        ErrorReport.objects.create(path="/", text="x", sender="s", **fields)


def test_report_says_what_is_wrong():
    with pytest.raises(IntegrityError, match="error_report_says_what_is_wrong"), transaction.atomic():
        ErrorReport.objects.create(path="/", text="", sender="s")
