"""What was backed up comes back: every row of every table, on either database."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.exc import DatabaseError

from casework.reading.history import Verified, verify_history
from storage.database import on_postgresql, open_database, writing
from storage.errors import BackupError, DatabaseMissingError, DatabaseTooNewError
from storage.schema import HEAD, migration_config
from tests.builders.backups import (
    all_that_is_in,
    an_empty_one_like,
    backed_up,
    copied_anyhow,
    restored,
)
from tests.builders.office import Office, an_office


@pytest.fixture
def office(migrated_url: str) -> Iterator[Office]:
    """Give an office on each database, with two families, one of them in support."""
    with an_office(migrated_url) as office:
        office.open_families(2)
        office.walk("MAI-0001", "in_support")
        yield office


@pytest.fixture
def elsewhere(office: Office, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give an empty database of the same kind."""
    with an_empty_one_like(office.url, request) as url:
        yield url


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Give a place for a backup."""
    return tmp_path / "cases.backup"


@contextmanager
def changing(url: str, *, create: bool = False) -> Iterator[Connection]:
    database = open_database(url, create=create)
    try:
        with writing(database) as connection:
            yield connection
    finally:
        database.dispose()


def of_version(url: str, version: str) -> None:
    with changing(url) as connection:
        set_version = "UPDATE alembic_version SET version_num = :version"
        connection.execute(text(set_version), {"version": version})


def test_every_row_of_every_table_comes_back(
    office: Office, elsewhere: str, backup: Path
) -> None:
    made = backed_up(office.url, backup)
    done = restored(elsewhere, backup)

    assert all_that_is_in(elsewhere) == all_that_is_in(office.url)
    assert made.verified == done.verified
    assert done.verified.cases == 2
    assert not done.verified.breaks
    assert (made.schema, done.schema, done.migrated) == (HEAD, HEAD, False)
    assert made.bytes == backup.stat().st_size


def test_work_goes_on_in_what_was_restored(
    office: Office, elsewhere: str, backup: Path
) -> None:
    """The numbering, the triggers and the chains are there, not only the rows."""
    backed_up(office.url, backup)
    restored(elsewhere, backup)
    with an_office(elsewhere) as again:
        assert again.open_families(3) == ("MAI-0003",)
        again.walk("MAI-0002", "in_support")
        found = verify_history(again.context)
        assert isinstance(found, Verified)
        assert (found.cases, found.breaks) == (3, ())
    with pytest.raises(DatabaseError, match="history"), changing(elsewhere) as change:
        change.execute(text("UPDATE history SET actor = 'nobody'"))


def test_only_its_owner_may_read_a_backup(office: Office, backup: Path) -> None:
    backed_up(office.url, backup)
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert [each.name for each in backup.parent.glob(".*")] == []


def test_a_file_that_is_there_is_not_overwritten(office: Office, backup: Path) -> None:
    backup.write_text("the accounts of 2011")
    with pytest.raises(BackupError, match="nothing is overwritten"):
        backed_up(office.url, backup)
    assert backup.read_text() == "the accounts of 2011"


def test_a_database_that_is_not_empty_is_not_restored_into(
    office: Office, backup: Path
) -> None:
    backed_up(office.url, backup)
    office.open_families(3)
    before = all_that_is_in(office.url)
    with pytest.raises(BackupError, match="nothing is overwritten"):
        restored(office.url, backup)
    assert all_that_is_in(office.url) == before


def test_an_altered_history_is_backed_up_and_said(
    office: Office, elsewhere: str, backup: Path
) -> None:
    """It is what there is; but nobody shall take it for a good one."""
    alter_history(office)
    made = backed_up(office.url, backup)
    done = restored(elsewhere, backup)
    assert made.verified == done.verified
    assert [each.reference for each in done.verified.breaks] == ["MAI-0001"]


def test_an_altered_history_removes_no_older_backup(
    office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    first = backed_up(office.url, folder, keep=1)
    alter_history(office)
    later = office.context.now().replace(hour=11)
    second = backed_up(office.url, folder, now=later, keep=1)
    assert second.removed == ()
    assert Path(first.file).exists()


def alter_history(office: Office) -> None:
    """Alter an entry as somebody could who may do anything to the database."""
    with changing(office.url) as connection:
        if on_postgresql(connection):
            connection.execute(text("ALTER TABLE history DISABLE TRIGGER ALL"))
        else:
            names = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            for name in connection.execute(text(names)).scalars().all():
                connection.execute(text(f"DROP TRIGGER {name}"))
        alter = "UPDATE history SET actor = 'x' WHERE case_number = 1 AND entry = 2"
        connection.execute(text(alter))


def test_older_tables_are_backed_up_and_brought_up_to_date_when_restored(
    office: Office, elsewhere: str, backup: Path
) -> None:
    before = f"{int(HEAD) - 1:04d}"
    with changing(office.url) as connection:
        command.downgrade(migration_config(connection), before)

    made = backed_up(office.url, backup)
    assert (made.schema, made.verified) == (before, None)
    done = restored(elsewhere, backup)
    assert (done.schema, done.migrated) == (HEAD, True)
    assert done.verified.cases == 2
    with an_office(elsewhere) as again:
        assert again.open_families(3) == ("MAI-0003",)


def test_newer_tables_are_not_backed_up(office: Office, backup: Path) -> None:
    of_version(office.url, "9999")
    with pytest.raises(DatabaseTooNewError, match="Use the newer version"):
        backed_up(office.url, backup)
    assert not backup.exists()


def test_a_backup_of_newer_tables_is_refused(
    office: Office, elsewhere: str, backup: Path
) -> None:
    of_version(office.url, "9999")
    copied_anyhow(office.url, backup)
    with pytest.raises(DatabaseTooNewError, match="Use the newer version"):
        restored(elsewhere, backup)
    of_version(office.url, HEAD)
    backup.unlink()
    backed_up(office.url, backup)
    assert restored(elsewhere, backup).schema == HEAD  # it is still empty


def test_a_backup_of_another_program_is_refused(
    database_url: str, request: pytest.FixtureRequest, backup: Path
) -> None:
    with changing(database_url, create=True) as connection:
        connection.execute(text("CREATE TABLE accounts (year INTEGER)"))
    copied_anyhow(database_url, backup)
    with (
        an_empty_one_like(database_url, request) as elsewhere,
        pytest.raises(BackupError, match="another program's database"),
    ):
        restored(elsewhere, backup)


def test_a_database_without_tables_is_not_backed_up(
    database_url: str, backup: Path
) -> None:
    with changing(database_url, create=True):
        pass
    with pytest.raises(DatabaseMissingError, match="no tables yet"):
        backed_up(database_url, backup)
    assert not backup.exists()
