"""What every test can ask for: a database of each kind, empty or with its tables."""

import os
import shutil
import signal
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest
from sqlalchemy import URL, Engine

from storage.database import open_database
from storage.schema import upgrade
from tests import postgres_server
from tests.builders.chromium import MISSING, find_chromium

BROWSER_TESTS = Path(__file__).parent / "web" / "browser"
SESSION_FOLDER = "FCE_TEST_SESSION_FOLDER"  # hands the folder on to the workers

# A slow moment of a busy machine is no fault of the code.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A script's background job ignores Ctrl-C, and so would every program that a test
    # starts in order to stop it: it would wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Give the session a folder; only its first process does, not its workers."""
    if not hasattr(config, "workerinput"):
        os.environ[SESSION_FOLDER] = str(postgres_server.make_session_folder())


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    """Leave the browser's tests out where there is no browser."""
    if collection_path == BROWSER_TESTS and find_chromium() is None:
        return True
    return None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was left out, and why."""
    if find_chromium() is None:
        terminalreporter.write_line(MISSING)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the session's PostgreSQL when every worker has ended."""
    if not hasattr(config, "workerinput"):
        postgres_server.stop(Path(os.environ.pop(SESSION_FOLDER)))


@pytest.fixture(scope="session")
def postgres_url() -> URL:
    """Give the address of a running server, for administration."""
    named = os.environ.get("TEST_DATABASE_URL")
    if named:
        return postgres_server.named_server(named)
    return postgres_server.start(Path(os.environ[SESSION_FOLDER]))


@pytest.fixture
def fresh_postgres_url(postgres_url: URL) -> Iterator[str]:
    """Give the address of a new, empty PostgreSQL database, dropped afterwards."""
    database = postgres_server.create_database(postgres_url)
    yield _text(database)
    postgres_server.drop_database(postgres_url, database)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """Give the address of a new SQLite file, which does not exist yet."""
    return f"sqlite:///{tmp_path / 'cases.sqlite'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """Give a new, empty database of each kind: the test runs once on each."""
    kind = {"sqlite": "sqlite_url", "postgresql": "fresh_postgres_url"}[request.param]
    return str(request.getfixturevalue(kind))


@pytest.fixture(scope="session")
def sqlite_with_tables(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an SQLite file with its tables, to copy."""
    file = tmp_path_factory.mktemp("tables") / "cases.sqlite"
    _make_tables(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_url: URL) -> Iterator[str]:
    """Give the name of a PostgreSQL database with its tables, to copy."""
    database = postgres_server.create_database(postgres_url)
    _make_tables(_text(database))
    yield str(database.database)
    postgres_server.drop_database(postgres_url, database)


@pytest.fixture
def sqlite_copy(sqlite_with_tables: Path, tmp_path: Path) -> str:
    """Give the address of a new SQLite file that has its tables."""
    copy = shutil.copyfile(sqlite_with_tables, tmp_path / "set_up.sqlite")
    return f"sqlite:///{copy}"


@pytest.fixture
def postgres_copy(postgres_url: URL, postgres_with_tables: str) -> Iterator[str]:
    """Give the address of a new PostgreSQL database that has its tables."""
    database = postgres_server.create_database(postgres_url, postgres_with_tables)
    yield _text(database)
    postgres_server.drop_database(postgres_url, database)


@pytest.fixture(params=["sqlite", "postgresql"])
def migrated_url(request: pytest.FixtureRequest) -> str:
    """Give a new database of each kind that has its tables: the test runs on both."""
    kind = {"sqlite": "sqlite_copy", "postgresql": "postgres_copy"}[request.param]
    return str(request.getfixturevalue(kind))


@pytest.fixture
def database(migrated_url: str) -> Iterator[Engine]:
    """Give the same, opened; closed afterwards."""
    opened = open_database(migrated_url)
    yield opened
    opened.dispose()


def _make_tables(url: str) -> None:
    database = open_database(url, create=True)
    upgrade(database)
    database.dispose()


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
