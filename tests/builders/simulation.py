"""A case kept on paper: what decisions and days should leave behind, no database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from casework.context import calendar_of
from engine.advance.case import Actor, CaseView, ChosenWorker
from engine.advance.clock_changes import offsets_of
from engine.advance.consequences import Advance, ClockStart, Consequences
from engine.advance.opening import (
    Household,
    fresh_case,
    open_case,
    opened_view,
)
from engine.advance.setting import Setting
from engine.clocks.ladder import due_rungs
from engine.workflow.definition import AGENCY, WORKER, Ladder, MachineName
from engine.workflow.workflow import Workflow
from tests.builders.office import the_workflow

DISTRICTS = ("maidstone", "tonbridge_and_malling")
EVERYBODY_IN_POST = date(2013, 3, 4)
"""A Monday on which every member of staff of both districts is in post."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperClock:
    """A running clock, with the rungs of its ladder that have fired."""

    clock: str
    machine: MachineName
    subject: str
    started_on: date
    due_on: date
    fired: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperPayment:
    """A payment that a case gave rise to; `examined` is the version last judged."""

    payment: str
    group: str
    pence: int = 0
    examined: int = 0


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperCase:
    """A case as it should stand: its view, running clocks, open tasks, payments."""

    view: CaseView
    clocks: tuple[PaperClock, ...] = ()
    asked: frozenset[str] = frozenset()
    payments: tuple[PaperPayment, ...] = ()

    @property
    def worker(self) -> str:
        return str(self.view.facts["worker"])


def a_setting(district: str, today: date = EVERYBODY_IN_POST) -> Setting:
    """Build what decisions are taken in: the real workflow, ten o'clock on a day."""
    workflow = the_workflow(district)
    now = datetime(today.year, today.month, today.day, 10, tzinfo=UTC)
    return Setting(workflow=workflow, now=now, calendar=calendar_of(workflow.district))


def opened(setting: Setting, household: Household, reference: str) -> PaperCase:
    """Open a case on paper."""
    opening = open_case(fresh_case(setting), household)
    view = opened_view(reference, opening, setting, "coordinator")
    return _written(PaperCase(view=view), opening.consequences)


def advanced(case: PaperCase, advance: Advance) -> PaperCase:
    """Write an advance down."""
    view = CaseView(
        reference=case.view.reference,
        version=case.view.version + 1,
        programme=advance.programme,
        service=advance.service,
        facts=advance.consequences.facts,
        changed_at=advance.at,
        changed_by=advance.actor.user,
        changed_event=advance.event,
    )
    return _written(replace(case, view=view), advance.consequences)


def _written(case: PaperCase, what: Consequences) -> PaperCase:
    clocks = [clock for clock in case.clocks if not _ends(clock, what)]
    done = {task.subject for task in what.tasks_done}
    running = {clock.subject for clock in clocks if clock.subject}
    opened_now = {task.subject for task in what.tasks_opened}
    known = {payment.payment for payment in case.payments}
    return replace(
        case,
        clocks=(*clocks, *map(_started, what.starts)),
        asked=((case.asked - done) & running) | opened_now,
        payments=(
            *case.payments,
            *(
                PaperPayment(payment=p.payment, group=p.group)
                for p in what.payments
                if p.payment not in known
            ),
        ),
    )


def _ends(clock: PaperClock, what: Consequences) -> bool:
    return (
        any(task.subject == clock.subject for task in what.tasks_done)
        or any(met.clock == clock.clock for met in what.met)
        or any(
            left.machine == clock.machine and clock.clock not in left.keep
            for left in what.left
        )
    )


def _started(start: ClockStart) -> PaperClock:
    return PaperClock(
        clock=start.clock,
        machine=start.machine,
        subject=start.subject,
        started_on=start.started_on,
        due_on=start.due_on,
    )


def ticked(
    setting: Setting, case: PaperCase
) -> tuple[PaperCase, list[tuple[PaperClock, str]]]:
    """Fire what is due today; give the case and each clock with its rung."""
    clocks: list[PaperClock] = []
    fired: list[tuple[PaperClock, str]] = []
    for clock in case.clocks:
        offsets = offsets_of(ladder(setting.workflow, clock.clock))
        due = due_rungs(
            clock.due_on, offsets, clock.fired, setting.today, setting.calendar
        )
        clocks.append(replace(clock, fired=clock.fired | set(due)))
        fired.extend((clock, rung) for rung in due)
    return replace(case, clocks=tuple(clocks)), fired


def ladder(workflow: Workflow, clock: str) -> Ladder:
    """Give the ladder of a clock."""
    pathway = workflow.pathway
    return pathway.ladders[pathway.clocks[clock].ladder]


def told(workflow: Workflow, case: PaperCase, clock: PaperClock, rung: str) -> set[str]:
    """Name the roles that a rung tells: the worker's, or in its absence the owner's."""
    states = workflow.pathway.machine(clock.machine).states
    agency = workflow.pathway.agencies.get(clock.subject)
    owner = agency.role if agency else states[case.view.state(clock.machine)].owner
    if owner == WORKER and not case.worker:
        owner = "coordinator"
    means = {AGENCY: agency.role if agency else ""}
    if not case.worker:
        means[WORKER] = owner
    to = ladder(workflow, clock.clock).rungs[rung].to
    return {means.get(role, role) for role in to}


def in_post(workflow: Workflow, today: date, roles: Iterable[str]) -> Iterator[str]:
    """Name everybody in post on a day who holds one of these roles."""
    wanted = set(roles)
    for user, member in workflow.district.staff.items():
        here = member.since <= today <= (member.until or today)
        if here and wanted.intersection(member.roles):
            yield user


def actor(workflow: Workflow, user: str) -> Actor:
    """Give a member of staff as somebody who acts."""
    member = workflow.district.staff[user]
    roles = workflow.pathway.roles
    agencies = [roles[role].agency or "" for role in member.roles]
    return Actor(
        user=user,
        title=member.title,
        roles=frozenset(member.roles),
        agency=next(filter(None, agencies), ""),
    )


def chosen_worker(
    workflow: Workflow, user: str, today: date, loads: Mapping[str, int]
) -> ChosenWorker | None:
    """Give a member of staff as the worker chosen in an allocation."""
    member = workflow.district.staff.get(user)
    if member is None:
        return None
    return ChosenWorker(
        user=user,
        title=member.title,
        roles=frozenset(member.roles),
        families=loads.get(user, 0),
        in_post=user in in_post(workflow, today, member.roles),
    )
