"""`make run` from nothing, and its end."""

import contextlib
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from forumtracker.embedded import HOST, PROJECT

pytestmark = pytest.mark.worker


RUN = [sys.executable, "-m", "forumtracker.development"]


def environment(place):
    """Nothing configured, and a folder of its own."""
    clean = os.environ | {"FORUMTRACKER_STATE": str(place / "site"), "PORT": "8000"}
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEY", "ALLOWED_HOSTS"):
        clean.pop(name, None)
    return clean


def second_start(place):
    return subprocess.run(RUN, cwd=PROJECT, env=environment(place), capture_output=True, text=True).stderr


@contextlib.contextmanager
def site():
    """The running site, until the first lines after its start."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    with subprocess.Popen(
        RUN,
        cwd=PROJECT,
        env=environment(place),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        yield process, place
        process.kill()
    shutil.rmtree(place)


def read_until(process, pattern):
    """What the process says up to the first match of the pattern."""
    said = ""
    for line in process.stdout:
        said += line
        if match := re.search(pattern, line):
            return said, match
    pytest.fail(f"It ended without saying {pattern}:\n{said}")


def status(port):
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/admin/login/")
            return connection.getresponse().status
        except ConnectionError:
            return None


def eventually(condition, seconds=20):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.05)
    return condition()


def test_site_starts_from_nothing_and_killed_leaves_nothing_running():
    with contextlib.ExitStack() as stack:
        with contextlib.suppress(OSError):  # taken already: as well
            stack.enter_context(socket.create_server((HOST, 8000)))
        process, place = stack.enter_context(site())
        said, match = read_until(process, r"The site is ready: http://127.0.0.1:(\d+)/")
        port = int(match[1])

        assert re.search(r"Password: +[a-z0-9]{5}(-[a-z0-9]{5}){3}\n", said)
        assert f"Port 8000 is taken by another program: the site uses {port}." in said
        assert status(port) == 200
        assert "runs here already" in second_start(place)

        process.send_signal(signal.SIGKILL)

        assert eventually(lambda: status(port) is None)
        assert eventually(lambda: not (place / "site/data/postgresql/postmaster.pid").exists())
