"""A copy of an SQLite database, made by SQLite itself while others write.

The copy begins a reading transaction and keeps it: it is of that one moment, nobody
waits for it, and writers do not make it begin again.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import URL, Engine, create_engine, inspect

from storage.errors import BackupError

Progress = Callable[[int, int], None]
"""Is told how many of how many pages, or cases, are done."""
BEGINS_WITH = b"SQLite format 3\0"
_PAGES = 2_000  # a step: 8 MB
_PATIENCE_SECONDS = 5


def copy_sqlite(source: Path, target: Path, *, progress: Progress) -> None:
    """Copy a database that others may be writing to, and check the copy.

    Args:
        source: the database's file.
        target: an empty file.
        progress: is told of the pages.

    Raises:
        BackupError: the copy can not be written, or is damaged.
    """
    try:
        with closing(_reader(source)) as reads, closing(_writer(target)) as writes:
            _hold_a_moment(reads)
            reads.backup(
                writes,
                pages=_PAGES,
                progress=lambda _, left, of: progress(of - left, of),
            )
            # One file without a log beside it, which a read-only place can hold.
            writes.execute("PRAGMA journal_mode = DELETE")
            found = writes.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.Error as error:
        raise BackupError(
            f"The copy of {source} could not be made: {error}. See that it is whole, "
            f"and that there is room in {target.parent}. Nothing was left behind."
        ) from error
    if found != "ok":
        raise BackupError(
            f"{source} is damaged: {found}. No copy of it was kept. Restore the last "
            "backup that is whole, in another place, and compare."
        )


def _reader(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{file.as_uri()}?mode=ro",
        uri=True,
        isolation_level=None,
        timeout=_PATIENCE_SECONDS,
    )


def _writer(file: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(file, isolation_level=None)
    # It is synced when it is whole; until then it is worth nothing.
    connection.execute("PRAGMA journal_mode = OFF")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _hold_a_moment(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def is_ours(copy: Engine) -> bool:
    """Say whether a copy is of one of our databases."""
    return inspect(copy).has_table("family_case")


@contextmanager
def open_copy(file: Path) -> Iterator[Engine]:
    """Open a copy to read it, leaving nothing beside it; closed at the end."""
    query = {"mode": "ro", "immutable": "1", "uri": "true"}
    url = URL.create("sqlite", database=file.as_uri(), query=query)
    database = create_engine(url, hide_parameters=True)
    try:
        yield database
    finally:
        database.dispose()
