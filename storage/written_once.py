"""Long questions whose SQL is put together once, and then only given its values.

To put the statement of a list together takes SQLAlchemy longer than a database needs to
answer it. From one asker to the next only values differ: a day, a worker, the person
who looks. A question is a frozen dataclass. Its values are taken out of it, each is
bound by its place in the question, and what is left says how the SQL is written.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import Field, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Generic, TypeVar, cast

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    CursorResult,
    Select,
    bindparam,
    tuple_,
    type_coerce,
)
from sqlalchemy.sql.visitors import iterate

Question = TypeVar("Question")
WRITTEN: Mapping[str, str] = {"taken": "not"}
"""Of a field whose values stand in the SQL itself, such as names of columns."""
ONE_BY_ONE: Mapping[str, str] = {"taken": "one by one"}
"""Of a field whose values the SQL says one by one, and not as a list."""
_KEPT = 256
"""As many statements of a kind; they are thrown away when there are more."""


def is_given(value: object) -> bool:
    """Say whether there is a value, or the name that stands for one."""
    return isinstance(value, BindParameter) or bool(value)


def is_single(values: object) -> bool:
    """Say whether a list holds one value alone; a name stands for several."""
    return isinstance(values, tuple | list) and len(values) == 1


@dataclass(frozen=True, slots=True)
class WrittenOnce(Generic[Question]):
    """A kind of question, and what writes the SQL of one.

    What writes gets a question with names in the place of its values. It may ask
    whether there is a value (`is_given`), and nothing of the value itself.
    """

    write: Callable[[Question], Select[Any]]
    _known: dict[object, Select[Any]]

    @classmethod
    def by(cls, write: Callable[[Question], Select[Any]]) -> "WrittenOnce[Question]":
        """Give the kind of question of which this function writes the SQL."""
        return cls(write, {})

    def ask(self, connection: Connection, question: Question) -> CursorResult[Any]:
        """Send a question.

        Raises:
            TypeError: a value got into the SQL, where the next asker would find it.
        """
        values: dict[str, Any] = {}
        shape = _taken_out(question, "of", values)
        statement = self._known.get(shape)
        if statement is None:
            statement = self._remember(shape, values)
        return connection.execute(statement, values)

    def _remember(self, shape: Question, values: Mapping[str, Any]) -> Select[Any]:
        statement = self.write(shape)
        _look_for_values(statement, values)
        if len(self._known) >= _KEPT:
            self._known.clear()
        self._known[shape] = statement
        return statement


def tuple_like(
    columns: Sequence[ColumnElement[Any]], values: Sequence[Any]
) -> ColumnElement[Any]:
    """Give values as a tuple of SQL that is compared with one of these columns."""
    pairs = zip(columns, values, strict=True)
    return tuple_(*(type_coerce(value, column.type) for column, value in pairs))


def _look_for_values(statement: Select[Any], values: Mapping[str, Any]) -> None:
    for each in iterate(statement):
        if not isinstance(each, BindParameter) or each.key in values:
            continue
        if each.value and not each.literal_execute:
            raise TypeError(f"The value {each.value!r} stands in the SQL: {statement}")


def _taken_out(value: Any, name: str, values: dict[str, Any]) -> Any:  # noqa: ANN401
    """Give a part of a question with names for its values, which are noted."""
    if value is None or value in {"", ()} or isinstance(value, bool | Enum):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        found = {
            field.name: _field(field, getattr(value, field.name), name, values)
            for field in _fields(type(value))
        }
        return replace(value, **found)
    if isinstance(value, tuple):
        return _list(value, name, values)
    values[name] = value
    return _named(name, many=False)


def _field(field: "Field[Any]", value: Any, name: str, values: dict[str, Any]) -> Any:  # noqa: ANN401
    taken = field.metadata.get("taken")
    if taken == "not":
        return value
    place = f"{name}_{field.name}"
    return _each(value, place, values) if taken else _taken_out(value, place, values)


def _list(value: tuple[Any, ...], name: str, values: dict[str, Any]) -> Any:  # noqa: ANN401
    """Name a list of plain values as one; of a single one, or of parts, each."""
    if len(value) == 1 or not isinstance(value[0], str | int | date):
        return _each(value, name, values)
    values[name] = value
    return _named(name, many=True)


def _each(
    value: tuple[Any, ...] | None, name: str, values: dict[str, Any]
) -> tuple[Any, ...] | None:
    if value is None:
        return None
    return tuple(
        _taken_out(each, f"{name}_{place}", values) for place, each in enumerate(value)
    )


@cache
def _fields(kind: Any) -> "tuple[Field[Any], ...]":  # noqa: ANN401
    return fields(kind)


@cache
def _named(name: str, *, many: bool) -> Any:  # noqa: ANN401 - it stands for a value
    """Give the one name of a place: shapes are alike when their names are the same."""
    return cast(Any, bindparam(name, expanding=many))
