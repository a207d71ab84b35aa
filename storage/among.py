"""Finding many rows by a list of texts, with statements that are compiled once.

A held statement has one text, so that its list has one length: a shorter one is filled
up with its last text, a longer one is asked for in parts.
"""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from sqlalchemy import ColumnElement, Text, bindparam

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


def _names() -> list[str]:
    return [f"of_{place}" for place in range(_CHUNK)]
