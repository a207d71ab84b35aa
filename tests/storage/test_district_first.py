"""Every table that grows carries its district first in its keys.

A PostgreSQL that is split, by partitions or over machines, is split by district: what a
key does not name can not be unique there. docs/performance.md names the exceptions.
"""

from collections.abc import Iterator

import pytest
from sqlalchemy import Engine, Table, UniqueConstraint, func, select, text
from sqlalchemy.exc import IntegrityError

from benchmarks.parts import DISTRICT, GROWN, OF_PEOPLE, SMALL, make_tables_in_parts
from casework.advance_case import Advanced
from casework.jobs.run_due import ClockSetBack, run_due
from storage.database import open_database, reading, writing
from storage.tables import metadata
from tests.builders.office import an_office
from tests.builders.simulation import EVERYBODY_IN_POST
from tests.docs.pages import DOCS, read
from tests.proof.busy_office import LATE
from tests.storage.test_append_only import CHANGES as APPEND_ONLY

NOT_BY_DISTRICT = {"family_case.reference"}
"""Unique beyond the district: a reference begins with the prefix of its district."""
PARTS = 4
CHANGES = (
    "UPDATE {} SET district_id = district_id",
    "DELETE FROM {}",
    "TRUNCATE {} CASCADE",
)
DELETING = "DELETE FROM "
WRITTEN_ONCE = {
    change.removeprefix(DELETING)
    for change in APPEND_ONLY
    if change.startswith(DELETING)
} - OF_PEOPLE


def grown() -> list[Table]:
    return [metadata.tables[name] for name in GROWN]


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


@pytest.fixture
def worked_in(fresh_postgres_url: str) -> Iterator[Engine]:
    """Give tables in parts, on which one family went from the list to a claim."""
    make_tables_in_parts(fresh_postgres_url, PARTS)
    with an_office(fresh_postgres_url) as office:
        office.at(EVERYBODY_IN_POST)
        office.open_families(2)
        office.walk("MAI-0001", "outcome_claimed")
        assert isinstance(office.take("MAI-0001", "note_contact"), Advanced)
        office.at(LATE)
        runs = run_due(office.context)
        assert not isinstance(runs, ClockSetBack)
        assert not any(run.failed for run in runs)
    database = open_database(fresh_postgres_url)
    yield database
    database.dispose()


def test_an_office_works_on_tables_that_are_split_by_district(
    worked_in: Engine,
) -> None:
    with reading(worked_in) as connection:
        found = text("SELECT count(DISTINCT tableoid), count(*) FROM history")
        parts, entries = connection.execute(found).one()
        assert parts == 1  # one district, one part
        assert entries > 10
        case = metadata.tables["family_case"]
        assert connection.scalar(select(func.count()).select_from(case)) == 2


def test_history_in_parts_is_neither_changed_nor_removed_by_any_name(
    worked_in: Engine,
) -> None:
    before = entries_of(worked_in)
    assert "history" in WRITTEN_ONCE
    for table in WRITTEN_ONCE:
        for name in (table, *(f"{table}_{part}" for part in range(PARTS))):
            for change in CHANGES:
                with (
                    pytest.raises(IntegrityError, match=f"{name} is written once"),
                    writing(worked_in) as connection,
                ):
                    connection.execute(text(change.format(name)))
    assert entries_of(worked_in) == before


def entries_of(database: Engine) -> list[object]:
    with reading(database) as connection:
        return list(connection.execute(text("SELECT * FROM history ORDER BY entry")))
