"""What became of letters that a channel had taken, and addresses that are dead."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, one_of

_AWAITED = text("state = 'awaited'")


class Arrival(SQLModel, table=True):
    """What a channel says later of a letter that it took at an attempt.

    `reference` is the channel's name for it. `asked` counts how often it was asked
    for; `said` is its last answer.
    """

    __tablename__ = "arrival"
    __table_args__ = (
        one_of("state", "awaited", "delivered", "undelivered", "unknown"),
        CheckConstraint(
            "(state = 'awaited') = (ask_at IS NOT NULL)",
            name="what_is_awaited_is_asked_for",
        ),
        ForeignKeyConstraint(
            ["district_id", "letter_id", "attempt"],
            [
                "letter_attempt.district_id",
                "letter_attempt.letter_id",
                "letter_attempt.attempt",
            ],
        ),
        Index(
            "arrival_to_ask_for",
            "ask_at",
            "district_id",
            "letter_id",
            sqlite_where=_AWAITED,
            postgresql_where=_AWAITED,
        ),
    )

    district_id: str = key()
    letter_id: str = key()
    attempt: int = Field(primary_key=True, nullable=False)
    channel: str
    reference: str
    email: str
    taken_at: datetime
    state: str = "awaited"
    asked: int = 0
    ask_at: datetime | None = None
    settled_at: datetime | None = None
    said: str = long_text()


class AddressSetAside(SQLModel, table=True):
    """An address to which a channel can never deliver, until somebody clears it.

    It holds for one person, address and channel: another address works at once.
    """

    __tablename__ = "address_set_aside"

    district_id: str = key()
    user: str = key()
    email: str = key()
    channel: str = key()
    since: datetime
    why: str = long_text()
    cleared_at: datetime | None = None
