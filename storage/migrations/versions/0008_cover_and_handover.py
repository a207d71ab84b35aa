"""Absence cover, handed-over caseloads, and for whom somebody acted."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "history",
        sa.Column("on_behalf_of", sa.String(), nullable=False, server_default=""),
    )
    _create_cover()
    _create_handover()
    _create_handover_case()


def downgrade() -> None:
    for table in ("handover_case", "handover", "cover"):
        op.drop_table(table)
    op.drop_column("history", "on_behalf_of")


def _create_cover() -> None:
    op.create_table(
        "cover",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("absent", sa.String(), nullable=False),
        sa.Column("cover", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("restores", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by", sa.String(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_because", sa.Text(), nullable=False),
        sa.Column("told_start_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_end_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("until >= since", name="until_not_before"),
        sa.CheckConstraint("absent <> cover", name="nobody_covers_for_themselves"),
    )
    op.create_index("cover_of_absent", "cover", ["district_id", "absent", "until"])
    op.create_index("cover_by_cover", "cover", ["district_id", "cover", "until"])


def _create_handover() -> None:
    op.create_table(
        "handover",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("command_id", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_by", sa.String(), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.UniqueConstraint("district_id", "command_id", name="a_handover_runs_once"),
    )
    op.create_index("handover_of_worker", "handover", ["district_id", "worker"])


def _create_handover_case() -> None:
    op.create_table(
        "handover_case",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("handover_id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("taker", sa.String(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("returned_entry", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "handover_id", "case_number"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "handover_id"], ["handover.district_id", "handover.id"]
        ),
    )
    op.create_index("handover_of_case", "handover_case", ["district_id", "case_number"])
