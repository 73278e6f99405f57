"""The embedded servers: they start anywhere, keep the data and never outlive their users."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import psycopg2
import pytest

from forumtracker.embedded import HOST, PROJECT, Embedded, ServiceError

USER = """
import pathlib, sys
from forumtracker.embedded import Embedded
servers = Embedded(pathlib.Path(sys.argv[1]), is_durable=False)
servers.start()
print(servers.database_url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def folder():
    """A place that the servers' account can enter, with a space and Cyrillic letters in its path."""
    place = Path(tempfile.mkdtemp())
    place.chmod(0o755)
    yield place / "папка с пробелами" / "site"
    shutil.rmtree(place)


@pytest.fixture
def servers(folder):
    servers = Embedded(folder, is_durable=False)
    yield servers
    servers.reset()


@contextlib.contextmanager
def user_of(folder, **options):
    """Another process that has the servers started and waits."""
    with subprocess.Popen(
        [sys.executable, "-c", USER, str(folder)],
        cwd=PROJECT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        **options,
    ) as process:
        yield process
        process.stdin.close()


def query(servers, statement):
    with contextlib.closing(psycopg2.connect(servers.database_url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
            return cursor.fetchall() if cursor.description else None


def eventually(condition, seconds=10):
    deadline = time.monotonic() + seconds
    while not condition() and time.monotonic() < deadline:
        time.sleep(0.02)
    return condition()


def is_open(port):
    with socket.socket() as probe:
        return probe.connect_ex((HOST, port)) == 0


class HangUp(socketserver.BaseRequestHandler):
    """Answers nothing."""


@contextlib.contextmanager
def other_program(port):
    with socketserver.TCPServer((HOST, port), HangUp, bind_and_activate=False) as server:
        server.allow_reuse_address = True
        server.server_bind()
        server.server_activate()
        thread = threading.Thread(target=server.serve_forever, args=[0.02])
        thread.start()
        yield
        server.shutdown()
        thread.join()


def test_restart_keeps_data_and_password(folder, servers):
    servers.start()
    query(servers, "CREATE TABLE note AS SELECT 'Сиань' AS place")
    url = servers.database_url
    servers.release(wait=10)

    servers.start()

    assert query(servers, "SELECT lower(place) FROM note") == [("сиань",)]
    assert servers.database_url == url
    assert (folder / "state.json").stat().st_mode & 0o777 == 0o600


def test_parallel_starts_share_one_pair(servers):
    with user_of(servers.folder) as first, user_of(servers.folder) as second:
        urls = {process.stdout.readline().strip() for process in (first, second)}

    assert urls == {servers.database_url}


def test_servers_stay_while_somebody_uses_them(servers):
    with user_of(servers.folder) as first, user_of(servers.folder) as second:
        first.stdout.readline()
        second.stdout.readline()
        first.stdin.close()
        first.wait()

        with pytest.raises(ServiceError, match="Stop `make run`"):
            servers.reset()

        assert query(servers, "SELECT 1") == [(1,)]


def test_killed_user_leaves_no_servers(servers):
    with user_of(servers.folder) as process:
        process.stdout.readline()
        ports = servers.state["postgresql_port"], servers.state["valkey_port"]
        were_open = [is_open(port) for port in ports]

        process.send_signal(signal.SIGKILL)

        assert were_open == [True, True]
        assert eventually(lambda: not any(map(is_open, ports)))


def test_taken_ports_are_left_to_their_owner(servers):
    servers.start()
    taken = servers.state
    servers.release(wait=10)
    with other_program(taken["postgresql_port"]), other_program(taken["valkey_port"]):
        servers.start()

        assert servers.state["postgresql_port"] != taken["postgresql_port"]
        assert servers.state["valkey_port"] != taken["valkey_port"]
        assert query(servers, "SELECT 1") == [(1,)]


def test_pid_of_another_program_does_not_block_the_start(servers):
    servers.start()
    servers.release(wait=10)
    (servers.cluster / "postmaster.pid").write_text(f"{os.getpid()}\n{servers.cluster}\n")

    servers.start()

    assert query(servers, "SELECT 1") == [(1,)]


def test_killed_postgresql_is_started_again(servers):
    servers.start()
    postmaster = int((servers.cluster / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGKILL)

    servers.start()

    assert query(servers, "SELECT 1") == [(1,)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become somebody else")
@pytest.mark.skipif(
    not all(folder.stat().st_mode & 0o001 for folder in (PROJECT, *Path(sys.executable).resolve().parents)),
    reason="an ordinary user cannot enter this checkout or its Python",
)
def test_ordinary_user_starts_servers_of_their_own(folder):
    daemon = pwd.getpwnam("daemon")
    folder.mkdir(parents=True)
    os.chown(folder, daemon.pw_uid, daemon.pw_gid)
    account = {"user": daemon.pw_uid, "group": daemon.pw_gid, "extra_groups": []}
    servers = Embedded(folder)

    with user_of(folder, **account) as process:
        url = process.stdout.readline().strip()

        assert url == servers.database_url
        assert query(servers, "SELECT current_user") == [("app",)]
        assert servers.cluster.stat().st_uid == daemon.pw_uid
    assert eventually(lambda: not is_open(servers.state["postgresql_port"]))
