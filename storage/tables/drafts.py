"""What somebody has begun in the pages: answers not sent yet, and cases ticked."""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case, one_of


class Draft(SQLModel, table=True):
    """The answers that somebody has typed for an event, before it is taken.

    `id` is the command id under which it will be taken, so that sending it twice does
    nothing twice. Once it is `done` the answers are gone from here: the history has
    them.
    """

    __tablename__ = "draft"
    __table_args__ = (
        one_of("state", "open", "done"),
        of_a_case(),
        Index("draft_of_user", "district_id", "user", "state"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    user: str
    event: str
    seen_version: int
    answers: str = long_text("{}")
    state: str = "open"
    typed_at: datetime


class TickedCase(SQLModel, table=True):
    """A case that somebody has ticked in a list, on whichever page of it."""

    __tablename__ = "ticked_case"
    __table_args__ = (of_a_case(),)

    user: str = key()
    district_id: str = key()
    case_number: int = Field(primary_key=True)
