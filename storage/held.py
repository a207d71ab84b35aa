"""Statements compiled once for each kind of database, and sent by its driver.

SQLAlchemy writes the SQL, and says how each type is stored; that is done once. What
it would work out anew for each execution costs more than most statements themselves.
Whoever listens to SQLAlchemy's `before_cursor_execute` is told as ever.

Statements that do not wait for one another's answers go to PostgreSQL in one round
trip, in order (psycopg's pipeline), and many new rows of a table as one list a column.
SQLite is next door and has nothing of either to save.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from functools import lru_cache
from operator import itemgetter
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, Connection, Dialect, Insert, RowMapping, Select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.sql import Executable
from sqlalchemy.sql.compiler import SQLCompiler

from storage.driver_errors import as_sqlalchemy
from storage.errors import LostRaceError

Row: TypeAlias = RowMapping | Mapping[str, Any]
Values: TypeAlias = Mapping[str, Any]
"""A value for each name that a statement binds."""
Question: TypeAlias = "tuple[Held, Values]"
_Process: TypeAlias = Callable[[Any], Any] | None
_KEPT = 1024
_MANY = 10
"""From so many rows on a list a column is less work than a statement a row."""
_UNKNOWN = -1
"""A driver's count of the rows that a statement changed, before it has answered."""


