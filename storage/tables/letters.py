"""Letters to people: who gets what, in which letter, and what became of it.

A message of the outbox has an addressee for each person it is for. A letter encloses
one or more of a person's messages; a digest is a letter, at most one a person and day.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, one_of

_UNWRITTEN = text("letter_id IS NULL")
_WAITING = text("state = 'waiting'")
_SENDING = text("state = 'sending'")
_FAILED = text("state = 'failed'")
_ELSEWHERE = text("home <> ''")


class Letter(SQLModel, table=True):
    """What is sent to one person, worded once so that each attempt sends the same.

    `state` is `sending` from before an attempt until its outcome is known; one that
    is found so long afterwards is in doubt. `earlier` counts the attempts that were
    made before a person asked for it to be tried anew.

    Who works in two districts gets one digest: it goes out as the letter of one of
    them, and a letter of the same id in the other names that district as its `home`.
    Such a letter is not sent itself; its state is that of the one that is.
    """

    __tablename__ = "letter"
    __table_args__ = (
        one_of("kind", "message", "digest"),
        one_of("state", "waiting", "sending", "sent", "failed"),
        CheckConstraint(
            "(state = 'waiting') = (next_try_at IS NOT NULL)",
            name="what_waits_has_a_next_try",
        ),
        CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name="what_is_sent_has_a_moment"
        ),
        Index(
            "letter_to_send",
            "district_id",
            "next_try_at",
            "id",
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
        Index(
            "letter_in_doubt",
            "district_id",
            "claimed_at",
            sqlite_where=_SENDING,
            postgresql_where=_SENDING,
        ),
        Index(
            "letter_set_aside",
            "district_id",
            "id",
            sqlite_where=_FAILED,
            postgresql_where=_FAILED,
        ),
        Index(
            "letter_of_home",
            "home",
            "id",
            sqlite_where=_ELSEWHERE,
            postgresql_where=_ELSEWHERE,
        ),
    )

    district_id: str = key()
    id: str = key()
    user: str
    kind: str
    subject: str
    body: str = long_text()
    attachments: str = long_text("[]")
    written_at: datetime
    state: str = "waiting"
    attempts: int = 0
    earlier: int = 0
    next_try_at: datetime | None = None
    claimed_at: datetime | None = None
    sent_at: datetime | None = None
    channel: str = ""
    reference: str = ""
    why: str = long_text()
    home: str = Field(default="", sa_column_kwargs={"server_default": ""})


class LetterAttempt(SQLModel, table=True):
    """One attempt to send a letter. Without an outcome, the process that made it died.

    `said` is what the channel answered.
    """

    __tablename__ = "letter_attempt"
    __table_args__ = (
        one_of("outcome", "", "sent", "not_now", "never"),
        ForeignKeyConstraint(
            ["district_id", "letter_id"], ["letter.district_id", "letter.id"]
        ),
    )

    district_id: str = key()
    letter_id: str = key()
    attempt: int = Field(primary_key=True, nullable=False)
    began_at: datetime
    channel: str
    outcome: str = ""
    said: str = long_text()


class Addressee(SQLModel, table=True):
    """A person that a message of the outbox is for, and the letter that holds it.

    It is overtaken, and goes into no letter, when what it asks for was done before.
    """

    __tablename__ = "addressee"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "message_id"], ["outbox.district_id", "outbox.id"]
        ),
        ForeignKeyConstraint(
            ["district_id", "letter_id"], ["letter.district_id", "letter.id"]
        ),
        Index(
            "addressee_without_letter",
            "district_id",
            "user",
            sqlite_where=_UNWRITTEN,
            postgresql_where=_UNWRITTEN,
        ),
        Index("addressee_of_letter", "district_id", "letter_id"),
    )

    district_id: str = key()
    message_id: str = key()
    user: str = key()
    at_once: bool = False
    overtaken: bool = False
    letter_id: str | None = None


class Digest(SQLModel, table=True):
    """That a person's digest of a day was made; without a letter there was nothing.

    The primary key is what makes it one a person and day.
    """

    __tablename__ = "digest"
    __table_args__ = (
        CheckConstraint("items >= 0", name="items_is_not_negative"),
        ForeignKeyConstraint(
            ["district_id", "letter_id"], ["letter.district_id", "letter.id"]
        ),
    )

    district_id: str = key()
    user: str = key()
    day: date = Field(primary_key=True, nullable=False)
    made_at: datetime
    items: int = 0
    letter_id: str | None = None


class PreferenceRow(SQLModel, table=True):
    """What a person chose: their digest, what comes at once, and the channel."""

    __tablename__ = "preference"
    __table_args__ = (one_of("digest", "daily", "mondays", "overdue"),)

    district_id: str = key()
    user: str = key()
    digest: str
    immediate: bool
    channel: str = ""
    chosen_at: datetime
