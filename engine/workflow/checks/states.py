"""Each machine begins, can reach every state, and can end from each."""

from collections.abc import Iterator

from engine.workflow.checks.parts import (
    LIVING,
    SAME,
    events,
    listed,
    moves,
    sources,
    targets,
)
from engine.workflow.definition import MACHINES, Machine, Pathway
from engine.workflow.faults import KeyPath, Problem, allowed_names


def unknown_states(pathway: Pathway) -> Iterator[Problem]:
    """Find events from or to states that the machine does not have."""
    for event in events(pathway):
        known = pathway.machine(event.machine).states
        transition = event.transition
        named = [((*event.path, "to"), transition.to)]
        for position, route in enumerate(transition.routes):
            named.append(((*event.path, "routes", position, "to"), route.to))
        for path, name in named:
            if name not in known and name != SAME:
                yield _unknown(path, name, [*known, SAME])
        if transition.sources != "living":
            for path, name in listed((*event.path, "from"), transition.sources):
                if name not in known:
                    yield _unknown(path, name, list(known))


def initial_state(pathway: Pathway) -> Iterator[Problem]:
    """Find a machine that begins nowhere, or where it ends, and misleading names."""
    for name in MACHINES:
        machine = pathway.machine(name)
        living = _living(machine)
        if machine.initial not in living:
            yield Problem(
                path=(name, "initial"),
                fault=f"'{machine.initial}' is no state that a case can begin in",
                allowed=allowed_names(living, machine.initial),
            )
        for reserved in {SAME, LIVING} & set(machine.states):
            yield Problem(
                path=(name, "states", reserved),
                fault=f"'{reserved}' can not be the id of a state",
                allowed="another word, for this one has a meaning of its own",
            )


def final_states(pathway: Pathway) -> Iterator[Problem]:
    """Find a machine without an end, an end with a way out, a false reopening."""
    for name in MACHINES:
        machine = pathway.machine(name)
        if not any(state.final for state in machine.states.values()):
            yield Problem(
                path=(name, "states"),
                fault=f"the {name} machine has no final state",
                allowed="one state or more with `final: true`",
            )
        yield from _ways_out(machine, (name, "transitions"))


def unreachable_states(pathway: Pathway) -> Iterator[Problem]:
    """Find states that no chain of events leads to."""
    for name in MACHINES:
        machine = pathway.machine(name)
        if machine.initial not in _living(machine):
            continue  # found by `initial_state`
        steps = [(source, target) for _, source, target in moves(machine)]
        reached = _reached({machine.initial}, steps)
        for state in machine.states:
            if state not in {*reached, SAME, LIVING}:
                yield Problem(
                    path=(name, "states", state),
                    fault=f"no case can reach the state '{state}'",
                    allowed=f"an event that leads to it from {machine.initial} on",
                )


def traps_and_dead_ends(pathway: Pathway) -> Iterator[Problem]:
    """Find living states with no way out, or with none that leads to an end."""
    for name in MACHINES:
        machine = pathway.machine(name)
        final = {state for state, body in machine.states.items() if body.final}
        backwards = [(target, source) for _, source, target in moves(machine)]
        ending = _reached(final, backwards)
        left = {source for _, source, target in moves(machine) if target != source}
        for state in machine.states:
            if state not in left | final:
                fault = f"there is no way out of the state '{state}'"
            elif state not in ending and final:
                fault = f"from the state '{state}' no final state can be reached"
            else:
                continue
            allowed = "an event that leads on, or `final: true` where cases end"
            yield Problem(path=(name, "states", state), fault=fault, allowed=allowed)


def _living(machine: Machine) -> list[str]:
    return [state for state, body in machine.states.items() if not body.final]


def _ways_out(machine: Machine, path: KeyPath) -> Iterator[Problem]:
    for event, transition in machine.transitions.items():
        for state in sources(machine, transition):
            final = state in machine.states and machine.states[state].final
            if final and targets(transition) and not transition.reopens:
                fault = f"'{event}' leaves the final state '{state}'"
                allowed = "`reopens: true` on an event that opens a case again"
            elif transition.reopens and not final and state in machine.states:
                fault = f"'{event}' reopens from '{state}', which is not final"
                allowed = "final states only, where an event reopens"
            else:
                continue
            yield Problem(path=(*path, event, "from"), fault=fault, allowed=allowed)


def _unknown(path: KeyPath, name: str, known: list[str]) -> Problem:
    return Problem(
        path=path,
        fault=f"there is no state '{name}'",
        allowed=allowed_names(known, name),
    )


def _reached(begin: set[str], steps: list[tuple[str, str]]) -> set[str]:
    reached, fresh = set(begin), set(begin)
    while fresh:
        fresh = {target for source, target in steps if source in fresh} - reached
        reached |= fresh
    return reached
