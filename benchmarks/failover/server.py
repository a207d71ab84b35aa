"""Real PostgreSQL servers in a folder: a primary, its standby, killing, promoting.

They listen on the loopback address alone, at free ports, with a password that is
made up anew. What each does here an administrator does in the how-to page, by the
same programs and settings.
"""

import os
import secrets
import shutil
import signal
import socket
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from subprocess import CalledProcessError, TimeoutExpired

import psycopg
from psycopg import sql

from tests.postgres_server import make_ready, run_program

SETTINGS = """
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
wal_log_hints = on
wal_keep_size = '512MB'
hot_standby_feedback = on
"""
REPLICA = "replica"
MAY_REWIND = """
GRANT EXECUTE ON FUNCTION
  pg_ls_dir(text, boolean, boolean),
  pg_stat_file(text, boolean),
  pg_read_binary_file(text),
  pg_read_binary_file(text, bigint, bigint, boolean)
TO replica;
"""
ALONE = "synchronous_standby_names = ''"
PROMOTING = "SELECT pg_promote()"
COPYING = ("--checkpoint=fast", "--write-recovery-conf")
REWINDING = ("--write-recovery-conf",)
SETTINGS_AT = "--config-file="
"""Where the settings of a server are that `pg_rewind` starts, because it crashed."""
HOST = "127.0.0.1"
OWNER = "family_cases"
PATIENCE_SECONDS = 30


