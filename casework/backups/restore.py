"""Put a backup into an empty database."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from casework.reading.history import Progress, Verified, verify_all
from storage.backups.postgres_dump import BEGINS_WITH as POSTGRESQL
from storage.backups.postgres_dump import restore_postgresql, version_in_dump
from storage.backups.sqlite_copy import BEGINS_WITH as SQLITE
from storage.backups.sqlite_copy import copy_sqlite, is_ours, open_copy
from storage.backups.whole_file import written_whole
from storage.database import open_database, reading
from storage.errors import BackupError
from storage.schema import refuse_newer, upgrade, version_of
from storage.sqlite import sqlite_file

_KINDS = {SQLITE: "SQLite", POSTGRESQL: "PostgreSQL"}
_OF_ANOTHER = "The file is a backup of another program's database. Nothing was changed."


@dataclass(frozen=True, kw_only=True, slots=True)
class Restored:
    """A backup that was put back: its tables' version, and what was verified.

    `migrated` says whether an earlier version of this program had made the tables,
    which were brought up to date.
    """

    schema: str
    migrated: bool
    verified: Verified


def restore(
    url: str,
    file: Path,
    *,
    environment: Mapping[str, str],
    progress: Progress = lambda _done, _all: None,
) -> Restored:
    """Put a backup into a database that is empty: all of it, or nothing.

    Args:
        url: the database's URL: an SQLite file that is not there, or a PostgreSQL
            database without tables.
        file: the backup.
        environment: says where `pg_restore` is.
        progress: is told of pages, then of cases.

    Raises:
        BackupError: the file is no backup of this kind of database, or the database
            is not empty; nothing was changed.
        DatabaseTooNewError: a later version of this program made the backup.
        StorageError: the database can not be reached or written to.
    """
    target = sqlite_file(url)
    _see_that_it_is_a_backup(file, "PostgreSQL" if target is None else "SQLite")
    if target is None:
        return _into_postgresql(url, file, environment, progress)
    with written_whole(target) as partial:
        copy_sqlite(file.absolute(), partial, progress=progress)
        _see_that_it_is_ours(partial)
        return _brought_up_to_date(f"sqlite:///{partial}", progress)


def _see_that_it_is_a_backup(file: Path, wanted: str) -> None:
    if not file.is_file():
        raise BackupError(f"There is no file {file}. Name the backup to restore.")
    with file.open("rb") as content:
        begins = content.read(max(map(len, _KINDS)))
    found = next((kind for mark, kind in _KINDS.items() if begins.startswith(mark)), "")
    if not found:
        raise BackupError(f"{file} is no backup: `backup` makes one.")
    if found != wanted:
        raise BackupError(
            f"{file} is a backup of {found}, and DATABASE_URL names a database of "
            f"{wanted}. Restore it into one of {found}."
        )


def _see_that_it_is_ours(copy: Path) -> None:
    with open_copy(copy) as database:
        if not is_ours(database):
            raise BackupError(_OF_ANOTHER)
        version_of(database)


def _into_postgresql(
    url: str, file: Path, environment: Mapping[str, str], progress: Progress
) -> Restored:
    version = version_in_dump(file, environment)
    if not version:
        raise BackupError(_OF_ANOTHER)
    refuse_newer(version)
    database = open_database(url)
    try:
        restore_postgresql(database, file, environment)
    finally:
        database.dispose()
    return _brought_up_to_date(url, progress)


def _brought_up_to_date(url: str, progress: Progress) -> Restored:
    database = open_database(url)
    try:
        migrated = upgrade(database)
        with reading(database) as connection:
            verified = verify_all(connection, progress)
        return Restored(
            schema=version_of(database), migrated=migrated, verified=verified
        )
    finally:
        database.dispose()
