"""Meetings to come: their agendas, and the decisions that are being typed."""

from datetime import date, datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case

_STANDS = text("dropped_at IS NULL")


class Agenda(SQLModel, table=True):
    """The agenda of a board meeting; `meeting` is the reference of its record to be.

    A meeting that is recorded has a row of its own, under the same reference.
    """

    __tablename__ = "agenda"
    __table_args__ = (
        Index(
            "a_meeting_has_one_agenda",
            "district_id",
            "meeting",
            unique=True,
            sqlite_where=_STANDS,
            postgresql_where=_STANDS,
        ),
    )

    district_id: str = key()
    id: str = key()
    meeting: str
    held_on: date
    made_by: str
    made_at: datetime
    dropped_by: str = ""
    dropped_at: datetime | None = Field(default=None)


class AgendaItem(SQLModel, table=True):
    """A family on an agenda."""

    __tablename__ = "agenda_item"
    __table_args__ = (
        of_a_case(),
        ForeignKeyConstraint(
            ["district_id", "agenda_id"], ["agenda.district_id", "agenda.id"]
        ),
        Index("agenda_of_case", "district_id", "case_number"),
    )

    district_id: str = key()
    agenda_id: str = key()
    case_number: int = Field(primary_key=True)
    added_by: str
    added_at: datetime


class TypedMinutes(SQLModel, table=True):
    """What one user has typed of a meeting's decisions, before it is recorded.

    Everybody has their own, so that nobody overwrites what a colleague types.
    """

    __tablename__ = "typed_minutes"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "agenda_id"], ["agenda.district_id", "agenda.id"]
        ),
    )

    district_id: str = key()
    agenda_id: str = key()
    user: str = key()
    content: str = long_text("{}")
    typed_at: datetime
