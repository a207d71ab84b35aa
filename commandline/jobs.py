"""`tick` does what is due, once; `work` goes on doing it."""

import logging
import signal
import sys
from datetime import date, timedelta
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, a_day
from commandline.output import (
    accepted,
    complain,
    note,
    say,
    say_json,
)
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.context import Context


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("tick")(tick)
    app.command("work")(work)


def tick(
    ctx: typer.Context,
    *,
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Only say what would be done.")
    ] = False,
    as_at: Annotated[
        date | None,
        typer.Option(
            parser=a_day,
            metavar="YYYY-MM-DD",
            help="With --rehearse: what would be done by this day.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Do what is due, once; or rehearse it.

    Overdue tasks are raised, reminders written, payments raised: each once, however
    often this runs. A rehearsal changes nothing.

    Example: run_engine.py tick --as-at 2013-03-01 --rehearse
    """
    if not rehearse and (as_at or as_json):
        message = "It goes with --rehearse: what is done is done today."
        raise typer.BadParameter(message, param_hint="--as-at, --json")
    with at_work(ctx, delivering=not rehearse) as context:
        if rehearse:
            _rehearse(context, as_at, as_json=as_json)
        else:
            _run_due(context)


def _rehearse(context: "Context", as_at: date | None, *, as_json: bool) -> None:
    from casework.jobs.rehearse import rehearse
    from commandline.rehearsal import show_rehearsal

    found = accepted(rehearse(context, as_at or context.today()))
    if as_json:
        say_json(found)
    else:
        show_rehearsal(found)


def _run_due(context: "Context") -> None:
    from casework.clocks.watch_calendar import calendar_alerts
    from casework.jobs.run_due import ClockSetBack, run_due

    runs = run_due(context)
    if isinstance(runs, ClockSetBack):
        complain([runs.sentence])
        raise typer.Exit(1)
    said = {failure for run in runs for failure in run.failures}
    for run in runs:
        say(f"{run.job}: {run.examined} looked at, {run.fired} raised.")
        complain(f"{run.job}: {failure}" for failure in run.failures)
    complain(alert for alert in calendar_alerts(context) if alert not in said)
    if any(run.failed for run in runs):
        raise typer.Exit(1)


def work(
    ctx: typer.Context,
    every: Annotated[
        int, typer.Option(min=1, metavar="SECONDS", help="How long between two rounds.")
    ] = 60,
) -> None:
    """Do what is due, again and again, until stopped (Ctrl-C).

    Any number of these may run at once, on any number of machines.

    Example: run_engine.py work --every 300
    """
    from casework.jobs.scheduler import work_until_stopped

    logging.basicConfig(
        stream=sys.stderr, level=logging.INFO, format="%(asctime)s %(message)s"
    )
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    stop = Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with at_work(ctx, delivering=True) as context:
        note(f"Doing what is due every {every} seconds. Ctrl-C stops.")
        work_until_stopped(context, every=timedelta(seconds=every), stop=stop)
