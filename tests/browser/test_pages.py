"""The pages in a real browser: accessible, at home on narrow screens, usable by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse

from directory.models import Person
from news.models import Claim
from publishing.models import ErrorReport
from tests.factories import (
    AgreementPartyFactory,
    AppearanceFactory,
    ClaimFactory,
    ConflictFactory,
    ForumFactory,
    ForumStatusFactory,
    InitiativePartyFactory,
    MemberFactory,
    PersonFactory,
    PostFactory,
    PresentationFactory,
    SessionFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

LISTS = [
    "events:series-list",
    "events:forum-list",
    "events:session-list",
    "events:initiative-list",
    "delegations:delegation-list",
    "directory:person-list",
    "directory:organization-list",
    "directory:place-list",
    "investments:project-list",
    "investments:agreement-list",
    "news:item-list",
    "investments:map",
    "investments:map-of-projects",
    "investments:map-of-delegations",
]


def taken_away(claim):
    """The log with a rejected claim and a withdrawn record in it, a citation, an error report before and after."""
    Person.objects.filter(pk=PersonFactory().pk).update(withdrawn_at="2025-11-25T00:00Z")
    other = ClaimFactory(values={"place": "Сиань"}, forum=claim.forum)
    Claim.objects.filter(pk=other.pk).update(
        state="rejected", decided_at="2025-11-25T00:00Z", reason="это другой форум"
    )
    report = ErrorReport.objects.create(
        path="/",
        text="Не там\nи не тогда",
        sender="x",
        state="applied",
        answer="Да",
        decided_at="2025-11-25T00:00Z",
    )
    return [
        "/changes/",
        "/errors/report/?page=/forums/",
        report.get_absolute_url(),
        f"/quotes/{claim.evidence.first().pk}/citation/",
    ]


@pytest.fixture
def site():
    """One record of each kind, and a claim in conflict."""
    person = PersonFactory(name="Сергей Орлов")
    post = PostFactory(person=person, title="первый заместитель председателя")
    forum = ForumFactory(
        number=6,
        series__name="Российско-Китайский форум малого и среднего предпринимательства",
        place__latitude="34.26",
        place__longitude="108.94",
    )
    session = SessionFactory(forum=forum, title="Перспективы сотрудничества в сфере строительных инвестиций")
    AppearanceFactory(session=session, person=person, posts=[post])
    ForumStatusFactory(forum=forum)
    ForumFactory(series=forum.series, number=8, year=None, place=None, status="proposed")
    member = MemberFactory(delegation__forum=forum, person=person, role="head", posts=[post])
    claim = ClaimFactory(
        forum=forum,
        values={"place": "Сиань", "series": "форум портов", "year": 2024},
        evidence={"place": "Сиане", "series": "форум портов", "year": "VI форум"},
    )
    ConflictFactory(claim=claim)
    withdrawn = ForumFactory(withdrawn_at="2025-11-25T00:00Z")
    records = [
        forum.series,
        forum,
        session,
        member.delegation,
        person,
        post.organization,
        forum.place,
        PresentationFactory(forum=forum, session=session, presenter=person).project,
        AgreementPartyFactory(agreement__forum=forum).agreement,
        InitiativePartyFactory(initiative__forum=forum).initiative,
        claim.item,
        withdrawn,
    ]
    in_other_languages = ["/", "/forums/", forum.get_absolute_url(), person.get_absolute_url()]
    in_other_languages += [claim.item.get_absolute_url(), "/changes/", "/errors/report/"]
    return {
        "forum": forum,
        "item": claim.item,
        "paths": [
            "/",
            "/search/",
            "/search/?q=форум",
            "/search/?q=ничего",
            "/nothing/",
            "/forums/?year=2025&status=planned&colour=red",
            *map(reverse, LISTS),
            *(record.get_absolute_url() for record in records),
            *taken_away(claim),
            *(f"/{language}{path}" for language in ("zh", "en") for path in in_other_languages),
        ],
    }


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_have_no_accessibility_violation_and_never_scroll_sideways(
    live_server, chromium, site, width, scheme
):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme, locale="ru-RU")
    troubles = []
    page.on("pageerror", lambda error: troubles.append(f"script: {error}"))
    page.on("console", lambda said: troubles.append(f"{said.text}") if "Security" in said.text else None)

    for path in site["paths"]:
        page.goto(live_server.url + path)
        troubles += [
            f"{path}: {violation['id']}: {node['html'][:200]}"
            for violation in Axe().run(page).response["violations"]
            for node in violation["nodes"]
        ]
        if page.evaluate("document.documentElement.scrollWidth") > width:
            troubles.append(f"{path} scrolls sideways")
    page.close()

    assert troubles == []


@pytest.mark.parametrize("width", [360, 1280])
def test_quote_opens_and_closes_by_keyboard_and_leads_to_the_text(live_server, chromium, site, width):
    page = chromium.new_page(viewport={"width": width, "height": 800}, locale="ru-RU")
    page.goto(live_server.url + site["forum"].get_absolute_url())
    mark = page.locator("dd button.cite").last

    while not mark.evaluate("node => node === document.activeElement"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    popover = page.locator(".popover:popover-open")
    shown = popover.bounding_box()
    violations = Axe().run(page).response["violations"]
    page.keyboard.press("Escape")
    closed = popover.count() == 0
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/news/**")
    marked = page.locator(".quote-shown").count()
    page.close()

    assert shown["x"] >= 0
    assert shown["x"] + shown["width"] <= width
    assert violations == []
    assert closed
    assert marked


def test_skip_link_is_the_first_stop(live_server, chromium, site):
    page = chromium.new_page()
    page.goto(live_server.url + "/forums/")

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    target = page.evaluate("document.activeElement.id")
    page.close()

    assert focused == "skip"
    assert target == "main"


def test_facet_changes_the_list_without_a_reload(live_server, chromium, site):
    page = chromium.new_page(locale="ru-RU")
    page.goto(live_server.url + "/forums/")
    page.evaluate("window.stayed = true")

    page.select_option("select[name=status]", "proposed")
    page.wait_for_url("**status=proposed*")
    page.wait_for_function("document.querySelectorAll('#results .edition').length === 1")
    stayed = page.evaluate("window.stayed")
    page.close()

    assert stayed


def test_facets_work_without_scripts(live_server, chromium, site):
    context = chromium.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto(live_server.url + "/forums/")

    page.select_option("select[name=status]", "proposed")
    page.click(".facets button")
    page.wait_for_url("**status=proposed*")
    listed = page.locator("#results .edition").count()
    context.close()

    assert listed == 1


def test_refused_error_report_is_accessible_and_keeps_what_was_typed(live_server, chromium, site):
    page = chromium.new_page(viewport={"width": 360, "height": 800}, locale="ru-RU")
    page.goto(live_server.url + "/errors/report/?page=/forums/")

    page.fill("#id_evidence", "видел сам")
    page.click("main form button")
    page.wait_for_selector(".errors")
    typed = page.input_value("#id_evidence")
    described = page.get_attribute("#id_text", "aria-describedby")
    said = page.text_content(f"#{described.split()[-1]}")
    violations = Axe().run(page).response["violations"]
    page.close()

    assert typed == "видел сам"
    assert "что неверно" in said
    assert violations == []


def test_the_map_leads_to_lists_by_mouse_and_the_table_by_keyboard(live_server, chromium, site):
    context = chromium.new_context(java_script_enabled=False, locale="ru-RU")
    page = context.new_page()
    page.goto(live_server.url + "/map/")
    mark = page.locator("svg.map a").first
    address = mark.get_attribute("href")

    stops = []
    for _ in range(60):
        page.keyboard.press("Tab")
        stops.append(
            page.evaluate(
                "document.activeElement.closest('svg') ? 'map' : document.activeElement.getAttribute('href')"
            )
        )
    mark.click()
    page.wait_for_url(f"**{address}")
    listed = page.locator("#results .edition").count()
    context.close()

    assert "map" not in stops
    assert address in stops
    assert listed
