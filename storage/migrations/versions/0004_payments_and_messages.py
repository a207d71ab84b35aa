"""Results, payments, the outbox, and the record of every run of every job."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    _create_result()
    _index_result()
    _create_payment_trigger()
    _index_payment_trigger()
    _create_outbox()
    _index_outbox()
    _create_job_run()
    _index_job_run()


def downgrade() -> None:
    for table in ("job_run", "outbox", "payment_trigger", "result"):
        op.drop_table(table)


def _create_result() -> None:
    op.create_table(
        "result",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("measure", sa.String(), nullable=False),
        sa.Column("verdict", sa.String(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint(
            "measure IN ('crime_education', 'progress_to_work', 'employment')",
            name="measure_is_known",
        ),
        sa.CheckConstraint(
            "verdict IN ('met', 'not_met', 'neutral')", name="verdict_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_result() -> None:
    op.create_index("result_of_case", "result", ["district_id", "case_number"])


def _create_payment_trigger() -> None:
    op.create_table(
        "payment_trigger",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("payment", sa.String(), nullable=False),
        sa.Column("once", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("triggered_on", sa.Date(), nullable=False),
        sa.Column("examined_version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("pence", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "case_number", "payment"),
        sa.CheckConstraint("pence >= 0", name="pence_is_not_negative"),
        sa.CheckConstraint(
            "(state = 'raised') = (raised_at IS NOT NULL)", name="raised_has_a_moment"
        ),
        sa.CheckConstraint(
            "state IN ('waiting', 'withheld', 'raised')", name="state_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_payment_trigger() -> None:
    op.create_index(
        "one_payment_of_a_group",
        "payment_trigger",
        ["district_id", "case_number", "once"],
        unique=True,
        sqlite_where=sa.text("state = 'raised'"),
        postgresql_where=sa.text("state = 'raised'"),
    )
    op.create_index(
        "payment_to_judge",
        "payment_trigger",
        ["district_id", "case_number"],
        sqlite_where=sa.text("state <> 'raised'"),
        postgresql_where=sa.text("state <> 'raised'"),
    )


def _create_outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("about", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sent', 'failed')", name="state_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _index_outbox() -> None:
    op.create_index("outbox_of_case", "outbox", ["district_id", "case_number"])
    op.create_index(
        "outbox_waiting",
        "outbox",
        ["district_id", "created_at"],
        sqlite_where=sa.text("state = 'waiting'"),
        postgresql_where=sa.text("state = 'waiting'"),
    )


def _create_job_run() -> None:
    op.create_table(
        "job_run",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("examined", sa.Integer(), nullable=False),
        sa.Column("fired", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("failures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.CheckConstraint("examined >= 0", name="examined_is_not_negative"),
    )


def _index_job_run() -> None:
    op.create_index("job_run_by_job", "job_run", ["job", "started_at"])
