"""`init-db`: make a database, or bring one up to date."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.close_day import show_moves
from commandline.options import WORKFLOWS, Folder, a_moment
from commandline.output import complain, note, say
from commandline.session import options_of

if TYPE_CHECKING:
    from casework.clocks.redate import ReDated
    from engine.workflow.workflow import Workflow


_MOST = 20


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("init-db")(init_db)


def init_db(
    ctx: typer.Context,
    district: Annotated[
        list[str] | None,
        typer.Option(help="Only these districts; otherwise every one in the folder."),
    ] = None,
    clock_stands_at: Annotated[
        datetime | None,
        typer.Option(
            parser=a_moment,
            metavar="MOMENT",
            help="For a demonstration: the database's clock stands still at this "
            "moment, such as 2012-12-17T10:00 in London.",
        ),
    ] = None,
    folder: Folder = WORKFLOWS,
) -> None:
    """Make the database, or bring it up to date with the workflow files.

    Districts, staff and workflows are read from the workflow files. New cases follow
    the new definition; open cases keep theirs.

    Example: run_engine.py init-db --district maidstone
    """
    from casework.set_up import set_up

    workflows = _workflows(folder, district or [])
    url = options_of(ctx).url
    done = set_up(url, workflows, stands_at=clock_stands_at)
    tables = "its tables were made or updated" if done.tables_changed else "as it was"
    titles = ", ".join(workflow.district.title for workflow in workflows)
    say(f"The database is ready ({tables}). Districts: {titles}.")
    for change in done.changes:
        note(f"{change.title}:")
        complain(change.sentences)
    _tell_of_clocks(done.behind)


def _tell_of_clocks(behind: "Sequence[ReDated]") -> None:
    """Say which open clocks stand by the calendar that the files had before."""
    if not behind:
        return
    show_moves("Open clocks that the changed calendar would move", behind[:_MOST])
    if len(behind) > _MOST:
        note(f"{_MOST} of {len(behind)} are shown.")
    districts = sorted({each.district for each in behind})
    complain(
        f"The calendar of {district} has changed. Its open clocks were not moved: look "
        f"at them all with `redate --district {district} --reason TEXT --as USER`, and "
        "move them with --yes."
        for district in districts
    )


def _workflows(folder: Path, districts: list[str]) -> list["Workflow"]:
    from commandline.workflow_files import district_file
    from engine.workflow.loader import district_files, load_workflow

    named = [district_file(folder, district) for district in districts]
    return [load_workflow(file) for file in named or district_files(folder)]
