"""Walks over a pathway that several checks share."""

from collections.abc import Iterator
from typing import NamedTuple

from engine.workflow.definition import (
    MACHINES,
    Ask,
    Machine,
    MachineName,
    Pathway,
    State,
    Transition,
)
from engine.workflow.faults import KeyPath

SAME = "same"
LIVING = "living"


class Event(NamedTuple):
    """A transition with its id, its machine and where it stands in the file."""

    path: KeyPath
    machine: MachineName
    id: str
    transition: Transition


class Named(NamedTuple):
    """A name that the file uses, and where."""

    path: KeyPath
    name: str


def events(pathway: Pathway) -> Iterator[Event]:
    """Give every event of both machines."""
    for name in MACHINES:
        for event, transition in pathway.machine(name).transitions.items():
            yield Event((name, "transitions", event), name, event, transition)


def states(pathway: Pathway) -> Iterator[tuple[KeyPath, State]]:
    """Give every state of both machines, with where it stands in the file."""
    for name in MACHINES:
        for state, body in pathway.machine(name).states.items():
            yield (name, "states", state), body


def asks(pathway: Pathway) -> Iterator[tuple[KeyPath, str, Ask]]:
    """Give every answer that some event asks for."""
    for event in events(pathway):
        for name, ask in event.transition.asks.items():
            yield (*event.path, "asks", name), name, ask


def sources(machine: Machine, transition: Transition) -> tuple[str, ...]:
    """Give the states that an event starts from, `living` written out."""
    if transition.sources != "living":
        return transition.sources
    return tuple(state for state, body in machine.states.items() if not body.final)


def targets(transition: Transition) -> tuple[str, ...]:
    """Give the states that an event can move to; none when it moves nothing."""
    every = (transition.to, *(route.to for route in transition.routes))
    return tuple(dict.fromkeys(each for each in every if each != SAME))


def moves(machine: Machine) -> Iterator[tuple[str, str, str]]:
    """Give each move of a machine: the event, the state left, the state entered."""
    for event, transition in machine.transitions.items():
        for source in sources(machine, transition):
            for target in targets(transition):
                yield event, source, target


def listed(path: KeyPath, names: tuple[str, ...]) -> Iterator[Named]:
    """Give the names of a list, each with its place."""
    for position, name in enumerate(names):
        yield Named((*path, position), name)
