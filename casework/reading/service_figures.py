"""What a machine that watches the service is told: how much waits, and what is late."""

from dataclasses import dataclass
from datetime import datetime

from casework.context import Context
from casework.jobs.run_due import EVERY
from engine.job_watch import job_alerts
from storage.database import reading
from storage.lists import count_messages
from storage.service_figures import (
    cases_by_state,
    last_run_of_each,
    letters_by_state,
    waiting_since,
)

EVERY_DISTRICT = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class JobFigures:
    """A job: when it last started, how long that run took, and whether it is late.

    A job that has never run has neither moment nor length, and is late.
    """

    job: str
    started_at: datetime | None
    seconds: float
    failed: int
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceFigures:
    """The figures of one moment: no family is in them, only how many there are.

    `cases` are counted by district and state. `waiting_seconds` is how long the oldest
    message has waited.
    """

    messages: dict[str, int]
    waiting_seconds: float
    letters: dict[str, int]
    cases: tuple[tuple[str, str, int], ...]
    jobs: tuple[JobFigures, ...]


def service_figures(context: Context) -> ServiceFigures:
    """Read the figures of the whole service.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    now = context.now()
    with reading(context.database) as connection:
        since = waiting_since(connection)
        runs = {row["job"]: row for row in last_run_of_each(connection)}
        last = {job: row["started_at"] for job, row in runs.items()}
        late = {alert.job for alert in job_alerts(EVERY, last, now)}
        return ServiceFigures(
            messages=count_messages(connection, EVERY_DISTRICT),
            waiting_seconds=(now - since).total_seconds() if since else 0.0,
            letters=letters_by_state(connection),
            cases=tuple(cases_by_state(connection)),
            jobs=tuple(
                JobFigures(
                    job=job,
                    started_at=last.get(job),
                    seconds=(
                        (runs[job]["finished_at"] - last[job]).total_seconds()
                        if job in runs
                        else 0.0
                    ),
                    failed=runs[job]["failed"] if job in runs else 0,
                    late=job in late,
                )
                for job in EVERY
            ),
        )
