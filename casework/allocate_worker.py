"""Allocate a worker: the event that fits the worker's tier and the case's place."""

from collections.abc import Mapping
from dataclasses import dataclass, field

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
from storage.districts import find_staff

_WHY = "reason"
"""The answer by which a pathway asks why a worker changes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AllocateRequest:
    """Who takes which family, by whose word, and why when a caseload is full.

    `why_change` is the answer to an event that asks why the worker changes; `answers`
    holds whatever else the fitting event asks for.
    """

    reference: str
    worker: str
    user: str
    reason: str = ""
    why_change: str = ""
    answers: Mapping[str, object] = field(default_factory=dict)
    command_id: str = field(default_factory=new_command_id)
    seen_version: int | None = None
    sight: Sight | None = None


def allocate_worker(context: Context, request: AllocateRequest) -> Advanced | Refusal:
    """Allocate a worker to a family, or say every reason why not.

    Raises:
        StorageError: the database is missing, busy, gone or full; nothing is written.
    """
    with writing(context.database) as connection:
        return allocate_within(context, connection, request)


def allocate_within(
    context: Context, connection: Connection, request: AllocateRequest
) -> Advanced | Refusal:
    """Do the same inside a transaction that is open already."""
    event = _fitting_event(context, connection, request)
    if isinstance(event, Reason):
        return Refusal(reference=request.reference, event="allocate", reasons=(event,))
    name, transition = event
    asked = AdvanceRequest(
        reference=request.reference,
        event=name,
        user=request.user,
        answers=_answers(transition, request),
        command_id=request.command_id,
        seen_version=request.seen_version,
        sight=request.sight,
    )
    return advance_within(context, connection, asked)


def _answers(transition: Transition, request: AllocateRequest) -> dict[str, object]:
    allocates = transition.does.allocates
    if allocates is None:
        return {}
    reason = {allocates.reason: request.reason} if request.reason else {}
    asks_why = _WHY in transition.asks and allocates.reason != _WHY
    why = {_WHY: request.why_change} if asks_why and request.why_change else {}
    return {**why, **request.answers, allocates.worker: request.worker, **reason}


def _fitting_event(
    context: Context, connection: Connection, request: AllocateRequest
) -> tuple[str, Transition] | Reason:
    found = case_at_hand(context, connection, request.reference)
    if isinstance(found, Reason):
        return found
    case, workflow = found
    return fitting_event(connection, workflow, case, request.worker)


def fitting_event(
    connection: Connection, workflow: Workflow, case: StoredCase, worker: str
) -> tuple[str, Transition] | Reason:
    """Give the event by which a worker takes a case, or why there is none.

    Where none fits the case's place, one that fits the worker is given: deciding on
    it says what stands against it.
    """
    member = find_staff(connection, case.district_id, worker)
    if member is None:
        sentence = f"There is no worker '{worker}' here."
        return Reason(why=Why.STAFF, sentence=sentence)
    fitting = _events_for(workflow, case, set(member.roles))
    if not fitting:
        sentence = (
            f"{member.title} ({worker}) is not a worker to whom families are allocated."
        )
        return Reason(why=Why.STAFF, sentence=sentence)
    return fitting[0]


def _events_for(
    workflow: Workflow, case: StoredCase, roles: set[str]
) -> list[tuple[str, Transition]]:
    """Give the events that allocate to these roles, those that fit the state first."""
    fitting = [
        (machine, event, transition)
        for event, (machine, transition) in workflow.events.items()
        if transition.does.allocates is not None
        and roles.intersection(transition.asks[transition.does.allocates.worker].roles)
    ]
    fitting.sort(key=lambda e: case.view.state(e[0]) not in workflow.sources(e[1]))
    return [(event, transition) for _, event, transition in fitting]
