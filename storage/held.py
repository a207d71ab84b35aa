"""Statements compiled once for each kind of database, and sent by its driver.

Whoever listens to SQLAlchemy's `before_cursor_execute` is told as ever.

Statements that do not wait for one another's answers go to PostgreSQL in one round
trip, in order (psycopg's pipeline), and many rows of a table as one list a column.
SQLite is next door and has nothing of either to save; but what happens to many rows
alike is sent to both as one statement, with a list of whose they are.
"""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from sqlalchemy import Connection, Dialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Executable

from storage.driver_errors import as_sqlalchemy
from storage.errors import LostRaceError
from storage.forms import NOTHING, Form, Row, Values, form_of

Question: TypeAlias = "tuple[Held, Values]"
_MANY = 10
"""From so many rows on a list a column is less work than a statement a row."""
_UNKNOWN = -1
"""A driver's count of the rows that a statement changed, before it has answered."""


class Held:
    """A Core statement that is kept as text, for each dialect that has asked for it.

    It has one text for all values, so that no `IN` may wait for its list.
    """

    __slots__ = ("_by_column", "_by_list", "_forms", "_statement")

    def __init__(
        self,
        statement: Executable,
        *,
        by_column: "Held | None" = None,
        by_list: "Held | None" = None,
    ) -> None:
        """Take a statement; it is compiled when it is first sent.

        Args:
            statement: what is sent, once for each row.
            by_column: what is sent to PostgreSQL in its place for many rows: it
                binds a list for each value in which they differ.
            by_list: the same, where either database has it.
        """
        self._statement = statement
        self._by_column, self._by_list = by_column, by_list
        self._forms: dict[str, Form] = {}

    def form(self, dialect: Dialect) -> Form:
        """Give the statement as one kind of database takes it."""
        known = self._forms.get(dialect.name)
        if known is None:
            known = self._forms[dialect.name] = form_of(self._statement, dialect)
        return known

    def of_many(self, dialect: Dialect) -> "Held | None":
        """Give what is sent for many rows at once, where there is such a statement."""
        if self._by_list or dialect.name != "postgresql":
            return self._by_list
        return self._by_column


def tell(connection: Connection, text: str) -> None:
    """Send a bare statement that binds nothing and gives nothing back.

    Raises:
        DBAPIError: as SQLAlchemy would raise it.
    """
    _send(connection, [_Sent(text)])


def ask(connection: Connection, held: Held, values: Values) -> list[Row]:
    """Send one statement; give its rows."""
    return ask_together(connection, (held, values))[0]


def ask_one(connection: Connection, held: Held, values: Values) -> Row | None:
    """Send one statement that gives at most one row; give it."""
    rows = ask(connection, held, values)
    return rows[0] if rows else None


def ask_together(connection: Connection, *questions: Question) -> list[list[Row]]:
    """Send statements that do not need one another's answers; give the rows of each.

    Each sees what the ones before it have done, and waited for.

    Raises:
        DBAPIError: as SQLAlchemy would raise it.
    """
    sent = [_Sent.of(connection, held, [values]) for held, values in questions]
    _send(connection, sent)
    return [one.rows() for one in sent]


@dataclass(frozen=True, slots=True)
class Order:
    """A statement that writes, once for each of its rows.

    `lost` is what to say when it did not change exactly one row for each, because
    somebody else was faster; empty when that may well be. `shared` is what it binds
    alike for all of them.
    """

    held: Held
    rows: Sequence[Values]
    lost: str = ""
    shared: Values = field(default_factory=dict)


def write(connection: Connection, held: Held, rows: Iterable[Values]) -> int:
    """Send one statement for each of these rows; give how many rows it changed."""
    return write_together(connection, [Order(held, list(rows))])[0]


def write_together(connection: Connection, orders: Sequence[Order]) -> list[int]:
    """Send statements, each for its rows, in order; give how many each changed.

    Raises:
        LostRaceError: somebody else was faster; the transaction is to be given up.
        DBAPIError: as SQLAlchemy would raise it.
    """
    sent = [
        _Sent.of(connection, order.held, order.rows, order.shared) for order in orders
    ]
    try:
        _send(connection, sent)
    except IntegrityError:
        _look_for_lost(orders, sent)  # of a lost race, the rest collides as well
        raise
    _look_for_lost(orders, sent)
    return [one.changed() for one in sent]


def _look_for_lost(orders: Sequence[Order], sent: Sequence["_Sent"]) -> None:
    for order, one in zip(orders, sent, strict=True):
        if order.lost and one.changed() not in {_UNKNOWN, len(order.rows)}:
            raise LostRaceError(order.lost)


class _Sent:
    """A statement on its way: its text, what it binds, and what came back."""

    __slots__ = ("_cursor", "_form", "_values", "text")

    def __init__(
        self,
        text: str,
        form: Form | None = None,
        rows: Sequence[Values] = (),
        shared: Values = NOTHING,
    ) -> None:
        self.text, self._form = text, form
        self._values = form.bound(rows, shared) if form else [()]
        self._cursor: Any = None

    @classmethod
    def of(
        cls,
        connection: Connection,
        held: Held,
        rows: Sequence[Values],
        shared: Values = NOTHING,
    ) -> "_Sent":
        many = held.of_many(connection.dialect) if len(rows) >= _MANY else None
        if many is not None:
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            held, rows = many, [columns]
        form = held.form(connection.dialect)
        return cls(form.text, form, rows, shared)

    def send(
        self,
        connection: Connection,
        driver: Any,  # noqa: ANN401
        told: Sequence[Any],
    ) -> None:
        cursor = self._cursor = driver.cursor()
        many = len(self._values) != 1
        values = self._values if many else self._values[0]
        for listener in told:
            listener(connection, cursor, self.text, values, None, many)
        (cursor.executemany if many else cursor.execute)(self.text, values)

    def rows(self) -> list[Row]:
        assert self._form is not None  # noqa: S101 - a bare one is never asked
        return [self._form.row(found) for found in self._cursor.fetchall()]

    def changed(self) -> int:
        return int(self._cursor.rowcount) if self._cursor else _UNKNOWN


def _send(connection: Connection, sent: Sequence[_Sent]) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None  # noqa: S101 - it is open
    now = sent[0] if sent else None
    told = tuple(connection.dispatch.before_cursor_execute)
    try:
        with _together(driver, len(sent)):
            for now in sent:
                now.send(connection, driver, told)
    except connection.dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemy(connection, now.text if now else "", error) from error


def _together(driver: Any, statements: int) -> AbstractContextManager[Any]:  # noqa: ANN401
    """Give psycopg's pipeline, where there is a driver that has one, and a need."""
    if statements > 1 and hasattr(driver, "pipeline"):
        pipeline: AbstractContextManager[Any] = driver.pipeline()
        return pipeline
    return nullcontext()
