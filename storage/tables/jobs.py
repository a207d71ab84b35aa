"""The outbox, and the record of every run of every job."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text, false, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of

_WAITING = text("state = 'waiting'")
_TO_ADDRESS = text("state = 'waiting' AND addressed_at IS NULL")


class OutboxMessage(SQLModel, table=True):
    """A message in the transaction that caused it: reference, action and date only.

    An urgent one goes out at once in office hours, any other with the digest. It is
    addressed when the people are known whom it is for; it is `sent` when all of them
    have it, `failed` with the reason when it has no reader or one was not reached, and
    `overtaken` when what it asks for was done before it went out. It may be about no
    case, only about the user.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        one_of("state", "waiting", "sent", "failed", "overtaken"),
        of_a_case(),
        Index(
            "outbox_waiting",
            "district_id",
            "created_at",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index("outbox_of_case", "district_id", "case_number"),
        Index(
            "outbox_to_address",
            "district_id",
            "created_at",
            "id",
            sqlite_where=_TO_ADDRESS,
            postgresql_where=_TO_ADDRESS,
        ),
    )

    district_id: str = key()
    id: str = key()
    case_number: int | None = None
    role: str
    user: str = ""
    subject: str
    body: str = long_text()
    about: date
    created_at: datetime
    state: str = "waiting"
    urgent: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    addressed_at: datetime | None = None
    why: str = Field(default="", sa_type=Text, sa_column_kwargs={"server_default": ""})


class JobRun(SQLModel, table=True):
    """One run of one job: what it looked at, what it did, what failed.

    Of what it fired, `caught_up` had missed its day.
    """

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
    caught_up: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    failed: int = 0
    failures: str = long_text("[]")


class Clearing(SQLModel, table=True):
    """That somebody let the jobs try again what had been set aside, and why.

    `what` is the clock's id, or the payment's; `was` why it had been set aside.
    """

    __tablename__ = "clearing"
    __table_args__ = (
        one_of("kind", "clock", "payment"),
        of_a_case(),
        Index("clearing_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    kind: str
    what: str
    was: str = long_text()
    reason: str = long_text()
    cleared_by: str
    cleared_at: datetime
