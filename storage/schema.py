"""Making the tables, and bringing older ones up to date.

A change of the tables is a new, numbered file in `migrations/versions/`, written
after the last one, and its number in `HEAD`. The tests compare the outcome with
`tables/`.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, func, inspect, select, text

from storage.database import on_postgresql, reading, writing
from storage.errors import DatabaseMissingError, DatabaseTooNewError

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0019"
"""The number of the last migration. Two people who add one each will notice here."""
PATIENCE_SECONDS = 60
"""How long to wait for another process that makes the tables, or changes them."""
_VERSION_TABLE = "alembic_version"
_VERSION = text(f"SELECT version_num FROM {_VERSION_TABLE}")  # noqa: S608 - a constant
_LOCK = func.pg_advisory_xact_lock(20121217)  # any number, the same everywhere


def is_current(database: Engine) -> bool:
    """Say whether the tables are there and as this program needs them.

    Raises:
        StorageError: the database can not be read.
    """
    with reading(database) as connection:
        return version_in(connection) == HEAD


def version_of(database: Engine) -> str:
    """Give the version of the tables that are there, such as '0009'.

    Raises:
        DatabaseMissingError: there are none of ours.
        DatabaseTooNewError: a later version of this program made them.
        StorageError: the database can not be read.
    """
    with reading(database) as connection:
        version = version_in(connection)
    if not version:
        raise DatabaseMissingError(
            "The database has no tables yet. Run `run_engine.py init-db`."
        )
    refuse_newer(version)
    return version


def refuse_newer(version: str) -> None:
    """Refuse tables that a later version of this program made.

    Raises:
        DatabaseTooNewError: they are.
    """
    if version > HEAD:
        raise DatabaseTooNewError(
            f"The database's tables are of version {version}; this program knows "
            f"{HEAD}. Nothing was changed. Use the newer version of the program."
        )


def upgrade(database: Engine) -> bool:
    """Make the tables, or bring older ones up to date: all of it, or nothing.

    Two processes may do it at once: the second waits, and finds it done.

    Args:
        database: an empty database, or one that an earlier version made.

    Returns:
        Whether anything had to be changed.

    Raises:
        DatabaseTooNewError: a later version of this program made the tables.
        StorageError: the database can not be written to.
    """
    if is_current(database):
        return False
    with writing(database) as connection:
        if on_postgresql(connection):  # on SQLite, a writing transaction is the lock
            connection.execute(select(_LOCK))
        version = version_in(connection)
        refuse_newer(version)
        if version != HEAD:
            _migrate(connection)
        return version != HEAD


def version_in(connection: Connection) -> str:
    """Give the number of the last migration that ran, or '' if none did."""
    if not inspect(connection).has_table(_VERSION_TABLE):
        return ""
    return str(connection.execute(_VERSION).scalar_one_or_none() or "")


def _migrate(connection: Connection) -> None:
    # Alembic takes a fifth of a second to import; most runs need no migration.
    from alembic import command  # noqa: PLC0415

    command.upgrade(migration_config(connection), HEAD)


def migration_config(connection: Connection) -> "Config":
    """Give Alembic what its configuration file would say.

    Args:
        connection: an open transaction, in which the migrations will run.
    """
    from alembic.config import Config  # noqa: PLC0415

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", "storage:migrations")
    config.set_main_option("path_separator", "os")
    return config
