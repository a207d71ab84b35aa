"""The reviews that are due, with a way to record each."""

from typing import cast, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.reading.list_options import list_options
from casework.reading.reviews_due import When, reviews_due
from web.page import page
from web.sight import Seer, Work

router = APIRouter()
_WHEN: dict[When, str] = {
    "": "All that are due",
    "overdue": "Overdue",
    "month": "Due within 30 days",
}


@router.get("/reviews", response_class=HTMLResponse)
def show_reviews(request: Request, sight: Seer, context: Work) -> Response:
    """Show the reviews of the families in sight, the one due first first."""
    query = request.query_params
    asked, worker = query.get("when", ""), query.get("worker", "")
    when = cast("When", asked) if asked in get_args(When) else ""
    found = reviews_due(
        context, sight, when=when, worker=worker, after=query.get("after", "")
    )
    kept = {"when": when, "worker": worker}
    chosen = {name: value for name, value in kept.items() if value}
    options = list_options(context, sight)
    after = urlencode(chosen | {"after": found.next_after or ""})
    return page(
        request,
        "reviews.html",
        title="Reviews",
        found=found,
        when=when,
        whens=_WHEN,
        worker=worker,
        workers=options.workers,
        type_worker=options.type_worker,
        next_page=f"/reviews?{after}" if found.next_after else "",
        first_page=f"/reviews?{urlencode(chosen)}" if query.get("after") else "",
    )
