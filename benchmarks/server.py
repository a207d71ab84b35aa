"""The PostgreSQL that is measured: the one of the tests, but one that keeps its word.

It syncs every commit to disk, as a real one does. Name a server of your own instead by
BENCH_DATABASE_URL; the figures are then those of that server.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg import sql
from sqlalchemy import URL, make_url

from tests import postgres_server

SETTINGS = """
listen_addresses = ''
port = 5432
fsync = on
synchronous_commit = on
shared_buffers = 512MB
max_wal_size = 8GB
checkpoint_timeout = 30min
max_connections = 100
"""
"""Checkpoints are spread out, so that none falls into one side's round alone."""


@contextmanager
def running_server(folder: Path) -> Iterator[URL]:
    """Give the address of a server for the length of a block, for administration.

    Args:
        folder: where it keeps its databases from one run to the next.

    Raises:
        PostgresMissingError: no server could be started; says why and what to do.
    """
    named = os.environ.get("BENCH_DATABASE_URL")
    if named:
        yield make_url(named).set(drivername="postgresql+psycopg")
        return
    address = _start(folder)
    try:
        yield address
    finally:
        postgres_server.halt(folder)


def _start(folder: Path) -> URL:
    folder.mkdir(parents=True, exist_ok=True)
    there_before = (folder / "data" / "PG_VERSION").exists()
    if there_before and not _answers(_address(folder)):
        postgres_server.start_again(folder)
    if not there_before:
        postgres_server.start(folder, SETTINGS)
    return _address(folder)


def _address(folder: Path) -> URL:
    return URL.create(
        "postgresql+psycopg",
        username="postgres",
        database="postgres",
        query={"host": str(folder / "data"), "port": "5432"},
    )


def _answers(server: URL) -> bool:
    try:
        administer(server, sql.SQL("SELECT 1"))
    except psycopg.OperationalError:
        return False
    return True


def databases_of(server: URL) -> set[str]:
    """Name the databases that a server holds."""
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        found = connection.execute("SELECT datname FROM pg_database").fetchall()
    return {str(name) for (name,) in found}


def administer(server: URL, statement: sql.SQL | sql.Composed) -> None:
    """Send a server one statement outside any transaction."""
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(statement)


def _plain(server: URL) -> str:
    address = server.set(drivername="postgresql")
    return address.render_as_string(hide_password=False)
