"""What a piece of work sends to the database, counted on the wire and not guessed.

On PostgreSQL libpq itself tells: each ReadyForQuery that comes back is a round trip. On
SQLite the file is next door; there the statements are counted.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from tempfile import TemporaryFile
from typing import IO, Any

import psycopg
from sqlalchemy import Engine, event

from benchmarks.databases import Driver, Kind

_ANSWERED = b"\tReadyForQuery"


class Counter:
    """Counts what connections send from now on."""

    def __init__(self, log: IO[bytes]) -> None:
        """Start at nothing; libpq writes into `log`."""
        self._log = log
        self._statements = 0

    def watch(self, connection: Any) -> None:  # noqa: ANN401 - of either driver
        """Count what a driver's connection sends."""
        if isinstance(connection, sqlite3.Connection):
            connection.set_trace_callback(self._note)
        elif isinstance(connection, psycopg.Connection):
            connection.pgconn.trace(self._log.fileno())

    def _note(self, _statement: str) -> None:
        self._statements += 1

    def count(self) -> int:
        """Give how many statements, or round trips, there were so far."""
        self._log.seek(0)
        return self._statements + self._log.read().count(_ANSWERED)


@contextmanager
def counting(database: Engine) -> Iterator[Counter]:
    """Count what an engine's new connections send; those it has are closed before."""
    database.dispose()
    with TemporaryFile() as log:
        counter = Counter(log)

        def watch(connection: Any, _entry: object) -> None:  # noqa: ANN401 - as above
            counter.watch(connection)

        event.listen(database, "connect", watch)
        yield counter
        event.remove(database, "connect", watch)
        database.dispose()


@contextmanager
def counting_driver(driver: Driver) -> Iterator[Counter]:
    """Count what a plain connection sends."""
    connection = driver.cursor.connection
    with TemporaryFile() as log:
        counter = Counter(log)
        counter.watch(connection)
        yield counter
        if driver.on_postgresql:
            connection.pgconn.untrace()
        else:
            connection.set_trace_callback(None)


def each(counter: Counter, play: Callable[[], int]) -> float:
    """Give how many a unit of work takes, once whoever plays has warmed up."""
    play()
    before = counter.count()
    units = play()
    return (counter.count() - before) / units


def in_words(kind: Kind, engine: float, floor: float) -> str:
    """Write what was counted: `5 of 12 trips` is ours, and by hand."""
    what = "trips" if kind == "postgresql" else "statements"
    return f"{engine:.3g} : {floor:.3g} {what}"
