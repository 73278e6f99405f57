"""The cost of each page of the curators' desk over the database that DATABASE_URL names, a line of JSON a page."""

import json
import os
from collections.abc import Iterator
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "forumtracker.settings")
django.setup()

from django.contrib import admin  # noqa: E402
from django.contrib.auth import get_user_model  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client, override_settings  # noqa: E402
from django.urls import reverse  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.pages import measured  # noqa: E402
from directory.models import Act, Pair, Person  # noqa: E402
from events.models import Forum, ForumSeries  # noqa: E402
from extraction import confidence  # noqa: E402
from news import reviewing  # noqa: E402
from news.models import Claim, Conflict, Source, WaitingItem  # noqa: E402

RARE_RULE = confidence.rules()[-1]
COMMON_RULE = confidence.rules()[0]


def queue_filters() -> Iterator[tuple[str, str]]:
    """Each filter of the queue at a value that nearly all reports have, and at one that few have."""
    yield "all", ""
    middle = WaitingItem.objects.filter(item_id__gte=WaitingItem.objects.latest("item_id").item_id // 2)
    yield "a page in the middle", f"after={middle.first().item_id}"
    yield "kind", "kind=project"
    yield "kind, half", "kind=agreement"
    yield "why now: to come", "rank=0"
    yield "why now: a conflict", "rank=1"
    yield "language", "language=ru"
    yield "language, rare", "language=en"
    first, last = Source.objects.earliest("pk"), Source.objects.latest("pk")
    yield "source", f"source={first.name}"
    yield "source, rare", f"source={last.name}"
    yield "source, many of them", "source=Вестник"
    series = ForumSeries.objects.annotate(n=Count("forums")).filter(pk__lte=200).order_by("-n").first()
    rare = ForumSeries.objects.latest("pk")
    yield "series", f"series={series.name}"
    yield "series, rare", f"series={rare.name}"
    yield "series, a word of many", "series=форум"
    yield "rule", f"rule={COMMON_RULE}"
    yield "rule, rare", f"rule={RARE_RULE}"
    yield "rule, unknown", "rule=nothing"
    yield "confidence", "below=0.9"
    yield "confidence, rare", "below=0.5"
    yield "conflict", "conflict=on"
    yield "two filters", f"language=en&rule={RARE_RULE}"
    yield (
        "all filters",
        f"kind=project&language=ru&below=0.9&conflict=on&source={first.name}&rule={COMMON_RULE}",
    )


def rows(client: Client) -> Iterator[dict[str, Any]]:
    yield measured(client, "the first page of the admin", reverse("admin:index"))
    queue = reverse("admin:news_waitingitem_changelist")
    for label, query in queue_filters():
        yield measured(client, f"queue: {label}", queue, query)
    for label, item_id in reports():
        yield measured(client, f"review: {label}", reverse("admin:news_review", args=[item_id]))
    claims = reverse("admin:news_claim_changelist")
    for label, query in (
        ("all", ""),
        ("kind", "kind__exact=project"),
        ("rule", f"rule={COMMON_RULE}"),
        ("rule, rare", f"rule={RARE_RULE}"),
        ("language", "item__language=en"),
        ("source", f"source_name={Source.objects.latest('pk').name}"),
        ("rejected", "state=rejected"),
        ("of every state", "state=all"),
    ):
        yield measured(client, f"claims: {label}", claims, query)
    yield measured(client, "a claim", reverse("admin:news_claim_change", args=[Claim.objects.first().pk]))
    conflicts = reverse("admin:news_conflict_changelist")
    for label, query in (("all", ""), ("field", "field=year"), ("kind", "claim__kind__exact=forum")):
        yield measured(client, f"conflicts: {label}", conflicts, query)
    yield measured(
        client, "a conflict", reverse("admin:news_conflict_change", args=[Conflict.objects.first().pk])
    )
    pairs = reverse("admin:directory_pair_changelist")
    for label, query in (("all", ""), ("kind", "kind=person"), ("judged", "verdict=different")):
        yield measured(client, f"pairs: {label}", pairs, query)
    yield measured(client, "a pair", reverse("admin:directory_pair_change", args=[Pair.objects.first().pk]))
    acts = reverse("admin:directory_act_changelist")
    yield measured(client, "history: all", acts)
    yield measured(client, "history: of a person", reverse("admin:directory_person_history", args=[1]))
    yield measured(
        client, "history: an act", reverse("admin:directory_act_change", args=[Act.objects.first().pk])
    )
    yield measured(client, "the quality page", reverse("admin:news_quality"))
    yield measured(client, "batches", reverse("admin:news_batchconfirmation_changelist"))
    items = reverse("admin:news_item_changelist")
    for label, query in (
        ("all", ""),
        ("words", "q=форум портов"),
        ("state", "state__exact=failed"),
        ("language", "language__exact=en"),
        ("source", f"source_name={Source.objects.latest('pk').name}"),
    ):
        yield measured(client, f"items: {label}", items, query)
    yield from _record_lists(client)
    person, forum = Person.objects.first(), Forum.objects.first()
    for record in (person, forum):
        for label, query in (
            ("as of a day", "as_of=2024-05-01"),
            ("known on a day", "as_of=2024-05-01&known_on=2025-06-03"),
        ):
            yield measured(client, f"a {record._meta.model_name}, {label}", record.get_absolute_url(), query)


def _record_lists(client: Client) -> Iterator[dict[str, Any]]:
    """The list of every kind of record in the admin, searched once, and the form of one."""
    for model, model_admin in admin.site._registry.items():
        if model._meta.app_label not in ("directory", "events", "delegations", "investments"):
            continue
        if model in (Pair, Act) or not model._default_manager.exists():
            continue
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        path = reverse(f"admin:{name}_changelist")
        yield measured(client, f"{path} all", path)
        if model_admin.search_fields:
            yield measured(client, f"{path} searched", path, "q=форум")
        yield measured(
            client, f"{path} one", reverse(f"admin:{name}_change", args=[model._default_manager.first().pk])
        )


def reports() -> Iterator[tuple[str, int]]:
    usual = WaitingItem.objects.filter(claim_count__gte=5).order_by("item_id").first()
    yield "a report with five records", usual.item_id
    most = (
        WaitingItem.objects.filter(item_id__lte=usual.item_id + 5_000)
        .order_by("-claim_count", "item_id")
        .first()
    )
    yield f"a report with {most.claim_count} records", most.item_id
    conflict = WaitingItem.objects.filter(has_conflict=True).order_by("item_id").first()
    yield "a report in conflict", conflict.item_id


def main() -> None:
    client = Client(headers={"accept-language": "ru"})
    user = get_user_model().objects.get(username="curator1")
    client.force_login(user)
    others = get_user_model().objects.exclude(pk=user.pk).filter(username__startswith="curator")
    for other, waiting in zip(others, WaitingItem.objects.most_urgent_first()[10:20], strict=False):
        reviewing.hold(waiting.item, by=other, now=timezone.now())
    with override_settings(DEBUG=False, ALLOWED_HOSTS=["testserver"]):
        for row in rows(client):
            print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
