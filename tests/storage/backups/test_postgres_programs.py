"""pg_dump and pg_restore: found, fit for the server, never told a password aloud."""

from pathlib import Path

import pytest
from psycopg.conninfo import conninfo_to_dict
from sqlalchemy import make_url, text

from storage.addresses import KEPT_ALIVE
from storage.backups.postgres_dump import dump_postgresql
from storage.backups.postgres_programs import (
    find_program,
    reach_of,
    see_that_it_fits,
)
from storage.database import open_database, reading
from storage.errors import BackupError
from tests.builders.backups import environment

PASSWORD = "correct-horse"  # noqa: S105 - of nobody


def a_program(folder: Path, script: str) -> Path:
    """Write a program that stands in for pg_dump."""
    program = folder / "pg_dump"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o700)
    return program


def test_a_program_is_found_in_the_path(tmp_path: Path) -> None:
    program = a_program(tmp_path, "exit 0")
    assert find_program("pg_dump", {"PATH": str(tmp_path)}) == program


def test_a_program_that_is_named_goes_before_the_path(tmp_path: Path) -> None:
    a_program(tmp_path, "exit 0")
    (tmp_path / "18").mkdir()
    named = a_program(tmp_path / "18", "exit 0")
    found = find_program("pg_dump", {"PATH": str(tmp_path), "PG_DUMP": str(named)})
    assert found == named


@pytest.mark.parametrize(
    ("settings", "why"),
    [
        ({"PATH": "/nowhere"}, "it is not in the PATH"),
        ({"PG_DUMP": "/nowhere/pg_dump"}, "PG_DUMP names /nowhere/pg_dump"),
    ],
)
def test_a_program_that_is_missing_is_said(settings: dict[str, str], why: str) -> None:
    with pytest.raises(BackupError, match=f"There is no pg_dump \\({why}\\)"):
        find_program("pg_dump", settings)


@pytest.mark.parametrize("server", [14, 18])
def test_a_program_of_another_version_than_the_server_is_refused(
    tmp_path: Path, server: int
) -> None:
    program = a_program(tmp_path, "echo 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0)'")
    see_that_it_fits(program, 15, {})
    why = f"of PostgreSQL 15, the server is of {server}. Install the client programs"
    with pytest.raises(BackupError, match=why):
        see_that_it_fits(program, server, {})


@pytest.mark.parametrize("in_the_query", [False, True])
def test_the_password_is_not_on_the_command_line(
    postgres_copy: str,
    tmp_path: Path,
    in_the_query: bool,  # noqa: FBT001
) -> None:
    """Everybody on a machine can read a command line."""
    real = find_program("pg_dump", environment())
    heard = tmp_path / "heard"
    program = a_program(tmp_path, f'echo "$PGPASSWORD|$*" >> {heard}\nexec {real} "$@"')
    url = make_url(postgres_copy)
    secret = url.password or PASSWORD
    url = url.set(password=None if in_the_query else secret)
    if in_the_query:
        url = url.update_query_dict({"password": secret})
    database = open_database(url.render_as_string(hide_password=False))
    with reading(database) as connection:
        settings = {**environment(), "PG_DUMP": str(program)}
        dump_postgresql(connection, tmp_path / "dump", settings)
    database.dispose()

    password, _, words = heard.read_text().splitlines()[-1].partition("|")
    assert password == secret
    assert "--format=custom" in words
    assert secret not in words


def test_a_program_is_told_what_the_address_says_and_nothing_that_it_may_not_know(
    postgres_copy: str,
) -> None:
    """pg_dump of PostgreSQL 15 refuses `sslcertmode`, which libpq 16 fills in."""
    said = {"sslmode": "prefer", "target_session_attrs": "any"}
    url = make_url(postgres_copy).update_query_dict(said)
    database = open_database(url.render_as_string(hide_password=False))
    with reading(database) as connection:
        where, _ = reach_of(connection).words
    database.dispose()
    told = conninfo_to_dict(where.removeprefix("--dbname="))
    where_it_is = {"host", "port", "user", "dbname", "sslmode"}
    assert set(told) == where_it_is | {"connect_timeout", *KEPT_ALIVE}
    assert told["sslmode"] == "prefer"


def test_a_program_that_fails_is_quoted(postgres_copy: str, tmp_path: Path) -> None:
    database = open_database(postgres_copy)
    with reading(database) as connection:
        server = connection.scalar(text("SHOW server_version"))
        version = f"case $1 in --version) echo '(PostgreSQL) {server}'; exit;; esac"
        program = a_program(tmp_path, f"{version}\necho 'no room is left' >&2; exit 1")
        settings = {"PG_DUMP": str(program)}
        with pytest.raises(BackupError, match=r"pg_dump failed: no room is left\."):
            dump_postgresql(connection, tmp_path / "dump", settings)
    database.dispose()
