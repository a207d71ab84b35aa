"""What goes over the wire to PostgreSQL, as its own client library writes it down."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import TemporaryFile

import psycopg
from sqlalchemy import Connection, Engine

ANSWERED = "ReadyForQuery"
"""The server ends each round trip with it, however many statements it had."""


@dataclass
class Wire:
    """What went over a connection."""

    text: str = ""

    @property
    def round_trips(self) -> int:
        """How often somebody had to wait for the server."""
        return self.text.count(ANSWERED)


@contextmanager
def the_wire(connection: Connection) -> Iterator[Wire]:
    """Write down what a connection to PostgreSQL sends and gets meanwhile."""
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    wire = Wire()
    with TemporaryFile() as file:
        driver.pgconn.trace(file.fileno())
        yield wire
        driver.pgconn.untrace()
        file.seek(0)
        wire.text = file.read().decode()


@contextmanager
def the_next_wire(database: Engine) -> Iterator[Wire]:
    """Write down what the pool's only connection sends and gets meanwhile."""
    with database.connect() as connection, the_wire(connection) as wire:
        connection.close()  # back into the pool, from where it is taken next
        yield wire
