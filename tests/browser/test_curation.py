"""Reports are curated from start to end by keyboard only, and a second ingest changes nothing that a person decided."""

import contextlib
import time
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Error

from directory.models import Act, Organization, Pair, Person, RowChange
from extraction.report_file import read_report
from news import intake
from news.actions import apply_claims, store_findings
from news.decisions import confirm
from news.models import BatchConfirmation, Claim, Conflict, Item, Rereading, RereadItem, WaitingItem
from tests.factories import ConflictFactory, ItemFactory, PersonFactory
from tests.news.test_identity import everything

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SAMPLES = Path(__file__).parents[2] / "samples"
KHABAROVSK = "2025-11-25-sian-vi-forum-msp.txt"
OTHERS = [
    "2024-10-18-vladivostok-v-forum-msp.txt",
    "2025-11-26-sian-itogi.txt",
    "2026-06-26-amur-bridge-forum.txt",
]


def ingest(name):
    filed = read_report((SAMPLES / name).read_text("utf-8"))
    text = filed.text
    item = Item.objects.filter(text=text).first() or ItemFactory(
        text=text,
        title=text.partition("\n")[0],
        published_on=filed.published_on,
        source__name=f"Источник {name}",
    )
    report = intake.read_text(item, "ru", None)
    store_findings(item, report, version="1")
    apply_claims(item)
    return item


@pytest.fixture
def curator(chromium, live_server, admin_client):
    """A page of a curator who is signed in; `complaints` of the browser, and how many keys were pressed."""
    context = chromium.new_context(
        base_url=live_server.url, viewport={"width": 1280, "height": 800}, locale="ru-RU"
    )
    cookie = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.complaints = []
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("console", lambda said: page.complaints.append(said.text) if said.type == "error" else None)
    yield page
    context.close()


def until(page, condition):
    """Wait for a condition in the page; the site allows no script to be evaluated in it, so the browser is asked again."""
    for _ in range(300):
        with contextlib.suppress(Error):  # while one page gives way to the next
            if page.evaluate(condition):
                return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {condition}; {page.complaints}")


def press(page, key):
    """One key, and whatever the server answers to it."""
    page.keyboard.press(key)
    page.wait_for_timeout(20)
    until(page, "!document.querySelector('.htmx-request')")


def current(page):
    return int(page.locator(".card.current").get_attribute("data-claim"))


def open_report(page, item):
    page.goto(reverse("admin:news_review", args=[item.pk]))
    until(page, "document.activeElement.closest('.card')")


def test_khabarovsk_report_is_checked_record_by_record_within_twenty_five_keys(curator):
    item = ingest(KHABAROVSK)
    open_report(curator, item)
    count = item.claims.undecided().count()
    started = time.monotonic()
    keys = 0

    while item.claims.undecided().exists():
        press(curator, "y")
        keys += 1
        assert keys <= 25

    seconds = time.monotonic() - started
    print(f"\n{count} records, {keys} keys one by one, {seconds:.1f} s of the machine")
    assert keys == count
    assert set(item.claims.values_list("state", flat=True)) == {"confirmed"}
    assert curator.locator("#all-decided").is_visible()
    assert curator.complaints == []


def test_four_reports_are_curated_by_keyboard_only_and_a_second_ingest_changes_nothing(curator):
    reports = [ingest(name) for name in [KHABAROVSK, *OTHERS]]
    curator.goto(reverse("admin:index"))

    # From the first page to the most urgent report: the link is focused and followed.
    curator.locator("#review-next").focus()
    curator.keyboard.press("Enter")
    curator.wait_for_url("**/review/**")
    first = Item.objects.get(pk=curator.url.split("/review/")[0].rsplit("/", 1)[1])
    assert first in reports

    # The first report: a record confirmed, undone and confirmed again; a value corrected with its words; one rejected.
    press(curator, "y")
    press(curator, "u")
    assert not first.claims.exclude(state="unchecked").exists()
    press(curator, "y")
    press(curator, "ArrowDown")
    press(curator, "e")
    curator.locator("#panel form").wait_for()
    curator.keyboard.press("Escape")
    press(curator, "n")
    until(curator, "document.activeElement.id === 'p-reason'")
    curator.keyboard.type("Другое событие")
    press(curator, "Enter")
    assert first.claims.get(state="rejected").reason == "Другое событие"
    press(curator, "a")
    assert not first.claims.undecided().exists()

    # The others: a value corrected by keys alone, the rest confirmed, on to the next.
    seen = {first.pk}
    while len(seen) < len(reports):
        before = curator.url
        press(curator, "s")
        until(
            curator,
            f"location.pathname !== new URL('{before}').pathname && document.querySelector('.current')",
        )
        item = Item.objects.get(pk=curator.url.split("/review/")[0].rsplit("/", 1)[1])
        assert item.pk not in seen
        seen.add(item.pk)
        if len(seen) == 2:
            correct_year(curator, item)
        press(curator, "a")
        assert not item.claims.undecided().exists()
    press(curator, "s")
    curator.wait_for_url("**/waitingitem/")

    assert not WaitingItem.objects.exists()
    merge_wrongly_and_undo(curator)
    assert curator.complaints == []

    decided = everything()
    for name in [KHABAROVSK, *OTHERS]:
        ingest(name)
    assert everything() == decided


