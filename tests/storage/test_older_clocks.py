"""Clocks of a database that was made before clocks could rest."""

from collections.abc import Iterator
from datetime import date

import pytest
from alembic import command
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from storage.database import open_database, reading, writing
from storage.schema import migration_config, upgrade

BEFORE = "0005"
FAMILY = """\
INSERT INTO workflow_version VALUES ('abc', 'small', '{}', '2012-12-17 10:00:00');
INSERT INTO family (district_id, number, list_key) VALUES ('maidstone', 1, 'F1');
INSERT INTO family_case (district_id, number, reference, family_number, workflow_hash,
  version, programme, service, programme_since, service_since, worker, facts,
  opened_at, changed_at, changed_by, changed_event, history_hash)
VALUES ('maidstone', 1, 'MAI-0001', 1, 'abc', 1, 'identified', 'none', '2012-12-17',
  '2012-12-17', '', '{}', '2012-12-17 10:00:00', '2012-12-17 10:00:00', 'carol', 'open',
  '0000000000000000000000000000000000000000000000000000000000000000');
INSERT INTO clock (district_id, id, case_number, clock, machine, subject, unit, budget,
  consumed, started_on, due_on, next_rung_on, stopped_how, set_aside)
VALUES ('maidstone', '1-1-1', 1, 'decision', 'programme', '', 'working_days', 10, 0,
  '2012-12-17', '2013-01-03', '2012-12-24', '', '');
INSERT INTO firing VALUES ('maidstone', '1-1-1', 'warn', '2012-12-24 10:00:00')
"""
REST = (
    "UPDATE clock SET paused_on = '2012-12-20', running_since = NULL, due_on = NULL, "
    "next_rung_on = NULL"
)


@pytest.fixture
def older(database_url: str) -> Iterator[Engine]:
    """Make a database as it was, with a clock that has reminded once."""
    database = open_database(database_url, create=True)
    with writing(database) as connection:
        command.upgrade(migration_config(connection), BEFORE)
        for statement in FAMILY.split(";"):
            connection.execute(text(statement))
    yield database
    database.dispose()


def days(database: Engine, *columns: str) -> list[date | None]:
    """Read the clock's days."""
    listed = ", ".join(columns)
    with reading(database) as connection:
        row = connection.execute(text(f"SELECT {listed} FROM clock")).one()  # noqa: S608
    return [_day(value) for value in row]


def _day(value: object) -> date | None:
    return None if value is None else date.fromisoformat(str(value))


def test_a_clock_runs_on_since_the_day_it_started(older: Engine) -> None:
    assert upgrade(older)

    found = days(older, "started_on", "running_since", "due_on", "paused_on")
    assert found == [date(2012, 12, 17)] * 2 + [date(2013, 1, 3), None]


def test_what_has_fired_stays_fired_and_is_written_once(older: Engine) -> None:
    upgrade(older)

    with reading(older) as connection:
        found = connection.execute(text("SELECT clock_id, rung FROM firing")).all()
    assert [tuple(row) for row in found] == [("1-1-1", "warn")]
    with pytest.raises(IntegrityError, match="written once"), writing(older) as again:
        again.execute(text("DELETE FROM firing"))


def test_no_clock_has_a_pause_and_a_due_day(older: Engine) -> None:
    upgrade(older)

    wrong = text("UPDATE clock SET paused_on = '2012-12-20'")
    with (
        pytest.raises(IntegrityError, match="a_clock_runs_or_rests"),
        writing(older) as c,
    ):
        c.execute(wrong)


def test_a_downgrade_makes_a_resting_clock_due_on_the_day_it_was_paused(
    older: Engine,
) -> None:
    upgrade(older)
    with writing(older) as connection:
        connection.execute(text(REST))

    with writing(older) as connection:
        command.downgrade(migration_config(connection), BEFORE)

    assert days(older, "due_on") == [date(2012, 12, 20)]
