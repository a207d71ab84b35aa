"""Record that somebody stands in for a worker from a day until a day."""

from dataclasses import asdict, dataclass
from datetime import date

from sqlalchemy import Connection

from casework.context import Context
from casework.cover.notices import tell
from casework.cover.objections import against_asking, against_cover, refuse
from casework.storable import refuse_unstorable
from engine.advance.refusal import Refusal
from engine.cover import Cover
from storage.covers import NewCover, cover_count, covers_of, write_cover
from storage.database import writing
from storage.handovers import hold_staff


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverRequest:
    """Who stands in for whom, from which day until which (both included), and why."""

    district_id: str
    absent: str
    cover: str
    since: date
    until: date
    reason: str
    user: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CoverRecorded:
    """A cover as it stands after it was recorded, ended or taken up again.

    `repeated`: the same person had recorded the very same, and it stands.
    """

    id: str
    absent: str
    cover: str
    since: date
    until: date
    repeated: bool = False


def add_cover(context: Context, request: CoverRequest) -> CoverRecorded | Refusal:
    """Record a cover and tell both, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    unstorable = refuse_unstorable(request.absent, "cover", request)
    if unstorable is not None:
        return unstorable
    with writing(context.database) as connection:
        hold_staff(connection, request.district_id, (request.absent, request.cover))
        before = _standing(connection, request)
        return before or record_within(context, connection, request)


def _standing(connection: Connection, request: CoverRequest) -> CoverRecorded | None:
    """Find the very same cover, so that a request that is sent again does nothing."""
    for row in covers_of(connection, request.district_id):
        known = (row["absent"], row["cover"], row["since"], row["until"])
        asked = (request.absent, request.cover, request.since, request.until)
        by = (row["recorded_by"], row["reason"], row["ended_on"])
        if (known, by) == (asked, (request.user, request.reason.strip(), None)):
            names = ("id", "absent", "cover", "since", "until")
            return CoverRecorded(**{name: row[name] for name in names}, repeated=True)
    return None


def record_within(
    context: Context, connection: Connection, request: CoverRequest, restores: str = ""
) -> CoverRecorded | Refusal:
    """Do the same inside a transaction that is open already.

    Args:
        context: the clock.
        connection: the transaction.
        request: the cover that is asked for.
        restores: the id of the cover, ended early, that this one takes up again.
    """
    hold_staff(connection, request.district_id, (request.absent, request.cover))
    asked = Cover(
        absent=request.absent,
        cover=request.cover,
        since=request.since,
        until=request.until,
    )
    reasons = [
        *against_asking(
            context,
            connection,
            request.district_id,
            absent=request.absent,
            user=request.user,
            reason=request.reason,
        ),
        *against_cover(context, connection, request.district_id, asked),
    ]
    if reasons:
        return refuse(request.absent, reasons)
    return _record(context, connection, request, restores)


def _record(
    context: Context, connection: Connection, request: CoverRequest, restores: str
) -> CoverRecorded:
    before = cover_count(connection, request.district_id, request.absent)
    starts = request.since == context.today()
    cover = NewCover(
        district_id=request.district_id,
        id=f"{request.absent}-{before + 1}",
        absent=request.absent,
        cover=request.cover,
        since=request.since,
        until=request.until,
        reason=request.reason.strip(),
        recorded_by=request.user,
        recorded_at=context.now(),
        restores=restores,
        told_start_at=context.now() if starts else None,
    )
    write_cover(connection, cover)
    tell(context, connection, asdict(cover), "starts" if starts else "recorded")
    return CoverRecorded(
        id=cover.id,
        absent=cover.absent,
        cover=cover.cover,
        since=cover.since,
        until=cover.until,
    )
