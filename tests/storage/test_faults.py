"""Each fault of a database is one sentence, and leaves nothing half done."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError

from storage.cases import write_advance
from storage.database import open_database, reading, writing
from storage.districts import set_setting, setting
from storage.errors import (
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseGoneError,
    DatabaseMissingError,
    DatabaseReadOnlyError,
)
from tests.builders.storage import (
    a_family,
    a_new_case,
    a_person,
    advance,
    an_advance,
    approve,
    everything,
    find,
    open_families,
    set_up,
)

PATIENCE = 0.1


def test_a_database_that_another_holds_is_busy(
    database: Engine, migrated_url: str
) -> None:
    a_family(database)
    before = everything(database)
    impatient = open_database(migrated_url, patience=PATIENCE)
    case = find(database)
    with writing(database) as holder:
        holder.execute(text("UPDATE family_case SET version = version"))
        with pytest.raises(DatabaseBusyError, match="Wait a moment and try again"):
            advance(impatient)
    assert everything(impatient) == before
    with writing(impatient) as connection:
        write_advance(connection, case, an_advance(case, approve()))
    impatient.dispose()


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissingError, match=r"no database at .*init-db.* first"):
        open_database(f"sqlite:///{tmp_path / 'none.sqlite'}")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'nowhere' / 'cases.sqlite'}"
    with pytest.raises(DatabaseGoneError, match=r"There is no folder .*nowhere"):
        open_database(url, create=True)


def test_a_database_without_tables_wants_init_db(database_url: str) -> None:
    database = open_database(database_url, create=True)
    with pytest.raises(DatabaseMissingError, match="init-db"):
        read(database)
    database.dispose()


def test_a_file_of_another_kind_is_no_database(tmp_path: Path) -> None:
    letter = tmp_path / "letter.txt"
    letter.write_text("Dear Sir or Madam, " * 100)
    database = open_database(f"sqlite:///{letter}")
    with pytest.raises(DatabaseGoneError, match="The file is no database"):
        read(database)
    assert letter.read_text().startswith("Dear Sir")


@pytest.mark.parametrize(
    "url",
    ["", "cases.db", "sqlite://", "mysql://host/cases", "postgresql://host:one/cases"],
)
def test_an_address_that_is_not_understood_shows_how_to_write_one(url: str) -> None:
    with pytest.raises(DatabaseGoneError, match=r"Write sqlite:///family_cases\.db"):
        open_database(url)


def test_a_file_that_was_removed_meanwhile_is_gone(sqlite_copy: str) -> None:
    database, file = open_database(sqlite_copy), Path(sqlite_copy[len("sqlite:///") :])
    write(database)
    file.unlink()
    for act in (read, write):
        with pytest.raises(DatabaseGoneError, match="can not be reached"):
            act(database)
    assert not file.exists()
    database.dispose()


def test_a_file_that_was_replaced_is_read_anew(sqlite_copy: str) -> None:
    database, file = open_database(sqlite_copy), Path(sqlite_copy[len("sqlite:///") :])
    database.dispose()
    kept = file.read_bytes()
    write(database)
    file.unlink()
    for more in ("-wal", "-shm"):
        file.with_name(file.name + more).unlink()
    file.write_bytes(kept)
    with reading(database) as connection:
        assert setting(connection, "colour") is None
    database.dispose()


def test_a_server_that_does_not_answer_can_not_be_reached() -> None:
    database = open_database("postgresql://127.0.0.1:1/cases")
    with pytest.raises(DatabaseGoneError, match="can not be reached"):
        read(database)


def test_a_connection_cut_in_the_middle_of_an_advance_leaves_nothing(
    postgres_copy: str,
) -> None:
    database, other = open_database(postgres_copy), open_database(postgres_copy)
    a_family(database)
    before, case = everything(other), find(other)

    def advance_and_be_cut() -> None:
        with writing(database) as connection:
            mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
            write_advance(connection, case, an_advance(case, approve()))
            with writing(other) as killer:
                kill = text("SELECT pg_terminate_backend(:mine, 5000)")
                killer.execute(kill, {"mine": mine})
            set_setting(connection, "colour", "red")

    with pytest.raises(DatabaseGoneError, match="can not be reached"):
        advance_and_be_cut()
    assert everything(other) == before
    advance(database)  # it connects again by itself
    for one in (database, other):
        one.dispose()


def test_a_connection_cut_while_nobody_used_it_is_made_anew(
    postgres_copy: str,
) -> None:
    database, other = open_database(postgres_copy), open_database(postgres_copy)
    with reading(database) as connection:
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
    with writing(other) as killer:
        kill = text("SELECT pg_terminate_backend(:mine, 5000)")
        killer.execute(kill, {"mine": mine})
    write(database)
    for one in (database, other):
        one.dispose()


def test_a_full_disk_leaves_nothing(sqlite_copy: str) -> None:
    database = open_database(sqlite_copy)
    set_up(database)
    before = everything(database)
    database.dispose()
    event.listen(database, "connect", _stop_growing)
    long = a_person(address="x" * 9000)
    many = [a_new_case(f"F{number}", long) for number in range(50)]
    with pytest.raises(DatabaseFullError, match="Make room on it"):
        open_families(database, *many)
    assert everything(database) == before
    database.dispose()


def test_a_database_that_may_not_be_written_to_says_so(database: Engine) -> None:
    a_family(database)
    before = everything(database)
    database.dispose()
    event.listen(database, "connect", _only_read)
    with pytest.raises(DatabaseReadOnlyError, match="may not be written to"):
        advance(database)
    assert everything(database) == before


@pytest.mark.parametrize(
    ("code", "error"),
    [
        ("53100", DatabaseFullError),  # disk_full
        ("55P03", DatabaseBusyError),  # lock_not_available
        ("40P01", DatabaseBusyError),  # deadlock_detected
        ("57014", DatabaseBusyError),  # query_canceled
        ("42501", DatabaseReadOnlyError),  # insufficient_privilege
        ("57P01", DatabaseGoneError),  # admin_shutdown
    ],
)
def test_what_postgresql_reports_is_told_in_our_words(
    postgres_copy: str, code: str, error: type[Exception]
) -> None:
    database = open_database(postgres_copy)
    report = f"DO $$ BEGIN RAISE EXCEPTION 'so it is' USING ERRCODE = '{code}'; END $$"
    with (
        pytest.raises(error, match=r"Nothing was changed\. \(so it is\)"),
        writing(database) as connection,
    ):
        connection.execute(text(report))
    database.dispose()


def test_a_fault_of_ours_is_not_dressed_up(database: Engine) -> None:
    a_family(database)
    with pytest.raises(IntegrityError), writing(database) as connection:
        connection.execute(text("UPDATE family_case SET version = 0"))


def read(database: Engine) -> None:
    with reading(database) as connection:
        setting(connection, "colour")


def write(database: Engine) -> None:
    with writing(database) as connection:
        set_setting(connection, "colour", "red")


def _stop_growing(connection: DBAPIConnection, _entry: object) -> None:
    cursor = connection.cursor()
    cursor.execute("PRAGMA page_count")
    found = cursor.fetchone()
    assert found is not None
    cursor.execute(f"PRAGMA max_page_count = {int(found[0]) + 10}")
    cursor.close()


def _only_read(connection: DBAPIConnection, _entry: object) -> None:
    """Take the right to write away; file permissions would not stop root."""
    sqlite = isinstance(connection, sqlite3.Connection)
    take = "PRAGMA query_only = ON" if sqlite else "SET ROLE pg_read_all_data"
    cursor = connection.cursor()
    cursor.execute(take)
    cursor.close()
    connection.commit()
