"""`backup` copies the whole database into a file; `restore` puts it back."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson
from commandline.output import complain, counted, progress, say, say_json
from commandline.session import options_of

if TYPE_CHECKING:
    from casework.backups.back_up import BackedUp
    from casework.reading.history import Verified

_SIZES = ((10**9, "GB"), (10**6, "MB"), (10**3, "kB"))


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("backup")(backup)
    app.command("restore")(restore)


def backup(
    ctx: typer.Context,
    target: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="A new file; or a folder, for one with a dated name."
        ),
    ],
    keep: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="NUMBER",
            help="With a folder: remove all but this many backups of this database.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Copy the whole database into one file, while everybody goes on working.

    The copy is of one moment, and its histories are verified. On PostgreSQL `pg_dump`
    makes it: the one in the PATH, or the one that PG_DUMP names.

    Example: run_engine.py backup backups --keep 14
    """
    from casework.backups.back_up import BackupRequest, back_up
    from casework.context import wall_clock

    if keep is not None and not target.is_dir():
        message = "It goes with a folder that is there."
        raise typer.BadParameter(message, param_hint="--keep")
    request = BackupRequest(
        target=target, now=wall_clock(), keep=keep, environment=os.environ
    )
    with progress("Backing up") as advance:
        made = back_up(options_of(ctx).url, request, progress=advance)
    if as_json:
        say_json(made)
    else:
        _say_backed_up(made)
    _complain_of(made.verified)


def _say_backed_up(made: "BackedUp") -> None:
    say(f"Backed up into {made.file} ({_size(made.bytes)}). {_verified(made)}")
    if made.removed:
        say(f"Removed {counted(len(made.removed), 'older backup')}.")


def _verified(made: "BackedUp") -> str:
    if made.verified is None:
        return (
            f"Its tables are of version {made.schema}, older than this program's, so "
            "its histories were not checked: run `init-db`, then `verify`."
        )
    return _checked(made.verified)


def restore(
    ctx: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="What `backup` made.")],
    as_json: AsJson = False,
) -> None:
    """Put a backup into an empty database: all of it, or nothing.

    The database is a file that is not there yet, or a PostgreSQL database without
    tables, where `pg_restore` does it (PG_RESTORE may name it). Older tables are
    brought up to date, and the histories are verified.

    Example: run_engine.py --database restored.db restore family_cases.backup
    """
    from casework.backups.restore import restore as put_back

    with progress("Restoring") as advance:
        done = put_back(
            options_of(ctx).url, file, environment=os.environ, progress=advance
        )
    if as_json:
        say_json(done)
    else:
        newer = " Its tables were brought up to date." if done.migrated else ""
        say(f"Restored {file}.{newer} {_checked(done.verified)}")
    _complain_of(done.verified)


def _checked(verified: "Verified") -> str:
    cases = counted(verified.cases, "case")
    entries = counted(verified.entries, "entry")
    all_well = "not all is well" if verified.breaks else "nothing was altered"
    return f"{cases}, {entries} of history: {all_well}."


def _complain_of(verified: "Verified | None") -> None:
    if verified is not None and verified.breaks:
        complain(f"{each.reference}: {each.sentence}." for each in verified.breaks)
        raise typer.Exit(1)


def _size(count: int) -> str:
    unit, name = next((s for s in _SIZES if count >= s[0]), (1, "bytes"))
    return f"{count / unit:.0f} {name}"
