"""
`make run`: the whole site on one machine, from nothing.

Servers, database, a curator, a worker that reads reports and does what is due, and the site itself. All of it ends
with this process.
"""

import hashlib
import http.client
import importlib.metadata
import os
import signal
import subprocess
import sys
import threading
import time

from forumtracker.embedded import HOST, PROJECT, Embedded, ServiceError, free_port, home

ENVIRONMENT = {
    "PYTHONUNBUFFERED": "1",
    "DJANGO_RUNSERVER_HIDE_WARNING": "true",
    # In a container for development everything is root's, and messages are JSON alone.
    "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
}
PATIENCE = 8  # seconds that a child has to end what it is doing


class ChildError(Exception):
    """A part of the site ended by itself."""


class Children:
    """The processes of the site. They end with this one, whatever happens to it: see leash.py."""

    def __init__(self):
        self.leash, self._held = os.pipe()
        self.running = {}
        self.is_worker_ready = threading.Event()

    def start(self, name, *command):
        child = subprocess.Popen(
            [sys.executable, "-m", "forumtracker.leash", str(self.leash), *command],
            cwd=PROJECT,
            env=os.environ | ENVIRONMENT,
            pass_fds=[self.leash],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.running[name] = child
        threading.Thread(target=self._show, args=[name, child.stdout], daemon=True).start()
        return child

    def _show(self, name, lines):
        for line in lines:
            if name == "worker" and line.rstrip().endswith(" ready."):
                self.is_worker_ready.set()
            if line.strip():
                print(f"{name:<7}| {line.rstrip()}", flush=True)

    def check(self, optional=None):
        for name, child in self.running.items():
            if name != optional and child.poll() is not None:
                raise ChildError(
                    f"The {name} process ended with {child.returncode}; its last lines above say why."
                )

    def stop(self):
        for sent in (signal.SIGTERM, signal.SIGKILL):
            for child in self.running.values():
                tell_group(child, sent)
            deadline = time.monotonic() + PATIENCE
            while time.monotonic() < deadline and any(
                child.poll() is None for child in self.running.values()
            ):
                time.sleep(0.05)


def tell_group(child, sent):
    # Also after the leader's end: the processes that it forked may still be there.
    try:
        os.killpg(child.pid, sent)
    except (ProcessLookupError, PermissionError):  # macOS answers EPERM for a group of zombies
        return


def say(message):
    print(f"─── {message}", flush=True)


def fingerprint(paths):
    """A short text that changes when one of the files does."""
    digest = hashlib.sha256(importlib.metadata.version("django").encode())
    for path in sorted(paths):
        digest.update(str(path.relative_to(PROJECT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def prepare_database(servers):
    """Bring the tables up to date and make the first curator, unless nothing has changed since the last time."""
    wanted = fingerprint(PROJECT.glob("*/migrations/*.py"))
    if servers.state.get("prepared") == wanted:
        return
    say("Preparing the database…")
    manage("migrate", "--no-input", "--verbosity", "1")
    manage("create_curator")
    servers.remember(prepared=wanted)


def manage(*command):
    subprocess.run([sys.executable, "manage.py", *command], cwd=PROJECT, stdin=subprocess.DEVNULL, check=True)


def read_samples(servers, children):
    """Have the worker read the reports of samples/, once for each state of that folder."""
    wanted = fingerprint((PROJECT / "samples").glob("*.txt"))
    if servers.state.get("samples") == wanted:
        return
    if not children.is_worker_ready.is_set():
        say("The worker is loading its language models…")
    reading = children.start("samples", "manage", "ingest_samples")
    while reading.poll() is None:
        time.sleep(0.2)
        children.check(optional="samples")
    del children.running["samples"]
    if reading.returncode:
        say("Not all sample reports were read; the next start tries again.")
        return
    servers.remember(samples=wanted)
    say("The sample reports are read.")


def wait_for_site(port, children):
    """Return when the site has answered its first request."""
    while True:
        connection = http.client.HTTPConnection(HOST, port, timeout=60)
        try:
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except ConnectionRefusedError:
            time.sleep(0.05)
            children.check()
        finally:
            connection.close()


def choose_port():
    wanted = int(os.environ.get("PORT") or 8000)
    port = next((port for port in range(wanted, wanted + 20) if free_port(port) == port), None) or free_port(
        0
    )
    if port != wanted:
        say(f"Port {wanted} is taken by another program: the site uses {port}.")
    return port


def run(servers, children):
    parent = os.getppid()
    say("Starting PostgreSQL and Valkey…")
    servers.start()
    # Held until this process ends: two beats would ask every source twice.
    running = servers.claim("running")
    if running is None:
        raise ServiceError("`make run` runs here already; stop it first.")
    prepare_database(servers)
    port = choose_port()
    say("Starting the site…")
    children.start("web", "manage", "runserver", "--skip-checks", f"{HOST}:{port}")
    wait_for_site(port, children)
    say(f"The site is ready: http://{HOST}:{port}/")
    say(
        f"Curators log in at http://{HOST}:{port}/admin/ as “curator” with the password shown when the account was made"
    )
    say(
        "(forgotten? `.venv/bin/python manage.py changepassword curator`). Ctrl-C stops everything; the data stays."
    )
    # After the first answer: loading the models would delay it.
    children.start(
        *("worker", "celery", "--quiet", "-A", "forumtracker", "worker", "--beat"),
        *("--without-mingle", "--without-gossip"),  # there is no other worker to talk to
        *("--schedule", str(servers.folder / "beat-schedule"), "--concurrency", "2", "--loglevel", "INFO"),
    )
    read_samples(servers, children)
    # Also when the parent was killed: nobody could stop this process with Ctrl-C any more.
    while os.getppid() == parent:
        time.sleep(0.5)
        children.check()


def main():
    if os.environ.get("DATABASE_URL"):
        sys.exit("DATABASE_URL is set: docs/deploy.md says how to run the site with servers of your own.")
    for received in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(received, signal.default_int_handler)
    servers = Embedded(home())
    children = Children()
    problem = None
    try:
        run(servers, children)
    except KeyboardInterrupt:
        print(flush=True)
    except (ChildError, ServiceError, subprocess.CalledProcessError) as error:
        problem = str(error)
    finally:
        # A second Ctrl-C must not leave half of it running.
        for received in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(received, signal.SIG_IGN)
        say("Stopping…")
        children.stop()
        servers.release(wait=10)
    sys.exit(problem)


if __name__ == "__main__":
    main()
