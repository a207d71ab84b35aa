"""`pause` and `resume`: let one clock of a case rest, and let it run on."""

from typing import Annotated

import typer

from commandline.advance import say_outcome
from commandline.options import CommandId, SeenVersion, User
from commandline.session import at_work

Clock = Annotated[
    str,
    typer.Argument(metavar="CLOCK", help="Such as family_agreement; see `case REF`."),
]
Reference = Annotated[str, typer.Argument(metavar="REF", help="Such as MAI-0001.")]
Agency = Annotated[
    str,
    typer.Option(metavar="AGENCY", help="Whose, where a clock runs once an agency."),
]


def register(app: typer.Typer) -> None:
    """Add the commands."""
    app.command("pause")(pause)
    app.command("resume")(resume)


def pause(
    ctx: typer.Context,
    reference: Reference,
    clock: Clock,
    *,
    reason: Annotated[
        str, typer.Option(metavar="REASON", help="Such as waiting_on_agency.")
    ],
    user: User,
    note: Annotated[
        str, typer.Option(metavar="TEXT", help="What to add to the reason.")
    ] = "",
    agency: Agency = "",
    command_id: CommandId = "",
    seen_version: SeenVersion = None,
) -> None:
    """Pause a clock: it reminds nobody, and is never overdue, until it is resumed.

    Example: run_engine.py pause MAI-0001 family_agreement --reason family_away
    --as mai.coordinator
    """
    from casework.advance_case import new_command_id
    from casework.clocks.pause_clock import PauseRequest, pause_clock

    request = PauseRequest(
        reference=reference,
        clock=clock,
        subject=agency,
        reason=reason,
        note=note,
        user=user,
        command_id=command_id or new_command_id(),
        seen_version=seen_version,
    )
    with at_work(ctx) as context:
        say_outcome(context, pause_clock(context, request))


def resume(
    ctx: typer.Context,
    reference: Reference,
    clock: Clock,
    *,
    user: User,
    agency: Agency = "",
    command_id: CommandId = "",
    seen_version: SeenVersion = None,
) -> None:
    """Resume a paused clock: it has exactly as long as was left.

    Example: run_engine.py resume MAI-0001 family_agreement --as mai.coordinator
    """
    from casework.advance_case import new_command_id
    from casework.clocks.resume_clock import ResumeRequest, resume_clock

    request = ResumeRequest(
        reference=reference,
        clock=clock,
        subject=agency,
        user=user,
        command_id=command_id or new_command_id(),
        seen_version=seen_version,
    )
    with at_work(ctx) as context:
        say_outcome(context, resume_clock(context, request))
