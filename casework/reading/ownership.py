"""Whose work a clock is, worked out from a definition for one person."""

from engine.access.sight import DistrictSight
from engine.workflow.definition import MACHINES, WORKER, Pathway
from storage.due_clocks import Ownership, Standing, standing_at

COORDINATOR = "coordinator"
"""The role whose work a family without a worker is."""


def ownership(pathway: Pathway, here: DistrictSight) -> Ownership:
    """Say which clocks are somebody's, by the definition that new cases get.

    The rule is that of the reminders: a clock is its agency's, its state's owner's, or
    the family's worker's; without a worker it is the coordinator's.
    """
    return Ownership(
        agencies=tuple(
            name for name, one in pathway.agencies.items() if one.role in here.posts
        ),
        places=_places(pathway, here.posts),
        worker_places=_places(pathway, frozenset({WORKER})),
        workers=tuple(sorted(here.workers)),
        without_worker=COORDINATOR in here.posts,
    )


def _places(pathway: Pathway, owners: frozenset[str]) -> tuple[Standing, ...]:
    return standing_at(
        (machine, name)
        for machine in MACHINES
        for name, state in pathway.machine(machine).states.items()
        if state.owner in owners and not state.final
    )
