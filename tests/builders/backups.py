"""Backups for tests: made of an office's database, and put back elsewhere."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from casework.backups.back_up import BackedUp, BackupRequest, back_up
from casework.backups.restore import Restored, restore
from storage.backups.postgres_dump import dump_postgresql
from storage.backups.sqlite_copy import copy_sqlite
from storage.database import open_database, reading
from storage.sqlite import sqlite_file
from tests import postgres_server
from tests.builders.storage import everything

NOW = datetime(2012, 12, 17, 10, 0, tzinfo=UTC)


def environment() -> Mapping[str, str]:
    """Name the programs that came with the tests' server, or belong to the other."""
    if os.environ.get("TEST_DATABASE_URL"):
        return os.environ
    names = ("pg_dump", "pg_restore")
    programs = {n.upper(): str(postgres_server.client_program(n)) for n in names}
    return os.environ | programs


def backed_up(url: str, target: Path, **changes: Any) -> BackedUp:  # noqa: ANN401
    """Back a database up, on the first day unless it is said otherwise."""
    usual: dict[str, Any] = {"now": NOW, "environment": environment()}
    return back_up(url, BackupRequest(target=target, **usual | changes))


def restored(url: str, file: Path) -> Restored:
    """Put a backup into an empty database."""
    return restore(url, file, environment=environment())


def copied_anyhow(url: str, target: Path) -> None:
    """Copy a database that `backup` would refuse, such as another program's."""
    source = sqlite_file(url)
    if source is not None:
        copy_sqlite(source, target, progress=lambda _done, _all: None)
        return
    database = open_database(url)
    with reading(database) as connection:
        dump_postgresql(connection, target, environment())
    database.dispose()


@contextmanager
def an_empty_one_like(url: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """Give the address of an empty database of the same kind, in another place."""
    if sqlite_file(url) is not None:
        with TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/restored.sqlite"
        return
    server = request.getfixturevalue("postgres_url")
    database = postgres_server.create_database(server)
    yield database.render_as_string(hide_password=False)
    postgres_server.drop_database(server, database)


def all_that_is_in(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Read every row of every table."""
    database = open_database(url)
    try:
        return everything(database)
    finally:
        database.dispose()
