"""The harness gives each test a real, empty database of its own."""

import subprocess
import sys
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text

from tests import postgres_server
from tests.builders.chromium import MISSING
from tests.house.tree import ROOT


def test_every_database_starts_empty_and_takes_a_table(database_url: str) -> None:
    database = create_engine(database_url)
    try:
        with database.begin() as connection:
            connection.execute(text("CREATE TABLE family (reference TEXT)"))
            connection.execute(text("INSERT INTO family VALUES ('MAI-0001')"))
            found = connection.execute(text("SELECT reference FROM family")).scalars()
            assert list(found) == ["MAI-0001"]
    finally:
        database.dispose()


def test_postgresql_is_a_real_and_recent_server(fresh_postgres_url: str) -> None:
    address = make_url(fresh_postgres_url).set(drivername="postgresql")
    with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
        assert connection.info.server_version >= 150000


def test_a_server_that_does_not_answer_fails_with_a_sentence() -> None:
    nobody = "postgresql://127.0.0.1:1/postgres"
    with pytest.raises(postgres_server.PostgresMissingError, match="TEST_DATABASE_URL"):
        postgres_server.named_server(nobody)


@pytest.mark.parametrize("named", ["", "/test_case_pages.py"])
def test_without_a_browser_its_tests_are_left_out_in_one_line_also_if_named(
    named: str,
) -> None:
    path = f"tests/web/browser{named}"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", path],
        cwd=ROOT,
        env={"PATH": str(Path(sys.executable).parent)},
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == pytest.ExitCode.NO_TESTS_COLLECTED
    assert MISSING in ran.stdout
    assert "error" not in ran.stdout.lower()
