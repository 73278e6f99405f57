"""Staff bring a report in: with scripts it appears by itself, without them a link looks again."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.urls import reverse

from news import intake
from news.models import Item

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXT = (
    "VI Российско-Китайский форум МСП прошёл в Сиане. Форум открыл губернатор Хабаровского края Иван Петров."
)


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, chromium, live_server, admin_client, monkeypatch):
    monkeypatch.setattr(intake, "enqueue", lambda item_id: None)
    context = chromium.new_context(
        base_url=live_server.url, java_script_enabled=request.param, viewport={"width": 360, "height": 700}
    )
    cookie = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.has_scripts = request.param
    page.complaints = []
    page.on(
        "console", lambda message: page.complaints.append(message.text) if message.type == "error" else None
    )
    yield page
    context.close()


def test_pasted_report_shows_what_was_read(page):
    page.goto(reverse("news:report-add"))
    page.locator("textarea").fill(TEXT)
    page.locator("main form button").click()
    page.wait_for_url("**/news/reports/*/")
    again = page.locator("#state a")
    assert again.count() == 1

    intake.read_item(Item.objects.get().pk)
    if not page.has_scripts:
        again.click()

    page.locator("#state .state-done").wait_for(timeout=10_000)
    assert page.locator("#state q").count() >= 2
    assert page.complaints == []


@pytest.mark.parametrize("page", [True], indirect=True, ids=["with scripts"])
@pytest.mark.parametrize("name", ["news:report-add", "news:report-list", "news:report-detail"])
def test_pages_of_staff_are_accessible_and_fit(page, name):
    item = intake.receive(b"").item
    page.goto(reverse(name, args=[item.pk] if name.endswith("detail") else []))

    found = Axe().run(page)

    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