class ServerError(Exception):
    """A program of PostgreSQL failed; the message is what it said."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Server:
    """One server: its name, its port, and the folder that it shares with others."""

    folder: Path
    name: str
    port: int
    password: str

    @property
    def data(self) -> Path:
        """Its data directory."""
        return self.folder / self.name

    def url(self, *others: "Server", user: str = OWNER, wants: str = "") -> str:
        """Give the address of the cases here, or on other servers too.

        Args:
            others: where the database may be besides.
            user: who asks.
            wants: which of the servers to take, such as `read-write`.
        """
        hosts = ",".join(f"{HOST}:{each.port}" for each in (self, *others))
        wanted = f"?target_session_attrs={wants}" if wants else ""
        return f"postgresql://{user}:{self.password}@{hosts}/{OWNER}{wanted}"

    def make(self) -> None:
        """Make a new server, with an owner of the cases and their empty database."""
        secret = self.folder / "password"
        secret.write_text(self.password)
        secret.chmod(0o644)  # in a folder that nobody else may enter
        self._run(
            "initdb",
            *(f"--pgdata={self.name}", "--username=postgres", f"--pwfile={secret}"),
            *("--auth=scram-sha-256", "--encoding=UTF8", "--no-instructions"),
        )
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(SETTINGS)
        self.start()
        owner, replica = sql.Identifier(OWNER), sql.Identifier(REPLICA)
        password = sql.Literal(self.password)
        role = sql.SQL("CREATE ROLE {} LOGIN {} PASSWORD {}")
        self.tell(role.format(owner, sql.SQL(""), password))
        self.tell(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(owner))
        self.tell(role.format(replica, sql.SQL("REPLICATION"), password))
        self.tell(MAY_REWIND)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        own = f"-c port={self.port} -c cluster_name={self.name}"
        self._run(
            "pg_ctl", "start", "--wait", f"--options={own}", *self._where("--log=log.")
        )

    def stop(self) -> None:
        """Stop it at once, if it runs."""
        if self.runs():
            self._run("pg_ctl", "stop", "--mode=immediate", *self._where())

    def runs(self) -> bool:
        """Say whether it was made and runs."""
        try:
            self._run("pg_ctl", "status", *self._where())
        except ServerError:
            return False
        return True

    def follow(self, primary: "Server") -> None:
        """Become a hot standby of a primary, from a copy of all that it has."""
        source = (f"--host={HOST}", f"--port={primary.port}", f"--username={REPLICA}")
        self._run("pg_basebackup", f"--pgdata={self.name}", *source, *COPYING)
        self._wait_for_nobody_once_promoted()
        self.start()

    def rejoin(self, primary: "Server") -> None:
        """Become a standby of the one that took over: only what differs is copied."""
        source = f"host={HOST} port={primary.port} user={REPLICA} dbname=postgres"
        to = (f"--target-pgdata={self.name}", f"--source-server={source}")
        settings = f"{SETTINGS_AT}{self.name}/postgresql.conf"
        self._run("pg_rewind", *to, settings, *REWINDING)
        self._wait_for_nobody_once_promoted()
        self.start()

    def _wait_for_nobody_once_promoted(self) -> None:
        """A promoted server has no standby yet: a commit that waited would hang."""
        with (self.data / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"{ALONE}\n")

    def wait_for(self, standby: "Server") -> None:
        """Answer from now on only when a standby has written the change down too.

        Raises:
            TimeoutError: the standby does not follow.
        """
        self.until(
            "SELECT count(*) = 1 FROM pg_stat_replication WHERE state='streaming'"
        )
        self._answer_after(standby.name)
        self.until(
            "SELECT count(*) = 1 FROM pg_stat_replication WHERE sync_state='sync'"
        )

    def wait_for_nobody(self) -> None:
        """Answer as soon as a change is written here: whoever waits goes on."""
        self._answer_after("")

    def wait_for_ever(self) -> None:
        """Answer no commit any more, though each still reaches the standby."""
        self._answer_after("nobody")
        self.until(
            "SELECT count(*) = 0 FROM pg_stat_replication WHERE sync_state='sync'"
        )

    def _answer_after(self, name: str) -> None:
        change = sql.SQL("ALTER SYSTEM SET synchronous_standby_names = {}")
        self.tell(change.format(sql.Literal(name)))
        self.tell("SELECT pg_reload_conf()")

    def kill(self) -> None:
        """Kill it and every process of its own with -9, as a power cut would."""
        (children,) = zip(*self.tell("SELECT pid FROM pg_stat_activity"), strict=True)
        postmaster = int((self.data / "postmaster.pid").read_text().split()[0])
        for process in (postmaster, *children):
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue  # it went with the postmaster
        # A machine that comes back knows nothing of the old process. Here its entry
        # may still be there, dead and not buried, and would pass for a running one.
        (self.data / "postmaster.pid").unlink(missing_ok=True)

    def promote(self) -> None:
        """Make a standby the primary, and wait until it is."""
        self.tell(PROMOTING)

    def tell(self, statement: str | sql.Composed) -> list[tuple[object, ...]]:
        """Send one statement as the administrator; give its rows."""
        text = statement.encode() if isinstance(statement, str) else statement
        with psycopg.connect(
            host=HOST,
            port=self.port,
            user="postgres",
            password=self.password,
            dbname="postgres",
            autocommit=True,
        ) as connection:
            cursor = connection.execute(text)
            return cursor.fetchall() if cursor.description else []

    def until(self, question: str) -> None:
        """Ask again and again, until the answer is yes.

        Raises:
            TimeoutError: it was no all the time.
        """
        give_up = time.monotonic() + PATIENCE_SECONDS
        while self.tell(question) != [(True,)]:
            if time.monotonic() > give_up:
                raise TimeoutError(f"Server {self.name}: still not so: {question}")
            time.sleep(0.05)

    def _where(self, log: str = "") -> Sequence[str]:
        return (f"--pgdata={self.name}", *([f"{log}{self.name}"] if log else []))

    def _run(self, program: str, *arguments: str) -> None:
        try:
            run_program(self.folder, program, *arguments, PGPASSWORD=self.password)
        except (CalledProcessError, TimeoutExpired) as error:
            said = str(error.stderr or error.stdout or "").strip()
            raise ServerError(f"{program} on server '{self.name}': {said}") from error


@contextmanager
def servers(*names: str) -> Iterator[tuple[Server, ...]]:
    """Give servers that are not made yet; stop them and remove them at the end."""
    folder = Path(tempfile.mkdtemp(prefix="fce-servers-"))
    password = secrets.token_hex(16)
    some = tuple(
        Server(folder=folder, name=name, port=port, password=password)
        for name, port in zip(names, free_ports(len(names)), strict=True)
    )
    try:
        make_ready(folder)
        yield some
    finally:
        for each in some:
            each.stop()
        shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    """Find ports of this machine at which nobody listens."""
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind((HOST, 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()
