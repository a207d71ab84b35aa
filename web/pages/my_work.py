"""My work: what needs somebody today, with the numbers as links into the list."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.drafts import unfinished
from casework.reading.my_work import my_work
from web.page import page
from web.sight import Seer, Work

router = APIRouter()


@router.get("/", response_class=HTMLResponse)
def show_my_work(request: Request, sight: Seer, context: Work) -> Response:
    """Show what is overdue, due this week and held up, and what was left unfinished."""
    return page(
        request,
        "my_work.html",
        title="My work",
        work=my_work(context, sight),
        unfinished=unfinished(context, sight),
    )
