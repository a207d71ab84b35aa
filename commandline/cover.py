"""`cover`: who stands in for whom while somebody is away."""

from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, District, MaybeDistrict, User, a_day
from commandline.output import accepted, say, say_json, table
from commandline.plainly import PlainGroup
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.cover.end import EndCoverRequest
    from casework.cover.record import CoverRecorded

_HELP = "Record who stands in for whom while somebody is away."


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("add")(add)
    group.command("end")(end)
    group.command("resume")(resume)
    group.command("list")(list_all)
    app.add_typer(group, name="cover")


_Absent = Annotated[
    str, typer.Argument(metavar="ABSENT", help="Who is away, such as mai.worker1.")
]
_Cover = Annotated[
    str, typer.Argument(metavar="COVER", help="Who stands in, such as mai.worker2.")
]
_From = Annotated[
    date,
    typer.Option("--from", parser=a_day, metavar="YYYY-MM-DD", help="The first day."),
]
_Until = Annotated[
    date, typer.Option(parser=a_day, metavar="YYYY-MM-DD", help="The last day.")
]
_Why = Annotated[str, typer.Option(metavar="TEXT", help="Why, in a few words.")]
_Id = Annotated[str, typer.Argument(metavar="ID", help="See `cover list`.")]


def add(
    ctx: typer.Context,
    absent: _Absent,
    cover: _Cover,
    *,
    district: District,
    since: _From,
    until: _Until,
    reason: _Why,
    user: User,
) -> None:
    """Let somebody stand in for a worker, both days included. Both are told.

    Example: run_engine.py cover add mai.worker1 mai.worker2 --district maidstone
    --from 2013-06-03 --until 2013-06-14 --reason Leave --as mai.worker1
    """
    from casework.cover.record import CoverRequest, add_cover

    request = CoverRequest(
        district_id=district,
        absent=absent,
        cover=cover,
        since=since,
        until=until,
        reason=reason,
        user=user,
    )
    with at_work(ctx) as context:
        done = accepted(add_cover(context, request))
    _say_covered(done)


def end(
    ctx: typer.Context, cover_id: _Id, *, district: District, reason: _Why, user: User
) -> None:
    """End a cover early: from today on it no longer runs. Both are told.

    Example: run_engine.py cover end mai.worker1-1 --district maidstone
    --reason "Back early" --as mai.worker1
    """
    from casework.cover.end import end_cover

    with at_work(ctx) as context:
        done = accepted(end_cover(context, _about(cover_id, district, reason, user)))
    say(f"{done.cover} no longer covers for {done.absent}. Both are told.")
    say(f"To undo: run_engine.py cover resume {done.id} --district {district} ...")


def resume(
    ctx: typer.Context, cover_id: _Id, *, district: District, reason: _Why, user: User
) -> None:
    """Undo the early end of a cover, for the days that are left of it.

    Example: run_engine.py cover resume mai.worker1-1 --district maidstone
    --reason "Ill again" --as mai.worker1
    """
    from casework.cover.end import resume_cover

    with at_work(ctx) as context:
        done = accepted(resume_cover(context, _about(cover_id, district, reason, user)))
    _say_covered(done)


def list_all(
    ctx: typer.Context,
    district: MaybeDistrict = None,
    *,
    past: Annotated[
        bool, typer.Option("--past", help="Also those that are over or were ended.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List who stands in for whom, now and later.

    Example: run_engine.py cover list --district maidstone
    """
    from casework.cover.listing import list_covers
    from engine.local_time import day_in_words

    with at_work(ctx) as context:
        found = accepted(list_covers(context, district, past=past))
    if as_json:
        say_json({"covers": list(found)})
        return
    table(
        "Cover",
        ("id", "who is away", "who stands in", "from", "until", "now", "why", "by"),
        (
            (
                line.id,
                line.absent_title,
                line.cover_title,
                day_in_words(line.since),
                day_in_words(line.until),
                line.standing,
                line.reason,
                line.recorded_by,
            )
            for line in found
        ),
    )
    if not found:
        say("Nobody is covered, now or later.")


def _about(cover_id: str, district: str, reason: str, user: str) -> "EndCoverRequest":
    from casework.cover.end import EndCoverRequest

    return EndCoverRequest(
        cover_id=cover_id, district_id=district, reason=reason, user=user
    )


def _say_covered(done: "CoverRecorded") -> None:
    from engine.local_time import day_in_words

    days = f"from {day_in_words(done.since)} to {day_in_words(done.until)}"
    say(f"{done.cover} covers for {done.absent} {days} ({done.id}). Both are told.")
