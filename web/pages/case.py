"""One case: where it stands, what can be done next, and what is on record of it."""

from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.reading.case_header import CaseHeader, case_header
from casework.reading.case_page import CasePage, case_page, case_pictures
from casework.reading.history import CaseHistory, history
from casework.reading.list_options import CRITERION_TITLES
from engine.access.sight import Sight
from engine.advance.answers import reference_in
from web.page import not_found, page
from web.sight import Seer, Work

router = APIRouter()
PARTS = (
    ("", "Summary"),
    ("people", "Family and evidence"),
    ("record", "Support and payments"),
    ("history", "History"),
    ("pathway", "Pathway"),
)
"""The pages of one case: the end of the address, and the title."""


@router.get("/cases/{reference}", response_class=HTMLResponse)
def show_case(request: Request, reference: str, sight: Seer, context: Work) -> Response:
    """Show where a case stands, and what is next."""
    found = _read(context, sight, reference)
    return _page(request, found.file.reference, "", case=found)


@router.get("/cases/{reference}/people", response_class=HTMLResponse)
def show_people(
    request: Request, reference: str, sight: Seer, context: Work
) -> Response:
    """Show the family, the evidence on it, and what it agreed to."""
    found = _read(context, sight, reference)
    titles = CRITERION_TITLES
    return _page(
        request, found.file.reference, "people", case=found, criterion_titles=titles
    )


@router.get("/cases/{reference}/record", response_class=HTMLResponse)
def show_record(
    request: Request, reference: str, sight: Seer, context: Work
) -> Response:
    """Show decisions, workers, reviews, results, payments, tasks and messages."""
    found = _read(context, sight, reference)
    return _page(request, found.file.reference, "record", case=found)


@router.get("/cases/{reference}/history", response_class=HTMLResponse)
def show_history(
    request: Request, reference: str, sight: Seer, context: Work
) -> Response:
    """Show who did what and when, the latest first."""
    header = _header(context, sight, reference)
    found = history(context, header.reference, sight)
    entries = found.entries if isinstance(found, CaseHistory) else ()
    return _page(
        request, header.reference, "history", header=header, entries=entries[::-1]
    )


@router.get("/cases/{reference}/pathway", response_class=HTMLResponse)
def show_pathway(
    request: Request, reference: str, sight: Seer, context: Work
) -> Response:
    """Show the pathway as a picture, with the place where the case stands."""
    header = _header(context, sight, reference)
    found = case_pictures(context, sight, header.reference)
    pictures = found.pictures if found else ()
    return _page(request, header.reference, "pathway", header=header, pictures=pictures)


def _read(context: Work, sight: Sight, reference: str) -> CasePage:
    return case_page(context, sight, reference_in(reference)) or not_found()


def _header(context: Work, sight: Sight, reference: str) -> CaseHeader:
    return case_header(context, sight, reference_in(reference)) or not_found()


def _page(request: Request, reference: str, part: str, **values: Any) -> Response:  # noqa: ANN401 - as `page`
    titles = dict(PARTS)
    title = f"{reference}: {titles[part]}" if part else reference
    base = f"/cases/{reference}"
    links = [
        {
            "text": text,
            "href": f"{base}/{end}" if end else base,
            "active": end == part,
        }
        for end, text in PARTS
    ]
    template = f"case/{part or 'summary'}.html"
    return page(
        request, template, title=title, reference=reference, links=links, **values
    )
