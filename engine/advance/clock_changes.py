"""Which clocks end and which start when a case moves."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import lru_cache

from engine.advance.consequences import ClockStart, ClockStop, MachineLeft, Move
from engine.clocks.budget import Budget, due_on, parse_budget
from engine.clocks.ladder import Offset, next_rung_on, parse_offset
from engine.clocks.working_days import WorkingCalendar
from engine.workflow.definition import Ladder, MachineName, State, Transition
from engine.workflow.workflow import Workflow


def clocks_left(workflow: Workflow, moves: Iterable[Move]) -> Iterator[MachineLeft]:
    """Say which machines end their clocks, and which clocks run on.

    A clock that both the old and the new state list keeps running.
    """
    for move in moves:
        states = workflow.pathway.machine(move.machine).states
        kept = _clocks_of(states[move.source]) & _clocks_of(states[move.target])
        yield MachineLeft(machine=move.machine, keep=tuple(sorted(kept)))


def clocks_met(fired: Iterable[Transition]) -> Iterator[ClockStop]:
    """Say which clocks the events met; a restarted clock is met first."""
    for transition in fired:
        does = transition.does
        for clock in (*does.meets, *does.restarts):
            yield ClockStop(clock=clock)


def clocks_of_entering(
    workflow: Workflow, calendar: WorkingCalendar, today: date, move: Move
) -> Iterator[ClockStart]:
    """Start the clocks of one state; an agency task's clock once an agency."""
    pathway = workflow.pathway
    states = pathway.machine(move.machine).states
    running = set(states[move.source].clocks) if move.source else set()
    state = states[move.target]
    for clock in state.clocks:
        if clock not in running:
            yield start(workflow, calendar, clock, move.machine, on=today)
    if state.asks_agencies is not None:
        asking = state.asks_agencies, move.machine
        for agency in pathway.agencies:
            yield start(workflow, calendar, *asking, on=today, subject=agency)


def start(  # noqa: PLR0913 - what a clock starts by
    workflow: Workflow,
    calendar: WorkingCalendar,
    clock: str,
    machine: MachineName,
    *,
    on: date,
    subject: str = "",
) -> ClockStart:
    """Start a clock on a day: its due day and its first reminder.

    What a review restarts counts from the day on which it was held, not from the
    day on which it was written down.
    """
    pathway = workflow.pathway
    body = pathway.clocks[clock]
    budget = _budget(body.budget)
    due = due_on(on, budget, calendar)
    offsets = offsets_of(pathway.ladders[body.ladder])
    return ClockStart(
        clock=clock,
        machine=machine,
        subject=subject,
        budget=budget.amount,
        unit=budget.unit.value,
        started_on=on,
        due_on=due,
        next_rung_on=next_rung_on(due, offsets, (), calendar),
    )


def offsets_of(ladder: Ladder) -> tuple[tuple[str, Offset], ...]:
    """Give a ladder's rungs with their offsets from the due day."""
    return tuple((rung, _offset(body.at)) for rung, body in ladder.rungs.items())


def _clocks_of(state: State) -> set[str]:
    return set(state.clocks)


@lru_cache(maxsize=512)
def _budget(text: str) -> Budget:
    return parse_budget(text)


@lru_cache(maxsize=512)
def _offset(text: str) -> Offset:
    return parse_offset(text)
