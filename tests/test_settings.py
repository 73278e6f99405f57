"""The environment decides, and what is missing is said."""

import os
import subprocess
import sys

import pytest
from django.urls import reverse

from forumtracker.celery import app
from forumtracker.embedded import PROJECT

PRODUCTION = {
    "DATABASE_URL": "postgresql://site:secret@db.example.org/forumtracker",
    "REDIS_URL": "redis://broker.example.org:6379/0",
    "SECRET_KEY": "x7" * 15 + "0123456789abcdefghijklmnop",
    "ALLOWED_HOSTS": "forums.example.org",
    "BEHIND_PROXY": "on",
}
OURS = [*PRODUCTION, "DEBUG", "FORUMTRACKER_STATE"]


def manage(*command, **environment):
    clean = {name: value for name, value in os.environ.items() if name not in OURS}
    return subprocess.run(
        [sys.executable, "manage.py", *command],
        cwd=PROJECT,
        env=clean | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("missing", ["REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"])
def test_production_site_says_what_is_missing(missing):
    environment = {name: value for name, value in PRODUCTION.items() if name != missing}

    done = manage("check", **environment)

    assert done.returncode != 0
    assert f"{missing} is not set, but DATABASE_URL is." in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("DATABASE_URL", "mysql://site@db/forumtracker", "must begin with postgresql://"),
        ("REDIS_URL", "http://broker:6379", "must begin with redis://"),
    ],
)
def test_other_kinds_of_servers_are_refused(name, value, message):
    done = manage("check", **PRODUCTION | {name: value})

    assert done.returncode != 0
    assert message in done.stderr


def test_production_site_passes_the_checks_of_a_deployment():
    done = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION)

    assert (done.returncode, done.stderr) == (0, "")


def test_extraction_needs_no_servers(tmp_path):
    report = tmp_path / "report.txt"
    report.write_text("date: 2025-11-25\n\nВ Хабаровске прошёл форум.\n")
    state = tmp_path / "state"

    done = manage("extract", str(report), FORUMTRACKER_STATE=str(state))

    assert done.returncode == 0, done.stderr
    assert not state.exists()


@pytest.mark.parametrize("database", ["", "postgresql://app@127.0.0.1/app"])
def test_secret_key_may_begin_with_a_dollar_sign(database, tmp_path):
    given = {
        "SECRET_KEY": "$dollar",
        "DATABASE_URL": database,
        "ALLOWED_HOSTS": "localhost",
        "REDIS_URL": "redis://127.0.0.1",
    }

    done = manage("diffsettings", "--output", "unified", FORUMTRACKER_STATE=str(tmp_path), **given)

    assert "+ SECRET_KEY = '$dollar'" in done.stdout, done.stderr


@pytest.mark.django_db
def test_pages_allow_no_inline_code(client):
    response = client.get(reverse("admin:login"))

    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self';" in policy + ";"
    assert "unsafe" not in policy
    assert "<style" not in response.text
    assert "<script>" not in response.text


def test_message_outlives_its_worker():
    assert app.conf.task_acks_late
    assert app.conf.task_reject_on_worker_lost
    assert app.conf.worker_prefetch_multiplier == 1
    assert app.conf.broker_transport_options["visibility_timeout"] > app.conf.task_time_limit


def test_scheduled_tasks_exist():
    app.loader.import_default_modules()

    assert {entry["task"] for entry in app.conf.beat_schedule.values()} <= set(app.tasks)
