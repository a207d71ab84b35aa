"""Runs say what they caught up; payments are set aside; clearings are recorded."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column(
        "job_run",
        sa.Column(
            "caught_up", sa.Integer(), nullable=False, server_default=sa.text("0")
        ),
    )
    op.add_column(
        "payment_trigger",
        sa.Column("set_aside", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    _create_clearing()


def downgrade() -> None:
    op.drop_table("clearing")
    op.drop_column("payment_trigger", "set_aside")
    op.drop_column("job_run", "caught_up")


def _create_clearing() -> None:
    op.create_table(
        "clearing",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("was", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("cleared_by", sa.String(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("kind IN ('clock', 'payment')", name="kind_is_known"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )
    op.create_index("clearing_of_case", "clearing", ["district_id", "case_number"])
