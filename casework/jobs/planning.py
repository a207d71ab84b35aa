"""From a clock's row to what its ladder does on a day; the run and its rehearsal."""

from collections.abc import Collection
from datetime import date

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError, InvalidRequestError

from casework.context import Context, calendar_of
from engine.reminders import ClockToFire, Firing, plan_firing
from storage.districts import StoredDistrict, find_district
from storage.rows import Row

POISON = (LookupError, ValueError, TypeError, InvalidRequestError, IntegrityError)
"""What a case that can not be handled raises: it is set aside, the run goes on."""


def plan_of(
    context: Context,
    connection: Connection,
    row: Row,
    fired: Collection[str],
    today: date,
) -> Firing:
    """Plan what a clock does on a day, by the definition its case is pinned to.

    Raises:
        LookupError: its district or definition is missing, or does not know it.
        ValueError: a day lies outside the calendar.
    """
    district = district_of(connection, row).district
    workflow = context.workflow(connection, row["workflow_hash"], district)
    return plan_firing(workflow, calendar_of(district), to_fire(row, fired), today)


def district_of(connection: Connection, row: Row) -> StoredDistrict:
    """Read the district that a row belongs to.

    Raises:
        LookupError: there is none.
    """
    stored = find_district(connection, row["district_id"])
    if stored is None:
        raise LookupError(f"There is no district '{row['district_id']}'.")
    return stored


def to_fire(row: Row, fired: Collection[str]) -> ClockToFire:
    """Give a clock of its row with its case beside it."""
    return ClockToFire(
        reference=row["reference"],
        clock=row["clock"],
        machine=row["machine"],
        state=row[row["machine"]],
        subject=row["subject"],
        worker=row["worker"],
        due_on=row["due_on"],
        fired=frozenset(fired),
    )


def why(error: Exception) -> str:
    """Word why something was set aside, in one line."""
    said = " ".join(str(error).split())
    return f"{type(error).__name__}: {said}"
