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


def _permitted(event: EventData) -> bool:
    """Guard every arrow: a case that has a reason against it never moves."""
    return not event.kwargs["reasons"]


def target_state(
    workflow: Workflow,
    event: str,
    state: str,
    facts: Facts,
    reasons: tuple[object, ...],
) -> str | None:
    """Give the state that an event leads to, or None when it can not be taken.

    Args:
        workflow: the definition.
        event: the event to fire.
        state: where the case stands in the machine of that event.
        facts: facts and answers, for the routes.
        reasons: reasons against; any reason keeps the case where it is.
    """
    name, _ = workflow.events[event]
    machine = _machine(workflow.original, name)
    token = Token(state)
    try:
        moved = machine.events[event].trigger(token, facts=facts, reasons=reasons)
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
        conditions = [_permitted, _Holds(route.when)]
        yield _arrow(event, source, route.to, conditions)
    yield _arrow(event, source, transition.to, [_permitted])


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
