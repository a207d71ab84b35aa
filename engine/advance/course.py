"""What events do whichever the family is: worked out once for where a case stands.

Clocks, tasks, payments and the wording of messages follow from the definition, the
day and the states that are left and entered; so does which facts change, and what goes
on record. `follow.py` puts in what families differ in.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from engine.advance.case import CaseView
from engine.advance.clock_changes import (
    clocks_left,
    clocks_met,
    clocks_of_entering,
    start,
)
from engine.advance.consequences import (
    ClockStart,
    ClockStop,
    MachineLeft,
    Move,
    PaymentTriggered,
    TaskOpening,
)
from engine.advance.facts_after import Change, changes_of
from engine.advance.records import (
    PROFILE,
    MakeDone,
    MakeRecord,
    records_of,
    tasks_done_by,
)
from engine.advance.setting import Setting
from engine.clocks.working_days import WorkingCalendar
from engine.messages import ANY_CASE, Worded, word
from engine.workflow.definition import MachineName, Transition
from engine.workflow.workflow import Workflow

_KEPT = 4096

Fired = tuple[str, str, date]
"""An event, the state it leads to, and the day from which a clock that it restarts
counts."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Telling:
    """A message for a role, worded for any case: put this one in by `named`."""

    role: str
    worded: Worded


@dataclass(frozen=True, kw_only=True, slots=True)
class Course:
    """What events do to every case that stands in the same two states.

    `moves` change a state; `changes`, `records` and `tasks_done` wait for the answers
    of each case.
    """

    moves: tuple[Move, ...]
    programme: str
    service: str
    changes: tuple[Change, ...]
    records: tuple[MakeRecord, ...]
    tasks_done: tuple[MakeDone, ...]
    left: tuple[MachineLeft, ...]
    met: tuple[ClockStop, ...]
    starts: tuple[ClockStart, ...]
    tasks_opened: tuple[TaskOpening, ...]
    payments: tuple[PaymentTriggered, ...]
    tells: tuple[Telling, ...]


def course_of(setting: Setting, case: CaseView, fired: tuple[Fired, ...]) -> Course:
    """Give what events do to a case that stands where this one does.

    Args:
        setting: the definition, the day, the calendar.
        case: the case before.
        fired: the events, in the order in which they fire.
    """
    where = (case.programme, case.service)
    return _course(
        setting.workflow.original, setting.calendar, setting.today, where, fired
    )


@lru_cache(maxsize=_KEPT)
def _course(
    workflow: Workflow,
    calendar: WorkingCalendar,
    today: date,
    where: tuple[str, str],
    fired: tuple[Fired, ...],
) -> Course:
    bodies = tuple(workflow.events[event][1] for event, *_ in fired)
    states: dict[MachineName, str] = {"programme": where[0], "service": where[1]}
    steps = [_move(workflow, states, event, target) for event, target, _ in fired]
    states |= {step.machine: step.target for step in steps}
    moves = tuple(step for step in steps if step.source != step.target)
    when = workflow, calendar, today
    starts = (_started(*when, *each) for each in zip(steps, fired, strict=True))
    return Course(
        moves=moves,
        programme=states["programme"],
        service=states["service"],
        changes=tuple(changes_of(workflow, bodies, moves)),
        records=tuple(records_of(bodies)),
        tasks_done=tuple(tasks_done_by(bodies)),
        left=tuple(clocks_left(workflow, moves)),
        met=tuple(clocks_met(bodies)),
        starts=tuple(chain.from_iterable(starts)),
        tasks_opened=tuple(tasks_opened(workflow, moves)),
        payments=tuple(p for body in bodies for p in _payments(workflow, body)),
        tells=tuple(t for body in bodies for t in _tells(workflow, body, today)),
    )


def _move(
    workflow: Workflow, states: Mapping[MachineName, str], event: str, target: str
) -> Move:
    machine, _ = workflow.events[event]
    return Move(machine=machine, source=states[machine], target=target)


def _started(
    workflow: Workflow, calendar: WorkingCalendar, today: date, move: Move, fired: Fired
) -> Iterator[ClockStart]:
    """Start the clocks of the state that is entered, and those restarted."""
    if move.source != move.target:
        yield from clocks_of_entering(workflow, calendar, today, move)
    event, _, day = fired
    for clock in workflow.events[event][1].does.restarts:
        yield start(workflow, calendar, clock, move.machine, on=day)


def tasks_opened(workflow: Workflow, moves: Iterable[Move]) -> Iterator[TaskOpening]:
    """Open one task an agency where a state that is entered asks the agencies."""
    for move in moves:
        state = workflow.pathway.machine(move.machine).states[move.target]
        if state.asks_agencies is None:
            continue
        clock = workflow.pathway.clocks[state.asks_agencies]
        for agency, body in workflow.pathway.agencies.items():
            yield TaskOpening(
                kind=PROFILE,
                title=f"{clock.title}: {body.title}",
                role=body.role,
                subject=agency,
                clock=state.asks_agencies,
            )


def _payments(workflow: Workflow, transition: Transition) -> Iterator[PaymentTriggered]:
    for payment in transition.triggers:
        group = workflow.framework.payments[payment].once
        yield PaymentTriggered(payment=payment, group=group)


def _tells(
    workflow: Workflow, transition: Transition, today: date
) -> Iterator[Telling]:
    for tells in transition.tells:
        message = workflow.pathway.messages[tells.message]
        worded = word(message, reference=ANY_CASE, action=transition.title, day=today)
        for role in tells.to:
            yield Telling(role=role, worded=worded)
