"""The list of cases, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.desk import Desk, no_case, no_district, open_desk, refuse
from casework.reading.words import (
    clock_title,
    left_in_words,
    owner_words,
    state_title,
)
from engine.advance.refusal import Refusal, Why
from engine.clocks.budget import is_overdue
from engine.workflow.definition import MACHINES
from storage.lists import WhichCases, cases_page, clocks_of_cases, count_cases
from storage.rows import Row

PAGE = 100


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseListRequest:
    """Which cases to list. None and empty mean any; `after` is the last one seen."""

    district_id: str | None = None
    state: str = ""
    worker: str = ""
    overdue_only: bool = False
    after: str = ""
    most: int = PAGE


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseLine:
    """One case in a list. `next_*` is its running clock that is due first, if any."""

    reference: str
    district: str
    programme: str
    programme_title: str
    service: str
    service_title: str
    since: date
    owner: str
    worker: str
    next_clock: str | None
    next_due_on: date | None
    next_due_in_words: str
    overdue: bool
    version: int


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseList:
    """A page of cases, how many there are from here on, and where the next begins."""

    cases: tuple[CaseLine, ...]
    count: int
    next_after: str | None


def list_cases(context: Context, request: CaseListRequest) -> CaseList | Refusal:
    """List cases in the order of their references.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context) as desk:
        refusal = _refusal(desk, request)
        if refusal is not None:
            return refusal
        which = _which(desk, request)
        rows = cases_page(desk.connection, which)
        lines = tuple(_lines(desk, rows))
        count = count_cases(desk.connection, which)
    more = count > len(lines)
    return CaseList(
        cases=lines,
        count=count,
        next_after=lines[-1].reference if more and lines else None,
    )


def _which(desk: Desk, request: CaseListRequest) -> WhichCases:
    after = desk.case(request.after) if request.after else None
    return WhichCases(
        district=request.district_id or "",
        state=request.state,
        worker=request.worker,
        overdue_on=desk.today if request.overdue_only else None,
        after=(after.district_id, after.number) if after else None,
        most=request.most,
    )


def _lines(desk: Desk, rows: list[Row]) -> Iterator[CaseLine]:
    clocks = clocks_of_cases(
        desk.connection, [(row["district_id"], row["number"]) for row in rows]
    )
    # The first of each case is the one due first: reversed, it is the last written.
    first = {(c["district_id"], c["case_number"]): c for c in reversed(clocks)}
    for row in rows:
        yield _line(desk, row, first.get((row["district_id"], row["number"])))


def _line(desk: Desk, row: Row, clock: Row | None) -> CaseLine:
    workflow = desk.workflow(row)
    programme, service = row["programme"], row["service"]
    return CaseLine(
        reference=row["reference"],
        district=row["district_id"],
        programme=programme,
        programme_title=state_title(workflow, "programme", programme),
        service=service,
        service_title=state_title(workflow, "service", service),
        since=row["programme_since"],
        owner=owner_words(workflow, row),
        worker=row["worker"],
        next_clock=clock_title(workflow, clock) if clock else None,
        next_due_on=clock["due_on"] if clock else None,
        next_due_in_words=left_in_words(desk, clock) if clock else "no clock runs",
        overdue=clock is not None and is_overdue(clock["due_on"], desk.today),
        version=row["version"],
    )


def _refusal(desk: Desk, request: CaseListRequest) -> Refusal | None:
    missing = no_district(desk, request.district_id)
    if missing is not None:
        return missing
    if request.after and desk.case(request.after) is None:
        return no_case(request.after)
    states = _states(desk, request) if request.state else ()
    if request.state and request.state not in states:
        known = ", ".join(states)
        sentence = f"There is no state '{request.state}'. There are: {known}."
        return refuse(request.state, "look", sentence, Why.STATE)
    return _no_worker(desk, request)


def _states(desk: Desk, request: CaseListRequest) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for id_, stored in desk.districts.items():
        if request.district_id in {None, id_}:
            pathway = desk.context.workflow(
                desk.connection, stored.workflow_hash, stored.district
            ).pathway
            for machine in MACHINES:
                names.update(dict.fromkeys(pathway.machine(machine).states))
    return tuple(names)


def _no_worker(desk: Desk, request: CaseListRequest) -> Refusal | None:
    staff = {user for d in desk.districts.values() for user in d.district.staff}
    if not request.worker or request.worker in staff:
        return None
    sentence = f"There is no user '{request.worker}'. See `staff` for who is there."
    return refuse(request.worker, "look", sentence, Why.STAFF)
