"""List the handovers there were, and which of them were undone."""

from dataclasses import dataclass
from datetime import datetime

from casework.context import Context
from casework.reading.desk import Desk, no_district, open_desk
from casework.reading.words import person_title
from engine.advance.refusal import Refusal
from storage.handovers import handovers_of
from storage.rows import Row


@dataclass(frozen=True, kw_only=True, slots=True)
class HandoverLine:
    """A handover in a list. `returned` counts the families that were given back."""

    id: str
    district_id: str
    worker: str
    worker_title: str
    reason: str
    recorded_by: str
    recorded_at: datetime
    families: int
    returned: int
    undone_by: str
    undone_at: datetime | None


def list_handovers(
    context: Context, district_id: str | None = None
) -> tuple[HandoverLine, ...] | Refusal:
    """List the handovers of a district (None: of all), the newest first.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        missing = no_district(desk, district_id)
        if missing is not None:
            return missing
        rows = handovers_of(desk.connection, district_id)
        return tuple(_line(desk, row) for row in rows)


def _line(desk: Desk, row: Row) -> HandoverLine:
    return HandoverLine(
        id=row["id"],
        district_id=row["district_id"],
        worker=row["worker"],
        worker_title=person_title(desk.district(row), row["worker"]),
        reason=row["reason"],
        recorded_by=row["recorded_by"],
        recorded_at=row["recorded_at"],
        families=row["families"],
        returned=row["returned"],
        undone_by=row["undone_by"],
        undone_at=row["undone_at"],
    )
