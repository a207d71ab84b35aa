"""What is statutory is tightened by an overlay at most, never loosened.

Each check takes the pathway as it was and as the overlay leaves it.
"""

from collections.abc import Iterator, Mapping

from engine.clocks.budget import parse_budget
from engine.workflow.checks.parts import events, moves, states, targets
from engine.workflow.definition import (
    MACHINES,
    Clock,
    Machine,
    Pathway,
    State,
    Transition,
)
from engine.workflow.faults import KeyPath, Problem

_NONE: frozenset[str] = frozenset()
_KEEP = "statutory conditions stay as they are"

Needed = Mapping[str, frozenset[str]]
"""The statutory conditions that stand before each state."""


def conditions_kept(base: Pathway, merged: Pathway) -> Iterator[Problem]:
    """Find statutory conditions that the overlay removes or changes."""
    for name in _conditions(base):
        path = ("conditions", name)
        if name not in merged.conditions:
            yield _lost(path, f"the statutory condition '{name}' is removed", _KEEP)
        elif merged.conditions[name] != base.conditions[name]:
            yield _lost(path, f"the statutory condition '{name}' is changed", _KEEP)


def conditions_still_required(base: Pathway, merged: Pathway) -> Iterator[Problem]:
    """Find events that lose a statutory condition, or are removed with one."""
    after = {event.id: event.transition for event in events(merged)}
    for event in events(base):
        needed = [
            name for name in event.transition.requires if name in _conditions(base)
        ]
        if needed and event.id not in after:
            fault = f"'{event.id}' is removed, with its statutory conditions"
            yield _lost(event.path, fault, "an event that requires them stays")
        for name in needed:
            if event.id in after and name not in after[event.id].requires:
                fault = f"'{event.id}' no longer requires '{name}', which is statutory"
                path = (*event.path, "requires")
                yield _lost(path, fault, f"a list that holds {name}")


def no_way_round(base: Pathway, merged: Pathway) -> Iterator[Problem]:
    """Find ways into a state that pass by a statutory condition before it.

    A condition stands before a state when every event into it requires it, or when
    every chain of events to it does. Reopenings as the pathway has them do not count.
    """
    statutory = _conditions(base)
    for name in MACHINES:
        before, after = base.machine(name), merged.machine(name)
        doors, ways = _doors(before, statutory), _ways(before, before, statutory)
        now = _ways(after, before, statutory)
        if ways.get(after.initial):
            yield _round((name, "initial"), name, after.initial, ways[after.initial])
        for event, source, target in _counted(after, before):
            carried = statutory.intersection(after.transitions[event].requires)
            passed = carried | ways.get(source, _NONE) | now.get(source, statutory)
            missing = doors.get(target, _NONE) - carried
            missing |= ways.get(target, _NONE) - passed
            if missing:
                path = (name, "transitions", event, "requires")
                yield _round(path, event, target, missing)


def clocks_kept(base: Pathway, merged: Pathway) -> Iterator[Problem]:
    """Find statutory clocks that an overlay removes, lengthens or no longer runs."""
    for name, clock in base.clocks.items():
        if clock.statutory:
            now = merged.clocks.get(name)
            if now is None or not now.statutory:
                fault = (
                    f"the statutory clock '{name}' is removed, or no longer statutory"
                )
                yield _lost(("clocks", name), fault, "statutory clocks stay")
            elif _longer(clock, now):
                fault = f"the statutory clock '{name}' takes {now.budget}"
                allowed = f"{clock.budget}, or less in the same unit"
                yield _lost(("clocks", name, "budget"), fault, allowed)
            yield from _stopped(name, base, merged)


def _stopped(clock: str, base: Pathway, merged: Pathway) -> Iterator[Problem]:
    after = {path: _clocks(state) for path, state in states(merged)}
    for path, state in states(base):
        if clock in _clocks(state) - after.get(path, set()):
            fault = f"the statutory clock '{clock}' no longer runs in '{path[-1]}'"
            yield _lost(path, fault, f"a state that runs {clock}")


def _clocks(state: State) -> set[str]:
    return {*state.clocks, *([state.asks_agencies] if state.asks_agencies else [])}


def _longer(before: Clock, after: Clock) -> bool:
    try:
        old, new = parse_budget(before.budget), parse_budget(after.budget)
    except ValueError:
        return False  # found by `clocks.unreadable_budgets`
    return new.unit != old.unit or new.amount > old.amount


def _conditions(pathway: Pathway) -> frozenset[str]:
    found = pathway.conditions.items()
    return frozenset(name for name, condition in found if condition.statutory)


def _counted(machine: Machine, base: Machine) -> Iterator[tuple[str, str, str]]:
    # The moves that lead into a state, the pathway's own reopenings left out.
    for event, source, target in moves(machine):
        one, old = machine.transitions[event], base.transitions.get(event)
        known = old is not None and old.reopens and one.reopens and _alike(one, old)
        if not known and source != target and source in machine.states:
            yield event, source, target


def _alike(one: Transition, other: Transition) -> bool:
    return one.sources == other.sources and targets(one) == targets(other)


def _doors(machine: Machine, statutory: frozenset[str]) -> Needed:
    # What every event into a state requires.
    doors: dict[str, frozenset[str]] = {}
    for event, _, target in _counted(machine, machine):
        carried = statutory.intersection(machine.transitions[event].requires)
        doors[target] = doors.get(target, carried) & carried
    return doors


def _ways(machine: Machine, base: Machine, statutory: frozenset[str]) -> Needed:
    # What is required somewhere along every chain of events to a state.
    ways = {machine.initial: _NONE}
    steps = list(_counted(machine, base))
    changed = True
    while changed:
        changed = False
        for event, source, target in steps:
            if source in ways:
                carried = statutory.intersection(machine.transitions[event].requires)
                passed = ways[source] | carried
                shared = ways.get(target, passed) & passed
                changed |= ways.get(target) != shared
                ways[target] = shared
    return ways


def _round(path: KeyPath, what: str, state: str, missing: frozenset[str]) -> Problem:
    names = ", ".join(sorted(missing))
    fault = f"'{what}' leads to '{state}' past what is statutory before it: {names}"
    return _lost(path, fault, f"an event that requires {names}")


def _lost(path: KeyPath, fault: str, allowed: str) -> Problem:
    return Problem(path=path, fault=fault, allowed=allowed)
