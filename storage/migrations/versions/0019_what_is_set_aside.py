"""What is set aside, which is next to nothing, found without looking at all clocks."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
ASIDE = sa.text("set_aside <> ''")


def upgrade() -> None:
    op.create_index(
        "clock_set_aside",
        "clock",
        ["district_id", "case_number"],
        sqlite_where=ASIDE,
        postgresql_where=ASIDE,
    )


def downgrade() -> None:
    op.drop_index("clock_set_aside", "clock")
