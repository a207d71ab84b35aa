"""`overdue`: what is overdue, computed for a day."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, MaybeDistrict, Most, a_day
from commandline.output import accepted, counted, note, say, say_json, table
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.reading.overdue import OverdueList

SOMETHING_IS_OVERDUE = 3
"""The exit code of `overdue --check` when it found something."""


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("overdue")(overdue)


def overdue(
    ctx: typer.Context,
    *,
    district: MaybeDistrict = None,
    as_at: Annotated[
        date | None,
        typer.Option(
            parser=a_day,
            metavar="YYYY-MM-DD",
            help="As of this day, past or to come; otherwise today.",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Exit with 3 if anything is overdue.")
    ] = False,
    most: Most = 500,
    as_json: AsJson = False,
) -> None:
    """List what is overdue, the latest first.

    Each with the open tasks that go with it.

    Example: run_engine.py overdue --as-at 2013-03-01
    """
    from casework.reading.overdue import overdue as find_overdue

    with at_work(ctx) as context:
        found = accepted(find_overdue(context, district, as_at=as_at, most=most))
    if as_json:
        say_json(found)
    else:
        _show(found)
    if check and found.clock_count:
        raise typer.Exit(SOMETHING_IS_OVERDUE)


def _show(found: "OverdueList") -> None:
    show_clocks("Overdue", found)
    say_count(found)
    if len(found.clocks) < found.clock_count:
        note("Not all are shown: add --most with a larger number.")


def show_clocks(title: str, found: "OverdueList") -> None:
    """Print the clocks that are overdue, and whether a task chases them."""
    from engine.local_time import day_in_words

    table(
        title,
        ("case", "what", "was due on", "how late", "whose", "task"),
        (
            (
                c.reference,
                c.title,
                day_in_words(c.due_on),
                c.late_in_words,
                c.owner,
                "open" if c.tasks else "",
            )
            for c in found.clocks
        ),
    )


def say_count(found: "OverdueList") -> None:
    """Print how much is overdue, or that nothing is."""
    from engine.local_time import day_in_words

    on = day_in_words(found.as_at)
    if not found.clock_count:
        say(f"Nothing is overdue on {on}.")
        return
    verb = "is" if found.clock_count == 1 else "are"
    tasks = counted(found.task_count, "open task")
    say(f"On {on}: {counted(found.clock_count, 'clock')} {verb} overdue, with {tasks}.")
