"""The list of cases, a page at a time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.context import Context
from casework.reading.case_list_request import NO_WORKER, CaseListRequest, Order
from casework.reading.case_places import place_of, read_place
from casework.reading.desk import Desk, no_case, no_district, open_desk, refuse
from casework.reading.which_cases import asked_districts, definition_of, which_cases
from casework.reading.words import (
    clock_title,
    left_in_words,
    owner_words,
    state_title,
)
from engine.access.sight import Sight
from engine.advance.refusal import Refusal, Why
from engine.clocks.budget import is_overdue
from engine.workflow.definition import MACHINES
from storage.case_counts import count_cases
from storage.case_list import Page, cases_page
from storage.lists import clocks_of_cases
from storage.rows import Row


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
    """A page of cases, how many there are in all, and where the others begin.

    `more_than` says that the count was stopped, and that there are more.
    """

    cases: tuple[CaseLine, ...]
    count: int
    more_than: bool
    next_after: str | None
    previous_before: str | None


def list_cases(
    context: Context, request: CaseListRequest, sight: Sight | None = None
) -> CaseList | Refusal:
    """List cases, by default in the order of their references.

    Args:
        context: the database and the clock.
        request: which cases, in which order, which page.
        sight: who looks; None for the command line, which sees everything.

    Raises:
        StorageError: the database is missing, busy or gone.
    """
    with open_desk(context, sight) as desk:
        page = _page(desk, request, sight)
        refusal = _refusal(desk, request, sight)
        if refusal is not None or isinstance(page, Refusal):
            return refusal or page  # type: ignore[return-value]  # one is a refusal
        which = which_cases(desk, request, sight)
        rows = cases_page(desk.connection, which, page)
        most = request.count_most
        count = count_cases(desk.connection, which, most + 1 if most else None)
        return _list(desk, request, rows, count)


def _list(
    desk: Desk, request: CaseListRequest, rows: list[Row], count: int
) -> CaseList:
    further = len(rows) > request.most
    back = bool(request.before)
    if further:
        rows = rows[1:] if back else rows[: request.most]
    onward = rows and (further or back)
    behind = rows and (further if back else request.after)
    stopped = request.count_most is not None and count > request.count_most
    return CaseList(
        cases=tuple(_lines(desk, rows)),
        count=request.count_most if stopped and request.count_most else count,
        more_than=stopped,
        next_after=place_of(rows[-1], request.sort) if onward else None,
        previous_before=place_of(rows[0], request.sort) if behind else None,
    )


def _page(desk: Desk, request: CaseListRequest, sight: Sight | None) -> Page | Refusal:
    """Read the page asked for; one case more is read, to know if there are more.

    At the command line a place is typed, and a slip is told.
    """
    given = request.before or request.after
    beyond = read_place(desk, given, request.sort) if given else None
    typed = sight is None and request.sort is Order.REFERENCE
    if given and (beyond is None or (typed and desk.case(given) is None)):
        return no_case(given)
    return Page(
        order=request.sort,
        descending=request.descending,
        beyond=beyond,
        backwards=bool(request.before),
        most=request.most + 1,
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


def _refusal(
    desk: Desk, request: CaseListRequest, sight: Sight | None
) -> Refusal | None:
    missing = no_district(desk, request.district_id, sight)
    if missing is not None:
        return missing
    states = _states(desk, request, sight) if request.state else ()
    if request.state and request.state not in states:
        known = ", ".join(states)
        sentence = f"There is no state '{request.state}'. There are: {known}."
        return refuse(request.state, "look", sentence, Why.STATE)
    return _no_worker(desk, request, sight)


def _states(
    desk: Desk, request: CaseListRequest, sight: Sight | None
) -> tuple[str, ...]:
    names: dict[str, None] = {}
    for stored in asked_districts(desk, request.district_id, sight):
        pathway = definition_of(desk, stored)
        for machine in MACHINES:
            names.update(dict.fromkeys(pathway.machine(machine).states))
    return tuple(names)


def _no_worker(
    desk: Desk, request: CaseListRequest, sight: Sight | None
) -> Refusal | None:
    districts = asked_districts(desk, None, sight)
    staff = {user for stored in districts for user in stored.district.staff}
    if request.worker in {"", NO_WORKER, *staff}:
        return None
    sentence = f"There is no user '{request.worker}' here."
    return refuse(request.worker, "look", sentence, Why.STAFF)
