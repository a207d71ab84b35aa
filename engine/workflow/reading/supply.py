"""What can supply what is missing: the events that write the facts of a condition."""

from collections.abc import Iterator

from engine.facts import CRITERIA
from engine.workflow.checks.facts import facts_written_by
from engine.workflow.definition import Pathway, Transition
from engine.workflow.expression import names_in
from engine.workflow.workflow import Workflow

_MADE_OF = {
    "criteria_met": frozenset(f"{criterion}_met" for criterion in CRITERIA),
    "allocated": frozenset({"worker"}),
    "days_since_review": frozenset({"last_review_on"}),
    "days_in_support": frozenset({"support_started_on"}),
}
"""Facts that follow from stored ones."""


def events_that_supply(
    workflow: Workflow, condition: str, wanted_for: str
) -> tuple[str, ...]:
    """Name the events that can bring a condition about, in the pathway's order.

    An event counts when it writes a fact that the condition looks at, and not to the
    contrary: a refused consent supplies none, a voided result neither. What an event
    itself undoes is not supplied for it: nobody records a result in order to void it.

    Args:
        workflow: the definition.
        condition: what is missing.
        wanted_for: the event that it is missing for.
    """
    names = set(names_in(workflow.pathway.conditions[condition].holds))
    for name in tuple(names):
        names |= _MADE_OF.get(name, frozenset())
    names -= facts_written_by(workflow.events[wanted_for][1])
    return tuple(
        event
        for event, (_, transition) in workflow.events.items()
        if names & set(_brought_by(workflow, transition))
    )


def _brought_by(workflow: Workflow, transition: Transition) -> Iterator[str]:
    does = transition.does
    result = does.records_result
    if result is not None and result.verdict != "met":
        return
    if any(outcome != "given" for outcome in does.consent.values()):
        return
    yield from facts_written_by(transition)
    for event in transition.also:
        yield from _of_follower(workflow.pathway, workflow.events[event][1])


def _of_follower(pathway: Pathway, follower: Transition) -> Iterator[str]:
    yield from facts_written_by(follower)
    if follower.to == "active" and "active" in pathway.service.states:
        yield "support_started_on"
