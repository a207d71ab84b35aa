"""End a cover early, and take that back."""

from dataclasses import dataclass

from sqlalchemy import Connection

from casework.context import Context
from casework.cover.notices import tell
from casework.cover.objections import (
    against_asking,
    against_ending,
    against_resuming,
    no_cover,
    refuse,
)
from casework.cover.record import CoverRecorded, CoverRequest, record_within
from casework.storable import refuse_unstorable
from engine.advance.refusal import Refusal
from engine.cover import last_day
from storage.covers import change_cover, find_cover
from storage.database import writing
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class EndCoverRequest:
    """Which cover is to end today, or to be taken up again, by whom and why."""

    district_id: str
    cover_id: str
    user: str
    reason: str


def end_cover(context: Context, request: EndCoverRequest) -> CoverRecorded | Refusal:
    """End a cover early: from today on it no longer runs. Both are told.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    unstorable = refuse_unstorable(request.cover_id, "cover", request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        row = find_cover(connection, request.district_id, request.cover_id, lock=True)
        if row is None:
            return no_cover(request.cover_id)
        reasons = [
            *against_asking(
                context,
                connection,
                request.district_id,
                absent=row["absent"],
                user=request.user,
                reason=request.reason,
            ),
            *against_ending(row, context.today()),
        ]
        if reasons:
            return refuse(request.cover_id, reasons)
        return _end(context, connection, request, row)


def resume_cover(context: Context, request: EndCoverRequest) -> CoverRecorded | Refusal:
    """Undo the early end of a cover: record a new one for the days that are left.

    The days in between stay as they were. What has come to speak against a new cover
    meanwhile speaks against this one.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    unstorable = refuse_unstorable(request.cover_id, "cover", request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        row = find_cover(connection, request.district_id, request.cover_id, lock=True)
        if row is None:
            return no_cover(request.cover_id)
        reasons = list(against_resuming(row, context.today()))
        if reasons:
            return refuse(request.cover_id, reasons)
        again = CoverRequest(
            district_id=request.district_id,
            absent=row["absent"],
            cover=row["cover"],
            since=max(row["since"], context.today()),
            until=row["until"],
            reason=request.reason,
            user=request.user,
        )
        return record_within(context, connection, again, restores=row["id"])


def _end(
    context: Context, connection: Connection, request: EndCoverRequest, row: Row
) -> CoverRecorded:
    today, now = context.today(), context.now()
    change_cover(
        connection,
        row,
        ended_on=today,
        ended_by=request.user,
        ended_at=now,
        ended_because=request.reason.strip(),
        told_end_at=now,
    )
    tell(context, connection, row, "ended")
    return CoverRecorded(
        id=row["id"],
        absent=row["absent"],
        cover=row["cover"],
        since=row["since"],
        until=last_day(row["until"], today),
    )
