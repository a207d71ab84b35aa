"""Run what is due, once: every job in order, each run recorded."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from casework.context import Context
from casework.jobs.raise_payments import raise_payments
from casework.jobs.raise_reminders import raise_reminders
from casework.jobs.tally import Tally
from engine.local_time import in_words
from storage.database import reading, writing
from storage.errors import StorageError
from storage.runs import Run, last_run_at, record_run

JOBS: dict[str, Callable[[Context], Tally]] = {
    "reminders": raise_reminders,
    "payments": raise_payments,
}
"""Every scheduled job by name, in the order in which a tick runs them."""


SKEW = timedelta(minutes=5)
"""By how much the clocks of several machines may differ."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockSetBack:
    """The clock is behind the last run: nothing was run. `sentence` says so."""

    sentence: str


def run_due(context: Context) -> tuple[Run, ...] | ClockSetBack:
    """Run every job once and record each run.

    What is due is claimed row by row, so that any number of processes may do this
    at the same time and everything is still raised once.

    Raises:
        StorageError: the database is missing, busy, gone or full.
    """
    with reading(context.database) as connection:
        last = last_run_at(connection)
    now = context.now()  # after reading: another process may have run since
    if last is not None and now < last - SKEW:
        return ClockSetBack(sentence=_set_back(now, last))
    return tuple(_run(context, job) for job in JOBS)


def _run(context: Context, job: str) -> Run:
    """Run one job and record the run, also one that broke off."""
    started = context.now()
    try:
        tally = JOBS[job](context)
    except Exception as error:
        broken = Tally(failures=[f"The run broke off: {type(error).__name__}: {error}"])
        with suppress(StorageError):  # the database may be what is gone
            _record(context, job, started, broken)
        raise
    return _record(context, job, started, tally)


def _record(context: Context, job: str, started: datetime, tally: Tally) -> Run:
    run = Run(
        id=uuid4().hex,
        job=job,
        started_at=started,
        finished_at=context.now(),
        examined=tally.examined,
        fired=tally.fired,
        failed=len(tally.failures),
        failures=tuple(tally.failures),
    )
    with writing(context.database) as connection:
        record_run(connection, run)
    return run


def _set_back(now: datetime, last: datetime) -> str:
    return (
        f"The clock says {in_words(now)}, but the jobs last ran on {in_words(last)}. "
        "Nothing was run. Set the computer's clock right, then try again."
    )
