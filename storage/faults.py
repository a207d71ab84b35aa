"""Turns the drivers' errors into ours, by what the person can do about them."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from sqlalchemy.exc import DBAPIError

from storage.errors import (
    DatabaseBusyError,
    DatabaseFullError,
    DatabaseGoneError,
    DatabaseMissingError,
    DatabaseReadOnlyError,
    InDoubtError,
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
_STANDBY = (
    DatabaseReadOnlyError,
    "This server only answers questions, as a standby does. Do this at the primary.",
)
_OUTRUN = (
    DatabaseBusyError,
    "The standby had to make way for changes from the primary. Ask again, or ask that.",
)
_NO_PRIMARY = (
    DatabaseGoneError,
    "No primary answers, only a standby. Somebody has to promote it. Then try again.",
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
    ("25006", _STANDBY),
    ("40001", _OUTRUN),
    ("42501", _READ_ONLY),
)


_STANDBYS: tuple[tuple[str, _Fault], ...] = (
    ("session is read-only", _NO_PRIMARY),
    ("during recovery", _STANDBY),
)
"""What PostgreSQL says of standbys without a code that says only this."""
_IN_DOUBT = (
    "The database went away while it wrote this down, so that nobody knows yet whether "
    "it did. Look, or do the same again: a command with the same id is done once only."
)


@dataclass(kw_only=True, slots=True)
class SoFar:
    """How far a transaction has come: `committing` once nothing else is left."""

    committing: bool = False


@contextmanager
def faults_in_plain_english() -> Iterator[SoFar]:
    """Raise our errors in place of a driver's, where one of ours fits.

    Raises:
        InDoubtError: the database went away while it committed.
        StorageError: for another fault that a person can do something about.
    """
    so_far = SoFar()
    try:
        yield so_far
    except DBAPIError as error:
        fault = _fault_of(error.orig)
        if fault is None:
            raise
        kind, sentence = fault
        said = _first_line(error.orig)
        if so_far.committing and kind is DatabaseGoneError:
            raise InDoubtError(f"{_IN_DOUBT} ({said})") from error
        raise kind(f"{sentence} Nothing was changed. ({said})") from error


def _fault_of(error: BaseException | None) -> _Fault | None:
    if isinstance(error, sqlite3.Error):
        text = str(error).lower()
        return next((fault for part, fault in _SQLITE if part in text), None)
    if isinstance(error, psycopg.Error):
        known = dict(_POSTGRESQL).get(error.sqlstate or "")
        if known is None:
            known = next((f for words, f in _STANDBYS if words in str(error)), None)
        gone = isinstance(error, psycopg.OperationalError | psycopg.InterfaceError)
        return known or (_GONE if gone else None)
    return None


def _first_line(error: BaseException | None) -> str:
    lines = str(error).strip().splitlines()
    return lines[0] if lines else type(error).__name__
