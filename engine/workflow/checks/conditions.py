"""Conditions that events require exist, and those that exist are required."""

from collections.abc import Iterator

from engine.workflow.checks.parts import events, listed
from engine.workflow.definition import Pathway
from engine.workflow.faults import Problem, allowed_names


def unknown_conditions(pathway: Pathway) -> Iterator[Problem]:
    """Find events that require a condition that nobody wrote."""
    for event in events(pathway):
        for path, name in listed((*event.path, "requires"), event.transition.requires):
            if name not in pathway.conditions:
                yield Problem(
                    path=path,
                    fault=f"there is no condition '{name}'",
                    allowed=allowed_names(pathway.conditions, name),
                )


def unused_conditions(pathway: Pathway) -> Iterator[Problem]:
    """Find conditions that no event requires."""
    used = {name for event in events(pathway) for name in event.transition.requires}
    for condition in pathway.conditions:
        if condition not in used:
            yield Problem(
                path=("conditions", condition),
                fault=f"no event requires the condition '{condition}'",
                allowed="name it in the `requires` of an event, or remove it",
            )
