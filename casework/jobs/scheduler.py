"""The scheduler: APScheduler only ticks; what is due is rows in our tables.

No job store: two schedulers on one store fire twice. A missed tick is made up by
the next one, because what is due stays due.
"""

import logging
from dataclasses import replace
from datetime import timedelta
from threading import Event

from apscheduler.schedulers.background import BackgroundScheduler

from casework.context import Context
from casework.jobs.run_due import ClockSetBack, run_due
from storage.errors import StorageError

log = logging.getLogger(__name__)
_JITTER = 10
"""Ticks come up to a tenth of their interval early or late, so that processes that
were started together do not all come at once."""


def work_until_stopped(context: Context, *, every: timedelta, stop: Event) -> None:
    """Run what is due now and then again at an interval, until told to stop.

    A database that goes away is logged and tried again at the next tick. The work is
    done in threads of the scheduler, so a signal that sets `stop`, or an exception
    that one raises here, never breaks into it: the batch is finished first.

    Args:
        context: what the jobs work with.
        every: how long between two ticks.
        stop: is set from outside to end the work.
    """
    scheduler = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    working = replace(context, stopping=stop.is_set)
    scheduler.add_job(
        tick,
        "interval",
        args=[working],
        seconds=every.total_seconds(),
        jitter=every.total_seconds() / _JITTER,
        id="tick",
    )
    scheduler.add_job(tick, args=[working], id="first tick")
    scheduler.start()
    try:
        stop.wait()
    finally:
        stop.set()
        scheduler.shutdown(wait=True)


def tick(context: Context) -> None:
    """Run what is due once, and log what came of it in a line a job."""
    try:
        runs = run_due(context)
    except StorageError as error:
        log.warning("%s The next tick tries again.", error)
        return
    if isinstance(runs, ClockSetBack):
        log.warning(runs.sentence)
        return
    for run in runs:
        log.info(
            "%s: %d examined, %d raised, %d of them late, %d failed",
            run.job,
            run.examined,
            run.fired,
            run.caught_up,
            run.failed,
        )
        for failure in run.failures:
            log.error("%s: %s", run.job, failure)
