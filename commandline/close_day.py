"""`close-day`, `open-day` and `redate`: a late bank holiday, snow, another calendar.

Each lists every clock that moves first; nothing is changed without `--yes`.
"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.options import AsJson, CommandId, User, a_day
from commandline.output import (
    accepted,
    complain,
    counted,
    note,
    say,
    say_json,
    table,
)
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.clocks.proclaim_closure import ClosureRequest
    from casework.clocks.redate import ReDated

Day = Annotated[
    date, typer.Argument(parser=a_day, metavar="YYYY-MM-DD", help="The day.")
]
Where = Annotated[
    str,
    typer.Option(
        metavar="DISTRICT", help="The district, such as maidstone, or * for all."
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do it; otherwise it is only listed.")]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("close-day")(close_day)
    app.command("open-day")(open_day)
    app.command("redate")(redate)


def close_day(
    ctx: typer.Context,
    day: Day,
    *,
    district: Where,
    title: Annotated[str, typer.Option(metavar="TITLE", help="Why it is closed.")],
    user: User,
    yes: Yes = False,
    command_id: CommandId = "",
    as_json: AsJson = False,
) -> None:
    """Proclaim a day closed: list every clock that moves, and with --yes move it.

    Example: run_engine.py close-day 2013-01-18 --district maidstone --title Snow
    --as mai.coordinator
    """
    from casework.clocks.proclaim_closure import preview_closure, proclaim_closure

    request = _request(day, district, user, title=title, command_id=command_id)
    with at_work(ctx) as context:
        if yes:
            moved = accepted(proclaim_closure(context, request)).redated
        else:
            moved = accepted(preview_closure(context, request))
    tell_moves(moved, done=yes, as_json=as_json)


def open_day(
    ctx: typer.Context,
    day: Day,
    *,
    district: Where,
    user: User,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Withdraw a day that was proclaimed closed: the undo of `close-day`.

    Example: run_engine.py open-day 2013-01-18 --district maidstone --as mai.coordinator
    """
    from casework.clocks.proclaim_closure import preview_withdrawal, withdraw_closure

    request = _request(day, district, user)
    with at_work(ctx) as context:
        if yes:
            moved = accepted(withdraw_closure(context, request)).redated
        else:
            moved = accepted(preview_withdrawal(context, request))
    tell_moves(moved, done=yes, as_json=as_json)


def redate(
    ctx: typer.Context,
    *,
    district: Where,
    reason: Annotated[
        str, typer.Option(metavar="TEXT", help="Why the calendar is another one.")
    ],
    user: User,
    yes: Yes = False,
    as_json: AsJson = False,
) -> None:
    """Reckon all open clocks by the calendar as it is now: list what moves, or move it.

    For closures and school terms that were changed in a district's file, and for a
    bank holiday that came with a newer version of this program.

    Example: run_engine.py redate --district maidstone --reason "Files mended"
    --as mai.coordinator
    """
    from casework.clocks.redate_clocks import (
        RedateRequest,
        preview_redating,
        redate_clocks,
    )

    request = RedateRequest(district_id=district, user=user, reason=reason)
    with at_work(ctx) as context:
        ask = redate_clocks if yes else preview_redating
        moved = accepted(ask(context, request))
    tell_moves(moved, done=yes, as_json=as_json)


def _request(
    day: date, district: str, user: str, *, title: str = "", command_id: str = ""
) -> "ClosureRequest":
    from casework.advance_case import new_command_id
    from casework.clocks.proclaim_closure import ClosureRequest

    return ClosureRequest(
        day=day,
        district_id=district,
        user=user,
        title=title,
        command_id=command_id or new_command_id(),
    )


def tell_moves(moved: "Sequence[ReDated]", *, done: bool, as_json: bool) -> None:
    """Print clocks that move, or would move."""
    if as_json:
        say_json({"done": done, "moved": moved})
        return
    show_moves("Clocks that move", moved)
    moving = counted(sum(not each.problem for each in moved), "clock")
    if done:
        say(f"Done: {moving} moved.")
        return
    say(f"{moving} would move. Nothing was changed.")
    note("Add --yes to do it.")


def show_moves(title: str, moved: "Sequence[ReDated]") -> None:
    """Print a table of clocks that move; say which can not be reckoned."""
    table(
        title,
        ("case", "what", "was due on", "is due on", "reminder was", "reminder is"),
        (
            (
                each.reference,
                each.title,
                _day_or_left(each.old_due_on, each.old_left),
                _day_or_left(each.new_due_on, each.new_left),
                _day_or_left(each.old_next_rung_on, None),
                _day_or_left(each.new_next_rung_on, None),
            )
            for each in moved
            if not each.problem
        ),
    )
    complain(
        f"{each.reference}, clock {each.title}: it can not be reckoned, and stays as "
        f"it is. {each.problem}"
        for each in moved
        if each.problem
    )


def _day_or_left(day: date | None, left: int | None) -> str:
    from engine.local_time import day_in_words

    if day is not None:
        return day_in_words(day)
    return "" if left is None else f"paused, {counted(left, 'working day')} left"
