"""Cases, their history, and the evidence on criteria."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _create_family_case()
    _index_family_case()
    _create_history()
    _create_evidence()
    _index_evidence()


def downgrade() -> None:
    for table in ("evidence", "history", "family_case"):
        op.drop_table(table)


def _create_family_case() -> None:
    op.create_table(
        "family_case",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("family_number", sa.Integer(), nullable=False),
        sa.Column("workflow_hash", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("programme", sa.String(), nullable=False),
        sa.Column("service", sa.String(), nullable=False),
        sa.Column("programme_since", sa.Date(), nullable=False),
        sa.Column("service_since", sa.Date(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(), nullable=False),
        sa.Column("changed_event", sa.String(), nullable=False),
        sa.Column("history_hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "number"),
        sa.CheckConstraint("length(history_hash) = 64", name="history_hash_is_whole"),
        sa.CheckConstraint("version >= 1", name="version_is_positive"),
        sa.ForeignKeyConstraint(
            ["district_id", "family_number"], ["family.district_id", "family.number"]
        ),
        sa.ForeignKeyConstraint(["workflow_hash"], ["workflow_version.content_hash"]),
        sa.UniqueConstraint("reference", name="reference_is_unique"),
    )


def _index_family_case() -> None:
    op.create_index(
        "case_by_programme", "family_case", ["district_id", "programme", "number"]
    )
    op.create_index(
        "case_by_worker", "family_case", ["district_id", "worker", "number"]
    )


def _create_history() -> None:
    op.create_table(
        "history",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("programme_from", sa.String(), nullable=False),
        sa.Column("programme_to", sa.String(), nullable=False),
        sa.Column("service_from", sa.String(), nullable=False),
        sa.Column("service_to", sa.String(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("workflow_hash", sa.String(), nullable=False),
        sa.Column("command_id", sa.String(), nullable=False),
        sa.Column("previous_hash", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "case_number", "entry"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
        sa.UniqueConstraint("district_id", "command_id", name="a_command_runs_once"),
    )


def _create_evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("dated", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint(
            "criterion IN ('crime', 'education', 'work', 'local')",
            name="criterion_is_known",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_evidence() -> None:
    op.create_index("evidence_of_case", "evidence", ["district_id", "case_number"])
