"""The record of every run of every job."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, func, select

from storage.rows import Row, as_json, insert_rows, table_of
from storage.tables import JobRun

_run = table_of(JobRun)


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """A run about to be recorded; `failures` are sentences.

    Of those fired, `caught_up` were late. `failed` of the sentences are failures; those
    after them are for somebody to know.
    """

    id: str
    job: str
    started_at: datetime
    finished_at: datetime
    examined: int
    fired: int
    failed: int
    failures: tuple[str, ...]
    caught_up: int = 0


def record_run(connection: Connection, run: Run) -> None:
    """Record one run."""
    row = asdict(run) | {"failures": as_json(list(run.failures))}
    insert_rows(connection, JobRun, [row])


def last_run_at(connection: Connection) -> datetime | None:
    """Give the latest moment at which any job started."""
    statement = select(_run.c.started_at).order_by(_run.c.started_at.desc()).limit(1)
    return connection.execute(statement).scalar_one_or_none()


def last_runs(connection: Connection) -> dict[str, datetime]:
    """Give when each job that ever ran last started, by its name."""
    statement = select(_run.c.job, func.max(_run.c.started_at)).group_by(_run.c.job)
    return dict(connection.execute(statement).all())


def recent_runs(connection: Connection, most: int) -> list[Row]:
    """Give the latest runs, the newest first."""
    statement = select(_run).order_by(_run.c.started_at.desc(), _run.c.id).limit(most)
    return list(connection.execute(statement).mappings())


def run_count(connection: Connection) -> int:
    """Count the recorded runs."""
    return int(connection.execute(select(func.count()).select_from(_run)).scalar_one())
