"""The histories in a real browser: maps, charts, tables, comparison, calendar and dossier."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from tests.factories import (
    AgreementPartyFactory,
    AppearanceFactory,
    ClaimFactory,
    DelegationFactory,
    ForumFactory,
    ForumSeriesFactory,
    ForumStatusFactory,
    InitiativePartyFactory,
    ItemFactory,
    MemberFactory,
    PersonFactory,
    PlaceFactory,
    PostFactory,
    PresentationFactory,
    ProjectFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def history():
    """A series with three editions on a map, one cancelled, one without a date; somebody who came to two of them."""
    series = ForumSeriesFactory(name="Российско-Китайский форум малого и среднего предпринимательства")
    xian = PlaceFactory(name="Сиань", country="CN", latitude="34.26", longitude="108.94")
    khabarovsk = PlaceFactory(name="Хабаровск", latitude="48.48", longitude="135.07")
    sender, person = (
        PlaceFactory(name="Хабаровский край", kind="territory"),
        PersonFactory(name="Сергей Орлов"),
    )
    then = PostFactory(
        person=person, title="министр инвестиционного развития", organization=None, place=sender
    )
    PostFactory(
        person=person,
        title="первый заместитель председателя",
        first_stated_on="2026-02-01",
        last_stated_on="2026-02-01",
    )
    project = ProjectFactory(name="зерновой терминал", amount_as_printed="4,5 млрд рублей")
    forums = []
    for number, year, place in ((5, 2024, khabarovsk), (6, 2025, xian)):
        forum = ForumFactory(
            series=series, number=number, year=year, dates=f"{year}-11-25/{year}-11-26", place=place
        )
        session = SessionFactory(forum=forum, dates=f"{year}-11-25", title="Порты и люди")
        AppearanceFactory(session=session, person=person, posts=[then])
        delegation = DelegationFactory(forum=forum, sending_place=sender, slug=f"kray-{number}")
        MemberFactory(delegation=delegation, person=person, role="head", posts=[then])
        PresentationFactory(forum=forum, session=session, presenter=person, project=project)
        AgreementPartyFactory(agreement__forum=forum, agreement__amount_as_printed="540 млн рублей")
        ForumStatusFactory(forum=forum)
        forums.append(forum)
    cancelled = ForumFactory(series=series, number=7, year=2026, status="cancelled", place=khabarovsk)
    ForumStatusFactory(forum=cancelled, status="cancelled", note="ремонт зала")
    coming = ForumFactory(series=series, number=9, year=None, status="proposed", place=None)
    InitiativePartyFactory(initiative__forum=coming, person=person)
    first = ItemFactory()
    for item in (first, ItemFactory(repeats=first), ItemFactory()):
        ClaimFactory(item=item, forum=forums[1], values={"place": "Сиань"}, evidence={"place": "Сиане"})
    ClaimFactory(
        kind="project",
        project=project,
        values={"amount": "VI форум"},
        evidence={"amount": "VI форум"},
    )
    return {
        "series": series,
        "forums": forums,
        "paths": [
            "/",
            series.get_absolute_url(),
            *(forum.get_absolute_url() for forum in [*forums, cancelled, coming]),
            delegation.get_absolute_url(),
            person.get_absolute_url(),
            sender.get_absolute_url(),
            xian.get_absolute_url(),
            project.get_absolute_url(),
            reverse("delegations:series-delegations", args=[series.slug]),
            reverse("investments:editions-compared", args=[series.slug, "5", "6"]),
            reverse("investments:editions-to-compare", args=[coming.series.slug]) + "?first=5&second=5",
            reverse("publishing:forum-dossier", args=[series.slug, "6"]),
            reverse("publishing:delegation-dossier", args=[delegation.slug]),
            reverse("events:calendar"),
            reverse("events:calendar-year", args=[2025]),
            reverse("events:calendar-month", args=[2025, 11]),
        ],
    }


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_histories_have_no_accessibility_violation_and_never_scroll_sideways(
    live_server, chromium, history, width, scheme
):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="ru-RU")
    troubles = []
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("console", lambda said: troubles.append(said.text) if "Security" in said.text else None)

    for path in history["paths"]:
        response = page.goto(live_server.url + path)
        page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
        troubles += [] if response.ok else [f"{path}: {response.status}"]
        troubles += [
            f"{path}: {violation['id']}: {node['html'][:200]}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            troubles.append(f"{path} scrolls sideways")
    page.close()

    assert troubles == []


def test_two_editions_are_chosen_by_keyboard_without_scripts(live_server, chromium, history):
    context = chromium.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    series = history["series"]
    page.goto(live_server.url + reverse("investments:editions-to-compare", args=[series.slug]))

    page.select_option("#first", "6")
    page.select_option("#second", "5")
    page.focus(".pick button")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/series/{series.slug}/compare/6/5/")
    heads = page.locator(".two-heads .h3").all_text_contents()
    context.close()

    assert [text.strip()[-4:] for text in heads] == ["2025", "2024"]


def test_dossier_on_paper_shows_addresses_and_no_navigation(live_server, chromium, history):
    page = chromium.new_page(locale="ru-RU")
    page.goto(live_server.url + reverse("publishing:forum-dossier", args=[history["series"].slug, "6"]))
    page.emulate_media(media="print")

    hidden = [page.locator(part).first.is_visible() for part in (".nav", ".actions", ".languages")]
    shown = page.locator(".printed-address").first.is_visible()
    page.close()

    assert hidden == [False, False, False]
    assert shown


def test_map_shows_land_and_each_place_within_the_frame(live_server, chromium, history):
    page = chromium.new_page(viewport={"width": 360, "height": 800}, locale="ru-RU")
    page.goto(live_server.url + history["series"].get_absolute_url())

    land = page.locator(".map-land").get_attribute("d")
    frame = page.locator(".map").bounding_box()
    names = [box.bounding_box() for box in page.locator(".map-name").all()]
    page.close()

    assert land.startswith("M")
    assert len(names) == 2
    assert all(
        frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] for box in names
    )


SERIES = "Российско-Китайский форум малого и среднего предпринимательства"
SIXTH = f"main >> text={SERIES} 2025"
# What an organizer asks, the links that are followed from the home page, and what the last page must say.
QUESTIONS = {
    "when and where was the VI forum": ([], "25–26 ноября 2025 г., Сиань"),
    "who headed a delegation": ([SIXTH], "глава Сергей Орлов"),
    "which projects did he present in which session": (
        [SIXTH, "main >> text=Сергей Орлов"],
        "Проект зерновой терминал · «Порты и люди»",
    ),
    "who proposed an edition": ([f"#upcoming ~ ul >> text={SERIES}"], "Предложил: Сергей Орлов"),
    "which delegations came twice": ([SIXTH, "text=Какие делегации приезжали снова"], "Хабаровский край"),
    "which editions have no date": ([SIXTH, f".kicker >> text={SERIES}"], "Дата не назначена"),
    "what was agreed": ([SIXTH], "540 млн рублей"),
    "who has another post today": (
        [SIXTH, "section[aria-labelledby=delegations] h3 >> text=Хабаровский край"],
        "1 участник сегодня в другой должности: Сергей Орлов",
    ),
    "the dossier to print": ([SIXTH, "text=Справка для печати"], "Раньше: V"),
}


def test_what_organizers_ask_is_answered_in_a_few_clicks(live_server, chromium, history):
    page = chromium.new_page(locale="ru-RU")
    unanswered = []
    for question, (links, answer) in QUESTIONS.items():
        page.goto(live_server.url)
        for link in links:
            page.locator(link).first.click()
        said = " ".join(page.locator("main").inner_text().split())
        if answer not in re.sub(r"(?<=[А-я»])[\d,]+ ", " ", said):
            unanswered.append(f"{question}: {page.url}: {said[:600]}")
    page.close()

    assert unanswered == []


def test_edition_goes_into_a_calendar_in_two_clicks(live_server, chromium, history):
    page = chromium.new_page(locale="ru-RU")
    page.goto(live_server.url)
    page.locator(SIXTH).first.click()

    with page.expect_download() as download:
        page.locator(".actions >> text=календарь").click()
    text = download.value.path().read_text()
    page.close()

    assert "DTSTART;VALUE=DATE:20251125" in text
