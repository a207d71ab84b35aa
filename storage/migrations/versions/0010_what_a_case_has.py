"""Indexes that match the questions: of one case, and of payments yet to be judged."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
TO_JUDGE = sa.text("state <> 'raised'")
OPEN = sa.text("closed_at IS NULL")
OF_CASE = ["district_id", "case_number"]


def upgrade() -> None:
    op.create_index("allocation_of_case", "allocation", OF_CASE)
    op.drop_index("task_open_of_case", "task")
    op.create_index("task_of_case", "task", OF_CASE)
    _payments_by([*OF_CASE, "payment"])


def downgrade() -> None:
    _payments_by(OF_CASE)
    op.drop_index("task_of_case", "task")
    op.create_index(
        "task_open_of_case",
        "task",
        [*OF_CASE, "kind", "subject"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.drop_index("allocation_of_case", "allocation")


def _payments_by(columns: list[str]) -> None:
    """Index the payments to judge in the order in which they are judged."""
    op.drop_index("payment_to_judge", "payment_trigger")
    op.create_index(
        "payment_to_judge",
        "payment_trigger",
        columns,
        sqlite_where=TO_JUDGE,
        postgresql_where=TO_JUDGE,
    )
