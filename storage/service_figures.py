"""Figures of the whole service, for those who watch it: counts, ages, last runs."""

from datetime import datetime

from sqlalchemy import Connection, and_, func, select

from storage.rows import Row, table_of
from storage.tables import FamilyCase, JobRun, Letter, OutboxMessage

_case = table_of(FamilyCase)
_letter = table_of(Letter)
_outbox = table_of(OutboxMessage)
_run = table_of(JobRun)


def cases_by_state(connection: Connection) -> list[tuple[str, str, int]]:
    """Count the cases by district and by where they stand in the programme."""
    place = (_case.c.district_id, _case.c.programme)
    statement = select(*place, func.count()).group_by(*place)
    return [tuple(row) for row in connection.execute(statement)]


def letters_by_state(connection: Connection) -> dict[str, int]:
    """Count the letters by what became of them."""
    statement = select(_letter.c.state, func.count()).group_by(_letter.c.state)
    return dict(connection.execute(statement).all())


def waiting_since(connection: Connection) -> datetime | None:
    """Give when the oldest message that waits was written; None when none does."""
    statement = (
        select(_outbox.c.created_at)
        .where(_outbox.c.state == "waiting")
        .order_by(_outbox.c.created_at)
        .limit(1)
    )
    return connection.execute(statement).scalar_one_or_none()


def last_run_of_each(connection: Connection) -> list[Row]:
    """Read the latest run of each job that ever ran."""
    last = (
        select(_run.c.job, func.max(_run.c.started_at).label("started_at"))
        .group_by(_run.c.job)
        .subquery()
    )
    same = and_(_run.c.job == last.c.job, _run.c.started_at == last.c.started_at)
    statement = select(_run).join(last, same).order_by(_run.c.job, _run.c.id)
    return list(connection.execute(statement).mappings())
