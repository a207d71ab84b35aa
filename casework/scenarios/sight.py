"""What can be seen of a scenario's family once something has happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from engine.advance.derived import facts_of
from engine.facts import Facts
from engine.workflow.definition import WORKER
from engine.workflow.workflow import Workflow
from storage.case_parts import messages_of, payments_of, running_clocks_of
from storage.cases import StoredCase, find_case
from storage.database import reading
from storage.rows import Row
from storage.tasks import tasks_of


@dataclass(frozen=True, kw_only=True, slots=True)
class RunningClock:
    """A clock that runs, and when it is due."""

    id: str
    clock: str
    due_on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class OpenTask:
    """A task that is open: for whom, about which agency or which clock."""

    kind: str
    role: str
    subject: str
    clock: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A message that was written for a role."""

    id: str
    role: str
    subject: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """What became of a payment."""

    state: str
    pence: int
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """Where the first family stands with all that belongs to it; states of all."""

    programme: str
    service: str
    owner: str
    facts: Facts
    clocks: Sequence[RunningClock]
    tasks: Sequence[OpenTask]
    messages: Sequence[Told]
    payments: Mapping[str, Due]
    last_event: str
    states: Sequence[str]


def look(context: Context, workflow: Workflow, references: Sequence[str]) -> Sight:
    """Look at the first of some families, in one snapshot.

    Raises:
        StorageError: the database is missing, busy or gone.
        LookupError: there is no such case.
    """
    with reading(context.database) as connection:
        district = workflow.district.id
        cases = [find_case(connection, district, each) for each in references]
        first = cases[0]
        if first is None:
            raise LookupError(f"There is no case '{references[0]}'.")
        key = (first.district_id, first.number)
        clocks = [_clock(row) for row in running_clocks_of(connection, key)]
        names = {clock.id: clock.clock for clock in clocks}
        return Sight(
            programme=first.view.programme,
            service=first.view.service,
            owner=_owner(workflow, first),
            facts=facts_of(first.view, today=context.today()),
            clocks=clocks,
            tasks=[_task(r, names) for r in tasks_of(connection, key) if _is_open(r)],
            messages=[_told(row) for row in messages_of(connection, key)],
            payments={r["payment"]: _due(r) for r in payments_of(connection, key)},
            last_event=first.view.changed_event,
            states=[case.view.programme for case in cases if case],
        )


def _owner(workflow: Workflow, case: StoredCase) -> str:
    """Name the role that owns a case; without a worker, the coordinator stands in."""
    pathway, view = workflow.pathway, case.view
    programme = pathway.programme.states[view.programme]
    state = pathway.service.states[view.service] if programme.final else programme
    nobody = state.owner == WORKER and not view.facts["worker"]
    return "coordinator" if nobody else state.owner


def _clock(row: Row) -> RunningClock:
    return RunningClock(id=row["id"], clock=row["clock"], due_on=row["due_on"])


def _task(row: Row, clocks: Mapping[str, str]) -> OpenTask:
    return OpenTask(
        kind=row["kind"],
        role=row["role"],
        subject=row["subject"],
        clock=clocks.get(row["clock_id"], ""),
    )


def _is_open(row: Row) -> bool:
    return row["closed_at"] is None


def _told(row: Row) -> Told:
    return Told(id=row["id"], role=row["role"], subject=row["subject"])


def _due(row: Row) -> Due:
    return Due(state=row["state"], pence=row["pence"], reason=row["reason"])
