"""What every test can ask for: a database of each kind, empty or with its tables."""

import gc
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
from tests.builders.office import the_tables
from tests.compiled_once import compile_once
from tests.postgres_pool import Pool

BROWSER_TESTS = Path(__file__).parent / "web" / "browser"
SESSION_FOLDER = "FCE_TEST_SESSION_FOLDER"  # hands the folder on to the workers

# A slow moment of a busy machine is no fault of the code.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")

compile_once()


if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A script's background job ignores Ctrl-C, and so would every program that a test
    # starts in order to stop it: it would wait for ever.
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_configure(config: pytest.Config) -> None:
    """Give the session a folder; only its first process does, not its workers."""
    if not hasattr(config, "workerinput"):
        session = postgres_server.make_session_folder()
        os.environ[SESSION_FOLDER] = str(session)
        _save_time(session)


def _save_time(session: Path) -> None:
    """Keep what tests write in memory, and what is compiled for the next process."""
    (session / "tmp").mkdir()
    os.environ["PYTEST_DEBUG_TEMPROOT"] = str(session / "tmp")
    # Otherwise each of some hundred processes would compile the whole program anew.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_collection() -> None:
    """Look for no garbage while the program and its tests are read in."""
    gc.disable()


def pytest_collection_finish() -> None:
    """Leave all that was read in out, whenever garbage is looked for from now on."""
    gc.freeze()
    gc.enable()


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """Leave the browser's tests out where there is no browser."""
    if find_chromium() is not None:
        return
    left_out = [item for item in items if BROWSER_TESTS in item.path.parents]
    items[:] = [item for item in items if item not in left_out]
    config.hook.pytest_deselected(items=left_out)


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
    file.write_bytes(the_tables())
    return file


@pytest.fixture(scope="session")
def postgres_with_tables(postgres_url: URL) -> Iterator[str]:
    """Give the name of a PostgreSQL database with its tables, to copy."""
    database = postgres_server.create_database(postgres_url)
    opened = open_database(_text(database))
    upgrade(opened)
    opened.dispose()
    yield str(database.database)
    postgres_server.drop_database(postgres_url, database)


@pytest.fixture
def sqlite_copy(sqlite_with_tables: Path, tmp_path: Path) -> str:
    """Give the address of a new SQLite file that has its tables."""
    copy = shutil.copyfile(sqlite_with_tables, tmp_path / "set_up.sqlite")
    return f"sqlite:///{copy}"


@pytest.fixture(scope="session")
def postgres_pool(postgres_url: URL, postgres_with_tables: str) -> Iterator[Pool]:
    """Give the PostgreSQL databases that one test hands on to the next, emptied."""
    pool = Pool(postgres_url, postgres_with_tables)
    yield pool
    pool.close()


@pytest.fixture
def postgres_copy(postgres_pool: Pool) -> Iterator[str]:
    """Give the address of an empty PostgreSQL database that has its tables."""
    with postgres_pool.lent() as database:
        yield _text(database)


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


def _text(address: URL) -> str:
    return address.render_as_string(hide_password=False)
