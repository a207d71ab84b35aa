"""Reports: their list, each with its charts and tables, and what can be taken away."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.context import Context
from engine.access.sight import Sight
from engine.advance.refusal import Refusal
from web.downloads.answer import KINDS, Export, Kind, download
from web.here import At, choices, choose_district
from web.page import not_found, page
from web.reports.catalogue import REPORTS, Report
from web.reports.made import Made, is_number, shown
from web.sight import Seer, Work

router = APIRouter()


@router.get("/reports", response_class=HTMLResponse)
def choose(request: Request, sight: Seer, context: Work) -> Response:
    """Go to the reports of somebody's district, or let them choose one."""
    return choose_district(request, context, sight, "Reports")


@router.get("/reports/{district}", response_class=HTMLResponse)
def list_reports(at: At) -> Response:
    """List the reports of a district, each with its finding."""
    made = {
        name: _made(at.context, at.sight, at.district, each) for name, each in _all()
    }
    return page(
        at.request,
        "reports/list.html",
        title=f"Reports: {next(iter(made.values())).title}",
        district=at.district,
        reports=REPORTS,
        made=made,
        several=len(choices(at.request, at.context, at.sight)) > 1,
    )


@router.get("/reports/{district}/{report}", response_class=HTMLResponse)
def show_report(at: At, report: str) -> Response:
    """Show one report: a chart with its table for each finding."""
    found = _find(report)
    made = _made(at.context, at.sight, at.district, found)
    return page(
        at.request,
        "reports/report.html",
        title=f"{found.title}: {made.title}",
        district=at.district,
        name=report,
        report=found,
        made=made,
        shown=shown,
        is_number=is_number,
    )


@router.get("/reports/{district}/{report}/download/{kind}")
def take_report(at: At, report: str, kind: str, table: str = "") -> Response:
    """Give a report as a file: all its tables as XLSX, or one of them as CSV."""
    found = _find(report)
    known = _kind(kind)
    made = _made(at.context, at.sight, at.district, found)
    sheets = [part.sheet for part in made.parts]
    if known == "csv" and table:
        sheets = [sheet for sheet in sheets if sheet.name == table] or not_found()
    export = Export(
        title=f"{found.title}: {made.title}",
        name=f"{at.district}-{sheets[0].name if known == 'csv' else report}",
        about=f"{at.district}/{report}",
        sheets=sheets,
        filters={"district": at.district, "table": table} if table else {},
    )
    return download(at.context, at.sight, known, export)


def _all() -> list[tuple[str, Report]]:
    return list(REPORTS.items())


def _find(name: str) -> Report:
    return REPORTS[name] if name in REPORTS else not_found()


def _kind(name: str) -> Kind:
    return KINDS[name] if name in KINDS else not_found()


def _made(context: Context, sight: Sight, district: str, report: Report) -> Made:
    made = report.make(context, sight, district)
    return not_found() if isinstance(made, Refusal) else made
