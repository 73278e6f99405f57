"""Three languages: chosen in the address or by the browser, names and dates in the reader's, at no extra query."""

import re
from decimal import Decimal

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils.translation import override

from directory.addresses import keep_former_address
from directory.edtf import in_words
from directory.languages import in_language, money, ordinal, without_prefix
from directory.models import Place, PlaceName
from directory.templatetags.records import amount, day, link, named
from publishing.tables import TABLES
from tests.factories import (
    DelegationFactory,
    ForumFactory,
    OrganizationFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceFactory,
    PlaceNameFactory,
    ProjectFactory,
    SeriesNameFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

LIST_QUERIES = 5  # as many as in Russian: tests/pages/test_lists.py


# Addresses


@pytest.mark.parametrize(
    ("path", "language"), [("/forums/", "ru"), ("/zh/forums/", "zh-hans"), ("/en/forums/", "en")]
)
def test_address_says_the_language_whatever_the_browser_prefers(client, path, language):
    response = client.get(path, headers={"accept-language": "de, en;q=0.8"})

    assert response.headers["Content-Language"] == language
    assert f'<html lang="{language}">' in response.text


@pytest.mark.parametrize(
    ("preference", "address"),
    [
        ("en-GB,en;q=0.9,ru;q=0.5", "/en/?x=1"),
        ("zh-CN,zh;q=0.9", "/zh/?x=1"),
        ("zh-TW", "/zh/?x=1"),
    ],
)
def test_first_page_follows_the_browser(client, preference, address):
    response = client.get("/?x=1", headers={"accept-language": preference})

    assert response.status_code == 302
    assert response.headers["Location"] == address
    assert {"Accept-Language", "Cookie"} <= set(response.headers["Vary"].split(", "))


@pytest.mark.parametrize("preference", ["ru-RU,ru;q=0.9,en;q=0.8", "", "de", "*", "\0;q=x"])
def test_first_page_is_russian_for_everybody_else(client, preference):
    assert client.get("/", headers={"accept-language": preference}).status_code == 200


def test_chosen_language_is_remembered(client):
    english = {"accept-language": "en"}

    chosen = client.get("/ru/forums/?year=2025", headers=english)

    assert chosen.headers["Location"] == "/forums/?year=2025"
    assert client.get("/", headers=english).status_code == 200
    client.get("/zh/forums/")
    assert client.get("/", headers=english).headers["Location"] == "/zh/"


def test_choice_never_leads_to_another_site(client):
    assert client.get("/ru//evil.example/").headers["Location"] == "/evil.example/"
    assert client.get("/ru///evil.example/x").headers["Location"] == "/evil.example/x"


def test_page_that_needs_no_choice_sets_no_cookie(client):
    assert settings.LANGUAGE_COOKIE_NAME not in client.get("/forums/").cookies
    client.get("/en/forums/")
    assert settings.LANGUAGE_COOKIE_NAME not in client.get("/en/people/").cookies


def test_switcher_and_alternates_keep_page_and_filters(client):
    ForumFactory(year=2025)

    text = client.get("/en/forums/?year=2025&status=held").text

    assert 'href="/zh/forums/?year=2025&amp;status=held"' in text
    assert 'href="/ru/forums/?year=2025&amp;status=held"' in text
    for code, path in [("ru", "/forums/"), ("zh-hans", "/zh/forums/"), ("en", "/en/forums/")]:
        address = f"http://testserver{path}?year=2025&amp;status=held"
        assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in text
    assert 'hreflang="x-default" href="http://testserver/forums/?year=2025&amp;status=held"' in text


def test_links_stay_in_the_language(client):
    forum = ForumFactory()

    text = client.get("/zh/forums/").text

    assert f'href="/zh/forums/{forum.series.slug}/{forum.slug}/"' in text
    assert f'href="/forums/{forum.series.slug}/{forum.slug}/"' not in text


def test_former_address_leads_on_in_each_language(client):
    with override("en"):
        keep_former_address(old="/en/people/old/", new="/en/people/new/")

    assert client.get("/people/old/").headers["Location"] == "/people/new/"
    assert client.get("/zh/people/old/?q=1").headers["Location"] == "/zh/people/new/?q=1"


@pytest.mark.parametrize("path", ["/zh/nothing/", "/en/", "/zh-hans/forums/", "/en-us/", "/fr/", "/ru"])
def test_odd_addresses_get_a_page(client, path):
    assert client.get(path).status_code in (200, 301, 302, 404)


def test_prefix_is_taken_off_and_put_on():
    assert without_prefix("/en/forums/") == "/forums/"
    assert without_prefix("/energy/") == "/energy/"
    assert in_language("/zh/forums/", "en") == "/en/forums/"
    assert in_language("/zh/", "ru") == "/"


# Numbers and dates


@pytest.mark.parametrize(
    ("number", "russian", "chinese", "english"),
    [
        (1, "I", "第一届", "1st"),
        (2, "II", "第二届", "2nd"),
        (6, "VI", "第六届", "6th"),
        (10, "X", "第十届", "10th"),
        (11, "XI", "第十一届", "11th"),
        (23, "XXIII", "第二十三届", "23rd"),
        (40, "XL", "第四十届", "40th"),
        (112, "CXII", "第112届", "112th"),
    ],
)
def test_ordinals(number, russian, chinese, english):
    assert [ordinal(number, code) for code in ("ru", "zh", "en")] == [russian, chinese, english]


@pytest.mark.parametrize(
    ("text", "russian", "chinese", "english"),
    [
        ("2025", "2025", "2025年", "2025"),
        ("2025-06", "июнь 2025\u202fг.", "2025年6月", "June 2025"),
        ("2025-06-08/2025-06-09", "8–9 июня 2025\u202fг.", "2025年6月8–9日", "June 8–9, 2025"),
        ("2026-23", "осень 2026 года", "2026年秋季", "autumn 2026"),
        ("2025~", "около 2025", "约2025年", "about 2025"),
        ("2025-06?", "возможно, июнь 2025\u202fг.", "可能为2025年6月", "perhaps June 2025"),
        ("201X", "2010-е годы", "2010年代", "the 2010s"),
        ("2025-XX", "2025", "2025年", "2025"),
        ("2026/..", "с 2026", "自2026年起", "from 2026"),
    ],
)
def test_imprecise_dates_in_words(text, russian, chinese, english):
    said = []
    for code in ("ru", "zh-hans", "en"):
        with override(code):
            said.append(in_words(text))

    assert said == [russian, chinese, english]


def test_day_in_words():
    with override("zh-hans"):
        assert day(Place(created_at=None).created_at) == ""
        assert "年" in in_words("2025-11-25")


@pytest.mark.parametrize(
    ("language", "whole", "broken"),
    [
        ("ru", "12\xa0500\xa0000\xa0₽", "0,50\xa0CN¥"),
        ("zh-hans", "RUB\xa012,500,000", "¥0.50"),
        ("en", "RUB\xa012,500,000", "CN¥0.50"),
    ],
)
def test_money(language, whole, broken):
    with override(language):
        assert money(Decimal("12500000.00"), "RUB") == whole
        assert money(Decimal("0.50"), "CNY") == broken


def test_sum_is_said_in_figures_to_who_cannot_read_it():
    project = ProjectFactory(amount_as_printed="12,5 млн рублей", amount="12500000", currency="RUB")
    project.refresh_from_db()

    with override("en"):
        assert amount(project) == '<span lang="ru">12,5 млн рублей</span> (RUB\xa012,500,000)'
    with override("ru"):
        assert amount(project) == "12,5 млн рублей"


# Names


def test_name_is_shown_in_the_readers_language():
    person = PersonFactory(name="Ли Хунчжун")
    PersonNameFactory(person=person, text="李鸿忠", language="zh", kind="main")
    PersonNameFactory(person=person, text="L. H.", language="en", kind="abbreviation")
    person.refresh_from_db()

    with override("zh-hans"):
        assert link(person) == f'<a href="/zh/people/{person.slug}/">李鸿忠</a>'
    with override("en"):
        assert f'<a href="/en/people/{person.slug}/" lang="ru">Ли Хунчжун</a>' in link(person)
        assert 'title="shown in Russian">ru</abbr>' in link(person)
        assert named(person).startswith('<span lang="ru">Ли Хунчжун</span>')
    with override("ru"):
        assert link(person) == f'<a href="/people/{person.slug}/">Ли Хунчжун</a>'


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "VI Форум портов 2025"),
        ("zh-hans", "第六届港口论坛（2025）"),
        ("en", "VI Форум портов 2025"),
    ],
)
def test_edition_has_the_ordinal_of_the_language_it_is_named_in(language, text):
    forum = ForumFactory(series__name="Форум портов", number=6, year=2025)
    SeriesNameFactory(series=forum.series, text="港口论坛", language="zh")
    forum.series.refresh_from_db()

    with override(language):
        assert str(forum) == text


