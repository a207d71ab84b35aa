"""The straight line of a machine: how a case goes when nothing gets in the way.

No file says it, so it is worked out. An event is a step when it leads from few states
to few. The line goes by steps, the shortest way, from the initial state to the furthest
from which a case can end, and ends there.
"""

from collections import deque
from collections.abc import Iterator, Mapping

from engine.workflow.definition import Machine, Transition
from engine.workflow.reading.walk import SAME, targets

Way = tuple[str, str]
_Steps = Mapping[str, tuple[str, ...]]
"""The states to which steps lead, by the state that they lead from."""
_FEW = 2


def ways(transition: Transition) -> tuple[Way, ...]:
    """Give every move that an event can make, as pairs of from and to.

    A route to one of the event's own sources is how a case stays where it is, so it
    is a way from nowhere else. Events of any time have no ways of their own.
    """
    if transition.sources == "living":
        return ()
    routed = [to for to in targets(transition) if to not in transition.sources]
    onward = dict.fromkeys((transition.to, *routed))
    onward.pop(SAME, None)
    return tuple(
        (source, to) for source in transition.sources for to in onward if source != to
    )


def is_step(transition: Transition) -> bool:
    """Say whether an event leads from few states to few: a step, not a way out."""
    return 1 <= len(ways(transition)) <= _FEW and not transition.reopens


def straight_line(machine: Machine) -> tuple[str, ...]:
    """Give the states of the straight line, the initial state first."""
    steps = _steps(machine)
    before = _reached(machine.initial, steps)
    order = tuple(before)
    lines = {state: _line(before, state) for state in order}
    ending = {
        state: end
        for state in order
        if not _leads_only_back(machine, steps, state, order)
        and (end := next(_ends(machine, state), None))
    }
    last = max(ending or order, key=lambda state: len(lines[state]))
    return (*lines[last], *([ending[last]] if last in ending else []))


def _steps(machine: Machine) -> _Steps:
    found: dict[str, tuple[str, ...]] = {}
    for transition in machine.transitions.values():
        if is_step(transition):
            for source, to in ways(transition):
                found[source] = (*found.get(source, ()), to)
    return found


def _reached(initial: str, steps: _Steps) -> dict[str, str]:
    """Give each state that steps reach, nearest first, with the state before it."""
    before = {initial: ""}
    waiting = deque(before)
    while waiting:
        state = waiting.popleft()
        for onward in steps.get(state, ()):
            if onward not in before:
                before[onward] = state
                waiting.append(onward)
    return before


def _line(before: Mapping[str, str], state: str) -> tuple[str, ...]:
    return (*_line(before, before[state]), state) if state else ()


def _leads_only_back(
    machine: Machine, steps: _Steps, state: str, order: tuple[str, ...]
) -> bool:
    """Recognise a detour, such as a pause: its steps lead back to where it began."""
    onward = steps.get(state, ())
    return bool(onward) and all(
        order.index(to) < order.index(state) and not machine.states[to].final
        for to in onward
    )


def _ends(machine: Machine, state: str) -> Iterator[str]:
    for transition in machine.transitions.values():
        if not transition.reopens:
            for source, to in ways(transition):
                if source == state and machine.states[to].final:
                    yield to
