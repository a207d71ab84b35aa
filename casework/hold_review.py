"""Record a review that was held: the pathway's event that holds one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import Connection

from casework.advance_case import (
    Advanced,
    AdvanceRequest,
    advance_within,
    new_command_id,
)
from casework.case_at_hand import case_at_hand
from casework.context import Context
from engine.access.sight import Sight
from engine.advance.refusal import Reason, Refusal, Why
from engine.workflow.definition import Transition
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase
from storage.database import writing


@dataclass(frozen=True, kw_only=True, slots=True)
class ReviewRequest:
    """A review: of which family, held when, by whose word, with what outcome.

    `answers` holds whatever else the pathway asks of a review, such as a summary.
    """

    reference: str
    held_on: date
    outcome: str
    user: str
    answers: Mapping[str, object] = field(default_factory=dict)
    command_id: str = field(default_factory=new_command_id)
    seen_version: int | None = None
    sight: Sight | None = None


def hold_review(context: Context, request: ReviewRequest) -> Advanced | Refusal:
    """Record a review, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        event = _fitting_event(context, connection, request)
        if isinstance(event, Reason):
            return Refusal(
                reference=request.reference, event="review", reasons=(event,)
            )
        name, transition = event
        held_on = {str(transition.does.holds_review): request.held_on.isoformat()}
        asked = AdvanceRequest(
            reference=request.reference,
            event=name,
            user=request.user,
            answers={**request.answers, "outcome": request.outcome, **held_on},
            command_id=request.command_id,
            seen_version=request.seen_version,
            sight=request.sight,
        )
        return advance_within(context, connection, asked)


def _fitting_event(
    context: Context, connection: Connection, request: ReviewRequest
) -> tuple[str, Transition] | Reason:
    found = case_at_hand(context, connection, request.reference)
    if isinstance(found, Reason):
        return found
    case, workflow = found
    fitting = _reviews(workflow, case)
    if not fitting:
        sentence = f"The pathway of {request.reference} knows no reviews."
        return Reason(why=Why.EVENT, sentence=sentence)
    return fitting[0]


def _reviews(workflow: Workflow, case: StoredCase) -> list[tuple[str, Transition]]:
    """Give the events that hold a review, those that fit the state first."""
    reviews = [
        (event, transition)
        for event, (_, transition) in workflow.events.items()
        if transition.does.holds_review is not None
    ]

    def elsewhere(review: tuple[str, Transition]) -> bool:
        machine, _ = workflow.events[review[0]]
        return case.view.state(machine) not in workflow.sources(review[0])

    return sorted(reviews, key=elsewhere)
