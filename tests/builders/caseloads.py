"""A worker's caseload, cover for it, and its handing over, for tests."""

from dataclasses import replace
from datetime import date
from typing import Any

from casework.cover.record import CoverRecorded, CoverRequest, add_cover
from casework.handover.hand_over import HandedOver, hand_over
from casework.handover.request import HandoverRequest
from casework.handover.undo import UndoRequest
from casework.set_up import set_up
from engine.advance.refusal import Refusal
from engine.workflow.definition import Capacity
from engine.workflow.workflow import Workflow
from tests.builders.office import Office

LEAVER = "mai.worker1"
SUMMER = date(2013, 6, 3)
"""A Monday on which the FIP workers are there too."""


def a_caseload(office: Office, families: int = 2) -> tuple[str, ...]:
    """Give Caseworker 1 families that were just allocated; it is SUMMER then."""
    office.at(SUMMER)
    references = office.open_families(families)
    for reference in references:
        office.walk(reference, "caseworker_allocated")
    return references


def a_cover(**changes: Any) -> CoverRequest:  # noqa: ANN401 - any field
    """Build cover of Caseworker 1 by Caseworker 2 for the week of SUMMER."""
    usual: dict[str, Any] = {
        "district_id": "maidstone",
        "absent": LEAVER,
        "cover": "mai.worker2",
        "since": SUMMER,
        "until": date(2013, 6, 7),
        "reason": "Leave",
        "user": "mai.coordinator",
    }
    return CoverRequest(**usual | changes)


def covered(office: Office, **changes: Any) -> CoverRecorded:  # noqa: ANN401
    """Record a cover that is allowed."""
    done = add_cover(office.context, a_cover(**changes))
    assert isinstance(done, CoverRecorded), done
    return done


def a_handover(**changes: Any) -> HandoverRequest:  # noqa: ANN401 - any field
    """Build the handing over of all that Caseworker 1 has to 2 and 3."""
    usual: dict[str, Any] = {
        "district_id": "maidstone",
        "worker": LEAVER,
        "user": "mai.coordinator",
        "reason": "Caseworker 1 leaves",
        "spread_over": ("mai.worker2", "mai.worker3"),
    }
    return HandoverRequest(**usual | changes)


def handed_over(office: Office, **changes: Any) -> HandedOver:  # noqa: ANN401
    """Hand over what may be handed over."""
    done = hand_over(office.context, a_handover(**changes))
    assert isinstance(done, HandedOver), done
    return done


def an_undoing(handover: HandedOver, **changes: Any) -> UndoRequest:  # noqa: ANN401
    """Build the undoing of a handover by the coordinator."""
    usual: dict[str, Any] = {
        "district_id": "maidstone",
        "handover_id": handover.id,
        "user": "mai.coordinator",
    }
    return UndoRequest(**usual | changes)


def workers_of(office: Office, references: tuple[str, ...]) -> list[str]:
    """Name who has these families."""
    return [office.case(reference).row["worker"] for reference in references]


def sentences(result: object) -> str:
    """Give the sentences of a refusal, one a line."""
    assert isinstance(result, Refusal), result
    return "\n".join(result.sentences())


def let_be_full_at(office: Office, most: int) -> None:
    """Give the office a pathway in which so many families fill a caseworker up."""
    office.workflow = _full_at(office.workflow, most)
    set_up(office.url, [office.workflow], clock=office.context.clock)


def _full_at(workflow: Workflow, most: int) -> Workflow:
    capacity = Capacity(usual=most, most=most)
    caseworker = workflow.pathway.roles["caseworker"]
    roles = dict(workflow.pathway.roles)
    roles["caseworker"] = caseworker.model_copy(update={"capacity": capacity})
    pathway = workflow.pathway.model_copy(update={"roles": roles})
    return replace(workflow, pathway=pathway)
