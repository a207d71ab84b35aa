"""Lists find cases by index, names are searched for, typed answers are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

_RUNNING = sa.text("stopped_on IS NULL")
_HELD_UP = sa.text("stopped_on IS NULL AND (subject <> '' OR paused_on IS NOT NULL)")


def upgrade() -> None:
    op.create_index(
        "case_by_service", "family_case", ["district_id", "service", "number"]
    )
    op.create_index(
        "case_by_since", "family_case", ["district_id", "programme_since", "number"]
    )
    op.create_index("case_of_family", "family_case", ["district_id", "family_number"])
    _index_clocks("district_id", "due_on", "case_number")
    op.create_index(
        "clock_held_up",
        "clock",
        ["district_id", "case_number"],
        sqlite_where=_HELD_UP,
        postgresql_where=_HELD_UP,
    )
    of_case = ["district_id", "case_number"]
    _index_anew("task", "task_of_case", *of_case, "kind", "role")
    _index_anew("evidence", "evidence_of_case", *of_case, "criterion")
    of_person = ["district_id", "person_id"]
    _index_anew("membership", "membership_of_person", *of_person, "family_number")
    _fold_surnames()
    _create_draft()
    _create_ticked_case()


def downgrade() -> None:
    op.drop_table("ticked_case")
    op.drop_table("draft")
    op.drop_index("person_by_surname", "person")
    op.drop_column("person", "surname_key")
    _index_anew("membership", "membership_of_person", "district_id", "person_id")
    _index_anew("evidence", "evidence_of_case", "district_id", "case_number")
    _index_anew("task", "task_of_case", "district_id", "case_number")
    op.drop_index("clock_held_up", "clock")
    _index_clocks("district_id", "due_on")
    op.drop_index("case_of_family", "family_case")
    op.drop_index("case_by_since", "family_case")
    op.drop_index("case_by_service", "family_case")


def _index_clocks(*columns: str) -> None:
    op.drop_index("clock_by_due", "clock")
    op.create_index(
        "clock_by_due",
        "clock",
        list(columns),
        sqlite_where=_RUNNING,
        postgresql_where=_RUNNING,
    )


def _index_anew(table: str, name: str, *columns: str) -> None:
    op.drop_index(name, table)
    op.create_index(name, table, list(columns))


def _fold_surnames() -> None:
    """Names that are there already lose their capitals; accents stay."""
    text = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
    op.add_column(
        "person", sa.Column("surname_key", text, nullable=False, server_default="")
    )
    op.execute("UPDATE person SET surname_key = replace(lower(surname), '''', '')")
    op.create_index("person_by_surname", "person", ["district_id", "surname_key"])


def _create_draft() -> None:
    op.create_table(
        "draft",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("event", sa.String(), nullable=False),
        sa.Column("seen_version", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("typed_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("state IN ('open', 'done')", name="state_is_known"),
        _of_a_case(),
    )
    op.create_index("draft_of_user", "draft", ["district_id", "user", "state"])


def _create_ticked_case() -> None:
    op.create_table(
        "ticked_case",
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("user", "district_id", "case_number"),
        _of_a_case(),
    )


def _of_a_case() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["district_id", "case_number"],
        ["family_case.district_id", "family_case.number"],
    )
