"""Back a whole database up into one file, while it is used."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from casework.backups.dated_files import dated_file, remove_old
from casework.reading.history import Progress, Verified, verify_all
from storage.backups.postgres_dump import dump_postgresql
from storage.backups.sqlite_copy import copy_sqlite, open_copy
from storage.backups.whole_file import written_whole
from storage.database import open_database, reading
from storage.schema import HEAD, version_in, version_of
from storage.sqlite import sqlite_file


@dataclass(frozen=True, kw_only=True, slots=True)
class BackedUp:
    """A backup that was made: the file, what was verified in it, what was removed.

    `schema` is the version of its tables; the histories of older tables are not
    verified. `removed` lists the older backups that were not to be kept.
    """

    file: str
    bytes: int
    schema: str
    verified: Verified | None
    removed: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BackupRequest:
    """Where a backup goes.

    `target` is a file that is not there yet, or a folder, in which the file is named
    after the database and the moment `now`; `keep` says how many such backups stay
    there (None removes none). `environment` says where `pg_dump` is.
    """

    target: Path
    now: datetime
    keep: int | None = None
    environment: Mapping[str, str]


def back_up(
    url: str,
    request: BackupRequest,
    *,
    progress: Progress = lambda _done, _all: None,
) -> BackedUp:
    """Back a database up into one file.

    The backup is of one moment, and holds all that was acknowledged before this was
    called. Where a history was altered the backup is kept all the same, for it is what
    there is; but then no older one is removed, for one of them may be the better.

    Args:
        url: the database's URL.
        request: where to.
        progress: is told of pages, then of cases.

    Raises:
        BackupError: the backup can not be made; no file is left.
        StorageError: the database is missing, gone or newer than this program.
    """
    file = request.target
    if file.is_dir():
        file = dated_file(file, url, request.now)
    database = open_database(url)
    try:
        schema = version_of(database)
        with written_whole(file) as partial:
            source = sqlite_file(url)
            if source is None:
                verified = _dump(database, partial, request, progress)
            else:
                copy_sqlite(source, partial, progress=progress)
                verified = _look_through(partial, progress)
    finally:
        database.dispose()
    return BackedUp(
        file=str(file),
        bytes=file.stat().st_size,
        schema=schema,
        verified=verified,
        removed=_remove_old(file, request, verified),
    )


def _dump(
    database: Engine, partial: Path, request: BackupRequest, progress: Progress
) -> Verified | None:
    """Dump what one transaction sees, and verify it there: a dump can not be asked."""
    with reading(database) as connection:
        dump_postgresql(connection, partial, request.environment)
        return _verified(connection, progress)


def _look_through(copy: Path, progress: Progress) -> Verified | None:
    with open_copy(copy) as database, reading(database) as connection:
        return _verified(connection, progress)


def _verified(connection: Connection, progress: Progress) -> Verified | None:
    current = version_in(connection) == HEAD
    return verify_all(connection, progress) if current else None


def _remove_old(
    file: Path, request: BackupRequest, verified: Verified | None
) -> tuple[str, ...]:
    altered = verified is not None and verified.breaks
    if altered or request.keep is None:
        return ()
    return tuple(str(old) for old in remove_old(file, request.keep, request.now))
