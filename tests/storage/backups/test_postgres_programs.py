"""pg_dump and pg_restore: found, fit for the server, never told a password aloud."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from storage.backups.postgres_dump import dump_postgresql
from storage.backups.postgres_programs import find_program, see_that_it_fits
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


def test_a_program_that_is_older_than_the_server_is_refused(tmp_path: Path) -> None:
    program = a_program(tmp_path, "echo 'pg_dump (PostgreSQL) 15.18 (Debian 15.18-0)'")
    see_that_it_fits(program, 15, {})
    with pytest.raises(BackupError, match="of PostgreSQL 15, the server is of 18"):
        see_that_it_fits(program, 18, {})


def test_the_password_is_not_on_the_command_line(
    postgres_copy: str, tmp_path: Path
) -> None:
    """Everybody on a machine can read a command line."""
    real = environment()["PG_DUMP"]
    heard = tmp_path / "heard"
    program = a_program(tmp_path, f'echo "$PGPASSWORD|$*" >> {heard}\nexec {real} "$@"')
    url = make_url(postgres_copy).set(password=PASSWORD)
    database = open_database(url.render_as_string(hide_password=False))
    with reading(database) as connection:
        settings = {**environment(), "PG_DUMP": str(program)}
        dump_postgresql(connection, tmp_path / "dump", settings)
    database.dispose()

    password, _, words = heard.read_text().splitlines()[-1].partition("|")
    assert password == PASSWORD
    assert "--format=custom" in words
    assert PASSWORD not in words


def test_a_program_that_fails_is_quoted(postgres_copy: str, tmp_path: Path) -> None:
    version = "case $1 in --version) echo '(PostgreSQL) 99.1'; exit;; esac"
    program = a_program(tmp_path, f"{version}\necho 'no room is left' >&2; exit 1")
    database = open_database(postgres_copy)
    with reading(database) as connection:
        settings = {"PG_DUMP": str(program)}
        with pytest.raises(BackupError, match=r"pg_dump failed: no room is left\."):
            dump_postgresql(connection, tmp_path / "dump", settings)
    database.dispose()