def merge_wrongly_and_undo(page):
    """Two people of the reports are judged to be one, by keyboard; the merge is undone, and each table is as it was."""
    one, other = Person.objects.standing().filter(posts__isnull=False).distinct().order_by("pk")[:2]
    pair = Pair.objects.create(kind="person", one=one.pk, other=other.pk, score=0.5, reasons=["similar_name"])
    before = everything()
    page.goto(reverse("admin:directory_pair_changelist"))

    follow(page, f"a[href*='/pair/{pair.pk}/change/']", to="**/change/")
    follow(page, f"button[value='keep-{one.pk}']", to="**/change/")
    other.refresh_from_db()
    assert other.is_withdrawn
    assert everything() != before
    follow(page, "#content a[href*='/act/']", to="**/act/**")
    follow(page, "form.decisions button", to="**/act/**")
    page.locator(".messagelist .success").wait_for()

    assert everything() == before


def follow(page, selector, *, to):
    """Tab to a link or a button, as somebody without a mouse does, and press it."""
    page.locator(selector).first.wait_for()
    for _ in range(150):
        if page.evaluate(f"document.activeElement.matches(`{selector}`)"):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(f"no way by Tab to {selector}")
    with page.expect_navigation(url=to):
        page.keyboard.press("Enter")


def correct_year(page, item):
    """“Another value” of the current record: its year, with words of the report as the quote."""
    claim = Claim.objects.get(pk=current(page))
    words = item.text.split()[0]
    page.locator(f"#claim-{claim.pk} [data-value]").focus()
    page.keyboard.press("Enter")
    page.locator("#p-target").wait_for()
    page.locator("#p-target").focus()
    page.select_option("#p-target", "year")
    until(page, "document.activeElement.id === 'p-value'")
    page.keyboard.press("Control+a")
    page.keyboard.type("2031")
    page.keyboard.press("Tab")
    page.keyboard.type(words)
    press(page, "Enter")
    claim.refresh_from_db()
    assert claim.corrections == {"year": 2031}
    assert claim.evidence.get(field="year").quote == words


def test_value_and_quote_point_at_each_other_and_selected_words_become_a_value(curator):
    item = ingest(KHABAROVSK)
    open_report(curator, item)

    curator.keyboard.press("ArrowDown")
    assert curator.locator(".passage.pointed").count() >= 1
    curator.keyboard.press("t")
    assert curator.evaluate("document.activeElement.className").startswith("passage")
    assert curator.locator(".line.pointed").count() >= 1

    curator.evaluate(
        """() => {
            const walker = document.createTreeWalker(document.querySelector("#text"), NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const at = node.data.indexOf("анимацию");
                if (at < 0) continue;
                getSelection().setBaseAndExtent(node, at, node, at + 8);
                return;
            }
        }"""
    )
    curator.locator("#selected").wait_for()
    curator.locator(".card").first.focus()
    curator.keyboard.press("i")
    curator.locator("#p-kind").wait_for()
    until(curator, "document.querySelector('#p-quote').value === 'анимацию'")
    curator.select_option("#p-kind", "project")
    curator.locator("#p-value").focus()
    press(curator, "Enter")

    claim = item.claims.get(state="corrected")
    assert (claim.kind, claim.evidence.get().quote) == ("project", "анимацию")
    assert claim.evidence.get().start == item.text.index("анимацию")


def test_report_read_again_while_it_is_open_is_told_on_the_screen(curator):
    item = ingest(KHABAROVSK)
    open_report(curator, item)
    item.claims.filter(kind="person").update(rule="another")

    curator.evaluate("htmx.trigger('#watch', 'htmx:load')")
    curator.evaluate(
        "htmx.ajax('GET', document.querySelector('#watch').getAttribute('hx-get'), {target: '#watch'})"
    )

    curator.locator("#watch a").wait_for()


def test_reason_typed_before_the_session_ran_out_comes_back(curator):
    one, other = PersonFactory(name="Сергей Абрамов"), PersonFactory(name="Сергей Абрамов")
    pair = Pair.objects.create(kind="person", one=one.pk, other=other.pk, score=0.5, reasons=["similar_name"])
    address = reverse("admin:directory_pair_change", args=[pair.pk])
    curator.goto(address)
    curator.fill("#reason", "Разные отчества")
    cookies = curator.context.cookies()
    curator.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    curator.click("button[value='different']")
    curator.locator("#id_username").wait_for()
    curator.context.add_cookies(cookies)

    curator.goto(address)

    assert curator.input_value("#reason") == "Разные отчества"
    curator.locator("form[data-kept] [role=status]").wait_for()
    curator.click("button[value='different']")
    curator.locator(".messagelist .success").wait_for()
    pair.refresh_from_db()
    assert pair.reason == "Разные отчества"
    curator.goto(address)
    assert not curator.locator("form[data-kept] [role=status]").count()


