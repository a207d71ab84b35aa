"""The `transitions` machine of a definition: one a definition, cached, shared.

It is fired on a throw-away token and decides the target state. Only conditions go
into it: an exception in an `after` callback would leave the state already moved.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from transitions import EventData, Machine, MachineError

from engine.facts import Facts
from engine.workflow.definition import SAME, MachineName, Transition
from engine.workflow.expression import holds
from engine.workflow.workflow import Workflow


class Token:
    """What is fired in place of a case: it holds a state, and is thrown away."""

    __slots__ = ("state",)

    def __init__(self, state: str) -> None:
        """Stand in a state."""
        self.state = state


class _Holds:
    """A route's expression as a machine condition."""

    def __init__(self, expression: str) -> None:
        self.expression = expression

    def __call__(self, event: EventData) -> bool:
        return holds(self.expression, event.kwargs["facts"])


def target_state(
    workflow: Workflow, event: str, state: str, facts: Facts
) -> str | None:
    """Give the state that an event leads to, or None when it can not be taken.

    Where an event has one target, the machine is asked once a state.

    Args:
        workflow: the definition.
        event: the event to fire.
        state: where the case stands in the machine of that event.
        facts: facts and answers, for the routes.
    """
    if workflow.events[event][1].routes:
        return _fire(workflow.original, event, state, facts)
    return _only_target(workflow.original, event, state)


@lru_cache(maxsize=4096)
def _only_target(workflow: Workflow, event: str, state: str) -> str | None:
    return _fire(workflow, event, state, {})


def _fire(workflow: Workflow, event: str, state: str, facts: Facts) -> str | None:
    name, _ = workflow.events[event]
    token = Token(state)
    try:
        moved = _machine(workflow, name).events[event].trigger(token, facts=facts)
    except MachineError:
        return None
    return token.state if moved else None


@lru_cache(maxsize=64)
def _machine(workflow: Workflow, name: MachineName) -> Machine:
    body = workflow.pathway.machine(name)
    return Machine(
        model=None,
        states=list(body.states),
        initial=body.initial,
        transitions=list(_arrows(workflow, name)),
        auto_transitions=False,
        send_event=True,
    )


def _arrows(workflow: Workflow, name: MachineName) -> Iterator[dict[str, Any]]:
    for event, transition in workflow.pathway.machine(name).transitions.items():
        for source in workflow.sources(event):
            yield from _arrows_from(event, source, transition)


def _arrows_from(
    event: str, source: str, transition: Transition
) -> Iterator[dict[str, Any]]:
    for route in transition.routes:
        yield _arrow(event, source, route.to, [_Holds(route.when)])
    yield _arrow(event, source, transition.to, [])


def _arrow(
    event: str, source: str, to: str, conditions: list[object]
) -> dict[str, Any]:
    dest = source if to == SAME else to
    return {
        "trigger": event,
        "source": source,
        "dest": dest,
        "conditions": conditions,
    }
