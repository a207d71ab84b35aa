"""The office: what those who run a district come to less often than every day."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from web.page import page
from web.sight import Seer
from web.who_may import may

router = APIRouter()
_PAGES = (
    ("Open families", "/open-families", "Put the families of a list on the programme."),
    ("Handover", "/handover", "Give a worker's families to others, in one go."),
    ("Cover", "/cover", "Who stands in for whom, and until when."),
    ("Runs of the jobs", "/runs", "What ran, what was set aside, and why."),
    ("Rehearsal", "/rehearsal", "What a run would do by a day to come."),
    ("Notifications", "/notifications", "What you are told, when, and how."),
)


@router.get("/office", response_class=HTMLResponse)
def show_office(request: Request, sight: Seer) -> Response:
    """List the pages of the office that somebody may open."""
    pages = [each for each in _PAGES if may(sight.access, ("GET", each[1]))]
    return page(request, "office/list.html", title="Office", pages=pages)
