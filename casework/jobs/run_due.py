"""Run what is due, once: every job in order, each run recorded.

A job that breaks does not stop the others: its fault is in the report of the run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from casework.clocks.watch_calendar import watch_calendar
from casework.context import Context
from casework.cover.notices import tell_covers
from casework.delivery.deliver import deliver
from casework.delivery.follow_up import follow_up
from casework.delivery.keep_no_longer import remove_old_letters
from casework.handover.tell_leavers import tell_of_leavers
from casework.jobs.planning import why
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
    "covers": tell_covers,
    "leavers": tell_of_leavers,
    "arrivals": follow_up,
    "deliver": deliver,
    "retention": remove_old_letters,
    "calendar": watch_calendar,
}
"""Every scheduled job by name, in the order in which a tick runs them."""
EVERY: dict[str, timedelta] = dict.fromkeys(JOBS, timedelta(minutes=15))
"""How often each of them should run at least; the `runs` say when it did not."""


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
    return tuple(_run(context, job) for job in JOBS if not context.stopping())


def _run(context: Context, job: str) -> Run:
    """Run one job and record the run, also one that broke off."""
    started = context.now()
    tally = _tally(context, job)
    run = Run(
        id=uuid4().hex,
        job=job,
        started_at=started,
        finished_at=context.now(),
        examined=tally.examined,
        fired=tally.fired,
        caught_up=tally.caught_up,
        failed=len(tally.failures),
        failures=(*tally.failures, *tally.notes),
    )
    with writing(context.database) as connection:
        record_run(connection, run)
    return run


def _tally(context: Context, job: str) -> Tally:
    try:
        return JOBS[job](context)
    except StorageError:
        raise  # the database is gone: no other job can run either
    except Exception as error:  # noqa: BLE001 - whatever it is, the others still run
        return Tally(failures=[f"The job broke off: {why(error)}. {_NEXT_TICK}"])


_NEXT_TICK = "What it had not come to is done at the next run, if the cause is gone."


def _set_back(now: datetime, last: datetime) -> str:
    return (
        f"The clock says {in_words(now)}, but the jobs last ran on {in_words(last)}. "
        "Nothing was run. Set the computer's clock right, then try again."
    )
