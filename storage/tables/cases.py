"""The case and its history."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.tables.parts import key, long_text, of_a_case


class FamilyCase(SQLModel, table=True):
    """A family's case: where it stands, and the head of its history.

    `facts` is what conditions may ask, as JSON, rewritten by each advance in the
    transaction that writes the records behind it. `version` is the number of
    history entries and the optimistic lock.
    """

    __tablename__ = "family_case"
    __table_args__ = (
        CheckConstraint("version >= 1", name="version_is_positive"),
        CheckConstraint("length(history_hash) = 64", name="history_hash_is_whole"),
        UniqueConstraint("reference", name="reference_is_unique"),
        ForeignKeyConstraint(
            ["district_id", "family_number"], ["family.district_id", "family.number"]
        ),
        Index("case_by_programme", "district_id", "programme", "number"),
        Index("case_by_service", "district_id", "service", "number"),
        Index("case_by_since", "district_id", "programme_since", "number"),
        Index("case_by_worker", "district_id", "worker", "number"),
        Index("case_of_family", "district_id", "family_number"),
    )

    district_id: str = key()
    number: int = Field(primary_key=True)
    reference: str
    family_number: int
    workflow_hash: str = Field(foreign_key="workflow_version.content_hash")
    version: int
    programme: str
    service: str
    programme_since: date
    service_since: date
    worker: str = ""
    facts: str = long_text("{}")
    opened_at: datetime
    changed_at: datetime
    changed_by: str
    changed_event: str
    history_hash: str


class HistoryEntry(SQLModel, table=True):
    """One entry of a case's history: append-only, chained by hash.

    `on_behalf_of` is the absent worker for whom the actor stood in, if one.
    The hash covers every column but itself. `command_id` makes a repeated command
    harmless.
    """

    __tablename__ = "history"
    __table_args__ = (
        UniqueConstraint("district_id", "command_id", name="a_command_runs_once"),
        of_a_case(),
    )

    district_id: str = key()
    case_number: int = Field(primary_key=True)
    entry: int = Field(primary_key=True)
    at: datetime
    actor: str
    on_behalf_of: str = Field(default="", sa_column_kwargs={"server_default": ""})
    event: str
    programme_from: str
    programme_to: str
    service_from: str
    service_to: str
    answers: str = long_text("{}")
    workflow_hash: str
    command_id: str
    previous_hash: str
    hash: str
