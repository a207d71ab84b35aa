"""Allocation by capacity: warn when a caseload is full, want a reason above it.

Caseloads are data on the roles (domain notes 4.4: FIP 5 to 6, key worker 12 to 17).
Over capacity warns and never blocks by itself; the pathway asks for the reason.
"""

from collections.abc import Collection, Iterator, Mapping

from engine.advance.case import ChosenWorker
from engine.advance.refusal import Reason, Why
from engine.facts import FactValue
from engine.workflow.definition import Capacity, Pathway, Transition
from engine.workflow.titles import role_title
from engine.workflow.workflow import Workflow


def allocation_reasons(
    pathway: Pathway,
    transition: Transition,
    answers: Mapping[str, FactValue],
    chosen: ChosenWorker | None,
) -> Iterator[Reason]:
    """Give the reasons against the worker that was chosen, if one was."""
    for name, ask in transition.asks.items():
        user = answers.get(name) if ask.type == "worker" else ""
        if not user:
            continue
        if chosen is None:
            sentence = f"There is no worker '{user}' here."
            yield Reason(why=Why.STAFF, about=name, sentence=sentence)
        elif not chosen.roles.intersection(ask.roles):
            titles = ", ".join(role_title(pathway, role) for role in ask.roles)
            sentence = (
                f"{chosen.title} ({user}) does not do this work: it is for {titles}."
            )
            yield Reason(why=Why.STAFF, about=name, sentence=sentence)


def worker_roles(workflow: Workflow) -> frozenset[str]:
    """Give the roles to which families are allocated."""
    allocating = (t for _, t in workflow.events.values() if t.does.allocates)
    return frozenset(
        role
        for transition in allocating
        if transition.does.allocates
        for role in transition.asks[transition.does.allocates.worker].roles
    )


def capacity_of(pathway: Pathway, roles: Collection[str]) -> Capacity | None:
    """Give the caseload of the first of these roles that has one."""
    found = (
        pathway.roles[role].capacity for role in sorted(roles) if role in pathway.roles
    )
    return next((capacity for capacity in found if capacity), None)


def is_worker(pathway: Pathway, roles: Collection[str]) -> bool:
    """Say whether one of these roles carries families."""
    return capacity_of(pathway, roles) is not None


def capacity_warnings(
    pathway: Pathway, transition: Transition, chosen: ChosenWorker | None
) -> tuple[str, ...]:
    """Warn of a caseload that exceeds the tier's usual size with this family."""
    if chosen is None or transition.does.allocates is None:
        return ()
    capacity = capacity_of(pathway, chosen.roles)
    families = chosen.families + 1
    if capacity is None or families <= capacity.usual:
        return ()
    sentence = (
        f"{chosen.title} now has {families} families; {capacity.usual} is usual and "
        f"{capacity.most} a full caseload."
    )
    return (sentence,)
