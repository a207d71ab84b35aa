"""Which clocks end and which start when a case moves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache

from engine.advance.consequences import ClockStart, ClockStop, MachineLeft, Move
from engine.advance.setting import Setting
from engine.clocks.budget import Budget, due_on, parse_budget
from engine.clocks.ladder import Offset, next_rung_on, parse_offset
from engine.clocks.working_days import WorkingCalendar
from engine.facts import FactValue
from engine.workflow.definition import Ladder, MachineName, State, Transition
from engine.workflow.workflow import Workflow


def clocks_left(workflow: Workflow, moves: Sequence[Move]) -> Iterator[MachineLeft]:
    """Say which machines end their clocks, and which clocks run on.

    A clock that both the old and the new state list keeps running.
    """
    for move in moves:
        if move.source == move.target:
            continue
        states = workflow.pathway.machine(move.machine).states
        kept = _clocks_of(states[move.source]) & _clocks_of(states[move.target])
        yield MachineLeft(machine=move.machine, keep=tuple(sorted(kept)))


def clocks_met(fired: Sequence[Transition]) -> Iterator[ClockStop]:
    """Say which clocks the events met; a restarted clock is met first."""
    for transition in fired:
        does = transition.does
        for clock in (*does.meets, *does.restarts):
            yield ClockStop(clock=clock)


def clocks_started(
    setting: Setting,
    steps: Sequence[tuple[str, Move]],
    answers: Mapping[str, FactValue],
) -> Iterator[ClockStart]:
    """Start the clocks of the states that are entered, and those restarted.

    What a review restarts counts from the day on which it was held, not from the
    day on which it was written down.
    """
    for event, move in steps:
        if move.source != move.target:
            yield from clocks_of_entering(setting, move)
        machine, transition = setting.workflow.events[event]
        held = transition.does.holds_review
        day = date.fromisoformat(str(answers[held])) if held else setting.today
        for clock in transition.does.restarts:
            yield start(setting, clock, machine, on=day)


def clocks_of_entering(setting: Setting, move: Move) -> Iterator[ClockStart]:
    """Start the clocks of one state; an agency task's clock once an agency."""
    pathway = setting.workflow.pathway
    states = pathway.machine(move.machine).states
    running = set(states[move.source].clocks) if move.source else set()
    state = states[move.target]
    for clock in state.clocks:
        if clock not in running:
            yield start(setting, clock, move.machine)
    if state.asks_agencies is not None:
        for agency in pathway.agencies:
            yield start(setting, state.asks_agencies, move.machine, subject=agency)


def start(
    setting: Setting,
    clock: str,
    machine: MachineName,
    *,
    subject: str = "",
    on: date | None = None,
) -> ClockStart:
    """Start a clock, today or on another day: its due day and its first reminder."""
    what = (clock, machine, subject, on or setting.today)
    return _started(setting.workflow.original, setting.calendar, what)


@lru_cache(maxsize=4096)
def _started(
    workflow: Workflow,
    calendar: WorkingCalendar,
    what: tuple[str, MachineName, str, date],
) -> ClockStart:
    """Start a clock: on one day, all families' are alike."""
    clock, machine, subject, day = what
    pathway = workflow.pathway
    body = pathway.clocks[clock]
    budget = _budget(body.budget)
    due = due_on(day, budget, calendar)
    return ClockStart(
        clock=clock,
        machine=machine,
        subject=subject,
        budget=budget.amount,
        unit=budget.unit.value,
        started_on=day,
        due_on=due,
        next_rung_on=_next_rung(
            due, offsets_of(pathway.ladders[body.ladder]), calendar
        ),
    )


def offsets_of(ladder: Ladder) -> tuple[tuple[str, Offset], ...]:
    """Give a ladder's rungs with their offsets from the due day."""
    return tuple((rung, _offset(body.at)) for rung, body in ladder.rungs.items())


def _next_rung(
    due: date, offsets: tuple[tuple[str, Offset], ...], calendar: WorkingCalendar
) -> date | None:
    return next_rung_on(due, offsets, (), calendar)


def _clocks_of(state: State) -> set[str]:
    return set(state.clocks)


@lru_cache(maxsize=512)
def _budget(text: str) -> Budget:
    return parse_budget(text)


@lru_cache(maxsize=512)
def _offset(text: str) -> Offset:
    return parse_offset(text)
