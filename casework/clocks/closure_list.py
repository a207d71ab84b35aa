"""The days that were proclaimed closed in a district, and stand."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.context import Context
from engine.access.sight import Sight
from storage.closures import standing_closures
from storage.database import reading
from storage.tables.clocks import EVERYWHERE


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosureLine:
    """A day that is closed; `everywhere` if it is so in all districts."""

    day: date
    title: str
    everywhere: bool
    added_by: str
    added_at: datetime


def list_closures(
    context: Context, sight: Sight, district: str
) -> tuple[ClosureLine, ...]:
    """List the days that were proclaimed closed, by day; none in a foreign district.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    if district not in sight.districts:
        return ()
    with reading(context.database) as connection:
        rows = standing_closures(connection, district)
    return tuple(
        ClosureLine(
            day=row["day"],
            title=row["title"],
            everywhere=row["district_id"] == EVERYWHERE,
            added_by=row["added_by"],
            added_at=row["added_at"],
        )
        for row in rows
    )
