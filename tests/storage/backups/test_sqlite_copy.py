"""A copy of a file is of one moment, whole, and waits for nobody."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from storage.backups.sqlite_copy import copy_sqlite
from storage.errors import BackupError

ROWS = 30


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """Give a database of 30 MB in a write-ahead log: a copy takes several steps."""
    file = tmp_path / "source.sqlite"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE part (content BLOB)")
        for _ in range(ROWS):
            connection.execute("INSERT INTO part VALUES (zeroblob(1000000))")
    return file


@pytest.fixture
def target(tmp_path: Path) -> Path:
    """Give an empty file."""
    file = tmp_path / "copy"
    file.touch()
    return file


def counted(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM part").fetchone()[0])


def test_what_is_written_meanwhile_is_not_in_it_and_does_not_begin_it_again(
    source: Path, target: Path
) -> None:
    done: list[int] = []
    with closing(sqlite3.connect(source, isolation_level=None)) as writer:

        def write_more(pages: int, _of: int) -> None:
            done.append(pages)
            assert len(done) < ROWS, "it begins again and again"
            writer.execute("INSERT INTO part VALUES ('meanwhile')")

        copy_sqlite(source, target, progress=write_more)
    assert len(done) > 2
    assert done == sorted(done)
    assert counted(target) == ROWS
    assert counted(source) == ROWS + len(done)


def test_the_copy_is_one_file_without_a_log(source: Path, target: Path) -> None:
    copy_sqlite(source, target, progress=lambda _done, _all: None)
    target.chmod(0o400)
    assert counted(target) == ROWS
    assert [each.name for each in target.parent.glob("copy*")] == ["copy"]


def test_a_damaged_database_is_said_to_be_damaged(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source, isolation_level=None)) as connection:
        connection.execute("CREATE INDEX part_content ON part (length(content))")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.execute("PRAGMA writable_schema = ON")
        wrong_root = "UPDATE sqlite_master SET rootpage = 2 WHERE type = 'index'"
        connection.execute(wrong_root)
    with pytest.raises(BackupError, match=r"source\.sqlite is damaged"):
        copy_sqlite(source, target, progress=lambda _done, _all: None)


def test_a_copy_that_finds_no_room_is_said_with_the_folder(
    source: Path,
) -> None:
    """/dev/full is a disk without room."""
    with pytest.raises(BackupError, match=r"could not be made: .* room in /dev"):
        copy_sqlite(source, Path("/dev/full"), progress=lambda _done, _all: None)
