"""Every table that grows carries its district first in its keys.

A PostgreSQL that is split, by partitions or over machines, is split by district: what a
key does not name can not be unique there. docs/performance.md names the exceptions.
"""

from collections.abc import Iterator

from sqlalchemy import Connection, MetaData, Table, UniqueConstraint, func, select, text

from casework.advance_case import Advanced
from casework.jobs.run_due import ClockSetBack, run_due
from storage.database import open_database, reading, writing
from storage.schema import HEAD
from storage.tables import metadata
from tests.builders.office import an_office
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.docs.pages import DOCS, read
from tests.proof.busy_office import LATE

DISTRICT = "district_id"
SMALL = {"district", "workflow_version", "setting", "job_run"}
"""Tables of a few rows, which every machine has whole."""
OF_PEOPLE = {
    "account",
    "web_session",
    "access_token",
    "sign_in_attempt",
    "access_event",
    "ticked_case",
}
"""Of somebody who may work in several districts: they stay in one place."""
NOT_BY_DISTRICT = {"family_case.reference"}
"""Unique beyond the district: a reference begins with the prefix of its district."""
PARTS = 4


def grown() -> list[Table]:
    return [
        table
        for name, table in metadata.tables.items()
        if name not in SMALL | OF_PEOPLE
    ]


def first(table: Table) -> str:
    return next(iter(table.primary_key.columns)).name


def test_a_primary_key_begins_with_the_district() -> None:
    others = [t.name for t in grown() if first(t) != DISTRICT]
    assert not others


def test_whatever_is_unique_is_so_within_its_district() -> None:
    assert {*unique_elsewhere()} == NOT_BY_DISTRICT


def unique_elsewhere() -> Iterator[str]:
    for table in grown():
        keys = [c for c in table.constraints if isinstance(c, UniqueConstraint)]
        unique = [key.columns.keys() for key in keys]
        unique += [index.columns.keys() for index in table.indexes if index.unique]
        for columns in unique:
            if DISTRICT not in columns:
                yield f"{table.name}.{', '.join(columns)}"


def test_a_reference_to_another_table_stays_within_the_district() -> None:
    across = {
        f"{table.name} to {key.referred_table.name}"
        for table in grown()
        for key in table.foreign_key_constraints
        if DISTRICT not in key.column_keys
    }
    assert across == {"access_grant to account", "family_case to workflow_version"}


def test_the_page_names_every_exception() -> None:
    page = read(DOCS / "performance.md")
    for name in (*SMALL, *OF_PEOPLE, *NOT_BY_DISTRICT):
        assert f"`{name}`" in page


def test_an_office_works_on_tables_that_are_split_by_district(
    fresh_postgres_url: str,
) -> None:
    database = open_database(fresh_postgres_url)
    with writing(database) as connection:
        make_split_tables(connection)
    with an_office(fresh_postgres_url) as office:
        office.at(EVERYBODY_IN_POST)
        office.open_families(2)
        office.walk("MAI-0001", "outcome_claimed")
        assert isinstance(office.take("MAI-0001", "note_contact"), Advanced)
        office.at(LATE)
        runs = run_due(office.context)
        assert not isinstance(runs, ClockSetBack)
        assert not any(run.failed for run in runs)
    with reading(database) as connection:
        found = text("SELECT count(DISTINCT tableoid), count(*) FROM history")
        parts, entries = connection.execute(found).one()
        assert parts == 1  # one district, one part
        assert entries > 10
        case = metadata.tables["family_case"]
        assert connection.scalar(select(func.count()).select_from(case)) == 2
    database.dispose()


def make_split_tables(connection: Connection) -> None:
    """Make our tables; those that grow, in parts and with one key changed."""
    split = MetaData()
    for table in metadata.tables.values():
        copy = table.to_metadata(split)
        if table.name not in SMALL | OF_PEOPLE:
            copy.dialect_options["postgresql"]["partition_by"] = f"HASH ({DISTRICT})"
    case = split.tables["family_case"]
    for key in [c for c in case.constraints if isinstance(c, UniqueConstraint)]:
        case.constraints.discard(key)
        case.append_constraint(UniqueConstraint(DISTRICT, *key.columns.keys()))
    split.create_all(connection)
    for table in grown():
        for part in range(PARTS):
            connection.execute(
                text(
                    f"CREATE TABLE {table.name}_{part} PARTITION OF {table.name} "
                    f"FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
                )
            )
    connection.execute(text("CREATE TABLE alembic_version (version_num text NOT NULL)"))
    head = text("INSERT INTO alembic_version VALUES (:head)")
    connection.execute(head, {"head": HEAD})
