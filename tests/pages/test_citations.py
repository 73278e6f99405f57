"""What pages say to machines and to people who cite them."""

import datetime as dt
import json
import re

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from lxml import etree

from publishing import sitemaps
from publishing.citations import Citation, of_item, of_page
from tests.factories import (
    ClaimFactory,
    ForumFactory,
    ItemFactory,
    OrganizationFactory,
    PersonFactory,
    PersonNameFactory,
    PlaceFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 11, 24)
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


def described(response):
    (text,) = DATA.findall(response.text)
    return json.loads(text)


# Citations


@pytest.mark.parametrize(
    ("published_on", "day"),
    [
        (dt.date(2025, 11, 25), "2025. 25 нояб. URL"),
        (dt.date(2025, 5, 9), "2025. 9 май. URL"),
        (None, "[сайт]. URL"),
    ],
)
def test_report_in_gost(published_on, day):
    item = ItemFactory(
        title="Прошёл форум.", source__name="Вестник", url="https://example.com/1", published_on=published_on
    )

    text = of_item(item, address="https://here.example/news/1/", today=TODAY).gost

    assert text.startswith("Прошёл форум [Электронный ресурс] // Вестник : [сайт]. ")
    assert day in text
    assert text.endswith("URL: https://example.com/1 (дата обращения: 24.11.2026).")


def test_report_without_an_address_is_cited_where_its_text_is_kept():
    item = ItemFactory(url="")

    assert (
        "URL: https://here.example/news/1/ ("
        in of_item(item, address="https://here.example/news/1/", today=TODAY).gost
    )


def test_page_in_gost():
    text = of_page("VI форум портов", "https://here.example/forums/x/6/", today=TODAY).gost

    assert text == (
        "VI форум портов [Электронный ресурс] // История форумов : [сайт]. "
        "URL: https://here.example/forums/x/6/ (дата обращения: 24.11.2026)."
    )


def test_bibtex_survives_every_letter():
    citation = Citation(
        "key",
        r"100 % {a} $b$ \c_d & #1 ~ ^",
        "Вестник\n}",
        r"https://x.example/{a}\b%20",
        TODAY,
        None,
        "«q» _",
    )

    text = citation.bibtex

    assert text.startswith("@misc{key,\n")
    plain = re.sub(r"\\[{}%$&#_]|\\text\w+\{\}", "", text)
    assert plain.count("{") == plain.count("}")
    assert r"100 \% \{a\} \$b\$ \textbackslash{}c\_d \& \#1" in text
    assert r"\url{https://x.example/%7Ba%7D%5Cb%20}" in text


@pytest.mark.parametrize("make", [ForumFactory, PersonFactory, ItemFactory])
def test_page_says_how_to_cite_it(client, make):
    record = make()

    text = client.get(record.get_absolute_url()).text

    assert "[Электронный ресурс]" in text
    assert "@misc{forumtracker-" in text


def test_each_fact_can_be_cited(client, django_assert_num_queries):
    forum = ForumFactory()
    claim = ClaimFactory(forum=forum, values={"place": "Сиань"}, evidence={"place": "Сиане"})
    quote = claim.evidence.get()
    path = f"/quotes/{quote.pk}/citation/"

    assert f'href="{path}"' in client.get(forum.get_absolute_url()).text
    with django_assert_num_queries(1):
        text = client.get(path).text

    assert f"«Сиане» — {claim.item.title} [Электронный ресурс] // {claim.item.source.name}" in text
    assert "2025. 25 нояб." in text


def test_quote_of_nothing_is_not_found(client):
    assert client.get("/quotes/1/citation/").status_code == 404
    assert client.get("/quotes/99999999999999999999/citation/").status_code == 404


# schema.org


@pytest.mark.parametrize(
    ("dates", "year", "start", "end"),
    [
        ("2026-06-08/2026-06-09", 2026, "2026-06-08", "2026-06-09"),
        ("2026-06-08/..", 2026, "2026-06-08", None),
        ("2026-06", 2026, "2026-06", "2026-06"),
        ("", 2026, "2026", "2026"),
        ("2026-23", 2026, None, None),
        ("2026~", 2026, None, None),
        ("", None, None, None),
    ],
)
def test_dates_are_no_more_precise_than_known(client, dates, year, start, end):
    event = described(client.get(ForumFactory(dates=dates, year=year).get_absolute_url()))

    assert (event.get("startDate"), event.get("endDate")) == (start, end)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("planned", "EventScheduled"),
        ("postponed", "EventPostponed"),
        ("cancelled", "EventCancelled"),
        ("proposed", None),
        ("", None),
    ],
)
def test_event_status(client, status, expected):
    event = described(client.get(ForumFactory(status=status).get_absolute_url()))

    assert event.get("eventStatus") == (expected and f"https://schema.org/{expected}")


