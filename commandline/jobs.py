"""`tick` does what is due, once; `work` goes on doing it."""

import logging
import signal
import sys
from datetime import timedelta
from typing import Annotated

import typer

from commandline.output import complain, note, say
from commandline.session import at_work


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("tick")(tick)
    app.command("work")(work)


def tick(ctx: typer.Context) -> None:
    """Do what is due, once.

    Overdue tasks are raised, reminders written, payments raised: each once, however
    often this runs.

    Example: run_engine.py tick
    """
    from casework.jobs.run_due import ClockSetBack, run_due

    with at_work(ctx) as context:
        runs = run_due(context)
    if isinstance(runs, ClockSetBack):
        complain([runs.sentence])
        raise typer.Exit(1)
    for run in runs:
        say(f"{run.job}: {run.examined} looked at, {run.fired} raised.")
        complain(f"Set aside: {failure}" for failure in run.failures)
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
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    with at_work(ctx) as context:
        note(f"Doing what is due every {every} seconds. Ctrl-C stops.")
        work_until_stopped(context, every=timedelta(seconds=every))
