"""`demo`: play a district from its list to the end, and show what came of it."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.output import accepted, progress, say
from commandline.overdue import say_count, show_clocks
from commandline.report import show_report

if TYPE_CHECKING:
    from datetime import date

    from demo.play import PlayedOut

FOLDER = Path("var")
SHOWN = 10


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("demo")(demo)


def demo(
    district: Annotated[
        str, typer.Option(metavar="DISTRICT", help="Whose play, such as maidstone.")
    ] = "maidstone",
    to: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Where the played database is to be; otherwise var/demo_DISTRICT.db. "
            "An earlier demonstration there is replaced.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Play a district's programme, 17 December 2012 to 31 March 2014.

    On a simulated clock, with made-up families, through the same commands that people
    use. The database stays, and its clock stands at the end of the play.

    Example: run_engine.py demo --district tonbridge_and_malling
    """
    file = to or FOLDER / f"demo_{district}.db"
    played = play_with_progress(district, file)
    _say_played(played)
    _show_outcome(district, file)
    _say_where_to_look(played, file)


def play_with_progress(district: str, file: Path) -> "PlayedOut":
    """Play a district into a file, and show how far it is."""
    from demo.play import length
    from demo.stage import play_afresh

    total = length(district)
    with progress(f"Playing {district}") as advance:
        done = 0

        def next_day(_day: "date") -> None:
            nonlocal done
            done += 1
            advance(done, total)

        return play_afresh(district, file, progress=next_day)


def _say_played(result: "PlayedOut") -> None:
    from engine.local_time import day_in_words

    played = result.played
    refused = sum(played.refused.values())
    say(
        f"Played {day_in_words(result.first)} to {day_in_words(result.last)}: "
        f"{result.families} families, {played.acts} steps, {refused} refused."
    )
    board = ", ".join(f"{n} to {what}" for what, n in sorted(played.decided.items()))
    say(f"The board decided: {board}.\n")


def _show_outcome(district: str, file: Path) -> None:
    from casework.context import open_context
    from casework.reading.overdue import overdue
    from casework.reading.report import report

    context = open_context(f"sqlite:///{file}")
    try:
        show_report(accepted(report(context, district)))
        late = accepted(overdue(context, district, most=SHOWN))
        show_clocks(f"The {len(late.clocks)} latest of what is overdue", late)
        say_count(late)
    finally:
        context.database.dispose()


def _say_where_to_look(played: "PlayedOut", file: Path) -> None:
    program = f"{_python()} run_engine.py --database {file}"
    say(f"\nThe played database is {file}. Look further with:")
    for command in (
        f"case {played.example}",
        f"history {played.example}",
        "cases --overdue",
        "overdue",
        "verify",
    ):
        say(f"  {program} {command}")


def _python() -> str:
    """Name the Python that runs this, from here if it is below."""
    python = Path(sys.executable)
    here = Path.cwd()
    return str(python.relative_to(here)) if python.is_relative_to(here) else "python"
