"""Clocks that rest, the history of their pauses, and closures proclaimed later.

SQLite changes neither what may be null nor a check: it gets its clocks anew, and with
them the firings, which refer to them.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

ONCE = "is written once: its rows are neither changed nor deleted"
RUNNING = "stopped_on IS NULL"
TO_FIRE = "stopped_on IS NULL AND next_rung_on IS NOT NULL AND set_aside = ''"
RUNS_OR_RESTS = (
    "(paused_on IS NULL AND running_since IS NOT NULL AND due_on IS NOT NULL) OR "
    "(paused_on IS NOT NULL AND running_since IS NULL AND due_on IS NULL "
    "AND next_rung_on IS NULL)"
)
KEPT = (
    "district_id, id, case_number, clock, machine, subject, unit, budget, consumed, "
    "started_on, due_on, next_rung_on, stopped_on, stopped_how, set_aside"
)


def upgrade() -> None:
    if _on_postgresql():
        for column in _new_columns():
            op.add_column("clock", column)
        op.execute("UPDATE clock SET running_since = started_on")
        op.alter_column("clock", "due_on", nullable=True)
        op.create_check_constraint("a_clock_runs_or_rests", "clock", RUNS_OR_RESTS)
    else:
        _make_clocks_anew(rests=True)
    _create_clock_pause()
    _create_closure()


def downgrade() -> None:
    """A clock that rests is then due on the day on which it was paused."""
    op.drop_table("closure")
    op.drop_table("clock_pause")
    if _on_postgresql():
        op.drop_constraint("a_clock_runs_or_rests", "clock")
        op.execute("UPDATE clock SET due_on = paused_on WHERE due_on IS NULL")
        op.alter_column("clock", "due_on", nullable=False)
        for column in _new_columns():
            op.drop_column("clock", column.name)
    else:
        _make_clocks_anew(rests=False)


def _on_postgresql() -> bool:
    return op.get_context().dialect.name == "postgresql"


def _new_columns() -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("running_since", sa.Date(), nullable=True),
        sa.Column("paused_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.Text(), nullable=False, server_default=""),
    )


def _make_clocks_anew(*, rests: bool) -> None:
    _create_clock_anew(rests=rests)
    more, then = (", running_since", ", started_on") if rests else ("", "")
    due = "due_on" if rests else "coalesce(due_on, paused_on)"
    from_old = KEPT.replace("due_on", due)
    into = f"INSERT INTO clock_anew ({KEPT}{more})"
    op.execute(f"{into} SELECT {from_old}{then} FROM clock")  # noqa: S608 - constants
    _create_firing_anew()
    op.execute("INSERT INTO firing_anew SELECT * FROM firing")
    for table in ("firing", "clock"):
        op.drop_table(table)
    for table in ("clock", "firing"):
        op.rename_table(f"{table}_anew", table)
    _index_clock()
    _protect_firing()


def _create_clock_anew(*, rests: bool) -> None:
    op.create_table(
        "clock_anew",
        *(sa.Column(n, sa.String(), nullable=False) for n in ("district_id", "id")),
        sa.Column("case_number", sa.Integer(), nullable=False),
        *(
            sa.Column(name, sa.String(), nullable=False)
            for name in ("clock", "machine", "subject", "unit")
        ),
        sa.Column("budget", sa.Integer(), nullable=False),
        sa.Column("consumed", sa.Integer(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=rests),
        sa.Column("next_rung_on", sa.Date(), nullable=True),
        sa.Column("stopped_on", sa.Date(), nullable=True),
        sa.Column("stopped_how", sa.String(), nullable=False),
        sa.Column("set_aside", sa.Text(), nullable=False),
        *(_new_columns() if rests else ()),
        sa.PrimaryKeyConstraint("district_id", "id"),
        *_checks_of_clock(rests=rests),
        sa.ForeignKeyConstraint(
            ["district_id", "case_number"],
            ["family_case.district_id", "family_case.number"],
        ),
    )


def _checks_of_clock(*, rests: bool) -> list[sa.CheckConstraint]:
    checks = {
        "budget_is_positive": "budget > 0",
        "consumed_is_not_negative": "consumed >= 0",
        "machine_is_known": "machine IN ('programme', 'service')",
        "stopped_how_is_known": "stopped_how IN ('', 'met', 'left')",
    }
    if rests:
        checks["a_clock_runs_or_rests"] = RUNS_OR_RESTS
    return [sa.CheckConstraint(text, name=name) for name, text in checks.items()]


def _create_firing_anew() -> None:
    op.create_table(
        "firing_anew",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("clock_id", sa.String(), nullable=False),
        sa.Column("rung", sa.String(), nullable=False),
        sa.Column("fired_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "clock_id", "rung"),
        sa.ForeignKeyConstraint(
            ["district_id", "clock_id"], ["clock_anew.district_id", "clock_anew.id"]
        ),
    )


def _index_clock() -> None:
    once = ["district_id", "case_number", "clock", "subject"]
    to_fire = ["next_rung_on", "district_id", "id"]
    for name, columns, where in (
        ("a_clock_runs_once", once, RUNNING),
        ("clock_by_due", ["district_id", "due_on"], RUNNING),
        ("clock_to_fire", to_fire, TO_FIRE),
    ):
        unique = name == "a_clock_runs_once"
        rows = sa.text(where)
        op.create_index(name, "clock", columns, unique=unique, sqlite_where=rows)


def _protect_firing() -> None:
    for verb, done in (("UPDATE", "changed"), ("DELETE", "deleted")):
        op.execute(
            f"CREATE TRIGGER firing_is_not_{done} BEFORE {verb} ON firing "
            f"BEGIN SELECT RAISE(ABORT, 'firing {ONCE}'); END"
        )


def _create_clock_pause() -> None:
    op.create_table(
        "clock_pause",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("clock_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("paused_by", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("resumed_by", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("district_id", "clock_id", "number"),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name="a_pause_ends_after_it_began"
        ),
        sa.ForeignKeyConstraint(
            ["district_id", "clock_id"], ["clock.district_id", "clock.id"]
        ),
    )


def _create_closure() -> None:
    op.create_table(
        "closure",
        sa.Column("district_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("removed_by", sa.String(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("district_id", "id"),
    )
    op.create_index(
        "a_day_is_closed_once",
        "closure",
        ["district_id", "day"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
        postgresql_where=sa.text("removed_at IS NULL"),
    )
