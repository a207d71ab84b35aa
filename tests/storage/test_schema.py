"""Migrations make exactly the tables that `storage/tables/` describes."""

import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, inspect, text

from storage.database import open_database, reading, writing
from storage.errors import DatabaseTooNewError
from storage.schema import HEAD, is_current, migration_config, upgrade
from storage.tables import metadata

ROOT = Path(__file__).resolve().parents[2]
UPGRADE = (
    "import sys\n"
    "from storage.database import open_database\n"
    "from storage.schema import PATIENCE_SECONDS, upgrade\n"
    "database = open_database(sys.argv[1], create=True, patience=PATIENCE_SECONDS)\n"
    "print(upgrade(database))\n"
)


@pytest.fixture
def empty(database_url: str) -> Iterator[Engine]:
    database = open_database(database_url, create=True)
    yield database
    database.dispose()


def test_an_empty_database_gets_its_tables_once(empty: Engine) -> None:
    assert not is_current(empty)
    assert upgrade(empty)
    assert is_current(empty)
    assert not upgrade(empty)


def test_the_pinned_head_is_the_only_one(database: Engine) -> None:
    with reading(database) as connection:
        script = ScriptDirectory.from_config(migration_config(connection))
    assert script.get_heads() == [HEAD]


def test_migrations_are_numbered_from_one_without_a_gap() -> None:
    files = sorted((ROOT / "storage/migrations/versions").glob("*.py"))
    numbers = [file.name.split("_")[0] for file in files]
    assert numbers == [f"{number:04d}" for number in range(1, int(HEAD) + 1)]


def test_alembic_sees_no_difference_between_tables_and_migrations(
    database: Engine,
) -> None:
    with reading(database) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_migrations_make_what_the_tables_would_make_themselves(
    database: Engine,
) -> None:
    """Alembic compares neither check constraints nor what partial indexes cover."""
    with writing(database) as connection:
        made = _described(connection)
        command.downgrade(migration_config(connection), "base")
        metadata.create_all(connection)
    with reading(database) as connection:
        assert made == _described(connection)


def test_a_downgrade_leaves_nothing_and_can_be_undone(database: Engine) -> None:
    with writing(database) as connection:
        command.downgrade(migration_config(connection), "base")
        assert _left(connection) == {"alembic_version"}
    assert upgrade(database)
    assert is_current(database)


def test_a_migration_that_fails_leaves_nothing(empty: Engine) -> None:
    """The outbox comes last but one; here its name is taken."""
    with writing(empty) as connection:
        connection.execute(text("CREATE TABLE outbox (note TEXT)"))
    with pytest.raises(Exception, match="outbox"):
        upgrade(empty)
    with reading(empty) as connection:
        assert _left(connection) == {"outbox"}


def test_a_database_of_a_later_version_is_left_alone(database: Engine) -> None:
    with writing(database) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(DatabaseTooNewError, match="version 9999; this program knows"):
        upgrade(database)


def test_of_two_processes_that_upgrade_at_once_one_does(database_url: str) -> None:
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", UPGRADE, database_url],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    said = [program.communicate(timeout=60) for program in programs]
    assert sorted(said) == [("False\n", ""), ("True\n", "")]


def _left(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names())


def _described(connection: Connection) -> dict[str, list[str]]:
    """Say of each table what the database itself knows of it."""
    found = inspect(connection)
    ask: tuple[Callable[[str], Iterable[Any]], ...] = (
        found.get_columns,
        found.get_foreign_keys,
        found.get_unique_constraints,
        found.get_check_constraints,
        found.get_indexes,
    )
    return {
        table: [
            str(found.get_pk_constraint(table)),
            *sorted(_plain(part) for one in ask for part in one(table)),
        ]
        for table in metadata.tables
    }


def _plain(part: Any) -> str:  # noqa: ANN401 - the inspector's own dicts
    """Write it in one spelling: partial indexes carry objects, not text."""
    if isinstance(part, dict):
        return str(sorted((name, _plain(value)) for name, value in part.items()))
    return str(part)
