"""What a clock's ladder makes of a day: which rungs fire, who is told, which task.

Pure, so that a rehearsal and the real run can not disagree. Where several rungs of a
clock were missed and tell the same people, only the last one's message is written: a
fortnight of downtime gives one catch-up message, not a flood. Every rung counts as
fired all the same, and what a clock chases is one task.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from engine.advance.clock_changes import offsets_of
from engine.clocks.ladder import due_rungs, next_rung_on, rung_date
from engine.clocks.working_days import WorkingCalendar
from engine.messages import ANY_CASE, Worded, word
from engine.workflow.definition import AGENCY, WORKER, Ladder, MachineName, Rung
from engine.workflow.workflow import Workflow

COORDINATOR = "coordinator"
"""The role that is told in place of a worker, where a family has none."""
ANY_WORKER = "{worker}"
"""What stands for the worker in a plan that holds for many cases."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockToFire:
    """A running clock as its ladder sees it.

    `state` is where its machine stands; `subject` the agency of an agency's clock,
    else empty; `worker` empty for a family that has none; `fired` rungs stay fired.
    """

    reference: str
    clock: str
    machine: MachineName
    state: str
    subject: str
    worker: str
    due_on: date
    fired: frozenset[str]


class FiringDays(NamedTuple):
    """The rungs that fire on a day, in order, each with its own; and the next one's."""

    rungs: tuple[tuple[str, date], ...]
    next_rung_on: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """Who a rung tells: a role, or the user whom it stands for.

    `written` says that this rung's message is the one that goes out; else a later
    rung, caught up with in the same run, tells the same people.
    """

    role: str
    user: str
    worded: Worded
    written: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FiringRung:
    """A rung that fires: its day, how it is met, whom it tells and what it raises.

    `late` says that its day is past; `task` is the title of the task, or empty.
    """

    rung: str
    on: date
    late: bool
    told: tuple[Told, ...]
    task: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Firing:
    """What a clock does on a day: its rungs in order, and when the next one comes.

    `owner` is the role whose task it is.
    """

    title: str
    owner: str
    rungs: tuple[FiringRung, ...]
    next_rung_on: date | None


def firing_days(
    workflow: Workflow, calendar: WorkingCalendar, clock: ClockToFire, today: date
) -> FiringDays:
    """Count which rungs fire on a day: all that a plan has to do with a calendar.

    Args:
        workflow: the definition that the case is pinned to.
        calendar: the district's working days.
        clock: the clock, with the rungs that have fired.
        today: the day in London.

    Raises:
        LookupError: the definition does not know the clock or its ladder.
        ValueError: a day lies outside the calendar.
    """
    pathway = workflow.pathway
    order = offsets_of(pathway.ladders[pathway.clocks[clock.clock].ladder])
    offsets = dict(order)
    names = due_rungs(clock.due_on, order, clock.fired, today, calendar)
    fired = clock.fired | set(names)
    return FiringDays(
        rungs=tuple((n, rung_date(clock.due_on, offsets[n], calendar)) for n in names),
        next_rung_on=next_rung_on(clock.due_on, order, fired, calendar),
    )


def plan_firing(
    workflow: Workflow, clock: ClockToFire, days: FiringDays, today: date
) -> Firing:
    """Plan what a clock's ladder does on a day; nothing is changed.

    Args:
        workflow: the definition that the case is pinned to.
        clock: the clock, with the rungs that have fired.
        days: what `firing_days` counted for it.
        today: the day in London.

    Raises:
        LookupError: the definition does not know the clock, its ladder or its state.
    """
    pathway = workflow.pathway
    body = pathway.clocks[clock.clock]
    ladder = pathway.ladders[body.ladder]
    return Firing(
        title=body.title,
        owner=owner_of(workflow, clock),
        rungs=tuple(_once(_rungs(workflow, ladder, clock, days, today))),
        next_rung_on=days.next_rung_on,
    )


def of_any_case(clock: ClockToFire) -> ClockToFire:
    """Give the same clock of any case: thousands are planned alike, and once."""
    worker = ANY_WORKER if clock.worker else ""
    return replace(clock, reference=ANY_CASE, worker=worker)


def owner_of(workflow: Workflow, clock: ClockToFire) -> str:
    """Name the role that owns what a clock waits for: an agency's, or its state's."""
    agency = workflow.pathway.agencies.get(clock.subject)
    if agency is not None:
        return agency.role
    return workflow.pathway.machine(clock.machine).states[clock.state].owner


def user_of(role: str, clock: ClockToFire) -> str:
    """Name the user that a role stands for: the family's worker, or nobody."""
    return clock.worker if role == WORKER else ""


def _rungs(
    workflow: Workflow,
    ladder: Ladder,
    clock: ClockToFire,
    days: FiringDays,
    today: date,
) -> list[FiringRung]:
    title = workflow.pathway.clocks[clock.clock].title
    return [
        FiringRung(
            rung=name,
            on=day,
            late=day < today,
            told=tuple(_told(workflow, ladder.rungs[name], clock)),
            task=f"Overdue: {title}" if ladder.rungs[name].raises_task else "",
        )
        for name, day in days.rungs
    ]


def _told(workflow: Workflow, rung: Rung, clock: ClockToFire) -> Iterator[Told]:
    """Word one message a recipient."""
    pathway = workflow.pathway
    worded = word(
        pathway.messages[rung.message],
        reference=clock.reference,
        action=pathway.clocks[clock.clock].title,
        day=clock.due_on,
    )
    for role in dict.fromkeys(_roles(workflow, rung, clock)):
        user = user_of(role, clock)
        yield Told(role=role, user=user, worded=worded, written=True)


def _roles(workflow: Workflow, rung: Rung, clock: ClockToFire) -> Iterator[str]:
    """Give the roles that are told; for a family without a worker, the owner."""
    for role in rung.to:
        if role == AGENCY:
            yield workflow.pathway.agencies[clock.subject].role
        elif role == WORKER and not clock.worker:
            owner = owner_of(workflow, clock)
            yield owner if owner != WORKER else COORDINATOR
        else:
            yield role


def _once(rungs: Sequence[FiringRung]) -> Iterator[FiringRung]:
    """Keep the last message a recipient, and the last task."""
    for place, each in enumerate(rungs):
        later = rungs[place + 1 :]
        again = {told.role for rung in later for told in rung.told}
        yield replace(
            each,
            told=tuple(_but_for(each.told, again)),
            task="" if any(rung.task for rung in later) else each.task,
        )


def _but_for(told: Iterable[Told], again: set[str]) -> Iterator[Told]:
    for each in told:
        yield replace(each, written=each.role not in again)
