"""Finding many rows by a list, with statements that are compiled once.

A held statement has one text. Of texts, its list has one length: a shorter one is
filled up with its last text, a longer one is asked for in parts. Numbers are bound as
one value, however many they are.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Integer, Text, bindparam
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

_CHUNK = 100
"""How many texts one statement asks for: each bind has to be prepared, and kept."""


def among(column: ColumnElement[str]) -> ColumnElement[bool]:
    """Say that a column holds one of the texts of a part, given by `parts_of`."""
    return column.in_([bindparam(name, type_=Text) for name in _names()])


def parts_of(texts: Sequence[str]) -> Iterator[dict[str, str]]:
    """Give texts part by part, each with the names by which `among` binds them."""
    for start in range(0, len(texts), _CHUNK):
        part = texts[start : start + _CHUNK]
        yield dict(zip_longest(_names(), part, fillvalue=part[-1]))


class _OneOf(FunctionElement[bool]):
    """A column holds one of a list of numbers.

    It says nothing of its type: SQLite would ask whether a yes-or-no `= 1`, and search
    by no index.
    """

    inherit_cache = True


def one_of(column: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """Say that a column holds one of the numbers of a list, bound by this name."""
    return _OneOf(column, bindparam(name, type_=ARRAY(Integer)))


@compiles(_OneOf)
def _any(found: _OneOf, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    column, numbers = (compiler.process(part, **how) for part in found.clauses)
    return f"{column} = ANY ({numbers})"


@compiles(_OneOf, "sqlite")
def _each(found: _OneOf, compiler: SQLCompiler, **how: Any) -> str:  # noqa: ANN401
    column, numbers = (compiler.process(part, **how) for part in found.clauses)
    return f"{column} IN (SELECT value FROM json_each({numbers}))"  # noqa: S608 - ours


def _names() -> list[str]:
    return [f"of_{place}" for place in range(_CHUNK)]
