"""Clocks that are named exist, run somewhere, and last for a time that can be read."""

from collections.abc import Iterator

from engine.clocks.budget import parse_budget
from engine.workflow.checks.parts import Named, events, listed, states
from engine.workflow.definition import Pathway
from engine.workflow.faults import Problem, allowed_names


def unknown_clocks(pathway: Pathway) -> Iterator[Problem]:
    """Find states and events that name a clock that nobody declared."""
    for path, name in (*_started(pathway), *_met(pathway)):
        if name not in pathway.clocks:
            yield Problem(
                path=path,
                fault=f"there is no clock '{name}'",
                allowed=allowed_names(pathway.clocks, name),
            )


def idle_clocks(pathway: Pathway) -> Iterator[Problem]:
    """Find clocks that nothing starts."""
    started = {name for _, name in _started(pathway)}
    for clock in pathway.clocks:
        if clock not in started:
            yield Problem(
                path=("clocks", clock),
                fault=f"nothing starts the clock '{clock}'",
                allowed="name it in the `clocks` or `asks_agencies` of a state, "
                "or in the `restarts` of an event, or remove it",
            )


def unreadable_budgets(pathway: Pathway) -> Iterator[Problem]:
    """Find budgets that are no length of time."""
    for name, clock in pathway.clocks.items():
        try:
            parse_budget(clock.budget)
        except ValueError as error:
            fault, _, allowed = str(error).partition(": ")
            path = ("clocks", name, "budget")
            yield Problem(path=path, fault=fault, allowed=allowed)


def states_without_a_clock(pathway: Pathway) -> Iterator[Problem]:
    """Find living programme states in which no deadline runs, so families wait on."""
    for name, state in pathway.programme.states.items():
        if not state.final and not state.clocks and not state.asks_agencies:
            yield Problem(
                path=("programme", "states", name),
                fault=f"no clock runs in the living state '{name}'",
                allowed="a clock in its `clocks`, so that no family is forgotten",
            )


def _started(pathway: Pathway) -> Iterator[Named]:
    for path, state in states(pathway):
        yield from listed((*path, "clocks"), state.clocks)
        if state.asks_agencies:
            yield Named((*path, "asks_agencies"), state.asks_agencies)
    for event in events(pathway):
        does = event.transition.does
        yield from listed((*event.path, "does", "restarts"), does.restarts)


def _met(pathway: Pathway) -> Iterator[Named]:
    for event in events(pathway):
        yield from listed((*event.path, "does", "meets"), event.transition.does.meets)
