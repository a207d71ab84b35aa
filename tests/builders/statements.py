"""The statements that reach a database, and how it would carry them out."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, event

from storage.database import reading


@dataclass(frozen=True, kw_only=True, slots=True)
class Statement:
    """A statement as it was sent, with its parameters."""

    text: str
    parameters: Any


@contextmanager
def statements(database: Engine) -> Iterator[list[Statement]]:
    """Gather every statement that is sent meanwhile."""
    sent: list[Statement] = []

    def gather(
        _connection: Connection,
        _cursor: object,
        text: str,
        parameters: object,
        _context: object,
        _executemany: object,
    ) -> None:
        sent.append(Statement(text=text, parameters=parameters))

    event.listen(database, "before_cursor_execute", gather)
    yield sent
    event.remove(database, "before_cursor_execute", gather)


def plan(database: Engine, statement: Statement, *, as_it_is: bool = False) -> str:
    """Say in the database's own words how it finds the rows.

    A small table it would rather read whole: it is kept from that, unless it is to
    be asked `as_it_is`.
    """
    sqlite = database.dialect.name == "sqlite"
    explain = "EXPLAIN QUERY PLAN" if sqlite else "EXPLAIN"
    with reading(database) as connection:
        if not sqlite and not as_it_is:
            connection.exec_driver_sql("SET LOCAL enable_seqscan = off")
        found = connection.exec_driver_sql(
            f"{explain} {statement.text}", statement.parameters
        )
        return "\n".join(str(line[-1]) for line in found)
