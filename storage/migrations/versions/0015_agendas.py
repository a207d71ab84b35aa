"""Agendas of meetings to come, their families, and decisions as they are typed."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_STANDS = sa.text("dropped_at IS NULL")
_OF_AGENDA = (["district_id", "agenda_id"], ["agenda.district_id", "agenda.id"])
_OF_CASE = (
    ["district_id", "case_number"],
    ["family_case.district_id", "family_case.number"],
)


def upgrade() -> None:
    _create_agenda()
    _create_item()
    _create_typed_minutes()


def downgrade() -> None:
    for table in ("typed_minutes", "agenda_item", "agenda"):
        op.drop_table(table)


def _create_agenda() -> None:
    op.create_table(
        "agenda",
        _text("district_id"),
        _text("id"),
        _text("meeting"),
        sa.Column("held_on", sa.Date(), nullable=False),
        _text("made_by"),
        _moment("made_at"),
        _text("dropped_by"),
        _moment("dropped_at", nullable=True),
        sa.PrimaryKeyConstraint("district_id", "id"),
    )
    op.create_index(
        "a_meeting_has_one_agenda",
        "agenda",
        ["district_id", "meeting"],
        unique=True,
        sqlite_where=_STANDS,
        postgresql_where=_STANDS,
    )


def _create_item() -> None:
    op.create_table(
        "agenda_item",
        _text("district_id"),
        _text("agenda_id"),
        sa.Column("case_number", sa.Integer(), nullable=False),
        _text("added_by"),
        _moment("added_at"),
        sa.PrimaryKeyConstraint("district_id", "agenda_id", "case_number"),
        sa.ForeignKeyConstraint(*_OF_CASE),
        sa.ForeignKeyConstraint(*_OF_AGENDA),
    )
    op.create_index("agenda_of_case", "agenda_item", ["district_id", "case_number"])


def _create_typed_minutes() -> None:
    op.create_table(
        "typed_minutes",
        _text("district_id"),
        _text("agenda_id"),
        _text("user"),
        sa.Column("content", sa.Text(), nullable=False),
        _moment("typed_at"),
        sa.PrimaryKeyConstraint("district_id", "agenda_id", "user"),
        sa.ForeignKeyConstraint(*_OF_AGENDA),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
