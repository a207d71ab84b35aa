"""The scheduler: APScheduler only ticks; what is due is rows in our tables.

No job store: two schedulers on one store fire twice. A missed tick is made up by
the next one, because what is due stays due.
"""

import logging
from datetime import timedelta

from apscheduler.schedulers.blocking import BlockingScheduler

from casework.context import Context
from casework.jobs.run_due import ClockSetBack, run_due
from storage.errors import StorageError

log = logging.getLogger(__name__)


def work_until_stopped(context: Context, *, every: timedelta) -> None:
    """Run what is due now and then again at an interval, until the process is stopped.

    A database that goes away is logged and tried again at the next tick.
    """
    scheduler = BlockingScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1},
    )
    scheduler.add_job(
        tick, "interval", args=[context], seconds=every.total_seconds(), id="tick"
    )
    scheduler.add_job(tick, args=[context], id="first tick")
    scheduler.start()


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
            "%s: %d examined, %d raised, %d set aside",
            run.job,
            run.examined,
            run.fired,
            run.failed,
        )
        for failure in run.failures:
            log.error("set aside: %s", failure)
