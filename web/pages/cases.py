"""The list of cases: narrowed, sorted, turned page by page, and ticked."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.reading.case_list import CaseList, list_cases
from casework.reading.list_options import list_options
from casework.saved_lists import saved_lists
from casework.ticked import MOST, ticked
from engine.advance.refusal import Refusal
from web.case_filters import (
    DUE_TITLES,
    PAGE,
    Filters,
    address,
    chips,
    pairs_of,
    query_of,
    read_filters,
    request_of,
    workers_of,
)
from web.forms import FieldError
from web.page import page
from web.sight import Seer, Work

router = APIRouter()
_NOTHING = CaseList(
    cases=(), count=0, more_than=False, next_after=None, previous_before=None
)


@router.get("/cases", response_class=HTMLResponse)
def show_cases(request: Request, sight: Seer, context: Work) -> Response:
    """Show the cases that the address asks for."""
    filters = read_filters(request.query_params)
    options = list_options(context, sight)
    found = list_cases(context, request_of(filters), sight)
    errors = []
    if isinstance(found, Refusal):
        errors = [FieldError("", sentence) for sentence in found.sentences()]
        found = _NOTHING
    picked = ticked(context, sight)
    return page(
        request,
        "cases/list.html",
        errors=errors,
        title=_title(filters, found),
        filters=filters,
        found=found,
        options=options,
        workers=workers_of(options),
        chips=chips(filters, options),
        due_titles=DUE_TITLES,
        headings=_headings(filters),
        pages=_pages(filters, found),
        query=query_of(filters),
        pairs=pairs_of(filters),
        picked=picked,
        most_ticked=MOST,
        saved=saved_lists(context, sight),
    )


def _title(filters: Filters, found: CaseList) -> str:
    pages = -(-found.count // PAGE)
    if pages <= 1 and filters.page == 1:
        return "Cases"
    more = "more than " if found.more_than else ""
    return f"Cases (page {filters.page} of {more}{pages})"


_COLUMNS = (
    ("reference", "Case"),
    ("due", "Due next"),
    ("worker", "Whose it is"),
    ("since", "Since"),
)


def _headings(filters: Filters) -> list[dict[str, str]]:
    """Give the headings that sort; the one sorted by turns the order round."""
    sorted_by = filters.sort.removeprefix("-") or "reference"
    headings = []
    for name, title in _COLUMNS:
        on = name == sorted_by
        down = filters.sort.startswith("-")
        turned = f"-{name}" if on and not down else name
        order = ("descending" if down else "ascending") if on else "none"
        href = address(filters, sort="" if turned == "reference" else turned)
        headings.append({"title": title, "href": href, "order": order})
    return headings


def _pages(filters: Filters, found: CaseList) -> dict[str, dict[str, str]]:
    """Give the links to the page before and the page after, as there are any."""
    links = {}
    if found.previous_before:
        before = found.previous_before
        page_before = max(filters.page - 1, 1)
        href = address(filters, before=before, after="", page=page_before)
        # The first page has no place: whatever came in before it belongs to it.
        links["previous"] = {"href": href if page_before > 1 else address(filters)}
    if found.next_after:
        after = found.next_after
        href = address(filters, after=after, before="", page=filters.page + 1)
        links["next"] = {"href": href}
    return links
