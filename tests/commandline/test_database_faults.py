"""A database that is missing, not set up, locked, gone or full: a sentence, no loss."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Pool, event

from tests.builders.family_lists import row, write_list
from tests.builders.program import Program

HERE = ("--district", "maidstone", "--as", "mai.coordinator")


def file_of(program: Program) -> Path:
    return Path(program.url.removeprefix("sqlite:///"))


@contextmanager
def every_connection(pragma: str) -> Iterator[None]:
    """Set a PRAGMA on each connection that is taken out, after the program's own."""

    def on_checkout(connection: Any, *_: object) -> None:  # noqa: ANN401 - DBAPI
        connection.execute(f"PRAGMA {pragma}")

    event.listen(Pool, "checkout", on_checkout)
    try:
        yield
    finally:
        event.remove(Pool, "checkout", on_checkout)


def test_a_database_that_is_missing(sqlite_url: str) -> None:
    said = Program(url=sqlite_url).refused("cases")
    assert said.startswith("- There is no database at ")
    assert "Run `run_engine.py init-db` first" in said


def test_a_database_that_is_not_set_up(sqlite_url: str) -> None:
    program = Program(url=sqlite_url)
    file_of(program).touch()
    assert "The database has no tables yet" in program.refused("cases")


def test_a_file_that_is_no_database(sqlite_url: str) -> None:
    program = Program(url=sqlite_url)
    file_of(program).write_text("families, in a spreadsheet perhaps " * 100)
    assert "The file is no database, or a damaged one." in program.refused("cases")


def test_an_address_that_is_none() -> None:
    said = Program(url="mysterious://x").refused("cases")
    assert "DATABASE_URL is not understood" in said


def test_a_server_that_is_gone() -> None:
    # Nothing listens on port 1 of this machine.
    url = "postgresql://nobody@127.0.0.1:1/nothing"
    assert "The database can not be reached." in Program(url=url).refused("cases")


def test_a_database_that_somebody_else_has_locked(
    program: Program, reference: str
) -> None:
    holder = sqlite3.connect(file_of(program), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    words = ("advance", reference, "find_not_eligible", "--as", "mai.coordinator")
    with every_connection("busy_timeout = 50"):
        said = program.refused(*words, "--answer", "reason=Checked")
    holder.rollback()
    holder.close()
    assert "Somebody else holds the database for too long." in said
    assert "Nothing was changed." in said
    assert program.run("case", reference, "--json").json["version"] == 1


def test_a_disk_that_is_full_loses_nothing(program: Program, tmp_path: Path) -> None:
    with sqlite3.connect(file_of(program)) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.close()
    families = write_list(tmp_path, *(row(family=f"F{n:03d}") for n in range(300)))
    words = ("open", "--from-csv", str(families), *HERE)
    with every_connection(f"max_page_count = {pages + 2}"):
        said = program.refused(*words)
    assert "The database's disk is full. Make room on it" in said
    assert "Nothing was changed." in said
    assert program.done("cases") == "No case fits.\n"
    assert program.done(*words).startswith("Opened 300 families")


def test_a_fault_of_the_program_is_one_too(
    program: Program, reference: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row that no version of the program writes stands for any such fault."""
    with sqlite3.connect(file_of(program)) as connection:
        connection.execute("UPDATE family_case SET facts = 'no JSON'")
    connection.close()
    said = program.refused("case", reference)
    assert "This is a fault of the program: JSONDecodeError" in said
    assert "Nothing is half done." in said
    assert "Traceback" in program.run("--debug", "case", reference).err
    assert not capsys.readouterr().out
