"""Clocks and tasks; meetings, decisions, consents, allocations and reviews."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _create_clock()
    _index_clock()
    _create_firing()
    _create_task()
    _index_task()
    _create_meeting()
    _create_decision()
    _index_decision()
    _create_consent()
    _index_consent()
    _create_allocation()
    _index_allocation()
    _create_review()
    _index_review()


def downgrade() -> None:
    for table in (
        "review",
        "allocation",
        "consent",
        "decision",
        "meeting",
        "task",
        "firing",
        "clock",
    ):
        op.drop_table(table)


def _create_clock() -> None:
    op.create_table(
        "clock",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("clock", sa.String(), nullable=False),
        sa.Column("machine", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("consumed", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("next_rung_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stopped_how", sa.String(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("budget > 0", name="budget_is_positive"),
        sa.CheckConstraint("consumed >= 0", name="consumed_is_not_negative"),
        sa.CheckConstraint(
            "machine IN ('programme', 'service')", name="machine_is_known"
        ),
        sa.CheckConstraint(
            "stopped_how IN ('', 'met', 'left')", name="stopped_how_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_clock() -> None:
    op.create_index(
        "a_clock_runs_once",
        "clock",
        ["district_id", "case_number", "clock", "subject"],
        unique=True,
        sqlite_where=sa.text("stopped_on IS NULL"),
        postgresql_where=sa.text("stopped_on IS NULL"),
    )
    op.create_index(
        "clock_by_due",
        "clock",
        ["district_id", "due_on"],
        sqlite_where=sa.text("stopped_on IS NULL"),
        postgresql_where=sa.text("stopped_on IS NULL"),
    )
    op.create_index(
        "clock_to_fire",
        "clock",
        ["next_rung_on", "district_id", "id"],
        sqlite_where=sa.text(
            "stopped_on IS NULL AND next_rung_on IS NOT NULL AND set_aside = ''"
        ),
        postgresql_where=sa.text(
            "stopped_on IS NULL AND next_rung_on IS NOT NULL AND set_aside = ''"
        ),
    )


def _create_firing() -> None:
    op.create_table(
        "firing",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("clock_id", sa.String(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "clock_id", "rung"),
        sa.ForeignKeyConstraint(
            ["district_id", "clock_id"], ["clock.district_id", "clock.id"]
        ),
    )


def _create_task() -> None:
    op.create_table(
        "task",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("clock_id", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("kind IN ('profile', 'overdue')", name="kind_is_known"),
        sa.CheckConstraint(
            "outcome IN ('', 'answered', 'gap', 'done', 'dropped')",
            name="outcome_is_known",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_task() -> None:
    op.create_index(
        "task_open_of_case",
        "task",
        ["district_id", "case_number", "kind", "subject"],
        sqlite_where=sa.text("closed_at IS NULL"),
        postgresql_where=sa.text("closed_at IS NULL"),
    )


def _create_meeting() -> None:
    op.create_table(
        "meeting",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "reference"),
    )


def _create_decision() -> None:
    op.create_table(
        "decision",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("meeting", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("minute", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "meeting", "case_number"),
        sa.CheckConstraint(
            "outcome IN ('approve', 'defer', 'decline')", name="outcome_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "meeting"], ["meeting.district_id", "meeting.reference"]
        ),
    )


def _index_decision() -> None:
    op.create_index("decision_of_case", "decision", ["district_id", "case_number"])


def _create_consent() -> None:
    op.create_table(
        "consent",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("kind IN ('service', 'data_use')", name="kind_is_known"),
        sa.CheckConstraint(
            "outcome IN ('given', 'refused', 'withdrawn')", name="outcome_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_consent() -> None:
    op.create_index("consent_of_case", "consent", ["district_id", "case_number"])


def _create_allocation() -> None:
    op.create_table(
        "allocation",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("worker", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_allocation() -> None:
    op.create_index(
        "one_worker_at_a_time",
        "allocation",
        ["district_id", "case_number"],
        unique=True,
        sqlite_where=sa.text("until IS NULL"),
        postgresql_where=sa.text("until IS NULL"),
    )


def _create_review() -> None:
    op.create_table(
        "review",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("held_by", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_review() -> None:
    op.create_index("review_of_case", "review", ["district_id", "case_number"])
