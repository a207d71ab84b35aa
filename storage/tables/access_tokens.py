"""Access tokens: by which a program asks as the person whose account it is.

As a session, a token is kept under its hash alone: it was shown once, and whoever reads
this table can not use it.
"""

from datetime import datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from storage.tables.parts import key


class AccessToken(SQLModel, table=True):
    """One token of an account, under the name that its holder knows it by.

    It is `ended`, not deleted, so that a program which still sends it can be told why
    it is refused.
    """

    __tablename__ = "access_token"
    __table_args__ = (Index("token_of_account", "account_id", "ended_at"),)

    token_hash: str = key()
    account_id: str = Field(foreign_key="account.account_id")
    number: str = Field(unique=True)
    name: str
    read_only: bool
    made_by: str
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    ended_at: datetime | None = None
    ended_because: str = ""
