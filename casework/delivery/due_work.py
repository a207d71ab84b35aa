"""What is overdue or due this week, and whose it is."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import Connection
from sqlalchemy.exc import InvalidRequestError

from casework.delivery.readers import COORDINATOR, Readers
from casework.delivery.round import Round
from engine.delivery.letters import Due
from engine.workflow.definition import WORKER, MachineName
from engine.workflow.district import District
from engine.workflow.workflow import Workflow
from storage.people import Reader, clocks_due_by
from storage.rows import Row


@dataclass(kw_only=True, slots=True)
class DueWork:
    """One person's: what is overdue, what is due this week, and by which clocks."""

    overdue: list[Due] = field(default_factory=list)
    this_week: list[Due] = field(default_factory=list)
    clocks: set[str] = field(default_factory=set)


def due_work(
    work: Round, connection: Connection, district: District, readers: Readers
) -> dict[str, DueWork]:
    """Give everybody's due work in a district, by user, what is due first first.

    A clock is its worker's, its agency's, or its state's owner's; that of a family
    without a worker is the coordinator's. What rests is due to nobody. A clock that
    can not be read is left out and said in the run's report.
    """
    found: dict[str, DueWork] = defaultdict(DueWork)
    for clock in clocks_due_by(connection, district.id, end_of_week(work.today)):
        try:
            hash_ = clock["workflow_hash"]
            workflow = work.context.workflow(connection, hash_, district)
            _add(found, workflow, clock, readers)
        except (LookupError, ValueError, InvalidRequestError) as error:
            why = f"{type(error).__name__}: {error}"
            work.say(f"{clock['reference']}: left out of the digests. {why}")
    return dict(found)


def _add(
    found: dict[str, DueWork], workflow: Workflow, clock: Row, readers: Readers
) -> None:
    title = workflow.pathway.clocks[clock["clock"]].title
    due = Due(reference=clock["reference"], action=title, due_on=clock["due_on"])
    owners = _owners(workflow, clock, readers)
    for reader in readers.of_those(owners, clock["case_number"]):
        theirs = found[reader.user]
        theirs.clocks.add(clock["id"])
        late = clock["due_on"] < readers.today
        (theirs.overdue if late else theirs.this_week).append(due)


def end_of_week(day: date) -> date:
    """Give the Sunday of a day's week."""
    return day + timedelta(days=6 - day.weekday())


def _owners(workflow: Workflow, clock: Row, readers: Readers) -> tuple[Reader, ...]:
    agency = workflow.pathway.agencies.get(clock["subject"])
    if agency is not None:
        return readers.of_role(agency.role)
    machine: MachineName = clock["machine"]
    owner = workflow.pathway.machine(machine).states[clock[machine]].owner
    if owner != WORKER:
        return readers.of_role(owner)
    if clock["worker"]:
        return readers.of_user(clock["worker"])
    return readers.of_role(COORDINATOR)
