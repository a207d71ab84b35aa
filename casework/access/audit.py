"""The audit of a district: who looked at which case, and what was done about access.

Restricted cases are in it as well, by their reference and nothing else: who looks at
them is what an audit is for.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal

from casework.context import Context
from casework.reading.desk import Desk, open_desk
from engine.access.sight import Sight
from engine.local_time import start_of_day
from engine.text import is_storable
from storage.audit import WhichRecords, events_page, kinds_of_event, reads_page
from storage.rows import Row

PAGE = 50
Kind = Literal["reads", "events"]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditRequest:
    """What is looked for: reads of cases, or events; '' and None mean any.

    `after` is where an earlier page ended; `what` narrows events to one kind.
    """

    district: str
    kind: Kind = "reads"
    user: str = ""
    reference: str = ""
    day: date | None = None
    what: str = ""
    after: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditLine:
    """One record: who, when, what; about which case, person or list; and details."""

    at: datetime
    user: str
    what: str
    about: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditPage:
    """A page of records, the latest first; `next_after` begins the next page."""

    district_title: str
    lines: tuple[AuditLine, ...]
    kinds: tuple[str, ...]
    next_after: str | None


def audit(context: Context, sight: Sight, request: AuditRequest) -> AuditPage | None:
    """Read a page of the audit; None where somebody has nothing to do with a district.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        if request.district not in desk.districts or (
            request.district not in sight.districts
        ):
            return None
        rows = _rows(desk, request)
        last = rows[PAGE - 1] if len(rows) > PAGE else None
        return AuditPage(
            district_title=desk.districts[request.district].district.title,
            lines=tuple(_line(row) for row in rows[:PAGE]),
            kinds=tuple(kinds_of_event(desk.connection)),
            next_after=_place(last) if last is not None else None,
        )


def _rows(desk: Desk, request: AuditRequest) -> list[Row]:
    if not all(map(is_storable, (request.user, request.reference, request.what))):
        return []
    which = _which(request)
    if request.kind == "reads":
        return reads_page(desk.connection, which)
    begin = {id_: each.district.prefix for id_, each in desk.districts.items()}
    ours = (request.district, begin.pop(request.district))
    return events_page(desk.connection, which, ours, tuple(begin.items()))


def _which(request: AuditRequest) -> WhichRecords:
    day = request.day
    return WhichRecords(
        district=request.district,
        user=request.user,
        reference=request.reference,
        since=start_of_day(day) if day else None,
        before=start_of_day(day + timedelta(days=1)) if day else None,
        what=request.what,
        after=_read_place(request.after),
        most=PAGE + 1,
    )


def _line(row: Row) -> AuditLine:
    if "page" in row:
        what, about, detail = "looked at", row["reference"], row["page"]
    else:
        what, about, detail = row["what"], row["about"], row["detail"]
    return AuditLine(
        at=row["at"], user=row["user"], what=what, about=about, detail=detail
    )


def _place(row: Row) -> str:
    return f"{row['at'].astimezone(UTC).isoformat()}~{row['id']}"


def _read_place(after: str) -> tuple[datetime, str] | None:
    """Read where a page ended; None, the first page, where it is no such place."""
    moment, _, id_ = after.partition("~")
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, id_) if at.tzinfo and id_ and is_storable(id_) else None
