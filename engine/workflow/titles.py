"""What roles are called, the words that stand for a role included."""

from engine.workflow.definition import AGENCY, SYSTEM, WORKER, Pathway

_STANDING = {
    WORKER: "the allocated worker",
    AGENCY: "the agency that was asked",
    SYSTEM: "the engine itself",
}


def role_title(pathway: Pathway, role: str) -> str:
    """Name a role as people say it; an unknown one by its id."""
    declared = pathway.roles.get(role)
    return declared.title if declared else _STANDING.get(role, role)
