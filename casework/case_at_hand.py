"""The case that somebody names, with the definition that it is pinned to."""

from sqlalchemy import Connection

from casework.advance_case import no_case
from casework.context import Context, district_of_reference
from engine.advance.refusal import Reason
from engine.workflow.workflow import Workflow
from storage.cases import StoredCase, find_case
from storage.districts import find_district


def case_at_hand(
    context: Context, connection: Connection, reference: str
) -> tuple[StoredCase, Workflow] | Reason:
    """Read a case and its definition, or say that there is no such case."""
    district_id = district_of_reference(connection, reference) or ""
    case = find_case(connection, district_id, reference)
    stored = find_district(connection, district_id)
    if case is None or stored is None:
        return no_case(reference)
    return case, context.workflow(connection, case.workflow_hash, stored.district)
