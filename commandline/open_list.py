"""`open`: open cases for the families of a list."""

from pathlib import Path
from typing import Annotated

import typer

from commandline.options import District, User
from commandline.output import accepted, counted, progress, say
from commandline.session import at_work


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("open")(open_list)


def open_list(
    ctx: typer.Context,
    from_csv: Annotated[
        Path, typer.Option(metavar="FILE", help="The list; samples/README.md says how.")
    ],
    district: District,
    user: User,
) -> None:
    """Open cases for the families of a list.

    All of them, or none: the whole file is checked first, and every fault is told with
    its line and column. Run again, it opens only families that are new.

    Example: run_engine.py open --from-csv samples/maidstone_families.csv
    --district maidstone --as mai.coordinator
    """
    from casework.open_families import OpenRequest, open_families

    request = OpenRequest(path=from_csv, district_id=district, user=user)
    with at_work(ctx) as context, progress("Opening families") as advance:
        opened = accepted(open_families(context, request, progress=advance))
    new, known = opened.opened, opened.already_open
    if new:
        say(f"Opened {counted(len(new), 'family')}: {new[0]} to {new[-1]}.")
    if known:
        families = counted(len(known), "family")
        say(f"{families} of the list were open already: nothing changed.")
