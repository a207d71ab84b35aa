"""PostgreSQL databases with their tables, lent to one test after the other.

Making a database for a test and dropping it took longer than most tests do. Here a
database is emptied instead, and lent again while its tables are as they were made:
whoever changes them, or leaves statistics behind, gets a database that is dropped.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from sqlalchemy import URL

from tests import postgres_server

_MOST_LOANS = 40
"""Rows that were deleted still take up room; nobody sweeps during the tests."""

_SHAPE = """
SELECT ARRAY[
  (SELECT (count(*), sum(xmin::text::int8))::text FROM pg_class WHERE oid >= 16384),
  (SELECT (count(*), sum(xmin::text::int8))::text FROM pg_proc WHERE oid >= 16384),
  (SELECT (count(*), sum(xmin::text::int8))::text FROM pg_attribute
    WHERE attrelid >= 16384),
  (SELECT (count(*), sum(xmin::text::int8))::text FROM pg_trigger),
  (SELECT (count(*), sum(xmin::text::int8))::text FROM pg_constraint),
  (SELECT (count(*), sum(xmin::text::int8))::text FROM pg_namespace),
  (SELECT count(*)::text FROM pg_statistic WHERE starelid >= 16384),
  (SELECT count(*)::text FROM pg_db_role_setting),
  (SELECT string_agg(version_num, ' ') FROM alembic_version)
]
"""
"""Which transactions wrote the catalogue: after any change of a table, others did."""

# History may only be added to, says a trigger; a replica asks no triggers.
_EMPTY = """
DO $$ DECLARE filled text; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR filled IN SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
    AND relname <> 'alembic_version' AND pg_relation_size(oid) > 0
  LOOP EXECUTE format('DELETE FROM %I', filled); END LOOP;
END $$
"""

_SEND_AWAY = """
SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


@dataclass
class _Lent:
    """A database, who empties it, and how its tables were made."""

    address: URL
    janitor: "psycopg.Connection[tuple[object, ...]]"
    shape: object
    loans: int = 0

    def emptied(self) -> bool:
        """Empty it for the next test; say whether that can be done."""
        self.loans += 1
        if self.loans >= _MOST_LOANS:
            return False
        try:
            self.janitor.execute(_SEND_AWAY)
            if _shape(self.janitor) != self.shape:
                return False
            self.janitor.execute(_EMPTY)
        except psycopg.Error:  # a test may have ended the janitor's connection too
            return False
        return True


class Pool:
    """The databases of one worker that nobody uses at the moment."""

    def __init__(self, server: URL, template: str) -> None:
        self._server, self._template = server, template
        self._free: list[_Lent] = []

    @contextmanager
    def lent(self) -> Iterator[URL]:
        """Lend an empty database with its tables, for the length of a test."""
        database = self._free.pop() if self._free else self._made()
        yield database.address
        if database.emptied():
            self._free.append(database)
        else:
            self._dropped(database)

    def close(self) -> None:
        """Drop them all."""
        for database in self._free:
            self._dropped(database)

    def _made(self) -> _Lent:
        address = postgres_server.create_database(self._server, self._template)
        plain = address.set(drivername="postgresql")
        janitor = psycopg.connect(
            plain.render_as_string(hide_password=False), autocommit=True
        )
        return _Lent(address=address, janitor=janitor, shape=_shape(janitor))

    def _dropped(self, database: _Lent) -> None:
        database.janitor.close()
        postgres_server.drop_database(self._server, database.address)


def _shape(janitor: "psycopg.Connection[tuple[object, ...]]") -> object:
    return janitor.execute(_SHAPE).fetchone()
