"""No page reads a table from its beginning to its end when that table grows with the news: each query has its index."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from delegations.models import Delegation
from directory.models import Organization, Person, Place
from events.models import Forum, ForumSeries, Initiative, Session
from investments.models import Agreement, Project
from news.models import Item
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

LISTS = {
    "events:series-list": ["", "name=форум", "order=added"],
    "events:forum-list": [
        "",
        "year=2025",
        "status=held&country=CN",
        "place-named=Пекине",
        "order=oldest",
        "after=20",
    ],
    "events:session-list": ["", "year=2025&kind=plenary", "series-named=форум", "after=20", "before=50"],
    "events:initiative-list": ["", "year=2025&outcome=open", "order=oldest"],
    "delegations:delegation-list": ["", "year=2025", "territory-named=край", "checked=no", "after=20"],
    "directory:person-list": [
        "",
        "name=Сергеем",
        "name=Сергей&checked=yes",
        "territory-named=край",
        "after=20",
    ],
    "directory:organization-list": ["", "name=палатой", "place-named=Пекине", "order=name-backwards"],
    "directory:place-list": ["", "name=Пекине", "country=CN&kind=city", "territory-named=Китае"],
    "investments:project-list": [
        "",
        "name=терминала",
        "series-named=форум",
        "place-named=Пекине",
        "sector=energy&country=CN",
    ],
    "investments:map": ["", "country=CN&year=2025"],
    "investments:map-of-projects": ["", "sector=energy"],
    "investments:map-of-delegations": ["", "status=planned"],
    "investments:agreement-list": ["", "kind=contract&year=2025", "series-named=форум"],
    "news:item-list": ["", "text=перевалка", "year=2025&language=ru", "order=oldest", "after=500"],
}
# They do not grow with the news: outlets are added by hand, one by one.
SMALL = {"news_source", "auth_user", "django_session"}
RECORDS = [
    ForumSeries,
    Forum,
    Session,
    Initiative,
    Delegation,
    Person,
    Organization,
    Place,
    Project,
    Agreement,
    Item,
]
SEARCHES = [
    "Сергей",
    "форум",
    "в Пекине",
    "王",
    "Wang Guo",
    "VI форум",
    "Сергей Абрамавский",
    "[f,fhjdcr",
    "перевалка",
]


@pytest.fixture
def history():
    call_command("make_history", items=1000, stdout=StringIO())


def read_wholly(plan):
    """The tables that a plan reads from the beginning to the end, however small a part of it is wanted."""
    tables = [plan["Relation Name"]] if plan["Node Type"] == "Seq Scan" else []
    return tables + [table for part in plan.get("Plans", []) for table in read_wholly(part)]


def tables_read_wholly_by(path):
    """PostgreSQL is told to avoid such a reading: where it still does it, there is no index for the query."""
    found = []

    def explain(execute, sql, params, many, context):
        if sql.lstrip(" (").upper().startswith(("SELECT", "WITH")):
            with connection.cursor() as cursor:
                cursor.cursor.execute(f"EXPLAIN (FORMAT JSON) {sql}", params)
                (plan,) = cursor.cursor.fetchone()
            plan = plan if isinstance(plan, list) else json.loads(plan)
            found.extend((table, sql[:2000]) for table in read_wholly(plan[0]["Plan"]) if table not in SMALL)
        return execute(sql, params, many, context)

    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    with connection.execute_wrapper(explain):
        response = Client().get(path)
    assert response.status_code == 200
    return found


def test_every_query_of_every_page_has_an_index(history, monkeypatch):
    # Few are many here: the ways in which many are counted are looked at, too.
    monkeypatch.setattr("directory.counting.COUNTED", 20)

    addresses = [f"{reverse(name)}?{query}" for name, queries in LISTS.items() for query in queries]
    addresses += [model.objects.order_by("pk")[1].get_absolute_url() for model in RECORDS]
    addresses += [f"/search/?q={text}" for text in SEARCHES] + ["/search/suggestions/?q=серг", "/"]

    assert {address: found for address in addresses if (found := tables_read_wholly_by(address))} == {}


# The command that makes such a history


def test_same_seed_makes_the_same_history(history):
    names = list(Person.objects.order_by("pk").values_list("name", flat=True))
    first = Person.objects.order_by("pk").last().pk

    call_command("make_history", items=1000, add=True, stdout=StringIO())

    again = list(Person.objects.filter(pk__gt=first).order_by("pk").values_list("name", flat=True))
    assert len(names) == 200
    assert again == names


def test_history_is_not_made_among_records_by_mistake():
    PersonFactory()

    with pytest.raises(CommandError, match="--add"):
        call_command("make_history", items=10, stdout=StringIO())

    assert Person.objects.count() == 1


def test_made_history_can_be_searched_and_has_the_years_of_its_forums(history):
    forum = Forum.objects.exclude(year=None).filter(sessions__gt=0).first()

    assert set(forum.sessions.values_list("forum_year", flat=True)) == {forum.year}
    assert Client().get("/search/", {"q": Person.objects.first().name}).context["answer"].groups
