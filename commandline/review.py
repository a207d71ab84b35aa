"""`review`: record a review that was held."""

from datetime import date
from typing import Annotated

import typer

from commandline.advance import say_outcome
from commandline.options import (
    Answers,
    CommandId,
    Reference,
    SeenVersion,
    User,
    a_day,
    answers_of,
)
from commandline.session import at_work


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("review")(review)


def review(
    ctx: typer.Context,
    reference: Reference,
    *,
    held_on: Annotated[
        date,
        typer.Option(parser=a_day, metavar="YYYY-MM-DD", help="The day of the review."),
    ],
    outcome: Annotated[str, typer.Option(metavar="OUTCOME", help="Such as on_track.")],
    user: User,
    answer: Answers = None,
    command_id: CommandId = "",
    seen_version: SeenVersion = None,
) -> None:
    """Record a review that was held.

    The clock of the next one starts.

    Example: run_engine.py review MAI-0001 --held-on 2013-04-08 --outcome on_track
    --as mai.worker1 --answer summary="School attendance is up"
    """
    from casework.advance_case import new_command_id
    from casework.hold_review import ReviewRequest, hold_review

    request = ReviewRequest(
        reference=reference,
        held_on=held_on,
        outcome=outcome,
        user=user,
        answers=answers_of(answer or []),
        command_id=command_id or new_command_id(),
        seen_version=seen_version,
    )
    with at_work(ctx) as context:
        say_outcome(context, hold_review(context, request))
