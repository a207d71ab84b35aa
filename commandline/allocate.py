"""`allocate`: give a family to a worker."""

from typing import Annotated

import typer

from commandline.advance import say_outcome
from commandline.options import Answers, CommandId, SeenVersion, User, answers_of
from commandline.session import at_work


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("allocate")(allocate)


def allocate(
    ctx: typer.Context,
    reference: Annotated[str, typer.Argument(metavar="REF", help="Such as MAI-0001.")],
    worker: Annotated[
        str, typer.Argument(metavar="WORKER", help="Such as mai.worker1; see `staff`.")
    ],
    *,
    user: User,
    reason: Annotated[
        str,
        typer.Option(
            metavar="TEXT", help="Why this worker, when the caseload is full."
        ),
    ] = "",
    answer: Answers = None,
    command_id: CommandId = "",
    seen_version: SeenVersion = None,
) -> None:
    """Give a family to a worker.

    A full caseload warns, and wants a reason.

    Example: run_engine.py allocate MAI-0001 mai.worker1 --as mai.coordinator
    """
    from casework.advance_case import new_command_id
    from casework.allocate_worker import AllocateRequest, allocate_worker

    request = AllocateRequest(
        reference=reference,
        worker=worker,
        user=user,
        reason=reason,
        answers=answers_of(answer or []),
        command_id=command_id or new_command_id(),
        seen_version=seen_version,
    )
    with at_work(ctx) as context:
        say_outcome(context, allocate_worker(context, request))
