"""What is due anywhere, in order: for those who see many districts."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
OPEN = sa.text("stopped_on IS NULL")


def upgrade() -> None:
    op.create_index(
        "clock_due_anywhere",
        "clock",
        ["due_on", "district_id", "case_number"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )


def downgrade() -> None:
    op.drop_index("clock_due_anywhere", "clock")
