"""What is written once stays: the database itself refuses a change."""

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from storage.database import open_database, writing
from storage.redatings import write_redating
from storage.sweep import clocks_to_fire, write_fired
from tests.builders.every_table import write_page_rows
from tests.builders.storage import (
    APPROVED,
    NOW,
    TODAY,
    a_clock,
    a_family,
    advance,
    everything,
    hold_meeting,
    what_fires,
)

CHANGES = [
    "UPDATE history SET actor = 'mallory'",
    "DELETE FROM history",
    "UPDATE firing SET rung = 'other'",
    "DELETE FROM firing",
    "UPDATE decision SET outcome = 'decline'",
    "DELETE FROM decision",
    "UPDATE access_event SET what = 'nothing'",
    "DELETE FROM access_event",
    "UPDATE case_read SET page = 'nothing'",
    "DELETE FROM case_read",
    "UPDATE broken_glass SET reason = ''",
    "DELETE FROM broken_glass",
    "UPDATE redating SET redated_by = 'mallory'",
    "DELETE FROM redating",
    "UPDATE redated_clock SET old_due_on = NULL",
    "DELETE FROM redated_clock",
]
SNOW = {
    "district_id": "maidstone",
    "id": "snow",
    "kind": "closed",
    "day": TODAY,
    "reason": "Snow",
    "redated_by": "carol",
    "redated_at": NOW,
}


@pytest.fixture
def written(database: Engine) -> Engine:
    a_family(database, starts=(a_clock(),))
    hold_meeting(database)
    with writing(database) as connection:
        clock = clocks_to_fire(connection, a_clock().due_on, 1)[0]
        write_fired(connection, [what_fires(clock, "warn")], NOW)
        write_redating(connection, SNOW, [{"clock_id": clock["id"], "case_number": 1}])
    advance(database, records=(APPROVED,))
    write_page_rows(database, "access_event", "case_read", "broken_glass")
    return database


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_refused(written: Engine, change: str) -> None:
    before = everything(written)
    with (
        pytest.raises(IntegrityError, match="written once: its rows are neither"),
        writing(written) as connection,
    ):
        connection.execute(text(change))
    assert everything(written) == before


@pytest.mark.parametrize(
    "table",
    ["history", "firing", "decision", "redating", "redated_clock", "case_read"],
)
def test_postgresql_refuses_to_empty_it(postgres_copy: str, table: str) -> None:
    database = open_database(postgres_copy)
    with (
        pytest.raises(IntegrityError, match=f"{table} is written once"),
        writing(database) as connection,
    ):
        connection.execute(text(f"TRUNCATE {table} CASCADE"))
    database.dispose()
