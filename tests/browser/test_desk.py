"""The entry desk in a real browser: by keyboard from paste to saved, and two people at once."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation, Draft, Entry, Member
from directory.models import Person
from events.models import Session
from investments.models import Project
from tests.desk.lists import PEOPLE, STYLES
from tests.desk.programmes import PROGRAMMES
from tests.desk.test_projects import LIST as PROJECTS
from tests.factories import (
    DelegationFactory,
    DraftFactory,
    ForumFactory,
    MemberFactory,
    OrganizationNameFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceNameFactory,
    PostFactory,
    ProgrammeDraftFactory,
    ProjectsDraftFactory,
    StaffFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KNOWN = 12
MOST_KEYS = 40


@pytest.fixture
def open_page(chromium, live_server):
    """Open a browser of its own for somebody, signed in."""
    contexts = []

    def opened(user):
        client = Client()
        client.force_login(user)
        context = chromium.new_context(base_url=live_server.url, viewport={"width": 1280, "height": 900})
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.complaints = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type == "error" else None)
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def known_people():
    """Twelve of the twenty are in the directory: ten with the same organization, two by their name alone."""
    bodies = {}
    for number, (family, given, _patronymic, title, body) in enumerate(PEOPLE[:KNOWN]):
        person = PersonFactory(name=f"{given} {family}", slug=f"known-{number}")
        PersonNameFactory(person=person)
        if body not in bodies:
            bodies[body] = OrganizationNameFactory(text=body, organization__name=body).organization
        if number >= 2:
            PostFactory(person=person, title=title, organization=bodies[body])


class Keys:
    """Presses keys and counts them; a pasted text is one press, as it is for a person."""

    def __init__(self, page):
        self.page = page
        self.count = 0

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def paste(self, text):
        self.page.keyboard.insert_text(text)
        self.count += 1


def settled(page):
    """The page has told the server what was typed."""
    page.locator("form[data-state=saved]").wait_for()


@pytest.mark.parametrize("style", STYLES)
def test_list_of_twenty_goes_in_by_keyboard(open_page, known_people, style):
    staff = StaffFactory()
    draft = DraftFactory(owner=staff, source_kind="letter", source_text="№ 15")
    page = open_page(staff)
    page.goto(draft.get_absolute_url())
    keys = Keys(page)

    keys.paste(STYLES[style]())  # the list has the focus
    keys.press("Control+Enter")
    page.locator(".desk-row").first.wait_for()
    assert page.locator(".desk-row").count() == 20
    assert page.locator(".desk-row[data-outcome=unclear]").count() == 2
    for number in range(1, 21):
        row = page.locator(".desk-row:focus")
        row.wait_for()
        assert row.get_attribute("data-row") == str(number)
        if row.get_attribute("data-outcome") == "unclear":
            keys.press("1")
        else:
            keys.press("Enter")
    settled(page)
    keys.press("Control+Enter")
    page.wait_for_url("**/desk/delegations/**")

    delegation = Delegation.objects.get()
    members = list(delegation.members.order_by("position").select_related("person"))
    assert len(members) == 20
    assert Person.objects.count() == 20
    assert [member.person.slug.startswith("known-") for member in members] == [True] * KNOWN + [False] * 8
    assert [member.role for member in members[-2:]] == ["press", "interpreter"]
    assert keys.count <= MOST_KEYS
    print(f"keys for a list of 20, {style}: {keys.count}")
    assert page.complaints == []


@pytest.mark.parametrize("style", PROGRAMMES)
def test_programme_goes_in_by_keyboard(open_page, style):
    """Four sessions with five appearances of four people, of whom one is known by the name alone."""
    known = PersonFactory(name="Татьяна Павлова")
    PersonNameFactory(person=known)
    draft = ProgrammeDraftFactory()
    page = open_page(draft.owner)
    page.goto(draft.get_absolute_url())
    keys = Keys(page)

    keys.paste(PROGRAMMES[style])
    keys.press("Control+Enter")
    page.locator(".desk-row").first.wait_for()
    assert page.locator(".desk-row").count() == 9
    page.locator(".desk-row:focus").wait_for()
    keys.press("u")  # the one that is unclear
    assert page.locator(".desk-row:focus").get_attribute("data-row") == "8"
    keys.press("1")
    keys.press(
        "ArrowUp", "ArrowUp", "ArrowUp", "e", "Tab", "Tab"
    )  # the session above it: when does it begin?
    page.keyboard.insert_text("12:15")
    settled(page)
    keys.press("Control+Enter")
    page.wait_for_url("**/desk/forums/**")

    assert [str(s.begins) for s in Session.objects.order_by("position")] == [
        "09:00:00", "10:00:00", "12:15:00", "10:00:00",
    ]  # fmt: skip
    assert Person.objects.count() == 4
    assert known.appearances.get().session.title == "Логистика"
    assert page.complaints == []


def test_projects_go_in_by_keyboard(open_page):
    draft = ProjectsDraftFactory()
    page = open_page(draft.owner)
    page.goto(draft.get_absolute_url())
    keys = Keys(page)

    keys.paste(PROJECTS)
    keys.press("Control+Enter")
    page.locator(".desk-row").first.wait_for()
    keys.press("Enter", "x")
    settled(page)
    keys.press("Control+Enter")
    page.wait_for_url("**/desk/forums/**")

    assert [project.name for project in Project.objects.all()] == ["Зерновой терминал"]
    assert page.complaints == []


def test_two_browsers_in_one_delegation_lose_nothing(open_page):
    member = MemberFactory(delegation=DelegationFactory(stated_size=12), post_as_printed="министр")
    address = reverse("delegations:desk-delegation", args=[member.delegation.slug])
    first, second = open_page(StaffFactory()), open_page(StaffFactory())
    first.goto(address)
    second.goto(address)

    for page, size, post in ((first, "14", "министр"), (second, "15", "министр туризма")):
        page.locator("#stated_size").fill(size)
        page.locator(f"[name=m{member.pk}-post_as_printed]").fill(post)
        page.locator("[name=source_kind]").select_option("call")
        page.locator("[name=source_text]").fill("из приёмной")
        page.locator("button[value=save]").click()

    conflict = second.locator(".conflict")
    conflict.wait_for()
    assert conflict.count() == 1
    assert "14" in conflict.text_content()
    assert second.locator(f"[name=m{member.pk}-post_as_printed]").input_value() == "министр туризма"
    second.locator("input[name=merge-stated_size][value=theirs]").check()
    second.locator("button[value=save]").click()
    second.locator(".conflict").wait_for(state="detached")

    member.refresh_from_db()
    member.delegation.refresh_from_db()
    assert (member.delegation.stated_size, member.post_as_printed) == (14, "министр туризма")


def test_two_browsers_in_one_draft_lose_nothing(open_page):
    draft = DraftFactory(text="1. Иванов Пётр – министр\n2. Петрова Анна – директор")
    first, second = open_page(draft.owner), open_page(StaffFactory())
    for page in (first, second):
        page.goto(draft.get_absolute_url())

    first.locator("[name=r1-title]").fill("министр туризма")
    settled(first)
    second.locator("[name=r2-title]").fill("инженер")
    settled(second)

    draft.refresh_from_db()
    assert [row["title"] for row in draft.rows] == ["министр туризма", "инженер"]


def test_what_is_typed_after_the_session_ended_comes_back(open_page):
    draft = DraftFactory(text="1. Иванов Пётр – министр")
    page = open_page(draft.owner)
    page.goto(draft.get_absolute_url())
    cookies = page.context.cookies()
    page.context.clear_cookies()

    page.locator("[name=r1-title]").fill("министр туризма")
    page.locator("#saved.is-broken").wait_for()
    page.goto("about:blank")
    page.context.add_cookies(cookies)
    page.goto(draft.get_absolute_url())
    settled(page)

    draft.refresh_from_db()
    assert draft.rows[0]["title"] == "министр туризма"


def test_what_is_typed_about_a_delegation_after_the_session_ended_comes_back(open_page):
    delegation = DelegationFactory(stated_size=12)
    page = open_page(StaffFactory())
    address = reverse("delegations:desk-delegation", args=[delegation.slug])
    page.goto(address)
    cookies = page.context.cookies()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    page.locator("#stated_size").fill("14")
    page.locator("[name=source_kind]").select_option("call")
    page.locator("[name=source_text]").fill("из приёмной")
    page.locator("button[value=save]").click()
    page.wait_for_url("**/login/**")
    page.context.add_cookies(cookies)
    page.goto(address)

    assert page.locator("#stated_size").input_value() == "14"
    assert page.locator("[name=source_text]").input_value() == "из приёмной"
    page.locator("button[value=save]").click()
    page.locator(".messages, [role=status]").first.wait_for()
    page.goto(address)
    delegation.refresh_from_db()
    assert delegation.stated_size == 14
    assert page.locator("[name=source_text]").input_value() == ""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_pages_of_the_desk_are_accessible_and_fit(open_page, width, scheme, known_people):
    draft = DraftFactory(text=STYLES["numbered"]())
    member = MemberFactory()
    page = open_page(draft.owner)
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    for address in (
        reverse("delegations:desk-home"),
        draft.get_absolute_url(),
        reverse("delegations:desk-delegation", args=[member.delegation.slug]),
        reverse("delegations:desk-arrangements", args=[member.delegation.slug]),
        reverse("delegations:desk-forum", args=[member.delegation.forum.pk]),
        reverse("delegations:desk-forum-add"),
        ProgrammeDraftFactory(owner=draft.owner, text=PROGRAMMES["lines"]).get_absolute_url(),
        ProjectsDraftFactory(owner=draft.owner, text=PROJECTS).get_absolute_url(),
    ):
        page.goto(address)

        found = Axe().run(page)

        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), address
        assert page.complaints == []


def test_new_delegation_is_begun_by_keyboard(open_page):
    forum = ForumFactory(year=2100, dates="2100-06", status="planned")
    PlaceNameFactory(text="Приозёрский край", place__name="Приозёрский край")
    staff = StaffFactory()
    page = open_page(staff)
    page.goto(reverse("delegations:desk-home"))
    page.locator("button[accesskey=n]").press("Enter")
    page.wait_for_url("**/desk/drafts/*/")

    page.locator("[name=forum_typed]").fill(str(forum))
    page.locator("[name=sender_typed]").fill("Приозёрского края")
    settled(page)
    page.locator("#meant strong").nth(1).wait_for()

    draft = Draft.objects.get()
    assert (draft.forum, str(draft.sender)) == (forum, "Приозёрский край")
    assert not Entry.objects.exists()
    assert not Member.objects.exists()