def test_kinds_of_things(client):
    forum = ForumFactory(place=PlaceFactory(country="CN", latitude="34.26", longitude="108.94"))
    person = PersonFactory(name="Ли Хунчжун")
    PersonNameFactory(person=person, text="李鸿忠", language="zh")

    event = described(client.get(forum.get_absolute_url()))
    chinese = described(client.get(f"/zh/people/{person.slug}/"))
    types = [
        described(client.get(path))["@type"]
        for path in (
            f"/forums/{forum.series.slug}/",
            f"/organizations/{OrganizationFactory().slug}/",
            f"/places/{forum.place.slug}/",
            f"/news/{ItemFactory().pk}/",
        )
    ]

    assert event["superEvent"]["@type"] == "EventSeries"
    assert event["location"]["address"]["addressCountry"] == "CN"
    assert event["location"]["geo"]["latitude"] == 34.26
    assert (chinese["@type"], chinese["name"], chinese["alternateName"]) == (
        "Person",
        "李鸿忠",
        ["Ли Хунчжун"],
    )
    assert types == ["EventSeries", "Organization", "City", "NewsArticle"]


def test_name_cannot_end_the_script(client):
    session = SessionFactory(title="</script><script>alert(1)</script>&<!--")

    response = client.get(session.get_absolute_url())

    assert described(response)["name"] == session.title
    assert "<script>alert" not in response.text


def test_open_graph(client):
    forum = ForumFactory(place=PlaceFactory(name="Сиань"), year=2025)

    text = client.get(f"/en{forum.get_absolute_url()}?x=1").text

    assert (
        f'<meta property="og:url" content="http://testserver/en/forums/{forum.series.slug}/{forum.slug}/">'
        in text
    )
    assert '<meta property="og:locale" content="en_US">' in text
    assert '<meta property="og:description" content="Held, 2025, Сиань">' in text


# Sitemap


def test_sitemap_has_every_public_page_in_every_language(client):
    forum = ForumFactory()
    ForumFactory(withdrawn_at="2025-11-25T00:00Z")
    paths = re.findall(r"<loc>http://testserver(.*?)</loc>", client.get("/sitemap.xml").text)

    found = set()
    for path in paths:
        urls = etree.fromstring(client.get(path).content)
        found |= {url.findtext("{*}loc").removeprefix("http://testserver") for url in urls}

    series, place = forum.series.get_absolute_url(), forum.place.get_absolute_url()
    for path in ("/", "/forums/", "/news/", series, place, forum.get_absolute_url()):
        assert {path, f"/zh{path}", f"/en{path}"} <= found
    assert len([path for path in found if path.count("/") == 4 and path.startswith("/forums/")]) == 1
    assert {Client().get(path).status_code for path in found} == {200}


@pytest.mark.parametrize("count", [1, 3])
def test_shard_costs_one_query(client, django_assert_num_queries, count):
    for _ in range(count):
        SessionFactory()

    with django_assert_num_queries(1):
        text = client.get("/sitemap-sessions-0.xml").text

    assert text.count("<lastmod>") == 3 * count


def test_shards_are_stretches_of_keys(client, monkeypatch):
    monkeypatch.setattr(sitemaps, "SHARD", 1)
    people = PersonFactory.create_batch(2)

    shard = client.get(f"/sitemap-people-{people[1].pk}.xml").text

    assert people[1].get_absolute_url() in shard
    assert people[0].get_absolute_url() not in shard
    assert client.get("/sitemap-nothing-0.xml").status_code == 404
    assert client.get("/sitemap-people-99999999999999999999.xml").status_code == 404


def test_robots(client):
    text = client.get("/robots.txt").text

    assert "Sitemap: http://testserver/sitemap.xml" in text
    assert "Disallow: /zh/admin/" in text


def test_staff_see_no_more_in_the_calendar_of_a_page(client):
    client.force_login(get_user_model().objects.create_superuser("curator"))
    forum = ForumFactory()

    text = client.get(forum.get_absolute_url()).text

    assert f'href="webcal://testserver{forum.get_absolute_url()}calendar.ics"' in text


def test_lists_and_maps_are_cited_with_their_filters(client):
    ForumFactory(year=2025)

    cited = {
        path: client.get(path, {"year": "2025", "colour": "red"}, headers={"accept-language": "ru"}).text
        for path in ("/forums/", "/map/")
    }

    assert "Форумы; Год: 2025" in cited["/forums/"]
    assert "http://testserver/forums/?year=2025" in cited["/forums/"]
    assert "Карта: Форумы; Год: 2025" in cited["/map/"]
    assert "colour=red" not in cited["/map/"].partition('class="citation"')[2]
