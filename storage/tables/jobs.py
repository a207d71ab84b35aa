"""The outbox, and the record of every run of every job."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, text
from sqlmodel import SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of

_WAITING = text("state = 'waiting'")


class OutboxMessage(SQLModel, table=True):
    """A message in the transaction that caused it: reference, action and date only."""

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", "waiting", "sent", "failed"),
        of_a_case(),
        Index(
            "outbox_waiting",
            "district_id",
            "created_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("outbox_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    role: str
    user: str = ""
    subject: str
    body: str = long_text()
    about: date
    created_at: datetime
    state: str = "waiting"


class JobRun(SQLModel, table=True):
    """One run of one job: what it looked at, what it did, what failed."""

    __tablename__ = "job_run"
    __table_args__ = (
        CheckConstraint("examined >= 0", name="examined_is_not_negative"),
        Index("job_run_by_job", "job", "started_at"),
    )

    id: str = key()
    job: str
    started_at: datetime
    finished_at: datetime
    examined: int = 0
    fired: int = 0
    failed: int = 0
    failures: str = long_text("[]")
