"""A worker that is killed in the middle of a report: another one ends it, and nothing is stored twice."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from events.models import Forum
from extraction import extract
from forumtracker.embedded import PROJECT
from news import intake
from news.models import Claim, Item

pytestmark = [pytest.mark.worker, pytest.mark.django_db(transaction=True)]

FACT = (
    "VI Российско-Китайский форум МСП прошёл в Сиане. Форум открыл губернатор Хабаровского края Иван Петров. "
)
PADDING = "Погода стояла ясная, гости осматривали город и старые стены. "
PATIENCE = 120  # seconds, on a machine that also loads the language models


@pytest.fixture
def start_worker(tmp_path):
    """Start a worker with two processes on the database of this test."""
    started = []
    at = connection.settings_dict
    environment = os.environ | {
        "DATABASE_URL": f"postgresql://{at['USER']}:{at['PASSWORD']}@{at['HOST']}:{at['PORT']}/{at['NAME']}",
        "REDIS_URL": settings.REDIS_URL,
        "SECRET_KEY": "tests only",
        "ALLOWED_HOSTS": "127.0.0.1",
        "DEBUG": "on",
    }

    def start():
        with (tmp_path / f"worker-{len(started)}.log").open("w") as log:
            worker = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "forumtracker", "worker", "--concurrency", "2"],
                cwd=PROJECT,
                env=environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        started.append(worker)
        return worker

    yield start
    for worker in started:
        kill(worker)
    for log in tmp_path.glob("worker-*.log"):
        print(log.name, log.read_text()[-3000:])


def kill(worker):
    if worker.poll() is None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()


def wait_until(is_so, worker):
    deadline = time.monotonic() + PATIENCE
    while not is_so():
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < deadline, Counter(Item.objects.values_list("state", flat=True))
        time.sleep(0.02)


def unread():
    return Item.objects.filter(state__in=[Item.State.QUEUED, Item.State.RUNNING])


def test_report_of_a_killed_worker_is_read_by_another_one_once(start_worker):
    long_text = FACT + PADDING * 1500
    items = [
        intake.receive(long_text.encode()).item,
        intake.receive(FACT.encode()).item,
        intake.receive(b"").item,
    ]
    long_item = items[0]
    first = start_worker()
    wait_until(lambda: Item.objects.filter(pk=long_item.pk, state=Item.State.RUNNING).exists(), first)

    kill(first)
    long_item.refresh_from_db()
    assert (long_item.state, long_item.claims.count()) == (Item.State.RUNNING, 0)
    intake.requeue_stuck(timezone.now() + intake.STUCK_RUNNING)
    second = start_worker()
    wait_until(lambda: not unread().exists(), second)

    assert Counter(Item.objects.values_list("state", flat=True)) == {"done": 2, "failed": 1}
    long_item.refresh_from_db()
    assert long_item.attempt_count == 2
    report = extract(long_text, language="ru").as_json()
    assert long_item.claims.count() == sum(len(value) for value in report.values() if isinstance(value, list))
    assert Forum.objects.count() == Claim.objects.filter(item=items[1], kind="forum").count() == 1
