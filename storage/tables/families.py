"""Families, people, dated membership, and the evidence on criteria.

Personal data lives in these four tables and nowhere else.
"""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.parts import SEARCHED, key, long_text, of_a_case, one_of


class Family(SQLModel, table=True):
    """A household. `list_key` is its key in the district's reconciled list."""

    __tablename__ = "family"
    __table_args__ = (UniqueConstraint("district_id", "list_key"),)

    district_id: str = key()
    number: int = Field(primary_key=True)
    list_key: str


class Person(SQLModel, table=True):
    """A person, who may belong to several households over time.

    `surname_key` is the surname as searches know it: `engine.text.folded`.
    """

    __tablename__ = "person"
    __table_args__ = (Index("person_by_surname", "district_id", "surname_key"),)

    district_id: str = key()
    id: str = key()
    forename: str
    surname: str
    surname_key: str = Field(
        default="", sa_type=SEARCHED, sa_column_kwargs={"server_default": ""}
    )
    born: date


class Membership(SQLModel, table=True):
    """That a person belongs to a household, from a day and perhaps until a day."""

    __tablename__ = "membership"
    __table_args__ = (
        one_of("relationship", "adult", "child"),
        CheckConstraint("until IS NULL OR until >= since", name="until_not_before"),
        ForeignKeyConstraint(
            ["district_id", "family_number"], ["family.district_id", "family.number"]
        ),
        ForeignKeyConstraint(
            ["district_id", "person_id"], ["person.district_id", "person.id"]
        ),
        Index("membership_of_person", "district_id", "person_id", "family_number"),
    )

    district_id: str = key()
    family_number: int = Field(primary_key=True)
    person_id: str = Field(primary_key=True)
    since: date = Field(primary_key=True)
    until: date | None = None
    relationship: str
    address: str = long_text()
    postcode: str = ""


class Evidence(SQLModel, table=True):
    """Evidence that a family meets a criterion: from whom, and of which day."""

    __tablename__ = "evidence"
    __table_args__ = (
        one_of("criterion", "crime", "education", "work", "local"),
        of_a_case(),
        Index("evidence_of_case", "district_id", "case_number", "criterion"),
    )

    district_id: str = key()
    id: str = key()
    case_number: int
    person_id: str = ""
    criterion: str
    source: str = long_text()
    dated: date
    recorded_by: str
    recorded_at: datetime
