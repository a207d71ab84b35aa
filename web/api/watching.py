"""What the office watches: what is overdue, its reports, its jobs and its people."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from casework.jobs.set_aside import SetAsideLine
from casework.reading.due_lines import DueLine
from casework.reading.office_lists import RunLine, list_runs
from casework.reading.overdue_seen import overdue_seen
from casework.reading.staff_list import StaffLine, staff_list
from engine.advance.refusal import Refusal
from engine.job_watch import JobAlert
from web.api.parameters import KNOWN_ALONE
from web.api.problems import problems, refuse
from web.api.shape import V1, Shape, Text
from web.downloads.sheet import Cell
from web.here import At
from web.page import not_found
from web.reports.catalogue import REPORTS
from web.reports.made import Made, Part
from web.sight import Seer, Work

router = APIRouter(tags=["watching"], dependencies=KNOWN_ALONE)
_REPORTS = f"{V1}/districts/{{district}}/reports"
Most = Annotated[int, Query(ge=1, le=100, description="How many a page holds.")]


class Overdue(Shape):
    """What is overdue among the families that you see, the latest first."""

    as_at: date
    clocks: tuple[DueLine, ...]
    next_after: str | None
    """Send it as `after` for the next page; null on the last one."""


class ReportTitle(Shape):
    """A report that there is."""

    name: str = Field(examples=["funnel"])
    title: str
    answers: str
    """The question that it answers."""


class ReportList(Shape):
    """The reports of a district."""

    district: str
    reports: tuple[ReportTitle, ...]


class ReportTable(Shape):
    """One finding, and the table that shows it. Sums of money are texts, in pounds."""

    finding: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | int | float | None, ...], ...]
    notes: tuple[str, ...]


class OneReport(Shape):
    """A report on one day, of the families that you see."""

    district: str
    title: str
    as_at: date
    families: int
    """How many families it counts."""
    whole: bool
    """Whether those are all that are not restricted."""
    tables: tuple[ReportTable, ...]


class Runs(Shape):
    """The latest runs of the jobs, the newest first, and what is wrong with them."""

    count: int
    """How many there were in all."""
    runs: tuple[RunLine, ...]
    alerts: tuple[JobAlert, ...]
    """Jobs that did not run when they should."""
    calendars: tuple[str, ...]
    """Whose calendar has changed under open clocks, and how many it would move."""
    set_aside: tuple[SetAsideLine, ...]
    """What they could not handle of the families that you see, until it is cleared."""


class Staff(Shape):
    """The staff of a district, with the caseloads of those who have one."""

    district: str
    staff: tuple[StaffLine, ...]


@router.get(f"{V1}/overdue", responses=problems(404))
def api_list_overdue(
    sight: Seer,
    context: Work,
    district: Text = "",
    after: Text = "",
    most: Most = 25,
) -> Overdue:
    """List what is overdue, a page at a time."""
    found = overdue_seen(context, sight, district, after=after, most=most)
    if isinstance(found, Refusal):
        refuse(found)
    return Overdue.model_validate(found)


@router.get(_REPORTS, responses=problems(404))
def api_list_reports(at: At) -> ReportList:
    """List the reports that there are."""
    titles = (
        ReportTitle(name=name, title=each.title, answers=each.answers)
        for name, each in REPORTS.items()
    )
    return ReportList(district=at.district, reports=tuple(titles))


@router.get(f"{_REPORTS}/{{report}}", responses=problems(404))
def api_read_report(at: At, report: str) -> OneReport:
    """Read a report: the same figures as on its page."""
    known = REPORTS[report] if report in REPORTS else not_found()
    made = known.make(at.context, at.sight, at.district)
    return _report(not_found() if isinstance(made, Refusal) else made)


@router.get(f"{V1}/runs", responses=problems())
def api_list_runs(sight: Seer, context: Work, most: Most = 25) -> Runs:
    """List the latest runs of the jobs."""
    return Runs.model_validate(list_runs(context, most=most, sight=sight))


@router.get(f"{V1}/districts/{{district}}/staff", responses=problems(404))
def api_list_staff(at: At) -> Staff:
    """List the staff of a district, and how many families each worker has."""
    found = staff_list(at.context, at.district)
    lines = not_found() if isinstance(found, Refusal) else found
    return Staff(district=at.district, staff=lines)


def _report(made: Made) -> OneReport:
    return OneReport(
        district=made.district,
        title=made.title,
        as_at=made.as_at,
        families=made.families,
        whole=made.whole,
        tables=tuple(_table(part) for part in made.parts),
    )


def _table(part: Part) -> ReportTable:
    return ReportTable(
        finding=part.finding,
        columns=part.sheet.columns,
        rows=tuple(tuple(_value(cell) for cell in row) for row in part.sheet.rows),
        notes=part.sheet.notes,
    )


def _value(cell: Cell) -> str | int | float | None:
    return cell if isinstance(cell, str | int | float | None) else str(cell)
