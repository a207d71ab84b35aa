"""A statement as one kind of database takes it: its text, and how values go in and out.

SQLAlchemy writes the SQL, and says how each type is stored; that is done once. What
it would work out anew for each execution costs more than most statements themselves.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import repeat
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from sqlalchemy import ARRAY, Dialect, Insert, RowMapping, Select
from sqlalchemy.sql import Executable
from sqlalchemy.sql.compiler import SQLCompiler

Row: TypeAlias = RowMapping | Mapping[str, Any]
Values: TypeAlias = Mapping[str, Any]
"""A value for each name that a statement binds."""
NOTHING: Values = MappingProxyType({})
_Process: TypeAlias = Callable[[Any], Any] | None
_KEPT = 1024


@dataclass(frozen=True, slots=True)
class Form:
    """A statement as one kind of database takes it.

    `binds` are the values in order, or by name: the name, and how it is stored.
    `constants` are those that the statement brings itself; `reads` are the columns
    whose values are not as the driver gives them.
    """

    text: str
    by_name: bool
    binds: tuple[tuple[str, _Process], ...]
    constants: Values
    columns: tuple[str, ...]
    reads: tuple[tuple[str, Callable[[Any], Any]], ...]

    def bound(self, rows: Sequence[Values], shared: Values = NOTHING) -> list[Any]:
        """Give rows as the driver takes them.

        What all of them share is made once, and the values of many column by column:
        what a driver takes as it comes, which is most, costs nothing then. For one
        row alone that is more trouble than its values.
        """
        if not self.binds:
            return [() for _ in rows]
        alike = {**self.constants, **shared}
        if len(rows) == 1:
            taken = [self._values_of({**rows[0], **alike})]
        else:
            columns = [_column(*bind, rows, alike) for bind in self.binds]
            taken = list(zip(*columns, strict=True))
        if not self.by_name:
            return taken
        names = [name for name, _ in self.binds]
        return [dict(zip(names, values, strict=True)) for values in taken]

    def _values_of(self, row: Values) -> tuple[Any, ...]:
        return tuple(
            [
                row[name] if process is None else process(row[name])
                for name, process in self.binds
            ]
        )

    def row(self, found: Sequence[Any]) -> Row:
        """Give a row as SQLAlchemy would read it."""
        row: dict[str, Any] = dict(zip(self.columns, found, strict=True))
        for name, process in self.reads:
            row[name] = process(row[name])
        return row


def _column(
    name: str, process: _Process, rows: Sequence[Values], alike: Values
) -> Iterable[Any]:
    if name in alike:
        value = alike[name]
        return repeat(process(value) if process else value, len(rows))
    values = map(itemgetter(name), rows)
    return map(process, values) if process else values


def form_of(statement: Executable, dialect: Dialect) -> Form:
    """Compile a statement for one kind of database.

    Raises:
        TypeError: an `IN` waits for its list: that has no one text for all values.
    """
    inline = statement.inline() if isinstance(statement, Insert) else statement
    compiled = inline.compile(dialect=dialect)  # type: ignore[attr-defined]
    assert isinstance(compiled, SQLCompiler)  # noqa: S101 - statements always are
    asked = {name for name, bind in compiled.binds.items() if bind.required}
    if any(compiled.binds[name].expanding for name in asked):
        raise TypeError(f"An IN waits for its list in: {compiled.string}")
    # Values that stand in the text itself are written into it now, once.
    text = compiled.construct_expanded_state(dict.fromkeys(asked))
    names = text.positiontup if compiled.positional else list(text.parameters)
    return Form(
        text=text.statement,
        by_name=not compiled.positional,
        binds=tuple((n, _binding(compiled, n, dialect)) for n in names or ()),
        constants={n: v for n, v in text.parameters.items() if n not in asked},
        columns=_columns(statement),
        reads=tuple(_readings(statement, dialect)),
    )


def _binding(compiled: SQLCompiler, name: str, dialect: Dialect) -> _Process:
    kind = compiled.binds[name].type
    if isinstance(kind, ARRAY) and dialect.name == "sqlite":
        return json.dumps  # it knows no lists, but reads this
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
