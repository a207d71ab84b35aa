"""Access roles: what a person may look at and do in the pages, in plain names.

The roles of a pathway say who may take an event; they stand in the workflow files and
the engine judges by them. Access roles are fewer: they say which families a person
sees at all, and which pages. A post in a district's file brings its access role along,
and an administrator can grant others.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from engine.workflow.definition import Role


class Access(StrEnum):
    """What somebody is to the pages of one district."""

    VIEWER = "viewer"
    WORKER = "worker"
    AGENCY_OFFICER = "agency_officer"
    OFFICER = "officer"
    COORDINATOR = "coordinator"
    BOARD_SECRETARY = "board_secretary"
    CLAIMS_OFFICER = "claims_officer"
    AUDITOR = "auditor"
    INFORMATION_GOVERNANCE = "information_governance"
    ADMINISTRATOR = "administrator"


TITLES: Mapping[Access, str] = {
    Access.VIEWER: "Viewer",
    Access.WORKER: "Worker, own families",
    Access.AGENCY_OFFICER: "Agency officer",
    Access.OFFICER: "Officer of the programme",
    Access.COORDINATOR: "Coordinator",
    Access.BOARD_SECRETARY: "Secretary to the board",
    Access.CLAIMS_OFFICER: "Claims officer",
    Access.AUDITOR: "Auditor",
    Access.INFORMATION_GOVERNANCE: "Information governance",
    Access.ADMINISTRATOR: "Administrator",
}
WHOLE_DISTRICT = frozenset(
    {
        Access.VIEWER,
        Access.OFFICER,
        Access.COORDINATOR,
        Access.BOARD_SECRETARY,
        Access.CLAIMS_OFFICER,
        Access.AUDITOR,
        Access.INFORMATION_GOVERNANCE,
    }
)
"""The roles that see every family of their district that is not restricted."""
_BY_NAME: Mapping[str, Access] = {
    "coordinator": Access.COORDINATOR,
    "delivery_manager": Access.COORDINATOR,
    "programme_manager": Access.COORDINATOR,
    "board_secretary": Access.BOARD_SECRETARY,
    "claims_officer": Access.CLAIMS_OFFICER,
    "auditor": Access.AUDITOR,
}


def access_of_post(
    roles: Iterable[str], known: Mapping[str, Role]
) -> frozenset[Access]:
    """Give the access that the roles of a district's file bring along.

    A role that answers for an agency is an agency officer, one with a caseload is a
    worker, and those who run the programme go by name. Any other role of the pathway,
    such as the chair of a group that recommends, is an officer: they see the district
    and take the events that the pathway gives them. One that the pathway does not
    know brings nothing.

    Args:
        roles: the roles that a member of staff holds.
        known: the roles of the pathway, by name.
    """
    found = (_access(role, known.get(role)) for role in roles)
    return frozenset(access for access in found if access is not None)


def _access(name: str, role: Role | None) -> Access | None:
    if role is not None and role.agency:
        return Access.AGENCY_OFFICER
    if role is not None and role.capacity:
        return Access.WORKER
    return _BY_NAME.get(name, Access.OFFICER if role is not None else None)
