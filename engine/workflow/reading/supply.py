"""What can supply what is missing: the events by which a condition comes to hold."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from engine.facts import CRITERIA, FactValue, usual_facts
from engine.workflow.checks.facts import facts_written_by
from engine.workflow.definition import (
    MACHINES,
    SYSTEM,
    MachineName,
    Pathway,
    Transition,
)
from engine.workflow.expression import holds, names_in
from engine.workflow.reading.walk import targets
from engine.workflow.workflow import Workflow

_MADE_OF = {
    "criteria_met": frozenset(f"{criterion}_met" for criterion in CRITERIA),
    "agencies_outstanding": frozenset({"agencies_answered", "agencies_missing"}),
    "allocated": frozenset({"worker"}),
    "days_since_review": frozenset({"last_review_on"}),
    "days_in_support": frozenset({"support_started_on"}),
}
"""Facts that follow from stored ones."""
_Place = tuple[MachineName, str]
_KEPT = 1024
"""A definition has some two hundred pairs of an event and a condition of it."""
_OF_THE_CHOSEN = "chosen_worker_"
_NOTHING: dict[str, FactValue] = {
    "text": "",
    "whole_number": 0,
    "decimal": 0.0,
    "yes_no": False,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Supply:
    """By what a condition comes to hold; the events in the pathway's order.

    `events` write a fact that it looks at. `roundabout` are the other ways: to a place
    at which it holds, and what the event that wants it would itself undo: nobody
    records a result in order to void it. `questions` are answers of that event.
    """

    events: tuple[str, ...]
    roundabout: tuple[str, ...]
    questions: tuple[str, ...]


def supply_of(workflow: Workflow, condition: str, wanted_for: str) -> Supply:
    """Say what can bring a condition about.

    An event counts when it writes to the good: a refused consent supplies none, a
    voided result neither. What only the engine does counts with the event that it
    follows.

    Args:
        workflow: the definition.
        condition: what is missing.
        wanted_for: the event that it is missing for.
    """
    return _supply_of(workflow.original, condition, wanted_for)


@lru_cache(maxsize=_KEPT)
def _supply_of(workflow: Workflow, condition: str, wanted_for: str) -> Supply:
    _, wanted = workflow.events[wanted_for]
    names = _looked_at(workflow, condition)
    undone = names & facts_written_by(wanted)
    questions = questions_of(workflow, condition, wanted)
    places = set[_Place]() if questions else _places(workflow, condition)
    direct, roundabout = list[str](), list[str]()
    for event, transition in _taken_by_people(workflow):
        brought = set(_brought_by(workflow, transition))
        if (names - undone) & brought:
            direct.append(event)
        elif (undone & brought and not questions) or (
            places & set(_leads_to(workflow, event))
        ):
            roundabout.append(event)
    return Supply(
        events=tuple(direct), roundabout=tuple(roundabout), questions=questions
    )


def questions_of(
    workflow: Workflow, condition: str, wanted: Transition
) -> tuple[str, ...]:
    """Give the questions of an event that a condition looks at.

    One that looks at the chosen worker's room or post looks at who is chosen.
    """
    names = names_in(workflow.pathway.conditions[condition].holds)
    allocates = wanted.does.allocates
    of_worker = any(name.startswith(_OF_THE_CHOSEN) for name in names)
    worker = allocates.worker if allocates and of_worker else ""
    return tuple(name for name in wanted.asks if name in names or name == worker)


def _looked_at(workflow: Workflow, condition: str) -> set[str]:
    names = set(names_in(workflow.pathway.conditions[condition].holds))
    made_of = (_MADE_OF.get(name, frozenset()) for name in names)
    return names.union(*made_of)


def _taken_by_people(workflow: Workflow) -> Iterator[tuple[str, Transition]]:
    for event, (_, transition) in workflow.events.items():
        if transition.by != (SYSTEM,):
            yield event, transition


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


def _places(workflow: Workflow, condition: str) -> set[_Place]:
    """Give the places at which a condition holds, where it looks at the place."""
    expression = workflow.pathway.conditions[condition].holds
    nothing = usual_facts() | dict(_nothing_recorded(workflow.pathway))
    return {
        (machine, state)
        for machine in MACHINES
        if f"{machine}_state" in names_in(expression)
        for state in workflow.pathway.machine(machine).states
        if holds(expression, nothing | {f"{machine}_state": state})
    }


def _nothing_recorded(pathway: Pathway) -> Iterator[tuple[str, FactValue]]:
    for name, fact in pathway.facts.items():
        yield name, _NOTHING[fact.type]


def _leads_to(workflow: Workflow, event: str) -> Iterator[_Place]:
    """Give the places that an event leads to, with what goes along with it."""
    for each in (event, *workflow.events[event][1].also):
        machine, transition = workflow.events[each]
        for state in targets(transition):
            if state not in transition.sources:  # or it is how a case stays there
                yield machine, state
