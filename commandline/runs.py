"""`runs`, `set-aside` and `forecast`: what the jobs did, left over, and what comes."""

from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, CommandId, District, MaybeDistrict, Most, User
from commandline.output import accepted, complain, counted, say, say_json, table
from commandline.overdue import SOMETHING_IS_OVERDUE
from commandline.plainly import PlainGroup
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.jobs.set_aside import SetAsideLine
    from casework.reading.forecast import ComingLoad, Forecast
    from casework.reading.office_lists import RunList

_HELP = "List what the jobs could not handle, and let them try it again."
_SHORT = 13
"""So many weeks fit beside each other on a wide screen."""


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("runs")(runs)
    app.command("forecast")(forecast)
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("list")(list_aside)
    group.command("clear")(clear)
    app.add_typer(group, name="set-aside")


def runs(
    ctx: typer.Context,
    most: Most = 20,
    check: Annotated[
        bool,
        typer.Option(
            "--check",
            help="Exit with 3 if a job did not run when it should, or a calendar "
            "has changed under open clocks.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the latest runs of the jobs, and what is wrong with them.

    A job that did not run when it should is said, what was set aside, and a calendar
    that has changed under open clocks.

    Example: run_engine.py runs
    """
    from casework.reading.office_lists import list_runs

    with at_work(ctx) as context:
        found = list_runs(context, most=most)
    if as_json:
        say_json(found)
    else:
        _show_runs(found)
    if check and (found.alerts or found.calendars):
        raise typer.Exit(SOMETHING_IS_OVERDUE)


def _show_runs(found: "RunList") -> None:
    from engine.local_time import in_words

    table(
        "Runs, the newest first",
        ("job", "started", "seconds", "looked at", "raised", "late", "failed", "why"),
        (
            (
                run.job,
                in_words(run.started_at),
                round((run.finished_at - run.started_at).total_seconds(), 1),
                run.examined,
                run.fired,
                run.caught_up,
                run.failed,
                "\n".join(run.failures),
            )
            for run in found.runs
        ),
    )
    _show_aside(found.set_aside)
    complain(found.calendars)
    if not found.count:
        say("No job ran yet.")
        return
    say(f"{len(found.runs)} of {found.count} runs.")
    complain(alert.sentence for alert in found.alerts)


def _show_aside(lines: "tuple[SetAsideLine, ...]") -> None:
    table(
        "Set aside until somebody clears it: `set-aside clear`",
        ("case", "what", "id", "why", "next try"),
        (
            (line.reference, line.title, line.what, line.why, line.next_try)
            for line in lines
        ),
    )


def list_aside(
    ctx: typer.Context, district: MaybeDistrict = None, as_json: AsJson = False
) -> None:
    """List the clocks and payments that a job could not handle.

    Example: run_engine.py set-aside list
    """
    from casework.jobs.set_aside import list_set_aside

    with at_work(ctx) as context:
        found = accepted(list_set_aside(context, district))
    if as_json:
        say_json({"set_aside": list(found)})
        return
    _show_aside(found)
    if not found:
        say("Nothing is set aside.")


def clear(
    ctx: typer.Context,
    reference: Annotated[
        str, typer.Argument(metavar="REF", help="The case, such as MAI-0001.")
    ],
    *,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="What was mended.")],
    user: User,
    what: Annotated[
        str, typer.Option(metavar="ID", help="Only this one; see `set-aside list`.")
    ] = "",
    command_id: CommandId = "",
) -> None:
    """Let the next run try again what was set aside of a case.

    Example: run_engine.py set-aside clear MAI-0001 --reason "District file mended"
    --as mai.coordinator
    """
    from casework.advance_case import new_command_id
    from casework.jobs.clear_set_aside import ClearRequest, clear_set_aside

    request = ClearRequest(
        reference=reference,
        user=user,
        reason=reason,
        what=what,
        command_id=command_id or new_command_id(),
    )
    with at_work(ctx) as context:
        done = accepted(clear_set_aside(context, request))
    if done.repeated:
        say(f"{reference}: cleared already.")
    else:
        say(
            f"{reference}: cleared {', '.join(done.cleared)}. The next run tries again."
        )


def forecast(
    ctx: typer.Context,
    *,
    district: District,
    weeks: Annotated[
        int, typer.Option(metavar="NUMBER", help="How many, this one included.")
    ] = 12,
    as_json: AsJson = False,
) -> None:
    """Forecast what falls due to each worker in the coming weeks.

    Reviews are taken to be held on their day, so that the next ones appear.

    Example: run_engine.py forecast --district maidstone --weeks 12
    """
    from casework.reading.forecast import forecast as make_forecast

    with at_work(ctx) as context:
        found = accepted(make_forecast(context, district, weeks))
    if as_json:
        say_json(found)
    else:
        _show_forecast(found)


def _show_forecast(found: "Forecast") -> None:
    for first in range(0, len(found.mondays), _SHORT):
        shown = slice(first, first + _SHORT)
        days = [f"{day.day} {day:%b}" for day in found.mondays[shown]]
        table(
            "Due in the week of (reviews + others)",
            ("who", "families", "overdue", *days),
            (
                (
                    load.title,
                    load.families or "",
                    load.overdue or "",
                    *_cells(load, shown),
                )
                for load in found.loads
            ),
        )
    total = sum(load.total for load in found.loads)
    say(f"{counted(total, 'clock')} in {counted(len(found.mondays), 'week')}.")
    complain(found.failures)


def _cells(load: "ComingLoad", shown: slice) -> list[str]:
    return [
        f"{week.reviews} + {week.others}" if week.reviews or week.others else ""
        for week in load.weeks[shown]
    ]
