"""What people decided and did: meetings, consents, allocations, reviews."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of

_CURRENT = text("until IS NULL")


class Meeting(SQLModel, table=True):
    """A board meeting. `digest` tells a repeat from a second, different record."""

    __tablename__ = "meeting"

    district_id: str = key()
    reference: str = key()
    held_on: date
    body: str
    digest: str
    recorded_by: str
    recorded_at: datetime


class Decision(SQLModel, table=True):
    """What a meeting decided of one family."""

    __tablename__ = "decision"
    __table_args__ = (
        one_of("outcome", "approve", "defer", "decline"),
        of_a_case(),
        ForeignKeyConstraint(
            ["district_id", "meeting"], ["meeting.district_id", "meeting.reference"]
        ),
        Index("decision_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    meeting: str = key()
    case_number: int = Field(primary_key=True)
    outcome: str
    minute: str
    reason: str = long_text()


class Consent(SQLModel, table=True):
    """What a family said when asked; to a service, or to the use of its data."""

    __tablename__ = "consent"
    __table_args__ = (
        one_of("kind", "service", "data_use"),
        one_of("outcome", "given", "refused", "withdrawn"),
        of_a_case(),
        Index("consent_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    kind: str
    outcome: str
    recorded_by: str
    recorded_at: datetime


class Allocation(SQLModel, table=True):
    """That a worker has, or had, a family."""

    __tablename__ = "allocation"
    __table_args__ = (
        of_a_case(),
        Index(
            "one_worker_at_a_time",
            "district_id",
            "case_number",
            unique=True,
            sqlite_where=_CURRENT,
            postgresql_where=_CURRENT,
        ),
        Index("allocation_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    worker: str
    role: str
    since: date
    until: date | None = None
    reason: str = long_text()


class Review(SQLModel, table=True):
    """A review that was held, and the day by which it was due if one was set."""

    __tablename__ = "review"
    __table_args__ = (
        of_a_case(),
        Index("review_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    due_on: date | None = None
    held_on: date
    held_by: str
    outcome: str = ""
