"""Administration: what those who watch, and those who run the service, look after."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from web.page import page
from web.sight import Seer
from web.who_may import may

router = APIRouter()
_PAGES = (
    ("Users", "/admin/users", "Who has an account, and which roles they hold."),
    ("Districts", "/admin/districts", "Each district's people, board and pathway."),
    (
        "Closed days",
        "/admin/closures",
        "Days on which offices are closed, by district.",
    ),
    ("Audit", "/admin/audit", "Who looked at which case, and what was done to access."),
    ("Restricted cases", "/admin/restricted", "Which cases are open only to a few."),
)


@router.get("/admin", response_class=HTMLResponse)
def show_admin(request: Request, sight: Seer) -> Response:
    """List the pages of administration that somebody may open."""
    pages = [each for each in _PAGES if may(sight.access, ("GET", each[1]))]
    return page(request, "office/list.html", title="Administration", pages=pages)
