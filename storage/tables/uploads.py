"""Lists that somebody has sent to the pages, kept until their families are opened."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from storage.tables.parts import key


class UploadedList(SQLModel, table=True):
    """A list of families that somebody has sent, for a district.

    `content_hash` is that of the file, so that the same file is kept once; `packed`
    is the file, compressed. Nothing in it has been opened by being here.
    """

    __tablename__ = "uploaded_list"

    district_id: str = key()
    user: str = key()
    content_hash: str = key()
    file_name: str
    packed: bytes = Field(sa_type=LargeBinary, nullable=False)
    uploaded_at: datetime
