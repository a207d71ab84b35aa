"""SQLAlchemy's statements compiled once a process, and not anew for each test.

An engine keeps what it has compiled, and each test opens engines of its own: a third of
the suite's processor time went into compiling the same statements again. Here all
engines of a process keep them together. What is compiled is what the program asks for.
"""

from typing import Any

from sqlalchemy import Engine
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

_COMPILED: LRUCache[Any, Any] = LRUCache(10_000)


class _Shared(DefaultDialect):
    """A kind of database that is the same one for every engine that speaks to it."""

    supports_statement_cache = True

    @classmethod
    def engine_created(cls, engine: Engine) -> None:
        """Let an engine keep its statements where all keep them."""
        engine.update_execution_options(compiled_cache=_COMPILED)

    def __eq__(self, other: object) -> bool:
        """Two are alike that speak to the same version."""
        return (
            isinstance(other, _Shared)
            and type(self) is type(other)
            and self.server_version_info == other.server_version_info
        )

    def __hash__(self) -> int:
        """The version is learnt later, with the first connection."""
        return hash(type(self))


class Postgres(_Shared, PGDialect_psycopg):
    """PostgreSQL, as SQLAlchemy has it."""

    supports_statement_cache = True


class Sqlite(_Shared, SQLiteDialect_pysqlite):
    """SQLite, as SQLAlchemy has it."""

    supports_statement_cache = True


def compile_once() -> None:
    """Let every engine of this process keep its statements in one place."""
    registry.register("postgresql.psycopg", __name__, "Postgres")
    registry.register("sqlite", __name__, "Sqlite")
