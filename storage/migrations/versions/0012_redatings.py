"""Which clocks a changed calendar moved, by whom and why; written once."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

TABLES = ("redating", "redated_clock")
SENTENCE = "is written once: its rows are neither changed nor deleted"


def upgrade() -> None:
    _create_redating()
    _create_redated_clock()
    for table in TABLES:
        _protect(table)


def downgrade() -> None:
    for table in reversed(TABLES):
        op.drop_table(table)  # and its triggers


def _create_redating() -> None:
    op.create_table(
        "redating",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("redated_by", sa.String(), nullable=False),
        sa.Column("redated_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint(
            "kind IN ('closed', 'opened', 'calendar')", name="kind_is_known"
        ),
    )


def _create_redated_clock() -> None:
    days = ("old_due_on", "new_due_on", "old_next_rung_on", "new_next_rung_on")
    op.create_table(
        "redated_clock",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("redating_id", sa.String(), nullable=False),
        sa.Column("clock_id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Date(), nullable=True) for name in days),
        sa.Column("old_left", sa.Integer(), nullable=True),
        sa.Column("new_left", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "redating_id", "clock_id"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "redating_id"], ["redating.district_id", "redating.id"]
        ),
    )
    op.create_index("redated_of_case", "redated_clock", ["district_id", "case_number"])


def _protect(table: str) -> None:
    """Refuse changes as for the history (0005), whose function PostgreSQL has."""
    if op.get_context().dialect.name == "postgresql":
        op.execute(
            f"CREATE TRIGGER {table}_is_append_only "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
        return
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        op.execute(
            f"CREATE TRIGGER {table}_is_not_{done} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} {SENTENCE}'); END"
        )
