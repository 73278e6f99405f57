"""The cost of each page over the history that DATABASE_URL names, a line of JSON a page.

For each list: all of it, its second page, a page in its middle, each facet at its most frequent value, the two most frequent
facets together, and its box for names. For each kind of record: the page of one that has much. For the search: each way in
which something is found.
"""

import json
import os
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumtracker.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count, F, Model  # noqa: E402
from django.db.models.functions import Abs  # noqa: E402
from django.test import Client, RequestFactory, override_settings  # noqa: E402
from django.urls import resolve, reverse  # noqa: E402

from delegations.models import Delegation  # noqa: E402
from directory.models import Organization, Person, Place  # noqa: E402
from events.models import Forum, ForumSeries, Initiative, Session  # noqa: E402
from investments.models import Agreement, Project  # noqa: E402
from news.models import Item  # noqa: E402

WARM_UPS = 1
RUNS = 3
LISTS = {
    "events:series-list": (ForumSeries, "name=приграничной"),
    "events:forum-list": (Forum, "place-named=Хабаровске"),
    "events:session-list": (Session, "series-named=портов"),
    "events:initiative-list": (Initiative, ""),
    "delegations:delegation-list": (Delegation, "territory-named=край"),
    "directory:person-list": (Person, "name=Сергеем"),
    "directory:organization-list": (Organization, "name=палатой"),
    "directory:place-list": (Place, "name=Сиане"),
    "investments:project-list": (Project, "name=терминала"),
    "investments:agreement-list": (Agreement, ""),
    "news:item-list": (Item, "text=перевалка"),
}
# Of each kind the page of a record that has this many of these, or nearly so: the same at every size of the history.
DETAILS: dict[type[Model], tuple[str, int]] = {
    ForumSeries: ("forums", 8),
    Forum: ("sessions", 4),
    Session: ("appearances", 3),
    Initiative: ("parties", 2),
    Delegation: ("members", 7),
    Person: ("appearances", 8),
    Organization: ("posts", 3),
    Place: ("forums", 5),
    Project: ("presentations", 3),
    Agreement: ("parties", 2),
    Item: ("claims", 2),
}
SEARCHES = {
    "a name, exactly": "Сергей Абрамов",
    "a common first name": "Сергей",
    "a word of every forum": "форум",
    "a place in another case": "в Сиане",
    "two words in another case": "приграничной торговлей",
    "a beginning": "хаб",
    "two letters": "се",
    "Chinese": "王建国",
    "one Chinese sign": "王",
    "Latin": "Wang Jianguo",
    "an edition": "VI форум портов и логистики",
    "a misspelt name": "Сергей Абрамавский",
    "the wrong keyboard layout": "[f,fhjdcr",
    "a frequent word of the news": "перевалка",
    "nothing": "абракадабра швамбрания",
}


@dataclass
class Clock:
    """The queries of a page and the time that they took.

    Of PostgreSQL it is the time on the processor, where the system tells it: what others do on the machine at the same time
    does not count. Elsewhere it is the time that passed.
    """

    backend: Path
    queries: int = 0
    waited: float = 0

    def now(self) -> float:
        return int(self.backend.read_text().split()[0]) / 1e9 if self.backend.exists() else self.waited

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            self.queries += 1
            self.waited += time.perf_counter() - start


def backend() -> Path:
    """Where the system tells how long the other end of our connection has run. It shall work alone: no parallel workers."""
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


def measured(client: Client, page: str, path: str, query: str | dict[str, str] = "") -> dict[str, Any]:
    runs = []
    path_of_backend = backend()
    for run in range(WARM_UPS + RUNS):
        clock = Clock(path_of_backend)
        before = clock.now()
        start = time.process_time()
        with connection.execute_wrapper(clock):
            response = (
                client.get(path, query or None) if isinstance(query, dict) else client.get(f"{path}?{query}")
            )
        rest = time.process_time() - start
        if response.status_code != 200:
            raise SystemExit(f"{path} answers {response.status_code}")
        if run >= WARM_UPS:
            runs.append((clock.queries, 1000 * (clock.now() - before), 1000 * rest))
    # The quickest run: what others do on the machine at the same time makes a run slower and never faster.
    queries, sql, rest = min(runs, key=lambda run: run[1] + run[2])
    return {"page": page, "path": path, "queries": queries, "sql": sql, "rest": rest}


def variants(path: str, model: type[Model], box: str) -> Iterator[tuple[str, str]]:
    """What may be asked of a list."""
    yield "all", ""
    request = RequestFactory().get(path)
    context = resolve(path).func.view_class.of(request).get_context_data()
    if context["next"]:
        yield "next page", context["next"]
    middle = model._default_manager.filter(pk__gte=(model._default_manager.latest("pk").pk // 2)).first()
    yield "a page in the middle", f"after={middle.pk}"
    frequent = []
    for opened in context["facets"]:
        options = sorted(opened.options, key=lambda option: -option.count)
        if options:
            frequent.append(f"{opened.facet.name}={options[0].text}")
            yield f"{opened.facet.name}", frequent[-1]
            yield f"{opened.facet.name}, rare", f"{opened.facet.name}={options[-1].text}"
    yield "two facets", "&".join(frequent[:2])
    if box:
        yield box.partition("=")[0], box
    for order in context["orders"][1:]:
        yield f"order: {order.name}", f"order={order.name}"


def rows(client: Client) -> Iterator[dict[str, Any]]:
    yield measured(client, "home", "/")
    for name, (model, box) in LISTS.items():
        path = reverse(name)
        for label, query in variants(path, model, box):
            yield measured(client, f"{path} {label}", path, query)
    for model, (relation, number) in DETAILS.items():
        record = usual(model, relation, number)
        yield measured(client, f"a {model._meta.model_name}", record.get_absolute_url())
    for label, text in SEARCHES.items():
        yield measured(client, f"search: {label}", reverse("search:search"), {"q": text})
    yield measured(client, "suggestions", reverse("search:suggestions"), {"q": "серг"})


def usual(model: type[Model], relation: str, number: int) -> Model:
    """One of the first thousands of records that has about so many of these."""
    first = model._default_manager.order_by("pk").values("pk")[:3000]
    counted = model._default_manager.filter(pk__in=first).annotate(much=Count(relation))
    return counted.annotate(distance=Abs(F("much") - number)).order_by("distance", "pk")[0]


def main() -> None:
    client = Client(headers={"accept-language": "ru"})
    # The settings are read with DEBUG on, for static files that nobody collected; the pages are measured without it.
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        for row in rows(client):
            print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
