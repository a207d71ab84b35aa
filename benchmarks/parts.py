"""The tables of a PostgreSQL split by district: those that grow, each in parts.

No migration does this yet. It is here to try whether the program works on such tables,
in a test and in `make load ARGS="--parts 8"`.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, MetaData, UniqueConstraint, text

from storage.database import on_postgresql, open_database, writing
from storage.schema import upgrade
from storage.tables import metadata

DISTRICT = "district_id"
SMALL = frozenset({"district", "workflow_version", "setting", "job_run"})
"""Tables of a few rows, which every machine has whole."""
OF_PEOPLE = frozenset(
    {
        "account",
        "web_session",
        "access_token",
        "sign_in_attempt",
        "access_event",
        "ticked_case",
    }
)
"""Of somebody who may work in several districts: they stay in one place."""
GROWN = tuple(name for name in metadata.tables if name not in SMALL | OF_PEOPLE)
"""All others, which are split."""
_TRIGGERS = text(
    "SELECT relname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger "
    "JOIN pg_class ON pg_class.oid = tgrelid WHERE NOT tgisinternal"
)


class NotSplitError(Exception):
    """A database that can not be split was to be."""


def make_tables_in_parts(url: str, parts: int) -> None:
    """Make the tables of an empty database as the migrations do, then anew in parts.

    Raises:
        NotSplitError: it is no PostgreSQL.
        StorageError: it can not be reached or written to.
    """
    database = open_database(url)
    try:
        with writing(database) as connection:
            if not on_postgresql(connection):
                raise NotSplitError("Only the tables of a PostgreSQL have parts.")
        upgrade(database)
        with writing(database) as connection:
            _make_anew(connection, parts)
    finally:
        database.dispose()


def _make_anew(connection: Connection, parts: int) -> None:
    triggers = connection.execute(_TRIGGERS).all()
    metadata.drop_all(connection)
    _in_parts().create_all(connection)
    for name in GROWN:
        for number in range(parts):
            connection.execute(text(_part(name, number, parts)))
    for table, definition in triggers:
        for statement in _everywhere(table, definition, parts):
            connection.execute(text(statement))


def _in_parts() -> MetaData:
    """Give our tables; those that grow lie in parts, by the hash of the district.

    What is unique there has to name the district, so one key is changed.
    """
    split = MetaData()
    for name, table in metadata.tables.items():
        copy = table.to_metadata(split)
        if name in GROWN:
            copy.dialect_options["postgresql"]["partition_by"] = f"HASH ({DISTRICT})"
    case = split.tables["family_case"]
    for key in [c for c in case.constraints if isinstance(c, UniqueConstraint)]:
        case.constraints.discard(key)
        case.append_constraint(UniqueConstraint(DISTRICT, *key.columns.keys()))
    return split


def _part(table: str, number: int, parts: int) -> str:
    return (
        f"CREATE TABLE {table}_{number} PARTITION OF {table} "
        f"FOR VALUES WITH (MODULUS {parts}, REMAINDER {number})"
    )


def _everywhere(table: str, trigger: str, parts: int) -> Iterator[str]:
    """Give a trigger for a table and each of its parts.

    Ours are asked once a statement, and PostgreSQL asks only those of the table that
    the statement names: a part that had none could be changed by its own name.
    """
    yield trigger
    for number in range(parts if table in GROWN else 0):
        yield trigger.replace(f" ON public.{table} ", f" ON public.{table}_{number} ")
