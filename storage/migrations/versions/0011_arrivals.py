"""Letters: what became of them later, dead addresses, one digest for two districts."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.add_column(
        "letter", sa.Column("home", sa.String(), nullable=False, server_default="")
    )
    op.create_index(
        "letter_of_home",
        "letter",
        ["home", "id"],
        sqlite_where=sa.text("home <> ''"),
        postgresql_where=sa.text("home <> ''"),
    )
    _create_arrival()
    _create_address_set_aside()


def downgrade() -> None:
    op.drop_table("address_set_aside")
    op.drop_table("arrival")
    op.drop_index("letter_of_home", "letter")
    op.drop_column("letter", "home")


def _create_arrival() -> None:
    op.create_table(
        "arrival",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("letter_id", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("ask_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "letter_id", "attempt"),
        sa.CheckConstraint(
            "state IN ('awaited', 'delivered', 'undelivered', 'unknown')",
            name="state_is_known",
        ),
        sa.CheckConstraint(
            "(state = 'awaited') = (ask_at IS NOT NULL)",
            name="what_is_awaited_is_asked_for",
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "letter_id", "attempt"],
            [
                "letter_attempt.district_id",
                "letter_attempt.letter_id",
                "letter_attempt.attempt",
            ],
        ),
    )
    op.create_index(
        "arrival_to_ask_for",
        "arrival",
        ["ask_at", "district_id", "letter_id"],
        sqlite_where=sa.text("state = 'awaited'"),
        postgresql_where=sa.text("state = 'awaited'"),
    )


def _create_address_set_aside() -> None:
    op.create_table(
        "address_set_aside",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("cleared_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "user", "email", "channel"),
    )
