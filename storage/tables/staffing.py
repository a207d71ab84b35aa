"""Who stands in for whom, and caseloads that were handed over."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case


class Cover(SQLModel, table=True):
    """One user standing in for another, from a day until a day, both included.

    `ended_on` is the first day on which it no longer ran, if it was ended early; the
    row is kept, and a cover that is taken up again is a new row that names it in
    `restores`. `told_*` say when both people were told that it starts, and ended.
    """

    __tablename__ = "cover"
    __table_args__ = (
        CheckConstraint("until >= since", name="until_not_before"),
        CheckConstraint("absent <> cover", name="nobody_covers_for_themselves"),
        Index("cover_of_absent", "district_id", "absent", "until"),
        Index("cover_by_cover", "district_id", "cover", "until"),
    )

    district_id: str = key()
    id: str = key()
    absent: str
    cover: str
    since: date
    until: date
    reason: str = long_text()
    recorded_by: str
    recorded_at: datetime
    restores: str = ""
    ended_on: date | None = None
    ended_by: str = ""
    ended_at: datetime | None = None
    ended_because: str = long_text()
    told_start_at: datetime | None = None
    told_end_at: datetime | None = None


class Handover(SQLModel, table=True):
    """That a worker's families were handed over in one go, and perhaps given back."""

    __tablename__ = "handover"
    __table_args__ = (
        UniqueConstraint("district_id", "command_id", name="a_handover_runs_once"),
        Index("handover_of_worker", "district_id", "worker"),
    )

    district_id: str = key()
    id: str = key()
    worker: str
    reason: str = long_text()
    command_id: str
    recorded_by: str
    recorded_at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None


class HandoverCase(SQLModel, table=True):
    """One family of a handover: who took it, by which history entry.

    `returned_entry` is the history entry that gave it back, if one did.
    """

    __tablename__ = "handover_case"
    __table_args__ = (
        of_a_case(),
        ForeignKeyConstraint(
            ["district_id", "handover_id"], ["handover.district_id", "handover.id"]
        ),
        Index("handover_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    handover_id: str = key()
    case_number: int = Field(primary_key=True)
    taker: str
    entry: int
    returned_entry: int | None = None
