"""Small helpers for Core statements over the SQLModel tables."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlalchemy import (
    ARRAY,
    BindParameter,
    ColumnDefault,
    Connection,
    Insert,
    Table,
    Text,
    bindparam,
    func,
    insert,
    literal,
    select,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement
from sqlmodel import SQLModel

from engine.canonical import CanonicalForm, canonical
from storage import forms
from storage.held import Held, write

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Row: TypeAlias = forms.Row


def table_of(model: type[SQLModel]) -> Table:
    """Give the table behind a SQLModel class."""
    return model.__table__  # type: ignore[attr-defined, no-any-return]


def inline(value: str) -> BindParameter[str]:
    """Give a value that is written into the SQL itself.

    A partial index serves only statements that say its condition literally.
    """
    return literal(value, literal_execute=True)


class looked_at_last(FunctionElement[str]):  # noqa: N801 - it is used as a function
    """A column of text by which SQLite does not search: it takes another's index.

    Of a district and a hundred references it would choose the district, and read it
    whole.
    """

    inherit_cache = True
    type = Text()


@compiles(looked_at_last)
def _as_it_is(column: looked_at_last, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return compiler.process(column.clauses, **how)


@compiles(looked_at_last, "sqlite")
def _signed(column: looked_at_last, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    return f"+{compiler.process(column.clauses, **how)}"


def insert_rows(
    connection: Connection, model: type[SQLModel], rows: Iterable[dict[str, Any]]
) -> int:
    """Insert rows in one statement; give how many there were."""
    values = list(rows)
    if values:
        write(connection, insert_of(model, tuple(values[0])), values)
    return len(values)


@cache
def insert_of(
    model: type[SQLModel], columns: tuple[str, ...], shared: tuple[str, ...] = ()
) -> Held:
    """Give the statement that inserts these columns of a table, with its defaults.

    Args:
        model: the table.
        columns: those in which its rows differ.
        shared: those that are alike in all the rows that are sent together.
    """
    table = table_of(model)
    named = (*columns, *shared)
    given: dict[str, Any] = {name: bindparam(name) for name in named}
    usual = {
        column.name: literal(column.default.arg, column.type)
        for column in table.c
        if column.name not in given
        and isinstance(column.default, ColumnDefault)
        and column.default.is_scalar
    }
    rows = insert(table).values({**usual, **given})
    alike = {name: bindparam(name, type_=table.c[name].type) for name in shared}
    return Held(rows, by_column=Held(_by_column(table, columns, usual | alike)))


def _by_column(table: Table, columns: Iterable[str], alike: dict[str, Any]) -> Insert:
    """Give the statement that inserts rows out of a list for each column.

    PostgreSQL alone has it: there `unnest` makes rows of lists, side by side.
    """
    lists = [bindparam(name, type_=ARRAY(table.c[name].type)) for name in columns]
    chosen = select(*(func.unnest(each) for each in lists), *alike.values())
    return insert(table).from_select([*columns, *alike], chosen)


def as_json(value: object) -> str:
    """Write a value as stable JSON text."""
    return canonical(value)


def as_json_object(values: Mapping[str, object]) -> str:
    """Write an object as `as_json` does, whose names many others have as well."""
    return _form(tuple(values)).of(values)


@lru_cache(maxsize=512)
def _form(names: tuple[str, ...]) -> CanonicalForm:
    return CanonicalForm({}, names)


def values_of(record: "DataclassInstance") -> dict[str, Any]:
    """Give the fields of a record, as they are: `asdict` would copy each of them."""
    return {name: getattr(record, name) for name in _names(type(record))}


@cache
def _names(kind: type["DataclassInstance"]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
