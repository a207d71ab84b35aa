"""The program's commands put together."""

import os
from typing import Annotated

import typer

from commandline import (
    accounts,
    advance,
    allocate,
    backup,
    cases,
    close_day,
    cover,
    decide,
    demo,
    handover,
    history,
    init_db,
    jobs,
    letters,
    office,
    open_list,
    overdue,
    pause,
    report,
    review,
    runs,
    samples,
    serve,
    workflows,
)
from commandline.plainly import PlainGroup
from commandline.session import Options

_DATABASE = "sqlite:///family_cases.db"
_HELP = """Runs the cases of a troubled families programme, from identified to claimed.

Start with `init-db`, then `open` a list of families. `cases` lists them; `case
MAI-0001` shows one, with what can be done and why not; `advance` does it.

Results go to the screen (stdout), progress and complaints beside it (stderr).
Exit codes: 0 done, 1 refused or failed, 2 not understood, 3 something is overdue.
"""
_PARTS = (
    init_db,
    backup,
    open_list,
    cases,
    advance,
    decide,
    allocate,
    review,
    pause,
    close_day,
    handover,
    cover,
    overdue,
    history,
    report,
    office,
    letters,
    accounts,
    jobs,
    runs,
    workflows,
    samples,
    demo,
    serve,
)


def build_app() -> typer.Typer:
    """Put the commands together."""
    app = typer.Typer(
        name="run_engine.py",
        help=_HELP,
        cls=PlainGroup,
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,  # plain help starts twice as fast
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_settle)
    for part in _PARTS:
        part.register(app)
    return app


def _settle(
    ctx: typer.Context,
    database: Annotated[
        str,
        typer.Option(
            metavar="DATABASE",
            help="A file, or an address such as postgresql://user@host/name. Otherwise "
            "DATABASE_URL says it, or else it is family_cases.db in this folder.",
            show_default=False,
        ),
    ] = "",
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program a fault arose.")
    ] = False,
) -> None:
    url = database or os.environ.get("DATABASE_URL", "") or _DATABASE
    ctx.obj = Options(url=url if "://" in url else f"sqlite:///{url}", debug=debug)


def main() -> None:
    """Run the program on the arguments it was started with."""
    build_app()()
