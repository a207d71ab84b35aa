"""A PostgreSQL database in one file, and back: what `pg_dump` and `pg_restore` do."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from sqlalchemy import Connection, Engine, text

from storage.backups.postgres_programs import (
    find_program,
    reach_of,
    run_program,
    see_that_it_fits,
)
from storage.database import reading, writing
from storage.errors import BackupError

BEGINS_WITH = b"PGDMP"
_AS_IT_IS = ("--no-owner", "--no-privileges")  # whoever restores it owns it
_SNAPSHOT = text("SELECT pg_export_snapshot()")
_SERVER = text("SELECT current_setting('server_version_num')::integer / 10000")
_TABLES = text(
    "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') "
    "AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'"
)


def dump_postgresql(
    connection: Connection, target: Path, environment: Mapping[str, str]
) -> None:
    """Write what a reading transaction sees into a file.

    Args:
        connection: the transaction: `pg_dump` sees the very same.
        target: an empty file.
        environment: says where `pg_dump` is.

    Raises:
        BackupError: there is no `pg_dump` that fits, or it failed.
    """
    program = find_program("pg_dump", environment)
    see_that_it_fits(program, connection.scalar(_SERVER) or 0, environment)
    snapshot = connection.scalar(_SNAPSHOT)
    run_program(
        program,
        *("--format=custom", *_AS_IT_IS),
        *(f"--snapshot={snapshot}", f"--file={target}"),
        environment=environment,
        reach=reach_of(connection),
    )


def restore_postgresql(
    database: Engine, file: Path, environment: Mapping[str, str]
) -> None:
    """Put a dump into a database without tables: all of it, or nothing.

    Raises:
        BackupError: the database has tables, there is no `pg_restore` that fits, or
            it failed.
        StorageError: the database can not be reached.
    """
    program = find_program("pg_restore", environment)
    with reading(database) as connection:
        if connection.scalar(_TABLES):
            raise BackupError(
                f"The database '{database.url.database}' is not empty, and nothing is "
                "overwritten. Create a new one and let DATABASE_URL name it."
            )
        see_that_it_fits(program, connection.scalar(_SERVER) or 0, environment)
        reach = reach_of(connection)
    run_program(
        program,
        *("--exit-on-error", "--single-transaction", *_AS_IT_IS, str(file)),
        environment=environment,
        reach=reach,
    )
    with writing(database) as connection:  # else lists are slow until it is noticed
        connection.execute(text("ANALYZE"))


def version_in_dump(file: Path, environment: Mapping[str, str]) -> str:
    """Give the version of the tables in a dump, or '' if it is none of ours.

    Raises:
        BackupError: there is no `pg_restore`, or it can not read the file.
    """
    program = find_program("pg_restore", environment)
    listed = run_program(program, "--list", str(file), environment=environment)
    if " TABLE public family_case " not in listed:
        return ""
    only = ("--data-only", "--table=alembic_version", "--file=-", str(file))
    said = run_program(program, *only, environment=environment)
    return next(_copied(said), "")


def _copied(sql: str) -> Iterator[str]:
    """Give the rows that a script copies in."""
    inside = False
    for line in sql.splitlines():
        if line == "\\.":
            inside = False
        elif inside:
            yield line
        elif line.startswith("COPY "):
            inside = True
