"""Accounts, sessions, and what was looked at; restricted cases; lists that are kept."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

_SIGNED_ON = sa.text("subject <> ''")
_WRITTEN_ONCE = ("access_event", "case_read", "broken_glass")
_SENTENCE = "is written once: its rows are neither changed nor deleted"
_TABLES = (
    "saved_list",
    "broken_glass",
    "named_reader",
    "restriction",
    "case_read",
    "access_event",
    "sign_in_attempt",
    "web_session",
    "access_grant",
    "account",
)


def upgrade() -> None:
    op.create_index("staff_by_user", "staff", ["user"])
    _create_account()
    _create_grant()
    _create_session()
    _create_events()
    _create_case_read()
    _create_restrictions()
    _create_broken_glass()
    _create_saved_list()
    for table in _WRITTEN_ONCE:
        _protect(table)


def downgrade() -> None:
    for table in _TABLES:
        op.drop_table(table)
    op.drop_index("staff_by_user", "staff")


def _create_account() -> None:
    op.create_table(
        "account",
        _text("account_id"),
        _text("user"),
        _text("title"),
        _long("password_hash"),
        sa.Column("must_change", sa.Boolean(), nullable=False),
        _text("issuer"),
        _text("subject"),
        sa.Column("active", sa.Boolean(), nullable=False),
        _text("made_by"),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("account_id"),
        sa.UniqueConstraint("user", name="a_user_has_one_account"),
    )
    op.create_index(
        "account_by_subject",
        "account",
        ["issuer", "subject"],
        unique=True,
        sqlite_where=_SIGNED_ON,
        postgresql_where=_SIGNED_ON,
    )


def _create_grant() -> None:
    op.create_table(
        "access_grant",
        _text("district_id"),
        _text("account_id"),
        _text("access"),
        _text("granted_by"),
        _moment("granted_at"),
        sa.PrimaryKeyConstraint("district_id", "account_id", "access"),
        sa.ForeignKeyConstraint(["district_id"], ["district.district_id"]),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"]),
    )
    op.create_index("grant_of_account", "access_grant", ["account_id"])


def _create_session() -> None:
    op.create_table(
        "web_session",
        _text("token_hash"),
        _text("account_id"),
        _text("number"),
        _text("browser"),
        _moment("started_at"),
        _moment("seen_at"),
        _moment("ended_at", nullable=True),
        _text("ended_because"),
        _long("alert"),
        sa.PrimaryKeyConstraint("token_hash"),
        sa.UniqueConstraint("number"),
        sa.ForeignKeyConstraint(["account_id"], ["account.account_id"]),
    )
    op.create_index("session_of_account", "web_session", ["account_id", "ended_at"])
    op.create_table(
        "sign_in_attempt",
        _text("token_hash"),
        _long("content"),
        _moment("ends_at"),
        sa.PrimaryKeyConstraint("token_hash"),
    )


def _create_events() -> None:
    op.create_table(
        "access_event",
        _text("id"),
        _moment("at"),
        _text("user"),
        _text("what"),
        _text("about"),
        _long("detail"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("access_event_in_order", "access_event", ["at", "id"])
    op.create_index("access_event_of_user", "access_event", ["user", "at"])


def _create_case_read() -> None:
    op.create_table(
        "case_read",
        *_in_a_case("id"),
        _text("user"),
        _text("page"),
        _moment("at"),
    )
    of_case, of_user = ["district_id", "case_number", "at"], ["district_id", "user"]
    op.create_index("case_read_of_case", "case_read", of_case)
    op.create_index("case_read_of_user", "case_read", [*of_user, "at"])
    op.create_index("case_read_in_order", "case_read", ["district_id", "at", "id"])


def _create_restrictions() -> None:
    place = ["district_id", "case_number"]
    op.create_table(
        "restriction",
        *_in_a_case(),
        _long("reason"),
        _text("restricted_by"),
        _moment("restricted_at"),
    )
    op.create_table(
        "named_reader",
        _text("district_id"),
        sa.Column("case_number", sa.Integer(), nullable=False),
        _text("user"),
        _text("named_by"),
        _moment("named_at"),
        sa.PrimaryKeyConstraint(*place, "user"),
        sa.ForeignKeyConstraint(place, [f"restriction.{name}" for name in place]),
    )


def _create_broken_glass() -> None:
    op.create_table(
        "broken_glass",
        *_in_a_case("id"),
        _text("user"),
        _long("reason"),
        _moment("at"),
        _moment("ends_at"),
    )
    columns = ["district_id", "case_number", "user", "ends_at"]
    op.create_index("broken_glass_of_case", "broken_glass", columns)


def _create_saved_list() -> None:
    titled = ("district_id", "user", "title")
    op.create_table(
        "saved_list",
        _text("district_id"),
        _text("id"),
        _text("user"),
        _text("title"),
        _long("query"),
        sa.Column("shared", sa.Boolean(), nullable=False),
        _moment("saved_at"),
        sa.PrimaryKeyConstraint("district_id", "id"),
        sa.UniqueConstraint(*titled, name="a_list_has_one_title"),
    )


def _protect(table: str) -> None:
    """What an auditor reads is neither changed nor deleted; as in 0005."""
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
            f"BEGIN SELECT RAISE(ABORT, '{table} {_SENTENCE}'); END"
        )


def _in_a_case(
    *keys: str,
) -> tuple[sa.Column[str] | sa.Column[int] | sa.Constraint, ...]:
    """Give the columns and the constraints of a row that belongs to a case."""
    place = ["district_id", "case_number"]
    return (
        _text("district_id"),
        *(_text(name) for name in keys),
        sa.Column("case_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", *(keys or ("case_number",))),
        sa.ForeignKeyConstraint(
            place, ["family_case.district_id", "family_case.number"]
        ),
    )


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _long(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[datetime]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)
