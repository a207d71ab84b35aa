"""Titles and turns of phrase that every list and the case file share."""

from datetime import date

from casework.reading.desk import Desk
from engine.advance.pausing import TITLES
from engine.clocks.budget import Budget, Unit, remaining_in_words, whole
from engine.clocks.pause import paused_in_words
from engine.workflow.definition import MACHINES, WORKER, MachineName
from engine.workflow.district import District
from engine.workflow.titles import role_title
from engine.workflow.workflow import Workflow
from storage.rows import Row

NOBODY = "nobody: the case has ended"
_FALLBACK = "coordinator"


def state_title(workflow: Workflow, machine: MachineName, state: str) -> str:
    """Give a state's title; a state that the definition has not is named by its id."""
    known = workflow.pathway.machine(machine).states.get(state)
    return known.title if known else state


def clock_title(workflow: Workflow, clock: Row) -> str:
    """Give a clock's title, with the agency that it waits for if there is one."""
    known = workflow.pathway.clocks.get(clock["clock"])
    title = known.title if known else str(clock["clock"])
    agency = workflow.pathway.agencies.get(clock["subject"])
    return f"{title}: {agency.title}" if agency else title


def event_title(workflow: Workflow, event: str) -> str:
    """Give an event's title."""
    known = workflow.events.get(event)
    other = TITLES.get(event, event.replace("_", " ").capitalize())
    return known[1].title if known else other


def person_title(district: District, user: str) -> str:
    """Name a user as people say it: Caseworker 1 (mai.worker1)."""
    member = district.staff.get(user)
    return f"{member.title} ({user})" if member else user


def role_words(workflow: Workflow, role: str) -> str:
    """Name a role as people say it: a title, or the family's worker."""
    return role_title(workflow.pathway, role)


def payment_title(workflow: Workflow, payment: str) -> str:
    """Give the title of a kind of payment."""
    known = workflow.framework.payments.get(payment)
    return known.title if known else payment


def owner_words(workflow: Workflow, row: Row) -> str:
    """Say who owns a case: where the programme has ended, who owns the service.

    A family without a worker, in a state that its worker owns, is the coordinator's:
    the same rule as for reminders.
    """
    for machine in MACHINES:
        known = workflow.pathway.machine(machine).states.get(row[machine])
        if known is not None and not known.final:
            return _owner(workflow, known.owner, row["worker"])
    return NOBODY


def machine_owner_words(workflow: Workflow, clock: Row) -> str:
    """Say who owns what a clock waits for: the agency, or the state's owner."""
    agency = workflow.pathway.agencies.get(clock["subject"])
    if agency is not None:
        return role_words(workflow, agency.role)
    machine: MachineName = clock["machine"]
    known = workflow.pathway.machine(machine).states.get(clock[machine])
    owner = known.owner if known else _FALLBACK
    return _owner(workflow, owner, clock["worker"])


def _owner(workflow: Workflow, owner: str, worker: str) -> str:
    if owner != WORKER:
        return role_words(workflow, owner)
    if worker:
        return person_title(workflow.district, worker)
    return role_words(workflow, _FALLBACK)


def left_in_words(desk: Desk, clock: Row, on: date | None = None) -> str:
    """Say how long a clock has left today, or on another day; why, if it rests."""
    if clock["due_on"] is None:
        return paused_words(desk, clock)
    unit = Unit(clock["unit"])
    day = on or desk.today
    return remaining_in_words(day, clock["due_on"], unit, desk.calendar(clock))


def paused_words(desk: Desk, clock: Row) -> str:
    """Say since when a clock rests, why, and how long it will have.

    For example: "6 working days left; paused since 4 March 2013: waiting for another
    agency (the school)".
    """
    budget = Budget(amount=clock["budget"], unit=Unit(clock["unit"]))
    given = whole(clock["started_on"], budget, desk.calendar(clock))
    left = given - int(clock["consumed"])
    why = clock["pause_reason"]
    return paused_in_words(clock["paused_on"], why, left, budget.unit)
