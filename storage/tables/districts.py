"""Districts, their staff, and the workflow versions that cases are pinned to."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, Text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text


class DistrictRow(SQLModel, table=True):
    """A district: its particulars as last read from its file, and its next number."""

    __tablename__ = "district"
    __table_args__ = (
        CheckConstraint("next_number >= 1", name="next_number_is_positive"),
    )

    district_id: str = key()
    prefix: str = Field(unique=True)
    workflow_hash: str
    particulars: str = long_text()
    next_number: int


class WorkflowVersion(SQLModel, table=True):
    """A definition as it was, by the hash of its content."""

    __tablename__ = "workflow_version"

    content_hash: str = key()
    pathway: str
    canonical_json: str = Field(sa_type=Text)
    first_used_at: datetime


class Staff(SQLModel, table=True):
    """A user: roles as a JSON list, in post from `since` to `until`."""

    __tablename__ = "staff"
    __table_args__ = (Index("staff_by_user", "user"),)

    district_id: str = key()
    user: str = Field(primary_key=True)
    title: str
    roles: str = long_text("[]")
    since: date
    until: date | None = None
    email: str = Field(default="", sa_column_kwargs={"server_default": ""})


class Setting(SQLModel, table=True):
    """A setting of this database, such as the day at which a demonstration stands."""

    __tablename__ = "setting"

    name: str = Field(primary_key=True)
    value: str = long_text()
