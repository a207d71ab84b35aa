"""Letters to people: addressees, attempts, digests, preferences, staff's addresses."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

BEFORE = "'waiting', 'sent', 'failed'"
STATES = f"{BEFORE}, 'overtaken'"


def upgrade() -> None:
    op.add_column(
        "staff", sa.Column("email", sa.String(), nullable=False, server_default="")
    )
    _widen_outbox()
    _create_letter()
    _index_letter()
    _create_letter_attempt()
    _create_addressee()
    _create_digest()
    _create_preference()


def downgrade() -> None:
    for table in ("preference", "digest", "addressee", "letter_attempt", "letter"):
        op.drop_table(table)
    _narrow_outbox()
    op.drop_column("staff", "email")


def _widen_outbox() -> None:
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("state_is_known", "outbox")
        op.create_check_constraint("state_is_known", "outbox", f"state IN ({STATES})")
        op.alter_column("outbox", "case_number", nullable=True)
        for column in _new_columns():
            op.add_column("outbox", column)
    else:
        _make_outbox_anew(STATES, *_new_columns())
    _index_outbox()


def _narrow_outbox() -> None:
    """What the older table can not say is left out of it, or said as best it can."""
    op.execute("DELETE FROM outbox WHERE case_number IS NULL")
    op.execute("UPDATE outbox SET state = 'sent' WHERE state = 'overtaken'")
    op.drop_index("outbox_to_address", "outbox")
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("state_is_known", "outbox")
        op.create_check_constraint("state_is_known", "outbox", f"state IN ({BEFORE})")
        op.alter_column("outbox", "case_number", nullable=False)
        for column in _new_columns():
            op.drop_column("outbox", column.name)
    else:
        _make_outbox_anew(BEFORE)


def _new_columns() -> tuple[sa.Column[Any], ...]:
    return (
        sa.Column("urgent", sa.Boolean(), nullable=False, server_default=sa.false()),
        sa.Column("addressed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.Text(), nullable=False, server_default=""),
    )


def _make_outbox_anew(states: str, *more: sa.Column[Any]) -> None:
    """SQLite changes neither a check nor what may be null: copy the rows over."""
    op.create_table(
        "outbox_anew",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("case_number", sa.Integer(), nullable=bool(more)),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("role", "user")),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("about", sa.Date(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        *more,
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint(f"state IN ({states})", name="state_is_known"),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )
    kept = (
        'district_id, id, case_number, role, "user", subject, body, about, '
        "created_at, state"
    )
    op.execute(f"INSERT INTO outbox_anew ({kept}) SELECT {kept} FROM outbox")  # noqa: S608 - constants
    op.drop_table("outbox")
    op.rename_table("outbox_anew", "outbox")
    _index("outbox_of_case", ["district_id", "case_number"], "")
    _index("outbox_waiting", ["district_id", "created_at"], "state = 'waiting'")


def _index_outbox() -> None:
    waiting = "state = 'waiting' AND addressed_at IS NULL"
    _index("outbox_to_address", ["district_id", "created_at", "id"], waiting)


def _index(name: str, columns: list[str], where: str) -> None:
    rows = sa.text(where) if where else None
    op.create_index(name, "outbox", columns, sqlite_where=rows, postgresql_where=rows)


def _create_letter() -> None:
    op.create_table(
        "letter",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("earlier", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.CheckConstraint("kind IN ('message', 'digest')", name="kind_is_known"),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed')", name="state_is_known"
        ),
        sa.CheckConstraint(
            "(state = 'waiting') = (next_try_at IS NOT NULL)",
            name="what_waits_has_a_next_try",
        ),
        sa.CheckConstraint(
            "(state = 'sent') = (sent_at IS NOT NULL)", name="what_is_sent_has_a_moment"
        ),
    )


def _index_letter() -> None:
    for name, columns, state in (
        ("letter_to_send", ["district_id", "next_try_at", "id"], "waiting"),
        ("letter_in_doubt", ["district_id", "claimed_at"], "sending"),
        ("letter_set_aside", ["district_id", "id"], "failed"),
    ):
        op.create_index(
            name,
            "letter",
            columns,
            sqlite_where=sa.text(f"state = '{state}'"),
            postgresql_where=sa.text(f"state = '{state}'"),
        )


def _create_letter_attempt() -> None:
    op.create_table(
        "letter_attempt",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("letter_id", sa.String(), nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "letter_id", "attempt"),
        sa.CheckConstraint(
            "outcome IN ('', 'sent', 'not_now', 'never')", name="outcome_is_known"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "letter_id"], ["letter.district_id", "letter.id"]
        ),
    )


def _create_addressee() -> None:
    op.create_table(
        "addressee",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("message_id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("at_once", sa.Boolean(), nullable=False),
        sa.Column("overtaken", sa.Boolean(), nullable=False),
        sa.Column("letter_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "message_id", "user"),
        sa.ForeignKeyConstraint(
            ["district_id", "message_id"], ["outbox.district_id", "outbox.id"]
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "letter_id"], ["letter.district_id", "letter.id"]
        ),
    )
    op.create_index(
        "addressee_without_letter",
        "addressee",
        ["district_id", "user"],
        sqlite_where=sa.text("letter_id IS NULL"),
        postgresql_where=sa.text("letter_id IS NULL"),
    )
    op.create_index("addressee_of_letter", "addressee", ["district_id", "letter_id"])


def _create_digest() -> None:
    op.create_table(
        "digest",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("items", sa.Integer(), nullable=False),
        sa.Column("letter_id", sa.String(), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "user", "day"),
        sa.CheckConstraint("items >= 0", name="items_is_not_negative"),
        sa.ForeignKeyConstraint(
            ["district_id", "letter_id"], ["letter.district_id", "letter.id"]
        ),
    )


def _create_preference() -> None:
    op.create_table(
        "preference",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("user", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("immediate", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chosen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "user"),
        sa.CheckConstraint(
            "digest IN ('daily', 'mondays', 'overdue')", name="digest_is_known"
        ),
    )
