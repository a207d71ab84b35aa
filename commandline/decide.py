"""`decide`: record what a board decided at one meeting, of many families."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commandline.decisions import approvals, refused_ones
from commandline.options import District, User, a_day
from commandline.output import accepted, complain, note, say, table
from commandline.session import at_work

if TYPE_CHECKING:
    from casework.decide_meeting import FamilyDecision, MeetingRecorded


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("decide")(decide)


_Meeting = Annotated[
    str, typer.Option(metavar="NAME", help="The meeting's own reference.")
]
_HeldOn = Annotated[
    date,
    typer.Option(parser=a_day, metavar="YYYY-MM-DD", help="The day of the meeting."),
]
_Approve = Annotated[
    list[str] | None,
    typer.Option(metavar="REF[=MINUTE]", help="A family approved; repeat it."),
]
_Defer = Annotated[
    list[str] | None,
    typer.Option(metavar='"REF: REASON"', help="A family deferred; repeat it."),
]
_Decline = Annotated[
    list[str] | None,
    typer.Option(metavar='"REF: REASON"', help="A family declined; repeat it."),
]
_Minute = Annotated[
    str,
    typer.Option(
        metavar="MINUTE", help="The minute, where a family has none of its own."
    ),
]
_FromCsv = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE", help="The decisions: reference, outcome, minute, reason."
    ),
]


def decide(
    ctx: typer.Context,
    district: District,
    *,
    meeting: _Meeting,
    held_on: _HeldOn,
    user: User,
    approve: _Approve = None,
    defer: _Defer = None,
    decline: _Decline = None,
    minute: _Minute = "",
    from_csv: _FromCsv = None,
) -> None:
    """Record a board meeting: approve, defer, decline.

    The meeting is recorded once. A family that is refused does not stop the others.

    Example: run_engine.py decide --district maidstone --meeting "Project Board 1"
    --held-on 2013-01-16 --as mai.secretary --minute 5 --approve MAI-0001
    --defer "MAI-0002: ask the school"
    """
    from casework.decide_meeting import MeetingRequest, decide_meeting

    inline = [
        *approvals(approve or [], minute),
        *refused_ones("defer", defer or [], minute),
        *refused_ones("decline", decline or [], minute),
    ]
    request = MeetingRequest(
        district_id=district,
        meeting=meeting,
        held_on=held_on,
        user=user,
        decisions=(*inline, *_from_file(from_csv, minute)),
    )
    with at_work(ctx) as context:
        recorded = accepted(decide_meeting(context, request))
    _show(recorded)


def _from_file(file: Path | None, minute: str) -> tuple["FamilyDecision", ...]:
    from casework.intake.meeting_list import read_meeting_list

    return accepted(read_meeting_list(file, minute=minute)) if file else ()


def _show(recorded: "MeetingRecorded") -> None:
    from casework.advance_case import Advanced
    from engine.advance.refusal import Refusal
    from engine.local_time import day_in_words

    of = f"{recorded.body}, {recorded.meeting}, {day_in_words(recorded.held_on)}"
    if recorded.repeated:
        say(f"{of}: recorded before, with the same decisions; nothing was changed.")
        _show_undecided(recorded)
        return
    done = [d for d, outcome in recorded.outcomes if isinstance(outcome, Advanced)]
    table(
        of,
        ("case", "decision", "minute"),
        ((d.reference, d.outcome, d.minute) for d in done),
    )
    refused = [o for _, o in recorded.outcomes if isinstance(o, Refusal)]
    for refusal in refused:
        note(f"{refusal.reference} was not decided:")
        complain(refusal.sentences())
    if not done:
        note("Nothing was recorded.")
    if refused:
        raise typer.Exit(1)


def _show_undecided(recorded: "MeetingRecorded") -> None:
    """Name the families that the meeting left undecided, and what can be done."""
    if not recorded.undecided:
        return
    note("These were refused at the time, and are undecided still:")
    complain(recorded.undecided)
    note(
        "Once nothing stands in the way: run_engine.py advance REF approve --as USER "
        f"--answer 'meeting={recorded.meeting}' --answer minute=..."
    )
    raise typer.Exit(1)
