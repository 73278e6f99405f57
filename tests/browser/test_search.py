"""The box of the search in a real browser: suggestions by keyboard, and the plain form without scripts."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.factories import ForumFactory, PersonNameFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def person():
    PersonNameFactory(person__name="Сергей Титов")
    return PersonNameFactory(person__name="Сергей Абрамов").person


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_suggestion_is_chosen_by_keyboard(live_server, chromium, person, scheme):
    page = chromium.new_page(color_scheme=scheme, locale="ru-RU")
    page.goto(live_server.url + "/search/")

    page.locator("#q").press_sequentially("Абрам")
    page.wait_for_selector(".suggestion")
    page.keyboard.press("ArrowDown")
    active = page.locator("#q").get_attribute("aria-activedescendant")
    violations = Axe().run(page).response["violations"]
    page.keyboard.press("Enter")
    page.wait_for_url("**" + person.get_absolute_url())
    page.close()

    assert active == "suggestion-1"
    assert violations == []


def test_escape_closes_the_suggestions_and_enter_searches(live_server, chromium, person):
    page = chromium.new_page(locale="ru-RU")
    page.goto(live_server.url + "/search/")

    page.locator("#q").press_sequentially("Сергей")
    page.wait_for_selector(".suggestion")
    page.keyboard.press("Escape")
    is_open = page.locator("#q").get_attribute("aria-expanded")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=*")
    found = page.locator("#found-person + ul li").count()
    page.close()

    assert is_open == "false"
    assert found == 2


def test_search_works_without_scripts(live_server, chromium, person):
    context = chromium.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto(live_server.url + "/search/")

    page.fill("#q", "Абрамовым")
    page.click("main form button")
    page.wait_for_url("**/search/?q=*")
    reason = page.locator("#found-person + ul .reason").inner_text()
    context.close()

    assert reason == "другая форма слова"


def test_facet_keeps_the_focus_and_its_new_counts(live_server, chromium):
    ForumFactory(year=2025, status="held")
    ForumFactory(year=2024, status="planned")
    page = chromium.new_page(locale="ru-RU")
    page.goto(live_server.url + "/forums/")

    page.focus("#f-year")
    page.select_option("#f-year", "2025")
    page.wait_for_url("**/forums/?year=2025")
    page.wait_for_function("document.querySelectorAll('#results .edition').length === 1")
    focused = page.evaluate("document.activeElement.id")
    statuses = page.locator("#f-status option").all_inner_texts()
    announced = page.locator("#found").inner_text()
    page.close()

    assert focused == "f-year"
    assert [text for text in statuses if "(" in text] == ["прошёл (1)"]
    assert announced == "1 запись"