def test_what_has_no_name_is_called_in_the_readers_language():
    session = SessionFactory(title="", kind="plenary")
    titled = SessionFactory(title="港口", language="zh")

    with override("en"):
        assert link(session) == f'<a href="{session.get_absolute_url()}">plenary session</a>'
        assert link(titled) == f'<a href="{titled.get_absolute_url()}" lang="zh">《港口》</a>'


def test_database_keeps_the_names_whoever_changes_them():
    place, other = PlaceFactory(name="Сиань"), PlaceFactory()

    def names(record=place):
        return Place.objects.get(pk=record.pk).names_by_language

    alias = PlaceNameFactory(place=place, text="西安市", language="zh", kind="alias")
    assert names() == {"zh": "西安市"}
    main = PlaceNameFactory(place=place, text="西安", language="zh", kind="main")
    assert names() == {"zh": "西安"}
    PlaceName.objects.filter(pk=main.pk).update(place=other)
    assert (names(), names(other)) == ({"zh": "西安市"}, {"zh": "西安"})
    PlaceName.objects.bulk_create(
        [PlaceName(place=row, text="Xi'an", language="en", key="x") for row in (place, other)]
    )
    assert names() == {"zh": "西安市", "en": "Xi'an"}
    alias.delete()
    assert names() == {"en": "Xi'an"}
    # A row that was loaded before its names changed does not bring the old ones back.
    place.save()
    assert names() == {"en": "Xi'an"}


