"""Who may come in, who did, and what they looked at.

An account is a person who signs in; `user` is the name that acts on cases, and is the
same one as in the districts' files for those who have a post there. A session is kept
under the hash of its token: whoever reads this table can not become anybody.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case

_SIGNED_ON = text("subject <> ''")


class Account(SQLModel, table=True):
    """Somebody who may sign in, by a password of ours or by the council's sign-on.

    `issuer` and `subject` are what the sign-on calls this person for good; an e-mail
    address may pass to somebody else. `password_hash` is empty without a password.
    """

    __tablename__ = "account"
    __table_args__ = (
        UniqueConstraint("user", name="a_user_has_one_account"),
        Index(
            "account_by_subject",
            "issuer",
            "subject",
            unique=True,
            sqlite_where=_SIGNED_ON,
            postgresql_where=_SIGNED_ON,
        ),
    )

    account_id: str = key()
    user: str
    title: str
    password_hash: str = long_text()
    must_change: bool = False
    issuer: str = ""
    subject: str = ""
    active: bool = True
    made_by: str
    made_at: datetime


class Grant(SQLModel, table=True):
    """An access role that an administrator gave an account in one district."""

    __tablename__ = "access_grant"
    __table_args__ = (Index("grant_of_account", "account_id"),)

    district_id: str = Field(primary_key=True, foreign_key="district.district_id")
    account_id: str = Field(primary_key=True, foreign_key="account.account_id")
    access: str = key()
    granted_by: str
    granted_at: datetime


class WebSession(SQLModel, table=True):
    """One sign-in on one browser. It is ended, never deleted, while it is of use.

    `alert` is what the next page is to say, as JSON.
    """

    __tablename__ = "web_session"
    __table_args__ = (Index("session_of_account", "account_id", "ended_at"),)

    token_hash: str = key()
    account_id: str = Field(foreign_key="account.account_id")
    number: str = Field(unique=True)
    browser: str
    started_at: datetime
    seen_at: datetime
    ended_at: datetime | None = None
    ended_because: str = ""
    alert: str = long_text()


class SignInAttempt(SQLModel, table=True):
    """A sign-in by the council's sign-on that is under way, for a few minutes."""

    __tablename__ = "sign_in_attempt"

    token_hash: str = key()
    content: str = long_text()
    ends_at: datetime


class AccessEvent(SQLModel, table=True):
    """Something about access that an auditor asks for: sign-ins, grants, exports."""

    __tablename__ = "access_event"
    __table_args__ = (
        Index("access_event_in_order", "at", "id"),
        Index("access_event_of_user", "user", "at"),
    )

    id: str = key()
    at: datetime
    user: str
    what: str
    about: str = ""
    detail: str = long_text()


class CaseRead(SQLModel, table=True):
    """That somebody looked at a family's case; `page` says at which part of it."""

    __tablename__ = "case_read"
    __table_args__ = (
        of_a_case(),
        Index("case_read_of_case", "district_id", "case_number", "at"),
        Index("case_read_of_user", "district_id", "user", "at"),
        Index("case_read_in_order", "district_id", "at", "id"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    user: str
    page: str
    at: datetime


class Restriction(SQLModel, table=True):
    """That a case is seen only by those who are named."""

    __tablename__ = "restriction"
    __table_args__ = (of_a_case(),)

    district_id: str = key()
    case_number: int = Field(primary_key=True)
    reason: str = long_text()
    restricted_by: str
    restricted_at: datetime


class NamedReader(SQLModel, table=True):
    """Somebody who is named for a restricted case."""

    __tablename__ = "named_reader"
    __table_args__ = (
        ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["restriction.district_id", "restriction.case_number"],
        ),
    )

    district_id: str = key()
    case_number: int = Field(primary_key=True)
    user: str = key()
    named_by: str
    named_at: datetime


class BrokenGlass(SQLModel, table=True):
    """That somebody opened a restricted case without being named, and why."""

    __tablename__ = "broken_glass"
    __table_args__ = (
        of_a_case(),
        Index("broken_glass_of_case", "district_id", "case_number", "user", "ends_at"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    user: str
    reason: str = long_text()
    at: datetime
    ends_at: datetime


class SavedList(SQLModel, table=True):
    """A list of cases under a name: the filters as they stand in the address.

    `shared` shows it to the whole district. It holds no family.
    """

    __tablename__ = "saved_list"
    __table_args__ = (
        UniqueConstraint("district_id", "user", "title", name="a_list_has_one_title"),
    )

    district_id: str = key()
    id: str = key()
    user: str
    title: str
    query: str = long_text()
    shared: bool = False
    saved_at: datetime