class Held:
    """A Core statement that is kept as text, for each dialect that has asked for it.

    It has one text for all values, so that no `IN` may wait for its list.
    """

    __slots__ = ("_forms", "by_column", "statement")

    def __init__(self, statement: Executable, by_column: "Held | None" = None) -> None:
        """Take a statement; it is compiled when it is first sent.

        Args:
            statement: what is sent, once for each row.
            by_column: what is sent to PostgreSQL in its place for many rows: it
                binds a list for each column.
        """
        self.statement, self.by_column = statement, by_column
        self._forms: dict[str, _Form] = {}

    def form(self, dialect: Dialect) -> "_Form":
        """Give the statement as one kind of database takes it."""
        known = self._forms.get(dialect.name)
        if known is None:
            known = self._forms[dialect.name] = _form_of(self.statement, dialect)
        return known


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
    somebody else was faster; empty when that may well be.
    """

    held: Held
    rows: Sequence[Values]
    lost: str = ""


def write(connection: Connection, held: Held, rows: Iterable[Values]) -> int:
    """Send one statement for each of these rows; give how many rows it changed."""
    return write_together(connection, [Order(held, list(rows))])[0]


def write_together(connection: Connection, orders: Sequence[Order]) -> list[int]:
    """Send statements, each for its rows, in order; give how many each changed.

    Raises:
        LostRaceError: somebody else was faster; the transaction is to be given up.
        DBAPIError: as SQLAlchemy would raise it.
    """
    sent = [_Sent.of(connection, order.held, order.rows) for order in orders]
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


@dataclass(frozen=True, slots=True)
class _Form:
    """A statement as one kind of database takes it.

    `binds` are the values in order, or by name: the name, how it is stored, and the
    value itself where the statement brings its own. `reads` are the columns whose
    values are not as the driver gives them.
    """

    text: str
    by_name: bool
    binds: tuple[tuple[str, _Process], ...]
    constants: dict[str, Any]
    columns: tuple[str, ...]
    reads: tuple[tuple[str, Callable[[Any], Any]], ...]

    def bound(self, rows: Sequence[Values]) -> list[Any]:
        """Give rows as the driver takes them; their values are made column by column.

        What a driver takes as it comes, which is most, costs nothing here.
        """
        if not self.binds:
            return [() for _ in rows]
        columns = [self._column(name, process, rows) for name, process in self.binds]
        taken = list(zip(*columns, strict=True))
        if not self.by_name:
            return taken
        names = [name for name, _ in self.binds]
        return [dict(zip(names, values, strict=True)) for values in taken]

    def _column(
        self, name: str, process: _Process, rows: Sequence[Values]
    ) -> Iterable[Any]:
        if name in self.constants:
            value = self.constants[name]
            return [process(value) if process else value] * len(rows)
        values = map(itemgetter(name), rows)
        return map(process, values) if process else values

    def row(self, found: Sequence[Any]) -> Row:
        """Give a row as SQLAlchemy would read it."""
        row: dict[str, Any] = dict(zip(self.columns, found, strict=True))
        for name, process in self.reads:
            row[name] = process(row[name])
        return row


def _form_of(statement: Executable, dialect: Dialect) -> _Form:
    inline = statement.inline() if isinstance(statement, Insert) else statement
    compiled = inline.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - statements always are
    asked = {name for name, bind in compiled.binds.items() if bind.required}
    if any(compiled.binds[name].expanding for name in asked):
        raise TypeError(f"An IN waits for its list in: {compiled.string}")
    # Values that stand in the text itself are written into it now, once.
    text = compiled.construct_expanded_state(dict.fromkeys(asked))
    names = text.positiontup if compiled.positional else list(text.parameters)
    return _Form(
        text=text.statement,
        by_name=not compiled.positional,
        binds=tuple((n, _binding(compiled, n, dialect)) for n in names or ()),
        constants={n: v for n, v in text.parameters.items() if n not in asked},
        columns=_columns(statement),
        reads=tuple(_readings(statement, dialect)),
    )


def _binding(compiled: SQLCompiler, name: str, dialect: Dialect) -> _Process:
    kind = compiled.binds[name].type
    if not isinstance(kind, ARRAY):
        return _remembering(kind.dialect_impl(dialect).bind_processor(dialect))
    each = _remembering(kind.item_type.dialect_impl(dialect).bind_processor(dialect))
    return None if each is None else lambda values: [each(value) for value in values]


def _columns(statement: Executable) -> tuple[str, ...]:
    if not isinstance(statement, Select):
        return ()
    return tuple(statement.selected_columns.keys())


def _readings(
    statement: Executable, dialect: Dialect
) -> Iterable[tuple[str, Callable[[Any], Any]]]:
    if isinstance(statement, Select):
        for name, column in statement.selected_columns.items():
            kind = column.type.dialect_impl(dialect)
            process = _remembering(kind.result_processor(dialect, None))
            if process is not None:
                yield name, process


def _remembering(process: _Process) -> _Process:
    """Keep what was made of a value: most days and moments come again."""
    return None if process is None else lru_cache(maxsize=_KEPT)(process)


class _Sent:
    """A statement on its way: its text, what it binds, and what came back."""

    __slots__ = ("_cursor", "_form", "_values", "text")

    def __init__(
        self, text: str, form: _Form | None = None, rows: Sequence[Values] = ()
    ) -> None:
        self.text, self._form = text, form
        self._values = form.bound(rows) if form else [()]
        self._cursor: Any = None

    @classmethod
    def of(cls, connection: Connection, held: Held, rows: Sequence[Values]) -> "_Sent":
        lists = connection.dialect.name == "postgresql" and held.by_column
        if lists and len(rows) >= _MANY:
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            held, rows = lists, [columns]
        form = held.form(connection.dialect)
        return cls(form.text, form, rows)

    def send(self, connection: Connection, driver: Any) -> None:  # noqa: ANN401
        cursor = self._cursor = driver.cursor()
        many = len(self._values) != 1
        values = self._values if many else self._values[0]
        for listener in connection.dispatch.before_cursor_execute:
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
    try:
        with _together(driver, len(sent)):
            for now in sent:
                now.send(connection, driver)
    except connection.dialect.loaded_dbapi.Error as error:
        raise as_sqlalchemy(connection, now.text if now else "", error) from error


def _together(driver: Any, statements: int) -> AbstractContextManager[Any]:  # noqa: ANN401
    """Give psycopg's pipeline, where there is a driver that has one, and a need."""
    if statements > 1 and hasattr(driver, "pipeline"):
        pipeline: AbstractContextManager[Any] = driver.pipeline()
        return pipeline
    return nullcontext()