def test_keys_are_shown_and_can_be_switched_off(curator):
    item = ingest(KHABAROVSK)
    open_report(curator, item)

    curator.keyboard.press("?")
    assert curator.locator("#keys").is_visible()
    curator.locator("#keys-on").focus()
    curator.keyboard.press("Space")
    curator.keyboard.press("Escape")
    curator.locator(".card").first.focus()
    curator.keyboard.press("a")
    curator.wait_for_timeout(300)

    assert item.claims.undecided().count() == item.claims.count()


def test_review_works_without_scripts(chromium, live_server, admin_client):
    item = ingest(KHABAROVSK)
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="ru-RU")
    cookie = admin_client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}])
    page = context.new_page()
    page.goto(reverse("admin:news_review", args=[item.pk]))
    claim = item.claims.filter(kind="forum").first()

    page.locator(f"#claim-{claim.pk} a.correct").first.click()
    page.fill("#p-value", "Форум соседей")
    page.locator(".panel button").first.click()
    page.locator("button[value=all]").click()
    context.close()

    assert not item.claims.undecided().exists()
    claim.refresh_from_db()
    assert claim.stated["series"] == "Форум соседей"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_of_curators_are_accessible(curator, scheme):
    item = ingest(KHABAROVSK)
    curator.emulate_media(color_scheme=scheme)
    person, other = Person.objects.order_by("pk")[:2]
    pair = Pair.objects.create(
        kind="person", one=person.pk, other=other.pk, score=0.5, reasons=["similar_name"]
    )
    Person.objects.filter(pk=person.pk).update(name="Другое имя")
    forum_claim = item.claims.filter(kind="forum").first()
    confirm(forum_claim, by=get_user_model().objects.get(username="admin"))
    act = Act.objects.latest("pk")
    conflict = ConflictFactory(claim=forum_claim)
    rereading = Rereading.objects.create(cause="Правило", version="9", state="ready", asked_by=act.by)
    RereadItem.objects.create(
        rereading=rereading,
        item=item,
        report={},
        changes=[
            {
                "what": "changed",
                "kind": "forum",
                "heading": "Форум",
                "fields": [{"field": "year", "before": 2024, "after": 2025}],
            }
        ],
    )
    batch = BatchConfirmation.objects.create(
        kind="person", rule="r", least_confidence=0.5, sample=[forum_claim.pk], asked_by=act.by
    )
    review = reverse("admin:news_review", args=[item.pk])
    pages = [
        reverse("admin:index"),
        reverse("admin:news_waitingitem_changelist"),
        review,
        f"{review}?correct={conflict.claim_id}&target=year",
        f"{review}?reject={conflict.claim_id}",
        f"{review}?add=1",
        reverse("admin:news_conflict_change", args=[conflict.pk]),
        reverse("admin:news_claim_change", args=[conflict.claim_id]),
        reverse("admin:news_quality"),
        *(
            reverse(f"admin:{name}_changelist")
            for name in (
                "news_claim",
                "news_conflict",
                "news_item",
                "news_source",
                "news_batchconfirmation",
                "news_taughtterm",
                "news_rereading",
                "events_forum",
                "directory_person",
            )
        ),
        reverse("admin:news_source_change", args=[item.source_id]),
        reverse("admin:news_item_change", args=[item.pk]),
        reverse("admin:news_taughtterm_add"),
        reverse("admin:events_forum_change", args=[conflict.claim.forum_id]),
        reverse("admin:directory_person_change", args=[person.pk]),
        reverse("admin:directory_person_history", args=[person.pk]),
        reverse("admin:directory_pair_changelist"),
        reverse("admin:directory_pair_change", args=[pair.pk]),
        reverse("admin:directory_pair_split", args=["person", person.pk]),
        reverse("admin:directory_pair_split", args=["organization", Organization.objects.first().pk]),
        reverse("admin:directory_act_changelist"),
        reverse("admin:directory_act_change", args=[act.pk]),
        reverse("admin:directory_rowchange_changelist"),
        reverse("admin:directory_rowchange_change", args=[RowChange.objects.latest("pk").pk]),
        reverse("admin:news_rereading_change", args=[rereading.pk]),
        reverse("admin:news_batchconfirmation_change", args=[batch.pk]),
        f"{person.get_absolute_url()}?as_of=2025-11-30&known_on=2026-01-01",
        f"{conflict.claim.forum.get_absolute_url()}?as_of=скоро&known_on=2999-01-01",
    ]
    troubles = []

    for path in pages:
        curator.goto(path)
        troubles += [
            f"{path}: {violation['id']}: {node['html'][:160]}"
            for violation in Axe().run(curator).response["violations"]
            for node in violation["nodes"]
        ]
        if curator.evaluate("document.documentElement.scrollWidth") > 1280:
            troubles.append(f"{path} scrolls sideways")

    assert Conflict.objects.count() >= 1
    assert troubles == [], "\n".join(troubles)
