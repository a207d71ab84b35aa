"""Districts, their staff and definitions; families and their people."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_workflow_version()
    _create_district()
    _create_staff()
    _create_setting()
    _create_family()
    _create_person()
    _create_membership()
    _index_membership()


def downgrade() -> None:
    for table in (
        "membership",
        "person",
        "family",
        "setting",
        "staff",
        "district",
        "workflow_version",
    ):
        op.drop_table(table)


def _create_workflow_version() -> None:
    op.create_table(
        "workflow_version",
        sa.Column("content_hash", sa.String(), nullable=False),
        sa.Column("pathway", sa.String(), nullable=False),
        sa.Column("canonical_json", sa.Text(), nullable=False),
        sa.Column("first_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("content_hash"),
    )


def _create_district() -> None:
    op.create_table(
        "district",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("prefix", sa.String(), nullable=False),
        sa.Column("workflow_hash", sa.String(), nullable=False),
        sa.Column("particulars", sa.Text(), nullable=False),
        sa.Column("next_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district_id"),
        sa.CheckConstraint("next_number >= 1", name="next_number_is_positive"),
        sa.UniqueConstraint("prefix"),
    )


def _create_staff() -> None:
    op.create_table(
        "staff",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("roles", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "user"),
    )


def _create_setting() -> None:
    op.create_table(
        "setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )


def _create_family() -> None:
    op.create_table(
        "family",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("list_key", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "number"),
        sa.UniqueConstraint("district_id", "list_key"),
    )


def _create_person() -> None:
    op.create_table(
        "person",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("forename", sa.String(), nullable=False),
        sa.Column("surname", sa.String(), nullable=False),
        sa.Column("born", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
    )


def _create_membership() -> None:
    op.create_table(
        "membership",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("family_number", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("relationship", sa.String(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "family_number", "person_id", "since"),
        sa.CheckConstraint(
            "relationship IN ('adult', 'child')", name="relationship_is_known"
        ),
        sa.CheckConstraint("until IS NULL OR until >= since", name="until_not_before"),
        sa.ForeignKeyConstraint(
            ["district_id", "family_number"], ["family.district_id", "family.number"]
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "person_id"], ["person.district_id", "person.id"]
        ),
    )


def _index_membership() -> None:
    op.create_index("membership_of_person", "membership", ["district_id", "person_id"])
