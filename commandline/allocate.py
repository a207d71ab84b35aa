"""`allocate`: give a family to a worker."""

from typing import Annotated

import typer

from commandline.advance import say_outcome
from commandline.options import (
    Answers,
    CommandId,
    Reference,
    SeenVersion,
    User,
    answers_of,
)
from commandline.session import at_work


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("allocate")(allocate)


def allocate(
    ctx: typer.Context,
    reference: Reference,
    worker: Annotated[
        str, typer.Argument(metavar="WORKER", help="Such as mai.worker1; see `staff`.")
    ],
    *,
    user: User,
    capacity_reason: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Why this worker, when their caseload is full."
        ),
    ] = "",
    reason: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Why the worker changes, where it is asked."),
    ] = "",
    answer: Answers = None,
    command_id: CommandId = "",
    seen_version: SeenVersion = None,
) -> None:
    """Give a family to a worker.

    A full caseload warns, and wants a --capacity-reason.

    Example: run_engine.py allocate MAI-0001 mai.worker1 --as mai.coordinator
    """
    from casework.advance_case import new_command_id
    from casework.allocate_worker import AllocateRequest, allocate_worker

    because = [f"reason={reason}"] if reason else []
    request = AllocateRequest(
        reference=reference,
        worker=worker,
        user=user,
        reason=capacity_reason,
        answers=answers_of([*(answer or []), *because]),
        command_id=command_id or new_command_id(),
        seen_version=seen_version,
    )
    with at_work(ctx) as context:
        say_outcome(context, allocate_worker(context, request))
