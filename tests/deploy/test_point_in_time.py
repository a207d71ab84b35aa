"""Back to a moment: a real server, with the settings that the how-to page gives."""

import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL

from casework.reading.history import Verified, verify_history
from tests import postgres_server
from tests.builders.office import an_office
from tests.docs.pages import DOCS, blocks

PAGE = DOCS / "how-to" / "back-up-and-restore.md"
PATIENCE_SECONDS = 60


@pytest.fixture
def folder() -> Iterator[Path]:
    """Give a server's folder, removed afterwards."""
    made = postgres_server.make_session_folder()
    try:
        yield made
    finally:
        postgres_server.stop(made)


def settings_of_the_page(number: int, folder: Path, moment: str = "") -> str:
    """Give a block of settings from the page, for the folders of this test."""
    block = blocks(PAGE, "ini")[number]
    assert "/var/backups/postgresql" in block
    block = block.replace("/var/backups/postgresql", str(folder))
    return block.replace("2013-02-05 10:41:00+00", moment)


def add_settings(data: Path, settings: str) -> None:
    with (data / "postgresql.auto.conf").open("a") as file:
        file.write(settings)


def start_archiving(folder: Path) -> URL:
    server = postgres_server.start(folder)
    (folder / "wal").mkdir()
    (folder / "wal").chmod(0o777)  # the server may be another user than we are
    add_settings(folder / "data", settings_of_the_page(0, folder))
    postgres_server.halt(folder)
    postgres_server.start_again(folder)
    return server


def asked(server: URL, question: str) -> object:
    address = server.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(address, autocommit=True) as connection:
        found = connection.execute(question).fetchone()
    return found[0] if found else None


def go_back_to(folder: Path, moment: str, server: URL) -> None:
    """Do what the page says."""
    postgres_server.halt(folder)
    (folder / "data").rename(folder / "evidence")
    (folder / "base").rename(folder / "data")
    for lock in (folder / "data").glob(".s.PGSQL.*.lock"):
        lock.unlink()  # only because the tests' socket lies in the data folder
    add_settings(folder / "data", settings_of_the_page(1, folder, moment))
    (folder / "data" / "recovery.signal").touch()
    postgres_server.start_again(folder)
    give_up = time.monotonic() + PATIENCE_SECONDS
    while asked(server, "SELECT pg_is_in_recovery()"):
        assert time.monotonic() < give_up, (folder / "data" / "log").read_text()
        time.sleep(0.05)


def test_a_case_stands_as_it_stood_before_the_mistake(folder: Path) -> None:
    server = start_archiving(folder)
    database = postgres_server.create_database(server)
    url = database.render_as_string(hide_password=False)
    with an_office(url) as office:
        office.open_families(2)
        socket = ("--host", str(folder / "data"), "--username=postgres")
        begin_from = ("--pgdata=base", "--checkpoint=fast")
        postgres_server.run_program(folder, "pg_basebackup", *begin_from, *socket)
        office.walk("MAI-0001", "in_support")
        stood = office.case("MAI-0001")
        moment = str(asked(server, "SELECT clock_timestamp()::text"))
        office.take("MAI-0001", "note_contact", "mai.coordinator", note="A mistake")
        assert office.case("MAI-0001") != stood

    go_back_to(folder, moment, server)

    with an_office(url) as office:
        assert office.case("MAI-0001") == stood
        found = verify_history(office.context)
        assert isinstance(found, Verified)
        assert (found.cases, found.breaks) == (2, ())
        office.take("MAI-0001", "note_contact", "mai.coordinator")
