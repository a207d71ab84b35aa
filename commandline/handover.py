"""`handover` and `leavers`: give a whole caseload to others, and take it back."""

from typing import Annotated

import typer

from commandline.handover_words import say_done, say_plan, say_undone
from commandline.options import (
    Answers,
    AsJson,
    CommandId,
    District,
    MaybeDistrict,
    User,
    answers_of,
)
from commandline.output import accepted, say, say_json, table
from commandline.plainly import PlainGroup
from commandline.session import at_work

_HELP = "Give a worker's families to others: look first, do it, undo it."


def register(app: typer.Typer) -> None:
    """Add the commands."""
    group = typer.Typer(help=_HELP, cls=PlainGroup, no_args_is_help=True)
    group.command("preview")(preview)
    group.command("do")(do)
    group.command("undo")(undo)
    group.command("list")(list_all)
    app.add_typer(group, name="handover")
    app.command("leavers")(leavers)


_Worker = Annotated[
    str, typer.Argument(metavar="WORKER", help="Whose families, such as mai.worker5.")
]
_Over = Annotated[
    list[str] | None,
    typer.Option(metavar="WORKER", help="Spread them over this worker; repeat it."),
]
_Give = Annotated[
    list[str] | None,
    typer.Option(metavar="REF=WORKER", help="Who takes this family; repeat it."),
]
_Only = Annotated[
    list[str] | None,
    typer.Option(metavar="REF", help="Spread only this family; repeat it."),
]
_Why = Annotated[
    str, typer.Option(metavar="TEXT", help="Why the families are handed over.")
]
_OverCapacity = Annotated[
    str,
    typer.Option(metavar="TEXT", help="Why a full caseload may be gone over."),
]

_GoAhead = Annotated[
    bool, typer.Option("--go-ahead", help="Leave out those that are refused.")
]
_Seen = Annotated[
    str, typer.Option(metavar="DIGEST", help="Only if it is as in the preview.")
]


def preview(
    ctx: typer.Context,
    worker: _Worker,
    *,
    district: District,
    user: User,
    over: _Over = None,
    give: _Give = None,
    only: _Only = None,
    reason: _Why = "Preview",
    over_capacity: _OverCapacity = "",
    answer: Answers = None,
    as_json: AsJson = False,
) -> None:
    """Show for each family who would take it, or why not. Nothing is changed.

    Example: run_engine.py handover preview mai.worker5 --district maidstone
    --over mai.worker1 --over mai.worker2 --as mai.coordinator
    """
    from casework.handover.preview import preview_handover
    from casework.handover.request import HandoverRequest

    request = HandoverRequest(
        district_id=district,
        worker=worker,
        user=user,
        reason=reason,
        takers=_takers(give or []),
        spread_over=tuple(over or ()),
        only=tuple(only or ()),
        over_capacity=over_capacity,
        answers=answers_of(answer or []),
    )
    with at_work(ctx) as context:
        seen = accepted(preview_handover(context, request))
    if as_json:
        say_json(seen)
        return
    say_plan(seen.cases, seen.loads)
    say(f"{len(seen.cases) - len(seen.refused)} of {len(seen.cases)} families can go.")
    say(
        f"Nothing was changed. To do just this: `handover do ... --seen {seen.digest}`."
    )


def do(
    ctx: typer.Context,
    worker: _Worker,
    *,
    district: District,
    user: User,
    reason: _Why,
    over: _Over = None,
    give: _Give = None,
    only: _Only = None,
    over_capacity: _OverCapacity = "",
    answer: Answers = None,
    go_ahead: _GoAhead = False,
    seen: _Seen = "",
    command_id: CommandId = "",
) -> None:
    """Give a worker's families to others: all of them, or none.

    Example: run_engine.py handover do mai.worker5 --district maidstone
    --over mai.worker1 --reason "Leaves in August" --as mai.coordinator
    """
    from casework.advance_case import new_command_id
    from casework.handover.hand_over import hand_over
    from casework.handover.request import HandoverRequest

    request = HandoverRequest(
        district_id=district,
        worker=worker,
        user=user,
        reason=reason,
        takers=_takers(give or []),
        spread_over=tuple(over or ()),
        only=tuple(only or ()),
        over_capacity=over_capacity,
        answers=answers_of(answer or []),
        go_ahead=go_ahead,
        seen=seen,
        command_id=command_id or new_command_id(),
    )
    with at_work(ctx) as context:
        say_done(accepted(hand_over(context, request)))


def undo(
    ctx: typer.Context,
    handover_id: Annotated[
        str, typer.Argument(metavar="ID", help="See `handover list`.")
    ],
    *,
    district: District,
    user: User,
    reason: Annotated[str, typer.Option(metavar="TEXT", help="Why.")] = "",
) -> None:
    """Give every family back that has not moved on since.

    Example: run_engine.py handover undo mai.worker5-1 --district maidstone
    --as mai.coordinator
    """
    from casework.handover.undo import UndoRequest, undo_handover

    request = UndoRequest(
        district_id=district, handover_id=handover_id, user=user, reason=reason
    )
    with at_work(ctx) as context:
        say_undone(accepted(undo_handover(context, request)))


def list_all(
    ctx: typer.Context, district: MaybeDistrict = None, as_json: AsJson = False
) -> None:
    """List the handovers there were, the newest first.

    Example: run_engine.py handover list
    """
    from casework.handover.listing import list_handovers
    from engine.local_time import in_words

    with at_work(ctx) as context:
        found = accepted(list_handovers(context, district))
    if as_json:
        say_json({"handovers": list(found)})
        return
    table(
        "Handovers, the newest first",
        ("id", "of", "when", "by", "why", "families", "given back"),
        (
            (
                line.id,
                line.worker_title,
                in_words(line.recorded_at),
                line.recorded_by,
                line.reason,
                line.families,
                line.returned or "",
            )
            for line in found
        ),
    )
    if not found:
        say("Nothing was handed over yet.")


def leavers(
    ctx: typer.Context,
    district: MaybeDistrict = None,
    *,
    within_days: Annotated[
        int, typer.Option(min=0, metavar="DAYS", help="Also who leaves within these.")
    ] = 28,
    as_json: AsJson = False,
) -> None:
    """List who has left, or soon will, and still has families.

    Example: run_engine.py leavers --district maidstone
    """
    from casework.handover.leavers import leavers as find_leavers

    with at_work(ctx) as context:
        found = accepted(find_leavers(context, district, within_days=within_days))
    if as_json:
        say_json({"leavers": list(found)})
        return
    for leaver in found:
        say(leaver.sentence)
    if not found:
        say("Nobody who leaves has families.")


def _takers(given: list[str]) -> dict[str, str]:
    """Read `REF=WORKER`, each family once."""
    takers: dict[str, str] = {}
    for each in given:
        reference, mark, worker = (part.strip() for part in each.partition("="))
        if not (mark and reference and worker):
            raise typer.BadParameter(
                f"'{each}' names no family and worker. Write --give "
                "MAI-0001=mai.worker2.",
                param_hint="--give",
            )
        if reference in takers:
            raise typer.BadParameter(
                f"{reference} is given away twice. Name one worker.",
                param_hint="--give",
            )
        takers[reference] = worker
    return takers