@pytest.mark.parametrize("count", [1, 3])
def test_names_cost_no_query(client, django_assert_num_queries, count):
    for _ in range(count):
        delegation = DelegationFactory(forum__place=None)
        PlaceNameFactory(place=delegation.sending_place, text="西安", language="zh")
        SeriesNameFactory(series=delegation.forum.series, text="港口论坛", language="zh")

    with django_assert_num_queries(LIST_QUERIES):
        text = client.get("/zh/delegations/").text

    assert text.count('">西安</a>') == count
    assert text.count("第") == count


def test_names_of_organizations_are_kept_too():
    organization = OrganizationFactory(name="Палата")
    organization.names.create(text="Chamber", language="en", kind="main", key="chamber")
    organization.refresh_from_db()

    with override("en"):
        assert str(organization) == "Chamber"


def test_translators_find_what_has_no_name_in_a_language(client):
    client.force_login(get_user_model().objects.create_superuser("translator"))
    known, unknown, english = PlaceFactory(), PlaceFactory(), PlaceFactory(language="en")
    PlaceNameFactory(place=known, text="Xi'an", language="en")

    shown = client.get("/admin/directory/place/?no_name_in=en").context["cl"].result_list
    everything = client.get("/admin/directory/place/?no_name_in=xx").context["cl"].result_list

    assert list(shown) == [unknown]
    assert {known, unknown, english} == set(everything)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/search/",
        "/search/?q=zzz",
        "/changes/",
        "/errors/report/",
        "/nothing/",
        *(f"/{name}/" for name in TABLES),
        "/calendar/2025/",
        "/map/",
        "/map/projects/",
        "/map/delegations/",
    ],
)
def test_interface_is_chinese_throughout(client, path):
    """No Russian letter on a page without records but in the name of the Russian language, and in a citation by GOST."""
    text = re.sub("<pre .*?</pre>", "", client.get(f"/zh{path}").text, flags=re.DOTALL)

    lines = {line.strip() for line in text.splitlines() if any("а" <= letter <= "я" for letter in line)}
    assert all("hreflang" in line for line in lines), lines


def test_program_that_fetches_a_calendar_chooses_no_language(client):
    assert settings.LANGUAGE_COOKIE_NAME not in client.get("/zh/forums/calendar.ics").cookies
    assert settings.LANGUAGE_COOKIE_NAME in client.get("/zh/forums/").cookies
