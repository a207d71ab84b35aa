"""What the jobs could not handle, listed until somebody clears it."""

from collections.abc import Iterator
from dataclasses import dataclass

from casework.context import Context
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import clock_title
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from storage.rows import Row
from storage.set_aside import clocks_set_aside, payments_set_aside

NEXT_TRY = "at the first run after it is cleared"


@dataclass(frozen=True, kw_only=True, slots=True)
class SetAsideLine:
    """A clock or a payment that a job could not handle, and why.

    `what` names it, as `clear_set_aside` takes it: a clock's id, or a payment's.
    """

    district: str
    reference: str
    kind: str
    what: str
    title: str
    why: str
    next_try: str = NEXT_TRY


def list_set_aside(
    context: Context, district: str | None = None
) -> tuple[SetAsideLine, ...] | Refusal:
    """List what is set aside, by case; None is every district.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district)
        if missing is not None:
            return missing
        return tuple(lines_of(desk, district or ""))


def lines_of(
    desk: Desk, district: str, sight: Sight | None = None
) -> Iterator[SetAsideLine]:
    """Give a line a clock, then a line a payment; '' is every district."""
    for row in clocks_set_aside(desk.connection, district, sight):
        title = _title(desk, row)
        yield _line(row, "clock", row["id"], title, row["set_aside"])
    for row in payments_set_aside(desk.connection, district, sight):
        title = f"Payment: {row['payment']}"
        yield _line(row, "payment", row["payment"], title, row["reason"])


def _title(desk: Desk, row: Row) -> str:
    """Give a clock's title; what it is set aside for may keep us from reading it."""
    try:
        return clock_title(desk.workflow(row), row)
    except (LookupError, ValueError):
        return str(row["clock"])


def _line(row: Row, kind: str, what: str, title: str, why: str) -> SetAsideLine:
    return SetAsideLine(
        district=row["district_id"],
        reference=row["reference"],
        kind=kind,
        what=what,
        title=title,
        why=why,
    )
