"""Access tokens for programs."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "access_token",
        _text("token_hash"),
        _text("account_id"),
        _text("number"),
        _text("name"),
        sa.Column("read_only", sa.Boolean(), nullable=False),
        _text("made_by"),
        _moment("made_at"),
        _moment("expires_at"),
        _moment("used_at", nullable=True),
        _moment("ended_at", nullable=True),
        _text("ended_because"),
        sa.PrimaryKeyConstraint("token_hash"),
        sa.UniqueConstraint("number"),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"]),
    )
    columns = ["account_id", "ended_at"]
    op.create_index("token_of_account", "access_token", columns)


def downgrade() -> None:
    op.drop_table("access_token")


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
