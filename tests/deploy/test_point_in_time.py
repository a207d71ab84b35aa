"""Back to a moment: a real server, with the settings that the how-to page gives."""

import grp
import pwd
import shlex
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.rows import TupleRow
from sqlalchemy import URL

from casework.reading.history import Verified, verify_history
from tests import postgres_server
from tests.builders.office import an_office
from tests.docs.pages import DOCS, blocks

PAGE = DOCS / "how-to" / "back-up-and-restore.md"
KEPT = "/var/backups/postgresql"
PATIENCE_SECONDS = 60


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a server's folder, removed afterwards."""
    made = postgres_server.make_session_folder()
    try:
        yield made
    finally:
        postgres_server.stop(made)


def of_the_page(language: str, number: int, folder: Path) -> str:
    """Give a block of the page, for the folders of this test."""
    block = blocks(PAGE, language)[number]
    assert KEPT in block
    return block.replace(KEPT, str(folder / "kept"))


def make_the_folders(folder: Path) -> None:
    """Type the page's line; the server's user is called otherwise here."""
    server = pwd.getpwuid((folder / "data").stat().st_uid)
    group = grp.getgrgid(server.pw_gid).gr_name
    names = {"-o postgres": f"-o {server.pw_name}", "-g postgres": f"-g {group}"}
    line = of_the_page("sh", 0, folder)
    for theirs, ours in names.items():
        assert theirs in line
        line = line.replace(theirs, ours)
    subprocess.run(shlex.split(line), check=True)


def copy_the_server(folder: Path) -> None:
    """Type the page's line, for a server that is reached by its socket."""
    program, *words = shlex.split(of_the_page("sh", 1, folder))
    socket = ("--host", str(folder / "data"), "--username=postgres")
    postgres_server.run_program(folder, program, *words, *socket)


def add_settings(data: Path, settings: str) -> None:
    with (data / "postgresql.auto.conf").open("a") as file:
        file.write(settings)


def start_archiving(folder: Path) -> URL:
    server = postgres_server.start(folder)
    make_the_folders(folder)
    add_settings(folder / "data", of_the_page("ini", 0, folder))
    postgres_server.halt(folder)
    postgres_server.start_again(folder)
    return server


def asked(server: URL, question: str) -> TupleRow:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(question.encode()).fetchone()
    assert found is not None
    return found


def wait_until_archived(server: URL, folder: Path) -> tuple[int, str | None]:
    """Fill a file of the log, and ask the page's question until something was done."""
    asked(server, "SELECT pg_switch_wal()")
    give_up = time.monotonic() + PATIENCE_SECONDS
    while True:
        archived, _, failed, which = asked(server, blocks(PAGE, "sql")[1])
        if archived or failed:
            return failed, which
        assert time.monotonic() < give_up, (folder / "data" / "log").read_text()
        time.sleep(0.05)


def go_back_to(folder: Path, moment: str, server: URL) -> None:
    """Do what the page says."""
    postgres_server.halt(folder)
    (folder / "data").rename(folder / "evidence")
    (folder / "kept" / "base-2012-12-17").rename(folder / "data")
    for lock in (folder / "data").glob(".s.PGSQL.*.lock"):
        lock.unlink()  # only because the tests' socket lies in the data folder
    settings = of_the_page("ini", 1, folder)
    add_settings(folder / "data", settings.replace("2013-02-05 10:41:00+00", moment))
    (folder / "data" / "recovery.signal").touch()
    postgres_server.start_again(folder)
    give_up = time.monotonic() + PATIENCE_SECONDS
    while asked(server, "SELECT pg_is_in_recovery()")[0]:
        assert time.monotonic() < give_up, (folder / "data" / "log").read_text()
        time.sleep(0.05)


def test_the_folder_of_the_page_takes_the_log(folder: Path) -> None:
    server = start_archiving(folder)
    assert wait_until_archived(server, folder) == (0, None)
    assert (folder / "kept" / "wal").stat().st_mode & 0o777 == 0o700


def test_without_that_folder_the_question_of_the_page_tells(folder: Path) -> None:
    server = start_archiving(folder)
    (folder / "kept" / "wal").rename(folder / "kept" / "away")
    failed, which = wait_until_archived(server, folder)
    assert failed
    assert which


def test_a_case_stands_as_it_stood_before_the_mistake(folder: Path) -> None:
    server = start_archiving(folder)
    database = postgres_server.create_database(server)
    url = database.render_as_string(hide_password=False)
    with an_office(url) as office:
        office.open_families(2)
        copy_the_server(folder)
        office.walk("MAI-0001", "in_support")
        stood = office.case("MAI-0001")
        moment = str(asked(server, "SELECT clock_timestamp()::text")[0])
        office.take("MAI-0001", "note_contact", "mai.coordinator", note="A mistake")
        assert office.case("MAI-0001") != stood

    go_back_to(folder, moment, server)

    with an_office(url) as office:
        assert office.case("MAI-0001") == stood
        found = verify_history(office.context)
        assert isinstance(found, Verified)
        assert (found.cases, found.breaks) == (2, ())
        office.take("MAI-0001", "note_contact", "mai.coordinator")
