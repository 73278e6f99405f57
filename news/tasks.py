"""When reports are read and feeds fetched: ids in, nothing out."""

import logging

from celery import Task, shared_task
from django.utils import timezone

from news import batches, intake, queueing, rereading, resemblance
from news.models import Item, Source

log = logging.getLogger(__name__)


class ReadingTask(Task):
    """Whatever ends a reading early, a fault or a time limit, parks the item with the reason."""

    def on_failure(self, exc, task_id, args, kwargs, einfo):
        intake.fail(args[0], exc)


@shared_task(base=ReadingTask)
def extract_item(item_id: int) -> None:
    intake.read_item(item_id)


@shared_task
def find_resemblances(item_id: int) -> None:
    item = Item.objects.defer("text", "raw").get(pk=item_id)
    resemblance.find_pairs(resemblance.records_of(item))


@shared_task
def requeue_stuck_items() -> None:
    count = intake.requeue_stuck(timezone.now())
    if count:
        log.info("%s items were asked for again", count)


@shared_task
def fetch_due_sources() -> None:
    now = timezone.now()
    for source in Source.objects.due(now):
        if intake.claim_source(source, now):
            fetch_source.delay(source.pk)


@shared_task
def fetch_source(source_id: int) -> None:
    intake.fetch_feed(Source.objects.get(pk=source_id), timezone.now())


@shared_task
def compare_batch(batch_id: int) -> None:
    rereading.compare(batch_id)


@shared_task
def apply_rereading(rereading_id: int) -> None:
    rereading.apply_next(rereading_id)


@shared_task
def confirm_batch(batch_id: int) -> None:
    batches.confirm_next(batch_id)


@shared_task
def let_past_forums_step_back() -> None:
    queueing.step_back(today=timezone.localdate())
