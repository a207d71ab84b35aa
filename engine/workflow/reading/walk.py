"""Where the events of a machine lead, and the order in which states are read."""

from collections import deque

from engine.workflow.definition import Machine, Transition

SAME = "same"


def targets(transition: Transition) -> tuple[str, ...]:
    """Give the states that an event can lead to, its default first, none twice."""
    routed = (route.to for route in transition.routes)
    return tuple(dict.fromkeys(to for to in (transition.to, *routed) if to != SAME))


def events_from(machine: Machine, state: str) -> dict[str, Transition]:
    """Give the events that name this state as one of their sources."""
    return {
        event: transition
        for event, transition in machine.transitions.items()
        if transition.sources != "living" and state in transition.sources
    }


def events_at_any_time(machine: Machine) -> dict[str, Transition]:
    """Give the events that can be taken from every state that is not final."""
    return {
        event: transition
        for event, transition in machine.transitions.items()
        if transition.sources == "living"
    }


def walk(machine: Machine) -> tuple[str, ...]:
    """Order the states as a family meets them, from the initial state on.

    Breadth first, events in the order of the file; states that only an event
    of any time leads to come last, in the order of the file.
    """
    order: dict[str, None] = {}
    waiting = deque((machine.initial,))
    while waiting:
        state = waiting.popleft()
        if state in order or state not in machine.states:
            continue
        order[state] = None
        for transition in events_from(machine, state).values():
            waiting.extend(targets(transition))
    return tuple(dict.fromkeys((*order, *machine.states)))
