"""Turns the drivers' errors into ours, by what the person can do about them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from sqlalchemy.exc import DBAPIError

from storage.errors import (
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseGoneError,
    DatabaseMissingError,
    DatabaseReadOnlyError,
    StorageError,
)

_MISSING = (
    DatabaseMissingError,
    "The database has no tables yet, or older ones. Run `run_engine.py init-db`.",
)
_BUSY = (
    DatabaseBusyError,
    "Somebody else holds the database for too long. Wait a moment and try again.",
)
_FULL = (
    DatabaseFullError,
    "The database's disk is full. Make room on it, then do this again.",
)
_READ_ONLY = (
    DatabaseReadOnlyError,
    "The database may not be written to. Get the right to write to it and its folder.",
)
_GONE = (
    DatabaseGoneError,
    "The database can not be reached. See that it is there and running, and try again.",
)
_DAMAGED = (
    DatabaseGoneError,
    "The file is no database, or a damaged one. Check DATABASE_URL, or use a copy.",
)
_Fault = tuple[type[StorageError], str]

_SQLITE: tuple[tuple[str, _Fault], ...] = (
    ("no such table", _MISSING),
    ("no such column", _MISSING),
    ("database is locked", _BUSY),
    ("database table is locked", _BUSY),
    ("disk is full", _FULL),
    ("readonly", _READ_ONLY),
    ("unable to open", _GONE),
    ("disk i/o error", _GONE),
    ("file is not a database", _DAMAGED),
    ("malformed", _DAMAGED),
)
_POSTGRESQL: tuple[tuple[str, _Fault], ...] = (
    ("42P01", _MISSING),
    ("42703", _MISSING),
    ("55P03", _BUSY),
    ("40P01", _BUSY),
    ("57014", _BUSY),
    ("53100", _FULL),
    ("25006", _READ_ONLY),
    ("42501", _READ_ONLY),
)


@contextmanager
def faults_in_plain_english() -> Iterator[None]:
    """Raise our errors in place of a driver's, where one of ours fits.

    Raises:
        StorageError: for a fault that a person can do something about.
    """
    try:
        yield
    except DBAPIError as error:
        fault = _fault_of(error.orig)
        if fault is None:
            raise
        kind, sentence = fault
        said = _first_line(error.orig)
        raise kind(f"{sentence} Nothing was changed. ({said})") from error


def _fault_of(error: BaseException | None) -> _Fault | None:
    if isinstance(error, sqlite3.Error):
        text = str(error).lower()
        return next((fault for part, fault in _SQLITE if part in text), None)
    if isinstance(error, psycopg.Error):
        known = dict(_POSTGRESQL).get(error.sqlstate or "")
        gone = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return known or (_GONE if gone else None)
    return None


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
