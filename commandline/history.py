"""`history` shows what happened to a case; `verify` proves that none was altered."""

from typing import TYPE_CHECKING

import typer

from commandline.options import AsJson, MaybeDistrict, Reference
from commandline.output import (
    accepted,
    complain,
    counted,
    progress,
    say,
    say_json,
    table,
)
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.reading.history import HistoryLine


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("history")(history)
    app.command("verify")(verify)


def history(
    ctx: typer.Context,
    reference: Reference,
    as_json: AsJson = False,
) -> None:
    """Show all that happened to a case: who did what, when.

    Example: run_engine.py history MAI-0001
    """
    from casework.reading.history import history as read_history
    from engine.local_time import in_words

    with at_work(ctx) as context:
        found = accepted(read_history(context, reference))
    if as_json:
        say_json(found)
        return
    table(
        f"History of {found.reference}",
        ("", "when", "who", "what", "moved to", "answers"),
        (
            (
                entry.entry,
                in_words(entry.at),
                _who(entry),
                entry.title,
                entry.moved,
                "; ".join(entry.answers_in_words),
            )
            for entry in found.entries
        ),
    )
    table(
        "Clocks that a changed calendar moved",
        ("when", "who", "why", "clock", "moved"),
        (
            (in_words(each.at), each.by, each.why, each.title, each.moved)
            for each in found.redated
        ),
    )


def _who(entry: "HistoryLine") -> str:
    absent = entry.on_behalf_of
    return f"{entry.by} for {absent}" if absent else entry.by


def verify(
    ctx: typer.Context, district: MaybeDistrict = None, as_json: AsJson = False
) -> None:
    """Prove that no history was altered.

    The chain of every case's history is checked: nothing altered, removed or added.

    Example: run_engine.py verify
    """
    from casework.reading.history import verify_history

    with at_work(ctx) as context, progress("Checking histories") as advance:
        found = accepted(verify_history(context, district, progress=advance))
    if as_json:
        say_json(found)
    else:
        all_well = "nothing was altered" if not found.breaks else "not all is well"
        cases, entries = counted(found.cases, "case"), counted(found.entries, "entry")
        say(f"{cases}, {entries} of history: {all_well}.")
    if found.breaks:
        complain(f"{each.reference}: {each.sentence}." for each in found.breaks)
        raise typer.Exit(1)
