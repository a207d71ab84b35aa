"""History, firings and decisions are written once: triggers refuse the rest.

Both databases raise it as an IntegrityError, with the same sentence.
"""

from alembic import op

revision = "0005"
down_revision = "0004"

TABLES = ("history", "firing", "decision")
SENTENCE = "is written once: its rows are neither changed nor deleted"


def upgrade() -> None:
    if op.get_context().dialect.name == "postgresql":
        _protect_on_postgresql()
    else:
        _protect_on_sqlite()


def downgrade() -> None:
    for table in TABLES:
        if op.get_context().dialect.name == "postgresql":
            op.execute(f"DROP TRIGGER {table}_is_append_only ON {table}")
        else:
            op.execute(f"DROP TRIGGER {table}_is_not_changed")
            op.execute(f"DROP TRIGGER {table}_is_not_deleted")
    if op.get_context().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")


def _protect_on_sqlite() -> None:
    for table in TABLES:
        for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
            op.execute(
                f"CREATE TRIGGER {table}_is_not_{done} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} {SENTENCE}'); END"
            )


def _protect_on_postgresql() -> None:
    """For each statement, so that TRUNCATE is refused as well."""
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION '% {SENTENCE}', TG_TABLE_NAME "
        "USING ERRCODE = 'restrict_violation'; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_is_append_only "
            f"BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
