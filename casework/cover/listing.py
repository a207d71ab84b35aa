"""List absence cover: what runs, what is to come, and what has been."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.context import Context
from casework.cover.objections import as_cover
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import person_title
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from storage.covers import covers_of
from storage.rows import Row

Standing = Literal["runs", "to come", "over", "ended early"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverLine:
    """A cover in a list; `until` is the last day on which it runs or ran."""

    id: str
    district_id: str
    absent: str
    absent_title: str
    cover: str
    cover_title: str
    since: date
    until: date
    standing: Standing
    reason: str
    recorded_by: str
    ended_by: str
    ended_because: str


def list_covers(
    context: Context, district_id: str | None = None, *, past: bool = False
) -> tuple[CoverLine, ...] | Refusal:
    """List the covers of a district (None: of all), the latest first.

    Args:
        context: the database and the clock.
        district_id: only this district.
        past: also those that are over or were ended.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district_id)
        if missing is not None:
            return missing
        lines = (_line(desk, row) for row in covers_of(desk.connection, district_id))
        now = ("runs", "to come")
        return tuple(line for line in lines if past or line.standing in now)


def covers_seen(
    context: Context, sight: Sight, district: str, *, past: bool
) -> tuple[CoverLine, ...] | Refusal:
    """List the covers of a district that somebody may see.

    Whoever sees the whole district sees all of them; others, those about themselves.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    found = list_covers(context, district, past=past)
    if isinstance(found, Refusal) or sight.districts[district].whole:
        return found
    return tuple(line for line in found if sight.user in {line.absent, line.cover})


def _line(desk: Desk, row: Row) -> CoverLine:
    district = desk.district(row)
    return CoverLine(
        id=row["id"],
        district_id=row["district_id"],
        absent=row["absent"],
        absent_title=person_title(district, row["absent"]),
        cover=row["cover"],
        cover_title=person_title(district, row["cover"]),
        since=row["since"],
        until=as_cover(row).until,
        standing=_standing(row, desk.today),
        reason=row["reason"],
        recorded_by=row["recorded_by"],
        ended_by=row["ended_by"],
        ended_because=row["ended_because"],
    )


def _standing(row: Row, today: date) -> Standing:
    if row["ended_on"] is not None:
        return "ended early"
    if today < row["since"]:
        return "to come"
    return "runs" if today <= row["until"] else "over"
