"""Allocation: who waits for a worker, and who has room, as it stands this moment."""

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from casework.reading.capacity import capacity
from casework.reading.waiting_families import waiting_families
from web.page import page
from web.sight import Seer, Work

router = APIRouter()


@router.get("/allocation", response_class=HTMLResponse)
def show_allocation(request: Request, sight: Seer, context: Work) -> Response:
    """Show the families that wait for a worker, and the workers' caseloads."""
    return page(
        request,
        "allocation.html",
        title="Allocation",
        waiting=waiting_families(context, sight),
        tiers=capacity(context, sight),
    )
